"""The review queue: one claim at a time, accepted, corrected, rejected, commented on or skipped, by single keys."""

from __future__ import annotations

from typing import Any

from starlette.datastructures import QueryParams
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from reportedly.desk.context import desk_of, page, person_of
from reportedly.desk.edits import entries, shown, typed
from reportedly.desk.filters import Filter, read_filter
from reportedly.desk.filters import words as chips_of
from reportedly.desk.highlight import Mark, pieces
from reportedly.desk.overview import claim_cells
from reportedly.desk.queue import reasons, waiting
from reportedly.desk.record import ACCEPTED, COMMENT, EDITED, REJECTED, Row
from reportedly.desk.security import local_path
from reportedly.errors import UsageFault

AROUND = 420  # characters of the report shown on each side
SKIPS = 60  # remembered in the session
DONE = {"accept": ACCEPTED, "reject": REJECTED, "comment": COMMENT}


def queue(request: Request, fault: str = "", status: int = 200, typed_in: dict[str, str] | None = None) -> Response:
    """The claim that comes next, or the one asked for."""
    desk, view = desk_of(request), read_filter(request.query_params)
    index = desk.index()
    waits = waiting(index, view, request.session.get("skipped", ()))
    asked = request.path_params.get("id") or request.query_params.get("claim")
    id = asked or next(iter(waits.ids), None)
    row = desk.record.claims([id]).get(id) if id else None
    if asked and not row:
        raise HTTPException(404, "No claim of this record has this id.")
    values: dict[str, Any] = {"row": None}
    if row:
        values = _shown(request, row, typed_in or {})
    return page(
        request,
        "review.html",
        status,
        **values,
        queue=waits,
        fault=fault,
        query=view.query(),
        chips=chips_of(view, {}),
        empty=not index.claims.ids,
        message=request.session.pop("message", ""),
    )


def _shown(request: Request, row: Row, typed_in: dict[str, str]) -> dict[str, Any]:
    desk, claim = desk_of(request), row.claim
    report = desk.record.report(row.doc)
    text = report.text if report else claim.get("quote") or ""
    start, end = claim.get("start") or 0, claim.get("end") or 0
    low, high = max(0, start - AROUND), min(len(text), end + AROUND)
    context = pieces(text[low:high], [Mark(start - low, end - low, claim["kind"], row.id)])
    form = [
        {
            "entry": e,
            "now": typed_in.get(e.name, shown(claim, e)),
            "machine": shown(row.machine, e) if row.machine else "",
        }
        for e in entries(claim["kind"])
    ]
    index = desk.index()
    grade = None
    if row.incident and (happening := desk.record.happenings([row.incident]).get(row.incident)):
        grade = happening["grade"].get("name")
    return {
        "row": row,
        "cells": claim_cells(row),
        "context": context,
        "cut": (low > 0, high < len(text)),
        "form": form,
        "reasons": reasons(claim.get("confidence"), grade, claim.get("value")),
        "changes": desk.record.changes(row.id),
        "words_of": {},
        "title": report.title if report else None,
        "publisher": row.publisher,
        "editing": bool(typed_in),
        "index": index,
    }


def decide(request: Request, form: dict[str, str]) -> Response:
    """What the person decided about one claim; then the next one."""
    desk, id, do = desk_of(request), request.path_params["id"], form.get("do", "")
    back = _again(form)
    if do == "skip":
        request.session["skipped"] = [*request.session.get("skipped", ()), id][-SKIPS:]
        return RedirectResponse(back, 303)
    row = desk.record.claims([id]).get(id)
    if not row:
        raise HTTPException(404, "This claim is no longer in the record.")
    why, who = form.get("why", "").strip()[:1000], person_of(request).name
    try:
        if do == "edit":
            after = typed(row.claim["kind"], form, desk.index(), row.claim)
            if not after:
                raise UsageFault("Nothing was changed; accept it as it is, or change a field")
            change = desk.record.review(id, EDITED, who, why, after)
        elif do in DONE:
            if do == "comment" and not why:
                raise UsageFault("Write the comment first")
            change = desk.record.review(id, DONE[do], who, why)
        else:
            raise UsageFault("There is no such decision")
    except UsageFault as fault:
        return queue(request, str(fault), 422, form)
    request.session["last"] = change.id
    return RedirectResponse(f"/review?claim={id}" if do == "comment" else back, 303)


def _again(form: dict[str, str]) -> str:
    view: Filter = read_filter(QueryParams(form.get("query", "")))
    query = view.query()
    return f"/review?{query}" if query else "/review"


def undo(request: Request, form: dict[str, str]) -> Response:
    """Takes back a change: one's own, or as an editor anyone's. `last` is the one just made in this browser."""
    record, me = desk_of(request).record, person_of(request)
    id = request.path_params["id"]
    if id == "last":
        id = request.session.pop("last", "")
    change = next((c for c in record.changes(limit=10_000) if c.id == id), None) if id else None
    if change and change.who != me.name and not me.may("editor"):
        raise HTTPException(403, f"This was done by {change.who}; only an editor can undo it.")
    done = record.undo(id, me.name) if change else None
    request.session["message"] = "Undone." if done else "There was nothing to undo."
    if done and form.get("claim") == "1" and done.about:
        return RedirectResponse(f"/review?claim={done.about[0]}", 303)
    return RedirectResponse(local_path(form.get("back") or "/history"), 303)


def history(request: Request) -> Response:
    """What people did, newest first, each with the words of the claim."""
    record = desk_of(request).record
    changes = record.changes(limit=200)
    told = record.claims([change.about[0] for change in changes if change.about])
    words_of = {id: str(row.claim.get("quote") or "") for id, row in told.items()}
    return page(request, "history.html", changes=changes, words_of=words_of)
