"""Every page: pictures for people, no serious fault of accessibility, no sideways scrolling on a phone, no hostile
word obeyed."""

from __future__ import annotations

import pytest
from browsing import Open, Server, map_drawn, shoot

from reportedly.desk import assets

PAGES = {
    "overview": "/",
    "claims": "/?show=claims",
    "nothing": "/?place=Nowhere",
    "report": "/report/wire-1",
    "hostile": "/report/bad-1",
    "series": "/series",
    "control": "/control",
    "review": "/review",
    "history": "/history",
    "coding": "/coding",
    "people": "/people",
    "missing": "/incident/none",
}
# The fault of a page in words; "moderate" and "minor" are advice.
AXE = """async () => (await axe.run(document, { resultTypes: ["violations"] })).violations
  .filter((one) => ["serious", "critical"].includes(one.impact))
  .map((one) => `${one.id}: ${one.nodes.map((node) => node.html.slice(0, 120)).join(" | ")}`)"""


def path_of(server: Server, name: str) -> str:
    incidents = {"incident": 3}
    if name in incidents:
        return "/incident/" + next(str(i["id"]) for i in server.kept.record.incidents() if len(i["reports"]) == 3)
    if name == "claim":
        return f"/claim/{next(iter(server.kept.record.rows())).id}"
    if name in ("code", "agreement"):
        desk = server.kept.desk
        id = desk.rounds.start("two coders", [row.id for row in server.kept.record.rows()][:2], "ada")
        if name == "code":
            return f"/coding/{id}"
        for who, value in (("ada", "11"), ("bo", "24")):
            for claim in desk.rounds.get(id).claims:
                desk.rounds.code(desk.rounds.get(id), claim, who, {"kind": "toll", "value": value})
        return f"/coding/{id}/agreement"
    if name == "one-series":
        return "/series/" + max(server.kept.record.series(), key=lambda one: len(one.readings)).id
    return PAGES[name]


DRAWN = ("claims", "control")
NAMES = [*PAGES, "incident", "one-series", "claim", "code", "agreement"]


@pytest.mark.parametrize("name", NAMES)
def test_a_page_by_day_by_night_and_on_a_phone(reading_server: Server, open_page: Open, name: str) -> None:
    page = open_page(reading_server, path_of(reading_server, name), drawn=name in DRAWN)
    if name in DRAWN:
        map_drawn(page)
    page.evaluate((assets.VENDOR / "axe.min.js").read_text(encoding="utf-8"))
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.evaluate("Promise.all(document.getAnimations().map(one => one.finished))")  # colours that are on their way
        shoot(page, f"{name}-{scheme}")
        assert page.evaluate(AXE) == []
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    shoot(page, f"{name}-phone")


def test_the_login_by_day_and_by_night(server: Server, open_page: Open) -> None:
    server.kept.desk.login = True
    page = open_page(server, "/review")
    page.get_by_label("Name").wait_for()
    page.evaluate((assets.VENDOR / "axe.min.js").read_text(encoding="utf-8"))
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        shoot(page, f"login-{scheme}")
        assert page.evaluate(AXE) == []
