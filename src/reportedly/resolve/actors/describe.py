"""Who a name is: what `reportedly actors NAME` prints."""

from __future__ import annotations

from dataclasses import dataclass

from reportedly.actors import Entry, Name, Register, fold_actor
from reportedly.resolve.actors.context import ActorContext
from reportedly.resolve.actors.resolution import resolve_actor


@dataclass(frozen=True, slots=True)
class Description:
    """One actor that a name may mean: the entry, how the name leads to it, and what the register says, a line each."""

    entry: Entry
    why: str
    lines: tuple[str, ...]


def describe_actor(name: str, register: Register) -> list[Description]:
    """All that a name or an id may mean, the surest first; several where it is ambiguous, none where it is unknown."""
    if name in register.entries:
        return [_described(register.entries[name], "by its id", register)]
    found = sorted(
        register.names.get(fold_actor(name), ()), key=lambda one: ("name", "local", "surname").index(one.how)
    )
    out = {one.entry: _described(register.entries[one.entry], _how(one, register), register) for one in reversed(found)}
    if out:
        return list(reversed(out.values()))
    known = resolve_actor(name, published=None, context=ActorContext(), register=register)
    return [_described(register.entries[known.id], "; ".join(known.why), register)] if known.id else []


def _how(name: Name, register: Register) -> str:
    """How a name leads to its entry."""
    entry = register.entries[name.entry]
    if name.how == "local":
        return f"called {name.written} in reports about {', '.join(entry.where)}"
    if name.how == "surname":
        return f"surname of {entry.name}, in reports that give the full name"
    return "its name" if name.written == entry.name else f"also called {name.written}"


def _described(entry: Entry, why: str, register: Register) -> Description:
    """What the register says of an entry."""
    names = register.entries
    told = (
        ("sector", entry.sector),
        ("country", entry.country),
        ("active in", ", ".join(entry.where) if entry.where != (entry.country,) else None),
        ("part of", names[entry.parent].name if entry.parent else None),
        ("from", str(entry.first) if entry.first else None),
        ("to", str(entry.last) if entry.last else None),
        ("renamed to", names[entry.renamed_to].name if entry.renamed_to else None),
        ("split from", names[entry.split_from].name if entry.split_from else None),
        ("formerly", ", ".join(sorted(e.name for e in names.values() if e.renamed_to == entry.id)) or None),
        ("also called", ", ".join(dict.fromkeys((*entry.aliases, *entry.short, *entry.local))) or None),
        ("source", entry.source),
    )
    offices = tuple(
        f"speaks for {names[o.actor].name} as {o.title}, {o.first or '…'} to {o.last or '…'}" for o in entry.offices
    )
    return Description(entry, why, offices + tuple(f"{label}: {value}" for label, value in told if value))
