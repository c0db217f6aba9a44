"""What every answer carries and every change must prove: headers, the host asked for, the token of the page that a
change came from."""

from __future__ import annotations

import secrets
from urllib.parse import urlsplit

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# No inline script or style; a map's worker is a file of ours; `blob:` and `data:` are pictures that the map draws
# itself.
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "connect-src 'self'",
        "worker-src 'self'",
        "font-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",  # with no-referrer browsers would name no origin on our own forms
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=()",
}
TOKEN = "csrf"


class SafeHeaders:
    """Middleware: the headers above on every answer; pages are not kept by caches between people and server."""

    def __init__(self, app: ASGIApp, *, https: bool) -> None:
        self.app = app
        self.https = https

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on and adds the headers."""

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for key, value in HEADERS.items():
                    headers[key] = value
                if "cache-control" not in headers:
                    headers["cache-control"] = "no-store"
                if self.https:
                    headers["strict-transport-security"] = "max-age=31536000"
            await send(message)

        await self.app(scope, receive, with_headers if scope["type"] == "http" else send)


def token_of(request: Request) -> str:
    """The token that this browser's changes must carry; made when there is none."""
    token = request.session.get(TOKEN)
    if not isinstance(token, str):
        token = request.session[TOKEN] = secrets.token_urlsafe(24)
    return token


def is_genuine(request: Request, given: object) -> bool:
    """Whether a change came from a page of ours: its token is the session's, and a browser that names its origin
    names us."""
    origin = request.headers.get("origin")
    if origin is not None and urlsplit(origin).netloc != request.headers.get("host"):
        return False
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return False
    held = request.session.get(TOKEN)
    return isinstance(held, str) and isinstance(given, str) and secrets.compare_digest(held.encode(), given.encode())


def local_path(path: object) -> str:
    """A path of this desk to go on to after a login; anything that leads elsewhere becomes the overview."""
    text = path if isinstance(path, str) else ""
    safe = text.startswith("/") and not text.startswith(("//", "/\\")) and "\\" not in text and text.isprintable()
    return text if safe else "/"
