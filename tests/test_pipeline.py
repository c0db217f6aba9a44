"""The whole way of a report: nothing raises out of it, debris stays silent, loaded words change no claim."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.export.claims import report_line
from reportedly.model.claim import Claim, Displacement, Toll
from reportedly.model.report import Report
from reportedly.model.text import Mask, Span
from reportedly.pipeline import Tools, default_tools, extract_claims
from reportedly.read import read_inputs
from reportedly.read.debris import find_masks

EXAMPLES = Path(__file__).parents[1] / "examples"
TOLD = "The army shelled the market of Maarrat Misrin on Tuesday, killing at least 17 people, residents said."


@pytest.fixture(scope="session")
def tools() -> Tools:
    return default_tools()


@pytest.fixture(scope="session")
def rules(tools: Tools) -> Tools:
    """The rules alone, whose claims do not change with new weights."""
    return dataclasses.replace(tools, finder=None)


@pytest.fixture(scope="session")
def reports() -> dict[str, Report]:
    return {item.doc: item for item in read_inputs([str(EXAMPLES)]) if isinstance(item, Report)}


@pytest.fixture(scope="session")
def claims(reports: dict[str, Report], tools: Tools) -> dict[str, tuple[Claim, ...]]:
    return {doc: extract_claims(report, tools) for doc, report in reports.items()}


@pytest.fixture(scope="session")
def ruled(reports: dict[str, Report], rules: Tools) -> dict[str, tuple[Claim, ...]]:
    return {doc: extract_claims(report, rules) for doc, report in reports.items()}


def report_of(text: str, published: dt.date | None = None, title: str | None = None) -> Report:
    """A report as it would be read from this text."""
    return Report(doc="x", text=text, title=title, published=published, masks=find_masks(text, title))


def sound(report: Report, tools: Tools) -> tuple[Claim, ...]:
    """The claims, after checking what holds for every text."""
    found = extract_claims(report, tools)
    debris = [mask.span for mask in report.masks if mask.kind == "debris"]
    for claim in found:
        assert claim.quote == report.text[claim.start : claim.end] != ""
        assert not any(span.holds(Span(claim.start, claim.end)) for span in debris)
    ids = [claim.id for claim in found]
    assert len(set(ids)) == len(ids)
    report_line(report, found).encode("utf-8")
    return found


HOSTILE = {
    "nothing": "",
    "only white space": " \n\t\u00a0\u2028 ",
    "right to left": f"قصف الجيش السوق يوم الثلاثاء وقتل 17 شخصا. {TOLD} \u200fمعرة مصرين\u200f",
    "direction marks": f"\u202e{TOLD}\u202c \u2066killed 5\u2069 {TOLD[::-1]}",
    "lone surrogates": f"\ud800{TOLD}\udfff 12 people were killed\ud83d",
    "surrogates between words": TOLD.replace(" ", "\ud800 "),
    "words of 10,000 letters": f"{'a' * 10_000} killed {'9' * 10_000} people. {TOLD}",
    "a number of 5,000 digits": f"{'9' * 5_000} people were killed.",
    "quotes in quotes": '"He said "they said \'we said "17 people were killed" \' " " \u201c\u2018' * 20 + TOLD,
    "NULs": TOLD.replace(" ", "\0"),
    "other controls": f"\x1b[31m\x1b]0;title\x07{TOLD}\x7f\x85\x9b",
    "emoji": f"💥 17 people killed 💀💀 👨\u200d👩\u200d👧\u200d👦 {TOLD.replace('army', '🪖')}",
    "SQL": f"'; DROP TABLE claims; -- killed 5 people' OR 1=1. {TOLD}",
    "HTML": f"<script>alert('17 killed')</script><b>{TOLD}</b>&lt;&#0;",
    "a formula": f"=CMD|'/C calc'!A0 killed 5. @SUM(1+1) +17 people were killed. {TOLD}",
    "a template": f"{{0}} %s %d ${{x}} {{{{7*7}}}} killed 5 people. [bold]{TOLD}[/bold] [/]",
    "zero width": TOLD.replace("e", "e\u200b").replace(" ", "\u2060 ") + "\ufeff",
    "joined letters": "\u200d".join(TOLD),
    "stacked accents": "Z\u0334\u0322\u031b\u0315a\u0335l\u0336 " * 200 + TOLD,
    "line ends of all kinds": "\r\n\r\r\n\v\f\x85\u2028\u2029".join(TOLD.split(" ")),
    "no spaces": TOLD.replace(" ", ""),
    "capitals": TOLD.upper(),
    "letters that change length in lower case": f"ǅ İ ı ß ſ K {TOLD}",
    "digits of other scripts": "𝟏𝟕 people were 𝐤𝐢𝐥𝐥𝐞𝐝. ١٧ people were killed. Ⅻ were killed. ² and ½ people were killed.",
    "odd numbers": "1e999 people, 10**100, 1,2,3,4,5 killed; 0 killed; -5 killed; 99999999999999999999 people were killed.",
    "odd dates": "On 31 February 0000, 99/99/9999, 9999-12-31, in the year 10000, 0001-01-01, 5 people were killed.",
    "outside the planes of letters": f"\ue000\uf8ff\U0010ffff\uffff\ufffe{TOLD}",
    "marks alone": ".,;:!?-–—()[]{}" * 60,
    "one word over and over": "killed " * 300,
    "a sentence without an end": "and the army killed 5 people in Idlib, " * 40,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_never_raises(text: str, tools: Tools) -> None:
    sound(report_of(text, dt.date(2020, 1, 15)), tools)


@pytest.mark.parametrize("day", [None, dt.date.min, dt.date.max])
def test_no_date_of_the_report_makes_it_raise(day: dt.date | None, tools: Tools) -> None:
    text = f"{TOLD} Last week, in recent months, since 2011 and over the past ten years 400 people died. Next year too."
    sound(report_of(text, day), tools)


WORDS = """The army rebels regime killed injured 17 twelve dozens people civilians fighters in on near Idlib Sudan Tuesday
Monday January 2020 said told denied accused of shelling market town captured fled " ' “ ” , . : ; - ( ) % \n \t
according to the ministry at least more than between and who which not no never will if UN RSF \u200b \u202e \ud800 \0 💥
Read also (Photo: ) CORRECTION: 14 houses families displaced returned from"""
PROSE = st.lists(st.sampled_from(WORDS.split(" ")), max_size=60).map(" ".join)
ANY = st.text(alphabet=st.characters(exclude_categories=()), max_size=120)


@settings(max_examples=40, deadline=None)
@given(st.one_of(PROSE, ANY, st.lists(st.one_of(PROSE, ANY), max_size=4).map("\n".join)), st.dates())
def test_random_text_never_raises(text: str, day: dt.date) -> None:
    sound(report_of(text, day), default_tools())


MASKS = st.lists(st.tuples(st.integers(0, len(TOLD)), st.integers(0, 40)), max_size=3)


@settings(max_examples=15, deadline=None)
@given(MASKS)
def test_no_claim_lies_in_debris_wherever_it_is(spans: list[tuple[int, int]]) -> None:
    masks = tuple(Mask(Span(a, min(a + n, len(TOLD))), "debris", "test") for a, n in spans)
    sound(Report(doc="x", text=TOLD, masks=masks), default_tools())


DEBRIS = [
    "Read also At least 40 people were killed in an air strike on Saraqib",
    "READ MORE: Rebels captured the town of Kafr Nabl from the army",
    "Get short URL 0 154",
    "Subscribers only Read also In Idlib, shells killed nine bakers",
    "Sign up for our newsletter: 12 soldiers were killed",
    "(Reporting by Salma Berri; editing by Jon Aldous)",
]


@pytest.mark.parametrize("line", DEBRIS)
def test_lines_of_debris_claim_nothing(line: str, tools: Tools) -> None:
    text = f"{TOLD}\n\n{line}\n\nThe mayor of the town called for help on Wednesday."
    found = sound(report_of(text), tools)
    assert not [c for c in found if Span(c.start, c.end).overlaps(Span(len(TOLD) + 2, len(TOLD) + 2 + len(line)))]


def test_no_claim_touches_the_debris_of_the_sample_reports(
    reports: dict[str, Report], claims: dict[str, tuple[Claim, ...]]
) -> None:
    for doc, report in reports.items():
        debris = [mask.span for mask in report.masks if mask.kind == "debris"]
        wrong = [c.quote for c in claims[doc] if any(s.overlaps(Span(c.start, c.end)) for s in debris)]
        assert not wrong, doc


def test_the_same_report_gives_the_same_claims(
    reports: dict[str, Report], claims: dict[str, tuple[Claim, ...]], tools: Tools
) -> None:
    doc = "market-levant-channel"
    assert extract_claims(reports[doc], tools) == claims[doc]


def tolls(found: tuple[Claim, ...], type_: str) -> set[tuple[int | None, str, str]]:
    return {(c.value, c.hedge, c.status) for c in found if isinstance(c, Toll) and c.type == type_}


@pytest.mark.parametrize(
    ("doc", "type_", "told"),
    [
        ("market-northern-wire", "killed", (17, "at_least", "reported")),
        ("market-northern-wire", "injured", (40, "more_than", "reported")),
        ("market-harbour-gazette", "killed", (17, "at_least", "reported")),
        ("market-levant-channel", "killed", (9, "exact", "reported")),
        ("market-levant-channel", "injured", (22, "exact", "reported")),
        ("camp-lakes-monitor", "killed", (26, "at_least", "reported")),
        ("camp-radio-mongbwalu", "killed", (31, "exact", "reported")),
        ("convoy-nile-courier", "killed", (12, "at_least", "reported")),
        ("convoy-nile-courier-correction", "killed", (10, "exact", "reported")),
    ],
)
def test_the_tolls_that_the_outlets_disagree_on(
    claims: dict[str, tuple[Claim, ...]], doc: str, type_: str, told: tuple[int, str, str]
) -> None:
    assert told in tolls(claims[doc], type_)


def test_the_denial_is_a_denied_claim_of_the_one_who_denies(claims: dict[str, tuple[Claim, ...]]) -> None:
    denied = [c for c in claims["market-levant-channel"] if c.status == "denied" and "shelled the town" in c.quote]
    assert denied
    assert {(c.type, c.by.text if c.by else None) for c in denied} == {("ASSAULT", "The source")}


def test_the_displaced_are_counted_since_december(claims: dict[str, tuple[Claim, ...]]) -> None:
    told = [c for c in claims["market-northern-wire"] if isinstance(c, Displacement) and c.value == 210_000]
    assert len(told) == 1
    assert (told[0].type, told[0].hedge, told[0].unit) == ("displaced", "more_than", "people")
    assert told[0].time is not None
    assert told[0].time.start == dt.date(2019, 12, 1)
    assert told[0].by is not None
    assert told[0].by.text == "the United Nations"


# Words that take a side, and their plainer fellows. Each row is swapped both ways in every sample report that has them.
LOADED = [
    ("terrorists", "fighters"),
    ("terrorist groups", "armed groups"),
    ("terrorist groups", "rebel groups"),
    ("terrorist", "rebel"),
    ("jihadists", "fighters"),
    ("jihadists", "rebels"),
    ("rebels", "terrorists"),
    ("rebels", "mercenaries"),
    ("regime forces", "government forces"),
    ("Regime forces", "Government forces"),
    ("the regime", "the government"),
    ("Syrian regime", "Syrian government"),
    ("militia", "gang"),
    ("militia", "terrorist group"),
    ("Militiamen", "Terrorists"),
    ("attackers", "terrorists"),
    ("paramilitary", "terrorist"),
    ("martyrs", "civilians"),
    ("martyrs", "dead"),
    ("martyred", "killed"),
    ("neutralised", "killed"),
    ("liberated", "captured"),
    ("liberated", "recaptured"),
    ("claimed", "said"),
]


def swapped(report: Report, old: str, new: str) -> Report | None:
    """The report with one word for another; None when it does not have the word."""
    text = re.sub(rf"\b{re.escape(old)}\b", new, report.text)
    return None if text == report.text else dataclasses.replace(report, text=text, masks=find_masks(text, report.title))


def told(found: tuple[Claim, ...]) -> Counter[object]:
    """All claims, but for their words."""
    return Counter((c.kind, c.type, c.status, getattr(c, "value", None), getattr(c, "hedge", None)) for c in found)


def counted(found: tuple[Claim, ...]) -> Counter[object]:
    """The numbers of killed."""
    return Counter((c.value, c.hedge) for c in found if isinstance(c, Toll) and c.type == "killed" and c.value)


@pytest.mark.parametrize("pair", [*LOADED, *((b, a) for a, b in LOADED)], ids="->".join)
def test_loaded_words_change_no_claim_of_the_rules(
    pair: tuple[str, str], reports: dict[str, Report], ruled: dict[str, tuple[Claim, ...]], rules: Tools
) -> None:
    for doc, report in reports.items():
        other = swapped(report, *pair)
        if other is not None:
            assert told(extract_claims(other, rules)) == told(ruled[doc]), doc


# Words for which no plain word stands one for one: the learned finder reads another sentence, and one act of one report
# tips over its bar. (docs/decisions/0005)
TIPPED = {
    ("militia", "terrorist group"),
    ("armed groups", "terrorist groups"),
    ("civilians", "martyrs"),
    ("Militiamen", "Terrorists"),
    ("terrorist", "paramilitary"),
}
KEPT = [pair for pair in (*LOADED, *((b, a) for a, b in LOADED)) if pair not in TIPPED]


@pytest.mark.parametrize("pair", KEPT, ids="->".join)
def test_loaded_words_change_no_claim(
    pair: tuple[str, str], reports: dict[str, Report], claims: dict[str, tuple[Claim, ...]], tools: Tools
) -> None:
    for doc, report in reports.items():
        other = swapped(report, *pair)
        if other is not None:
            assert told(extract_claims(other, tools)) == told(claims[doc]), doc


@pytest.mark.parametrize("pair", [*LOADED, *((b, a) for a, b in LOADED)], ids="->".join)
def test_loaded_words_change_no_number_of_dead(
    pair: tuple[str, str], reports: dict[str, Report], claims: dict[str, tuple[Claim, ...]], tools: Tools
) -> None:
    for doc, report in reports.items():
        other = swapped(report, *pair)
        if other is not None:
            assert counted(extract_claims(other, tools)) == counted(claims[doc]), doc
