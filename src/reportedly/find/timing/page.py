"""A report as the dating of its claims sees it: its sentences, its words of time, and what they hang on."""

from __future__ import annotations

import bisect
import collections
import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportedly.find.parse import root_of
from reportedly.model.text import SENTENCE_END
from reportedly.model.told import TimeExpression
from reportedly.rules import load_rules

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

HEAD = 300  # characters at the top in which a day outside any sentence is the report's stamp
LEAD = 700  # characters in which the first day of the telling leads the report
VERBS = ("VERB", "AUX")
_FULL_DATE = re.compile(r"\d{4}|\d\d?[./-]\d\d?[./-]\d\d")
_BESIDE = (("(", 0), (")", 1))


@dataclass(frozen=True, slots=True)
class Moment:
    """Words of time on the page. `stamp`: the report's own date, outside any sentence; `lead`: the first day told after
    it; `speech`: they hang on a verb of saying; `often`: how many expressions name the same days."""

    told: TimeExpression
    sentence: int
    root: Token | None
    verb: Token | None
    speech: bool
    stamp: bool
    lead: bool
    often: int
    led: str

    @property
    def grain(self) -> str:
        """What kind of time it is: `day`, `week`, `month`, `year`, `span`, `since`, `now` or `ref`."""
        value = self.told.value or ""
        if value.endswith("_REF"):
            return "now" if value == "PRESENT_REF" else "ref"
        if self.told.mod == "SINCE":
            return "since"
        return "span" if self.told.type == "DURATION" else self.told.precision


@dataclass(frozen=True, slots=True)
class Page:
    """The text, the day that it counts from, and its dated words of time in order."""

    text: str
    doc: Doc
    day: dt.date | None
    ends: tuple[int, ...]
    moments: tuple[Moment, ...]

    def sentence(self, at: int) -> int:
        """The number of the sentence in which a character stands."""
        return bisect.bisect_right(self.ends, at)


def read_page(text: str, doc: Doc, day: dt.date | None, times: Sequence[TimeExpression]) -> Page:
    """The page of a report. Times without days, and repetitions, date nothing and are left out."""
    ends = tuple(m.end() for m in SENTENCE_END.finditer(text))
    dated = [t for t in times if t.type != "SET" and t.first is not None]
    stamps = {t.span for t in dated if is_stamp(t, text)}
    body = [t for t in dated if t.span not in stamps]
    lead = body[0].span if body and body[0].span.start < LEAD else None
    often = collections.Counter((t.first, t.last) for t in body)
    moments = []
    for told in dated:
        root = root_of(told.span, doc)
        verb = verb_of(root)
        speech = verb is not None and verb.lemma_ in load_rules("timing")["speech"]
        before = text[max(0, told.span.start - 20) : told.span.start].lower().split()[-1:]
        led = before[0] if before and before[0] in load_rules("timing")["led"] else ""
        at = bisect.bisect_right(ends, told.span.start)
        stamp = told.span in stamps
        moments.append(
            Moment(told, at, root, verb, speech, stamp, told.span == lead, often[told.first, told.last], led)
        )
    return Page(text, doc, day, ends, tuple(moments))


def is_stamp(told: TimeExpression, text: str) -> bool:
    """Whether a day near the top stands outside any sentence: in full, or in brackets, without a word that leads it."""
    if told.span.start >= HEAD or told.precision != "day":
        return False
    before = text[max(0, told.span.start - 20) : told.span.start].split()[-1:]
    if before and before[0].lower().strip("(,") in load_rules("timing")["prose"]:
        return False
    beside = text[max(0, told.span.start - 1) : told.span.start], text[told.span.end : told.span.end + 1]
    return bool(_FULL_DATE.search(told.text)) or any(beside[side] == mark for mark, side in _BESIDE)


def verb_of(token: Token | None) -> Token | None:
    """The verb of a word's clause: itself, or the nearest above."""
    if token is None:
        return None
    return next((t for t in (token, *token.ancestors) if t.pos_ in VERBS), None)
