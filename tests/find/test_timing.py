"""Which words of time date a claim: bound by the language, never by the nearest word alone."""

from __future__ import annotations

import datetime as dt
import functools
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.find.parse import load_parser, parse
from reportedly.find.timing import with_times
from reportedly.find.timing.choose import by_days, likelihoods
from reportedly.find.timing.page import read_page
from reportedly.find.timing.signs import CLOSED, NONE, OPEN, REPORT, Option, options, read_claim, signs
from reportedly.model.text import Span
from reportedly.model.told import Told
from reportedly.resolve.dates import find_dates
from reportedly.rules import load_rules

DAY = dt.date(2016, 3, 16)  # a Wednesday


@functools.cache
def parser() -> Any:
    return load_parser()


def claim(text: str, words: str, kind: str = "event", type_: str = "ASSAULT", *, total: bool = False) -> Told:
    """A claim anchored on some words, its quote the words from there to the comma or full stop."""
    start = text.index(words)
    end = min(at for mark in ",." if (at := text.find(mark, start)) > 0)
    return Told(kind, type_, Span(start, start + len(words)), Span(start, end), total=total)


def dated(text: str, *claims: Told, day: dt.date | None = DAY) -> list[tuple[str, str | None]]:
    """How each claim is dated, and by which words."""
    told = with_times(claims, find_dates(text, day), parse(text, parser()), text, day)
    return [(one.dated, next((s.of(text) for s in one.roles.get("time", ())), None)) for one in told]


@pytest.mark.parametrize(
    ("text", "claims", "expected"),
    [
        (  # the time of the claim's own clause, not that of the saying
            "The army shelled Marat on Sunday, the governor told reporters on Tuesday.",
            [("shelled", "event", "ASSAULT", False)],
            [(CLOSED, "Sunday")],
        ),
        (  # two claims with a time each
            "Three drivers were killed in Tal Arn on Monday and four on Tuesday.",
            [("Three", "toll", "killed", False), ("four", "toll", "killed", False)],
            [(CLOSED, "Monday"), (CLOSED, "Tuesday")],
        ),
        (  # a deadline dates what is demanded, not the demand
            "The governor demanded that the rebels leave Tal Arn by Friday.",
            [("demanded", "event", "REQUEST", False)],
            [(NONE, None)],
        ),
        (  # an attack and its dead are of one day, though only one of them has it
            "A car bomb exploded in Tal Arn on Monday. The blast killed 12 people.",
            [("exploded", "event", "ASSAULT", False), ("12", "toll", "killed", False)],
            [(CLOSED, "Monday"), (CLOSED, "Monday")],
        ),
        (  # a total counts from then on until the report
            "Shells hit Tal Arn on Monday. More than 4,000 people have been killed since the war began in March 2012.",
            [("hit", "event", "ASSAULT", False), ("4,000", "toll", "killed", True)],
            [(CLOSED, "Monday"), (OPEN, "March 2012")],
        ),
        (  # a present state holds on the report's day
            "Rebels control the northern half of the town.",
            [("control", "control", "held", False)],
            [(REPORT, None)],
        ),
        (  # who holds ground, told in passing, has no time
            "The strike hit the rebel-held town on Monday.",
            [("hit", "event", "ASSAULT", False), ("held", "control", "held", False)],
            [(CLOSED, "Monday"), (NONE, None)],
        ),
        (  # Tuesday's attack is not today's arrest
            "Police held two men who were wanted for Tuesday's attack on a mosque, today.",
            [("held", "event", "COERCE", False), ("attack", "event", "ASSAULT", False)],
            [(CLOSED, "today"), (CLOSED, "Tuesday")],
        ),
        (  # no time told, none given: the day of publication never passes for that of an attack
            "The army shelled Marat, the governor said.",
            [("shelled", "event", "ASSAULT", False)],
            [(NONE, None)],
        ),
    ],
)
def test_what_dates_a_claim(
    text: str, claims: list[tuple[str, str, str, bool]], expected: list[tuple[str, str | None]]
) -> None:
    told = [claim(text, words, kind, type_, total=total) for words, kind, type_, total in claims]
    assert dated(text, *told) == expected


def test_the_day_before_the_headline_is_only_its_stamp() -> None:
    text = "Force kills two in Wardak\nKABUL (March 16, 2016) - A patrol killed two men in Wardak on Monday."
    page = read_page(text, parse(text, parser()), DAY, find_dates(text, DAY))
    assert [(m.told.text, m.stamp, m.lead) for m in page.moments] == [
        ("March 16, 2016", True, False),
        ("Monday", False, True),
    ]


def test_a_claim_keeps_its_other_roles_and_says_why() -> None:
    text = "The army shelled Marat on Sunday."
    told = Told("event", "ASSAULT", Span(9, 16), Span(0, 32), roles={"place": (Span(17, 22),), "time": (Span(0, 3),)})
    (one,) = with_times([told], find_dates(text, DAY), parse(text, parser()), text, DAY)
    assert one.roles == {"place": (Span(17, 22),), "time": (Span(26, 32),)}
    assert one.why[-1].startswith("time: 'Sunday' (expression, ")


def test_without_a_day_the_report_dates_nothing() -> None:
    text = "Rebels control the town."
    page = read_page(text, parse(text, parser()), None, find_dates(text, None))
    assert [option.way for option in options(page)] == [NONE]


@pytest.mark.parametrize(
    ("text", "words", "present", "absent"),
    [
        # the time hangs on the claim's own verb
        ("The army shelled Marat on Sunday.", "shelled", "hangs on verb", "hangs above speech"),
        # it hangs on the saying
        ("On Tuesday the army said it shelled Marat.", "shelled", "hangs above speech", "hangs on verb"),
        # it hangs on the noun that is the claim
        ("Sunday's attack was the worst.", "attack", "hangs on noun", "hangs on verb"),
    ],
)
def test_what_a_time_hangs_on(text: str, words: str, present: str, absent: str) -> None:
    page = read_page(text, parse(text, parser()), DAY, find_dates(text, DAY))
    found = signs(read_claim(claim(text, words), page), options(page)[0], page)
    assert present in found
    assert absent not in found


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        # habit, told by an adverb in the claim
        ("Rebels regularly shelled the town. It fell on Sunday.", "shelled", "none habit"),
        # a noun that points back at something told
        ("Shells hit Marat on Sunday. The attack went on.", "attack", "none definite noun"),
        # a noun in the plural that names no one event
        ("They condemned attacks on Sunday.", "attacks", "none plural noun"),
        # the sentence has a time of its own
        ("The army shelled Marat on Sunday.", "shelled", "none in timed sentence"),
        # how deep in the report the claim stands
        ("It was calm. " * 6 + "The army shelled Marat.", "shelled", "none sentence 5-9"),
    ],
)
def test_how_a_claim_is_put(text: str, words: str, expected: str) -> None:
    page = read_page(text, parse(text, parser()), DAY, find_dates(text, DAY))
    told = Told("event", "ASSAULT", Span(at := text.index(words), at + len(words)), Span(0, len(text)))
    assert expected in signs(read_claim(told, page), options(page)[-1], page)


def test_every_weight_is_of_a_sign_with_a_known_beginning() -> None:
    firsts = {name.split()[0] for name in load_rules("timing_weights")["alone"]}
    known = (
        "stamp grain total in sentence hangs ahead another led back elsewhere told lead days report to long none open"
    )
    assert firsts <= {*known.split(), "since", "gap", "paragraph"}


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.sampled_from(["on Monday", "killed", "the army", "said", ".", "since 2012", "\n", "shells", "today", ","]),
        max_size=14,
    )
)
def test_any_text_is_dated_within_it(pieces: list[str]) -> None:
    text = "Shells hit " + " ".join(pieces) + "."
    told = Told("event", "ASSAULT", Span(7, 10), Span(0, 10))
    times = find_dates(text, DAY)
    (one,) = with_times([told], times, parse(text, parser()), text, DAY)
    assert all(span in {t.span for t in times} for span in one.roles.get("time", ()))


@given(st.lists(st.floats(-50, 50), min_size=1, max_size=8))
def test_shares_sum_to_one(scores: list[float]) -> None:
    ways = [Option(NONE, None, (DAY, DAY) if i % 2 else None) for i in range(len(scores))]
    assert sum(by_days(ways, likelihoods(scores)).values()) == pytest.approx(1)


@pytest.mark.parametrize(
    ("text", "words", "type_", "total"),
    [
        # from some day until the report: many incidents, added up
        ("Since January 35 drivers have been killed on the road.", "35", "killed", True),
        # one day: one incident
        ("On Monday 35 drivers were killed on the road.", "35", "killed", False),
        # two days are not many incidents
        ("Since Monday 35 drivers have been killed on the road.", "35", "killed", False),
        # the window of another sentence is background
        ("The road has been closed since January. On the road 35 drivers were killed.", "35", "killed", False),
        # people taken one after the other, and people held
        ("Since January rebels have kidnapped 35 drivers on the road.", "35", "abducted", True),
        ("Since January rebels have held 35 drivers on the road.", "35", "abducted", False),
        # of the time itself that something else is counted from
        ("It was the worst raid since 2003, when 35 drivers died.", "35", "killed", False),
        # the time is of something else in the sentence
        ("It was the worst raid since May, in which 35 drivers died.", "35", "killed", False),
        # a state that goes on is no sum
        ("Since January 35 drivers have been missing on the road.", "35", "missing", False),
    ],
)
def test_a_toll_since_some_day_is_a_total(text: str, words: str, type_: str, total: bool) -> None:
    (one,) = with_times([claim(text, words, "toll", type_)], find_dates(text, DAY), parse(text, parser()), text, DAY)
    assert one.total is total
