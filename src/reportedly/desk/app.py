"""The desk as a web application: every address and what answers it."""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable, Sequence
from importlib.resources import files

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.body_limit import RequestBodyLimitMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.middleware.sessions import SessionMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from reportedly.desk import basemap, coding, downloads, entry, overview, reading, review, totals
from reportedly.desk.context import Desk, Handler, changing, page
from reportedly.desk.context import reading as shows
from reportedly.desk.gate import Gate
from reportedly.desk.security import SafeHeaders
from reportedly.errors import ReportedlyError

LOCAL = ("localhost", "127.0.0.1", "[::1]")
LARGEST = 1_000_000  # bytes of a form
SESSION = 12 * 60 * 60  # seconds

log = logging.getLogger(__name__)


def create_app(desk: Desk, *, hosts: Sequence[str] = LOCAL, https: bool = False) -> Starlette:
    """The application of one desk. `hosts` are the names it answers to (against rebinding); `https` makes cookies
    secure.
    """
    middleware = [
        Middleware(TrustedHostMiddleware, allowed_hosts=list(hosts), www_redirect=False),
        Middleware(SafeHeaders, https=https),
        Middleware(GZipMiddleware, minimum_size=1000, compresslevel=4),
        Middleware(RequestBodyLimitMiddleware, max_body_size=LARGEST),
        Middleware(
            SessionMiddleware,
            secret_key=desk.secret,
            session_cookie="__Host-desk" if https else "desk",
            max_age=SESSION,
            same_site="lax",
            https_only=https,
        ),
        Middleware(Gate, desk=desk),
    ]
    handlers = {HTTPException: refused, ReportedlyError: failed, 500: broken}
    app = Starlette(routes=routes(), middleware=middleware, exception_handlers=handlers)
    app.state.desk = desk
    return app


def routes() -> list[Route | Mount]:
    """Every address."""
    gets: dict[str, Callable[[Request], Response]] = {
        "/": overview.overview,
        "/part": overview.part,
        "/names": overview.suggest,
        "/files/{what}.{form}": downloads.export,
        "/basemap/countries.json": basemap.countries,
        "/basemap/admin1.json": basemap.admin1,
        "/report/{doc:path}": reading.report,
        "/claim/{id}": reading.claim,
        "/incident/{id}": reading.incident,
        "/series": totals.all_series,
        "/series/{id}.csv": totals.series_file,
        "/series/{id}": totals.one_series,
        "/control": totals.control,
        "/control.geojson": totals.control_map,
        "/review": review.queue,
        "/history": review.history,
        "/coding": coding.rounds,
        "/coding/{round:int}": coding.code_next,
        "/coding/{round:int}/agreement": coding.agreed,
        "/login": entry.sign_in_page,
    }
    posts: dict[str, tuple[str, Callable[[Request, dict[str, str]], Response]]] = {
        "/report/{doc:path}": ("coder", reading.add_claim),
        "/incident/{id}": ("coder", reading.judge),
        "/review/{id}": ("coder", review.decide),
        "/undo/{id}": ("coder", review.undo),
        "/coding": ("coder", coding.start),
        "/coding/{round:int}": ("coder", coding.code),
        "/people": ("editor", entry.change_people),
        "/logout": ("viewer", entry.sign_out),
    }
    return [
        Mount("/static", StaticFiles(directory=str(files("reportedly.desk") / "static"))),
        *(Route(path, shows(handler), methods=["GET"]) for path, handler in gets.items()),
        *(Route(path, changing(role)(handler), methods=["POST"]) for path, (role, handler) in posts.items()),
        Route("/people", only("editor", shows(entry.people)), methods=["GET"]),
        Route("/login", signing_in, methods=["POST"]),
    ]


def only(role: str, handler: Handler) -> Handler:
    """A page for a role."""

    @functools.wraps(handler)
    async def run(request: Request) -> Response:
        if not request.state.person.may(role):
            raise HTTPException(403, f"This page is for the role {role}.")
        return await handler(request)  # type: ignore[no-any-return]

    return run


async def signing_in(request: Request) -> Response:
    """The one change that needs no person: it makes one."""
    async with request.form(max_files=0, max_fields=10) as form:
        fields = {key: value for key, value in form.items() if isinstance(value, str)}
    return await run_in_threadpool(entry.sign_in, request, fields)


def refused(request: Request, fault: Exception) -> Response:
    """A page for what cannot be had, in one sentence."""
    assert isinstance(fault, HTTPException)
    known = {404: "Not here", 403: "Not allowed", 405: "Not this way", 413: "Too large", 422: "Not understood"}
    words = fault.detail if fault.detail.endswith(".") else "There is no such page at this desk."
    return _answer(request, fault.status_code, known.get(fault.status_code, "Not possible"), words)


def failed(request: Request, fault: Exception) -> Response:
    """What the record says of its own accord: missing, locked, of a newer version."""
    return _answer(
        request, 503, "The record did not answer", f"{fault}. What you typed was not saved; go back and try again."
    )


def broken(request: Request, fault: Exception) -> Response:
    """A fault of ours: the log has it, the page says only that."""
    log.error("the desk failed at %s", request.url.path, exc_info=fault)
    return _answer(
        request,
        500,
        "The desk made a mistake",
        "This is a fault of the program; its log says more. Nothing was changed.",
    )


def _answer(request: Request, status: int, title: str, words: str) -> Response:
    if "text/html" not in request.headers.get("accept", "") and "*/*" not in request.headers.get("accept", "*/*"):
        return JSONResponse({"error": words}, status)
    if "session" not in request.scope:
        return JSONResponse({"error": words}, status)
    ways = [("/", "To the overview"), ("/review", "To the review queue")]
    return page(request, "message.html", status, title=title, words=words, ways=ways)
