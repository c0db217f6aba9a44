"""Stand-ins for the words of a window: names of the same role, loaded words of the same group, nothing else."""

from __future__ import annotations

import random

from reportedly.learn.align import Target
from reportedly.learn.samples import Sample
from reportedly.learn.swaps import Swapper
from reportedly.rules import load_rules

PLACES, ACTORS = ("Saraqib", "Idlib", "Kobani"), ("Ankara", "Moscow", "Kyiv")
PLAIN = (0, 0, 0, 0)


def sample(words: str) -> Sample:
    cut = words.split()
    roles = {
        "place": tuple(i for i, w in enumerate(cut) if w in PLACES),
        "actor": tuple(i for i, w in enumerate(cut) if w in ACTORS),
    }
    return Sample("x", cut, [PLAIN] * len(cut), [Target("event.ASSAULT", (1,), (), False, roles, {})])


def swapper() -> Swapper:
    return Swapper([sample(f"{actor} shelled {place}") for actor in ACTORS for place in PLACES])


def drawn(words: str) -> dict[str, set[str]]:
    """Every stand-in that a hundred draws give to each word."""
    tool, chance, out = swapper(), random.Random(1), dict[str, set[str]]()
    for _ in range(100):
        for word, other in tool.draw(sample(words), chance).items():
            out.setdefault(word, set()).add(other)
    return out


def test_a_name_gets_a_name_of_its_role() -> None:
    got = drawn("Ankara shelled Saraqib")
    assert got == {"ankara": set(ACTORS), "saraqib": set(PLACES)}


def test_a_word_that_takes_a_side_gets_others_of_its_group() -> None:
    got = drawn("Terrorists were killed")
    assert {"rebels", "insurgents"} <= got["terrorists"]
    assert "martyred" in got["killed"]
    assert set(got) == {"terrorists", "killed"}


def test_a_word_stands_in_one_group_only() -> None:
    words = [word for entry in load_rules("loaded") for word in entry["words"]]
    assert len(words) == len(set(words))


def test_the_plain_word_and_those_that_take_a_side_are_of_the_group() -> None:
    sided = [entry for entry in load_rules("loaded") if "sided" in entry]
    assert len(sided) >= 10
    assert all({entry["plain"], *entry["sided"]} <= set(entry["words"]) for entry in sided)
    assert all(entry["plain"] not in entry["sided"] for entry in sided)
