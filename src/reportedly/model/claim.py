"""A claim: one thing that a report says, bound to its words and its source. See docs/codebook.md for the vocabularies."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Source:
    """Who says so, as the report names it; `via` is the chain behind the nearest source."""

    text: str
    start: int
    end: int
    name: str | None = None
    id: str | None = None
    kind: str | None = None
    via: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class When:
    """When it happened, or the window that a total counts: first and last day, and how finely the words tell it."""

    text: str | None
    start: dt.date
    end: dt.date
    precision: str
    value: str | None = None
    mod: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where. Without a match, `name`, `id` and coordinates are None and `text` stays.

    `precision` says what the coordinates mean: `exact` and `near` are points, `admin2`, `admin1`, `country`
    and `region` are areas whose coordinates are a centre for sorting and never a pin. `relation` keeps words such as
    "near", "north of", "outskirts of".
    """

    text: str
    start: int
    end: int
    name: str | None = None
    id: str | None = None
    country: str | None = None
    admin1: str | None = None
    lat: float | None = None
    lon: float | None = None
    precision: str | None = None
    relation: str | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """Someone who acts or is acted on; `name` and `id` are None unless one actor of the register fits.

    Without a span (`start` None) the actor was carried over from elsewhere in the report.
    """

    text: str
    start: int | None = None
    end: int | None = None
    name: str | None = None
    id: str | None = None
    sector: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What every claim has."""

    id: str
    kind: str
    type: str
    status: str
    start: int
    end: int
    quote: str
    by: Source | None
    time: When | None
    place: Place | None
    rule: str
    confidence: float
    answers: str | None = None
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Toll(Claim):
    """People killed, injured, missing, detained, abducted, trapped. `value` None: no number told."""

    value: int | None
    low: int | None
    high: int | None
    hedge: str
    total: bool
    part: bool = False
    who: Actor | None
    perpetrator: Actor | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Displacement(Claim):
    """People displaced, evacuated, returned, hosted, sheltering; houses lost."""

    value: int | None
    low: int | None
    high: int | None
    hedge: str
    unit: str
    part: bool = False
    origin: Place | None
    destination: Place | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Control(Claim):
    """Who takes, holds, loses, besieges which ground; `share` in per cent, as told."""

    actor: Actor | None
    places: tuple[Place, ...]
    share: float | None
    loser: Actor | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Claim):
    """Who did what to whom, by PLOVER type; `mode` only for ASSAULT."""

    mode: str | None
    actor: tuple[Actor, ...]
    recipient: tuple[Actor, ...]
