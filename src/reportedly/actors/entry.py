"""An actor of the register, and the check that a row of data is one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any

from reportedly.errors import InputFault
from reportedly.model.vocabulary import SECTORS


@dataclass(frozen=True, slots=True)
class Office:
    """A person spoke for `actor` as `title` from `first` to `last` day (None: open)."""

    actor: str
    title: str
    first: dt.date | None
    last: dt.date | None

    def covers(self, day: dt.date) -> bool:
        """Whether the office was held on the day."""
        return within(day, self.first, self.last)


@dataclass(frozen=True, slots=True)
class Entry:
    """One actor: a state's organ, an armed group, an organisation, an outlet, or a person.

    `sector` is PLOVER's; `kind` the common nouns that may stand for it ("group", "observatory"). `local` names are
    understood only in reports about `where` (ISO 3166-1 alpha-2), since other actors bear them elsewhere; `exact`
    names count only in their very writing. `first` and `last` bound its life under this name (None: open);
    `renamed_to` and `split_from` are ids. `source` says where the facts are from. A person has `offices`, and `short`
    names (a surname) that need no introduction.
    """

    id: str
    name: str
    sector: str
    source: str
    kind: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    local: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    parent: str | None = None
    country: str | None = None
    where: tuple[str, ...] = ()
    first: dt.date | None = None
    last: dt.date | None = None
    renamed_to: str | None = None
    split_from: str | None = None
    offices: tuple[Office, ...] = ()

    def lived(self, day: dt.date) -> bool:
        """Whether the day lies within its dates."""
        return within(day, self.first, self.last)


def within(day: dt.date, first: dt.date | None, last: dt.date | None) -> bool:
    """Whether a day lies between two, each of which may be open."""
    return (first is None or first <= day) and (last is None or day <= last)


_KEYS = {"from", "to"} | {field.name for field in fields(Entry)} - {"first", "last"}


def read_entry(row: Mapping[str, Any], where_from: str) -> Entry:
    """The entry that a mapping tells; an error names the file, the id and the key that is unknown or wrong."""
    label = f"{where_from}: {row.get('id') or row.get('name')}"
    unknown = set(row) - _KEYS
    if unknown:
        raise InputFault(label, f"unknown key {', '.join(sorted(unknown))}")
    for key in ("id", "name", "sector", "source"):
        if not isinstance(row.get(key), str) or not row[key]:
            raise InputFault(label, f"{key} is missing or no text")
    if row["sector"] not in SECTORS:
        raise InputFault(label, f"{row['sector']} is no sector of PLOVER")
    country = _text(row.get("country"), label)
    return Entry(
        id=row["id"],
        name=row["name"],
        sector=row["sector"],
        source=row["source"],
        kind=_texts(row.get("kind"), label),
        aliases=_texts(row.get("aliases"), label),
        local=_texts(row.get("local"), label),
        short=_texts(row.get("short"), label),
        parent=_text(row.get("parent"), label),
        country=country,
        where=_texts(row.get("where"), label) or ((country,) if country else ()),
        first=read_day(row.get("from"), label, last=False),
        last=read_day(row.get("to"), label, last=True),
        renamed_to=_text(row.get("renamed_to"), label),
        split_from=_text(row.get("split_from"), label),
        offices=tuple(_office(office, label) for office in row.get("offices") or ()),
    )


def _office(row: Any, label: str) -> Office:
    """An office written as [actor, title, from, to]; the dates may be left out."""
    if not isinstance(row, list) or not 2 <= len(row) <= 4:
        raise InputFault(label, "an office is [actor, title, from, to]")
    first, last = [*row[2:], None, None][:2]
    return Office(row[0], row[1], read_day(first, label, last=False), read_day(last, label, last=True))


def read_day(value: Any, label: str, *, last: bool) -> dt.date | None:
    """A day from a date, "YYYY-MM-DD", "YYYY-MM" or a year: the first or the last day of what is told."""
    if value is None or type(value) is dt.date:
        return value
    parts = str(value).split("-")
    try:
        numbers = [int(part) for part in parts]
        if len(numbers) == 3:
            return dt.date(*numbers)
        year, month = numbers[0], numbers[1] if len(numbers) > 1 else (12 if last else 1)
        if not last:
            return dt.date(year, month, 1)
        return dt.date(year + month // 12, month % 12 + 1, 1) - dt.timedelta(days=1)
    except (ValueError, TypeError, IndexError):
        raise InputFault(label, f"{value!r} is no date; write YYYY, YYYY-MM or YYYY-MM-DD") from None


def _text(value: Any, label: str) -> str | None:
    if value is not None and not isinstance(value, str):
        raise InputFault(label, f"{value!r} is no text (quote it)")
    return value


def _texts(value: Any, label: str) -> tuple[str, ...]:
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(part, str) for part in value):
        raise InputFault(label, f"{value!r} is no list of texts")
    return tuple(value)


def check_links(entries: Iterable[Entry]) -> None:
    """Every id once, every parent, rename, split and office an id of the register; an error says which is not."""
    known: dict[str, Entry] = {}
    for entry in entries:
        if entry.id in known:
            raise InputFault(entry.id, f"told twice ({known[entry.id].name}; {entry.name})")
        known[entry.id] = entry
    for entry in known.values():
        links = [entry.parent, entry.renamed_to, entry.split_from, *(office.actor for office in entry.offices)]
        for link in links:
            if link is not None and link not in known:
                raise InputFault(entry.id, f"{link} is not in the register")
        if entry.first and entry.last and entry.last < entry.first:
            raise InputFault(entry.id, f"ends {entry.last} before it begins {entry.first}")
