"""Double coding: rounds of claims that several people code without seeing each other's answers, and how far they
agree."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, func, insert, select

from reportedly.desk import agreement
from reportedly.desk.words import a_day
from reportedly.store import Database
from reportedly.store.schema import desk_codings as codings
from reportedly.store.schema import desk_rounds as rounds

# Each field coded, and how two answers differ.
CODED: dict[str, agreement.Difference] = {
    "kind": agreement.nominal,
    "type": agreement.nominal,
    "status": agreement.nominal,
    "value": agreement.ratio,
    "hedge": agreement.nominal,
    "place": agreement.nominal,
    "day": agreement.interval,
    "source": agreement.nominal,
}


@dataclass(frozen=True, slots=True)
class Round:
    """Some claims to be coded, and how many of them each person has done."""

    id: int
    name: str
    claims: tuple[str, ...]
    who: str
    since: str
    done: Mapping[str, int]


class Rounds:
    """The rounds in a database."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def all(self) -> list[Round]:
        """Every round, newest first."""
        with self.database.reading() as connection:
            rows = connection.execute(select(rounds).order_by(rounds.c.id.desc())).mappings().all()
            counted = connection.execute(
                select(codings.c.round, codings.c.who, func.count()).group_by(codings.c.round, codings.c.who)
            ).all()
        return [
            Round(
                r["id"],
                r["name"],
                tuple(r["claims"]),
                r["who"],
                r["since"],
                {who: n for id, who, n in counted if id == r["id"]},
            )
            for r in rows
        ]

    def get(self, id: int) -> Round | None:
        """One round."""
        return next((one for one in self.all() if one.id == id), None)

    def start(self, name: str, claims: Sequence[str], who: str) -> int:
        """A new round; gives its id."""
        with self.database.writing() as connection:
            done = connection.execute(insert(rounds).values(name=name, claims=list(claims), who=who, since=_now()))
            return int(done.inserted_primary_key[0])  # type: ignore[index]

    def next_for(self, one: Round, who: str) -> str | None:
        """The first claim that a person has not coded yet."""
        with self.database.reading() as connection:
            done = set(
                connection.scalars(select(codings.c.claim).where(codings.c.round == one.id, codings.c.who == who))
            )
        return next((claim for claim in one.claims if claim not in done), None)

    def code(self, one: Round, claim: str, who: str, values: Mapping[str, Any]) -> None:
        """Keeps a person's answer; a second one replaces the first."""
        with self.database.writing() as connection:
            mine = codings.c.round == one.id, codings.c.claim == claim, codings.c.who == who
            connection.execute(delete(codings).where(*mine))
            connection.execute(
                insert(codings).values(round=one.id, claim=claim, who=who, values=dict(values), at=_now())
            )

    def answers(self, one: Round) -> dict[str, dict[str, Mapping[str, Any]]]:
        """Every answer: claim, then person."""
        out: dict[str, dict[str, Mapping[str, Any]]] = {}
        with self.database.reading() as connection:
            for row in connection.execute(select(codings).where(codings.c.round == one.id)).mappings():
                out.setdefault(row["claim"], {})[row["who"]] = row["values"]
        return out


def agreement_by_field(answers: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> list[tuple[str, float | None, int]]:
    """Field, alpha (None: cannot be told), and how many claims two or more people answered in it."""
    out = []
    for field, difference in CODED.items():
        units = [
            [comparable(field, values.get(field)) for values in by_person.values()] for by_person in answers.values()
        ]
        paired = sum(1 for unit in units if sum(value is not None for value in unit) > 1)
        out.append((field, agreement.alpha(units, difference), paired))
    return out


def comparable(field: str, answer: Any) -> Any:
    """An answer as it is compared: figures and days as numbers (None when left out), names without case."""
    text = "" if answer is None else str(answer).strip()
    if field == "value":
        return int(text) if text.isascii() and text.isdigit() else None
    if field == "day":
        day = a_day(text)
        return day.toordinal() if day else None
    return text.casefold()


def _now() -> str:
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
