"""The gazetteer opened for reading: folded names to places, the user's own places first."""

from __future__ import annotations

import functools
import math
import os
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, replace
from importlib import resources
from pathlib import Path
from typing import Any

from reportedly.errors import InstallFault
from reportedly.gazetteer.fold import fold_name, vowelless

PACKAGED = "gazetteer.sqlite"
MMAP_BYTES = 64 * 1024 * 1024
SAME_PLACE_KM = 50.0  # a user's place so near a packaged one of the same name is that place
_BY_NAME = """SELECT p.id, p.name, p.kind, p.country, p.admin1, p.admin2, p.lat, p.lon, p.population, n.how
  FROM name n JOIN place p ON p.id = n.place WHERE n.key = ?"""
_BY_ID = "SELECT id, name, kind, country, admin1, admin2, lat, lon, population, 0 FROM place WHERE id = ?"
_OWN_BY_NAME = """SELECT p.id, p.name, p.kind, p.country, p.admin1, p.admin1_name, p.lat, p.lon, p.population, n.how,
  s.curated FROM user_name n JOIN user_place p ON p.number = n.place JOIN user_source s ON s.name = p.source
  WHERE n.key = ? ORDER BY s.added DESC, p.number"""


@dataclass(frozen=True, slots=True)
class Entry:
    """One place of the register, as found by a name.

    `kind` is t (town, village, spot), d (second-level unit), p (first-level unit), c (country) or r (region,
    feature). `how` says how the name is meant: 0 its own, 1 another spelling, 2 short ("US"), 3 an abbreviation that
    needs a comma before it ("Ala."), 4 a word for its people, 5 alike
    but for the vowels. `key` is the GeoNames number (negative for regions that
    GeoNames does not number) or the text of `id`; `id` is `geonames:NUMBER`, `pcode:CODE` or `user:SOURCE:NAME`, None
    for
    regions without a number. Coordinates are degrees. `own` is how much more the user's place counts than a packaged
    one: 0 packaged, 1 of a
    whole country's dump, 2 of a list of the user's own.
    """

    key: int | str
    id: str | None
    name: str
    kind: str
    country: str | None
    admin1: int | None
    admin2: int | None
    lat: float
    lon: float
    population: int
    how: int
    admin1_name: str | None = None
    own: int = 0


class Gazetteer:
    """The packaged register, and the user's places over it. Read-only.

    Changes to the user's places are seen by gazetteers opened after them.
    """

    def __init__(self, packaged: Path, user: Path | None = None) -> None:
        if not packaged.exists():
            raise InstallFault(f"{packaged}: the gazetteer is missing; install the package again")
        self._packaged = _open(packaged, "immutable=1")
        self._user = _open(user, "mode=ro") if user and user.exists() else None
        self._lookup = functools.lru_cache(maxsize=50_000)(self._find)
        self._unit = functools.lru_cache(maxsize=10_000)(self._by_id)
        self._kinds = functools.lru_cache(maxsize=50_000)(self._word_kinds)

    def lookup(self, name: str) -> tuple[Entry, ...]:
        """The places that a name may mean: the user's first; those of the package that they replace are left out."""
        return self._lookup(fold_name(name))

    def alike(self, name: str) -> tuple[Entry, ...]:
        """Packaged places whose names differ only in vowels, in countries that write in Arabic letters."""
        key = vowelless(name)
        return tuple(_entry(row) for row in self._packaged.execute(_BY_NAME, (key,))) if key else ()

    def by_number(self, number: int | None) -> Entry | None:
        """The place with this GeoNames number."""
        return None if number is None else self._unit(number)

    def capital(self, country: str | None) -> Entry | None:
        """The capital of a country (ISO 3166-1)."""
        row = self._packaged.execute("SELECT capital FROM country WHERE iso = ?", (country,)).fetchone()
        return self.by_number(row[0]) if row else None

    def iso2(self, code: str) -> str | None:
        """The country code of two letters for one of two or three (ISO 3166-1); None when there is no such country."""
        found = self._packaged.execute(
            "SELECT iso FROM country WHERE iso = ?1 OR iso3 = ?1", (code.upper(),)
        ).fetchone()
        return str(found[0]) if found else None

    def word_kinds(self, name: str) -> str:
        """What else the name is: w an English word, f a given name, l a family name; empty if nothing known."""
        return self._kinds(fold_name(name))

    def _find(self, key: str) -> tuple[Entry, ...]:
        if not key:
            return ()
        packaged = tuple(_entry(row) for row in self._packaged.execute(_BY_NAME, (key,)))
        if self._user is None:
            return packaged
        own = tuple(_own(row) for row in self._user.execute(_OWN_BY_NAME, (key,)))
        return _distinct(own) + tuple(e for e in packaged if not any(_replaces(o, e) for o in own))

    def _by_id(self, number: int) -> Entry | None:
        row = self._packaged.execute(_BY_ID, (number,)).fetchone()
        return _entry(row) if row else None

    def _word_kinds(self, key: str) -> str:
        row = self._packaged.execute("SELECT kinds FROM word WHERE key = ?", (key,)).fetchone()
        return str(row[0]) if row else ""


def _distinct(own: Sequence[Entry]) -> tuple[Entry, ...]:
    """The user's places without those that a later addition replaces."""
    kept: list[Entry] = []
    for entry in own:
        if not any(_replaces(other, entry) for other in kept):
            kept.append(entry)
    return tuple(kept)


def _replaces(own: Entry, other: Entry) -> bool:
    """Whether the user's place is the other one: the same number, or the same kind of place at the same spot."""
    if own.key == other.key:
        return True
    north = (own.lat - other.lat) * 111.2
    east = (own.lon - other.lon) * 111.2 * math.cos(math.radians(own.lat))
    return own.kind == other.kind and math.hypot(north, east) <= SAME_PLACE_KM


def _entry(row: Sequence[Any]) -> Entry:
    """A row of the packaged register."""
    number, name, kind, country, first, second, lat, lon, population, how = row
    id_ = f"geonames:{number}" if number > 0 else None
    return Entry(number, id_, name, kind, country, first, second, lat / 1e4, lon / 1e4, population, how)


def _own(row: Sequence[Any]) -> Entry:
    """A row of the user's places."""
    id_, name, kind, country, first, first_name, lat, lon, population, how, curated = row
    number = id_.removeprefix("geonames:")
    entry = Entry(id_, id_, name, kind, country, first, None, lat, lon, population, how, first_name, 1 + curated)
    return replace(entry, key=int(number)) if number.isdigit() else entry


def _open(path: Path, how: str) -> sqlite3.Connection:
    """A connection that cannot write, with the file mapped into memory."""
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?{how}", uri=True, check_same_thread=False)
    connection.execute(f"PRAGMA mmap_size={MMAP_BYTES}")
    connection.execute("PRAGMA query_only=1")
    return connection


def open_gazetteer(user: Path | None = None) -> Gazetteer:
    """The packaged gazetteer with the user's places: of the file `user`, else of `user_path()`."""
    packaged = resources.files("reportedly.gazetteer").joinpath(PACKAGED)
    return Gazetteer(Path(str(packaged)), user or user_path())


def user_path() -> Path:
    """Where the user's places lie: `$REPORTEDLY_DATA`, else the data folder of the system (XDG), `gazetteer.sqlite`."""
    given = os.environ.get("REPORTEDLY_DATA")
    base = (
        Path(given) if given else Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local/share") / "reportedly"
    )
    return base / "gazetteer.sqlite"
