"""A report in the terminal: claims highlighted by kind, a table that a person reads, no control of the terminal."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import pytest
from rich.console import Console

from reportedly.desk.terminal import (
    DEBRIS,
    HEDGE_WORDS,
    STYLES,
    claim_table,
    deed,
    figure,
    highlighted,
    object_of,
    says,
    show_report,
    visible,
    when,
    where,
)
from reportedly.model.claim import Actor, Claim, Control, Displacement, Event, Place, Source, Toll, When
from reportedly.model.report import Report
from reportedly.model.text import Mask, Span
from reportedly.model.vocabulary import HEDGES, KINDS

TEXT = "At least 12 people were killed when jets hit Ansongo, the mayor said.\nREAD ALSO Wheat prices rise"
SOURCE = Source("the mayor", 54, 63, kind="official", via=("residents",))
DAY = When("Monday", dt.date(2024, 3, 4), dt.date(2024, 3, 4), "day", "2024-03-04")
PLACE = Place("Ansongo", 45, 52, "Ansongo", "geonames:1", "ML", "Gao", 15.6, 0.5, "exact")
ARMY = Actor("the army", 0, 8, "Armed Forces of Mali", "ml.mil", "MIL")
REBELS = Actor("rebels")


def made(cls: type[Claim], kind: str, type_: str, quote: str, **fields: Any) -> Any:
    start = TEXT.index(quote)
    common = {
        "id": f"{kind}-1",
        "status": "reported",
        "start": start,
        "end": start + len(quote),
        "by": SOURCE,
        "time": DAY,
        "place": PLACE,
        "rule": f"{kind}.test",
        "confidence": 0.87,
        "why": ("trigger: killed",),
    }
    return cls(kind=kind, type=type_, quote=quote, **(common | fields))


def toll(**fields: Any) -> Toll:
    given = {
        "value": 12,
        "low": 12,
        "high": None,
        "hedge": "at_least",
        "total": False,
        "who": Actor("people"),
        "perpetrator": None,
    }
    out: Toll = made(Toll, "toll", "killed", "At least 12 people were killed", **(given | fields))
    return out


def event(**fields: Any) -> Event:
    given = {"mode": "airstrike", "actor": (ARMY,), "recipient": (REBELS,)}
    out: Event = made(Event, "event", "ASSAULT", "jets hit Ansongo", **(given | fields))
    return out


def control(**fields: Any) -> Control:
    given = {"actor": ARMY, "places": (PLACE,), "share": 70.0, "loser": REBELS}
    out: Control = made(Control, "control", "captured", "hit Ansongo", **(given | fields))
    return out


def displacement(**fields: Any) -> Displacement:
    given = {
        "value": 4000, "low": None, "high": None, "hedge": "about", "unit": "households", "origin": PLACE,
        "destination": Place("Gao", 0, 3), "place": None,
    }  # fmt: skip
    out: Displacement = made(Displacement, "displacement", "displaced", "people", **(given | fields))
    return out


REPORT = Report(
    doc="market",
    text=TEXT,
    source="Niger Post",
    title="Jets hit Ansongo",
    published=dt.date(2024, 3, 5),
    masks=(Mask(Span(TEXT.index("READ"), len(TEXT)), "debris", "test"),),
)


def shown(report: Report = REPORT, claims: tuple[Claim, ...] = (), *, why: bool = False, colour: bool = False) -> str:
    out = io.StringIO()
    console = Console(file=out, width=160, force_terminal=colour, color_system="truecolor" if colour else None)
    show_report(report, claims, console, why=why)
    return out.getvalue()


def test_head_text_legend_and_table_are_shown() -> None:
    page = shown(claims=(toll(), event()))
    for words in ("Jets hit Ansongo", "Niger Post · 2024-03-05 · market", "toll  displacement  control  event"):
        assert words in page
    for column in ("who", "what", "whom / how many", "where", "when", "who says so", "status"):
        assert column in page
    assert "at least 12 people" in page
    assert "ASSAULT (airstrike)" in page


def test_what_is_not_known_of_a_report_is_said() -> None:
    assert "publisher unknown · date unknown · x" in shown(Report(doc="x", text=TEXT))


def test_a_report_without_claims_is_shown() -> None:
    assert "who says so" in shown()


def test_why_prints_rule_confidence_and_reasons() -> None:
    assert "toll.test" not in shown(claims=(toll(),))
    page = shown(claims=(toll(),), why=True)
    assert "toll.test  confidence 0.87" in page
    assert "trigger: killed" in page


def test_each_kind_has_a_style_of_its_own_and_lies_on_its_words() -> None:
    assert set(STYLES) == set(KINDS)
    assert len({str(style) for style in STYLES.values()}) == len(KINDS)
    text = highlighted(REPORT, (toll(), event()))
    spans = {(text.plain[span.start : span.end], str(span.style)) for span in text.spans}
    assert spans == {
        ("At least 12 people were killed", str(STYLES["toll"])),
        ("jets hit Ansongo", str(STYLES["event"])),
        ("READ ALSO Wheat prices rise", str(DEBRIS)),
    }
    assert "\x1b[1;31mAt least 12 people were killed\x1b[0m" in shown(claims=(toll(),), colour=True)


def test_a_row_for_each_claim() -> None:
    assert claim_table((toll(), event(), control(), displacement())).row_count == 4


@pytest.mark.parametrize("hedge", HEDGES)
def test_every_hedge_has_its_words(hedge: str) -> None:
    assert hedge in HEDGE_WORDS


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        (toll(), "at least 12"),  # a bound
        (toll(value=None, low=None), "–"),  # no number told
        (toll(value=20, low=20, high=25, hedge="range"), "20–25"),
        (toll(value=1200, hedge="exact"), "1,200"),
        (toll(value=12, hedge="vague"), "~12"),
        (toll(value=0, hedge="exact"), "0"),  # none killed is a number
    ],
)
def test_figures(claim: Toll, said: str) -> None:
    assert figure(claim) == said


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        (toll(), "at least 12 people"),
        (toll(total=True, who=None), "at least 12  in all"),  # counted over many incidents
        (toll(part=True), "at least 12 people (part)"),  # of another figure
        (displacement(), "about 4,000 households"),
        (event(), "rebels"),
        (control(), "70 % from rebels"),
        (control(share=None, loser=None), ""),
    ],
)
def test_whom_or_how_many(claim: Claim, said: str) -> None:
    assert object_of(claim) == said


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        (toll(), "Ansongo [Gao, ML]"),  # as told, and where it lies
        (toll(place=None), ""),
        (toll(place=Place("Kafr Xyz", 0, 8)), "Kafr Xyz"),  # a name that nobody knows keeps its words
        (control(), "Ansongo [Gao, ML]"),
        (displacement(), "Ansongo [Gao, ML] → Gao"),  # from, to
    ],
)
def test_where(claim: Claim, said: str) -> None:
    assert where(claim) == said


def test_when_who_says_so_and_what() -> None:
    assert when(toll()) == "2024-03-04"
    assert (
        when(toll(time=When("in March", dt.date(2024, 3, 1), dt.date(2024, 3, 31), "month")))
        == "2024-03-01 – 2024-03-31"
    )
    assert when(toll(time=None)) == ""
    assert says(toll()) == "the mayor ← residents"
    assert says(toll(by=Source("SOHR", 0, 4, "Syrian Observatory", "sohr"))) == "SOHR [Syrian Observatory]"
    assert says(toll(by=None)) == ""
    assert deed(event(mode=None)) == "ASSAULT"


HOSTILE = "\x1b]0;owned\x07\x1b[2J\r\u202e\u2066\x9b31m\x00\x7f"


def test_a_report_cannot_write_into_the_terminal() -> None:
    report = Report(doc=HOSTILE, text=TEXT + HOSTILE, source=HOSTILE, title=HOSTILE)
    claim = toll(who=Actor(HOSTILE), by=Source(HOSTILE, 0, 1), place=Place(HOSTILE, 0, 1), why=(HOSTILE,))
    page = shown(report, (claim,), why=True)
    assert not set(page) & set(HOSTILE.replace("0;owned", "").replace("[2J", "").replace("31m", "").replace("]", ""))


def test_words_in_brackets_are_no_markup() -> None:
    page = shown(Report(doc="[red]x[/red]", text="[bold]Twelve[/bold] killed [/] [link=http://x]here", title="[blink]"))
    for words in ("[red]x[/red]", "[bold]Twelve[/bold] killed [/] [link=http://x]here", "[blink]"):
        assert words in page


@pytest.mark.parametrize("words", ["plain", HOSTILE, "\n\t", "a\u200bb", "💥", "é"])
def test_visible_keeps_the_length(words: str) -> None:
    assert len(visible(words)) == len(words)


def test_lone_surrogates_can_be_printed() -> None:
    """JSON can carry them, and no terminal can: what is shown must be text that encodes."""
    report = Report(doc="x\ud800", text=f"Nine \udfffpeople died. {TEXT}", title="\ud83d")
    shown(report, (toll(who=Actor("\ud800")),), why=True).encode("utf-8")
