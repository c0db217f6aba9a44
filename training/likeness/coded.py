"""Which tellings of coded reports are of one incident, by a written rule over the claims that people coded.

Two coded claims of harm (killed, injured) or of an attack, neither planned, denied nor a total, are of

- one incident  when they tell the same one or two days and share the name of a place below the province; a name that
                stands in many reports (a big city) does not do, unless both also count the same number of four or more
- two           when their days lie three or more apart, or when they share no name of a place and no number above one
- unclear       otherwise

A telling has the coded claims whose words its own claims touch. Two tellings are of one incident when any of their
coded claims are; of two when all of them are of two; else the pair is left out. The rule was read against titles and
texts of some fifty groups of reports on the Syrian war.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from reportedly.model.incident import Telling

JSON = Mapping[str, Any]

BIG = 12  # reports: a name of a place that stands in more of them tells no incidents apart
LEAST = 4  # dead or hurt: a smaller number is no sign of one incident
LONGEST = 2  # days
APART = 3


class Coded:
    """The coded claims of harm of some reports, by report."""

    def __init__(self, gold: Iterable[JSON]) -> None:
        self.claims: dict[str, list[tuple[int, int, JSON]]] = {}
        seen: Counter[str] = Counter()
        for report in gold:
            seen.update({name for c in report["claims"] for name in places(c)})
            self.claims[report["doc"]] = [
                (at, at + len(c["quote"]), c)
                for c in report["claims"]
                if is_harm(c) and (at := report["text"].find(c["quote"])) >= 0
            ]
        self.big = {name for name, n in seen.items() if n > BIG}

    def of(self, telling: Telling, report: JSON) -> list[JSON]:
        """The coded claims that a telling's own claims touch."""
        own = [(c["start"], c["end"]) for c in report["claims"] if c["id"] in telling.claims]
        return [
            c
            for start, end, c in self.claims.get(telling.doc, [])
            if any(start < last and first < end for first, last in own)
        ]

    def same(self, a: list[JSON], b: list[JSON]) -> bool | None:
        """Whether two tellings are of one incident; None where the rule does not know."""
        if not a or not b:
            return None
        verdicts = {self.one(x, y) for x in a for y in b}
        return True if True in verdicts else None if None in verdicts else False

    def one(self, x: JSON, y: JSON) -> bool | None:
        """Whether two coded claims are of one incident."""
        between = days_between(x, y)
        if between is not None and between >= APART:
            return False
        shared = places(x) & places(y)
        number = x["type"] == y["type"] and x.get("value") == y.get("value") and (x.get("value") or 0)
        if between == 0 and short(x) and short(y) and (shared - self.big or (shared and number >= LEAST)):
            return True
        return False if not shared and number <= 1 and places(x) and places(y) else None


def is_harm(claim: JSON) -> bool:
    """Whether a coded claim tells of harm or of an attack that happened."""
    kind = claim["kind"] == "toll" and claim["type"] in ("killed", "injured")
    return (kind or claim["type"] == "ASSAULT") and claim["status"] == "reported" and not claim.get("total")


def places(claim: JSON) -> set[str]:
    """The names of a claim's place, in lower case; words that are no name ("the town") left out."""
    return {name.lower().removeprefix("the ") for name in claim.get("place") or [] if not name.islower()}


def days(claim: JSON) -> tuple[int, int] | None:
    """First and last day."""
    time = claim.get("time")
    if not time or not time.get("start") or not time.get("end"):
        return None
    first, last = (dt.date.fromisoformat(time[end][:10]).toordinal() for end in ("start", "end"))
    return first, last


def days_between(x: JSON, y: JSON) -> int | None:
    """Days between two times, 0 when they touch."""
    a, b = days(x), days(y)
    return max(0, a[0] - b[1], b[0] - a[1]) if a and b else None


def short(claim: JSON) -> bool:
    """Whether a claim's time is no more than two days."""
    time = days(claim)
    return time is not None and time[1] - time[0] < LONGEST
