"""What a number counts when it does not count people: per cent, money, time, weapons, families, houses …"""

from __future__ import annotations

import dataclasses
import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from reportedly.find.amounts.numerals import words_of
from reportedly.model.text import Amount, Span
from reportedly.rules import load_rules

WHOLES = (None, "households", "houses")
PARTS = (*WHOLES, "percent", "thing")
"""The units of what may be a whole, and of what may be a part of one."""

REACH = 60
"""How many characters around a number its unit is looked for in."""

HOUR = re.compile(r"(?:[01]\d|2[0-3])[0-5]\d")
YEAR = re.compile(r"(?:19|20)\d\d$")
CODE_BEFORE = re.compile(r"(?:[A-Za-z]{1,6}[-–]|[A-Za-z\d]+[-–/]\d*|[A-Z]+\+|\d[-–/:.]|\+)$")
AGE_BEFORE, AGE_AFTER = re.compile(r"[A-Z][a-z]+,\s$"), re.compile(r",\s+[a-z]")
# Behind a full name that no preposition makes a place an age may also end what is said: "Ana Bertoli, 31 were".
FULL_NAME = re.compile(
    r"(?<!in )(?<!at )(?<!near )(?<!from )(?<!of )(?<!on )\b[A-Z][\w'’-]+ (?:[A-Z]\.? )?[A-Z][\w'’-]+,\s$"
)
AGE_ENDS = re.compile(r"\s*[;).]|\s*,|\s+(?:and|is|was|were|who|of|from|has|had)\b|$")
OLDEST = 110
MEMBERS_AFTER = re.compile(r"[- ](?:strong|members?|man|men|person|people)\b", re.I)


@dataclass(frozen=True, slots=True)
class Unit:
    name: str
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None
    digits_only: bool


@functools.cache
def units() -> tuple[Unit, ...]:
    out = []
    rules = load_rules("amounts")
    stop, people = (words_of(words) for words in (rules["stop"], rules["implicit"]["people"]))
    describing = rf"(?:(?!(?:{stop}|\d[\d.,]*)\b)(?!\w*[^s\W]s\b)[\w'’-]+\s+){{0,2}}?"
    numbers = "|".join(words_of(list(rules[k])) for k in ("ones", "teens", "tens"))
    owner, of = r"(?:the|its|their|his|these|those)\b", r"[\w-]+['’]s"
    whole = rf"\s+of(?=\s+(?:{owner}|(?:\d|{of}|{numbers})\b))(?:\s+{owner})?"
    whole += rf"(?:\s+{of})?(?:\s+(?:\d[\d.,]*|{numbers})(?![\w-]))?"  # "of the country's 18 provinces"
    linking = rf"(?:\s+(?:more|other|another|additional)\b)?(?:{whole})?[\s-]+"
    entry: dict[str, Any]
    for entry in rules["units"]:
        before = "|".join(spaced(b) for b in entry.get("before", ()))
        after = [rf"\s*(?:{spaced(a)})" + (r"(?!\w)" if re.match(r"[\w(-]", a) else "") for a in entry.get("after", ())]
        nouns = "|".join(spaced(n) for n in entry.get("nouns", ()))
        if nouns:
            after.append(rf"{linking}{describing}(?P<noun>{nouns})(?![\w-]|\s+(?:{people})s?\b)")
        out.append(
            Unit(
                entry["unit"],
                re.compile(rf"(?:(?<![\w-])|(?<=[A-Za-z])(?=[$]))(?:{before})\s?$", re.I) if before else None,
                re.compile("|".join(after), re.I) if after else None,
                bool(entry.get("digits_only")),
            )
        )
    return tuple(out)


@functools.cache
def patterns() -> dict[str, re.Pattern[str]]:
    """What tells years and hours from counts."""
    rules = load_rules("amounts")
    told = {"counted": rules["counted"], **{k: rules["years"][k] for k in ("before", "counting", "dated")}}
    told |= {f"hour {k}": rules["hours"][k] for k in ("before", "counting", "after")}
    return {name: re.compile(pattern, re.I) for name, pattern in told.items()}


def spaced(pattern: str) -> str:
    return pattern.replace(" ?", r"\s*").replace(" ", r"\s+")


def tell_unit(text: str, amount: Amount) -> Amount:
    """The amount with its unit, if the words around it tell one."""
    if amount.unit is not None:
        return amount
    unit = unit_around(text, amount.span, amount.text)
    return amount if unit is None else dataclasses.replace(amount, unit=unit)


def tell_wholes(text: str, amounts: Sequence[Amount]) -> tuple[Amount, ...]:
    """The amounts; one that is only the whole from which the one before is taken has `unit` whole."""
    between, told = whole()
    out = list(amounts[:1])
    for part, other in pairwise(amounts):
        alike = other.unit in WHOLES and part.unit in PARTS
        taken = alike and between.fullmatch(text[part.span.end : other.span.start])
        counts = taken and told.match(text[other.span.end : other.span.end + REACH])
        out.append(dataclasses.replace(other, unit="whole") if taken and not counts else other)
    return tuple(out)


@functools.cache
def whole() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What stands between a part and its whole, and what behind a whole tells that it is a count of victims itself."""
    rule = load_rules("amounts")["whole"]
    return re.compile(rf"{spaced(rule['between'])}\s*", re.I), re.compile(rf"{spaced(rule['told'])}\b", re.I)


def unit_around(text: str, span: Span, words: str) -> str | None:
    before = text[max(0, span.start - REACH) : span.start]
    after = text[span.end : span.end + REACH]
    digits = words[0].isdigit()
    if MEMBERS_AFTER.match(after):
        return None
    if digits and is_hour(words, before, after):
        return "time"
    if digits and is_year(words, before, after):
        return "date"
    if digits and AGE_BEFORE.search(before) and AGE_AFTER.match(after):
        return "age"
    if words.isdigit() and int(words) <= OLDEST and FULL_NAME.search(before) and AGE_ENDS.match(after):
        return "age"
    if digits and (code := unit_of_code(words, before, after)):
        return code
    for unit in units():
        if unit.digits_only and not digits:
            continue
        if unit.after and (match := unit.after.match(after)) and agrees(words, match):
            return unit.name
        if unit.before and unit.before.search(before) and fits_before(unit, words, after):
            return unit.name
    return None


def agrees(words: str, match: re.Match[str]) -> bool:
    """A noun that is counted stands in the plural: in "40 Free State fighters" no states are counted."""
    noun = match.groupdict().get("noun")
    if not noun or words.lower() in ("1", "one", "no"):
        return True
    return bool(re.search(r"s$|craft$|cattle$|sheep$|livestock$|munition$|gear$|\bmm$|47$|HH$|houses? of", noun, re.I))


def unit_of_code(words: str, before: str, after: str) -> str | None:
    """T-55 is a weapon, 15:30 and 0340 a time, 9/11 a date."""
    if words[0] == "0" and words.isdigit() and len(words) > 4:
        return "resolution"
    if re.match(r"[-/.]\d{1,2}[-/.]\d{2,4}\b", after):
        return "date"
    if re.fullmatch(r"0\d{3}", words) or re.search(r"\d[:.]$", before):
        return "time"
    if not CODE_BEFORE.search(before):
        return None
    return "weapon" if before[-1] == "-" and before[-2:-1].isalpha() else "date"


def fits_before(unit: Unit, words: str, after: str) -> bool:
    """Whether what stands in front counts: not where people follow ("in May 12 people died"); a day is at most 31."""
    if unit.name == "age" and words[0].isdigit():
        return True
    if unit.name == "date" and not (words.isdigit() and int(words) <= 31):
        return False
    return not patterns()["counted"].match(after)


def is_hour(words: str, before: str, after: str) -> bool:
    """Whether four digits are an hour: "at 1050, when …"."""
    tells = patterns()
    at = tells["hour before"].search(before) if HOUR.fullmatch(words) else None
    if at is None or tells["hour counting"].search(before[: at.start()]):
        return False
    return bool(tells["hour after"].match(after))


def is_year(words: str, before: str, after: str) -> bool:
    """A bare 19xx or 20xx is a year, unless a hedge or a verb stands before it or people after it."""
    tells = patterns()
    if not YEAR.fullmatch(words):
        return False
    if tells["dated"].search(before):
        return True
    if tells["counted"].match(after):
        return False
    if tells["before"].search(before):
        return True
    return not tells["counting"].search(before)
