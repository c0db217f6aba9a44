"""How a noun phrase is taken apart: what it joins, what merely describes, who owns what."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from reportedly.actors import Register
from reportedly.resolve.actors.lexicon import Lexicon, lexicon
from reportedly.resolve.actors.scan import Item, scan

_LOOSE_DESCRIPTION = frozenset(("backed", "led", "linked", "affiliated", "supported", "sponsored", "allied"))
_INDEFINITE = re.compile(r"\s*(?:an?|one|another|some)\s", re.IGNORECASE)
_DEFINITE = re.compile(r"\s*(?:the|this|that|these|those|its|their|his)\s", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Part:
    """One of the phrases that a phrase joins: its items, owners first; how it begins (`a`, `the` or nothing); the
    country that it is said to be in ("security forces in Guinea")."""

    items: tuple[Item, ...]
    article: str
    inside: str | None = None


def parts_of(text: str, register: Register) -> list[Part]:
    """The phrases joined by "and", "or" and the like, each without what merely describes it."""
    items = scan(text, register)
    known = lexicon()
    runs: list[list[Item]] = [[]]
    for item in items:
        if item.word in known.joins and not item.known:
            runs.append([])
        else:
            runs[-1].append(item)
    parts = [_part(text, run, known) for run in runs if run]
    return [part for part in parts if part.items]


def _part(text: str, run: list[Item], known: Lexicon) -> Part:
    """One joined phrase, taken apart."""
    before = text[: run[0].start] if run else ""
    begin = before[max(before.rfind(" and "), before.rfind(" or "), -1) + 1 :] + text[run[0].start :]
    article = "the" if _DEFINITE.match(begin) else "a" if _INDEFINITE.match(begin) else ""
    bare = _bare(text, run, known)
    kept = _cut(bare, known)
    behind = bare[len(kept) : len(kept) + 2]
    inside = {n.country for item in behind[1:] for n in item.nations if n.how == "name"} if behind else set()
    where = inside.pop() if len(inside) == 1 and behind[0].word == "in" else None
    return Part(tuple(_owners_first(kept, known)), article, where)


def _bare(text: str, run: list[Item], known: Lexicon) -> list[Item]:
    """Without "X-backed" and the like, and without a bracket behind other words."""
    out: list[Item] = []
    bracket = text.find("(", run[0].end)
    closing = text.find(")", bracket) if bracket >= 0 else -1
    for i, item in enumerate(run):
        inside = 0 <= bracket <= item.start and (closing < 0 or item.end <= closing + 1)
        if inside and any(kept.known for kept in out):
            continue
        if out and out[-1].word in known.against and text[out[-1].end : item.start] == "-":
            out.pop()
            continue
        if item.word in known.described_by and out and not item.noun:
            joint = text[out[-1].end : item.start].strip()
            leads_on = i + 1 < len(run) and run[i + 1].word in known.cut
            if joint in ("-", "–") or (not joint and item.word in _LOOSE_DESCRIPTION and not leads_on):
                out.pop()
                continue
        out.append(item)
    return out


def _cut(items: list[Item], known: Lexicon) -> list[Item]:
    """Up to the first word that leads on to something else, once there is something."""
    for i, item in enumerate(items):
        told = any(before.known or before.capital for before in items[:i])
        if told and item.word == "for" and items[i - 1].word not in known.speaks_for:
            return items[:i]
        if told and item.word in known.cut and not item.known and not _owning(items, i, known):
            return items[:i]
    return items


def _owning(items: list[Item], at: int, known: Lexicon) -> bool:
    """Whether the words here say that what follows is the owner ("belonging to")."""
    around = [item.word for item in items[max(at - 1, 0) : at + 2]]
    pairs = {" ".join(pair) for pair in pairwise(around)}
    return items[at].word in known.belongs or bool(pairs & known.belongs)


def _owners_first(items: list[Item], known: Lexicon) -> list[Item]:
    """The items with each owner before what it owns: "forces of the regime" as "regime forces"."""
    segments: list[list[Item]] = [[]]
    skip = 0
    for i, item in enumerate(items):
        if skip:
            skip -= 1
        elif not item.known and f"{item.word} {items[i + 1].word if i + 1 < len(items) else ''}" in known.belongs:
            segments.append([])
            skip = 1
        elif not item.known and (item.word in known.belongs or (item.word == "for" and i)):
            segments.append([])
        else:
            segments[-1].append(item)
    return [item for segment in reversed(segments) for item in segment]
