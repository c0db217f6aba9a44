"""The register of actors: entries by id, and by the key of every name they bear."""

from __future__ import annotations

import datetime as dt
import functools
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path
from typing import Any

from reportedly.actors.entry import Entry, check_links, read_entry, within
from reportedly.actors.fold import fold_actor
from reportedly.actors.sources import rows_of
from reportedly.actors.states import Nation


@dataclass(frozen=True, slots=True)
class Name:
    """One name of an entry. `how`: `name`, `local` (in reports about its countries only) or `surname` (of a person
    whom the report names in full)."""

    entry: str
    written: str
    how: str


@dataclass(frozen=True)
class Register:
    """Actors by id; names and words for nations by key; the years of war of each state."""

    entries: Mapping[str, Entry]
    names: Mapping[str, tuple[Name, ...]]
    nations: Mapping[str, tuple[Nation, ...]]
    wars: Mapping[str, tuple[tuple[int, int | None], ...]]
    longest: Mapping[str, int] = field(repr=False)

    def at_war(self, country: str, day: dt.date | None) -> bool:
        """Whether a war was fought on the state's own soil in the year of the day (None: in any year)."""
        years = self.wars.get(country, ())
        return bool(years) if day is None else any(a <= day.year and (b is None or day.year <= b) for a, b in years)

    def line(self, id: str) -> tuple[Entry, ...]:
        """The entry and those it stands under, nearest first."""
        out: list[Entry] = []
        at: str | None = id
        while at is not None and self.entries[at] not in out:
            out.append(self.entries[at])
            at = self.entries[at].parent
        return tuple(out)

    def related(self, one: str, other: str) -> bool:
        """Whether two ids are the same actor, one stands under the other, or one was renamed to the other."""
        lines = [{entry.id for entry in self.line(id)} for id in (one, other)]
        return one in lines[1] or other in lines[0] or other in self._later(one) or one in self._later(other)

    def _later(self, id: str) -> set[str]:
        """The names that an actor took afterwards."""
        out: set[str] = set()
        at = self.entries[id].renamed_to
        while at is not None and at not in out:
            out.add(at)
            at = self.entries[at].renamed_to
        return out


def speaks_for(entry: Entry, day: dt.date | None) -> tuple[str, ...]:
    """The actors that a person speaks for on the day; without a day, in any office. Other entries: themselves."""
    if not entry.offices:
        return (entry.id,)
    held = [office for office in entry.offices if day is None or within(day, office.first, office.last)]
    return tuple(dict.fromkeys(office.actor for office in held))


@functools.cache
def load_register(extra: tuple[Path, ...] = ()) -> Register:
    """The packaged register with the user's own files, which come last and may replace an entry by its id.

    A file that is no register raises `InputFault`, with the row that is wrong.
    """
    packaged = json.loads(resources.files(__package__).joinpath("register.json").read_text(encoding="utf-8"))
    entries = {row["id"]: read_entry(row, "register") for row in packaged["actors"]}
    keys = {id: key.split("|") for id, key in packaged["keys"].items()}
    for path in extra:
        for entry in (read_entry(row, path.name) for row in rows_of(path)):
            entries[entry.id] = entry
            keys[entry.id] = keys_of(entry)
    if extra:
        check_links(entries.values())
    return _indexed(entries, keys, packaged["nations"], packaged["wars"])


def _indexed(
    entries: dict[str, Entry], keys: Mapping[str, list[str]], words: Iterable[list[str]], wars: Mapping[str, Any]
) -> Register:
    """The register with its keys."""
    names: dict[str, dict[Name, None]] = defaultdict(dict)
    for id, entry in entries.items():
        for name, key in zip(names_of(entry), keys[id], strict=True):
            names[key][name] = None
    nations: dict[str, dict[Nation, None]] = defaultdict(dict)
    for key, *nation in words:
        nations[key][Nation(*nation)] = None
    longest: dict[str, int] = {}
    for key in (*names, *nations):
        first, count = key.split(" ", 1)[0], key.count(" ") + 1
        longest[first] = max(longest.get(first, 0), count)
    return Register(
        entries,
        {key: tuple(found) for key, found in names.items() if key},
        {key: tuple(found) for key, found in nations.items() if key},
        {country: tuple((row[0], row[1] if len(row) > 1 else None) for row in rows) for country, rows in wars.items()},
        longest,
    )


def names_of(entry: Entry) -> list[Name]:
    """Every name under which an entry is found."""
    found = [Name(entry.id, name, "name") for name in (entry.name, *entry.aliases, *entry.short)]
    found += [Name(entry.id, name, "local") for name in entry.local]
    if entry.offices and " " in entry.name:
        found.append(Name(entry.id, entry.name.rsplit(" ", 1)[1], "surname"))
    return found


def keys_of(entry: Entry) -> list[str]:
    """The keys of the names of an entry, in their order."""
    return [fold_actor(name.written) for name in names_of(entry)]
