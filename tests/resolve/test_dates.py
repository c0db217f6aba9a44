"""Times told in a report: which words, what they mean, and the days that a claim would carry."""

from __future__ import annotations

import datetime as dt
import json
import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.model.vocabulary import TIME_PRECISIONS
from reportedly.resolve.dates import anchor_date, dates_line, find_dates, window
from reportedly.resolve.dates.grammar import mentions
from reportedly.rules import load_rules

REPORT_DAY = dt.date(2016, 3, 16)  # a Wednesday
RULES = load_rules("dates")["rules"]


def told(text: str, published: dt.date | None = REPORT_DAY) -> list[tuple[str, str | None]]:
    return [(t.text, t.value) for t in find_dates(text, published)]


def days(text: str, published: dt.date | None = REPORT_DAY) -> list[str | None]:
    anchor, _ = anchor_date(text, published)
    windows = [window(t, anchor) for t in find_dates(text, published)]
    return [f"{w[0]}..{w[1]}" if w else None for w in windows]


def day(value: str) -> str:
    return f"{value}..{value}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # two days in a row are one time; the second stays a time of its own
        ("Strikes on Saturday and Sunday killed six.", ["2016-03-12..2016-03-13", day("2016-03-13")]),
        # two days apart are two times
        ("Strikes on Friday and Sunday killed six.", [day("2016-03-11"), day("2016-03-13")]),
        # what somebody was preparing looks back, what they are preparing looks ahead
        ("The trucks were hit as they were preparing to leave on Friday.", [day("2016-03-11")]),
        ("They are preparing to leave on Friday.", [day("2016-03-18")]),
    ],
)
def test_days_in_a_row_and_plans_of_the_past(text: str, expected: list[str]) -> None:
    assert days(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a full date in the American order, with and without a comma lost in scraping
        ("They met on Jan. 5, 2014.", [("Jan. 5, 2014", "2014-01-05")]),
        ("They met on January 5 2014.", [("January 5 2014", "2014-01-05")]),
        # a weekday and date without any punctuation, as in a damaged page
        ("Tue Nov 6 2018 A bridge is blown up.", [("Tue Nov 6 2018", "2018-11-06")]),
        # day and year run together
        ("Changed on Nov 072019 LAGOS", [("Nov 072019", "2019-11-07")]),
        # numeric dates are day first unless that is impossible
        ("Posted 03/04/2016", [("03/04/2016", "2016-04-03")]),
        ("Posted 3/28/2016", [("3/28/2016", "2016-03-28")]),
        # no year: the last such day, when told as past
        ("The hill fell on August 21.", [("August 21", "2015-08-21")]),
        # no year, told as to come
        ("The talks will be held on April 24 and 25.", [("April 24", "2016-04-24"), ("25", "2016-04-25")]),
        # a day just gone is meant even where the sentence looks ahead
        ("The draft will condemn a March 3 attack.", [("March 3", "2016-03-03")]),
        # months and parts of months
        ("It fell in early March 2011.", [("early March 2011", "2011-03")]),
        ("The mayor fled last November.", [("last November", "2015-11")]),
        ("They left in October last year.", [("October last year", "2015-10")]),
        # years, decades, quarters, seasons
        ("Since 2011 and in the late 1990s", [("2011", "2011"), ("the late 1990s", "199")]),
        ("in the third quarter of 2015", [("the third quarter of 2015", "2015-Q3")]),
        ("in the summer of 2013", [("the summer of 2013", "2013-SU")]),
        # weekdays: the latest one, the report's own day, the next where the words look ahead
        ("Two died on Monday.", [("Monday", "2016-03-14")]),
        ("Two died on Wednesday.", [("Wednesday", "2016-03-16")]),
        ("The truce will start on Saturday.", [("Saturday", "2016-03-19")]),
        ("He spoke last Friday.", [("last Friday", "2016-03-11")]),
        # a lost apostrophe
        ("Saturdays attack killed ten.", [("Saturdays", "2016-03-12")]),
        # part of a day
        ("at noon Friday", [("noon Friday", "2016-03-11TMI")]),
        ("late on Sunday night", [("Sunday night", "2016-03-13TNI")]),
        # counted from the report's day
        ("yesterday morning", [("yesterday morning", "2016-03-15TMO")]),
        ("two weeks ago", [("two weeks ago", "2016-W09")]),
        ("last month", [("last month", "2016-02")]),
        # counted from what was told before
        ("On March 3 it fell. The next day, ten died.", [("March 3", "2016-03-03"), ("The next day", "2016-03-04")]),
        (
            "On March 3 it fell. Two days later they fled.",
            [("March 3", "2016-03-03"), ("Two days later", "2016-03-05")],
        ),
        # later than a day that nobody tells is no day after the report's
        ("The post fell. They fled two days later.", [("two days later", None)]),
        ("In May 2014 it began. That month 20 died.", [("May 2014", "2014-05"), ("That month", "2014-05")]),
        # lengths, repetitions, references, clock
        ("after three days of talks", [("three days", "P3D")]),
        ("a four-day pause", [("four-day", "P4D")]),
        ("It happens every day.", [("every day", "P1D")]),
        ("They now hold it.", [("now", "PRESENT_REF")]),
        ("It fell recently.", [("recently", "PAST_REF")]),
        ("at 4:30 pm GMT", [("4:30 pm GMT", "2016-03-16T16:30")]),
        ("around 415 am", [("415 am", "2016-03-16T04:15")]),
        # a feast of the moon is told but not resolved
        ("on the second day of Eid", [("Eid", None)]),
    ],
)
def test_values(text: str, expected: list[tuple[str, str | None]]) -> None:
    """Each expression has the span and TIMEX3 value that a coder gives it."""
    assert told(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        # an age is no length of time
        "An 18-year-old girl and a boy aged 5 were hurt.",
        # a movement named after a day
        "The March 14 Alliance and the 17 November group objected.",
        "The April 6 Youth Movement called for calm.",
        # a verb, a person, an order, a newspaper
        "They may leave and march on.",
        "Theresa May said nothing.",
        "They marched on, and a second man sat down.",
        "The Sun reported it, as did the Daily Star.",
        # counts, shares and codes that look like years or lengths
        "Some 2000 villagers and 2013 fighters fled.",
        "More than a quarter of a million fled.",
        "Release 2012-06-S-026",
        "Under Resolution 2042 they paid $2015.",
        # a town's fall, an uprising's name
        "the fall of the city, the Arab Spring",
        # an impossible date
        "On 31 February 2015 nothing was seen.",
        "",
    ],
)
def test_look_alikes(text: str) -> None:
    """What only looks like a time is not told as one."""
    assert not [t for t in find_dates(text, REPORT_DAY) if t.type in ("DATE", "TIME", "DURATION")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # an open window ends at the report's day; mid-month starts on the 15th
        ("Since mid-January, 70 have died.", ["2016-01-15..2016-03-16"]),
        ("Since 2014 they have fled.", ["2014-01-01..2016-03-16"]),
        # parts of months and years
        ("In early February it fell.", ["2016-02-01..2016-02-10"]),
        ("In late June it fell.", ["2015-06-21..2015-06-30"]),
        ("At the end of 2014 it fell.", ["2014-12-01..2014-12-31"]),
        ("In late 2014 it fell.", ["2014-10-01..2014-12-31"]),
        # a day by its rank in the month, in words; a day by its number alone is the last one gone, or of the month told
        ("On the third of February it fell.", ["2016-02-03..2016-02-03"]),
        ("On the twenty-first of June it fell.", ["2015-06-21..2015-06-21"]),
        ("It fell on the 20th.", ["2016-02-20..2016-02-20"]),
        ("It fell on the 9th of this month.", ["2016-03-09..2016-03-09"]),
        ("In May 2014 talks failed. It fell on the 9th.", ["2014-05-01..2014-05-31", "2014-05-09..2014-05-09"]),
        ("They met on the 9th floor.", []),
        # two weeks by their own word, and the one before the last
        ("It fell a fortnight ago.", ["2016-02-29..2016-03-06"]),
        ("The past fortnight was calm.", ["2016-03-02..2016-03-16"]),
        ("It fell the week before last.", ["2016-02-29..2016-03-06"]),
        ("They fled the summer before last.", ["2014-06-01..2014-08-31"]),
        # a war in its sixth year began between six and five years ago
        ("The war, in its sixth year, killed 90.", ["2010-09-16..2016-03-16"]),
        # lengths that end at the report's day
        ("In recent days they fled.", ["2016-03-09..2016-03-16"]),
        ("Over the past few days they fled.", ["2016-03-13..2016-03-16"]),
        ("In the past nine years, 400 died.", ["2007-03-16..2016-03-16"]),
        ("The town has been besieged for two years.", ["2014-03-16..2016-03-16"]),
        # a length of its own names no days
        ("After three days of talks they left.", [None]),
        # the night before the report, and its morning
        ("Jets struck overnight.", ["2016-03-15..2016-03-16"]),
        # the running week so far, and the rest of it when the words look ahead
        ("Ten died this week.", ["2016-03-14..2016-03-16"]),
        ("They will meet later this week.", ["2016-03-16..2016-03-20"]),
        ("Clashes raged over the weekend.", ["2016-03-12..2016-03-13"]),
        # a range is the days from its first end to its last
        ("Between 10 and 15 March, 20 died.", ["2016-03-10..2016-03-15", day("2016-03-15")]),
        ("from June 2013 to September 2013", ["2013-06-01..2013-09-30", "2013-09-01..2013-09-30"]),
        ("in the first six months of 2015", ["2015-01-01..2015-06-30", "2015-01-01..2015-12-31"]),
        ("in the first week of July", ["2015-07-01..2015-07-07"]),
        # repetitions have no window
        ("every Friday", [None]),
    ],
)
def test_windows(text: str, expected: list[str | None]) -> None:
    """The days that a claim dated by the expression would carry."""
    assert days(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a night told by its date, or by both of its dates
        ("They left on the night of March 3.", ["2016-03-03..2016-03-03"]),
        ("They left on the night of 3 to 4 March.", ["2016-03-03..2016-03-04"]),
        ("They left in the early hours of March 3.", ["2016-03-03..2016-03-03"]),
        ("They left on the evening of Friday, 4 March 2016.", ["2016-03-04..2016-03-04"]),
        # overnight with a weekday is the night that begins then, unless it is the report's own day or told as the end
        ("Ten died overnight Monday.", ["2016-03-14..2016-03-15"]),
        ("Ten died overnight on Wednesday.", ["2016-03-15..2016-03-16"]),
        ("Ten died overnight into Tuesday.", ["2016-03-14..2016-03-15"]),
        ("Ten died overnight on March 3.", ["2016-03-03..2016-03-04"]),
        # counted days up to the report's, or up to the day told behind
        ("They shelled it for a third day.", ["2016-03-14..2016-03-16"]),
        ("They shelled it for the 40th consecutive day.", ["2016-02-06..2016-03-16"]),
        ("They shelled it for a third day on Tuesday.", ["2016-03-13..2016-03-15", day("2016-03-15")]),
        ("They shelled it for the second week running.", ["2016-03-02..2016-03-16"]),
        # a length that ends on a day told
        (
            "In the 24 hours to 8 a.m. Monday ten died.",
            ["2016-03-13..2016-03-14", day("2016-03-14"), day("2016-03-14")],
        ),
        ("In the week to March 11 ten died.", ["2016-03-04..2016-03-11", day("2016-03-11")]),
        # nights count as days
        ("Over the past three nights ten died.", ["2016-03-13..2016-03-16"]),
        ("Three nights ago ten died.", [day("2016-03-13")]),
        # portions of a month and of a year
        ("It fell in the first half of March.", ["2016-03-01..2016-03-15"]),
        ("It fell in the second half of February 2016.", ["2016-02-16..2016-02-29"]),
        ("It fell in the last week of February.", ["2016-02-23..2016-02-29"]),
        ("It fell in the first two weeks of February.", ["2016-02-01..2016-02-14"]),
        ("It fell in the last days of February.", ["2016-02-20..2016-02-29"]),
        ("It fell in the first three months of the year.", ["2016-01-01..2016-03-16"]),
        ("It fell on the first Friday of March.", [day("2016-03-04")]),
        ("It fell on the last Sunday in February.", [day("2016-02-28")]),
        ("It fell two Fridays ago.", [day("2016-03-04")]),
        ("It fell early in February.", ["2016-02-01..2016-02-10"]),
        ("It fell late in 2014.", ["2014-10-01..2014-12-31"]),
        ("It fell in Q2 of 2015.", ["2015-04-01..2015-06-30"]),
        # halves of a year
        ("It fell half a year ago.", ["2015-09-01..2015-09-30"]),
        ("It fell a year and a half ago.", ["2014-09-01..2014-09-30"]),
        # open windows from an hour, and with a hedge
        ("They have fired since dawn.", ["2016-03-16..2016-03-16"]),
        ("They have fled since at least 2012.", ["2012-01-01..2016-03-16"]),
        # a siege or war named by its length goes on, unless it is told as over
        ("Hunger has killed ten in the three-year siege.", ["2013-03-16..2016-03-16"]),
        ("They left after a three-year siege.", [None]),
        ("They lived under tight siege for more than two years.", ["2014-03-16..2016-03-16"]),
        # the month is no helping verb
        ("Ten died in May and June.", ["2015-05-01..2015-05-31", "2015-06-01..2015-06-30"]),
        # an hour told before its day is of that day
        ("Ten died at 3 a.m. local time on Monday.", [day("2016-03-14"), day("2016-03-14")]),
        ("Ten died at 0300 hours on 4 March.", [day("2016-03-04"), day("2016-03-04")]),
        # abbreviated days of the week, and dates in figures in both orders
        ("They left on Fri. by bus.", [day("2016-03-11")]),
        ("They left on Mon. and Tue.", ["2016-03-14..2016-03-15", day("2016-03-15")]),
        ("Received 28/3/15 and 3/28/15.", [day("2015-03-28"), day("2015-03-28")]),
        # a date of which either order is possible, in two digits, is left alone
        ("Received 4/3/15.", []),
        # a plan's last day lies ahead
        ("They must leave no later than April 1.", [day("2016-04-01")]),
        # days known by their names are not the last such weekday or date
        ("They met on Easter Sunday and Good Friday.", [None]),
        ("The Sept. 11 attacks changed that.", [day("2001-09-11")]),
    ],
)
def test_days_of_newswire(text: str, expected: list[str | None]) -> None:
    """Expressions of news agencies and press releases, each with the days that a claim would carry."""
    assert days(text) == expected


def test_running_window_goes_on_to_the_anchor() -> None:
    """A total counts from when it began to the report's day, whatever the expression alone would end with."""
    (began,) = find_dates("The war that began in March 2011 has killed many.", REPORT_DAY)
    assert window(began, REPORT_DAY) == (dt.date(2011, 3, 1), dt.date(2011, 3, 31))
    assert window(began, REPORT_DAY, running=True) == (dt.date(2011, 3, 1), REPORT_DAY)
    assert window(began, None, running=True) is None


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        # a dateline beats the field, in capitals with a two-digit year too
        ("QUITO, 9 DEC 87 (EFE) -- [TEXT] THE MINISTER SPOKE TODAY.", REPORT_DAY, (dt.date(1987, 12, 9), "dateline")),
        ("Mon Jan 19 2015 A ferry is shelled.", dt.date(2012, 8, 11), (dt.date(2015, 1, 19), "dateline")),
        ("Two killed in raid AFP Sunday 8 Nov 2015 Two men died.", None, (dt.date(2015, 11, 8), "dateline")),
        ("Posted on May 9 2018 by a writer", None, (dt.date(2018, 5, 9), "dateline")),
        # a dateline without a year takes the field's, across the turn of the year
        ("ACCRA (June 14) - Two men were held.", dt.date(2012, 6, 15), (dt.date(2012, 6, 14), "dateline")),
        ("PARIS, December 31 (AP) -- Two men were held.", dt.date(2013, 1, 1), (dt.date(2012, 12, 31), "dateline")),
        # a date in a sentence is no dateline
        ("On 3 May 2015 the town fell.", REPORT_DAY, (REPORT_DAY, "published")),
        ("The bonds due March 15, 2030 fell.", REPORT_DAY, (REPORT_DAY, "published")),
        (
            "VALLEY UPDATE\nSince 1 June 2014, 140 families fled.",
            REPORT_DAY,
            (REPORT_DAY, "published"),
        ),  # of a headline
        # a day told as past after the field's shows that the field is wrong
        ("On 3 May 2016 the town was taken.", REPORT_DAY, (dt.date(2016, 5, 3), "text")),
        # a first digit lost at the top of a page
        ("7-03-2018 Two killed.", dt.date(2018, 3, 27), (dt.date(2018, 3, 27), "published")),
        # nothing at all
        ("Two men died yesterday.", None, (None, "none")),
    ],
)
def test_anchor(text: str, published: dt.date | None, expected: tuple[dt.date | None, str]) -> None:
    """Which day the report counts from, and where that was found."""
    assert anchor_date(text, published) == expected


def test_without_any_date_nothing_is_invented() -> None:
    """What depends on a report's day has no days when there is none."""
    found = find_dates("Two died on Monday, ten yesterday, five in March, and one two weeks ago.", None)
    assert [t.first for t in found] == [None, None, None, None]


def test_capitals_and_curly_signs_change_nothing() -> None:
    """Case, curly apostrophes and long dashes are the writer's, not the calendar's."""
    plain = "Since mid-December 2015 and on Monday's raid, in the past two weeks"
    values = [v for _, v in told(plain)]
    assert [v for _, v in told(plain.upper())] == values
    assert [v for _, v in told(plain.replace("'", "’").replace("-", "–"))] == values


@pytest.mark.parametrize("rule", RULES, ids=[r["id"] for r in RULES])
def test_rules_match_their_examples(rule: dict[str, Any]) -> None:
    """Every rule finds something in each of its examples, and nothing in its not-examples."""
    for example in rule["examples"]:
        found = {m.rule.id for m in mentions(example)[1]}
        assert (not found) if rule["means"] == "nothing" else rule["id"] in found, example
    for example in rule.get("not_examples", ()):
        assert rule["id"] not in {m.rule.id for m in mentions(example)[1]}, example


def test_line_is_plain_json() -> None:
    """The command's object holds offsets, value and days, and survives a malformed date."""
    out = dates_line({"doc": "a", "text": "Since 2014, ten died on Monday.", "published": "2016-03-16"})
    assert json.loads(json.dumps(out)) == out
    assert [(t["text"], t["value"], t["from"], t["to"], t["mod"]) for t in out["times"]] == [
        ("2014", "2014", "2014-01-01", "2014-12-31", "SINCE"),
        ("Monday", "2016-03-14", "2016-03-14", "2016-03-14", None),
    ]
    assert dates_line({"text": "today", "published": "no date"})["times"][0]["from"] is None
    assert dates_line({}) == {"doc": None, "times": []}


WORDS = st.sampled_from(
    [
        *("on", "in", "since", "the", "last", "next", "past", "two", "a", "few", "31", "2016", "12", "March", "may"),
        *("Monday", "days", "ago", "later", "year", "years", "of", "to", "and", "-", ",", ".", "'", "early", "mid"),
        *("end", "99", ":", "weekend", "quarter", "first", "0430", "am", "/", "night", "every", "1/2", "\n\n", "é"),
        *("𝟙𝟚", "２０１６", "decades"),
    ]
)


@given(st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=40).map(" ".join)), st.none() | st.dates())
@settings(max_examples=300, deadline=None)
def test_hostile_text_never_raises(text: str, published: dt.date | None) -> None:
    """Whatever the text, spans quote it in order without overlap, days are ordered and precisions are known."""
    end = 0
    anchor, how = anchor_date(text, published)
    assert how in ("dateline", "text", "published", "none")
    for t in find_dates(text, published):
        assert t.span.of(text) == t.text
        assert end <= t.span.start < t.span.end
        assert t.precision in TIME_PRECISIONS
        assert t.first is None or t.last is None or t.first <= t.last
        bounds = window(t, anchor)
        assert bounds is None or bounds[0] <= bounds[1]
        end = t.span.end


def test_fast_enough() -> None:
    """A thousand words take some 5 ms of the 20 that dates and places share; the bound allows for a busy machine."""
    text = "On Monday two men died in the raid, three days after the truce of 5 March 2016 had begun to fray. " * 50
    find_dates(text, REPORT_DAY)
    best = min(_seconds(text) for _ in range(3))
    assert best < 0.2


def _seconds(text: str) -> float:
    start = time.perf_counter()
    find_dates(text, REPORT_DAY)
    return time.perf_counter() - start
