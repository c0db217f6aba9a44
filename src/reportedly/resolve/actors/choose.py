"""Which entry a name means: dates, the countries of the report and who else is named leave one, or none."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection

from reportedly.actors import Entry, Name, Register, speaks_for
from reportedly.resolve.actors.context import ActorContext


def choose(
    names: Collection[Name],
    nations: Collection[str],
    published: dt.date | None,
    context: ActorContext,
    register: Register,
) -> tuple[tuple[Entry, ...], str]:
    """The entries that a name may mean after each ground for leaving some out, and the last ground that told.

    `nations` are countries named in the same phrase. A local name needs one of its countries, a surname alone the
    full name in the report; elsewhere they mean nobody. The rest is left as it is where a ground would leave nobody.
    """
    found = {name.entry: register.entries[name.entry] for name in names if allowed(name, nations, context, register)}
    left, why = list(found.values()), ""
    grounds: tuple[tuple[str, Callable[[Entry], bool]], ...] = (
        ("by the country in the phrase", lambda entry: bool(set(countries_of(entry, register)) & set(nations))),
        ("the only one at that date", lambda entry: published is None or lives(entry, published)),
        ("named elsewhere in the report", lambda entry: entry.id in context.named),
        ("active where the report is", lambda entry: context.theatre in countries_of(entry, register)),
        ("active in a country of the report", lambda entry: _present(entry, context, register)),
    )
    for ground, fits in grounds:
        if len(left) < 2:
            break
        kept = [entry for entry in left if fits(entry)]
        if kept and len(kept) < len(left):
            left, why = kept, ground
    return tuple(left), why


def allowed(name: Name, nations: Collection[str], context: ActorContext, register: Register) -> bool:
    """Whether the name may mean its entry in this report at all."""
    entry = register.entries[name.entry]
    if name.how == "name":
        return True
    if name.how == "surname":
        return entry.id in context.named
    if context.published is not None and not lives(entry, context.published):
        return False
    return bool(set(entry.where) & set(nations)) or _present(entry, context, register)


def lives(entry: Entry, day: dt.date) -> bool:
    """Whether the actor was there on the day; of a person, whether an office was held."""
    return bool(speaks_for(entry, day)) if entry.offices else entry.lived(day)


def countries_of(entry: Entry, register: Register) -> tuple[str, ...]:
    """Where an actor is active; of a person, the countries of those it speaks for."""
    if not entry.offices:
        return entry.where
    return tuple(c for actor in speaks_for(entry, None) for c in register.entries[actor].where)


def _present(entry: Entry, context: ActorContext, register: Register) -> bool:
    """Whether the report names the actor, or a country where it is active."""
    return entry.id in context.named or bool(set(countries_of(entry, register)) & set(context.countries))
