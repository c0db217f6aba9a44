"""Who a phrase means: an actor of the register where one candidate remains, else the sector that the words tell."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from reportedly.actors import Entry, Register, fold_word, speaks_for
from reportedly.resolve.actors.choose import allowed, choose
from reportedly.resolve.actors.context import ActorContext, person_key
from reportedly.resolve.actors.lexicon import NounClass, lexicon
from reportedly.resolve.actors.phrase import Part, parts_of
from reportedly.resolve.actors.scan import Item

# People and things that an actor has: the phrase means them and not the actor ("Hezbollah supporters").
_CIVIL = ("civilians", "refugees", "journalists", "medics", "students", "business", "workers", "clergy", "rescuers")
_NOT_THE_ACTOR = frozenset((*_CIVIL, "thing", "offshoot"))
_OWN_PEOPLE = {
    "journalists": ("JRN",),
    "rescuers": ("NGO", "IGO", "MED"),
    "workers": ("NGO", "IGO"),
    "medics": ("NGO", "MED"),
}
_LONGEST = 400  # characters: a longer phrase is no name of anybody


@dataclass(frozen=True, slots=True)
class Resolution:
    """Who it is. `name` and `id` are None unless one actor fits; `sector` may be told without them; `why` in words."""

    name: str | None = None
    id: str | None = None
    sector: str | None = None
    country: str | None = None
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Reading:
    """What resolving one phrase needs at hand."""

    published: dt.date | None
    context: ActorContext
    register: Register

    def known(self, id: str, *why: str, sector: str | None = None) -> Resolution:
        """The actor of an id."""
        entry = self.register.entries[id]
        return Resolution(entry.name, id, sector or entry.sector, entry.country, tuple(w for w in why if w))


def resolve_actor(text: str, *, published: dt.date | None, context: ActorContext, register: Register) -> Resolution:
    """Who the words mean in a report published on the day.

    Names, people in office ("Foreign Minister Lavrov": the Government of Russia), nations with a noun ("Turkish
    soldiers"), and words that the report alone explains ("the army"). Words that join two actors name none, but keep
    the sector they share. Never guesses: two candidates give `name` and `id` None.
    """
    reading = _Reading(published, context, register)
    found = [_one(_borne(part, reading), text, reading) for part in parts_of(text[:_LONGEST], register)]
    if not found:
        return Resolution(why=("no words",))
    if len({one.id for one in found}) == 1 and len({one.sector for one in found}) == 1:
        return found[0]
    found = _shared(found)
    sectors = {one.sector for one in found} - {None}
    names = ", ".join(one.name or "unknown" for one in found)
    return Resolution(sector=sectors.pop() if len(sectors) == 1 else None, why=(f"several actors: {names}",))


def _borne(part: Part, reading: _Reading) -> Part:
    """The phrase with only the names that may mean their actor in this report; the rest are words not known."""
    nations = {nation.country for item in part.items for nation in item.nations}
    items = (
        replace(item, names=tuple(n for n in item.names if allowed(n, nations, reading.context, reading.register)))
        if item.names
        else item
        for item in part.items
    )
    return replace(part, items=tuple(items))


def _shared(found: list[Resolution]) -> list[Resolution]:
    """Of "Syrian and Russian warplanes", the first too is of the last one's sector."""
    last = found[-1].sector
    return [replace(one, sector=last) if one.sector in (None, "GOV") and last == "MIL" else one for one in found]


def _one(part: Part, text: str, reading: _Reading) -> Resolution:
    """Who one phrase means that joins nobody."""
    items = part.items
    head, at = _head(items)
    nations = {nation.country for item in items for nation in item.nations}
    names = [item for item in items if item.names]
    if head is not None and not names and _introduced(items, text, reading) is None:
        return _by_noun(part, head, at, nations, reading)
    if names:
        return _by_name(names, head, nations, part, reading)
    if (person := _introduced(items, text, reading)) is not None:
        return person
    if nations:
        return _by_nation(part, nations, reading)
    return _by_kind(part, reading)


def _head(items: tuple[Item, ...]) -> tuple[NounClass | None, int]:
    """The class that the nouns tell together, and where its noun stands: the last that is not neutral."""
    classes = lexicon().classes
    loose: tuple[NounClass, int] | None = None
    for i in range(len(items) - 1, -1, -1):
        noun = items[i].noun
        if items[i].names:
            break
        if noun is None or noun.role == "neutral":
            continue
        if loose is None:
            if noun.role == "head":
                return noun, i
            loose = (noun, i)
        elif noun.role == "head":
            return classes.get(loose[0].after.get(noun.name, ""), classes[loose[0].alone or noun.name]), loose[1]
    if loose is None:
        return None, -1
    named = any(item.names for item in items[: loose[1]])
    alone = "govforce" if named and loose[0].organ is None and loose[0].sector == "MIL" else loose[0].alone
    return classes[alone or loose[0].name], loose[1]


def _by_name(names: list[Item], head: NounClass | None, nations: set[str], part: Part, reading: _Reading) -> Resolution:
    """By the last name of the phrase; an organisation goes before a person who belongs to it."""
    entries: list[Entry] = []
    why, several = "", ""
    for item in names:
        found, ground = choose(item.names, nations, reading.published, reading.context, reading.register)
        if len(found) == 1:
            entries.append(found[0])
            why = ground
        elif found:
            several = f"{item.word}: " + ", ".join(entry.name for entry in found[:4])
    bodies = [entry for entry in entries if not entry.offices]
    if not entries:
        if head is not None and nations:
            return _by_noun(part, head, -1, nations, reading)
        return Resolution(
            sector=head.sector if head else None,
            why=(f"several may be meant ({several})",) if several else ("not known",),
        )
    if bodies:
        return _body(bodies[-1], head, why, reading)
    return _person(entries[-1], head, nations, part, why, reading)


def _body(entry: Entry, head: NounClass | None, why: str, reading: _Reading) -> Resolution:
    """An organisation, unless the phrase means people or things that it has."""
    if head is not None and head.name in _NOT_THE_ACTOR and entry.sector not in _OWN_PEOPLE.get(head.name, ()):
        return Resolution(sector=head.sector, why=(f"{head.name} of {entry.name}",))
    later = f"renamed {reading.register.entries[entry.renamed_to].name}" if entry.renamed_to else ""
    return reading.known(entry.id, f"named: {entry.name}", why, later)


def _person(
    entry: Entry, head: NounClass | None, nations: set[str], part: Part, why: str, reading: _Reading
) -> Resolution:
    """A person, as the actor spoken for at the date; "X's forces" are those of the actor."""
    held = speaks_for(entry, reading.published)
    if len(held) != 1:
        if head is not None and head.organ and nations:
            return _by_noun(part, head, -1, nations, reading)
        ground = "in no office then" if not held else "speaks for several: " + ", ".join(held)
        return Resolution(why=(f"{entry.name}, {ground}",))
    title = next(
        o.title
        for o in entry.offices
        if o.actor == held[0] and (reading.published is None or o.covers(reading.published))
    )
    told = f"{entry.name}, {title}"
    actor = reading.register.entries[held[0]]
    if head is not None and head.name in _NOT_THE_ACTOR:
        return Resolution(sector=head.sector, why=(f"{head.name} of {entry.name}",))
    organ = f"{actor.country.lower()}.{head.organ}" if head and head.organ and actor.country else ""
    if actor.sector in ("GOV", "MIL") and organ in reading.register.entries:
        return reading.known(organ, told, why, sector=head.sector if head else None)
    return reading.known(held[0], told, why)


def _introduced(items: tuple[Item, ...], text: str, reading: _Reading) -> Resolution | None:
    """A person of whom the report itself says for whom he or she speaks."""
    if not reading.context.introduced:
        return None
    words = [item for item in items if not item.known and item.capital]
    if not words or any(item.noun and item.noun.name in _NOT_THE_ACTOR for item in items):
        return None
    name = text[words[0].start : words[-1].end] if words[0].start < words[-1].end else ""
    found = reading.context.introduced.get(person_key(name))
    return reading.known(found[0], f"introduced in the report: {found[1]}") if found else None


def _by_noun(part: Part, head: NounClass, at: int, nations: set[str], reading: _Reading) -> Resolution:
    """A nation's organ ("Turkish soldiers"), or the organ of the report's country ("the army")."""
    people = next((item.people for item in part.items if item.people), None)
    if people is not None and head.sector in ("MIL", "REB", "PRM", "UAF", "COP"):
        return _people(people, head, nations, reading)
    owners = {n.country for item in part.items for n in item.nations if n.how != "town"}
    if len(owners) > 1 or (nations and not owners):
        return Resolution(sector=head.sector, why=("several countries: " + ", ".join(sorted(nations)),))
    if head.organ is None:
        return Resolution(sector=head.sector, why=(f"{head.name}, no one in particular",))
    if owners:
        return _organ(owners.pop(), head, "", reading)
    if part.article == "a" or not _bare(part, head, at):
        return _by_kind(part, reading, head)
    context = reading.context
    if part.inside is not None:
        return _organ(part.inside, head, "where it is said to be", reading)
    if context.theatre is None:
        return Resolution(sector=head.sector, why=(context.theatre_why or "no country to go by",))
    noun = next((item.word for item in reversed(part.items) if item.noun and item.noun.organ), "")
    others = context.organs.get(noun, frozenset()) - {context.theatre}
    if others:
        return Resolution(sector=head.sector, why=(f"the {noun} of {', '.join(sorted(others))} is in the report too",))
    return _organ(context.theatre, head, context.theatre_why, reading)


def _organ(country: str, head: NounClass, why: str, reading: _Reading) -> Resolution:
    """The organ of a country; where the register has none of that kind, the sector alone."""
    id = f"{country.lower()}.{head.organ}"
    if id not in reading.register.entries:
        return Resolution(sector=head.sector, country=country, why=(f"{head.name} of {country}, no one in particular",))
    return reading.known(id, f"{head.name} of {country}", why, sector=head.sector)


def _bare(part: Part, head: NounClass, at: int) -> bool:
    """Whether the nouns mean an organ of the report's own country without naming it."""
    known = lexicon()
    if any(item.word in known.abroad or (item.word in known.single and item.plural) for item in part.items):
        return False
    if any(item.noun and item.noun.name == "government" for item in part.items[: max(at, 0)]):
        return True
    return any(item.noun is head and item.word in head.bare for item in part.items)


def _people(people: str, head: NounClass, nations: set[str], reading: _Reading) -> Resolution:
    """The fighters of a people without a state, by the country of the phrase or of the report."""
    by_country = lexicon().peoples[people]
    country = next(iter(nations)) if len(nations) == 1 else reading.context.theatre
    id = by_country.get(country or "")
    if id is None:
        return Resolution(sector=head.sector, why=(f"{people} fighters, of no one country",))
    return reading.known(id, f"{people} fighters in {country}")


def _by_nation(part: Part, nations: set[str], reading: _Reading) -> Resolution:
    """A nation alone: the country and its capital mean the government, its people nobody in particular."""
    found = [item for item in part.items if item.nations]
    plural = found[-1].plural or (part.article == "a" and any(n.how == "demonym" for n in found[-1].nations))
    if plural:
        return Resolution(sector="CVL", why=("people of " + ", ".join(sorted(nations)),))
    if len(nations) == 1 and any(item.noun and item.word in lexicon().offices for item in part.items):
        return reading.known(f"{next(iter(nations)).lower()}.gov", "an office, of the nation")
    if part.items[-1] is not found[-1] or any(n.how == "town" for n in found[-1].nations):
        return Resolution(why=("words not known behind the name of a country",))
    if len(nations) > 1:
        return Resolution(why=("several countries: " + ", ".join(sorted(nations)),))
    how = found[-1].nations[0].how
    ground = {"capital": "the capital, for its government", "demonym": "the nation, for its government"}.get(
        how, "the country"
    )
    return reading.known(f"{nations.copy().pop().lower()}.gov", ground)


def _by_kind(part: Part, reading: _Reading, head: NounClass | None = None) -> Resolution:
    """ "The group", "the Observatory": the one actor of that kind that the report names."""
    sector = head.sector if head else None
    kinds = {
        fold_word(word)
        for item in part.items
        for word in item.word.split()
        if item.noun and item.noun.role == "neutral"
    }
    kinds |= {fold_word(item.word) for item in part.items if not item.known and item.capital}
    if part.article != "the" or not kinds:
        return Resolution(sector=sector, why=("not known",))
    fits = [
        entry
        for id in reading.context.named
        if not (entry := reading.register.entries[id]).offices and kinds & _kinds(entry)
    ]
    if len(fits) != 1:
        return Resolution(sector=sector, why=(f"{len(fits)} of that kind in the report",))
    return reading.known(fits[0].id, "the only one of that kind that the report names")


def _kinds(entry: Entry) -> set[str]:
    """The keys of the common nouns that may stand for an entry."""
    return {fold_word(word) for kind in entry.kind for word in kind.split()}
