"""People whom the report itself introduces: "Jan Marek, a spokesman for the Norwegian Refugee Council"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from reportedly.actors import Register
from reportedly.resolve.actors.context import ActorContext, person_key
from reportedly.resolve.actors.lexicon import Lexicon, lexicon
from reportedly.resolve.actors.resolution import resolve_actor
from reportedly.resolve.actors.scan import Item

_LONGEST_NAME = 4
_WINDOW = 9
_INSIDE = re.compile(r"\W{0,2}(?:the\s|al-|el-|'s\s)?", re.IGNORECASE)


def with_people(context: ActorContext, text: str, register: Register) -> ActorContext:
    """The context with the people whom the report introduces. A name told for two actors speaks for neither."""
    found: dict[str, dict[str, str]] = {}
    for name, phrase in _told(text, context.items, lexicon()):
        known = resolve_actor(phrase, published=context.published, context=context, register=register)
        if known.id is None:
            continue
        for key in {person_key(name), person_key(name.split()[-1])}:
            found.setdefault(key, {})[known.id] = phrase
    sure = {key: next(iter(ids.items())) for key, ids in found.items() if len(ids) == 1 and key not in register.names}
    return replace(context, introduced=sure)


def _told(text: str, items: Sequence[Item], known: Lexicon) -> Iterator[tuple[str, str]]:
    """Each name of a person with the phrase that says for whom the person speaks."""
    at = 0
    while at < len(items):
        end = _name_end(text, items, at)
        if end - at < 2:
            at = max(end, at + 1)
            continue
        name = text[items[at].start : items[end - 1].end]
        before = _before(text, items, at, known)
        after = _after(text, items, end, known)
        for phrase in (before, after):
            if phrase:
                yield name, phrase
        at = end


def _name_end(text: str, items: Sequence[Item], at: int) -> int:
    """Where a run of capitalised words not known ends that may be a name."""
    end = at
    while end < len(items) and end - at < _LONGEST_NAME and not items[end].known and items[end].capital:
        if end > at and not re.fullmatch(r"[ \-](?:al-|el-)?", text[items[end - 1].end : items[end].start]):
            break
        end += 1
    return end


def _before(text: str, items: Sequence[Item], at: int, known: Lexicon) -> str | None:
    """The title before a name: "Syrian Coalition member"."""
    first = at
    while first > 0 and at - first < _WINDOW and _goes_on(text, items[first - 1], items[first].start, known):
        first -= 1
    run = items[first:at]
    if not run or not (run[-1].noun or run[-1].names) or not _names_office(run, known):
        return None
    return text[run[0].start : run[-1].end]


def _after(text: str, items: Sequence[Item], end: int, known: Lexicon) -> str | None:
    """The apposition behind a name: ", a spokesman for the group"."""
    if end >= len(items) or not re.fullmatch(r",\s+(?:an?\s|the\s)?", text[items[end - 1].end : items[end].start]):
        return None
    last = end
    while (
        last < len(items)
        and last - end < _WINDOW
        and (last == end or _goes_on(text, items[last - 1], items[last].start, known))
    ):
        if not (items[last].known or items[last].word in known.belongs | known.empty or items[last].word == "for"):
            break
        last += 1
    run = items[end:last]
    return text[run[0].start : run[-1].end] if run and _names_office(run, known) else None


def _goes_on(text: str, item: Item, start: int, known: Lexicon) -> bool:
    """Whether an item is of one phrase with what begins at `start`."""
    fits = item.known or item.word in known.belongs | known.empty or item.word == "for"
    return (
        fits
        and bool(_INSIDE.fullmatch(text[item.end : start]))
        and not re.search(r"[.;:!?\n,]", text[item.end : start])
    )


def _names_office(run: Sequence[Item], known: Lexicon) -> bool:
    """Whether a phrase has an office and says of whom."""
    return any(item.noun and item.word in known.offices for item in run) and any(
        item.names or item.nations for item in run
    )
