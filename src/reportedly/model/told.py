"""What the finders hand on: claims as told, before names, places and dates are resolved."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from reportedly.model.text import Amount, Span


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """Words of time and what they mean, in the terms of TIMEX3.

    `value` is the TIMEX3 value (None: not resolved), `mod` its modifier (START, MID, END, APPROX, SINCE, BEFORE …),
    `type` DATE, TIME, DURATION or SET; `first` and `last` the earliest and latest day, None when open or unknown.
    `precision` is one of `vocabulary.TIME_PRECISIONS`.
    """

    span: Span
    text: str
    type: str
    value: str | None
    mod: str | None
    first: dt.date | None
    last: dt.date | None
    precision: str


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who is said to have said what: the words of the source (None: unnamed), of the cue, and of the content."""

    source: Span | None
    cue: Span
    content: Span


@dataclass(frozen=True, slots=True)
class Told:
    """One claim as the words tell it, proposed by a rule or by the learned finder.

    `anchor` is the words that carry it (the figure of a toll, the trigger of an event), `quote` the clause that states
    it. `roles` maps actor, recipient, who, perpetrator, place, time, by, from, to to the words that fill them, each
    possibly several. `dated` says how it is dated: `expression` (roles["time"]), `then` (the time itself from which the
    expression counts), `since` (from then until the report), `report` (a present state, dated by the report) or `none`.
    `why` names trigger, paths and alternatives dropped, for `show --why`.
    """

    kind: str
    type: str
    anchor: Span
    quote: Span
    status: str = "reported"
    roles: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)
    amount: Amount | None = None
    mode: str | None = None
    share: float | None = None
    unit: str | None = None
    total: bool = False
    part: bool = False
    dated: str = "expression"
    rule: str = ""
    confidence: float = 0.5
    why: tuple[str, ...] = ()

    def without(self, role: str, spans: Collection[Span]) -> Told:
        """The claim with a role cleared of some of its words; a role without words is left open."""
        if not spans:
            return self
        roles = {**self.roles, role: tuple(span for span in self.roles.get(role, ()) if span not in spans)}
        return replace(self, roles={name: words for name, words in roles.items() if words})
