"""Whether a claim's words tell anything of its kind: a learned finder far from home sees force where there is none."""

from __future__ import annotations

import functools
import re

from reportedly.find.wording import lower, phrase_pattern
from reportedly.model.text import Span, sentence_of
from reportedly.model.told import Told
from reportedly.rules import load_rules

TAIL = 45  # characters behind a quote that still belong to its clause


@functools.cache
def evidence_rules() -> dict[str, tuple[str, re.Pattern[str]]]:
    """Kind and type → where its words must stand, and the words."""
    return {rule["of"]: (rule["where"], phrase_pattern(rule["words"])) for rule in load_rules("evidence")["rules"]}


def has_evidence(told: Told, text: str) -> bool:
    """Whether the words that a claim of its kind and type needs stand where they must; other kinds need none."""
    where, pattern = evidence_rules().get(f"{told.kind}.{told.type}", ("", None))
    if pattern is None:
        return True
    span = sentence_of(told.quote, text) if where == "sentence" else Span(told.quote.start, told.quote.end + TAIL)
    return pattern.search(lower(span.of(text))) is not None
