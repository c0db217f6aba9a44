"""What the overview shows, as the address bar holds it: a closed set of parameters, each checked, unknown ones
ignored."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Protocol
from urllib.parse import urlencode

from reportedly.desk.words import a_day
from reportedly.model.incident import GRADES
from reportedly.model.vocabulary import KINDS, STATUSES

SHOWN = ("incidents", "claims")
REVIEWED = ("yes", "no")
SORTS = ("newest", "oldest", "largest", "doubt")
PAGE = 50  # rows of a table page
LONGEST = 200  # characters of a name to look for

Box = tuple[float, float, float, float]  # west, south, east, north in degrees


class Query(Protocol):
    """Parameters of an address, several values a name."""

    def getlist(self, key: object) -> list[str]:
        """The values of one name, in order."""


@dataclass(frozen=True, slots=True)
class Filter:
    """One view of the record. Empty fields do not filter; several values of one field mean any of them, fields mean
    all."""

    show: str = "incidents"
    kind: tuple[str, ...] = ()
    type: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    grade: tuple[str, ...] = ()
    reviewed: str = ""
    place: str = ""
    actor: str = ""
    source: str = ""
    since: dt.date | None = None
    until: dt.date | None = None
    box: Box | None = None
    sort: str = "newest"
    page: int = 1
    faults: tuple[str, ...] = ()

    def parameters(self) -> list[tuple[str, str]]:
        """The parameters that give this filter, without the defaults."""
        out: list[tuple[str, str]] = []
        if self.show != "incidents":
            out.append(("show", self.show))
        for key in ("kind", "type", "status", "grade"):
            out += [(key, value) for value in getattr(self, key)]
        out += [(key, getattr(self, key)) for key in ("reviewed", "place", "actor", "source") if getattr(self, key)]
        out += [(key, day.isoformat()) for key, day in (("from", self.since), ("to", self.until)) if day]
        if self.box:
            out.append(("box", ",".join(f"{side:g}" for side in self.box)))
        if self.sort != "newest":
            out.append(("sort", self.sort))
        if self.page > 1:
            out.append(("page", str(self.page)))
        return out

    def query(self, **changes: object) -> str:
        """The query string of this filter with some fields changed; another view starts at its first page."""
        changes = {"page": 1} | changes
        return urlencode(replace(self, **changes).parameters(), errors="replace")  # type: ignore[arg-type]

    @property
    def narrowed(self) -> bool:
        """Whether anything is filtered out."""
        return any(key not in ("show", "sort", "page") for key, _ in self.parameters())


def read_filter(query: Query) -> Filter:
    """The filter of an address. What cannot be understood is left out and named in `faults`, in words."""
    faults: list[str] = []

    def chosen(key: str, allowed: tuple[str, ...] | None) -> tuple[str, ...]:
        values = [v[:LONGEST] for v in query.getlist(key) if v]
        wrong = [v for v in values if allowed and v not in allowed]
        faults.extend(f"there is no {key} “{v}”" for v in wrong)
        return tuple(dict.fromkeys(v for v in values if v not in wrong))

    def one(key: str, allowed: tuple[str, ...] | None = None, default: str = "") -> str:
        return next(iter(chosen(key, allowed)), default)

    def day(key: str) -> dt.date | None:
        text = one(key)
        found = a_day(text)
        if text and not found:
            faults.append(f"“{text}” is no day; write it as 2020-02-16")
        return found

    since, until = day("from"), day("to")
    if since and until and since > until:
        since, until = until, since
    page = one("page", default="1")
    return Filter(
        show=one("show", SHOWN, "incidents"),
        kind=chosen("kind", KINDS),
        type=chosen("type", None),
        status=chosen("status", STATUSES),
        grade=chosen("grade", GRADES),
        reviewed=one("reviewed", REVIEWED),
        place=one("place").strip(),
        actor=one("actor").strip(),
        source=one("source").strip(),
        since=since,
        until=until,
        box=_box(one("box"), faults),
        sort=one("sort", SORTS, "newest"),
        page=int(page) if page.isdecimal() and 0 < int(page) < 10**6 else 1,
        faults=tuple(faults),
    )


def _box(text: str, faults: list[str]) -> Box | None:
    """West, south, east, north; None, and a fault, for anything else."""
    if not text:
        return None
    try:
        west, south, east, north = (float(part) for part in text.split(","))
    except ValueError:
        faults.append("the part of the map could not be read")
        return None
    inside = -540 <= west <= east <= 540 and -90 <= south <= north <= 90
    if not inside:
        faults.append("the part of the map lies outside the world")
    return (west, south, east, north) if inside else None


def words(view: Filter, labels: Mapping[str, str]) -> list[tuple[str, str]]:
    """What is filtered, as (words, query string without it), for the chips above a view."""
    chips = []
    for key in ("kind", "type", "status", "grade"):
        values = getattr(view, key)
        for value in values:
            rest = tuple(v for v in values if v != value)
            chips.append((labels.get(value, value.lower()), view.query(**{key: rest})))
    for key, lead in (("place", "in"), ("actor", "actor"), ("source", "source")):
        if value := getattr(view, key):
            chips.append((f"{lead} {labels.get(value, value)}", view.query(**{key: ""})))
    if view.since or view.until:
        span = " – ".join(day.isoformat() if day else "…" for day in (view.since, view.until))
        chips.append((span, view.query(since=None, until=None)))
    if view.reviewed:
        chips.append(("reviewed" if view.reviewed == "yes" else "not reviewed", view.query(reviewed="")))
    if view.box:
        chips.append(("part of the map", view.query(box=None)))
    return chips
