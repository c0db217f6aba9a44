"""Reading claims (plain objects of the claims file): which found an incident, when and where they say it was."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from reportedly.model.incident import Point

JSON = Mapping[str, Any]

FOUNDING_TOLLS = frozenset({"killed", "injured", "missing", "abducted", "trapped", "casualties"})
FOUNDING_EVENTS = frozenset({"ASSAULT", "PROTEST"})
LONGEST = 45  # days: a longer time is a period, not the day of a happening
EARTH_KM = 6371.0
POINTS = {"exact": True, "near": False, "admin2": False}
_SENTENCE_END = re.compile(r"[.!?][\"'”’)]*\s|\n")


def is_incident(claim: JSON) -> bool:
    """Whether a claim tells of one happening: an act of force, a protest, or harm that is no total over many."""
    if claim["status"] == "planned":
        return False
    if claim["kind"] == "toll":
        return claim["type"] in FOUNDING_TOLLS and not claim.get("total")
    return claim["kind"] == "event" and claim["type"] in FOUNDING_EVENTS


def founds(claim: JSON) -> bool:
    """Whether a claim is enough for an incident: a denial alone is not."""
    return is_incident(claim) and claim["status"] != "denied"


def family(claim: JSON) -> str:
    """Protests and force are never one happening."""
    return "protest" if claim["type"] == "PROTEST" else "force"


def days_of(claim: JSON) -> tuple[int, int] | None:
    """First and last day as ordinals; None without a time, or for a period too long to be one happening."""
    time = claim.get("time")
    if not time or not time.get("start") or not time.get("end"):
        return None
    first, last = ordinal(time["start"]), ordinal(time["end"])
    return (first, last) if first is not None and last is not None and 0 <= last - first <= LONGEST else None


def ordinal(day: str | None) -> int | None:
    """The proleptic ordinal of an ISO 8601 day; None when it is none."""
    try:
        return dt.date.fromisoformat(day[:10]).toordinal() if day else None
    except ValueError:
        return None


def iso(day: int) -> str:
    """The ISO 8601 day of an ordinal."""
    return dt.date.fromordinal(day).isoformat()


def point_of(place: JSON | None) -> Point | None:
    """The coordinates of a place that are more than the middle of a province or country."""
    if not place or place.get("precision") not in POINTS or place.get("lat") is None or place.get("lon") is None:
        return None
    return Point(float(place["lat"]), float(place["lon"]), POINTS[place["precision"]], place.get("id"))


def area_of(place: JSON | None) -> tuple[str, str | None] | None:
    """Country and first-order division of a place."""
    return (place["country"], place.get("admin1")) if place and place.get("country") else None


def place_names(place: JSON | None) -> frozenset[str]:
    """The names of a place below the country, folded: two reports that use one name mean one place, wherever each was
    found on the map.
    """
    if not place or place.get("precision") in ("country", "region"):
        return frozenset()
    return frozenset(fold(name) for name in (place["text"], place.get("name")) if name)


def distance(a: Point, b: Point) -> float:
    """Kilometres along the great circle."""
    lat_a, lat_b, turn = math.radians(a.lat), math.radians(b.lat), math.radians(a.lon - b.lon)
    half = math.sin((lat_a - lat_b) / 2) ** 2 + math.cos(lat_a) * math.cos(lat_b) * math.sin(turn / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


def gap(a: Iterable[tuple[int, int]], b: Iterable[tuple[int, int]]) -> int | None:
    """Days between the nearest of two sets of times, 0 when they touch; None when one is empty."""
    other = tuple(b)
    return min((max(0, x[0] - y[1], y[0] - x[1]) for x in a for y in other), default=None)


def sentences(text: str) -> list[tuple[int, int]]:
    """Rough bounds of the sentences of a text: enough to tell what stands together."""
    ends = [m.end() for m in _SENTENCE_END.finditer(text)]
    starts = [0, *ends]
    return [(a, b) for a, b in zip(starts, [*ends, len(text)], strict=True) if a < b]


def actor_ids(claim: JSON) -> frozenset[str]:
    """Identified actors of the harm: who did it, and the sides of an act of force."""
    some = [claim.get("perpetrator"), *as_list(claim.get("actor")), *as_list(claim.get("recipient"))]
    return frozenset(a["id"] for a in some if a and a.get("id"))


def party_words(claims: Sequence[JSON]) -> frozenset[str]:
    """The words of the registered names of actors and sources, but those of places: they recur from report to report
    and tell no incident apart.
    """
    roles = ("by", "actor", "recipient", "perpetrator", "from")
    some = (a for c in claims for role in roles for a in as_list(c.get(role)) if a and a.get("id") and "lat" not in a)
    words = {word for a in some for word in fold(a.get("name") or "").split()}
    return frozenset(words) - {word for c in claims for name in place_names(c.get("place")) for word in name.split()}


def as_list(value: Any) -> list[Any]:
    """A role that some kinds fill once and others several times, as a list."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def fold(words: str) -> str:
    """Words without case, punctuation and a leading article, to compare names that were not identified."""
    return " ".join(re.findall(r"\w+", words.casefold())).removeprefix("the ")
