"""The register of actors: its data is whole, its names meet, and what is no register is refused."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from importlib import resources
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.actors import fold_actor, load_register, speaks_for, words_of
from reportedly.actors.compile import compiled
from reportedly.actors.register import names_of
from reportedly.errors import InputFault


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("al-Sham", "Al-Cham"),  # French ch
        ("Ahrar al-Sham", "Ahrar ash-Sham"),  # the article before a sun letter
        ("Daesh", "Da'ish"),  # hamza and vowels
        ("DAESH", "Daech"),  # capitals
        ("Jaysh al-Islam", "Jeish al-Eslam"),  # ay and ei, i and e
        ("Hezbollah", "Hizballah"),  # a word whose vowels no rule brings together
        ("Hezbollah", "Hizb'ullah"),
        ("al-Qaeda", "Al Qa'ida"),
        ("Mujahideen", "mujahedeen"),
        ("Gaddafi", "Kadhafi"),
        ("the Houthis", "Huthis"),
        ("Recep Tayyip Erdoğan", "Recep Tayyip Erdogan"),
        ("Médecins Sans Frontières", "Medecins sans frontieres"),
        ("U.S.", "US"),
        ("Hezbollah's", "Hezbollah"),
    ],
)
def test_spellings_of_one_name_share_a_key(one: str, other: str) -> None:
    assert fold_actor(one) == fold_actor(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Jaysh al-Islam", "Jaysh al-Fatah"),
        ("Hamas", "Hama"),
        ("Fatah", "Fatah al-Sham"),
        ("Iran", "Iraq"),
        ("Niger", "Nigeria"),
    ],
)
def test_other_names_have_other_keys(one: str, other: str) -> None:
    assert fold_actor(one) != fold_actor(other)


@given(st.text())
def test_words_quote_the_text_and_fold_to_themselves(text: str) -> None:
    for word in words_of(text):
        assert text[word.start : word.end] == word.raw


def test_the_packaged_file_is_what_the_yaml_says() -> None:
    """Run `python -m reportedly.actors.compile` when this fails."""
    packaged = json.loads(resources.files("reportedly.actors").joinpath("register.json").read_text(encoding="utf-8"))
    assert packaged == compiled()


def test_the_register_has_the_world() -> None:
    register = load_register()
    sectors = Counter(entry.sector for entry in register.entries.values())
    assert min(sectors[sector] for sector in ("GOV", "MIL", "COP")) >= 190
    assert sectors["REB"] + sectors["PRM"] + sectors["CRM"] >= 400
    assert sectors["IGO"] + sectors["NGO"] + sectors["JRN"] >= 200
    assert sum(bool(entry.offices) for entry in register.entries.values()) >= 400


def test_every_name_is_found_under_its_key() -> None:
    register = load_register()
    for entry in register.entries.values():
        for name in names_of(entry):
            key = fold_actor(name.written)
            assert key, f"{entry.id}: {name.written!r} has no key"
            assert name in register.names[key]


def test_a_rename_follows_without_a_gap_in_time() -> None:
    register = load_register()
    for entry in register.entries.values():
        later = register.entries[entry.renamed_to] if entry.renamed_to else None
        if later and entry.last and later.first:
            assert entry.last <= dt.date(later.first.year, 12, 31), entry.id


def test_renames_are_a_chain_of_one_actor() -> None:
    register = load_register()
    assert register.related("nusra", "hts")
    assert register.related("sy.mil", "sy.gov")
    assert not register.related("is", "hts")


@pytest.mark.parametrize(
    ("person", "day", "actors"),
    [
        ("person.riyad-hijab", dt.date(2012, 7, 1), ("sy.gov",)),  # before he changed sides
        ("person.riyad-hijab", dt.date(2016, 2, 1), ("hnc",)),  # after
        ("person.riyad-hijab", dt.date(2014, 1, 1), ()),  # in no office
        ("person.barack-obama", dt.date(2016, 1, 1), ("us.gov",)),
    ],
)
def test_people_speak_for_an_actor_while_in_office(person: str, day: dt.date, actors: tuple[str, ...]) -> None:
    assert speaks_for(load_register().entries[person], day) == actors


def test_users_add_their_own_file(tmp_path: Path) -> None:
    """Entries of a user come to those of the package, and may replace one by its id."""
    own = tmp_path / "own.yaml"
    own.write_text(
        "- source: field notes\n  sector: REB\n  country: ML\n  actors:\n"
        "  - {id: own.band, name: Red River Band, aliases: [RRB], from: 2020-05}\n"
        "  - {id: hts, name: HTS as we see it}\n",
        encoding="utf-8",
    )
    register = load_register((own,))
    assert register.entries["own.band"].first == dt.date(2020, 5, 1)
    assert register.names["rid rivir band"][0].entry == "own.band"
    assert register.entries["hts"].name == "HTS as we see it"
    assert "own.band" not in load_register().entries


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("{id: a, name: A, colour: red}", "unknown key colour"),
        ("{name: A}", "id is missing"),
        ("{id: a, name: A, sector: ARMY}", "no sector of PLOVER"),
        ("{id: a, name: A, from: soon}", "is no date"),
        ("{id: a, name: A, aliases: B}", "no list of texts"),
        ("{id: a, name: A, parent: nobody}", "not in the register"),
        ("{id: a, name: A, from: 2020, to: 2010}", "before it begins"),
        ("{id: a, name: A, country: NO}", "is no text"),  # YAML 1.1 reads NO as false: Norway must be quoted
        ("{id: a, name: A, offices: [us.gov]}", "an office is"),
        ("just text", "is no actor"),
    ],
)
def test_a_wrong_row_is_refused_with_its_reason(tmp_path: Path, row: str, message: str) -> None:
    own = tmp_path / "own.yaml"
    own.write_text(f"- source: x\n  sector: REB\n  actors: [{row}]\n", encoding="utf-8")
    with pytest.raises(InputFault, match=message):
        load_register((own,))


@pytest.mark.parametrize("content", ["just text", "- 1", "{a: [", "- {colour: red}", "XX: {name: X, colour: red}"])
def test_a_file_that_is_no_register_is_refused(tmp_path: Path, content: str) -> None:
    own = tmp_path / "own.yaml"
    own.write_text(content, encoding="utf-8")
    with pytest.raises(InputFault):
        load_register((own,))


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputFault, match=r"missing\.yaml"):
        load_register((tmp_path / "missing.yaml",))
