"""What a report says of who is in it: the ground on which short and generic words are understood."""

from __future__ import annotations

import collections
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from reportedly.actors import Register, fold_actor, speaks_for
from reportedly.model.text import Span
from reportedly.resolve.actors.mentions import Mention, mentions_of
from reportedly.resolve.actors.scan import Item, scan

LEAD = 3  # a country this many times as often named as the next stands alone


@dataclass(frozen=True, slots=True)
class ActorContext:
    """Who and which countries a report names.

    `countries` counts the mentions of each country (ISO 3166-1 alpha-2) by name, people, capital or an actor of its
    own; `named` gives the spans of every actor named by a name that is its own alone; `introduced` maps the key of a
    person's name, in full and by surname, to the actor that the report says the person speaks for, and the words.
    `organs` gives for a noun ("army") the countries with which the report tells it ("Turkish army"). `theatre` is the
    one country whose army or government is meant without its name (None: none or several), with the reason.
    """

    published: dt.date | None = None
    countries: Mapping[str, int] = field(default_factory=dict)
    named: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)
    introduced: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    organs: Mapping[str, frozenset[str]] = field(default_factory=dict)
    mentions: tuple[Mention, ...] = ()
    items: tuple[Item, ...] = ()
    theatre: str | None = None
    theatre_why: str = ""


def survey(
    text: str, published: dt.date | None, register: Register, places: Mapping[str, int] | None = None
) -> ActorContext:
    """The context of a report's text, yet without the people whom it introduces.

    `places` counts the countries of the places that were resolved in it, where that is known.
    """
    items = scan(text, register)
    countries = collections.Counter(places or {})
    spoken = set(places or ())
    named: dict[str, list[Span]] = {}
    for item in items:
        for country in {nation.country for nation in item.nations}:
            countries[country] += 1
            spoken |= {nation.country for nation in item.nations if nation.how != "demonym"}
        sure = {name.entry for name in item.names if name.how == "name"}
        if len(sure) == 1:
            id = sure.pop()
            named.setdefault(id, []).append(Span(item.start, item.end))
            for country in _home(id, published, register):
                countries[country] += 1
    for id, span in _local(items, countries, published, register):
        named.setdefault(id, []).append(span)
    theatre, why = _theatre(countries, spoken, published, register)
    spans = {id: tuple(sorted(found)) for id, found in named.items()}
    return ActorContext(
        published=published,
        countries=dict(countries),
        named=spans,
        organs=_organs(items),
        mentions=mentions_of(text, items, register),
        items=tuple(items),
        theatre=theatre,
        theatre_why=why,
    )


def _local(
    items: list[Item], countries: Mapping[str, int], published: dt.date | None, register: Register
) -> list[tuple[str, Span]]:
    """Actors named by a name that only the countries of the report make theirs."""
    out = []
    for item in items:
        local = {name.entry for name in item.names if name.how == "local"}
        if not local or any(name.how == "name" for name in item.names):
            continue
        there = [register.entries[id] for id in sorted(local) if set(register.entries[id].where) & set(countries)]
        fits = [entry.id for entry in there if published is None or entry.lived(published)]
        if len(fits) == 1:
            out.append((fits[0], Span(item.start, item.end)))
    return out


def _organs(items: list[Item]) -> dict[str, frozenset[str]]:
    """Nouns of a state's organs, each with the countries that the report puts directly before it."""
    out: dict[str, set[str]] = {}
    for before, item in pairwise(items):
        if item.noun and item.noun.organ and len({nation.country for nation in before.nations}) == 1:
            out.setdefault(item.word, set()).add(before.nations[0].country)
    return {noun: frozenset(found) for noun, found in out.items()}


def _home(id: str, published: dt.date | None, register: Register) -> set[str]:
    """The country that an actor or a person tells of: its own, when it is one."""
    held = speaks_for(register.entries[id], published) or speaks_for(register.entries[id], None)
    return {country for actor in held if (country := register.entries[actor].country)}


def _theatre(
    countries: Mapping[str, int], spoken: set[str], published: dt.date | None, register: Register
) -> tuple[str | None, str]:
    """The one country whose army or government a report can mean, and why it is that one (or why none).

    A country at war goes before one at peace, which must be named as a place: "Russian jets" are no sign of Russia.
    """
    at_war = {c: n for c, n in countries.items() if register.at_war(c, published)}
    named = at_war or {c: n for c, n in countries.items() if c in spoken}
    pool = sorted(named.items(), key=lambda pair: (-pair[1], pair[0]))
    if not pool:
        return None, "the report names no country"
    what = "at war" if at_war else "named"
    if len(pool) == 1:
        return pool[0][0], f"the only country {what} in the report: {pool[0][0]}"
    (first, count), (second, next_count) = pool[:2]
    if count >= LEAD * next_count:
        return first, f"{first} is named {count} times, {second} {next_count}"
    return None, f"several countries {what}: {', '.join(country for country, _ in pool[:4])}"


def person_key(name: str) -> str:
    """The key under which a person is introduced."""
    return fold_actor(name)
