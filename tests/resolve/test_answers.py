"""A denial is bound to the claim that it answers."""

from __future__ import annotations

from typing import Any

import pytest

from reportedly.model.claim import Event, Place, Source
from reportedly.resolve.answers import with_answers


def event(id_: str, start: int, **given: Any) -> Event:
    fields: dict[str, Any] = {
        "id": id_,
        "kind": "event",
        "type": "ASSAULT",
        "status": "reported",
        "start": start,
        "end": start + 5,
        "quote": "words",
        "by": None,
        "time": None,
        "place": None,
        "rule": "test",
        "confidence": 1.0,
        "mode": "shelling",
        "actor": (),
        "recipient": (),
    }
    return Event(**fields | given)


REBELS, ARMY = Source("the rebels", 0, 5), Source("the army", 0, 5)


@pytest.mark.parametrize(
    ("others", "answered"),
    [
        ([event("a", 0)], "a"),  # the shelling told before
        ([event("a", 90)], "a"),  # or after, when nothing was told before
        ([event("a", 0), event("b", 30)], "b"),  # the nearest of several
        ([event("a", 0, mode="airstrike")], None),  # another kind of attack is another attack
        ([event("a", 0, mode="other")], "a"),  # a mode not told may be the same
        ([event("a", 0, type="ACCUSE", mode=None)], None),  # only the same type
        ([event("a", 0, status="denied")], None),  # a denial answers no denial
        ([event("a", 0, by=REBELS)], None),  # nobody denies what he says himself
        ([event("a", 0, by=ARMY)], "a"),  # the other side's word is answered
        ([event("a", 0, place=Place("Gao", 0, 3))], None),  # told of another place
    ],
)
def test_a_denial_answers_the_claim_that_it_denies(others: list[Event], answered: str | None) -> None:
    denial = event("d", 60, status="denied", by=REBELS, place=Place("Ansongo", 0, 3))
    assert with_answers([*others, denial])[-1].answers == answered


def test_what_is_not_denied_answers_nothing() -> None:
    claims = [event("a", 0), event("b", 20)]
    assert [c.answers for c in with_answers(claims)] == [None, None]
