"""By what means force was used: the words of rules/means.yaml against the mode that a finder proposes.

A finder that knows one war gives every unnamed strike the means of that war. So a mode stands only where words tell it:
those of the act, else those of its clause; and a means that nothing near the act tells is `other`.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from reportedly.find.wording import lower, phrase_pattern
from reportedly.model.text import Span
from reportedly.model.told import Told
from reportedly.rules import load_rules

UNCLEAR = "other"
BY_SIGHT = frozenset({"clash", "ground", UNCLEAR})  # modes that need no means: two sides, or an advance
TAIL = 45  # characters behind the quote in which "with heavy artillery" may still stand
CLOSE = 60  # characters around the act's own words in which a sure rule looks
NEAR = 400  # characters around the act in which the means may have been told
END = re.compile(r"[.;:!?,\n]")


@dataclass(frozen=True, slots=True)
class MeansRule:
    """A rule of means.yaml, its phrases as one pattern."""

    name: str
    mode: str
    sure: bool
    pattern: re.Pattern[str]


@functools.cache
def means_rules() -> tuple[MeansRule, ...]:
    """The rules in their order."""
    return tuple(
        MeansRule(rule["rule"], rule["mode"], rule.get("sure", False), phrase_pattern(rule["words"]))
        for rule in load_rules("means")["rules"]
    )


@functools.cache
def hints() -> dict[str, re.Pattern[str]]:
    """Mode → what makes it credible."""
    return {mode: phrase_pattern(words) for mode, words in load_rules("means")["hints"].items()}


@functools.cache
def means_of_others() -> re.Pattern[str]:
    """Phrases that hold words of means and tell none of the act beside which they stand."""
    return phrase_pattern(load_rules("means")["not"])


def mode_of(told: Told, text: str) -> tuple[str, str]:
    """The mode of an ASSAULT, and why: the rule and the words that decided, or that the finder's mode stands.

    A rule marked `sure` decides close by; then the act's own words; then the quote and its tail, where the finder's
    mode stands if its own words are among them. Without any such word the finder's mode stands if it needs no means, if
    its words stand near, or if the quote hints at it; else the mode is `other`.
    """
    proposed = told.mode or UNCLEAR
    first = max(0, min(told.quote.start, told.anchor.start) - NEAR)
    near = lower(text[first : max(told.quote.end, told.anchor.end) + NEAR])
    act, said = (Span(span.start - first, span.end - first) for span in (told.anchor, told.quote))
    near = without_others(near, act)
    close = near[max(said.start, act.start - CLOSE) : min(said.end, act.end + CLOSE)]
    for rule in means_rules():
        found = rule.pattern.search(close) if rule.sure else None
        if found:
            return rule.mode, f"{rule.name}: {found.group()}"
    near = without_targets(near, act, [Span(s.start - first, s.end - first) for s in told.roles.get("recipient", ())])
    quote = said.of(near) + tail(near, said)
    for where in (act.of(near), quote):
        holding = [(rule, found) for rule in means_rules() if (found := rule.pattern.search(where))]
        if any(rule.mode == proposed for rule, _ in holding):
            return proposed, "the words of the finder's mode"
        if holding:
            rule, found = holding[0]
            return rule.mode, f"{rule.name}: {found.group()}"
    if proposed in BY_SIGHT or hints()[proposed].search(quote) or told_near(proposed, near):
        return proposed, "no word against the finder's mode"
    return UNCLEAR, f"no word near tells {proposed}"


def without_others(text: str, anchor: Span) -> str:
    """The text with the phrases blanked that name means of something else; what touches the act is its own."""
    return means_of_others().sub(
        lambda m: m.group() if Span(*m.span()).overlaps(anchor) else " " * len(m.group()), text
    )


def without_targets(text: str, anchor: Span, targets: Sequence[Span]) -> str:
    """The text with the words for who or what is hit blanked: what flies there is no means ("fired on a warplane")."""
    for target in targets:
        if 0 <= target.start < target.end <= len(text) and not target.overlaps(anchor):
            text = text[: target.start] + " " * (target.end - target.start) + text[target.end :]
    return text


def tail(text: str, quote: Span) -> str:
    """What follows the quote in its clause."""
    behind = text[quote.end : quote.end + TAIL]
    end = END.search(behind)
    return behind[: end.start()] if end else behind


def told_near(mode: str, text: str) -> bool:
    """Whether words of the mode stand in the text."""
    return any(rule.pattern.search(text) for rule in means_rules() if rule.mode == mode)
