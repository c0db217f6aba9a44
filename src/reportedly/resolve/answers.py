"""Which claim a denial answers, when that claim stands in the same report."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from reportedly.model.claim import Claim, Event


def with_answers(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """The claims, each denied one with the id of the claim that it denies.

    That is the nearest claim of its kind and type that is not itself denied, does not come from the same source, and
    does not differ from it in mode or place where both tell them; one told before the denial goes before one after it.
    """
    return tuple(
        dataclasses.replace(one, answers=denied_by(one, claims)) if one.status == "denied" else one for one in claims
    )


def denied_by(denial: Claim, claims: Sequence[Claim]) -> str | None:
    """The id of the claim that a denial answers; None when the report does not tell it."""
    fitting = [c for c in claims if c.status in ("reported", "possible") and answers(denial, c)]
    best = min(fitting, key=lambda c: (c.start > denial.start, abs(c.start - denial.start), c.id), default=None)
    return best.id if best else None


def answers(denial: Claim, claim: Claim) -> bool:
    """Whether the two tell of the same thing, by different voices."""
    if (denial.kind, denial.type) != (claim.kind, claim.type) or same_voice(denial, claim):
        return False
    if isinstance(denial, Event) and isinstance(claim, Event) and differ(denial.mode, claim.mode, "other"):
        return False
    places = [c.place.id or c.place.text if c.place else None for c in (denial, claim)]
    return not differ(*places)


def same_voice(a: Claim, b: Claim) -> bool:
    """Whether both have one source that is named."""
    if a.by is None or b.by is None:
        return False
    return a.by.text == b.by.text or (a.by.id is not None and a.by.id == b.by.id)


def differ(a: str | None, b: str | None, vague: str | None = None) -> bool:
    """Whether two values are both told, neither is vague, and they are not the same."""
    return a is not None and b is not None and vague not in (a, b) and a != b
