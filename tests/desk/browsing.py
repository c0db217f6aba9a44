"""A real browser before a real desk: Debian's Chromium, driven by Playwright, over loopback alone."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect, sync_playwright
from store_record import Kept, kept_record

from reportedly.desk import assets
from reportedly.desk.app import create_app

SHOTS = Path(__file__).parents[2] / "out" / "desk"
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--enable-unsafe-swiftshader", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


expect.set_options(timeout=20_000)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium; without it, or without the files of the map, these tests fail and say what to install."""
    chromium = shutil.which("chromium")
    assert chromium, "the browser tests need Debian's chromium: apt-get install chromium"
    wanted = [Path(name).name for name in (*assets.SERVED, *assets.TESTING)]
    missing = [name for name in wanted if not (assets.VENDOR / name).is_file()]
    assert not missing, f"run `python -m reportedly.desk.assets --testing` first: {missing}"
    with sync_playwright() as driver:
        found = driver.chromium.launch(executable_path=chromium, args=FLAGS)
        yield found
        found.close()


class Server(threading.Thread):
    """uvicorn in a thread, on a free port."""

    def __init__(self, kept: Kept) -> None:
        super().__init__(daemon=True)
        self.kept = kept
        self.server = uvicorn.Server(uvicorn.Config(create_app(kept.desk), port=0, log_level="error"))

    def run(self) -> None:
        self.server.run()

    @property
    def address(self) -> str:
        while not self.server.started:
            time.sleep(0.02)
        return f"http://127.0.0.1:{self.server.servers[0].sockets[0].getsockname()[1]}"

    def stop(self) -> None:
        self.server.should_exit = True
        self.join(10)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A desk over a fresh copy of the sample record."""
    running = Server(kept_record(tmp_path))
    running.start()
    yield running
    running.stop()


@pytest.fixture(scope="module")
def reading_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The same for tests that only read, with a hostile report in it."""
    running = Server(kept_record(tmp_path_factory.mktemp("desk"), with_hostile=True))
    running.start()
    yield running
    running.stop()


Open = Callable[..., Page]


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Open]:
    """Opens a page of a server, with its map where it is asked to be `drawn` (which is slow without a graphics card).
    No request may leave it, and nothing may go wrong unseen: the page's faults fail the
    test."""
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def open_(server: Server, path: str = "/", *, drawn: bool = False, scripts: bool = True) -> Page:
        context = browser.new_context(viewport={"width": 1360, "height": 900}, java_script_enabled=scripts)
        contexts.append(context)
        own = urlsplit(server.address).netloc

        def guard(route: Route) -> None:
            address = urlsplit(route.request.url)
            if address.scheme in ("http", "https") and address.netloc != own:
                faults.append(f"asked {route.request.url}")
                route.abort()
            elif address.path.endswith("/map.js") and not drawn:
                route.fulfill(body="throw new Error('not wanted here');", content_type="text/javascript")
            else:
                route.continue_()

        context.route("**/*", guard)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on(
            "console",
            lambda line: faults.append(line.text) if line.type == "error" and "status of 4" not in line.text else None,
        )
        page.on("dialog", lambda dialog: (faults.append(f"dialog {dialog.message}"), dialog.dismiss()))
        page.set_default_timeout(20_000)
        page.goto(server.address + path)
        return page

    open_.faults = faults  # type: ignore[attr-defined]
    yield open_
    for context in contexts:
        context.close()
    assert not faults


def shoot(page: Page, name: str) -> None:
    """Keeps a picture of the page for people to look at."""
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SHOTS / f"{name}.png", full_page=True)


def map_drawn(page: Page) -> None:
    """Waits until the map shows what it was told."""
    page.wait_for_selector("#map[data-points]", timeout=90_000)  # without a graphics card, on a busy machine
