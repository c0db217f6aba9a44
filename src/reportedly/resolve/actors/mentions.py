"""The actors that a report tells, in order: names, nations with their noun, common nouns of those who fight or rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportedly.actors import Register, fold_word
from reportedly.model.text import Span
from reportedly.resolve.actors.scan import Item

_PLURAL = ("s", "men", "people", "police", "children", "mujahideen")
_AGENTS = frozenset(("MIL", "REB", "PRM", "UAF", "COP", "CRM", "GOV", "OPP"))
_COUNTRY = ("country", "state", "government")


@dataclass(frozen=True, slots=True)
class Mention:
    """An actor as told. `identity` is the same for mentions of one actor; `kinds` are the keys of the nouns that may
    stand for it; `number` is `many` ("they"), `one` ("it"), `either` or `person`."""

    span: Span
    identity: str
    kinds: frozenset[str]
    number: str


def mentions_of(text: str, items: Sequence[Item], register: Register) -> tuple[Mention, ...]:
    """The mentions of a report; words of one phrase ("Malian soldiers", "IS militants") are one."""
    out: list[Mention] = []
    for item in items:
        close = bool(out) and text[out[-1].span.end : item.start].strip("'’s ") == ""
        if item.names:
            out.append(_name(item, register))
        elif item.nations and not item.plural:
            out.append(Mention(Span(item.start, item.end), item.nations[0].country, _keys(_COUNTRY), "one"))
        elif item.noun is not None and item.noun.role == "neutral" and close:
            out[-1] = _with_noun(out[-1], item)
        elif item.noun is not None and item.noun.sector in _AGENTS:
            if close and out[-1].number == "either":
                out[-1] = _with_noun(out[-1], item)
            else:
                out.append(_noun(text, item, out.pop() if close and out[-1].identity.isupper() else None))
    return tuple(out)


def _name(item: Item, register: Register) -> Mention:
    """A mention by name; one that may mean several actors is of its own."""
    ids = sorted({name.entry for name in item.names})
    entries = [register.entries[id] for id in ids]
    words = {word for entry in entries for kind in entry.kind for word in kind.split()}
    words |= {word for name in item.names for word in name.written.split()}
    number = "person" if any(entry.offices for entry in entries) else "either"
    return Mention(Span(item.start, item.end), " ".join(ids), _keys(tuple(words)), number)


def _noun(text: str, item: Item, nation: Mention | None) -> Mention:
    """A mention by a noun, with the nation before it."""
    number = "many" if text[item.start : item.end].lower().endswith(_PLURAL) else "one"
    span = Span(nation.span.start if nation else item.start, item.end)
    identity = f"{nation.identity if nation else ''} {item.word}"
    return Mention(span, identity, _keys((item.word,)) if nation else frozenset(), number)


def _with_noun(mention: Mention, item: Item) -> Mention:
    """A mention that a noun goes on with ("the Nusra Front group", "IS militants")."""
    return Mention(mention.span, mention.identity, mention.kinds | _keys((item.word,)), mention.number)


def _keys(words: tuple[str, ...]) -> frozenset[str]:
    """The keys of words."""
    return frozenset(fold_word(word) for word in words)
