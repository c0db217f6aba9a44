"""An incident: one happening as several reports tell it, and what binds their tellings together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

SAME, DIFFERENT, ASK = "same", "different", "ask"
GRADES = ("confirmed", "fair", "weak", "contested", "discounted")
PROFILES = ("acled", "ucdp", "range")


@dataclass(frozen=True, slots=True)
class Point:
    """A place with coordinates of its own; `exact` is False when it is only near there, or a district's centre."""

    lat: float
    lon: float
    exact: bool
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Telling:
    """What one report tells of one happening: the claims that belong together, in the terms that tellings are
    compared by.

    `published` and `days` are proleptic ordinals; `days` holds first and last day of each time told. `areas` are
    (country, first-order division or None), `places` folded names. `figures` maps a type of toll to the numbers told.
    `words`, `names` and `lead` (the title and first words) are unit vectors, `phrases` names of several words, `streets`
    names of streets, `sexes` those of the dead and hurt, `sketch` the MinHash of the whole report.
    `founds` says whether it is enough for an incident. A telling without claims stands for a report in which no claim
    was found: it can join an incident, and founds none.
    """

    id: str
    doc: str
    claims: tuple[str, ...]
    mode: str | None
    published: int | None
    days: tuple[tuple[int, int], ...]
    points: tuple[Point, ...]
    areas: frozenset[tuple[str, str | None]]
    places: frozenset[str]
    actors: frozenset[str]
    figures: Mapping[str, frozenset[int]]
    words: Mapping[str, float]
    names: Mapping[str, float]
    phrases: frozenset[str]
    ages: frozenset[str]
    persons: frozenset[str]
    numbers: frozenset[str]
    sketch: tuple[int, ...]
    founds: bool
    lead: Mapping[str, float]
    streets: frozenset[str]
    sexes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Link:
    """Two tellings compared: `score` in log-odds of telling one happening, `reasons` the (comparison, value, weight)
    behind it.
    """

    id: str
    left: str
    right: str
    score: float
    reasons: tuple[tuple[str, float, float], ...]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a person decided: every claim of `left` and of `right` tell the same happening, or none of them does."""

    verdict: str
    left: tuple[str, ...]
    right: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Version:
    """One figure of an incident as one source gives it; `claim` is where it stands."""

    claim: str
    doc: str
    source: str
    value: int | None
    low: int | None
    high: int | None
    published: str | None


@dataclass(frozen=True, slots=True)
class Figure:
    """How many, over all sources. `best` is None under a profile that names none, `high` when no number was told;
    `rule` says how they were reached.
    """

    low: int
    best: int | None
    high: int | None
    rule: str
    versions: tuple[Version, ...] = ()


@dataclass(frozen=True, slots=True)
class Grade:
    """How well an incident is vouched for, in Airwars' terms, and why."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Incident:
    """One happening. `reports` are all that tell of it, `sources` the independent ones: copies of one text, and
    reports that repeat one source, count once. `time` is first and last day (ISO 8601); `place` a claim's place or
    None.
    """

    id: str
    kind: str
    reports: tuple[str, ...]
    claims: tuple[str, ...]
    tellings: tuple[str, ...]
    figures: Mapping[str, Figure]
    time: tuple[str, str] | None
    place: Mapping[str, object] | None
    actors: tuple[str, ...]
    sources: tuple[str, ...]
    copies: tuple[tuple[str, ...], ...]
    denials: tuple[str, ...]
    grade: Grade
