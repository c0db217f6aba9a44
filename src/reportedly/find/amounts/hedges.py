"""Ranges and hedges: from bare numbers to amounts with their bounds."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, replace
from typing import Any

from reportedly.find.amounts.numerals import Numeral, find_numerals, words_of
from reportedly.model.text import Amount, Span
from reportedly.rules import load_rules

REACH = 48
"""How many characters around a number its hedge is looked for in."""
OPENED, CLOSED = re.compile(r"\s?\(\s?"), re.compile(r"\s?\)")


def find_figures_told(text: str) -> list[Amount]:
    """The text's numbers, ranges joined, with value, bounds and hedge; units not told yet."""
    numerals = find_numerals(text)
    amounts: list[Amount] = []
    i = 0
    while i < len(numerals):
        joined = told_as_one(text, numerals[i], numerals[i + 1]) if i + 1 < len(numerals) else None
        amounts.append(joined or hedged(text, numerals[i]))
        i += 2 if joined else 1
    return amounts


def bounds(value: int, hedge: str) -> tuple[int | None, int | None]:
    """The bounds a hedge sets: "more than 380" low 380; "nearly 900" high 900; "about 40" none; "dozens" low 12."""
    if hedge == "exact":
        return value, value
    if hedge in ("more_than", "at_least", "vague"):
        return value, None
    return (None, value) if hedge in ("nearly", "up_to") else (None, None)


def hedged(text: str, numeral: Numeral) -> Amount:
    """One number with its hedge. Vague words keep `vague`, with the convention's value as lower bound."""
    span, value = numeral.span, round(numeral.value)
    if numeral.kind == "none":
        return Amount(span, span.of(text), 0, 0, 0, "exact")
    hedge = hedge_around(text, span)
    if numeral.kind == "vague":
        hedge = hedge if hedge in ("more_than", "at_least", "up_to", "nearly") else "vague"
    hedge = hedge or "exact"
    low, high = bounds(value, hedge)
    return Amount(span, span.of(text), value, low, high, hedge, "percent" if numeral.kind == "share" else None)


@dataclass(frozen=True, slots=True)
class Hedging:
    hedge: str
    before: re.Pattern[str]
    after: re.Pattern[str] | None


@functools.cache
def hedgings() -> tuple[Hedging, ...]:
    rules = load_rules("amounts")
    between = words_of(rules["between"])
    out = []
    for entry in rules["hedges"]:
        signs = "|".join(re.escape(s) for s in entry["signs"])
        signed = rf"|(?:{signs})\s?" if signs else ""
        before = re.compile(
            rf"(?:(?<![\w-])(?:{words_of(entry['before'])})(?P<rest>\s+(?:(?:{between})\s+){{0,2}}[\"“”'‘]?(?:US)?[$€£]?)|(?P<sign>(?!)){signed})$",
            re.I,
        )
        words = "|".join(a.replace(" ", r"\s+") for a in entry["after"])
        after = re.compile(rf"\s*(?:{words})(?!\w)", re.I) if words else None
        out.append(Hedging(entry["hedge"], before, after))
    return tuple(out)


def hedge_around(text: str, span: Span) -> str | None:
    """The hedge of the number: the nearest before it that sets a bound ("at least some 20"), or one behind."""
    chain = hedges_before(text[max(0, span.start - REACH) : span.start])
    bounding = [hedge for hedge in chain if hedge != "about"]
    if bounding:
        return bounding[0]
    after = text[span.end : span.end + REACH]
    behind = [h.hedge for h in hedgings() if h.after and h.after.match(after)]
    told = behind or chain
    return told[0] if told else None


def hedges_before(before: str) -> list[str]:
    """The hedges that stand before a number, nearest first."""
    chain: list[str] = []
    while fitting := [(m.start(), h.hedge) for h in hedgings() if (m := h.before.search(before))]:
        start, hedge = min(fitting)
        chain.append(hedge)
        if start == 0 or not before[start - 1].isspace():
            break
        before = before[:start].rstrip() + " "
    return chain


def told_as_one(text: str, first: Numeral, second: Numeral) -> Amount | None:
    """Two numbers as one amount: the bounds of a range, or one number told twice: "five (5)"."""
    between = text[first.span.end : second.span.start]
    twice = (first.value, first.kind) == (second.value, second.kind) and first.digits != second.digits
    if twice and OPENED.fullmatch(between) and (close := CLOSED.match(text, second.span.end)):
        return hedged(text, replace(first, span=Span(first.span.start, close.end())))
    return join_range(text, first, second)


@dataclass(frozen=True, slots=True)
class Ranging:
    before: re.Pattern[str]
    middle: re.Pattern[str]
    not_before: re.Pattern[str] | None


@functools.cache
def rangings() -> tuple[Ranging, ...]:
    out = []
    entry: dict[str, Any]
    for entry in load_rules("amounts")["ranges"]:
        first, second = entry["pattern"].split("FIRST", 1)
        middle = second.split("SECOND")[0]
        forbidden = entry.get("not_before")
        out.append(
            Ranging(
                re.compile(rf"{spaced(first)}$", re.I),
                re.compile(spaced(middle), re.I),
                re.compile(rf"\b{forbidden}\s+$", re.I) if forbidden else None,
            )
        )
    return tuple(out)


def spaced(pattern: str) -> str:
    return pattern.replace(" ?", r"\s*").replace(" ", r"\s+")


def join_range(text: str, first: Numeral, second: Numeral) -> Amount | None:
    """Both numbers as one amount of hedge `range`, where the words between (and before) make them one."""
    if first.kind not in ("number", "vague") or second.kind != first.kind or second.span.start - first.span.end > 24:
        return None
    middle = text[first.span.end : second.span.start]
    before = text[max(0, first.span.start - 24) : first.span.start]
    low, high = first.value, second.value
    if second.scale > 1 and first.scale == 1 and first.value < 1000:
        low = first.value * second.scale
    if low >= high or high > 100 * max(low, 1):
        return None
    for ranging in rangings():
        found = ranging.before.search(before)
        if found and ranging.middle.fullmatch(middle):
            if ranging.not_before and ranging.not_before.search(before[: found.start()] or before):
                return None
            span = Span(first.span.start, second.span.end)
            return Amount(span, span.of(text), round(low), round(low), round(high), "range")
    return None
