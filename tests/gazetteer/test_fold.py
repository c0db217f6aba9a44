"""Spellings of one name meet in one key, and different names do not."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reportedly.gazetteer.fold import fold_name, is_respelled, plain, vowelless

SAME = [
    ("Al-Atarib", "Atarib"),  # the article dropped
    ("el-Fasher", "Al Fasher"),  # el- is al-
    ("An Nasiriyah", "Nasiriya"),  # an- before its sun letter; -ah
    ("as-Suwayda", "Suwaida"),  # as- before s; ay and ai
    ("Ash Shaykh Miskin", "al-Sheikh Miskin"),  # ash- before sh
    ("Ar Raqqah", "Raqa"),  # ar- before r; a doubled letter
    ("Deir Ezzor", "Deir ez-Zor"),  # the article written into the word
    ("Deir ez-Zour", "Deir al-Zour"),  # written as spoken, written as spelled
    ("Ma‘arrat an-Nu‘mān", "Maarat al-Numan"),  # ayn, macron, doubled letter
    ("Dar'ā", "Daraa"),  # ayn as an apostrophe
    ("Atmeh", "Atma"),  # -eh and -a
    ("Khan Sheikhoun", "Khān Shaykhūn"),  # ei and ay, ou and u
    ("Qamishli", "Kamishli"),  # q and k
    ("Saint-Louis", "St. Louis"),  # Saint and St, hyphen and space
    ("Sainte Rose", "St Rose"),  # Sainte
    ("Mount Hermon", "Mt. Hermon"),  # Mount and Mt
    ("Port-au-Prince", "Port au Prince"),  # hyphens
    ("The Hague", "Hague"),  # a leading the
    ("U.S.", "US"),  # dots
    ("Bogotá", "BOGOTA"),  # accents and capitals
    ("الرقة", "الرقه"),  # Arabic: ta marbuta
    ("الرقة", "رقة"),  # Arabic: the article
    ("إدلب", "ادلب"),  # Arabic: hamza
]
DIFFERENT = [
    ("Aleppo", "Alep Po Lo"),  # more letters
    ("Homs", "Hama"),  # other consonants
    ("An Nasiriyah", "Basra"),
    ("Asadabad", "Abadan"),  # "as" inside a word is no article
    ("In Nairobi", "Nairobi"),  # English words are no article
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_spellings_of_one_name_share_a_key(one: str, other: str) -> None:
    assert fold_name(one) == fold_name(other) != ""


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_different_names_keep_different_keys(one: str, other: str) -> None:
    assert fold_name(one) != fold_name(other)


@pytest.mark.parametrize(
    ("name", "respelled"),
    [
        ("Kiev", False),  # the key is the name
        ("Al Bab", False),  # leaving out the article is no respelling
        ("Salah", True),  # the key is that of Sala too
        ("Castello", True),  # a doubled letter was dropped
    ],
)
def test_a_key_that_spells_the_name_otherwise_is_told(name: str, respelled: bool) -> None:
    assert is_respelled(name) is respelled


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Seraqeb", "Saraqib", True),  # vowels only
        ("Taduf", "Tadif", True),
        ("Hama", "Homs", False),  # too short to tell
        ("Manbij", "Mansura", False),
    ],
)
def test_names_that_differ_in_vowels_are_alike(one: str, other: str, alike: bool) -> None:
    assert bool(vowelless(one) and vowelless(one) == vowelless(other)) is alike


@given(st.text(max_size=40))
@example("ᴬ")
def test_folding_takes_anything_and_folding_the_plain_name_changes_nothing(name: str) -> None:
    assert fold_name(plain(name)) == fold_name(name)
    assert isinstance(vowelless(name), str)
