"""The signs by which a claim and a time are weighed against each other: plain words for what the language shows."""

from __future__ import annotations

import bisect
import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportedly.find.parse import root_of
from reportedly.find.timing.page import HEAD, VERBS, Moment, Page, verb_of
from reportedly.model.text import gap
from reportedly.model.told import Told
from reportedly.rules import load_rules

if TYPE_CHECKING:
    from spacy.tokens import Token

AND = re.compile(r"^\s*,?\s*and\b[^.;]{0,25}$")
AND_OTHERS = re.compile(r"^\s*,?\s*and\s+(?!(?:on|in|at|the|last|early|late)?\s*$)[^.;]{0,40}$")
SHORT = re.compile(r"(?:\s+(?!and\b)[\w-]+){0,8}\s+(?:on\s+|in\s+|last\s+|early\s+|late\s+)?")
"""Between the first of two times and the second claim, or its time; between a claim and a time of its own."""
Days = tuple[dt.date, dt.date]
Signs = dict[str, float]

CLOSED, OPEN, REPORT, NONE = "expression", "since", "report", "none"
LONG_AGO = 60  # days before the report's day from which a time is of another story
SINCE_REACH = 90  # characters back to a "since" that opens a clause with the time in it
OWNED_REACH = 2  # steps up from a happening with a time of its own to what shares it: to a verb, over a preposition
CLOCK = re.compile(r"T\d\d:")
DEEP = ((1, "1"), (4, "2-4"), (9, "5-9"), (14, "10-14"))
FAR = ((1, "1"), (2, "2"), (5, "3-5"))
GROUPS = {"toll": "toll", "displacement": "moved", "event": "act", "control": "taken"}
HARM = frozenset({"killed", "injured", "casualties"})
STATES = frozenset({"held", "contested", "besieged"})


@dataclass(frozen=True, slots=True)
class Option:
    """One way to date a claim: by a moment as it stands, by what began then and goes on (`since`), by the report's own
    day, or not at all. The ways are the values of `Told.dated`."""

    way: str
    moment: Moment | None
    days: Days | None


@dataclass(frozen=True, slots=True)
class Claimed:
    """A claim in its sentence: the word that carries it, the verb of its clause and how that is told."""

    told: Told
    root: Token | None
    verb: Token | None
    tense: str
    group: str
    sentence: int


def options(page: Page) -> tuple[Option, ...]:
    """All ways to date a claim of the page."""
    out = []
    for moment in page.moments:
        told, day = moment.told, page.day
        last = told.last or day
        if told.first and last and told.first <= last:
            out.append(Option(CLOSED, moment, (told.first, last)))
        if told.first and told.last and day and told.last < day and told.type in ("DATE", "DURATION"):
            out.append(Option(OPEN, moment, (told.first, day)))
    if page.day:
        out.append(Option(REPORT, None, (page.day, page.day)))
    return (*out, Option(NONE, None, None))


def read_claim(told: Told, page: Page) -> Claimed:
    """The claim in its sentence."""
    root = root_of(told.anchor, page.doc)
    verb = verb_of(root)
    group = "attack" if told.type == "ASSAULT" else "held" if told.type in STATES else GROUPS[told.kind]
    return Claimed(told, root, verb, tense_of(verb), group, page.sentence(told.anchor.start))


def traits(claim: Claimed, page: Page) -> Iterator[str]:
    """How the words of a claim are put: its clause, its noun, and adverbs that tell of habit, the past or what goes on."""
    root, verb = claim.root, claim.verb
    if verb is not None:
        yield f"clause {verb.dep_}"
    if root is not None and root.pos_ == "NOUN":
        kids = {child.lower_ for child in root.children if child.dep_ == "det"}
        definite = bool(kids & {"the", "this", "that", "these", "those"}) or any(
            c.dep_ == "poss" for c in root.children
        )
        yield "definite noun" if definite else "plural noun" if root.tag_ == "NNS" and not kids else "noun"
    words = set(claim.told.quote.of(page.text).lower().split())
    for name, known in load_rules("timing")["adverbs"].items():
        if not words.isdisjoint(known):
            yield str(name)
    if claim.told.anchor.start < HEAD and claim.sentence <= page.sentence(0) + 1:
        yield "head"


def tense_of(verb: Token | None) -> str:
    """How a clause is told: `modal`, `perfect`, `plu`, `pres`, `past`, `ing`, `part`, `base` or `noverb`."""
    if verb is None:
        return "noverb"
    helped = {child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass")}
    for name, words in load_rules("timing")["helped"].items():
        if helped & set(words):
            return str(name)
    return str(load_rules("timing")["tags"].get(verb.tag_, "base"))


def of_another(claim: Claimed, option: Option, page: Page) -> bool:
    """Whether the words of time belong to a happening that the claim of their sentence only touches: "suspects in Tuesday's
    attack were held". (The gold's texts have lost their apostrophes, so no weight of this could be learned.)"""
    moment, root = option.moment, claim.root
    if moment is None or root is None or moment.sentence != claim.sentence:
        return False
    if of_the_other(claim, moment, page):
        return True
    if moment.led == "by" and claim.told.type in load_rules("timing")["verbal"]:  # a deadline: "leave by Friday"
        return True
    if moment.root is None or moment.root.dep_ != "poss":
        return False
    happening = moment.root.head
    reach = OWNED_REACH + (claim.told.type in HARM)  # "the toll of Tuesday's attack rose"
    hangs_on = list(happening.ancestors)[:reach]
    return not (root in (happening, *happening.subtree) or root in hangs_on or claim.verb in hangs_on)


def of_the_other(claim: Claimed, moment: Moment, page: Page) -> bool:
    """Whether a toll is one of two with a time each, and this is the other's: "three were killed on Monday and four on Tuesday"."""
    anchor, at = claim.told.anchor, moment.told.span
    if claim.told.kind != "toll":
        return False
    first = bisect.bisect_left(page.moments, anchor.end, key=lambda m: m.told.span.start)
    behind = [m.told.span for m in page.moments[first : first + 2] if m.sentence == claim.sentence]
    if not behind or not SHORT.fullmatch(page.text[anchor.end : behind[0].start]):
        return False
    if at.end <= anchor.start:  # this is the second
        return AND.search(page.text[at.end : anchor.start]) is not None
    return at in behind[1:] and AND_OTHERS.search(page.text[behind[0].end : at.start]) is not None


def signs(claim: Claimed, option: Option, page: Page) -> Signs:
    """The signs of one option for one claim, 1.0 each but where they measure something."""
    if option.moment is None:
        return dict.fromkeys(unnamed(claim, option, page), 1.0)
    moment = option.moment
    if moment.stamp:
        out = dict.fromkeys(stamped(claim, moment, page), 1.0)
    else:
        out = dict.fromkeys(named(claim, moment, page), 1.0)
        if moment.sentence == claim.sentence:
            out["gap"] = gap(moment.told.span, claim.told.anchor) / 100
        if moment.often > 1:
            out["told often"] = min(moment.often, 5) / 5
    return out | dict.fromkeys(lasting(claim, option, page), 1.0)


def unnamed(claim: Claimed, option: Option, page: Page) -> Iterator[str]:
    """For the report's own day, and for no time at all."""
    told, way = claim.told, option.way
    yield way
    yield f"{way} {claim.group}"
    yield f"{way} {claim.tense}"
    yield f"{way} {claim.group} {claim.tense}"
    if told.total:
        yield f"{way} total"
    if claim.root is not None and claim.root.dep_ in ("amod", "compound"):
        yield f"{way} adjective"
    if told.status != "reported":
        yield f"{way} {told.status}"
    if told.type in load_rules("timing")["verbal"]:
        yield f"{way} verbal"
    for trait in traits(claim, page):
        yield f"{way} {trait}"
    yield f"{way} {told.type}"
    if any(m.sentence == claim.sentence and not m.stamp for m in page.moments):
        yield f"{way} in timed sentence"
        yield f"{way} in timed sentence {claim.tense}"
    depth = next((name for reach, name in DEEP if claim.sentence <= reach), "15+")
    yield f"{way} sentence {depth}"
    if way == NONE and not page.moments:
        yield "none untimed"


def stamped(claim: Claimed, moment: Moment, page: Page) -> Iterator[str]:
    """For the report's date, outside any sentence."""
    yield "stamp"
    yield f"stamp {claim.group}"
    yield f"stamp {claim.tense}"
    if claim.told.anchor.end <= moment.told.span.start:
        yield "stamp behind"
    elif moment.sentence == claim.sentence:
        yield "stamp same sentence"
    if not any(other.lead for other in page.moments):
        yield "stamp alone"


def named(claim: Claimed, moment: Moment, page: Page) -> Iterator[str]:
    """For words of time in the telling."""
    group, told = claim.group, moment.told
    yield f"grain {moment.grain}"
    yield f"grain {moment.grain} {group}"
    if claim.told.total:
        yield f"total {moment.grain}"
    if claim.told.quote.holds(told.span):
        yield "in quote"
        yield f"in quote {group}"
    yield from beside(claim, moment, page) if moment.sentence == claim.sentence else elsewhere(claim, moment, page)
    if moment.lead:
        yield "lead"
        yield f"lead {group}"
    elif any(other.lead and other.told.first == told.first and other.told.last == told.last for other in page.moments):
        yield "days of the lead"
    if page.day and told.first and told.last:
        if told.first == told.last == page.day:
            yield "report day"
            yield f"report day {claim.tense}"
        if told.first > page.day:
            yield "to come"
        if (page.day - told.last).days > LONG_AGO:
            yield "long ago"
            yield f"long ago {claim.tense}"


def beside(claim: Claimed, moment: Moment, page: Page) -> Iterator[str]:
    """For words of time in the claim's sentence."""
    span, anchor = moment.told.span, claim.told.anchor
    hangs = relation(claim, moment)
    yield "sentence"
    yield f"hangs {hangs}"
    yield f"hangs {hangs} {claim.group}"
    if claim.told.type in load_rules("timing")["verbal"]:
        yield f"hangs {hangs} verbal"
    if span.start < anchor.start:
        yield "ahead of claim"
    first, last = min(span.end, anchor.end), max(span.start, anchor.start)
    if any(first <= other.told.span.start < last for other in page.moments if other is not moment):
        yield "another between"
    if moment.led:
        yield f"led {moment.led}"


def elsewhere(claim: Claimed, moment: Moment, page: Page) -> Iterator[str]:
    """For words of time in another sentence."""
    off = moment.sentence - claim.sentence
    span, anchor = moment.told.span, claim.told.anchor
    side = "back" if off < 0 else "ahead"
    far = next((name for reach, name in FAR if abs(off) <= reach), "6+")
    yield f"{side} {far}"
    yield f"{side} {claim.group}"
    yield f"{side} {moment.grain}"
    if "\n" in page.text[min(span.end, anchor.end) : max(span.start, anchor.start)]:
        yield "paragraph off"
    if off < 0:
        yield f"elsewhere {claim.tense}"
        others = (m for m in page.moments if not m.stamp and m is not moment)
        if not any(span.end <= other.told.span.start < anchor.start for other in others):
            yield "told last"
    if moment.speech:
        yield "elsewhere speech"
    yield f"elsewhere {claim.told.type}"
    yield f"{side} {far} {claim.group}"
    if any(m.sentence == claim.sentence and not m.stamp for m in page.moments):
        yield f"{side} past own time"
    for trait in traits(claim, page):
        yield f"{side} {trait}"
    if moment.lead:
        yield f"lead {side} {far}"
    if CLOCK.search(moment.told.value or ""):
        yield f"{side} clock"


def relation(claim: Claimed, moment: Moment) -> str:
    """What words of time hang on, seen from the claim of their sentence."""
    root, verb, other = claim.root, claim.verb, moment.verb
    if root is None or moment.root is None or verb is None or other is None:
        return "unparsed"
    if other == verb and root.pos_ not in VERBS and root in (moment.root, *moment.root.ancestors):
        return "on noun"
    speech = " speech" if moment.speech else ""
    if other == verb:
        return "on verb" + speech
    if other in verb.ancestors:
        return ("above relative" if verb.dep_ in ("relcl", "acl") else "above") + speech
    if verb in other.ancestors:
        return f"below {other.dep_}" if other.dep_ in load_rules("timing")["below"] else "below"
    return "apart" + speech


def lasting(claim: Claimed, option: Option, page: Page) -> Iterator[str]:
    """For a window that ends at the report's day: what began then and goes on."""
    moment, told = option.moment, option.moment.told if option.moment else None
    if moment is None or told is None:
        return
    to_now = bool(page.day and told.last == page.day and told.first != told.last)
    kind = "open" if option.way == OPEN else "since" if told.last is None else "to now" if to_now else ""
    if not kind:
        return
    yield kind
    yield f"{kind} {claim.group}"
    yield f"{kind} {claim.tense}"
    yield f"{kind} {told.precision}"
    if claim.told.total:
        yield f"{kind} total"
    clause = page.text[max(0, told.span.start - SINCE_REACH) : told.span.start].lower().rsplit(".", 1)[-1]
    if option.way == OPEN and " since " in f" {clause}":
        yield "open after since"
    if moment.verb is not None and moment.verb.lemma_ in load_rules("timing")["begun"]:
        yield f"{kind} began"
    if moment.sentence != claim.sentence:
        yield f"{kind} elsewhere"
    if claim.told.quote.holds(told.span):
        yield f"{kind} in quote"
