"""The words of time and the patterns over them, from rules/dates.yaml.

A text is written as one character a token: every word that some rule knows has a character of its own, other words are
`x`, a blank line is a line feed, other white space a space. Patterns are ordinary regular expressions over that string,
so case, line ends and typographic dashes never matter to a rule, and a rule is as fast as a search in a short string.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from reportedly.rules import load_rules

_TOKEN = re.compile(r"\d+|[^\W\d_]+|\s+|.", re.DOTALL)
_PATTERN_PIECE = re.compile(r"\(\?P<\w+>|\(\?<?[:=!]|\\.|\{(\w+)(?::(\w+))?\}|([a-z]+)|.", re.DOTALL)
_SAME = {"–": "-", "—": "-", "‑": "-", "’": "'", "‘": "'", "`": "'"}
_KEPT = frozenset(".,:;()[]/+%$€£\"'-")
_UNKNOWN_WORD, _OTHER_SIGN, _BREAK = "x", "~", "\n"
_NOT_CORE = ("small", "teen", "tens", "rank")
_CORE_NUMBERS = ("year", "ddyyyy", "hhmm")


@dataclass(frozen=True, slots=True)
class Rule:
    """One entry of the rules: its compiled pattern, the reader that gives it meaning, and its guard if any."""

    id: str
    means: str
    pattern: re.Pattern[str]
    guard: str | None
    value: str | None
    rank: int


@dataclass(frozen=True, slots=True)
class Tokens:
    """A text as tokens: `code` has one character a token, `starts` their offsets and one more for the end."""

    text: str
    code: str
    starts: tuple[int, ...]

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Offsets in the text of the tokens `first` to `last`, end-exclusive."""
        return self.starts[first], self.starts[last]

    def words(self, first: int, last: int) -> str:
        """The text of the tokens `first` to `last`, end-exclusive."""
        return self.text[self.starts[first] : self.starts[last]]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Characters of the known words, the class tables, the rules compiled with them; every time has a `core` word."""

    code: Mapping[str, str]
    classes: Mapping[str, Mapping[str, Any]]
    rules: tuple[Rule, ...]
    parts: Mapping[str, str]
    proper: frozenset[str]
    core: re.Pattern[str]

    def tokens(self, text: str) -> Tokens:
        """The tokens of a text; a token's character tells what it can be."""
        code, starts = [], []
        known = self.code
        for match in _TOKEN.finditer(text):
            token = match[0]
            starts.append(match.start())
            if token.isalpha():
                code.append(known.get(token.lower(), _UNKNOWN_WORD))
            elif token.isspace():
                code.append(_BREAK if token.count("\n") > 1 else " ")
            elif token.isdecimal():
                code.append(known.get(token) or known[_shape(token)])
            else:
                sign = _SAME.get(token, token)
                code.append(sign if sign in _KEPT else _OTHER_SIGN)
        return Tokens(text, "".join(code), (*starts, len(text)))


def _shape(token: str) -> str:
    """What a number of three digits or more can be: `year`, `hhmm`, both, `ddyyyy` or any other `int`."""
    number = int(token) if len(token) < 9 else -1
    clock = len(token) in (3, 4) and number // 100 < 24 and number % 100 < 60
    year = len(token) == 4 and 1500 <= number < 2100
    if clock or year:
        return "#both" if clock and year else "#hhmm" if clock else "#year"
    if len(token) in (5, 6) and 1 <= number // 10000 <= 31 and 1900 <= number % 10000 < 2100:
        return "#ddyyyy"
    return "#int"


def _numbers() -> dict[str, set[str]]:
    two = {f"{i:02}" for i in range(100)}
    one = {str(i) for i in range(10)}
    plain = {s for s in one | two}
    return {
        "day": {s for s in plain if 1 <= int(s) <= 31},
        "mm": {s for s in plain if 1 <= int(s) <= 12},
        "late": {s for s in plain if 13 <= int(s) <= 31},
        "yy": two,
        "which_quarter": {"1", "2", "3", "4"},
        "hour": {s for s in plain if int(s) <= 24},
        "minute": {s for s in two if int(s) < 60},
        "year": {"#year", "#both"},
        "hhmm": {"#hhmm", "#both"},
        "ddyyyy": {"#ddyyyy"},
        "int": plain | {"#year", "#both", "#hhmm", "#ddyyyy", "#int"},
    }


@functools.cache
def lexicon() -> Lexicon:
    """The lexicon of rules/dates.yaml, built once."""
    data = load_rules("dates")
    classes: dict[str, Mapping[str, Any]] = data["classes"]
    members = {name: set(words) for name, words in classes.items()} | _numbers()
    texts = [*data["phrases"].values(), *(r["pattern"] for r in data["rules"])]
    literal = {word for text in texts for word in _literals(text)}
    vocabulary = sorted(set().union(*members.values()) | literal)
    code = {word: chr(0xE000 + i) for i, word in enumerate(vocabulary)}
    sets = {name: "[" + "".join(sorted(code[w] for w in words)) + "]" for name, words in members.items()}
    rules = tuple(
        Rule(
            r["id"],
            r["means"],
            re.compile(_compiled(r["pattern"], code, sets, data["phrases"])),
            r.get("guard"),
            r.get("value"),
            rank,
        )
        for rank, r in enumerate(data["rules"])
    )
    words = set(data["alone"]).union(*(members[n] for n in (*classes, *_CORE_NUMBERS) if n not in _NOT_CORE))
    core = "".join(sorted(code[w] for w in words)) + ":/"
    return Lexicon(code, classes, rules, data["parts"], frozenset(data["proper"]), re.compile(f"[{core}]"))


def _literals(pattern: str) -> Iterator[str]:
    return (m[3] for m in _PATTERN_PIECE.finditer(pattern) if m[3] and m[3] != _UNKNOWN_WORD)


def _compiled(pattern: str, code: Mapping[str, str], sets: Mapping[str, str], phrases: Mapping[str, str]) -> str:
    """The pattern over characters: words and classes replaced; classes named outside phrases are captured.

    A group named again is captured as `name__1`, `name__2`: the branches of an alternative may share a name.
    """
    seen: dict[str, int] = {}

    def put(piece: re.Match[str], capture: bool) -> str:
        name, suffix, word = piece.groups()
        if word:
            return word if word == _UNKNOWN_WORD else code[word]
        if not name:
            return piece[0]
        inner = sets.get(name) or _PATTERN_PIECE.sub(lambda m: put(m, False), phrases[name])
        if not capture:
            return inner
        group = f"{name}_{suffix}" if suffix else name
        seen[group] = seen.get(group, -1) + 1
        return f"(?P<{group}__{seen[group]}>{inner})" if seen[group] else f"(?P<{group}>{inner})"

    return _PATTERN_PIECE.sub(lambda m: put(m, True), pattern)
