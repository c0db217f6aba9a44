"""Totals about one scope as a series of readings over time. Different windows, places, people or units are different
series.
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from reportedly.model.series import Reading, Series
from reportedly.reconcile.claims import JSON, fold
from reportedly.reconcile.sources import origin_of, source_of

JUMP = 2.0  # times the reading before it: a rise that is marked
OPEN_TYPES = frozenset({"refugees", "sheltering", "homeless"})  # stocks: counted at a day, not since one


def is_total(claim: JSON) -> bool:
    """Whether a claim counts many happenings or a stock: a total toll, or any number of displaced."""
    if claim["status"] not in ("reported", "possible") or claim.get("value") is None or claim.get("part"):
        return False
    return claim["kind"] == "displacement" or (claim["kind"] == "toll" and bool(claim.get("total")))


def series_of(reports: Iterable[JSON]) -> list[Series]:
    """All series of some reports, by id."""
    found: dict[tuple[str, ...], list[Reading]] = defaultdict(list)
    scopes: dict[tuple[str, ...], Mapping[str, Any]] = {}
    for report in reports:
        counted = {report["doc"]: origin_of(report).name}
        for claim in report["claims"]:
            if is_total(claim):
                scope = scope_of(claim)
                key = tuple(str(value) for value in scope.values())
                scopes[key] = scope
                found[key].append(reading(claim, report, source_of(claim, report["doc"], counted)))
    out = [Series(id=series_id(key), readings=tuple(marked(found[key])), **scopes[key]) for key in found]
    return sorted(out, key=lambda s: s.id)


def scope_of(claim: JSON) -> dict[str, Any]:
    """What a total counts: two totals of one scope can be compared, others cannot."""
    time, who = claim.get("time") or {}, claim.get("who") or {}
    stock = claim["type"] in OPEN_TYPES or not time or time.get("start") == time.get("end")
    return {
        "kind": claim["kind"],
        "type": claim["type"],
        "unit": claim.get("unit") or "people",
        "people": people(who) if claim["kind"] == "toll" else None,
        "place": place_name(claim),
        "since": None if stock else window_start(time),
    }


def window_start(time: Mapping[str, Any]) -> str:
    """Where a window begins, as finely as told: "since December" and "since mid-December" are two windows."""
    start, value = str(time["start"]), str(time.get("value") or "")
    return (
        f"{start[:7]}" if time.get("mod") is None and (time.get("precision") == "month" or len(value) == 7) else start
    )


def people(who: Mapping[str, Any]) -> str | None:
    """Who is counted: the last word of what the report calls them ("civilians", "fighters"); None for people in
    general.
    """
    words = fold(str(who.get("text") or "")).split()
    return words[-1] if words and words[-1] not in ("people", "persons", "others") else None


def place_name(claim: JSON) -> str | None:
    """The place counted in: of a displacement where people left, else where they are."""
    place = claim.get("place") or claim.get("from") or claim.get("to")
    return str(place.get("name") or place["text"]) if place else None


def reading(claim: JSON, report: JSON, source: str) -> Reading:
    """One reading; it counts up to the end of its window, else to the day of the report."""
    as_of = (claim.get("time") or {}).get("end") or report.get("published")
    return Reading(
        claim["id"], report["doc"], source, as_of, report.get("published"),
        claim["value"], claim.get("low"), claim.get("high"), claim["hedge"],
    )  # fmt: skip


def marked(readings: Iterable[Reading]) -> Iterator[Reading]:
    """The readings in the order of their days, falls and jumps marked, nothing smoothed."""
    last: dict[str, int] = {}
    before: int | None = None
    for one in sorted(readings, key=lambda r: (r.as_of or "9", r.published or "9", r.doc, r.claim)):
        value = one.value or 0
        against = last.get(one.source, before)
        mark = None
        if against is not None:
            mark = "fall" if value < against else "jump" if value > JUMP * against else None
        last[one.source] = before = value
        yield dataclasses.replace(one, mark=mark)


def series_id(key: tuple[str, ...]) -> str:
    """A hash of the scope."""
    return "s" + hashlib.sha256("\x1f".join(key).encode("utf-8", "surrogatepass")).hexdigest()[:15]
