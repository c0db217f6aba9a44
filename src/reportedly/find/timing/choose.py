"""The days of each claim: the likeliest of all options, weighed alone and then again among the other claims."""

from __future__ import annotations

import collections
import dataclasses
import datetime as dt
import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from reportedly.find.timing.page import read_page
from reportedly.find.timing.signs import (
    NONE,
    OPEN,
    Claimed,
    Days,
    Option,
    Signs,
    of_another,
    options,
    read_claim,
    signs,
)
from reportedly.model.told import TimeExpression, Told
from reportedly.rules import load_rules

if TYPE_CHECKING:
    from spacy.tokens import Doc

FORCE = frozenset({"attack", "toll"})  # an attack and its dead are of one day
SUMMED = frozenset({"killed", "injured", "casualties"})  # "missing since May" is a state, no sum
FEW_DAYS = dt.timedelta(3)  # one incident may last as long
THEN = "then"
NEVER = -1e3  # a score that no other outweighs
Weights = Mapping[str, float]
Likely = Mapping[Days | None, float]


def with_times(
    told: Sequence[Told], times: Sequence[TimeExpression], doc: Doc, text: str, day: dt.date | None
) -> tuple[Told, ...]:
    """The claims with what dates them, whatever their finders proposed.

    `doc` is the parse of `text`, `day` the day that the report counts from (None: unknown, then it dates nothing).
    """
    page = read_page(text, doc, day, times)
    ways, claims = options(page), [read_claim(one, page) for one in told]
    weights = load_rules("timing_weights")
    alone = [
        [NEVER if of_another(claim, way, page) else weighed(signs(claim, way, page), weights["alone"]) for way in ways]
        for claim in claims
    ]
    shares = [by_days(ways, likelihoods(scores)) for scores in alone]
    out = []
    for i, claim in enumerate(claims):
        near = neighbours(i, claims)
        scores = [
            score * weights["again"]["alone"] + weighed(again(way, claim.group, near, shares), weights["again"])
            for score, way in zip(alone[i], ways, strict=True)
        ]
        out.append(timed(claim, *best(ways, likelihoods(scores))))
    return tuple(out)


def weighed(found: Signs, weights: Weights) -> float:
    """The sum of the signs' weights."""
    return sum(weights.get(name, 0.0) * value for name, value in found.items())


def likelihoods(scores: Sequence[float]) -> list[float]:
    """Scores as shares of one."""
    top = max(scores)
    raised = [math.exp(score - top) for score in scores]
    return [one / sum(raised) for one in raised]


def by_days(ways: Sequence[Option], likely: Sequence[float]) -> dict[Days | None, float]:
    """How likely each window is, whichever words tell it."""
    out: dict[Days | None, float] = collections.defaultdict(float)
    for way, share in zip(ways, likely, strict=True):
        out[way.days] += share
    return out


def again(way: Option, group: str, near: Mapping[str, Sequence[int]], shares: Sequence[Likely]) -> Signs:
    """The signs of an option for a claim by what its neighbours among the claims are likely to take."""
    out: Signs = {}
    for name, others in near.items():
        mean = sum(shares[j].get(way.days, 0.0) for j in others) / len(others)
        out[name] = mean
        out[f"{name} {group}"] = mean
        if way.way == NONE:
            out[f"{name} none"] = mean
    return out


def neighbours(i: int, claims: Sequence[Claimed]) -> dict[str, list[int]]:
    """Groups of other claims that tell something of the time of claim `i`, those that are not empty."""
    here = claims[i].sentence
    others = [j for j in range(len(claims)) if j != i]
    before = [j for j in others if claims[j].sentence < here]
    after = [j for j in others if claims[j].sentence > here]
    groups = {
        "same sentence": [j for j in others if claims[j].sentence == here],
        "claim before": before and [max(before, key=lambda j: claims[j].told.anchor)],
        "claim after": after and [min(after, key=lambda j: claims[j].told.anchor)],
        "same type": [j for j in others if claims[j].told.type == claims[i].told.type],
        "sentence before": [j for j in others if claims[j].sentence == here - 1],
        "force": [j for j in others if claims[j].group in FORCE],
    }
    return {name: group for name, group in groups.items() if group}


def best(ways: Sequence[Option], likely: Sequence[float]) -> tuple[Option, float]:
    """The likeliest window, told by the likeliest words that tell it, and how likely it is."""
    shares = by_days(ways, likely)
    days = max(shares, key=lambda key: shares[key])
    first = max((i for i, way in enumerate(ways) if way.days == days), key=lambda i: likely[i])
    return ways[first], shares[days]


def timed(claim: Claimed, option: Option, share: float) -> Told:
    """The claim dated by the option, and the reason."""
    told = claim.told
    roles = {role: spans for role, spans in told.roles.items() if role != "time"}
    words = "no time"
    if option.moment:
        roles["time"] = (option.moment.told.span,)
        words = f"{option.moment.told.text!r}"
    elif option.days:
        words = "the report's day"
    why = [f"time: {words} ({option.way}, {share:.2f})"]
    then = befell_then(claim, option)
    total = (told.total or runs_on(claim, option)) and not (then or stays_so(claim, option))
    if total != told.total:
        why.append("total: counted since then" if total else "no total: of that time, or a state since then")
    return dataclasses.replace(
        told, roles=roles, dated=THEN if then else option.way, total=total, why=(*told.why, *why)
    )


def befell_then(claim: Claimed, option: Option) -> bool:
    """Whether a toll is of the time that another is counted from: "the deadliest since 2003, when 202 died"."""
    moment = option.moment
    if claim.told.kind != "toll" or not since_then(claim, option):
        return False
    if moment is None or moment.root is None or claim.root is None:
        return False
    return any(c.dep_ in ("relcl", "advcl") and claim.root in c.subtree for c in moment.root.rights)


def stays_so(claim: Claimed, option: Option) -> bool:
    """Whether people are told to be in a state since some day: "four nuns have been held since May"."""
    state = claim.verb is not None and claim.verb.lemma_ in load_rules("timing")["holding"]
    return state and since_then(claim, option) and claim.told.type not in SUMMED


def runs_on(claim: Claimed, option: Option) -> bool:
    """Whether a toll counts all that befell people from some day until the report: "since January 30 have been killed"."""
    counts = claim.told.type in SUMMED or (
        claim.verb is not None and claim.verb.lemma_ in load_rules("timing")["taking"]
    )
    if claim.told.kind != "toll" or not counts or option.days is None or option.moment is None:
        return False
    root = option.moment.root
    bound = root is not None and claim.verb is not None and claim.verb in root.ancestors
    return bound and since_then(claim, option) and option.days[1] - option.days[0] >= FEW_DAYS


def since_then(claim: Claimed, option: Option) -> bool:
    """Whether the claim's own sentence gives the day from which on it holds."""
    moment = option.moment
    return (
        moment is not None and moment.sentence == claim.sentence and (option.way == OPEN or moment.told.mod == "SINCE")
    )
