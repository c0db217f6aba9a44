"""People who may sign in: names, roles, passwords by argon2id."""

from __future__ import annotations

import datetime as dt
import functools
import unicodedata
from dataclasses import dataclass

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import func, insert, select, update

from reportedly.errors import UsageFault
from reportedly.store import Database
from reportedly.store.schema import desk_people as people

ROLES = ("viewer", "coder", "editor")  # each may do what those before it may
SHORTEST = 10  # characters of a password
LONGEST = 1000


@dataclass(frozen=True, slots=True)
class Person:
    """Someone at the desk. `viewer` reads; `coder` reviews, corrects and judges; `editor` also undoes others and
    keeps the list."""

    name: str
    role: str
    active: bool = True

    def may(self, role: str) -> bool:
        """Whether the role includes another."""
        return self.active and ROLES.index(self.role) >= ROLES.index(role)


@functools.cache
def hasher() -> PasswordHasher:
    """argon2id with the library's parameters (RFC 9106, low memory)."""
    return PasswordHasher()


@functools.cache
def _nobody() -> str:
    """A hash to check against when the name is unknown, so that the time taken does not tell."""
    return hasher().hash("nobody has this password")


class Accounts:
    """The list of people in a database."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def any(self) -> bool:
        """Whether someone may sign in."""
        with self.database.reading() as connection:
            return bool(connection.scalar(select(func.count()).select_from(people).where(people.c.active)))

    def all(self) -> list[Person]:
        """Everyone, by name."""
        with self.database.reading() as connection:
            found = connection.execute(select(people.c.name, people.c.role, people.c.active).order_by(people.c.name))
            return [Person(*row) for row in found]

    def get(self, name: str) -> Person | None:
        """Someone by name; None when there is none such or the account is closed."""
        with self.database.reading() as connection:
            row = connection.execute(
                select(people.c.name, people.c.role, people.c.active).where(
                    people.c.name == clean(name), people.c.active
                )
            ).first()
        return Person(*row) if row else None

    def add(self, name: str, role: str, password: str) -> Person:
        """A new person. Raises UsageFault for a name in use, an unknown role, a short password."""
        name = clean(name)
        if not name or len(name) > 80 or not name.isprintable():
            raise UsageFault("a name has 1 to 80 characters, all of them visible")
        _check(role, password)
        now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
        with self.database.writing() as connection:
            if connection.execute(select(people.c.name).where(people.c.name == name)).first():
                raise UsageFault(f"there is a {name} already")
            row = {"name": name, "role": role, "password": hasher().hash(password), "active": True, "since": now}
            connection.execute(insert(people).values(row))
        return Person(name, role)

    def change(
        self, name: str, *, role: str | None = None, active: bool | None = None, password: str | None = None
    ) -> None:
        """Changes a person's role, password, or whether the account is open. The last editor stays. Raises
        UsageFault."""
        _check(role, password)
        values: dict[str, object] = {}
        if role is not None:
            values["role"] = role
        if active is not None:
            values["active"] = active
        if password is not None:
            values["password"] = hasher().hash(password)
        demoted = active is False or (role is not None and role != "editor")
        with self.database.writing() as connection:
            others = people.c.role == "editor", people.c.active, people.c.name != clean(name)
            left = connection.scalar(select(func.count()).select_from(people).where(*others))
            mine = connection.execute(select(people.c.role).where(people.c.name == clean(name))).scalar()
            if mine is None:
                raise UsageFault(f"there is no {name}")
            if demoted and mine == "editor" and not left:
                raise UsageFault(f"{name} is the only editor; make someone else one first")
            connection.execute(update(people).where(people.c.name == clean(name)).values(**values))

    def sign_in(self, name: str, password: str) -> Person | None:
        """The person whose password this is; None otherwise, after as long a time."""
        with self.database.reading() as connection:
            row = (
                connection.execute(select(people).where(people.c.name == clean(name), people.c.active))
                .mappings()
                .first()
            )
        try:
            hasher().verify(row["password"] if row else _nobody(), password[:LONGEST])
        except (VerificationError, InvalidHashError):
            return None
        return Person(row["name"], row["role"]) if row else None

    def seal(self, name: str) -> str | None:
        """A word that changes with a person's password: a session holds it, so that a new password ends the old
        sessions."""
        with self.database.reading() as connection:
            stored = connection.scalar(select(people.c.password).where(people.c.name == clean(name), people.c.active))
        return stored[-16:] if stored else None


def clean(name: str) -> str:
    """A name as it is kept: composed, without space around it."""
    return unicodedata.normalize("NFC", name).strip()


def _check(role: str | None, password: str | None) -> None:
    if role is not None and role not in ROLES:
        raise UsageFault(f"a role is one of {', '.join(ROLES)}")
    if password is not None and not SHORTEST <= len(password) <= LONGEST:
        raise UsageFault(f"a password has at least {SHORTEST} characters")
