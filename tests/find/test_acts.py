"""The rule finder of acts: every lexicon entry proves itself, and cases show what a reader may rely on."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from reportedly.find.acts import find_acts
from reportedly.find.acts.holders import with_holder
from reportedly.find.parse import load_parser
from reportedly.model.text import Span
from reportedly.model.told import Told
from reportedly.model.vocabulary import MODES, STATUSES, TYPES
from reportedly.rules import load_rules

LISTS = ("verbs", "nouns", "adjectives", "prepositional")


@functools.cache
def parser() -> Language:
    return load_parser(names=True)


def acts(text: str) -> tuple[Told, ...]:
    return find_acts(parser()(text), text)


def entries() -> Iterator[dict[str, Any]]:
    """Every entry that carries examples, with its type."""
    for name in ("acts", "control"):
        raw = load_rules(name)
        for key in LISTS:
            yield from raw.get(key, [])
    raw = load_rules("acts")
    yield raw["must"]
    yield {**raw["refusal"], "type": "REJECT"}
    yield {**raw["promise"], "type": "AGREE"}
    yield {**raw["future"], "type": None}


def examples(key: str) -> Iterator[tuple[str, str, str]]:
    """(rule, type, sentence) of every example; one may name another type than its entry's."""
    for entry in entries():
        for example in entry[key]:
            if isinstance(example, dict):
                yield entry["rule"], example["type"], example["text"]
            else:
                yield entry["rule"], entry["type"], example


def test_every_example_is_found_and_no_counterexample() -> None:
    """One test over all sentences: a parse costs milliseconds, a test case of its own would cost more."""
    missed = [row for row in examples("examples") if row[1] not in {told.type for told in acts(row[2])}]
    wrong = [row for row in examples("not_examples") if row[1] in {told.type for told in acts(row[2])}]
    assert not missed
    assert not wrong


def test_entries_are_complete_and_in_the_vocabulary() -> None:
    """Each has a rule, a known type and mode, and examples both ways; every PLOVER type is covered."""
    seen = set()
    for entry in entries():
        assert entry["rule"].startswith(("event.", "control."))
        assert entry["examples"], entry["rule"]
        if entry["type"] is None:
            continue
        seen.add(entry["type"])
        assert entry["type"] in TYPES["event"] + TYPES["control"], entry["rule"]
        assert entry.get("mode") in (None, *MODES), entry["rule"]
        assert entry["not_examples"], entry["rule"]
    assert seen == set(TYPES["event"] + TYPES["control"])


def found(text: str, kind: str = "event") -> list[tuple[str, str | None, str]]:
    return [(told.type, told.mode, told.status) for told in acts(text) if told.kind == kind]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # active and passive, with and without agent
        ("Warplanes bombed a market in Idlib on Monday.", [("ASSAULT", "airstrike", "reported")]),
        ("A market was bombed by government warplanes.", [("ASSAULT", "airstrike", "reported")]),
        ("Two judges were kidnapped.", [("ASSAULT", "abduction", "reported")]),
        # the noun alone, with its own sides
        ("Clashes between rebels and the army continued in Daraa.", [("ASSAULT", "clash", "reported")]),
        ("Their offensive on the port began at dawn.", [("ASSAULT", "ground", "reported")]),
        # noun and verb tell one act
        ("The shelling of Douma by the army killed five children.", [("ASSAULT", "shelling", "reported")]),
        ("Rebels carried out an attack on a checkpoint.", [("ASSAULT", "other", "reported")]),
        # coordinated verbs: one act on one target, two on two
        ("The militia attacked and destroyed the convoy.", [("ASSAULT", "other", "reported")]),
        (
            "Gunmen shot a judge and kidnapped his son.",
            [("ASSAULT", "shooting", "reported"), ("ASSAULT", "abduction", "reported")],
        ),
        # negated, denied, uncertain, planned
        ("The coalition did not carry out strikes near the town.", [("ASSAULT", "airstrike", "denied")]),
        ("The junta denied using chemical weapons.", [("ASSAULT", "chemical", "denied")]),
        ("Jets may have struck the school.", [("ASSAULT", "airstrike", "possible")]),
        ("The army plans to attack the port.", [("ASSAULT", "other", "planned")]),
        # what is asked, vowed, agreed or refused is only the verbal act
        ("Belgium urged Rwanda to end the attacks on villagers.", [("REQUEST", None, "reported")]),
        ("The commander vowed to retake the port.", [("THREATEN", None, "reported")]),
        ("Peru and Chile agreed to hold joint exercises.", [("AGREE", None, "reported")]),
        ("The general will not hand over power.", [("REJECT", None, "reported")]),
        # saying is no event
        ("The minister said the situation is bad.", []),
        # a condition is none either
        ("The talks would end if rebels attacked the city.", []),
        # an army that repels an attack is its target
        ("The army repelled an attack by militants.", [("ASSAULT", "other", "reported")]),
        # lost apostrophes and commas
        ("rebels shelled the regimes positions killing three soldiers", [("ASSAULT", "shelling", "reported")]),
        # an army's own aircraft
        ("Two helicopters engaged the gunmen near the river.", [("ASSAULT", "airstrike", "reported")]),
        # capitals
        ("SHINING PATH GUERRILLAS ATTACKED A POLICE STATION IN HUANUCO TODAY.", [("ASSAULT", "other", "reported")]),
    ],
)
def test_events(text: str, expected: list[tuple[str, str | None, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The rebels captured two villages.", [("captured", None, "reported")]),
        # attempts and vows take nothing; a failure is denied
        ("The rebels tried to capture the dam.", []),
        ("The commander vowed to retake the port.", []),
        ("The army failed to retake the bridge.", [("captured", None, "denied")]),
        # people are no ground
        ("The army captured five fighters.", []),
        # states, told by an adjective, a preposition, a noun
        ("Rebel-held Donetsk was quiet.", [("held", None, "reported")]),
        ("Most of the valley is in rebel hands.", [("held", None, "reported")]),
        ("The town has been under army siege since May.", [("besieged", None, "reported")]),
        # loss by going and by being driven
        ("The rebels withdrew from the refinery.", [("lost", None, "reported")]),
        ("The rebels were driven out of the old city.", [("lost", None, "reported")]),
        ("Rebels and troops battled for control of the city.", [("contested", None, "reported")]),
        # the siege that is broken is not told as a siege
        ("The army broke the siege of the air base.", [("captured", None, "reported")]),
        # what is no ground-holder
        ("The state-run agency reported it.", []),
        ("A foreign minister left the city.", []),
    ],
)
def test_control(text: str, expected: list[tuple[str, str | None, str]]) -> None:
    assert found(text, "control") == expected


@pytest.mark.parametrize(
    ("text", "role", "expected"),
    [
        ("A market was bombed by government warplanes.", "actor", ["government warplanes"]),
        # the words before a noun of force name who does it
        ("Russian air strikes on the town killed ten.", "actor", ["Russian"]),
        # "by" and "of" behind it
        ("The shelling of Douma by the army went on.", "actor", ["the army"]),
        ("The shelling of Douma by the army went on.", "recipient", ["Douma"]),
        # two sides of a fight, of an agreement
        ("Clashes between rebels and the army continued in Daraa.", "recipient", ["the army"]),
        ("Peru and Chile agreed to hold exercises.", "recipient", ["Chile"]),
        # relative pronouns stand for their nouns, "it" for the speaker
        ("The town, which was captured by jihadists, lies far north.", "place", ["town"]),
        ("Turkey said it would withdraw its troops from the island.", "actor", ["Turkey"]),
        # whose proposal it is that is rejected
        ("Angola rejected a Portuguese proposal.", "recipient", ["Portuguese"]),
        # the asked, as object or as subject of what is asked
        ("The bishops demanded that the army leave the capital.", "recipient", ["the army"]),
        # several places, and who lost them
        ("Fighters seized the towns of Sake and Minova from the army.", "place", ["towns of Sake", "Minova"]),
        ("Fighters seized the towns of Sake and Minova from the army.", "from", ["the army"]),
        # the adjective is no part of the place
        ("Rebel-held Donetsk was quiet.", "place", ["Donetsk"]),
        ("Rebel-held Donetsk was quiet.", "actor", ["Rebel"]),
        # "X's murder" is done to X
        ("The mayor's assassination by gunmen shocked Cali.", "recipient", ["The mayor"]),
        # where it happened
        ("Rebels attacked a convoy in northern Mali.", "place", ["northern Mali"]),
    ],
)
def test_roles(text: str, role: str, expected: list[str]) -> None:
    assert [span.of(text) for span in acts(text)[0].roles.get(role, ())] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The rebels control more than half of the province.", 50),
        ("The group controls 70 percent of the city.", 70),
        ("The militia holds two thirds of the valley.", 67),
        # a half that is a part of the town and no share of it
        ("The militia holds the eastern half of the town.", None),
        ("The militia holds the town.", None),
    ],
)
def test_share(text: str, expected: float | None) -> None:
    assert acts(text)[0].share == expected


def test_quote_runs_from_side_to_side() -> None:
    """The quote states the claim and no more."""
    text = "On Monday, officials said, the rebels captured the dam after a week of rain."
    assert [told.quote.of(text) for told in acts(text)] == ["the rebels captured the dam"]


def test_a_repeat_without_sides_is_told_once() -> None:
    """ "The attack" of a later sentence is the one told before."""
    text = "Gunmen attacked a convoy near Gao. The attack came at dawn."
    assert len(acts(text)) == 1


def test_dating() -> None:
    """A state in the present is the report's; an adjective's has no date; an act's is in its words."""
    assert [t.dated for t in acts("The rebels control the province.")] == ["report"]
    assert [t.dated for t in acts("Rebel-held Donetsk was quiet.")] == ["none"]
    assert [t.dated for t in acts("The rebels captured the dam.")] == ["expression"]


@pytest.mark.parametrize(
    ("text", "carrier", "proposed", "expected"),
    [
        # the holder stands in the adjective, whoever else the sentence names
        ("Regime jets struck a rebel-held quarter of Dara.", "held", "Regime", ["rebel"]),
        ("Shells fell on villages held by the militia, the army said.", "held", "the army", ["the militia"]),
        ("The army shelled Sake, which the rebels captured in May.", "captured", "The army", ["the rebels"]),
        # nothing reads another holder: the proposal stands
        ("The army shelled the besieged town.", "besieged", "The army", ["The army"]),
    ],
)
def test_holder_is_read_by_grammar(text: str, carrier: str, proposed: str, expected: list[str]) -> None:
    type_ = {"held": "held", "captured": "captured", "besieged": "besieged"}[carrier]
    at, by = text.index(carrier), text.index(proposed)
    told = Told(
        "control",
        type_,
        Span(at, at + len(carrier)),
        Span(0, len(text)),
        roles={"actor": (Span(by, by + len(proposed)),)},
        rule="learned:x",
    )
    held = with_holder(told, parser()(text), text)
    assert [span.of(text) for span in held.roles["actor"]] == expected
    assert (held.why == ()) == (expected == [proposed])


@pytest.mark.parametrize("text", ["It ready to bomb the town.", "They unable, who.", "He willing to meet the rebels"])
def test_a_pronoun_without_a_verb_over_it_ends(text: str) -> None:
    """The search for its clause stops at the root of the parse."""
    acts(text)


WORDS = st.sampled_from(
    [
        *(
            "rebels",
            "army",
            "the shelling of",
            "Aleppo",
            "by",
            "and",
            "captured",
            "attacked",
            "said",
            "will not",
            "must",
        ),
        *("to", "from", "in", "Syria", "12", "rebel-held", "town", "siege", "under", "control", "clashes", "between"),
        *("(", "[", "'", '"', "\n", "\x00", "…", "–", "."),
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.lists(WORDS, max_size=25).map(" ".join), st.text(max_size=60)))
def test_any_text_gives_claims_that_lie_in_it(text: str) -> None:
    """Nothing raises, and every span is a stretch of the text that its quote or sentence holds."""
    for told in acts(text):
        assert told.kind in ("event", "control")
        assert told.type in TYPES[told.kind]
        assert told.status in STATUSES
        assert told.mode is None or told.mode in MODES
        assert 0 < told.confidence < 1
        assert told.why
        for span in (told.anchor, told.quote, *(s for spans in told.roles.values() for s in spans)):
            assert 0 <= span.start < span.end <= len(text)
        assert told.quote.holds(told.anchor)
