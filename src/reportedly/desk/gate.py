"""Who may come in: every request passes here before it reaches a page."""

from __future__ import annotations

from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from reportedly.desk.accounts import Person
from reportedly.desk.context import Desk

OPEN = ("/login", "/static/")


class Gate:
    """Middleware: puts the person into `request.state.person`; without one, leads to the login."""

    def __init__(self, app: ASGIApp, desk: Desk) -> None:
        self.app = app
        self.desk = desk

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on, or answers for it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        person = await run_in_threadpool(self.person, request)
        request.state.person = person
        if person or request.url.path.startswith(OPEN):
            await self.app(scope, receive, send)
        elif request.method == "GET" and "text/html" in request.headers.get("accept", ""):
            onward = request.url.path + (f"?{request.url.query}" if request.url.query else "")
            await RedirectResponse(f"/login?next={quote(onward)}", 303)(scope, receive, send)
        else:
            await JSONResponse({"error": "Sign in first."}, 401)(scope, receive, send)

    def person(self, request: Request) -> Person | None:
        """Who asks: the one person of a desk without accounts, else the one whose session is good."""
        if not self.desk.login or not self.desk.accounts:
            return self.desk.me
        name, seal = request.session.get("person"), request.session.get("seal")
        if not isinstance(name, str) or not seal or self.desk.accounts.seal(name) != seal:
            return None
        return self.desk.accounts.get(name)
