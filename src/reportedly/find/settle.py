"""One claim for one telling: the proposals of rules and of the learned finder brought together."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence

from reportedly.model.told import Told


def settle(learned: Sequence[Told], ruled: Sequence[Told], trusted: Mapping[str, float]) -> tuple[Told, ...]:
    """The learned proposals, completed by the rules.

    A rule's proposal that tells what a learned one tells (same kind and type, overlapping words) fills the roles that
    the learned one leaves empty; one that nothing learned overlaps is kept when its confidence is at least what `trusted` asks of
    its `kind.type`, or else of its kind.
    """
    out = list(learned)
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
    """`a` with the roles that only `b` fills."""
    extra = {role: spans for role, spans in b.roles.items() if not a.roles.get(role)}
    why = (*a.why, *(f"{role} by {b.rule}" for role in extra))
    return dataclasses.replace(a, roles={**a.roles, **extra}, why=why) if extra else a
