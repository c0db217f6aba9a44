"""Two tellings compared: a visible list of comparisons, each with its weight, and what it says in words."""

from __future__ import annotations

import functools
import hashlib
import math
from collections.abc import Callable
from dataclasses import dataclass
from importlib import resources

import yaml

from reportedly.model.incident import Link, Telling
from reportedly.reconcile.claims import distance, gap
from reportedly.reconcile.copies import COPY, likeness
from reportedly.reconcile.words import cosine, held, overlap

NEAR_KM, APART_KM, FAR_KM = 15.0, 5.0, 60.0
OTHER_DAY = 4
MOST_NAMES = 0.5
MOST_ALIKE = 0.4  # beyond, words of one hand are alike, and tell no more of the happening
MOST_DOUBLINGS = 3.0
MOST_BITS = 5.0
MOST_DIGITS = 4
NONE: frozenset[int] = frozenset()


class Both:
    """Two tellings and what several comparisons need of them, worked out once.

    `days` lie between the times told, `published` between the reports, `km` between the nearest points; None where a
    side tells none. `place` says whether both use one name for the place; then differing coordinates say nothing.
    `named` says whether a person, an age or most names are common: a day or place that differs may then be misread.
    """

    __slots__ = ("a", "apart", "b", "days", "held", "km", "named", "place", "provinces", "published")

    def __init__(self, a: Telling, b: Telling) -> None:
        self.a, self.b = a, b
        self.days = gap(a.days, b.days)
        known = a.published is not None and b.published is not None
        self.published = abs((a.published or 0) - (b.published or 0)) if known else None
        self.km = min((distance(p, q) for p in a.points for q in b.points), default=None)
        self.place = not a.places.isdisjoint(b.places)
        exact = (
            not self.place
            and self.km is not None
            and APART_KM < self.km < FAR_KM
            and all(p.exact for p in (*a.points, *b.points))
        )
        self.apart = float(exact)
        self.provinces = tuple(frozenset(area for area in t.areas if area[1]) for t in (a, b))
        self.held = held(a.names, b.names)
        self.named = bool(a.persons & b.persons or a.ages & b.ages) or share_names(a, b) > MOST_NAMES


def share_names(a: Telling, b: Telling) -> float:
    """How much of the names of one side the other has, the larger share, leaving out the places: a place has many days."""
    places = {word for name in a.places | b.places for word in name.split()}
    common = (a.names.keys() & b.names.keys()) - places
    if not common:
        return 0.0
    return max(
        math.fsum(t.names[w] ** 2 for w in common) / math.fsum(v * v for w, v in t.names.items() if w not in places)
        for t in (a, b)
    )


Comparison = Callable[[Both], float]


def within(value: float | None, low: float, high: float) -> float:
    """1 when a known value lies in the bounds, both inclusive."""
    return float(value is not None and low <= value <= high)


def known_sets(a: frozenset[str], b: frozenset[str], *, shared: bool) -> float:
    """Whether both sides tell some, and share one (or none)."""
    return float(bool(a) and bool(b) and a.isdisjoint(b) is not shared)


def sure_elsewhere(both: Both) -> float:
    """Whether the places differ, and each side tells one only: neither can be a place told in passing."""
    differ = both.km is not None and both.km > APART_KM
    return float(differ and one_place(both.a) and one_place(both.b))


def elsewhere(both: Both) -> bool:
    """Whether each side tells one exact place, and these are two: texts that differ in little else are made by one hand,
    and no copies.
    """
    return bool(not both.place and both.a.points and both.b.points and sure_elsewhere(both))


def elsewhen(both: Both) -> bool:
    """Whether each report tells of its own days, and these are apart: two shellings may be told in the same words, but
    what is copied or followed up later still tells the old day.
    """
    apart = min(both.days or 0, both.published or 0) >= OTHER_DAY
    return apart and all(0 <= (t.published or 0) - last < OTHER_DAY for t in (both.a, both.b) for _, last in t.days)


def one_place(telling: Telling) -> bool:
    """Whether all points of a telling are exact and near each other."""
    first = telling.points[0]
    return all(p.exact and distance(first, p) <= NEAR_KM for p in telling.points)


def provinces(both: Both, *, same: bool) -> float:
    """Whether both sides tell a province, and one is common (or none)."""
    x, y = both.provinces
    return float(bool(x and y) and x.isdisjoint(y) is not same)


def other_country(both: Both) -> float:
    """Whether both sides tell a country, and none is common."""
    x, y = ({country for country, _ in t.areas} for t in (both.a, both.b))
    return float(bool(x and y) and not x & y)


def modes(both: Both, *, same: bool) -> float:
    """Whether both tell the way of attack, and it is the same (or not)."""
    a, b = both.a.mode, both.b.mode
    return float(a is not None and b is not None and (a == b) is same)


def same_numbers(both: Both) -> float:
    """Numbers that both texts hold, by their digits: many share one of two digits, few a house number."""
    digits = sum(len(number.replace(":", "")) - 1 for number in both.a.numbers & both.b.numbers)
    return min(1.0, digits / MOST_DIGITS)


def not_yet(earlier: Telling, later: Telling) -> bool:
    """Whether a report was out before all that another tells had happened."""
    return bool(earlier.published and later.days) and min(first for first, _ in later.days) > (earlier.published or 0)


def same_figure(both: Both) -> float:
    """Numbers of dead and hurt that both sides tell, by their size: one says nothing, so many incidents have it."""
    bits = 0.0
    for kind in ("killed", "injured"):
        common = both.a.figures.get(kind, NONE) & both.b.figures.get(kind, NONE)
        if common:
            bits += math.log2(max(common))
    return min(1.0, bits / MOST_BITS)


def other_figure(both: Both) -> float:
    """How far the nearest numbers of the dead, or else of the hurt, lie apart, in doublings."""
    for kind in ("killed", "injured"):
        x, y = both.a.figures.get(kind), both.b.figures.get(kind)
        if x and y:
            return min(MOST_DOUBLINGS, *(abs(math.log2(n / m)) for n in x for m in y))
    return 0.0


def copied(both: Both) -> float:
    """How alike the sketches of the two reports are, from that of a copy on."""
    like = likeness(both.a.sketch, both.b.sketch)
    return like if like >= COPY else 0.0


COMPARISONS: dict[str, Comparison] = {
    "words": lambda p: min(MOST_ALIKE, cosine(p.a.words, p.b.words)),
    "lead": lambda p: min(MOST_ALIKE, cosine(p.a.lead, p.b.lead)),
    "names": lambda p: cosine(p.a.names, p.b.names),
    "names_held": lambda p: p.held,
    "phrases": lambda p: overlap(p.a.phrases, p.b.phrases),
    "persons": lambda p: known_sets(p.a.persons, p.b.persons, shared=True),
    "other_person": lambda p: known_sets(p.a.persons, p.b.persons, shared=False),
    "age": lambda p: known_sets(p.a.ages, p.b.ages, shared=True),
    "other_age": lambda p: known_sets(p.a.ages, p.b.ages, shared=False),
    "street": lambda p: known_sets(p.a.streets, p.b.streets, shared=True),
    "other_street": lambda p: known_sets(p.a.streets, p.b.streets, shared=False),
    "other_sex": lambda p: known_sets(p.a.sexes, p.b.sexes, shared=False),
    "numbers": same_numbers,
    "published_1": lambda p: within(p.published, 0, 1),
    "published_3": lambda p: within(p.published, 0, 3),
    "published_30": lambda p: within(p.days if p.published is None else p.published, 0, 30),
    "published_years": lambda p: within(p.published, 200, math.inf),
    "day": lambda p: within(p.days, 0, 0),
    "near_day": lambda p: within(p.days, 0, 1),
    "next_day": lambda p: within(p.days, 1, 1),
    "not_yet": lambda p: float(not_yet(p.a, p.b) or not_yet(p.b, p.a)),
    "other_day": lambda p: within(p.days, OTHER_DAY, math.inf),
    "unnamed_next_day": lambda p: 0.0 if p.named else within(p.days, 2, OTHER_DAY - 1),
    "unnamed_other_day": lambda p: 0.0 if p.named else within(p.days, OTHER_DAY, math.inf),
    "own_days": lambda p: float(not p.named and elsewhen(p)),
    "place": lambda p: float(p.place),
    "near": lambda p: within(p.km, 0, NEAR_KM),
    "near_and_day": lambda p: float(p.place or within(p.km, 0, NEAR_KM)) * within(p.days, 0, 0),
    "far": lambda p: 0.0 if p.place else within(p.km, FAR_KM, math.inf),
    "apart": lambda p: p.apart,
    "unnamed_elsewhere": lambda p: 0.0 if p.named or p.place else max(p.apart, within(p.km, FAR_KM, math.inf)),
    "sure_elsewhere": lambda p: 0.0 if p.named or p.place else sure_elsewhere(p),
    "province": lambda p: provinces(p, same=True),
    "other_province": lambda p: provinces(p, same=False),
    "other_country": other_country,
    "mode": lambda p: modes(p, same=True),
    "other_mode": lambda p: modes(p, same=False),
    "actor": lambda p: known_sets(p.a.actors, p.b.actors, shared=True),
    "figure": same_figure,
    "other_figure": other_figure,
    "copy": lambda p: 0.0 if elsewhere(p) or elsewhen(p) else copied(p),
    "one_report": lambda p: float(p.a.doc == p.b.doc),
}

AGAINST = frozenset(
    {
        "other_person",
        "other_age",
        "other_street",
        "other_sex",
        "published_years",
        "next_day",
        "not_yet",
        "other_day",
        "unnamed_next_day",
        "unnamed_other_day",
        "own_days",
        "far",
        "apart",
        "unnamed_elsewhere",
        "sure_elsewhere",
        "other_province",
        "other_country",
        "other_mode",
        "other_figure",
        "one_report",
    }
)  # what can only speak against two tellings being one; the others can only speak for it


@dataclass(frozen=True)
class Weights:
    """The weight of each comparison, and its reason in words."""

    start: float
    of: dict[str, float]
    says: dict[str, str]

    @functools.cached_property
    def steps(self) -> tuple[tuple[float, Comparison], ...]:
        """Weights and comparisons in their order, but those without a weight."""
        return tuple((weight, COMPARISONS[name]) for name, weight in self.of.items() if weight)


@functools.cache
def weights() -> Weights:
    """The weights that come with the package."""
    raw = yaml.safe_load(resources.files(__package__ or "").joinpath("likeness.yaml").read_text("utf-8"))
    rows = raw["comparisons"]
    return Weights(raw["start"], {r["name"]: r["weight"] for r in rows}, {r["name"]: r["says"] for r in rows})


def compare(a: Telling, b: Telling) -> float:
    """The score of two tellings, in log-odds of one happening; the same whichever comes first."""
    table, both = weights(), Both(a, b) if a.id < b.id else Both(b, a)
    score = table.start
    for weight, step in table.steps:
        value = step(both)
        if value:
            score += weight * value
    return score


def link(a: Telling, b: Telling) -> Link:
    """The score with its reasons."""
    left, right = sorted((a, b), key=lambda t: t.id)
    both = Both(left, right)
    values = [(name, COMPARISONS[name](both), w) for name, w in weights().of.items() if w]
    reasons = sorted(((n, round(v, 3), w) for n, v, w in values if v), key=lambda r: (-abs(r[1] * r[2]), r[0]))
    return Link(link_id(left.id, right.id), left.id, right.id, compare(a, b), tuple(reasons))


def link_id(a: str, b: str) -> str:
    """The id of the link between two tellings."""
    return "l" + hashlib.sha256("\x1f".join(sorted((a, b))).encode()).hexdigest()[:15]


def explain(found: Link) -> list[str]:
    """The reasons of a link, one line each, the weightiest first."""
    says = weights().says
    lines = [f"{value * weight:+.2f}  {says[name]}" for name, value, weight in found.reasons]
    return [*lines, f"{weights().start:+.2f}  what two tellings start with"]
