"""Only English is read, and only what is clearly not English is refused."""

from __future__ import annotations

import pytest

from reportedly.read.language import language_of


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        (
            "Les rebelles ont repris dimanche la ville après de violents combats, selon une source militaire.",
            "French",
        ),
        ("Die Armee hat am Sonntag die Stadt eingenommen, dabei wurden zwölf Menschen getötet.", "German"),
        (
            "El ejército retomó el domingo la ciudad y murieron al menos doce personas, dijo el alcalde.",
            "Spanish",
        ),
        (
            "Ordu pazar günü kenti geri aldı, en az on iki kişi hayatını kaybetti dedi yetkililer.",
            "Turkish",
        ),
        (
            "Армия в воскресенье взяла город, погибли двенадцать человек.",
            "Russian",
        ),
        (
            "قال الجيش إن المدينة سقطت يوم الاثنين",
            "Arabic",
        ),
        (
            "军队星期日重新夺回了这座城市，至少十二人死亡，市长说。",
            "Chinese",
        ),
    ],
)
def test_other_languages_are_refused_by_name(text: str, refused: str) -> None:
    assert language_of(text).refused == refused


@pytest.mark.parametrize(
    "text",
    [
        # a sentence
        "Nine people were killed on Monday when shells hit the market of the old town.",
        # telegraphic headlines
        "Shelling kills nine, wounds forty near Bunia; militia denies role",
        # upper case, as wires once came
        "GUERRILLAS ATTACKED THE POWER STATION NEAR SAN MIGUEL, KILLING TWO GUARDS",
        "TWO GUARDS KILLED SAN MIGUEL POWER STATION ATTACK ARMY BLAMES GUERRILLAS",
        # a list of names
        "Ahmad Khalil, Mohammed Darwish, Yusuf Abdallah, Samir Haddad, Leila Mansour, Omar Shaar, Ali Hassan",
        "JEAN BAPTISTE NDAYISHIMIYE, MARIE UWIMANA, PIERRE HABIMANA, ODETTE MUKAMANA, PAUL KAGABO",
        # too short to tell
        "Mortars hit Sarmada",
        # a quotation in Arabic within English
        "The leaflets read “غادروا المدينة الآن” and were dropped over the town on Friday by helicopters of the army.",
        # numbers and marks
        "12 34 56 - 78 % 90 ... 11 22 33 44 55",
        "",
    ],
)
def test_english_and_what_cannot_be_told_is_not_refused(text: str) -> None:
    assert language_of(text).refused is None


def test_plain_english_is_told_without_the_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reportedly.read.language._identifier", lambda: pytest.fail("the model was loaded"))
    assert language_of("The army said that nine of its men were killed in the town on Monday.").code == "en"
