"""Dates in words, in the project's own languages and with its own catalogs, letter for letter."""

import ast
import os
import subprocess
import sys
from collections.abc import Mapping
from gettext import NullTranslations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tarikh.model.date import parse_date
from tarikh.model.language import Language
from tarikh.speaking.calendar import month_of
from tarikh.speaking.speaker import Speaker

Speakers = Mapping[str, Speaker]


def say(speakers: Speakers, tag: str, edtf: str) -> str:
    return speakers[tag].date(parse_date(edtf)).first


@pytest.mark.parametrize(
    ("edtf", "english"),
    [
        ("2025-04-03", "3 April 2025"),
        ("2025-04", "April 2025"),
        ("2025", "2025"),
        ("198X", "1980s"),
        ("19XX", "20th century"),
        ("20XX", "21st century"),
        ("2025-21", "spring 2025"),
        ("2025-24", "winter 2025"),
        ("2025-04-03/2025-04-04", "3–4 April 2025"),
        ("2025-04-28/2025-05-03", "28 April – 3 May 2025"),
        ("2025-12-30/2026-01-02", "30 December 2025 – 2 January 2026"),
        ("2025-04-03/2025-04-03", "3 April 2025"),
        ("2025-04/2025-05", "April – May 2025"),
        ("2025-12/2026-01", "December 2025 – January 2026"),
        ("2022/2023", "2022–2023"),
        ("2025-04-03/2025-05", "3 April 2025 – May 2025"),
        ("198X/199X", "1980s – 1990s"),
        ("2025-21/2025-22", "spring 2025 – summer 2025"),
        ("2025-04~", "about April 2025"),
        ("2025?", "2025 (uncertain)"),
        ("2025-04-03%", "about 3 April 2025 (uncertain)"),
        ("2025~/2026~", "about 2025–2026"),
        ("2025%/2026", "about 2025 (uncertain) – 2026"),
        ("2025-04/..", "since April 2025"),
        ("2025-04/", "from April 2025, end unknown"),
        ("../2025-04-03", "3 April 2025 or before"),
        ("/2025-04-03", "until 3 April 2025, start unknown"),
        ("0000", "1 BC"),
        ("-0043-03-15", "15 March 44 BC"),
        ("-0010/-0005", "11–6 BC"),
        ("0001-01-01", "1 January 1"),
        ("9999-12-31", "31 December 9999"),
    ],
)
def test_english(speakers: Speakers, edtf: str, english: str) -> None:
    assert say(speakers, "en", edtf) == english


@pytest.mark.parametrize(
    ("edtf", "french"),
    [
        ("2025-04-03", "3 avril 2025"),
        ("2025-04-01", "1er avril 2025"),
        ("2025-04", "avril 2025"),
        ("198X", "années 1980"),
        ("19XX", "XXe siècle"),
        ("2025-22", "été 2025"),
        ("2025-04-01/2025-04-03", "1er–3 avril 2025"),
        ("2025-04-28/2025-05-01", "28 avril – 1er mai 2025"),
        ("2025-04~", "vers avril 2025"),
        ("2025-04-03~", "vers le 3 avril 2025"),
        ("2025?", "2025 (incertain)"),
        ("2025-04-01/..", "depuis le 1er avril 2025"),
        ("2025/..", "depuis 2025"),
        ("../2025", "2025 ou avant"),
        ("2025-04-03/", "dès le 3 avril 2025, fin inconnue"),
        ("/2025-04-03", "fin\u00a0: le 3 avril 2025\u202f; début inconnu"),
        ("-0043", "44 av. J.-C."),
    ],
)
def test_french(speakers: Speakers, edtf: str, french: str) -> None:
    assert say(speakers, "fr", edtf) == french


@pytest.mark.parametrize(
    ("edtf", "russian"),
    [
        ("2025-04-03", "3 апреля 2025 г."),
        ("2025-04", "апрель 2025"),
        ("2025", "2025"),
        ("198X", "1980-е годы"),
        ("19XX", "XX век"),
        ("2025-23", "осень 2025 года"),
        ("2025-04-03/2025-04-04", "3–4 апреля 2025 г."),
        ("2025-04-28/2025-05-03", "28 апреля – 3 мая 2025 г."),
        ("2025-04/2025-05", "апрель – май 2025"),
        ("2022/2023", "2022–2023"),
        ("2025-04~", "около апреля 2025 г."),
        ("2025~", "около 2025 года"),
        ("2025-04?", "апрель 2025 (под вопросом)"),
        ("2025-04/..", "с апреля 2025 г."),
        ("2025/", "с 2025 года, конец неизвестен"),
        ("../2025-04-03", "не позднее 3 апреля 2025 г."),
        ("/2025", "до 2025 года, начало неизвестно"),
        ("-0043", "44 до н. э."),
        ("-0043-03-15", "15 марта 44 г. до н. э."),
    ],
)
def test_russian(speakers: Speakers, edtf: str, russian: str) -> None:
    assert say(speakers, "ru", edtf) == russian


@pytest.mark.parametrize(
    ("edtf", "arabic"),
    [
        ("2025-04-03", "3 أبريل/نيسان 2025"),
        ("2025-04", "أبريل/نيسان 2025"),
        ("2025-12-31", "31 ديسمبر/كانون الأول 2025"),
        ("198X", "عقد 1980"),
        ("19XX", "القرن 20"),
        ("2025-21", "ربيع 2025"),
        ("2025-04-03/2025-04-04", "3–4 أبريل/نيسان 2025"),
        ("2025-04-28/2025-05-03", "28 أبريل/نيسان – 3 مايو/أيار 2025"),
        ("2022/2023", "2022–2023"),
        ("2025~", "نحو عام 2025"),
        ("2025-04-03%", "نحو 3 أبريل/نيسان 2025 (غير مؤكد)"),
        ("2025/..", "منذ عام 2025"),
        ("2025-04/", "من أبريل/نيسان 2025، ونهايته غير معروفة"),
        ("../2025-04-03", "3 أبريل/نيسان 2025 أو قبله"),
        ("/2025-04-03", "حتى 3 أبريل/نيسان 2025، وبدايته غير معروفة"),
        ("-0043", "44 ق.م"),
    ],
)
def test_arabic(speakers: Speakers, edtf: str, arabic: str) -> None:
    assert say(speakers, "ar", edtf) == arabic


@pytest.mark.parametrize(
    ("edtf", "persian", "gregorian"),
    [
        ("2025-04-03", "۱۴ فروردین ۱۴۰۴", "۳ آوریل ۲۰۲۵"),
        ("1802-12-07", "۱۶ آذر ۱۱۸۱", "۷ دسامبر ۱۸۰۲"),
        ("2025-03-20", "۳۰ اسفند ۱۴۰۳", "۲۰ مارس ۲۰۲۵"),
        ("2025-03-21", "۱ فروردین ۱۴۰۴", "۲۱ مارس ۲۰۲۵"),
        ("2025-04", "فروردین–اردیبهشت ۱۴۰۴", "آوریل ۲۰۲۵"),
        ("2025-03", "اسفند ۱۴۰۳–فروردین ۱۴۰۴", "مارس ۲۰۲۵"),
        ("2025", "۱۴۰۳–۱۴۰۴", "۲۰۲۵"),
        ("2025-04-03/2025-04-04", "۱۴ تا ۱۵ فروردین ۱۴۰۴", "۳ تا ۴ آوریل ۲۰۲۵"),
        ("2025-04-28/2025-05-03", "۸ تا ۱۳ اردیبهشت ۱۴۰۴", "۲۸ آوریل تا ۳ مهٔ ۲۰۲۵"),
        ("2025-03-20/2025-03-21", "۳۰ اسفند ۱۴۰۳ تا ۱ فروردین ۱۴۰۴", "۲۰ تا ۲۱ مارس ۲۰۲۵"),
        ("2022/2023", "۱۴۰۰ تا ۱۴۰۲", "۲۰۲۲ تا ۲۰۲۳"),
        ("2025-04-03~", "حدود ۱۴ فروردین ۱۴۰۴", "حدود ۳ آوریل ۲۰۲۵"),
        ("2025-04-03?", "۱۴ فروردین ۱۴۰۴ (نامطمئن)", "۳ آوریل ۲۰۲۵ (نامطمئن)"),
        ("2025-04-03/..", "از ۱۴ فروردین ۱۴۰۴", "از ۳ آوریل ۲۰۲۵"),
        ("../2025-04-03", "۱۴ فروردین ۱۴۰۴ یا پیش از آن", "۳ آوریل ۲۰۲۵ یا پیش از آن"),
        ("2025-04-03/", "از ۱۴ فروردین ۱۴۰۴، پایان نامعلوم", "از ۳ آوریل ۲۰۲۵، پایان نامعلوم"),
    ],
)
def test_persian_has_solar_hijri_dates_and_gregorian_ones_second(
    speakers: Speakers, edtf: str, persian: str, gregorian: str
) -> None:
    words = speakers["fa"].date(parse_date(edtf))
    assert (words.first, words.others) == (persian, (gregorian,))


@pytest.mark.parametrize(
    ("edtf", "persian"),
    [
        ("198X", "دههٔ ۱۹۸۰ میلادی"),
        ("19XX", "سدهٔ ۲۰ میلادی"),
        ("2025-21", "بهار ۲۰۲۵ میلادی"),
        ("0621", "۶۲۱ میلادی"),
        ("-0043", "۴۴ پ.م."),
        ("-0043-03-15", "۱۵ مارس ۴۴ پ.م."),
        ("-0010/-0005", "۱۱ تا ۶ پ.م."),
    ],
)
def test_persian_is_gregorian_alone_where_the_solar_hijri_calendar_does_not_reach(
    speakers: Speakers, edtf: str, persian: str
) -> None:
    words = speakers["fa"].date(parse_date(edtf))
    assert (words.first, words.others) == (persian, ())


@pytest.mark.parametrize(
    ("edtf", "hijri"),
    [
        ("2025-04-03", ("5 شوال 1446 هـ",)),
        ("2025-04-03/2025-04-04", ("5–6 شوال 1446 هـ",)),
        ("2025-04-28/2025-05-03", ("30 شوال – 5 ذو القعدة 1446 هـ",)),
        ("2025-04", ("شوال–ذو القعدة 1446 هـ",)),
        ("0600-04-03", ()),
        ("198X", ()),
    ],
)
def test_arabic_can_have_the_umm_al_qura_calendar_second(
    languages: Mapping[str, Language], speakers: Speakers, edtf: str, hijri: tuple[str, ...]
) -> None:
    two = replace(languages["ar"], calendars=("gregory", "islamic-umalqura"))
    assert Speaker(two, NullTranslations()).date(parse_date(edtf)).others == hijri
    assert speakers["ar"].date(parse_date(edtf)).others == ()


@pytest.mark.parametrize(
    ("tag", "edtf", "said"),
    [
        ("en", "198X~", "about the 1980s"),
        ("en", "198X/..", "since the 1980s"),
        ("en", "../19XX", "the 20th century or before"),
        ("fr", "198X~", "vers les années 1980"),
        ("fr", "198X/..", "depuis les années 1980"),
        ("fr", "19XX~", "vers le XXe siècle"),
        ("fr", "00XX", "Ier siècle"),
        ("fr", "2025-21/..", "depuis le printemps 2025"),
        ("fr", "2025-22/..", "depuis l’été 2025"),
        ("fr", "/2025", "fin\u00a0: 2025\u202f; début inconnu"),
        ("fr", "/2025-04", "fin\u00a0: avril 2025\u202f; début inconnu"),
        ("ru", "198X~", "около 1980-х годов"),
        ("ru", "198X/..", "с 1980-х годов"),
        ("ru", "19XX~", "около XX века"),
        ("ru", "2025-21/..", "с весны 2025 года"),
        ("ru", "../2025-24", "не позднее зимы 2025 года"),
        ("ru", "2025~/2026~", "около 2025–2026 годов"),
        ("ar", "2025~/2026~", "نحو الفترة 2025–2026"),
        ("fr", "2025~/..", "depuis 2025 environ"),
        ("ru", "2025~/..", "с 2025 года (приблизительно)"),
        ("en", "-0001/0005", "2 BC – 5 AD"),
        ("fa", "2023/..", "از سال ۱۴۰۱ یا ۱۴۰۲"),
        ("fa", "2025-04/..", "از فروردین یا اردیبهشت ۱۴۰۴"),
        ("fa", "2022~/2025~", "حدود سال‌های ۱۴۰۰ تا ۱۴۰۴"),
    ],
)
def test_decades_centuries_and_seasons_are_inflected_inside_phrases(
    speakers: Speakers, tag: str, edtf: str, said: str
) -> None:
    assert say(speakers, tag, edtf) == said


@pytest.mark.parametrize(
    ("tag", "said"),
    [
        ("en", "spring 44 BC"),
        ("fr", "printemps 44 av. J.-C."),
        ("ru", "весна 44 года до н. э."),
        ("ar", "ربيع 44 ق.م"),
        ("fa", "بهار ۴۴ پ.م."),
    ],
)
def test_the_era_of_a_season_comes_last(speakers: Speakers, tag: str, said: str) -> None:
    assert say(speakers, tag, "-0043-21") == said


# Years and numbers


@pytest.mark.parametrize(
    ("tag", "edtf", "year", "label"),
    [
        ("en", "2025-04-03", ("gregory", 2025), "2025"),
        ("fa", "2025-04-03", ("persian", 1404), "۱۴۰۴"),
        ("fa", "2025-03-20", ("persian", 1403), "۱۴۰۳"),
        ("fa", "../2025-04-03", ("persian", 1404), "۱۴۰۴"),
        ("fa", "1121-06-01", ("persian", 500), "۵۰۰"),
        ("fa", "0500-06-01", ("gregory", 500), "۵۰۰ میلادی"),
        ("en", "-0043", ("gregory", -43), "44 BC"),
        ("fa", "-0043", ("gregory", -43), "۴۴ پ.م."),
        ("ar", "0000", ("gregory", 0), "1 ق.م"),
    ],
)
def test_a_date_is_listed_under_a_year_of_the_first_calendar_that_reaches_it(
    speakers: Speakers, tag: str, edtf: str, year: tuple[str, int], label: str
) -> None:
    assert speakers[tag].year(parse_date(edtf)) == year
    assert speakers[tag].year_label(*year) == label


@pytest.mark.parametrize(
    ("tag", "first", "last", "span"),
    [
        ("en", "2021", "2026", "2021–2026"),
        ("en", "2025-01", "2025-12", "2025"),
        ("fa", "2021-06", "2025-06", "۱۴۰۰ تا ۱۴۰۴"),
        ("ar", "2021", "2026", "2021–2026"),
    ],
)
def test_a_span_of_years_is_one_range(speakers: Speakers, tag: str, first: str, last: str, span: str) -> None:
    assert speakers[tag].year_span(parse_date(first), parse_date(last)) == span


@pytest.mark.parametrize(
    ("tag", "said"), [("en", "12345"), ("fr", "12345"), ("ru", "12345"), ("ar", "12345"), ("fa", "۱۲۳۴۵")]
)
def test_numbers_stand_in_the_digits_of_the_language_without_separators(
    speakers: Speakers, tag: str, said: str
) -> None:
    assert speakers[tag].number(12345) == said


@pytest.mark.parametrize(
    ("tag", "persian"), [("en", "Persian"), ("fr", "persan"), ("ru", "персидский"), ("ar", "الفارسية"), ("fa", "فارسی")]
)
def test_languages_are_named_in_each_other(speakers: Speakers, tag: str, persian: str) -> None:
    assert speakers[tag].language_name("fa") == persian


# Any date at all


@st.composite
def any_date(draw: st.DrawFn) -> str:
    """A date with a year of any sign and any precision, or an interval from it to an end of its kind or none."""
    year = draw(st.integers(-9999, 9998) | st.integers(-2, 2) | st.integers(620, 624))
    month, day = draw(st.integers(1, 12)), draw(st.integers(1, 28))
    forms = ["{0}", "{0}-{1:02}", "{0}-{1:02}-{2:02}", f"{{0}}-{draw(st.integers(21, 24))}"]
    form = draw(st.sampled_from(forms)) + draw(st.sampled_from(["", "?", "~", "%"]))
    start, end = (form.format(f"{y:05}" if y < 0 else f"{y:04}", month, day) for y in (year, year + 1))
    masked = [f"{abs(year):04}"[:3] + "X", f"{abs(year):04}"[:2] + "XX"]
    choices = [start, f"{start}/{end}", f"{start}/..", f"{start}/", f"../{start}", f"/{start}", *masked]
    return draw(st.sampled_from(choices))


@settings(derandomize=True, deadline=None, max_examples=150)
@given(any_date())
def test_every_date_can_be_said_and_listed_in_every_language(speakers: Speakers, edtf: str) -> None:
    date = parse_date(edtf)
    for speaker in speakers.values():
        words = speaker.date(date)
        assert all(text.strip() and "%" not in text for text in (words.first, *words.others))
        assert speaker.year_label(*speaker.year(date))


NUMBERS_AND_NAMES = """
from tarikh.model.date import day_number
from tarikh.speaking.calendar import month_name, numbers
days = [day_number(1802, 12, 7), day_number(1940, 6, 1), day_number(2025, 4, 3)]
print([(*numbers(day, "persian"), ascii(month_name(day, "gregory", "fr", "MMMM"))) for day in days])
"""


@pytest.mark.parametrize(
    ("zone", "locale"),
    [
        ("UTC", "C"),
        ("America/Los_Angeles", "fa_IR.UTF-8"),
        ("Asia/Tehran", "fa_IR.UTF-8"),
        ("Europe/Amsterdam", "nl_NL.UTF-8"),  # the system and ICU differ on its local mean time
        ("Pacific/Kiritimati", "ar_SA.UTF-8"),
        ("posixrules", "C"),  # ICU does not know it
    ],
)
def test_days_are_numbered_and_named_alike_in_every_time_zone_and_locale(zone: str, locale: str) -> None:
    run = subprocess.run(
        [sys.executable, "-c", NUMBERS_AND_NAMES],
        env={**os.environ, "TZ": zone, "LANG": locale, "LC_ALL": locale},
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    assert ast.literal_eval(run.stdout) == [
        (1181, 9, 16, "'d\\xe9cembre'"),
        (1319, 3, 11, "'juin'"),
        (1404, 1, 14, "'avril'"),
    ]


@pytest.mark.parametrize(
    ("tag", "said"),
    [("en", "74.4%"), ("fr", "74,4\u00a0%"), ("ru", "74,4\u00a0%"), ("ar", "74.4%"), ("fa", "۷۴٫۴٪")],
)
def test_a_share_is_per_cent_in_the_digits_and_marks_of_the_language(speakers: Speakers, tag: str, said: str) -> None:
    assert speakers[tag].percent(0.7439) == said


def test_a_label_keeps_its_zeros(speakers: Speakers) -> None:
    assert speakers["fa"].digits("001-b") == "۰۰۱-b"


@pytest.mark.parametrize(
    ("tag", "first", "end", "said"),
    [
        ("en", 1990 * 12, 1995 * 12, "1990–1994"),
        ("en", 1990 * 12, 1991 * 12, "1990"),
        ("en", 2024 * 12, 2024 * 12 + 3, "January – March 2024"),
        ("ru", 2024 * 12 + 6, 2024 * 12 + 7, "июль 2024"),
        ("ar", 1990 * 12, 1995 * 12, "1990–1994"),
        ("fa", 1404 * 12, 1404 * 12 + 6, "فروردین تا شهریور ۱۴۰۴"),
        ("fa", 1390 * 12, 1400 * 12, "۱۳۹۰ تا ۱۳۹۹"),
    ],
)
def test_a_stretch_of_months_in_words(
    speakers: Mapping[str, Speaker], tag: str, first: int, end: int, said: str
) -> None:
    assert speakers[tag].stretch(first, end) == said


@pytest.mark.parametrize("tag", ["en", "fa"])
def test_days_before_the_readers_calendar_come_before_all_its_months(speakers: Mapping[str, Speaker], tag: str) -> None:
    calendar = speakers[tag].language.calendars[0]
    months = [
        month_of(parse_date(date).anchor, calendar) for date in ("-0100", "0500-03", "0500-04", "0700", "2025-04")
    ]
    assert months == sorted(set(months))
    year = months[1] // 12 * 12
    assert speakers[tag].stretch(year, year + 12) == {"en": "500", "fa": "۵۰۰ میلادی"}[tag]
