"""What every page of one running desk shares, and how a page comes about."""

from __future__ import annotations

import functools
import json
import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from reportedly.desk import assets, words
from reportedly.desk.accounts import Accounts, Person
from reportedly.desk.attempts import Attempts
from reportedly.desk.index import Index, build_index, mark_reviewed
from reportedly.desk.record import Record
from reportedly.desk.rounds import Rounds
from reportedly.desk.security import is_genuine, token_of
from reportedly.desk.update import updated

PATIENCE = 0.4  # seconds that a page waits for the record to be read anew


@dataclass
class Desk:
    """One desk over one record. Without `login` there is one person, `me`, and the desk listens on this machine
    only."""

    record: Record
    accounts: Accounts | None
    me: Person
    rounds: Rounds
    login: bool = False
    secret: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)  # signs sessions
    by_name: Attempts = field(default_factory=Attempts)
    by_address: Attempts = field(default_factory=lambda: Attempts(most=30))
    _index: Index | None = None
    _mark: int = 0
    _took: float = 0.0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def index(self) -> Index:
        """The record in columns. What people decided is there at once; while a large record is read anew after reports
        were added, the columns are as they were a moment ago.
        """
        version = self.record.version()
        index = self._index
        if index is not None and index.version != version:
            index = self._bring_up()
        if index is None or index.version != version:
            if index is not None and self._took > PATIENCE:
                threading.Thread(target=self._read, args=(version, False), daemon=True).start()
            else:
                index = self._read(version, True)
        mark, verdicts = self.record.verdicts(self._mark)
        if verdicts:
            mark_reviewed(index, verdicts)
        self._mark = mark
        return index

    def _bring_up(self) -> Index | None:
        """The index with what was decided since; as it was when the whole record must be read or is being read."""
        if self._lock.acquire(blocking=False):
            try:
                changed = self.record.changed(self._index.version) if self._index else None
                if self._index and changed:
                    self._index = updated(self._index, changed)
            finally:
                self._lock.release()
        return self._index

    def _read(self, version: str, wait: bool) -> Index:
        """Reads the record; without `wait`, leaves it to a thread that is at it already."""
        if self._lock.acquire(blocking=wait):
            try:
                if self._index is None or self._index.version != version:
                    began = time.monotonic()
                    self._index = build_index(version, self.record.rows(), self.record.incidents())
                    self._took, self._mark = time.monotonic() - began, 0
            finally:
                self._lock.release()
        assert self._index is not None
        return self._index

    def maps(self) -> bool:
        """Whether the map's library was installed."""
        return assets.present()


Handler = Callable[[Request], Any]


def desk_of(request: Request) -> Desk:
    """The desk that answers."""
    return request.app.state.desk  # type: ignore[no-any-return]


def person_of(request: Request) -> Person:
    """Who asks; the gate let nobody else in."""
    return request.state.person  # type: ignore[no-any-return]


def reading(handler: Callable[[Request], Response]) -> Handler:
    """A page that anyone at the desk may see, made in a thread of its own."""

    @functools.wraps(handler)
    async def run(request: Request) -> Response:
        return await run_in_threadpool(handler, request)

    return run


def changing(role: str) -> Callable[[Callable[[Request, dict[str, str]], Response]], Handler]:
    """A change that needs a role and the token of a page of ours; the handler gets the form's fields."""

    def wrap(handler: Callable[[Request, dict[str, str]], Response]) -> Handler:
        @functools.wraps(handler)
        async def run(request: Request) -> Response:
            async with request.form(max_files=0, max_fields=100) as form:
                fields = {key: value for key, value in form.items() if isinstance(value, str)}
            if not is_genuine(request, request.headers.get("x-csrf-token") or fields.get("csrf")):
                raise HTTPException(
                    403, "This page is too old, or the change did not come from the desk. Reload and try again."
                )
            if not person_of(request).may(role):
                raise HTTPException(403, f"This needs the role {role}; yours is {person_of(request).role}.")
            return await run_in_threadpool(handler, request, fields)

        return run

    return wrap


@functools.cache
def pages() -> Environment:
    """The templates. Everything put into a page is escaped."""
    env = Environment(
        loader=PackageLoader("reportedly.desk"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
    )
    env.filters |= {
        "visible": words.visible,
        "number": words.number,
        "figure": words.figure,
        "place": words.place,
        "where": words.where,
        "days": words.days,
        "deed": words.deed,
        "whom": words.whom,
        "who": words.who,
        "told_by": words.told_by,
        "web_address": words.web_address,
        "names": words.names,
    }
    env.filters["urlencode"] = in_address
    env.globals["plain"] = plain
    return env


def in_address(value: object) -> str:
    """A name as part of an address."""
    return quote(str(value).encode("utf-8", "replace"), safe="/")


def plain(value: Any) -> str:
    """A value of a claim in a list of changes."""
    if value is None or value == []:
        return "nothing"
    if isinstance(value, dict) and "precision" in value and "start" in value and "text" in value and "lat" not in value:
        return words.days(value)
    return words.names(value) if isinstance(value, dict | list) else str(value)


def _shown(value: Any) -> Any:
    """Text with its invisible characters marked, before it is escaped; markup of our own as it is."""
    return words.visible(value) if isinstance(value, str) and not hasattr(value, "__html__") else value


def as_json(value: Any, media_type: str = "application/json") -> Response:
    """A value as JSON in ASCII, which holds whatever a report wrote."""
    return Response(json.dumps(value), media_type=media_type)


def page(request: Request, template: str, status: int = 200, **values: Any) -> HTMLResponse:
    """A page from a template, with what all pages need."""
    desk = desk_of(request)
    html = (
        pages()
        .get_template(template)
        .render(
            path=request.url.path,
            person=getattr(request.state, "person", None),
            login=desk.login,
            csrf=token_of(request),
            maps=desk.maps(),
            **values,
        )
    )
    return HTMLResponse(html.encode("utf-8", "replace"), status_code=status)
