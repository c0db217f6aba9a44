"""One claim for one telling: the proposals of rules and of the learned finder brought together."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence

from reportedly.find.settle_figures import FIGURES, settle_figures, tell_alike
from reportedly.model.text import gap
from reportedly.model.told import Told

SURE = 0.6  # a rule below this confidence stands only where the finder tells nothing
BESIDE = 20  # the proposals before one that may tell the same: no clause holds more
OVERRULED = {"event.future.vow": "AGREE", "event.assault.airstrike.call": "REQUEST"}
"""What the finder sees where grammar tells more: a promise in a vow of force, a request in a strike called in from the field."""
NEARBY = 80  # characters: about a clause


def settle(learned: Sequence[Told], ruled: Sequence[Told], trusted: Mapping[str, float]) -> tuple[Told, ...]:
    """The learned proposals and those of the rules as one set of claims, in the order of their words.

    Figures are settled slot by slot (`settle_figures`). Of other kinds a rule's proposal that tells what a learned one
    tells (same kind and type, overlapping words) fills the roles that the learned one leaves empty; one that nothing
    learned overlaps is kept when its confidence is at least what `trusted` asks of its rule, its `kind.type`, or else its kind;
    one that is not SURE also needs that the finder tells nothing nearby: it has read that clause.
    """
    out = once([t for t in learned if t.kind not in FIGURES])
    for proposal in (t for t in ruled if t.kind not in FIGURES):
        twin = next((i for i, t in enumerate(out) if same_telling(t, proposal)), None)
        if twin is not None:
            out[twin] = completed(out[twin], proposal)
        elif (taken := overruled(out, proposal)) is not None:
            out[taken] = retold(out[taken], proposal)
        elif stands(proposal, trusted) and credible(proposal, learned) and not any(rivals(t, proposal) for t in out):
            out.append(proposal)
    figures = settle_figures(
        [t for t in learned if t.kind in FIGURES],
        [t for t in ruled if t.kind in FIGURES],
        lambda told: stands(told, trusted),
    )
    return tuple(sorted((*out, *figures), key=lambda t: (t.quote.start, t.anchor.start, t.kind, t.type)))


def once(told: Sequence[Told]) -> list[Told]:
    """The proposals without events that tell the same again on other words of one clause: the surer of two stays."""
    kept: list[Told] = []
    for one in sorted(told, key=lambda t: t.anchor.start):
        clause = range(max(0, len(kept) - BESIDE), len(kept))
        same = next((i for i in clause if one.kind == "event" and same_telling(one, kept[i])), None)
        if same is None:
            kept.append(one)
        elif one.confidence > kept[same].confidence:
            kept[same] = one
    return kept


def stands(told: Told, trusted: Mapping[str, float]) -> bool:
    """Whether a proposal has the confidence that `trusted` asks of its rule, of its `kind.type`, or else of its kind."""
    names = (told.rule, f"{told.kind}.{told.type}", told.kind)
    return told.confidence >= next(trusted[name] for name in names if name in trusted)


def credible(told: Told, learned: Sequence[Told]) -> bool:
    """Whether a rule is sure, or nothing that the finder tells is near."""
    return told.confidence >= SURE or not any(gap(one.anchor, told.anchor) < NEARBY for one in learned)


def same_telling(a: Told, b: Told) -> bool:
    """Whether two proposals tell the same claim: kind, type and the words that carry it."""
    return (a.kind, a.type) == (b.kind, b.type) and tell_alike(a, b)


def rivals(a: Told, b: Told) -> bool:
    """Whether two proposals of one kind rest on the same words."""
    return a.kind == b.kind and a.anchor.overlaps(b.anchor)


def overruled(told: Sequence[Told], ruled: Told) -> int | None:
    """Which proposal takes the rule's act for a lesser one."""
    lesser = OVERRULED.get(ruled.rule)
    return next((i for i, t in enumerate(told) if t.type == lesser and rivals(t, ruled)), None)


def retold(lesser: Told, ruled: Told) -> Told:
    """A promise of force as the threat that it is, a strike asked for from the field as the strike (whom it hits is not
    whom it was asked of)."""
    act = dataclasses.replace(
        lesser, type=ruled.type, mode=ruled.mode, why=(*lesser.why, f"{ruled.type} by {ruled.rule}")
    )
    if ruled.mode is None:
        return act
    asked = {role: spans for role, spans in lesser.roles.items() if role != "recipient"}
    return dataclasses.replace(act, roles={**ruled.roles, **asked}, rule=ruled.rule)


def completed(a: Told, b: Told) -> Told:
    """`a` with the roles that only `b` fills."""
    extra = {role: spans for role, spans in b.roles.items() if not a.roles.get(role)}
    why = (*a.why, *(f"{role} by {b.rule}" for role in extra))
    return dataclasses.replace(a, roles={**a.roles, **extra}, why=why)
