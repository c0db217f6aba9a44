"""A report in the terminal: its words with the claims highlighted by kind, and the claims as a table."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.rule import Rule
from rich.style import Style
from rich.table import Table
from rich.text import Text

from reportedly.model.claim import Actor, Claim, Control, Displacement, Event, Place, Toll
from reportedly.model.report import Report

STYLES = {
    "toll": Style(color="red", bold=True),
    "displacement": Style(color="blue", bold=True),
    "control": Style(color="green", bold=True),
    "event": Style(color="yellow"),
}
DEBRIS = Style(dim=True, strike=True)
HEDGE_WORDS = {
    "more_than": "more than ",
    "at_least": "at least ",
    "nearly": "nearly ",
    "about": "about ",
    "up_to": "up to ",
    "range": "",
    "vague": "~",
    "exact": "",
}


def show_report(report: Report, claims: Sequence[Claim], console: Console, *, why: bool = False) -> None:
    """Prints one report: head, text, table; with `why` also how each claim came about. Control characters are shown, not obeyed."""
    console.print(Rule(Text(visible(report.title or report.doc), style="bold")))
    head = [report.source or "publisher unknown", str(report.published or "date unknown"), report.doc]
    console.print(Text(visible(" · ".join(head)), style="dim"))
    console.print(highlighted(report, claims))
    legend = Text("  ").join(Text(kind, style=style) for kind, style in STYLES.items())
    console.print(Text("\n") + legend)
    console.print(claim_table(claims))
    for number, claim in enumerate(claims if why else (), 1):
        console.print(Text(f"{number:3} {claim.rule}  confidence {claim.confidence:.2f}", style="bold"))
        for reason in claim.why:
            console.print(Text(f"      {visible(reason)}"))


def highlighted(report: Report, claims: Iterable[Claim]) -> Text:
    """The text, kinds by colour, debris struck out."""
    out = Text(visible(report.text))
    for mask in report.masks:
        if mask.kind == "debris":
            out.stylize(DEBRIS, mask.span.start, mask.span.end)
    for claim in claims:
        out.stylize(STYLES[claim.kind], claim.start, claim.end)
    return out


def claim_table(claims: Iterable[Claim]) -> Table:
    """Who, what, whom or how many, where, when, who says so, status."""
    table = Table(show_lines=False, pad_edge=False, expand=True)
    for column in ("", "who", "what", "whom / how many", "where", "when", "who says so", "status"):
        table.add_column(column, overflow="fold", ratio=None if column in ("", "status") else 1)
    for number, claim in enumerate(claims, 1):
        cells = (
            str(number),
            doer(claim),
            deed(claim),
            object_of(claim),
            where(claim),
            when(claim),
            says(claim),
            claim.status,
        )
        table.add_row(
            *(Text(visible(cell)) for cell in cells),
            style=Style(color=STYLES[claim.kind].color),
        )
    return table


def doer(claim: Claim) -> str:
    """The one who acts, when told."""
    if isinstance(claim, Toll):
        return actor_words(claim.perpetrator)
    if isinstance(claim, Control):
        return actor_words(claim.actor)
    return ", ".join(actor_words(a) for a in claim.actor) if isinstance(claim, Event) else ""


def deed(claim: Claim) -> str:
    """Type and mode."""
    mode = f" ({claim.mode})" if isinstance(claim, Event) and claim.mode else ""
    return f"{claim.type}{mode}"


def object_of(claim: Claim) -> str:
    """The figure, or the one who is acted on."""
    if isinstance(claim, Toll):
        return f"{figure(claim)} {claim.who.text if claim.who else ''}{' in all' if claim.total else ''}{' (part)' if claim.part else ''}"
    if isinstance(claim, Displacement):
        return f"{figure(claim)} {claim.unit}"
    if isinstance(claim, Event):
        return ", ".join(actor_words(a) for a in claim.recipient)
    share = f"{claim.share:g} % " if isinstance(claim, Control) and claim.share else ""
    return share + (f"from {actor_words(claim.loser)}" if isinstance(claim, Control) and claim.loser else "")


def figure(claim: Toll | Displacement) -> str:
    """The number with its hedge; without one, a dash."""
    if claim.value is None:
        return "–"
    if claim.hedge == "range" and claim.high is not None:
        return f"{claim.value:,}–{claim.high:,}"
    return f"{HEDGE_WORDS.get(claim.hedge, '')}{claim.value:,}"


def where(claim: Claim) -> str:
    """Places, as told, and as found."""
    if isinstance(claim, Control) and claim.places:
        return ", ".join(place_words(p) for p in claim.places)
    if isinstance(claim, Displacement) and not claim.place and (claim.origin or claim.destination):
        return " → ".join(place_words(p) for p in (claim.origin, claim.destination) if p)
    return place_words(claim.place) if claim.place else ""


def place_words(place: Place) -> str:
    """The words, with the unit that they lie in."""
    found = ", ".join(w for w in (place.name, place.admin1, place.country) if w and w not in place.text)
    return f"{place.text} [{found}]" if found else place.text


def when(claim: Claim) -> str:
    """The days."""
    if not claim.time:
        return ""
    start, end = claim.time.start.isoformat(), claim.time.end.isoformat()
    return start if start == end else f"{start} – {end}"


def says(claim: Claim) -> str:
    """The source and its chain."""
    if not claim.by:
        return ""
    name = (
        claim.by.text if not claim.by.name or claim.by.name in claim.by.text else f"{claim.by.text} [{claim.by.name}]"
    )
    return " ← ".join((name, *claim.by.via))


def actor_words(actor: Actor | None) -> str:
    """The words, and who that is."""
    if actor is None:
        return ""
    return actor.text if not actor.name or actor.name in actor.text else f"{actor.text} [{actor.name}]"


def visible(words: str) -> str:
    """Control, direction and invisible characters shown as a mark, so that a report cannot write into the terminal. Same length."""
    return "".join("\ufffd" if c not in "\n\t" and unicodedata.category(c) in HIDDEN else c for c in words)


# Controls, formats (direction marks, zero widths, tags), surrogates, line and paragraph separators.
HIDDEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
