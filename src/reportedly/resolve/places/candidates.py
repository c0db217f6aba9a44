"""The places that a mention may mean, and how much the register alone speaks for each."""

from __future__ import annotations

import math
from dataclasses import dataclass

from reportedly.gazetteer import Entry, Gazetteer
from reportedly.gazetteer.fold import is_respelled, plain
from reportedly.model.place import PlaceMention

SIZE, UNIT, NAMESAKE = (
    1.0,
    2.0,
    2.0,
)  # weight of ten times the people; of a first-level unit; of a town of its name in it
GREAT = 500_000  # a city of so many is known by many names
FAMED = 1.0  # and is meant by its name alone, without the state that its small namesakes need
PASSED_ON = 2.0  # against another name of a place, where a town of TOWN people bears the name as its own
TOWN = 10_000
CITY = 100_000  # people; known by its name alone, however spelled
OWN = (0.0, 1.5, 5.0)  # a packaged place, one of a country's dump, one of the user's own list
FOREIGN = 0.2  # doubt of a small town that bears just this name
RESPELLED = 1.0  # doubt of a place whose own name is spelled otherwise
LEAST_TRUST = 0.15
INNER = 1.5  # doubt of a small town whose name is only a part of the words
LONGEST_ABBREVIATION = 6  # letters; a name so short that is found as a place stands behind a comma
MOST = 24  # candidates kept for one name, the most likely
_UNIT_WORDS = {"d": ("County", "District", "Parish"), "p": ("Province", "State"), "t": ()}
_CITY_UNIT = "City of "  # a unit that is a town by itself, never "X County"
_PARTS = frozenset(
    [
        "north",
        "south",
        "east",
        "west",
        "northern",
        "southern",
        "eastern",
        "western",
        "central",
        "upper",
        "lower",
        "greater",
        "inner",
        "downtown",
        "old",
        "new",
        "northeast",
        "northwest",
        "southeast",
        "southwest",
        "northeastern",
        "northwestern",
        "southeastern",
        "southwestern",
        "rural",
        "metropolitan",
        "metro",
    ]
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """One place that a mention may mean. `prior` is in log odds; `inner`: only a part of the words is its name.

    `doubt` from 0 to 1: how much the rest of the report must speak for it. A small town that is spelled otherwise is
    doubtful, and so
    is one whose name is only a part of the words; a country or a city is not.
    """

    entry: Entry
    prior: float
    inner: bool = False
    doubt: float = 0.0

    @property
    def trust(self) -> float:
        """How much the candidate says of the rest of the report: doubtful ones must not bear each other out."""
        return LEAST_TRUST if self.doubt == RESPELLED else 1.0


def candidates(mention: PlaceMention, gazetteer: Gazetteer) -> tuple[Candidate, ...]:
    """The candidates of a mention, the likeliest by the register alone first; empty when no name is known."""
    whole = _known(mention.text, mention, gazetteer)
    if mention.unit in _UNIT_WORDS and mention.name:
        for word in _UNIT_WORDS[mention.unit]:
            whole += _known(f"{mention.name} {word}", mention, gazetteer)
    found = {
        e.key: Candidate(e, _prior(e, whole, mention, mention.text), False, _doubt(e, mention.text, False))
        for e in reversed(whole)
    }
    if not found:
        name, entries = _inner(mention, gazetteer)
        found = {e.key: Candidate(e, _prior(e, entries, mention, name), True, _doubt(e, name, True)) for e in entries}
    return tuple(sorted(found.values(), key=lambda c: (-c.prior, str(c.entry.key)))[:MOST])


def _known(name: str, mention: PlaceMention, gazetteer: Gazetteer) -> tuple[Entry, ...]:
    """The entries of a name; for words for people those only, and the other way round."""
    entries = gazetteer.lookup(name)
    wanted = tuple(e for e in entries if (e.how == 4) == (mention.kind == "people"))
    short = tuple(e for e in wanted if e.how == 2 or (e.how == 3 and len(name) <= LONGEST_ABBREVIATION))
    if short and (name.replace(".", "").isupper() or all(e.how == 3 for e in short)):
        return short
    return tuple(e for e in wanted if e.how != 2)


def _inner(mention: PlaceMention, gazetteer: Gazetteer) -> tuple[str, tuple[Entry, ...]]:
    """The entries of the name inside a feature, or behind a word of direction ("East Ghouta", "Greater Manchester")."""
    if mention.name and mention.name != mention.text:
        return mention.name, _known(mention.name, mention, gazetteer)
    first, _, rest = mention.text.partition(" ")
    if rest and first.casefold().replace("-", "") in _PARTS:
        return rest, _known(rest, mention, gazetteer)
    return mention.text, ()


def _prior(entry: Entry, rivals: tuple[Entry, ...], mention: PlaceMention, name: str) -> float:
    """How much the register speaks for an entry: what it is, how many live there, how its name is spelled.

    A town or unit that shares its name with a country is seldom meant, nor is a unit named after a town in it; nor, by
    a name that it had once or has elsewhere, a city that leaves the name to another town ("Salisbury", now Harare).
    """
    people = math.log10(entry.population + 10)
    weight = {"c": 9.0, "r": 8.0, "p": UNIT + 0.5 * people, "t": SIZE * people, "d": 0.4 * people}[entry.kind]
    weight += OWN[entry.own]
    if entry.kind != "c" and any(r.kind == "c" and (entry.kind == "t" or r.country == entry.country) for r in rivals):
        weight -= 6.0
    if entry.kind == "p" and not mention.unit and any(r.kind == "t" and r.admin1 == entry.key for r in rivals):
        weight -= NAMESAKE
    own_name = plain(entry.name) == plain(name)
    if entry.how == 1 and entry.population < GREAT:
        weight -= 0.8
    if entry.how in (0, 1) and not own_name and entry.population < GREAT:
        weight -= 0.8 if entry.how == 0 else 0.4
    if entry.kind == "t" and entry.population >= GREAT:
        weight += FAMED if own_name else 0.0
        if not own_name and any(r.population >= TOWN and plain(r.name) == plain(name) for r in rivals if r.kind == "t"):
            weight -= PASSED_ON
    if entry.kind == "d" and own_name and " " in name:
        weight += 2.5
    if mention.unit:
        as_told = entry.kind == mention.unit and not entry.name.startswith(_CITY_UNIT)
        weight += 3.0 if as_told else (-1.0 if entry.kind in "cr" else -2.0)
    return weight


def _doubt(entry: Entry, name: str, inner: bool) -> float:
    """How doubtful an entry is by itself."""
    if entry.kind in "cr" or entry.own:
        return 0.0
    own_name = plain(entry.name) == plain(name if entry.kind != "t" else name.removesuffix(" City"))
    if not own_name and is_respelled(name):
        return RESPELLED
    if entry.population >= CITY:
        return 0.0
    if inner:
        return INNER
    return FOREIGN if own_name else RESPELLED
