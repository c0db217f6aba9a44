"""One claim for one telling: the proposals of rules and of the learned finder brought together."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence

from reportedly.model.told import Told

NEAR = 40  # characters from a number to the person whom it counts


def settle(learned: Sequence[Told], ruled: Sequence[Told], trusted: Mapping[str, float]) -> tuple[Told, ...]:
    """The learned proposals, completed by the rules.

    A rule's proposal that tells what a learned one tells (same kind and type, overlapping words) fills the roles that
    the learned one leaves empty; one that nothing learned overlaps is kept when its confidence is at least what `trusted` asks of
    its `kind.type`, or else of its kind.
    """
    out = told_once(learned)
    for proposal in ruled:
        twin = next((i for i, t in enumerate(out) if same_telling(t, proposal)), None)
        if twin is not None:
            out[twin] = completed(out[twin], proposal)
        elif proposal.confidence >= bar(proposal, trusted) and not any(rivals(t, proposal) for t in out):
            out.append(proposal)
    return tuple(sorted(out, key=lambda t: (t.quote.start, t.anchor.start, t.kind, t.type)))


def bar(told: Told, trusted: Mapping[str, float]) -> float:
    """The confidence that a proposal needs to stand by itself."""
    return trusted.get(f"{told.kind}.{told.type}", trusted[told.kind])


def same_telling(a: Told, b: Told) -> bool:
    """Whether two proposals tell the same claim: kind, type and the words that carry it."""
    return (a.kind, a.type) == (b.kind, b.type) and (
        a.anchor.overlaps(b.anchor) or (a.quote.holds(b.anchor) and b.quote.holds(a.anchor))
    )


def rivals(a: Told, b: Told) -> bool:
    """Whether two proposals of one kind rest on the same words."""
    return a.kind == b.kind and a.anchor.overlaps(b.anchor)


def completed(a: Told, b: Told) -> Told:
    """`a` with the roles that only `b` fills, and with the figure of `b` when `a` has read none."""
    extra = {role: spans for role, spans in b.roles.items() if not a.roles.get(role)}
    figure = b.amount if unread(a) and not unread(b) else a.amount
    why = (*a.why, *(f"{role} by {b.rule}" for role in extra), *((f"figure by {b.rule}",) if figure != a.amount else ()))
    return dataclasses.replace(a, roles={**a.roles, **extra}, amount=figure, why=why)


def unread(told: Told) -> bool:
    """Whether a claim of people has no figure."""
    return told.amount is None or told.amount.value is None


def told_once(told: Sequence[Told]) -> list[Told]:
    """The proposals without those that tell a person twice.

    A toll without a number of its own is the same telling as another of its type on the same victim: as one with the
    number right before it ("one local [child]"), or as a surer one without a number ("[Amin], the group's [leader]").
    """
    return [one for one in told if not any(tells_same_person(one, other) for other in told if other is not one)]


def tells_same_person(told: Told, other: Told) -> bool:
    """Whether `told`, a toll without a number, only tells again whom `other` tells."""
    if told.kind != "toll" or (told.kind, told.type) != (other.kind, other.type) or numbered(told):
        return False
    victims = other.roles.get("who", ())
    if not any(span.holds(told.anchor) for span in victims):
        return False
    if numbered(other):
        return any(span.holds(other.anchor) for span in victims) and 0 <= told.anchor.start - other.anchor.end <= NEAR
    return (other.confidence, -other.anchor.start) > (told.confidence, -told.anchor.start)


def numbered(told: Told) -> bool:
    """Whether the claim has a number in words of its own."""
    return told.amount is not None and bool(told.amount.text)
