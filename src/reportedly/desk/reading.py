"""The pages to read: a report with its claims, a claim with its history, an incident with its sources side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from reportedly.desk import words
from reportedly.desk.chart import along, scale
from reportedly.desk.context import desk_of, page, person_of
from reportedly.desk.edits import entries, missed, shown
from reportedly.desk.highlight import Mark, pieces
from reportedly.desk.overview import claim_cells
from reportedly.desk.record import IncidentPage, ReportText, Row
from reportedly.errors import UsageFault
from reportedly.model.incident import DIFFERENT, SAME
from reportedly.model.vocabulary import KINDS, TYPES

LINE = 600.0  # length of a range bar
ALIKE = 0.1  # figures that differ by less than this share of the larger agree


def report(request: Request, fault: str = "", status: int = 200) -> Response:
    """The text with its claims."""
    found = _report(request, _version(request))
    marks = [
        Mark(r.claim["start"], r.claim["end"], r.claim["kind"], r.id)
        for r in found.rows
        if r.claim.get("start") is not None
    ]
    marks += [Mark(start, end, "debris") for start, end in found.debris]
    rows = [claim_cells(row) | {"number": n} for n, row in enumerate(found.rows, 1)]
    return page(
        request,
        "report.html",
        status,
        report=found,
        pieces=pieces(found.text, marks),
        rows=rows,
        fault=fault,
        address=words.web_address(found.url),
        kinds=KINDS,
        forms={kind: entries(kind) for kind in KINDS},
        types=TYPES,
    )


def add_claim(request: Request, form: dict[str, str]) -> Response:
    """Adds a claim that a person saw in the text."""
    found = _report(request)
    try:
        claim = missed(form, found.text, desk_of(request).index())
        change = desk_of(request).record.add(found.doc, claim, person_of(request).name)
    except UsageFault as fault:
        return report(request, str(fault), 422)
    return RedirectResponse(f"{request.url.path}#c-{change.about[0]}", 303)


def _version(request: Request) -> int | None:
    """The version asked for; None: the current one."""
    asked = request.query_params.get("version", "")
    if asked and not (asked.isascii() and asked.isdigit() and len(asked) < 10):
        raise HTTPException(404, "There is no such version of this report.")
    return int(asked) if asked else None


def _report(request: Request, version: int | None = None) -> ReportText:
    found = desk_of(request).record.report(request.path_params["doc"], version)
    if not found and version is not None:
        raise HTTPException(404, "There is no such version of this report.")
    if not found:
        raise HTTPException(
            404, "No report of this record has this name. It may have been given differently; look for it by source."
        )
    return found


def claim(request: Request) -> Response:
    """A claim: what the machine read, what people made of it, and when."""
    record, id = desk_of(request).record, request.path_params["id"]
    row = record.claims([id]).get(id)
    if not row:
        raise HTTPException(
            404, "No claim of this record has this id. It may have been taken back, or its report has changed since."
        )
    fields = [
        {"label": e.label, "machine": shown(row.machine, e) if row.machine else "", "now": shown(row.claim, e)}
        for e in entries(row.claim["kind"])
    ]
    return page(
        request, "claim.html", row=row, cells=claim_cells(row), fields=fields, changes=record.changes(id), words_of={}
    )


def incident(request: Request) -> Response:
    """An incident; one that was merged leads to the one it went into."""
    found = desk_of(request).record.incident(request.path_params["id"])
    if isinstance(found, str):
        return RedirectResponse(f"/incident/{found}?from={request.path_params['id']}", 303)
    if not found:
        raise HTTPException(404, "No incident of this record has this id.")
    changes = {change.id: change for change in found.judgements}
    return page(
        request,
        "incident.html",
        incident=found.incident,
        figures=[_figure(found, part) for part in ("killed", "injured")],
        versions=_versions(found),
        links=found.links,
        judgements=list(changes.values()),
        merged=request.query_params.get("from"),
        named=desk_of(request).index().named,
        words_of={row.id: row.claim.get("quote") or "" for row in found.rows},
    )


def _figure(found: IncidentPage, part: str) -> dict[str, Any] | None:
    """Low, best and high as places on a line, and each source's figure on the same line."""
    figure = found.incident.get(part)
    told = [
        row
        for row in found.rows
        if row.claim["kind"] == "toll" and row.claim["type"] == part and row.claim.get("value") is not None
    ]
    if not figure or not told:
        return None
    bounds = [figure.get("low"), figure.get("high"), *(row.claim["value"] for row in told)]
    low, high = scale([*bounds, 0])
    marks = [
        {
            "at": along(row.claim["value"], low, high, LINE),
            "words": words.figure(row.claim),
            "by": words.told_by(row.claim, row.publisher),
            "stands": stands(row.claim["value"], figure),
            "id": row.id,
        }
        for row in sorted(told, key=lambda row: row.claim["value"])
    ]
    place = {
        key: along(figure[key], low, high, LINE) if figure.get(key) is not None else None
        for key in ("low", "best", "high")
    }
    return {"part": part, "figure": figure, "at": place, "marks": marks, "top": high}


def stands(value: int, figure: Mapping[str, Any]) -> str:
    """Whether a figure `agrees` with the incident's, or `differs`."""
    best = figure.get("best") if figure.get("best") is not None else figure.get("low")
    if best is None or value == best:
        return "agrees"
    return "agrees" if abs(value - best) <= ALIKE * max(value, best) else "differs"


def _versions(found: IncidentPage) -> list[dict[str, Any]]:
    """The reports side by side: each with the claims it makes of this incident; what most agree on marks the rest."""
    by_doc: defaultdict[str, list[Row]] = defaultdict(list)
    for row in found.rows:
        by_doc[row.doc].append(row)
    usual = {key: _usual(value(row) for row in found.rows) for key, value in COMPARED.items()}
    out = []
    copies = {doc: group[0] for group in found.incident.get("copies") or () for doc in group[1:]}
    for doc, rows in sorted(by_doc.items(), key=lambda item: (item[1][0].published or "9999", item[0])):
        cells = []
        for row in rows:
            cell = claim_cells(row)
            cell["stands"] = {key: _agreement(value(row), usual[key]) for key, value in COMPARED.items()}
            figure = found.incident.get(row.claim["type"])
            if row.claim["kind"] == "toll" and figure and row.claim.get("value") is not None:
                cell["stands"]["figure"] = stands(row.claim["value"], figure)
            cells.append(cell)
        out.append(
            {
                "doc": doc,
                "publisher": rows[0].publisher,
                "published": rows[0].published,
                "rows": cells,
                "copy_of": copies.get(doc),
            }
        )
    return out


COMPARED: dict[str, Callable[[Row], str | None]] = {
    "place": lambda row: words.name(row.claim.get("place")) or None,
    "days": lambda row: words.days(row.claim.get("time")) or None,
    "who": lambda row: words.who(row.claim) or None,
}


def _usual(values: Iterable[str | None]) -> str | None:
    """The value told most often; None when at most one was told."""
    told: defaultdict[str, int] = defaultdict(int)
    for value in values:
        if value:
            told[value] += 1
    return max(told, key=lambda value: told[value]) if sum(told.values()) > 1 else None


def _agreement(value: str | None, usual: str | None) -> str:
    return "" if not value or not usual else "agrees" if value == usual else "differs"


def judge(request: Request, form: dict[str, str]) -> Response:
    """Same, different, split off, merge: all are one judgement about two sides of claims."""
    record, id = desk_of(request).record, request.path_params["id"]
    found = record.incident(id)
    if not isinstance(found, IncidentPage):
        raise HTTPException(404, "This incident is gone; it may have been merged or split meanwhile.")
    here = [row.id for row in found.rows]
    verdict = form.get("do", "")
    chosen = [id for id in here if form.get(f"claim-{id}")]
    if verdict == "split":
        rest = [id for id in here if id not in chosen]
        if not chosen or not rest:
            raise HTTPException(422, "Tick the claims that belong elsewhere, but not all of them.")
        record.judge(DIFFERENT, chosen, rest, person_of(request).name, form.get("why", "")[:500])
    elif verdict in ("merge", "different"):
        other = record.incident(form.get("other", "").strip().rsplit("/", 1)[-1])
        if isinstance(other, str):
            other = record.incident(other)
        if not isinstance(other, IncidentPage) or other.incident["id"] == id:
            raise HTTPException(422, "Give the id or the address of another incident.")
        said = SAME if verdict == "merge" else DIFFERENT
        record.judge(said, here, [row.id for row in other.rows], person_of(request).name, form.get("why", "")[:500])
    else:
        raise HTTPException(422, "There is no such judgement.")
    return RedirectResponse(f"/incident/{id}", 303)
