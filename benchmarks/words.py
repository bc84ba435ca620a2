"""Words and names to make a synthetic corpus from: about 200 words a language, and real places."""

EN = """
bridge council opens river harbour market history winter summer treaty border village capital railway station museum
library school teacher doctor hospital engine factory worker union strike election parliament minister president
senate court judge law reform budget treasury bank currency price wheat bread water power energy coal steel copper
silver gold island mountain valley forest desert ocean coast storm flood drought earthquake fire rescue soldier army
navy fleet battle siege peace truce victory defeat king queen prince emperor republic empire colony province
district county mayor governor citizen people nation language culture music theatre painting sculpture novel poet
writer journalist newspaper radio television telephone telegraph computer network satellite rocket orbit moon planet
star telescope science physics chemistry biology medicine vaccine disease hunger famine harvest farmer field garden
tree flower animal horse cattle sheep fish bird ship sailor captain voyage map compass discovery invention patent
machine wheel road tunnel canal dam tower castle palace temple church mosque monastery cathedral square street house
roof window door family child mother father brother sister friend neighbour stranger guest journey letter document
archive record report announced signed founded reached began ended changed joined returned agreed refused promised
declared the of and in with after before under across between during against first second last new old great small
open closed public private national northern southern
"""

FR = """
pont conseil ouvre fleuve port marché histoire hiver été traité frontière village capitale chemin gare musée
bibliothèque école professeur médecin hôpital moteur usine ouvrier syndicat grève élection parlement ministre
président sénat tribunal juge loi réforme budget trésor banque monnaie prix blé pain eau puissance énergie charbon
acier cuivre argent or île montagne vallée forêt désert océan côte tempête inondation sécheresse séisme feu secours
soldat armée marine flotte bataille siège paix trêve victoire défaite roi reine prince empereur république empire
colonie province district comté maire gouverneur citoyen peuple nation langue culture musique théâtre peinture
sculpture roman poète écrivain journaliste journal radio télévision téléphone télégraphe ordinateur réseau satellite
fusée orbite lune planète étoile télescope science physique chimie biologie médecine vaccin maladie faim famine
récolte paysan champ jardin arbre fleur animal cheval bétail mouton poisson oiseau navire marin capitaine voyage
carte boussole découverte invention brevet machine roue route tunnel canal barrage tour château palais temple église
mosquée monastère cathédrale place rue maison toit fenêtre porte famille enfant mère père frère sœur ami voisin
étranger invité trajet lettre document archives registre rapport annonce signe fonde atteint commence termine change
rejoint revient accepte refuse promet déclare le la et dans avec après avant sous entre pendant contre premier
second dernier nouveau ancien grand petit ouvert fermé public privé national nord sud
"""

RU = """
мост совет открывает река гавань рынок история зима лето договор граница деревня столица дорога станция музей
библиотека школа учитель врач больница двигатель завод рабочий союз забастовка выборы парламент министр президент
сенат суд судья закон реформа бюджет казна банк валюта цена пшеница хлеб вода сила энергия уголь сталь медь серебро
золото остров гора долина лес пустыня океан берег буря наводнение засуха землетрясение огонь спасение солдат армия
флот эскадра битва осада мир перемирие победа поражение король королева князь император республика империя колония
область район округ мэр губернатор гражданин народ нация язык культура музыка театр живопись скульптура роман поэт
писатель журналист газета радио телевидение телефон телеграф компьютер сеть спутник ракета орбита луна планета
звезда телескоп наука физика химия биология медицина вакцина болезнь голод урожай крестьянин поле сад дерево цветок
зерно животное лошадь скот овца рыба птица корабль моряк капитан плавание карта компас открытие изобретение патент
машина колесо путь тоннель канал плотина башня замок дворец храм церковь мечеть монастырь собор площадь улица дом
крыша окно дверь семья ребёнок мать отец брат сестра друг сосед странник гость путешествие письмо документ архив
запись доклад объявил подписал основал достиг начал закончил изменил вступил вернулся согласился отказался обещал
заявил и в на с после перед под через между во против первый второй последний новый старый великий малый открытый
закрытый общий частный народный северный южный
"""

AR = """
جسر مجلس يفتح نهر ميناء سوق تاريخ شتاء صيف معاهدة حدود قرية عاصمة سكة محطة متحف مكتبة مدرسة معلم طبيب مستشفى محرك
مصنع عامل نقابة إضراب انتخابات برلمان وزير رئيس مجلس محكمة قاض قانون إصلاح ميزانية خزانة مصرف عملة سعر قمح خبز ماء
قوة طاقة فحم فولاذ نحاس فضة ذهب جزيرة جبل واد غابة صحراء محيط ساحل عاصفة فيضان جفاف زلزال نار إنقاذ جندي جيش بحرية
أسطول معركة حصار سلام هدنة نصر هزيمة ملك ملكة أمير إمبراطور جمهورية إمبراطورية مستعمرة إقليم مقاطعة ولاية عمدة حاكم
مواطن شعب أمة لغة ثقافة موسيقى مسرح رسم نحت رواية شاعر كاتب صحفي صحيفة إذاعة تلفزيون هاتف برقية حاسوب شبكة قمر صاروخ
مدار هلال كوكب نجم مقراب علم فيزياء كيمياء أحياء طب لقاح مرض جوع مجاعة حصاد فلاح حقل حديقة شجرة زهرة حيوان حصان
ماشية خروف سمكة طائر سفينة بحار قبطان رحلة خريطة بوصلة اكتشاف اختراع براءة آلة عجلة طريق نفق قناة سد برج قلعة قصر
معبد كنيسة مسجد دير كاتدرائية ساحة شارع بيت سقف نافذة باب عائلة طفل أم أب أخ أخت صديق جار غريب ضيف سفر رسالة وثيقة
أرشيف سجل تقرير أعلن وقع أسس بلغ بدأ انتهى تغير انضم عاد وافق رفض وعد صرح من إلى في مع بعد قبل تحت عبر بين خلال ضد
أول ثان أخير جديد قديم كبير صغير مفتوح مغلق عام خاص وطني شمالي جنوبي
"""

FA = """
پل شورا گشود رود بندر بازار تاریخ زمستان تابستان پیمان مرز روستا پایتخت راه‌آهن ایستگاه موزه کتابخانه مدرسه آموزگار
پزشک بیمارستان موتور کارخانه کارگر اتحادیه اعتصاب انتخابات مجلس وزیر رئیس سنا دادگاه قاضی قانون اصلاح بودجه خزانه
بانک ارز قیمت گندم نان آب نیرو انرژی زغال فولاد مس نقره طلا جزیره کوه دره جنگل کویر اقیانوس ساحل توفان سیل خشکسالی
زلزله آتش نجات سرباز ارتش دریا ناوگان نبرد محاصره صلح آتش‌بس پیروزی شکست شاه ملکه شاهزاده امپراتور جمهوری امپراتوری
مستعمره استان بخش شهرستان شهردار فرماندار شهروند مردم ملت زبان فرهنگ موسیقی تئاتر نقاشی تندیس رمان شاعر نویسنده
خبرنگار روزنامه رادیو تلویزیون تلفن تلگراف رایانه شبکه ماهواره موشک مدار ماه سیاره ستاره تلسکوپ دانش فیزیک شیمی
زیست‌شناسی پزشکی واکسن بیماری گرسنگی قحطی برداشت کشاورز مزرعه باغ درخت گل جانور اسب گاو گوسفند ماهی پرنده کشتی ملوان
ناخدا سفر نقشه قطب‌نما کشف اختراع امتیاز ماشین چرخ جاده تونل آبراه سد برج دژ کاخ معبد کلیسا مسجد صومعه جامع میدان
خیابان خانه بام پنجره در خانواده کودک مادر پدر برادر خواهر دوست همسایه بیگانه مهمان سیاحت نامه سند بایگانی ثبت گزارش
اعلام امضا بنیاد رسید آغاز پایان دگرگون پیوست بازگشت پذیرفت نپذیرفت وعده گفت از به در با پس پیش زیر میان و هنگام
علیه نخستین دوم واپسین نو کهن بزرگ کوچک باز بسته عمومی خصوصی ملی شمالی جنوبی
"""

WORDS = {tag: text.split() for tag, text in {"en": EN, "fr": FR, "ru": RU, "ar": AR, "fa": FA}.items()}

NAMES = {"en": "Sample", "fr": "Exemple", "ru": "Образец", "ar": "نموذج", "fa": "نمونه"}
TITLES = {
    "en": "World Timeline",
    "fr": "Chronologie du monde",
    "ru": "Хронология мира",
    "ar": "الخط الزمني للعالم",
    "fa": "گاه‌شمار جهان",
}
TAGLINES = {
    "en": "Invented events to measure with.",
    "fr": "Des événements inventés pour mesurer.",
    "ru": "Вымышленные события для измерений.",
    "ar": "أحداث مختلقة للقياس.",
    "fa": "رویدادهایی ساختگی برای سنجش.",
}

# id, degrees north, degrees east, names in the order of WORDS
PLACES = (
    ("moscow", 55.76, 37.62, "Moscow", "Moscou", "Москва", "موسكو", "مسکو"),
    ("london", 51.51, -0.13, "London", "Londres", "Лондон", "لندن", "لندن"),
    ("paris", 48.86, 2.35, "Paris", "Paris", "Париж", "باريس", "پاریس"),
    ("berlin", 52.52, 13.4, "Berlin", "Berlin", "Берлин", "برلين", "برلین"),
    ("vienna", 48.21, 16.37, "Vienna", "Vienne", "Вена", "فيينا", "وین"),
    ("geneva", 46.2, 6.15, "Geneva", "Genève", "Женева", "جنيف", "ژنو"),
    ("rome", 41.9, 12.5, "Rome", "Rome", "Рим", "روما", "رم"),
    ("madrid", 40.42, -3.7, "Madrid", "Madrid", "Мадрид", "مدريد", "مادرید"),
    ("athens", 37.98, 23.73, "Athens", "Athènes", "Афины", "أثينا", "آتن"),
    ("istanbul", 41.01, 28.98, "Istanbul", "Istanbul", "Стамбул", "إسطنبول", "استانبول"),
    ("ankara", 39.93, 32.86, "Ankara", "Ankara", "Анкара", "أنقرة", "آنکارا"),
    ("cairo", 30.04, 31.24, "Cairo", "Le Caire", "Каир", "القاهرة", "قاهره"),
    ("tripoli", 32.89, 13.19, "Tripoli", "Tripoli", "Триполи", "طرابلس", "طرابلس"),
    ("tunis", 36.81, 10.18, "Tunis", "Tunis", "Тунис", "تونس", "تونس"),
    ("algiers", 36.75, 3.06, "Algiers", "Alger", "Алжир", "الجزائر", "الجزیره"),
    ("rabat", 34.02, -6.84, "Rabat", "Rabat", "Рабат", "الرباط", "رباط"),
    ("dakar", 14.72, -17.47, "Dakar", "Dakar", "Дакар", "داكار", "داکار"),
    ("bamako", 12.64, -8.0, "Bamako", "Bamako", "Бамако", "باماكو", "باماکو"),
    ("niamey", 13.51, 2.13, "Niamey", "Niamey", "Ниамей", "نيامي", "نیامی"),
    ("abuja", 9.08, 7.4, "Abuja", "Abuja", "Абуджа", "أبوجا", "ابوجا"),
    ("accra", 5.6, -0.19, "Accra", "Accra", "Аккра", "أكرا", "آکرا"),
    ("khartoum", 15.5, 32.56, "Khartoum", "Khartoum", "Хартум", "الخرطوم", "خارطوم"),
    ("addis-ababa", 9.03, 38.74, "Addis Ababa", "Addis-Abeba", "Аддис-Абеба", "أديس أبابا", "آدیس آبابا"),
    ("nairobi", -1.29, 36.82, "Nairobi", "Nairobi", "Найроби", "نيروبي", "نایروبی"),
    ("pretoria", -25.75, 28.19, "Pretoria", "Pretoria", "Претория", "بريتوريا", "پرتوریا"),
    ("beirut", 33.89, 35.5, "Beirut", "Beyrouth", "Бейрут", "بيروت", "بیروت"),
    ("damascus", 33.51, 36.29, "Damascus", "Damas", "Дамаск", "دمشق", "دمشق"),
    ("baghdad", 33.32, 44.37, "Baghdad", "Bagdad", "Багдад", "بغداد", "بغداد"),
    ("riyadh", 24.71, 46.68, "Riyadh", "Riyad", "Эр-Рияд", "الرياض", "ریاض"),
    ("doha", 25.29, 51.53, "Doha", "Doha", "Доха", "الدوحة", "دوحه"),
    ("tehran", 35.69, 51.39, "Tehran", "Téhéran", "Тегеран", "طهران", "تهران"),
    ("isfahan", 32.65, 51.67, "Isfahan", "Ispahan", "Исфахан", "أصفهان", "اصفهان"),
    ("kabul", 34.56, 69.21, "Kabul", "Kaboul", "Кабул", "كابول", "کابل"),
    ("tashkent", 41.3, 69.24, "Tashkent", "Tachkent", "Ташкент", "طشقند", "تاشکند"),
    ("islamabad", 33.68, 73.05, "Islamabad", "Islamabad", "Исламабад", "إسلام أباد", "اسلام‌آباد"),
    ("new-delhi", 28.61, 77.21, "New Delhi", "New Delhi", "Нью-Дели", "نيودلهي", "دهلی نو"),
    ("beijing", 39.9, 116.41, "Beijing", "Pékin", "Пекин", "بكين", "پکن"),
    ("tokyo", 35.68, 139.69, "Tokyo", "Tokyo", "Токио", "طوكيو", "توکیو"),
    ("new-york", 40.71, -74.01, "New York", "New York", "Нью-Йорк", "نيويورك", "نیویورک"),
    ("brasilia", -15.79, -47.88, "Brasília", "Brasilia", "Бразилиа", "برازيليا", "برازیلیا"),
)
