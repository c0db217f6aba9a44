"""Which place each mention means, decided for all mentions of a report together."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence

from reportedly.gazetteer import Entry, Gazetteer
from reportedly.model.claim import Place
from reportedly.model.place import PlaceMention
from reportedly.resolve.places.candidates import Candidate, candidates
from reportedly.resolve.places.links import Link, lies_in, links
from reportedly.resolve.places.placed import lent, placed

ROUNDS = 3
DOUBT = 1.0  # support that the most doubtful candidate needs
ONE_COUNTRY = 0.6  # of the votes: from here on a report tells of one country
AGAIN = 0.1  # what every further mention of a name adds to its first vote
NEAR_KM = 150.0
HINT = 1.5  # votes for the country of the outlet or the query: a little more than a name told once
SURE = 6.0  # strength of a link that leaves no doubt of what lies where
# What speaks for a candidate besides its prior, in log odds at most: (sign, weight).
SAME_COUNTRY, SAME_UNIT, NEIGHBOURS = 3.0, 1.5, 3.0
_DEGREE_KM = 111.2


class _Name:
    """All mentions of one name in a report: one meaning for all of them."""

    def __init__(self, found: tuple[Candidate, ...]) -> None:
        self.found = found
        self.weight = 0.0
        self.share = _shares([c.prior for c in found])
        self.support = [0.0] * len(found)

    @property
    def best(self) -> tuple[Candidate, float]:
        """The likeliest candidate, and its share."""
        i = max(range(len(self.found)), key=lambda j: self.share[j])
        return self.found[i], self.share[i]


def resolve_places(
    text: str, mentions: Sequence[PlaceMention], *, gazetteer: Gazetteer, hints: Iterable[str] = ()
) -> tuple[Place, ...]:
    """One place for every mention, in order. `hints` are countries (ISO 3166-1) that the outlet or the query is of.

    A name means one place throughout a report. Candidates are weighed by size, by the countries and units told
    (first of all beside the name), and by how near the other places lie. A mention without a candidate keeps its
    text, with name, id and
    coordinates None.
    """
    found = [candidates(mention, gazetteer) for mention in mentions]
    keys = [(frozenset(c.entry.key for c in some), m.unit) for some, m in zip(found, mentions, strict=True)]
    names: dict[tuple[frozenset[int | str], str | None], _Name] = {}
    for key, mention, some in zip(keys, mentions, found, strict=True):
        names.setdefault(key, _Name(some))
        weight = 0.4 if mention.kind == "people" or mention.inside else 1.0
        names[key].weight = max(names[key].weight, weight) + AGAIN
    by_mention = [names[key] for key in keys]
    beside = links(text, mentions)
    told = [link for link in beside if by_mention[link.inner].found and by_mention[link.outer].found]
    for _ in range(ROUNDS):
        _weigh([n for n in names.values() if n.found], by_mention, told, tuple(hints))
    country = _scene(names.values())
    places = [
        placed(mention, _chosen(name, some, country), gazetteer)
        for mention, name, some in zip(mentions, by_mention, found, strict=True)
    ]
    for link in beside:
        if _belies(mentions[link.inner], places[link.inner], places[link.outer], link):
            places[link.inner] = placed(mentions[link.inner], None, gazetteer)
    for i, place in enumerate(places):
        if place.name is None:
            outer = next((places[link.outer] for link in beside if link.inner == i and places[link.outer].name), None)
            places[i] = lent(place, outer, country)
    return tuple(places)


def _belies(mention: PlaceMention, place: Place, outer: Place, link: Link) -> bool:
    """Whether the text puts a district in a unit where none of its name is known: it is then another, unknown one."""
    told = mention.unit == "d" and outer.precision == "admin1" and link.strength >= SURE
    return told and place.name is not None and place.admin1 != outer.admin1


def _is_believed(candidate: Candidate, support: float, country: str | None) -> bool:
    """Whether enough speaks for a candidate.

    A small town of just this name is doubted only in a report of one other country.
    """
    if candidate.doubt < 1.0 and (country is None or candidate.entry.country == country):
        return True
    return support >= DOUBT * candidate.doubt


def _scene(names: Iterable[_Name]) -> str | None:
    """The one country in which nearly everything of the report lies; None when there are several, or none."""
    countries, _ = _votes([n for n in names if n.found])
    most = max(countries, key=lambda c: countries[c], default=None)
    return most if most and countries[most] >= ONE_COUNTRY * sum(countries.values()) else None


def _chosen(name: _Name, found: Sequence[Candidate], country: str | None) -> Candidate | None:
    """The mention's own candidate that is the likeliest meaning of its name, if the report supports a doubtful one."""
    if not name.found:
        return None
    order = sorted(range(len(name.found)), key=lambda i: -name.share[i])
    meant = next((name.found[i] for i in order if _is_believed(name.found[i], name.support[i], country)), None)
    return next((candidate for candidate in found if meant and candidate.entry.key == meant.entry.key), None)


def _weigh(names: Sequence[_Name], by_mention: Sequence[_Name], told: Sequence[Link], hints: tuple[str, ...]) -> None:
    """One round: weigh every candidate by what the other names mean so far."""
    countries, units = _votes(names)
    for hint in hints:
        countries[hint] += HINT
    total = sum(countries.values()) or 1.0
    beside: dict[int, list[tuple[_Name, float, bool]]] = defaultdict(list)
    for link in told:
        inner, outer = by_mention[link.inner], by_mention[link.outer]
        beside[id(inner)].append((outer, link.strength, True))
        beside[id(outer)].append((inner, link.strength, False))
    points = [(n, *n.best) for n in names]
    for name in names:
        name.support = []
        own_countries, own_units = _votes([name])
        for candidate in name.found:
            entry, support = candidate.entry, 0.0
            if entry.country:
                support += SAME_COUNTRY * max(0.0, countries[entry.country] - own_countries[entry.country]) / total
                unit = entry.key if entry.kind == "p" else entry.admin1
                support += SAME_UNIT * min(1.0, max(0.0, units[unit] - own_units[unit]) / 2)
            support += NEIGHBOURS * _nearness(entry, name, points)
            name.support.append(support + _beside(entry, beside.get(id(name), ())))
    for name in names:
        name.share = _shares([c.prior + s for c, s in zip(name.found, name.support, strict=True)])


def _votes(names: Sequence[_Name]) -> tuple[dict[str, float], dict[int | str | None, float]]:
    """How much the names of a report speak for each country and each first-level unit."""
    countries: dict[str, float] = defaultdict(float)
    units: dict[int | str | None, float] = defaultdict(float)
    for name in names:
        for candidate, share in zip(name.found, name.share, strict=True):
            entry, vote = candidate.entry, name.weight * share * candidate.trust
            if entry.country:
                countries[entry.country] += vote
            unit = entry.key if entry.kind == "p" else entry.admin1
            if unit is not None:
                units[unit] += vote
    return countries, units


def _nearness(entry: Entry, name: _Name, points: Sequence[tuple[_Name, Candidate, float]]) -> float:
    """How near the nearest other places lie: 0 far, 1 at the spot. Countries and regions lie nowhere."""
    if entry.kind in "cr":
        return 0.0
    cosine = math.cos(math.radians(entry.lat))
    near = 0.0
    for other, candidate, share in points:
        there = candidate.entry
        if other is name or there.kind in "cr" or share < 0.3 or there.key == entry.key:
            continue
        north = (there.lat - entry.lat) * _DEGREE_KM
        if abs(north) > 3 * NEAR_KM:
            continue
        east = (there.lon - entry.lon) * _DEGREE_KM * cosine
        near += share * candidate.trust * other.weight * math.exp(-math.hypot(north, east) / NEAR_KM)
    return min(1.0, near / 1.5)


def _beside(entry: Entry, neighbours: Iterable[tuple[_Name, float, bool]]) -> float:
    """What the names beside say: the best of them counts."""
    best = 0.0
    for other, strength, outer in neighbours:
        fits = 0.0
        for candidate, share in zip(other.found, other.share, strict=True):
            inside = lies_in(entry, candidate.entry) if outer else lies_in(candidate.entry, entry)
            fits += share if inside else 0.0
        best = max(best, strength * fits)
    return best


def _shares(scores: Sequence[float]) -> list[float]:
    """Log odds to shares that sum to one."""
    if not scores:
        return []
    top = max(scores)
    raw = [math.exp(s - top) for s in scores]
    total = sum(raw)
    return [r / total for r in raw]
