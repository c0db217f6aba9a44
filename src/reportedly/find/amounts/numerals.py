"""Bare numbers: digits in all styles, number words, vague words, shares."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import Any

from reportedly.model.text import Span
from reportedly.rules import load_rules

MOST = 10**12
"""Numbers from here on are identifiers, not counts."""

GROUPED = (
    r"\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d{1,3},\s000(?!\d)|\d{1,3}(?:\.\d{3})+(?![\d.])|"
    r"\d{1,3}(?:['’ \u00a0\u202f]\d{3})+(?!\d|[,.]\d)"
)
GLUED = re.compile(r"[A-Za-z]\d|(?!st|nd|rd|th|km|mm|cm|am|pm|kg|ft)[a-z]{2}")
METRES = re.compile(r"\s+(?:long|wide|high|deep|tall|away|from|of|north|south|east|west)\b")
PLAIN = r"\d+(?:\.\d+)?(?!\d)"
MONTH_BEFORE = re.compile(
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*\.?\s$|"
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*\.?\s\d{1,2}[,\s-]{1,3}$",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Numeral:
    """One number: `kind` is `number` (stated), `vague` (by convention), `none` (zero) or `share` (per cent)."""

    span: Span
    value: float
    kind: str
    scale: int = 1
    digits: bool = False


def words_of(phrases: list[str]) -> str:
    """A pattern for any of the phrases, longest first, with any white space between words."""
    ordered = sorted((str(p) for p in phrases), key=len, reverse=True)
    return "|".join(re.escape(p).replace(r"\ ", r"\s+") for p in ordered)


@functools.cache
def grammar() -> re.Pattern[str]:
    """The grammar of a number, as one pattern with a named group for each kind."""
    rules = load_rules("amounts")
    ones, teens, tens = (words_of(list(rules[k])) for k in ("ones", "teens", "tens"))
    big = words_of([s for s in rules["scales"] if s != "hundred"])
    below_hundred = rf"(?:(?:{tens})(?:[\s-]*(?:{ones})\b)?|{teens}|{ones})"
    digits = rf"(?:{GROUPED}|{PLAIN})"
    suffixes = "|".join(sorted(rules["suffixes"], key=len, reverse=True))
    below_thousand = (
        rf"(?:(?:{below_hundred}|an?|\d+)[\s-]+hundred(?:\s+(?:and\s+)?{below_hundred}\b)?|{below_hundred})\b"
    )
    fraction = r"half\s+an?|three\s+quarters\s+of\s+an?|(?:an?\s+)?quarter\s+of\s+an?"
    mantissa = rf"(?:{fraction}|{below_thousand}|an?|{digits})"
    and_half = r"(?:\s+and\s+an?\s+half)"
    scaled = (
        rf"{mantissa}{and_half}?(?:[\s-]*(?:{big})\b)+{and_half}?"
        rf"(?:\s+(?:and\s+)?{below_thousand}(?:\s+(?:thousand)(?:\s+(?:and\s+)?{below_thousand})?)?)?"
    )
    dozen = rf"(?:half\s+an?|{below_hundred}|an?|\d{{1,2}})[\s-]+(?:dozens?)\b"
    vague = words_of([w for entry in rules["vague"] for w in entry["words"]])
    not_a_number = rf"(?!\s+(?:of\s+)?(?:an?\s+)?(?:dozen|hundred|{big}|{rules['no_share_of']}))"
    return re.compile(
        r"(?<![\w.,])(?:"
        rf"(?P<share>(?:{words_of(list(rules['shares']))}){not_a_number}(?=\s+\w))"
        rf"|(?P<vague>(?:{vague})(?![\w]|-[a-z]))"
        rf"|(?P<dozen>{dozen})"
        rf"|(?P<scaled>{scaled})"
        rf"|(?P<words>{below_thousand})"
        rf"|(?P<suffixed>{PLAIN}\s?(?:{suffixes})(?![\w]))"
        rf"|(?P<digits>{digits})"
        rf"|(?P<none>(?:{words_of(rules['none']['words'])})(?![\w'’.-]))"
        r")",
        re.I,
    )


def find_numerals(text: str) -> list[Numeral]:
    """The bare numbers of the text, in order."""
    found: list[Numeral] = []
    at, pattern = 0, grammar()
    while match := pattern.search(text, at):
        numeral = read_numeral(text, match)
        at = match.end() if numeral is None else numeral.span.end
        if numeral is not None:
            found.append(numeral)
    return found


def read_numeral(text: str, match: re.Match[str]) -> Numeral | None:
    """The number of a match; None where the words are no number here."""
    kind, words = str(match.lastgroup), match.group()
    start = match.start()
    rules = load_rules("amounts")
    if kind == "digits":
        return read_digits(text, start, words)
    span = Span(start, match.end())
    if re.search(r"[^\W\d_]-$", text[max(0, start - 2) : start]):
        return None
    if kind == "none":
        after = text[match.end() : match.end() + 24].lower().split()
        idle = not after or after[0].strip(".,;:!?)") in rules["none"]["not_before"]
        return None if idle else Numeral(span, 0, "none")
    if kind == "share":
        return Numeral(span, float(rules["shares"][" ".join(words.lower().split())]), "share")
    if kind == "vague":
        return read_vague(text, span, " ".join(words.lower().split()))
    if kind == "suffixed":
        return read_suffixed(text, span, words)
    value, scale = value_of(words)
    if value >= MOST or idiom(text, span, words):
        return None
    return Numeral(span, value, "number", scale, words[0].isdigit())


def read_digits(text: str, start: int, words: str) -> Numeral | None:
    """Digits, with the groups of thousands undone where the first group is the day of a date ("July 5 200 people")."""
    if re.match(r"\d{1,2}\s", words) and MONTH_BEFORE.search(text[max(0, start - 16) : start]):
        words = words.split()[0]
    end = start + len(words)
    value = digits_value(words)
    after = text[end : end + 2]
    if value >= MOST or GLUED.match(after):
        return None
    return Numeral(Span(start, end), value, "number", 1, True)


def read_vague(text: str, span: Span, words: str) -> Numeral | None:
    before = text[max(0, span.start - 14) : span.start].lower().rstrip()
    after = text[span.end : span.end + 20].lower()
    if words in ("many", "few") and re.search(r"\b(?:how|too|twice as)$", before):
        return None
    if words == "many" and before.endswith("as") and re.match(r"\s+as\b", after):
        return None
    if words.endswith(("number", "numbers")) and not re.match(r"\s+of\b|\s+(?:was|were|has|have)\b", after):
        return None
    return Numeral(span, vague_values()[words], "vague")


@functools.cache
def vague_values() -> dict[str, int]:
    return {str(w): int(entry["value"]) for entry in load_rules("amounts")["vague"] for w in entry["words"]}


def read_suffixed(text: str, span: Span, words: str) -> Numeral | None:
    """1.5m, 300k. A whole or large number before "m" is as likely metres: "40m away", "100m from"."""
    match = re.match(r"([\d.]+)\s?([A-Za-z]+)$", words)
    assert match is not None
    number, suffix = float(match[1]), match[2].lower()
    metres = suffix == "m" and METRES.match(text, span.end)
    spaced = " " in words and suffix in ("m", "k")
    if metres or spaced or number >= 1000:
        end = span.start + len(match[1])
        return Numeral(Span(span.start, end), number, "number", 1, True)
    scale = int(load_rules("amounts")["suffixes"][suffix])
    return Numeral(span, number * scale, "number", scale, True)


def idiom(text: str, span: Span, words: str) -> bool:
    """Words of number that count nothing: "one another", "no one", "the one who", "one of the most"."""
    if words.lower() != "one":
        return False
    rules = load_rules("amounts")["one"]
    before = text[max(0, span.start - 12) : span.start]
    after = text[span.end : span.end + 16]
    return bool(re.search(rules["not_before"], before, re.I) or re.match(rules["not_after"], after, re.I))


def digits_value(words: str) -> float:
    """1,200 · 1.200 · 1 200 · 1'200 are 1200; 2.5 is 2.5."""
    plain = re.sub(r"[,'’\s\u00a0\u202f]", "", words)
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+", plain) and not plain.startswith("0"):
        plain = plain.replace(".", "")
    return float(plain)


def value_of(words: str) -> tuple[float, int]:
    """The value of number words or digits with scale words, and the largest scale word named."""
    tokens = re.findall(r"\d[\d.,'’ \u00a0\u202f]*\d|\d|[a-z]+", words.lower())
    total, part, scale, waiting = 0.0, 0.0, 1, 0.0
    numbers = small_numbers()
    for before, token in zip(["", *tokens], tokens, strict=False):
        size = scale_of(token)
        if size is not None:
            factor = waiting or part or 1.0
            part, waiting = (0.0, 0.0) if size > 100 else (factor * size, 0.0)
            total += factor * size if size > 100 else 0.0
            scale = max(scale, size)
        elif token == "half":
            waiting, part, total = add_half(before, part, total, scale)
        elif token in ("quarter", "quarters"):
            waiting, part = 0.75 if before == "three" else 0.25, 0.0
        elif token in numbers:
            part += numbers[token]
        elif token[0].isdigit():
            part += digits_value(token)
    return total + part, scale


def add_half(before: str, part: float, total: float, scale: int) -> tuple[float, float, float]:
    """ "half a million" waits for its scale; "a million and a half" adds half of it; "one and a half million" 0.5."""
    if before not in ("a", "an"):
        return 0.5, part, total
    if total and not part:
        return 0.0, part, total + scale / 2
    return 0.0, part + 0.5, total


@functools.cache
def small_numbers() -> dict[str, int]:
    rules = load_rules("amounts")
    return {**rules["ones"], **rules["teens"], **rules["tens"]}


def scale_of(token: str) -> int | None:
    scales: dict[str, Any] = load_rules("amounts")["scales"]
    if token in ("dozen", "dozens"):
        return 12
    return int(scales[token]) if token in scales else None
