"""The pages of double coding."""

from __future__ import annotations

import random

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from reportedly.desk.context import desk_of, page, person_of
from reportedly.desk.filters import read_filter
from reportedly.desk.rounds import CODED, Round, agreement_by_field
from reportedly.desk.select import select
from reportedly.model.vocabulary import HEDGES, KINDS, STATUSES, TYPES

MOST = 200  # claims in a round
AROUND = 600  # characters shown on each side


def rounds(request: Request) -> Response:
    """All rounds, and a new one."""
    return page(request, "rounds.html", rounds=desk_of(request).rounds.all())


def start(request: Request, form: dict[str, str]) -> Response:
    """Draws claims by chance from those of the record."""
    desk, asked = desk_of(request), form.get("many", "")
    index, view = desk.index(), read_filter(request.query_params)
    known = select(index, view).rows if view.show == "claims" else range(len(index.claims.ids))
    many = min(MOST, int(asked)) if asked.isdecimal() and int(asked) else 20
    ids = [index.claims.ids[n] for n in known]
    drawn = random.SystemRandom().sample(ids, min(many, len(ids)))
    if not drawn:
        raise HTTPException(422, "There are no claims to draw from yet.")
    name = form.get("name", "").strip()[:120] or f"{len(drawn)} claims"
    return RedirectResponse(f"/coding/{desk.rounds.start(name, drawn, person_of(request).name)}", 303)


def _round(request: Request) -> Round:
    found = desk_of(request).rounds.get(request.path_params["round"])
    if not found:
        raise HTTPException(404, "There is no such round of coding.")
    return found


def code_next(request: Request) -> Response:
    """The next claim's words in their report; neither the machine's reading nor anyone else's is shown."""
    desk, one, me = desk_of(request), _round(request), person_of(request)
    id = desk.rounds.next_for(one, me.name)
    row = desk.record.claims([id]).get(id) if id else None
    if id and not row:
        desk.rounds.code(one, id, me.name, {})  # gone from the record: nothing to code
        return RedirectResponse(request.url.path, 303)
    if not row:
        return RedirectResponse(f"/coding/{one.id}/agreement", 303)
    report = desk.record.report(row.doc)
    text = report.text if report else str(row.claim.get("quote") or "")
    start, end = row.claim["start"], row.claim["end"]
    words = text[max(0, start - AROUND) : start], text[start:end], text[end : end + AROUND]
    return page(
        request, "code.html", round=one, id=row.id, words=words, published=row.published, done=one.done.get(me.name, 0),
        kinds=KINDS, types=TYPES, statuses=STATUSES, hedges=HEDGES,
    )  # fmt: skip


def code(request: Request, form: dict[str, str]) -> Response:
    """Keeps the answer."""
    one, id = _round(request), form.get("claim", "")
    if id not in one.claims:
        raise HTTPException(422, "This claim is not part of the round.")
    values = {field: form.get(field, "").strip()[:300] for field in CODED}
    desk_of(request).rounds.code(one, id, person_of(request).name, values)
    return RedirectResponse(f"/coding/{one.id}", 303)


def agreed(request: Request) -> Response:
    """Alpha by field, and where the answers differ; only for those who have finished, so that nobody is swayed."""
    desk, one, me = desk_of(request), _round(request), person_of(request)
    finished = one.done.get(me.name, 0) >= len(one.claims)
    if not finished and not me.may("editor"):
        raise HTTPException(403, "You see how far you agree once you have coded every claim of this round.")
    answers = desk.rounds.answers(one)
    differing = [
        (claim, field, [(who, values.get(field, "")) for who, values in sorted(by.items())])
        for claim, by in answers.items()
        for field in CODED
        if len({str(values.get(field, "")).casefold() for values in by.values()}) > 1
    ]
    return page(
        request,
        "agreement.html",
        round=one,
        fields=agreement_by_field(answers),
        differing=differing[:200],
        finished=finished,
    )
