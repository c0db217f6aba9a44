"""What the words around a claim add to it: its source, status and means, and why."""

from __future__ import annotations

import functools

import pytest
from spacy.language import Language

from reportedly.find.attributions import find_attributions
from reportedly.find.parse import load_parser, parse
from reportedly.find.voices import with_voices
from reportedly.model.text import Span
from reportedly.model.told import Told

LEARNED = "learned:x"


@functools.cache
def parser() -> Language:
    return load_parser()


def voiced(text: str, carrier: str, kind: str, type_: str, rule: str = LEARNED, **more: object) -> tuple[Told, ...]:
    """What becomes of a claim that a word carries and the first sentence tells, a learned one if no rule is named."""
    doc = parse(text, parser())
    at, end = text.index(carrier), text.index(".")
    told = Told(kind, type_, Span(at, at + len(carrier)), Span(0, end), rule=rule, **more)  # type: ignore[arg-type]
    return with_voices([told], find_attributions(doc, text, asserted=True), doc, text)


def at(text: str, words: str) -> Span:
    return Span(text.index(words), text.index(words) + len(words))


def test_every_decision_is_explained() -> None:
    """Trigger, roles, source, status and means, with what was dropped."""
    text = "The army shelled the market on Monday, residents said."
    roles = {"actor": (Span(0, 8),), "recipient": (Span(17, 27),)}
    (told,) = voiced(text, "shelled", "event", "ASSAULT", mode="airstrike", roles=roles)
    assert told.why == (
        "trigger: 'shelled'",
        "actor by the finder: 'The army'",
        "recipient by the finder: 'the market'",
        "by 'residents': 'said'",
        "status reported: no word against it",
        "mode shelling: means.shelling: shelled (not: airstrike)",
    )


@pytest.mark.parametrize(
    ("text", "carrier", "kept"),
    [
        # force that no word tells is none
        ("At least half of it went to big dealers.", "half", False),
        ("They have taken refuge abroad.", "taken", False),
        ("The army shelled the market.", "shelled", True),
    ],
)
def test_force_needs_a_word(text: str, carrier: str, kept: bool) -> None:
    assert bool(voiced(text, carrier, "event", "ASSAULT")) is kept


def test_a_denial_in_the_same_breath_is_the_deniers() -> None:
    """What the rebels say is theirs, and the denial behind it is the army's: neither is taken for the other's."""
    text = "The rebels said they had captured the airport, a claim the army denied."
    doc = parse(text, parser())
    words = {"captured": "they had captured the airport", "claim": "a claim the army denied"}
    told = [
        Told("control", "captured", at(text, anchor), at(text, quote), rule=LEARNED, roles={"by": (Span(0, 10),)})
        for anchor, quote in words.items()
    ]
    said, answer = with_voices(told, find_attributions(doc, text, asserted=True), doc, text)
    assert [(t.status, *(s.of(text) for s in t.roles["by"])) for t in (said, answer)] == [
        ("reported", "The rebels"),
        ("denied", "the army"),
    ]


@pytest.mark.parametrize(
    ("rule", "status"),
    [
        (LEARNED, "planned"),  # who calls for a strike has none yet
        ("event.assault.airstrike.call", "reported"),  # unless it is troops under fire: then it comes
    ],
)
def test_a_strike_called_in_from_the_field_is_told_as_done(rule: str, status: str) -> None:
    (told,) = voiced("The patrol called for an air strike.", "called", "event", "ASSAULT", rule, mode="airstrike")
    assert told.status == status


# Words that take a side, in pairs. Status, source and means of a claim come from grammar, so no swap can change them.
LOADED = [
    ("terrorists", "rebels"),
    ("regime", "government"),
    ("martyred", "killed"),
    ("liberated", "captured"),
    ("jihadists", "fighters"),
    ("terrorist", "rebel"),
    ("claimed", "said"),
    ("militia", "gang"),
]
TOLD = [
    ("The terrorists shelled a school, the regime said.", "shelled", "event", "ASSAULT"),
    ("The regime denied shelling the camp.", "shelling", "event", "ASSAULT"),
    ("The regime liberated the dam from the terrorists, a source claimed.", "liberated", "control", "captured"),
    ("Shells fell on the terrorist-held quarter, the militia claimed.", "held", "control", "held"),
    ("The militia may have martyred nine jihadists, a medic claimed.", "martyred", "event", "ASSAULT"),
]


@pytest.mark.parametrize("pair", [*LOADED, *((b, a) for a, b in LOADED)], ids="->".join)
@pytest.mark.parametrize(("text", "carrier", "kind", "type_"), TOLD)
def test_loaded_words_change_neither_status_nor_source_nor_means(
    pair: tuple[str, str], text: str, carrier: str, kind: str, type_: str
) -> None:
    """The claim that a learned finder proposes gets the same answers, whichever side the words take."""
    (one,) = voiced(text, carrier, kind, type_)
    (other,) = voiced(text.replace(*pair), carrier.replace(*pair), kind, type_)
    assert (one.status, one.mode) == (other.status, other.mode)
    for role in ("by", "actor"):
        words = [span.of(text).replace(*pair) for span in one.roles.get(role, ())]
        assert [span.of(text.replace(*pair)) for span in other.roles.get(role, ())] == words
