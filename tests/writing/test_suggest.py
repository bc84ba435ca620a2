"""What a text names, of the entries of registries."""

import pytest

from tarikh.model.chronology import Actor, Location, Topic
from tarikh.writing.suggest import suggested


def actor(id: str, name: dict[str, str], *forms: str) -> Actor:
    return Actor(id, "organisation", name, {}, forms, "")


ACTORS = [
    actor("aes", {"en": "Alliance of Sahel States", "ar": "تحالف دول الساحل"}, "AES", "اتحاد کشورهای ساحل"),
    actor("niger", {"en": "Niger", "fr": "Niger", "ar": "النيجر", "fa": "نیجر"}),
    actor("nigeria", {"en": "Nigeria", "ar": "نيجيريا"}),
    actor("mali", {"en": "Mali", "ar": "مالي", "fa": "مالی"}),
    actor("traore", {"fr": "Karamoko Jean-Marie Traoré", "fa": "کاراموکو ژان ماری ترائوره"}),
    actor("nameless", {"en": "–"}),
]
PLACES = [
    Location("sahel", "region", {"en": "Sahel", "ar": "الساحل"}, 0.0, 0.0),
    Location("saint-petersburg", "city", {"en": "Saint Petersburg", "fa": "سن‌پترزبورگ"}, 0.0, 0.0),
    Location("mali", "country", {"en": "Mali"}, 0.0, 0.0),
]
TOPICS = [
    Topic("alliance", {"en": "The Alliance and its institutions", "ar": "التحالف ومؤسساته"}, {}),
    Topic("defence", {"en": "Defence and security", "ar": "الدفاع والأمن"}, {}),
    Topic("economy", {"en": "Economy, trade and security of supply", "ar": "الاقتصاد والتجارة"}, {}),
]
REGISTRIES = {kind: {it.id: it for it in of} for kind, of in zip("atp", (ACTORS, TOPICS, PLACES), strict=True)}


@pytest.mark.parametrize(
    ("texts", "actors", "topics", "places"),
    [
        (["Niger and Mali"], ["niger", "mali"], [], []),
        (["Mali and Niger in the Sahel"], ["mali", "niger"], [], ["sahel"]),
        (["Mali’s «NIGER»"], ["mali", "niger"], [], []),
        (["Nigeria"], ["nigeria"], [], []),
        (["Nigerien"], [], [], []),
        (["The Alliance of Sahel States"], ["aes"], [], []),
        (["The Alliance in the Sahel"], [], ["alliance"], ["sahel"]),
        (["وزراء تحالف دول الساحل"], ["aes"], [], []),
        (["ومالي والنيجر"], ["mali", "niger"], [], []),
        (["بمالي وللنيجر"], ["mali", "niger"], [], []),
        (["المالي نيجرية"], [], [], []),
        (["للساحل"], [], [], ["sahel"]),
        (["نامAESاست"], ["aes"], [], []),
        (["مالي و نيجر"], ["mali", "niger"], [], []),
        (["در سن پترزبورگ"], [], [], ["saint-petersburg"]),
        (["Karamoko Jean Marie Traore"], ["traore"], [], []),
        (["کاراموکو ژان‌ماری ترائوره"], ["traore"], [], []),
        (["Trade and defence"], [], ["economy", "defence"], []),
        (["Security"], [], [], []),
        (["في مجال الأمن وبالدفاع"], [], ["defence"], []),
        (["Title on Niger", "Mali, then Niger", "AES"], ["niger", "mali", "aes"], [], []),
        (["", "–"], [], [], []),
    ],
)
def test_names_are_heard_in_any_language(
    texts: list[str], actors: list[str], topics: list[str], places: list[str]
) -> None:
    assert suggested(texts, REGISTRIES) == {"a": actors, "t": topics, "p": places}
