"""Where a text speaks of time: the rules' matches, longest first, without the look-alikes."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from reportedly.resolve.dates import guards
from reportedly.resolve.dates.lexicon import Lexicon, Rule, Tokens, lexicon

_STRETCH = re.compile(r"[^x\n]+")
_LOOK_AHEAD = 3
"""Tokens behind a stretch of known words that a pattern may look at."""


@dataclass(frozen=True, slots=True)
class Mention:
    """Words of time before they mean anything: the rule that found them, its named groups in lower case, token span.

    `half` is "a" or "b" for the two ends of a range, "" otherwise.
    """

    rule: Rule
    groups: Mapping[str, str]
    first: int
    last: int
    start: int
    end: int
    half: str = ""

    def get(self, name: str) -> str | None:
        """The words of a group; at the second end of a range its own group goes before the shared one."""
        if self.half == "b":
            return self.groups.get(f"{name}_b") or self.groups.get(name)
        return self.groups.get(name)


@functools.lru_cache(maxsize=1)  # a report asks twice, for its times and for its day
def mentions(text: str) -> tuple[Tokens, tuple[Mention, ...]]:
    """The tokens of a text and its mentions of time, in order, none overlapping."""
    known = lexicon()
    tokens = known.tokens(text)
    found: list[tuple[int, int, int, re.Match[str], Rule]] = []
    shouted = guards.shouted(text)
    for rule, match in _matches(tokens, known):
        first, last = match.span()
        while last > first and tokens.code[last - 1] == " ":
            last -= 1
        while first < last and tokens.code[first] == " ":
            first += 1
        if first < last and guards.admits(rule, match, tokens, known, shouted):
            found.append((last - first, -rule.rank, first, match, rule))
    chosen: list[Mention] = []
    taken = bytearray(len(tokens.code))
    for length, _, first, match, rule in sorted(found, key=lambda f: f[:3], reverse=True):
        if any(taken[first : first + length]):
            continue
        taken[first : first + length] = b"\1" * length
        if rule.means != "nothing":
            chosen.extend(_mentions(rule, match, first, first + length, tokens))
    return tokens, tuple(sorted(chosen, key=lambda m: m.start))


def _matches(tokens: Tokens, known: Lexicon) -> Iterator[tuple[Rule, re.Match[str]]]:
    """Every match of every rule, looked for only where a word of time stands among known words."""
    code = tokens.code
    for stretch in _STRETCH.finditer(code):
        first, last = stretch.span()
        if not known.core.search(code, first, last):
            continue
        look = min(len(code), last + _LOOK_AHEAD)
        for rule in known.rules:
            for match in rule.pattern.finditer(code, first, look):
                yield rule, match


def _mentions(rule: Rule, match: re.Match[str], first: int, last: int, tokens: Tokens) -> list[Mention]:
    groups = {
        name.partition("__")[0]: tokens.words(match.start(name), match.end(name)).strip().lower()
        for name, words in match.groupdict().items()
        if words is not None
    }
    halves = [h for h in ("a", "b") if h in groups] if "a" in groups and "b" in groups else [""]
    out = []
    for half in halves:
        begin, end = match.span(half) if half else (first, last)
        out.append(Mention(rule, groups, begin, end, *tokens.span(begin, end), half))
    return out
