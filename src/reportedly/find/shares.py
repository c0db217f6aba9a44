"""How much of a place: "more than 70 % of", "half of", as per cent, for claims of control."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from reportedly.model.text import Amount, Span
from reportedly.model.told import Told


def with_shares(told: Sequence[Told], amounts: Sequence[Amount]) -> tuple[Told, ...]:
    """The claims of control with the share that their own words tell; those without keep None: a whole is not told."""
    return tuple(
        dataclasses.replace(one, share=share_in(one.quote, amounts)) if wants_share(one) else one for one in told
    )


def wants_share(told: Told) -> bool:
    """Whether the claim is of control and has no share yet."""
    return told.kind == "control" and told.share is None


def share_in(span: Span, amounts: Sequence[Amount]) -> float | None:
    """The one share that stands in the span; None when there is none, or several."""
    found = {float(a.value) for a in amounts if a.unit == "percent" and a.value is not None and span.holds(a.span)}
    return found.pop() if len(found) == 1 else None
