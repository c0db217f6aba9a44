"""Measure the desk over a generated record, in a real browser: python evals/bench_desk.py [--claims 100000] [--db
FILE] [--json]

Fills a record with the reports of `bench_record.py` (or takes the one at --db, which is kept and changed), starts
`reportedly desk` on it in a process of its own, and drives Debian's Chromium: the first overview, changes of filters, an incident, series and
control, decisions by key, and filters while the record is read anew after a rejection. A time runs from the click to
the changed page. Needs `python -m reportedly.desk.assets` and chromium. Run it on an idle machine.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from bench_record import reports
from playwright.sync_api import Page, sync_playwright

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--enable-unsafe-swiftshader",
    "--disable-background-networking",
    "--disable-sync",
]
PROGRAM = "from reportedly.cli import desk, main; main.main()"
# What is clicked, one after another; each changes the view.
STEPS = [
    "input[value=toll]", "input[value=event]", "input[value=toll]", "input[value=event]", "input[value=fair]", "input[value=weak]",
    "input[value=fair]", "input[value=weak]", "input[value=control]", "input[value=control]", "input[value=reported]",
]  # fmt: skip


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=int, default=100_000)
    parser.add_argument("--db", type=Path)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        db = args.db or Path(folder) / "record.sqlite"
        found: dict[str, Any] = {"fill_seconds": fill(db, args.claims) if not db.exists() else None}
        began = time.perf_counter()
        server = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, "desk", "--db", str(db), "--port", "0"], stdout=subprocess.PIPE, text=True
        )
        try:
            assert server.stdout
            address = server.stdout.readline().split(" at ")[1].split(" ")[0]
            found["start_seconds"] = round(time.perf_counter() - began, 1)
            found |= measure(address)
            found["server_peak_mb"] = peak(server.pid)
        finally:
            server.terminate()
            server.wait(20)
    print(json.dumps(found) if args.json else "\n".join(f"{key:<28} {value}" for key, value in found.items()))


def fill(db: Path, claims: int) -> float:
    """Makes a record of at least so many claims; gives the seconds that it took."""
    from reportedly.record import open_record

    def some() -> Iterator[dict[str, Any]]:
        written = 0
        for report in reports():
            yield report
            written += len(report["claims"])
            if written >= claims:
                return

    start = time.perf_counter()
    open_record(str(db)).add_many(some())
    return round(time.perf_counter() - start, 1)


def measure(address: str) -> dict[str, Any]:
    """Times in seconds."""
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        page = browser.new_page(viewport={"width": 1360, "height": 900})
        page.set_default_timeout(120_000)
        out = {"first_overview": first_overview(page, address)}
        out |= {"overview_again": statistics.median(first_overview(page, address) for _ in range(3))}
        page.wait_for_selector("#map[data-points]")
        for name, show in (("incidents", ""), ("claims", "?show=claims")):
            page.goto(f"{address}/{show}")
            page.wait_for_selector("#map[data-points]")
            times = sorted(timed(lambda step=step: change(page, step)) for step in STEPS)  # type: ignore[misc]
            out |= {
                f"filter_{name}_median": round(statistics.median(times), 3),
                f"filter_{name}_worst": round(times[-1], 3),
            }
        page.goto(address)
        page.locator("#results tbody a").first.click()
        out["incident"] = timed(lambda: page.reload(wait_until="domcontentloaded"))
        for name, path in (("series_first", "/series"), ("series_again", "/series"), ("control", "/control")):
            out[name] = timed(lambda path=path: page.goto(f"{address}{path}", wait_until="domcontentloaded"))  # type: ignore[misc]
        page.goto(f"{address}/review")
        out["decision_median"] = round(statistics.median(timed(lambda: decide(page)) for _ in range(10)), 3)
        out["rejection"] = timed(lambda: decide(page, "r"))
        page.goto(f"{address}/")
        page.wait_for_selector("#map[data-points]")
        times = sorted(timed(lambda step=step: change(page, step)) for step in STEPS)  # type: ignore[misc]
        out |= {
            "filter_after_rejection_median": round(statistics.median(times), 3),
            "filter_after_rejection_worst": times[-1],
        }
        out["series_after_rejection"] = timed(lambda: page.goto(f"{address}/series", wait_until="domcontentloaded"))
        browser.close()
    return out


def first_overview(page: Page, address: str) -> float:
    """Until map frame, timeline and table are there to look at."""
    page.goto("about:blank")

    def go() -> None:
        page.goto(address, wait_until="domcontentloaded")
        page.wait_for_selector("#results tbody tr")

    return timed(go)


def change(page: Page, step: str) -> None:
    """One filter changed, until timeline and table show it."""
    before = page.evaluate("document.documentElement.dataset.shown ?? ''")
    page.locator(step).first.click()
    page.wait_for_function("before => (document.documentElement.dataset.shown ?? '') !== before", arg=before)


def decide(page: Page, key: str = "a") -> None:
    """One claim accepted, or otherwise decided about, by key, until the next is there."""
    before = page.locator("#deciding").get_attribute("data-claim")
    page.keyboard.press(key)
    page.wait_for_function("before => document.getElementById('deciding')?.dataset.claim !== before", arg=before)


def timed(do: Callable[[], object]) -> float:
    """Seconds that something takes."""
    start = time.perf_counter()
    do()
    return round(time.perf_counter() - start, 3)


def peak(pid: int) -> int:
    """Most memory that a process held, in MB (Linux)."""
    lines = Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines()
    return int(next(line.split()[1] for line in lines if line.startswith("VmHWM"))) // 1024


if __name__ == "__main__":
    main()
