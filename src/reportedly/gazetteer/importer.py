"""The user's own places: files added under a name, listed, removed. They lie in an SQLite file of the user's.

A file is added whole or not at all: every line is checked first, and faults are told line by line. Adding the same
file again changes nothing; adding another file under the same name puts it in the place of the first.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from reportedly.errors import InputFault, UsageFault
from reportedly.gazetteer.fold import fold_name
from reportedly.gazetteer.formats import Fault, UserPlace, read_places
from reportedly.gazetteer.store import Entry, Gazetteer

MOST_FAULTS = 50  # told of one file; the rest are counted
_SCHEMA = """
CREATE TABLE IF NOT EXISTS user_source (name TEXT PRIMARY KEY, file TEXT NOT NULL, form TEXT NOT NULL,
  sha256 TEXT NOT NULL, places INTEGER NOT NULL, curated INTEGER NOT NULL, added INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS user_place (number INTEGER PRIMARY KEY, source TEXT NOT NULL, id TEXT NOT NULL,
  name TEXT NOT NULL, kind TEXT NOT NULL, country TEXT, admin1 INTEGER, admin1_name TEXT, lat REAL NOT NULL,
  lon REAL NOT NULL, population INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS user_name (key TEXT NOT NULL, place INTEGER NOT NULL, how INTEGER NOT NULL,
  PRIMARY KEY (key, place)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS user_place_source ON user_place (source);
"""


@dataclass(frozen=True, slots=True)
class AddedSource:
    """A file of places that was added: its name here, the file's name, its form, how many places, the file's digest."""

    name: str
    file: str
    form: str
    places: int
    sha256: str


class PlacesFault(InputFault):
    """A file of places that was not added: `faults` says what is wrong in which line."""

    def __init__(self, where: str, faults: Iterable[Fault], count: int) -> None:
        self.faults = tuple(faults)
        lines = [f"line {f.line} {f.what}" if f.line else f.what for f in self.faults]
        more = f"; and {count - len(lines)} faults more" if count > len(lines) else ""
        super().__init__(where, f"nothing was added: {'; '.join(lines)}{more}")


def add_places(file: Path, user: Path, gazetteer: Gazetteer, name: str | None = None) -> AddedSource:
    """Add a file of places under a name (the file's own by default) to the user's register at `user`.

    `gazetteer` tells the units and countries that the file names. Raises PlacesFault, and changes nothing, when a line
    cannot be used or the file holds no place.
    """
    if not file.is_file():
        raise InputFault(str(file), "no such file")
    form, rows = read_places(file)
    digest = _digest(file)
    source = name or file.stem
    user.parent.mkdir(parents=True, exist_ok=True)
    with closing(_connect(user)) as connection, connection:
        connection.execute("BEGIN IMMEDIATE")
        held = connection.execute("SELECT sha256, added FROM user_source WHERE name = ?", (source,)).fetchone()
        _drop(connection, source)
        count = _insert(connection, source, form, _checked(file, rows), gazetteer)
        order = held[1] if held and held[0] == digest else _next(connection)
        curated = int(form != "geonames")
        connection.execute(
            "INSERT INTO user_source VALUES (?,?,?,?,?,?,?)", (source, file.name, form, digest, count, curated, order)
        )
    return AddedSource(source, file.name, form, count, digest)


def list_places(user: Path) -> tuple[AddedSource, ...]:
    """The files added so far, in the order of their names."""
    if not user.exists():
        return ()
    with closing(_connect(user)) as connection:
        query = "SELECT name, file, form, places, sha256 FROM user_source ORDER BY name"
        return tuple(AddedSource(*row) for row in connection.execute(query))


def remove_places(name: str, user: Path) -> int:
    """Remove what was added under a name; returns how many places. Raises UsageFault when there is none."""
    if not user.exists() or name not in {source.name for source in list_places(user)}:
        raise UsageFault(f"no places were added under the name {name!r}")
    with closing(_connect(user)) as connection, connection:
        return _drop(connection, name)


def _checked(file: Path, rows: Iterator[UserPlace | Fault]) -> Iterator[UserPlace]:
    """The places of a file; raises at its end when any line was at fault."""
    faults: list[Fault] = []
    count, places = 0, 0
    seen: dict[str, int] = {}
    for row in rows:
        if isinstance(row, UserPlace) and row.id and row.id in seen:
            row = Fault(row.line, f"repeats the number or P-code of line {seen[row.id]}: {row.id}")
        if isinstance(row, Fault):
            count += 1
            faults += [row] if len(faults) < MOST_FAULTS else []
            continue
        places += 1
        if row.id:
            seen[row.id] = row.line
        if not count:
            yield row
    if count or not places:
        raise PlacesFault(str(file), faults or [Fault(0, "the file holds no place")], max(count, 1))


def _insert(
    connection: sqlite3.Connection, source: str, form: str, places: Iterable[UserPlace], gazetteer: Gazetteer
) -> int:
    """Write the places of a file; returns how many."""
    count = 0
    units: dict[str, int] = {}
    waiting: list[tuple[int, str]] = []
    for place in places:
        count += 1
        unit = _unit(place, form, gazetteer)
        country = place.country and gazetteer.iso2(place.country[:3] if form == "geojson" else place.country)
        country = country or (place.country and gazetteer.iso2(place.country[:2])) or (unit.country if unit else None)
        number = unit.key if unit and isinstance(unit.key, int) else None
        label = unit.name if unit else None if form == "geonames" else place.admin1
        values = (
            source,
            _id(place, source, form),
            place.name,
            place.kind,
            country,
            number,
            label,
            place.lat,
            place.lon,
            place.population,
        )
        row = connection.execute(f"INSERT INTO user_place VALUES (NULL{',?' * len(values)})", values).lastrowid or 0
        keys = {fold_name(n): 1 for n in place.names} | {fold_name(place.name): 0}
        connection.executemany("INSERT INTO user_name VALUES (?,?,?)", [(k, row, how) for k, how in keys.items() if k])
        if form == "geonames" and place.admin1:
            if place.kind == "p":
                units[place.admin1] = int(place.id or 0)
            else:
                waiting.append((row, place.admin1))
    connection.executemany(
        "UPDATE user_place SET admin1 = ? WHERE number = ?",
        [(units[unit], row) for row, unit in waiting if unit in units],
    )
    return count


def _unit(place: UserPlace, form: str, gazetteer: Gazetteer) -> Entry | None:
    """The first-level unit that a line names: the nearest of that name."""
    if form == "geonames" or not place.admin1:
        return None
    found = [e for e in gazetteer.lookup(place.admin1) if e.kind == "p" and e.how in (0, 1)]
    near = [e for e in found if abs(e.lat - place.lat) < 8 and abs(e.lon - place.lon) < 12]
    return min(near, key=lambda e: abs(e.lat - place.lat) + abs(e.lon - place.lon), default=None)


def _id(place: UserPlace, source: str, form: str) -> str:
    """The id of a place: of GeoNames, its P-code, or its source and name."""
    if not place.id:
        return f"user:{source}:{place.name}"
    return f"geonames:{place.id}" if form == "geonames" else f"pcode:{place.id}"


def _drop(connection: sqlite3.Connection, source: str) -> int:
    """Take out what was added under a name."""
    connection.execute(
        "DELETE FROM user_name WHERE place IN (SELECT number FROM user_place WHERE source = ?)", (source,)
    )
    count = connection.execute("DELETE FROM user_place WHERE source = ?", (source,)).rowcount
    connection.execute("DELETE FROM user_source WHERE name = ?", (source,))
    return count


def _next(connection: sqlite3.Connection) -> int:
    """The next number in the order of additions."""
    return int(connection.execute("SELECT coalesce(max(added), 0) + 1 FROM user_source").fetchone()[0])


def _digest(file: Path) -> str:
    with file.open("rb") as raw:
        return hashlib.file_digest(raw, "sha256").hexdigest()


def _connect(user: Path) -> sqlite3.Connection:
    """The user's register, with its tables; transactions are begun by hand."""
    connection = sqlite3.connect(user, timeout=30)
    try:
        connection.executescript(_SCHEMA)
    except sqlite3.DatabaseError:
        connection.close()
        raise InputFault(str(user), "is no register of places; move it away") from None
    connection.isolation_level = None
    return connection
