"""Figures over time, and who held which ground when."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reading:
    """One total as claimed: `as_of` is the last day it counts (ISO 8601), `published` the report's day.

    `mark` is "fall" or "jump" against the reading before it of the same source (or, without one, of any); else None.
    """

    claim: str
    doc: str
    source: str
    as_of: str | None
    published: str | None
    value: int | None
    low: int | None
    high: int | None
    hedge: str
    mark: str | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """Readings of one total: same type, unit, people, place and start of the window. Never added or smoothed."""

    id: str
    kind: str
    type: str
    unit: str
    people: str | None
    place: str | None
    since: str | None
    readings: tuple[Reading, ...]


@dataclass(frozen=True, slots=True)
class Holding:
    """One claim of who holds a place: `state` is a type of control, `mark` is "reversal" when the ground changes hands,
    "conflict" when another source names another holder at that time; else None."""

    claim: str
    doc: str
    source: str
    place: str
    state: str
    holder: str | None
    day: str | None
    mark: str | None = None
