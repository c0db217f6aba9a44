"""Who can have done it: a claim names no place, no weapon and none of its victims as the one who did it."""

from __future__ import annotations

import pytest

from reportedly.actors import load_register
from reportedly.gazetteer import open_gazetteer
from reportedly.model.report import Report
from reportedly.model.text import Span
from reportedly.model.told import Told
from reportedly.resolve.claims import doers
from reportedly.resolve.doers import names_nobody
from reportedly.resolve.scene import set_scene
from reportedly.rules import load_rules

RULES = load_rules("doers")


@pytest.mark.parametrize(
    ("words", "nobody"), [*((w, True) for w in RULES["examples"]), *((w, False) for w in RULES["not_examples"])]
)
def test_words_of_things_alone_name_nobody(words: str, nobody: bool) -> None:
    assert names_nobody(words) is nobody


@pytest.mark.parametrize(
    ("text", "doer", "victims", "stands"),
    [
        ("Rebels in Idlib killed nine villagers.", "Rebels", "nine villagers", True),  # people act
        ("Rebels in Idlib killed nine villagers.", "Idlib", "nine villagers", False),  # a town does not
        ("Turkey said that nine villagers were killed.", "Turkey", "nine villagers", True),  # a state does
        ("A drone killed nine villagers near Idlib.", "A drone", "nine villagers", False),  # a weapon does not
        ("Nine fighters were killed in Idlib.", "fighters", "Nine fighters", False),  # nor do those to whom it was done
        # nor does one who bears the name of the victims' side
        ("Eight YPG members were killed in Idlib, the YPG said.", "the YPG", "Eight YPG members", False),
        (
            "A Turkish soldier was killed in Idlib, the Turkish army said.",
            "the Turkish army",
            "A Turkish soldier",
            False,
        ),
        # but a state does kill people of its own name
        ("The Turkish army killed a Turkish farmer.", "The Turkish army", "a Turkish farmer", True),
        ("Syrian rebels killed three Syrian soldiers.", "Syrian rebels", "three Syrian soldiers", True),
        # nor is one word of a group's name the whole of it
        ("The Free Syrian Army killed 12 Syrian farmers.", "The Free Syrian Army", "12 Syrian farmers", True),
        ("NATO air strikes killed 12 farmers.", "NATO", "12 farmers", True),
        # those who help kill nobody
        ("UNRWA said that nine villagers were killed.", "UNRWA", "nine villagers", False),
        (
            "Nine fighters died in Idlib, where fighters hid.",
            "fighters",
            "fighters",
            False,
        ),  # nor people of the same name
    ],
)
def test_who_can_have_done_it(text: str, doer: str, victims: str, stands: bool) -> None:
    def span(words: str) -> Span:
        return Span(text.index(words), text.index(words) + len(words))

    report = Report(doc="x", text=text)
    scene = set_scene(report, text, (), open_gazetteer(), load_register())
    roles = {"perpetrator": (span(doer),), "who": (span(victims),)}
    told = Told("toll", "killed", span(victims), span(text), roles=roles)
    assert bool(doers(told, "perpetrator", scene)) is stands
