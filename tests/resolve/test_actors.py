"""Who the words of a report mean: names, offices, nations, generic words by the report, and what stays unresolved."""

from __future__ import annotations

import datetime as dt
import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.actors import load_register
from reportedly.model.text import Span
from reportedly.model.vocabulary import SECTORS
from reportedly.resolve.actors import (
    ActorContext,
    Resolution,
    actor_context,
    antecedent,
    describe_actor,
    resolve_actor,
)
from reportedly.rules import load_rules

DAY = dt.date(2016, 3, 1)


def resolved(text: str, report: str = "", day: dt.date | None = DAY) -> Resolution:
    """The words resolved in a report."""
    register = load_register()
    return resolve_actor(text, published=day, context=actor_context(report, day, register), register=register)


@pytest.mark.parametrize("row", load_rules("actors")["examples"] + load_rules("actors")["not_examples"], ids=str)
def test_examples_of_the_rules(row: dict[str, Any]) -> None:
    """Examples have an id; not-examples have none, at most a sector."""
    known = resolved(row["text"], row.get("report", ""))
    assert (known.id, known.sector) == (row.get("id"), row.get("sector")), known.why


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("Islamic State (IS) militants", "is"),  # name, acronym and noun are one
        ("Jabhat an-Nusra", "nusra"),
        ("the al-Qaeda-linked Nusra Front", "nusra"),  # "X-linked" merely describes
        ("Kurdish-led Syrian Democratic Forces (SDF)", "sdf"),
        ("a sniper from the Nusra Front", "nusra"),  # the side behind "from"
        ("the head of the Syrian Observatory for Human Rights", "sohr"),
        ("the U.N. Security Council", "un.unsc"),  # not the United Nations
        ("Hezbollah fighters in Lebanon", "hezbollah"),  # the place is left out
        ("Farabundo Marti National Liberation Front", "fmln"),
        ("FARC rebels", "farc"),
        ("Doctors Without Borders", "msf"),
        ("Syrian Arab Red Crescent volunteers", "sarc"),  # its own people
        ("the so-called Islamic State", "is"),
        ("Hezbollahs fighters", "hezbollah"),  # a text that lost its apostrophes
        ("M23 rebels", "m23"),
        ("Myanmar's junta", "mm.gov"),
        ("Cameroon", "cm.gov"),  # not the prime minister whose name folds alike
        ("David Cameron", "gb.gov"),
        ("the AAPP", "aapp"),  # an acronym has its own letters: not AP
    ],
)
def test_names(text: str, id: str) -> None:
    assert resolved(text).id == id


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("Russia", "ru.gov"),
        ("the Kremlin", "ru.gov"),  # a seat
        ("Damascus", "sy.gov"),  # a capital
        ("Ankara", "tr.gov"),
        ("Turkish warplanes", "tr.mil"),
        ("Turkey's foreign ministry", "tr.gov"),
        ("Israeli military spokesman", "il.mil"),
        ("the army of Sudan", "sd.mil"),
        ("Kenyan police", "ke.cop"),
        ("Iraqi government forces", "iq.gov"),
        ("the Pentagon", "us.mil"),
        ("a Turkish official", "tr.gov"),
        ("Indian lawmakers", "in.leg"),
        ("a Pakistani court", "pk.jud"),
        ("Turkish leader", "tr.gov"),
    ],
)
def test_nations(text: str, id: str) -> None:
    assert resolved(text).id == id


@pytest.mark.parametrize(
    ("text", "day", "id"),
    [
        ("Bashar al-Assad", DAY, "sy.gov"),
        ("Bashar al-Assad", dt.date(2025, 6, 1), None),  # out of office
        ("Barack Obama", dt.date(2016, 3, 1), "us.gov"),
        ("Barack Obama", dt.date(2019, 3, 1), None),
        ("Assad's air force", DAY, "sy.mil"),  # what a head of state has
        ("forces loyal to President Bashar al-Assad", DAY, "sy.gov"),
        ("Russian Foreign Minister Sergey Lavrov", DAY, "ru.gov"),
        ("Norwegian Foreign Minister Ola Nordmann", DAY, "no.gov"),  # unknown, but the office says it
        ("Khalifa Haftar's forces", dt.date(2019, 4, 10), "lna"),  # no head of state
        ("Hamas leader Ismail Haniyeh", DAY, "hamas"),
        ("Sisi", dt.date(2013, 9, 1), "eg.mil"),  # a general then
        ("Sisi", DAY, "eg.gov"),  # a president now
        ("Antonio Guterres", dt.date(2013, 1, 1), "un.unhcr"),
        ("Antonio Guterres", dt.date(2018, 1, 1), "un.sg"),
    ],
)
def test_people_in_office(text: str, day: dt.date, id: str | None) -> None:
    assert resolved(text, day=day).id == id


@pytest.mark.parametrize(
    ("text", "report", "day", "id"),
    [
        ("Republican Guard", "Shells fell on Damascus in Syria.", DAY, "sy.republican-guard"),  # by the country
        ("Republican Guard", "The march on Baghdad in Iraq goes on.", dt.date(2003, 3, 25), "iq.republican-guard"),
        ("Republican Guard", "Nothing is told.", DAY, None),
        ("the US-led coalition", "Raids hit Raqqa in Syria.", DAY, "cjtf-oir"),
        ("the US-led coalition", "Raids hit Helmand in Afghanistan.", dt.date(2009, 5, 1), "isaf"),  # by the date
        ("the Saudi-led coalition", "Raids hit Sanaa in Yemen.", DAY, "saudi-coalition"),
        ("Ansar al-Sharia", "Fighting in Benghazi, Libya.", dt.date(2014, 8, 1), "ansar-al-sharia-ly"),
        ("the rebels", "Syria's war goes on.", DAY, "sy.reb"),
        ("the rebels", "Talks of Mali and Niger go on.", DAY, None),  # two countries
        ("security forces in Guinea", "Talks of Liberia and Mali go on.", dt.date(2001, 1, 1), "gn.gov"),
        ("Kurdish fighters", "A village in Iraq was taken.", DAY, "peshmerga"),
        ("the military", "Syria was hit; the U.S. military denied it.", DAY, None),  # another military is told
        ("the two governments", "Syria and Syrian towns.", DAY, None),  # those of several
        ("international forces", "Syria was hit.", DAY, None),
        ("the group", "Boko Haram raided a village in Nigeria.", DAY, "boko-haram"),  # the one of its kind
        ("the group", "Boko Haram and Ansaru raided villages in Nigeria.", DAY, None),
        ("the Observatory", "The Syrian Observatory for Human Rights said so.", DAY, "sohr"),
        ("Tavrin", "Juri Tavrin, a spokesman for the Norwegian Refugee Council, spoke.", DAY, "nrc"),  # introduced
        ("Juri Tavrin", "Hamas commander Juri Tavrin spoke.", DAY, "hamas"),
        ("Tavrin", "Juri Tavrin of nowhere spoke.", DAY, None),
    ],
)
def test_the_report_explains(text: str, report: str, day: dt.date, id: str | None) -> None:
    known = resolved(text, report, day)
    assert known.id == id, known.why


@pytest.mark.parametrize(
    ("text", "sector"),
    [
        ("unidentified gunmen", "UAF"),
        ("dozens of civilians", "CVL"),
        ("Hezbollah supporters", "CVL"),
        ("refugees from Syria", "REF"),
        ("local journalists", "JRN"),
        ("anti-government protests", "CVL"),
        ("jihadists backed by Turkey", "REB"),
        ("Ahrar al-Sham and allied rebels", "REB"),  # two actors: the sector that they share
        ("Russia or Syria", "GOV"),
        ("drug cartels", "CRM"),
        ("the table", None),
        ("is", None),  # a word, not the Islamic State
        ("who", None),
        ("", None),
        ("?!", None),
    ],
)
def test_unresolved_keeps_the_sector_that_the_words_tell(text: str, sector: str | None) -> None:
    known = resolved(text)
    assert (known.id, known.name, known.sector) == (None, None, sector)
    assert known.why


def test_a_text_in_capitals_has_no_islamic_state() -> None:
    """In capitals "IS" and "US" are words; names that are none stay names."""
    context = actor_context("THE FMLN IS WITH US IN EL SALVADOR AND CANNOT LOSE", None, load_register())
    assert set(context.named) == {"fmln"}


def test_places_of_the_report_tell_its_country() -> None:
    register = load_register()
    context = actor_context("Shells fell on the old town.", DAY, register, places={"SY": 2})
    assert resolve_actor("the army", published=DAY, context=context, register=register).id == "sy.mil"


@pytest.mark.parametrize(
    ("report", "words", "stands_for"),
    [
        ("Boko Haram raided a market. They took cattle.", "They", "Boko Haram"),
        ("Boko Haram raided a market and its men fled.", "its", "Boko Haram"),
        ("Boko Haram fought Malian soldiers. They fled.", "They", None),  # two that fit
        ("Mali said it would answer.", "it", "Mali"),
        ("The Nusra Front left. The town is calm. The group said so.", "The group", "Nusra Front"),
        ("The Nusra Front fought Ahrar al-Sham. The group left.", "The group", None),
        ("The Malian army came. Villagers fled. The army left.", "The army", "Malian army"),
        ("The Malian army met the Chadian army. The army left.", "The army", None),
        ("Vladimir Putin called. He said no.", "He", "Vladimir Putin"),
        ("Vladimir Putin met Barack Obama. He said no.", "He", None),
        ("They came at dawn.", "They", None),  # nobody before
        ("Boko Haram raided a market.", "a market", None),  # neither pronoun nor description
    ],
)
def test_antecedents(report: str, words: str, stands_for: str | None) -> None:
    """Exactly one candidate, or none."""
    context = actor_context(report, DAY, load_register())
    start = report.rindex(words)
    found = antecedent(report, Span(start, start + len(words)), context)
    assert (found.of(report) if found else None) == stands_for


@pytest.mark.parametrize(
    ("name", "ids", "told"),
    [
        ("Nusra Front", ["nusra"], "renamed to: Jabhat Fatah al-Sham"),
        ("hts", ["hts"], "formerly: Jabhat Fatah al-Sham"),  # by its id
        ("sohr", ["sohr"], "sector: NGO"),
        ("Sergei Lavrov", ["person.sergei-lavrov"], "speaks for Government of Russia as foreign minister"),
        ("Turkish soldiers", ["tr.mil"], "part of: Government of Turkey"),  # by composition
    ],
)
def test_describe_says_who_and_why(name: str, ids: list[str], told: str) -> None:
    found = describe_actor(name, load_register())
    assert [one.entry.id for one in found] == ids
    assert any(line.startswith(told) for line in found[0].lines)
    assert found[0].why


def test_describe_lists_all_that_may_be_meant() -> None:
    assert {one.entry.id for one in describe_actor("Republican Guard", load_register())} == {
        "sy.republican-guard",
        "iq.republican-guard",
    }
    assert describe_actor("Nobody of that name", load_register()) == []


PIECES = st.sampled_from(
    [
        "the",
        "Syrian",
        "army",
        "of",
        "and",
        "IS",
        "Assad",
        "'s",
        "rebels",
        "(SDF)",
        "-backed",
        "US",
        ",",
        "Kurdish",
        "in",
        "\n",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=12).map(" ".join)), st.text(max_size=80))
def test_any_text_is_taken(text: str, report: str) -> None:
    """Hostile input never raises; what is resolved is in the register; spans lie in the report."""
    register = load_register()
    context = actor_context(report + " " + text, DAY, register)
    known = resolve_actor(text, published=None, context=context, register=register)
    assert (known.id is None) == (known.name is None)
    assert known.id is None or known.id in register.entries
    assert known.sector is None or known.sector in SECTORS
    for spans in context.named.values():
        assert all(0 <= span.start < span.end <= len(report) + 1 + len(text) for span in spans)
    found = antecedent(text, Span(0, len(text)), context)
    assert found is None or found.end <= len(text) + len(report) + 1


def test_a_thousand_phrases_take_less_than_two_seconds() -> None:
    register = load_register()
    context = ActorContext()
    begin = time.process_time()
    for _ in range(250):
        for text in ("the Syrian army", "forces loyal to President Bashar al-Assad", "IS militants", "unknown men"):
            resolve_actor(text, published=DAY, context=context, register=register)
    assert time.process_time() - begin < 2
