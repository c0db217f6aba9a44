"""What people come to the desk for, from the first click to the last."""

from __future__ import annotations

import json
import re

from browsing import Open, Server, map_drawn, shoot
from playwright.sync_api import Page, expect


def rows(page: Page):
    return page.locator("#results tbody tr")


def test_see_what_happened_in_aleppo_in_a_week(server: Server, open_page: Open) -> None:
    page = open_page(server, drawn=True)
    map_drawn(page)
    expect(rows(page)).to_have_count(3)
    page.get_by_label("Place", exact=True).fill("Alep")
    expect(page.locator("#l-place option")).to_have_count(1)
    page.get_by_label("Place", exact=True).fill("Aleppo")
    page.get_by_label("from", exact=True).fill("2020-02-10")
    page.get_by_label("to", exact=True).fill("2020-02-16")
    page.get_by_label("to", exact=True).blur()
    expect(rows(page)).to_have_count(2)
    expect(page).to_have_url(re.compile(r"place=Aleppo&from=2020-02-10&to=2020-02-16"))
    expect(page.locator("#map")).to_have_attribute("data-points", "2")
    assert page.locator("#timeline a rect:not(.hit)").count() == 2
    shoot(page, "journey-aleppo")
    page.get_by_role("link", name="Aleppo, SY", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Aleppo, SY, 2020-02-12")
    page.go_back()
    expect(rows(page)).to_have_count(2)


def test_dragging_across_the_timeline_chooses_days(server: Server, open_page: Open) -> None:
    page = open_page(server, "/?show=claims")
    bars = page.locator("#timeline svg")
    bars.scroll_into_view_if_needed()
    box = bars.bounding_box()
    assert box
    middle = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] * 0.75, middle)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.85, middle, steps=5)
    page.mouse.up()
    expect(page).to_have_url(re.compile("from=2020-02-.*&to=2020-02-"))
    expect(page.get_by_label("from", exact=True)).to_have_value(re.compile("2020-02-"))
    page.get_by_role("link", name=re.compile("remove")).click()
    expect(rows(page)).to_have_count(15)


def test_compare_two_tolls_of_one_incident(server: Server, open_page: Open) -> None:
    page = open_page(server)
    page.get_by_role("link", name="Aleppo, SY", exact=True).click()
    for outlet, figure, stands in (
        ("Northern Wire", "at least 11 people", "v-agrees"),
        ("Harbour Gazette", "24 people", "v-differs"),
    ):
        side = page.get_by_role("region", name=outlet)
        expect(side.locator(f".{stands}", has_text=figure)).to_be_visible()
    expect(page.get_by_role("img", name=re.compile("killed: .*24"))).to_be_visible()
    expect(page.locator(".figure-row strong")).to_have_text("11 (11–24)")
    page.get_by_role("link", name="killed 24 people").click()
    expect(page.locator("mark.lit")).to_have_text("killed 24 people")


def test_correct_a_figure_undo_it_see_the_history(server: Server, open_page: Open) -> None:
    page = open_page(server, "/report/gazette-1")
    page.locator(".claims li", has_text="24 people").get_by_role("link", name="review").click()
    page.wait_for_url("**/review?claim=*", wait_until="load")
    page.keyboard.press("e")
    page.get_by_label("Number").fill("21")
    page.get_by_label("Comment").fill("the printed edition says 21")
    page.keyboard.press("Control+Enter")
    expect(page.locator("progress")).to_have_attribute("value", "1")
    page.goto(server.address + "/history")
    expect(page.locator(".changes li").first).to_contain_text("ada corrected")
    expect(page.locator(".changes")).to_contain_text("the printed edition says 21")
    shoot(page, "history")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".changes")).to_contain_text("undone by ada")
    page.locator(".changes a").first.click()
    expect(page.locator("tr", has_text="Number")).to_have_text(re.compile("Number24 *24|Number2424"))
    shoot(page, "claim")


def test_review_ten_claims_by_keyboard(server: Server, open_page: Open) -> None:
    page = open_page(server, "/review")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    shoot(page, "keys")
    page.keyboard.press("Escape")
    for number, key in enumerate("aarsaaraaa" + "a", 1):
        claim = page.locator("#deciding").get_attribute("data-claim")
        page.keyboard.press(key)
        expect(page.locator("#deciding")).not_to_have_attribute("data-claim", claim or "")
        assert number
    expect(page.locator("progress")).to_have_attribute("value", "10")
    page.keyboard.press("u")
    expect(page.get_by_role("status")).to_have_text("Undone.")
    expect(page.locator("progress")).to_have_attribute("value", "9")
    page.keyboard.press("c")
    page.keyboard.type("look at this again")
    page.keyboard.press("Enter")
    expect(page.locator(".changes").first).to_contain_text("look at this again")


def test_share_a_filtered_view(server: Server, open_page: Open) -> None:
    page = open_page(server, "/?show=claims")
    page.get_by_label("displacement").check()
    expect(rows(page)).to_have_count(3)
    page.get_by_label("control").check()
    expect(rows(page)).to_have_count(5)
    other = open_page(server, page.url.removeprefix(server.address))
    expect(rows(other)).to_have_count(5)
    expect(other.get_by_label("displacement")).to_be_checked()
    with other.expect_download() as download:
        other.get_by_role("link", name="json", exact=True).nth(1).click()
    shared = json.loads(download.value.path().read_text())
    assert {claim["kind"] for claim in shared} == {"displacement", "control"}


def test_a_lost_connection_loses_nothing(server: Server, open_page: Open) -> None:
    page = open_page(server, "/review")
    page.keyboard.press("e")
    page.get_by_label("Number").fill("880000")
    page.context.unroute_all()
    page.context.set_offline(True)
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("alert")).to_contain_text("nothing was saved")
    expect(page.get_by_label("Number")).to_have_value("880000")
    page.context.set_offline(False)
    page.get_by_role("button", name=re.compile("Save the correction")).click()
    expect(page.locator("progress")).to_have_attribute("value", "1")
    open_page.faults[:] = [fault for fault in open_page.faults if "ERR_INTERNET_DISCONNECTED" not in fault]  # type: ignore[attr-defined]


def test_a_missed_claim_is_added_from_a_selection(server: Server, open_page: Open) -> None:
    page = open_page(server, "/report/wire-1")
    page.evaluate(
        """() => {
          const last = document.querySelector("#text").lastElementChild.firstChild;
          const from = last.data.indexOf("Residents");
          getSelection().setBaseAndExtent(last, from, last, from + "Residents dug through the rubble".length);
        }"""
    )
    form = page.locator("#missed")
    expect(form).to_be_visible()
    form.get_by_label("Kind").select_option("event")
    fields = form.locator("fieldset:not([hidden])")
    fields.get_by_label("Type").select_option("AID")
    fields.get_by_label("Who", exact=True).fill("Residents")
    shoot(page, "missed-claim")
    form.get_by_role("button", name="Add").click()
    expect(page.locator(".claims li")).to_have_count(3)
    expect(page.locator("mark", has_text="Residents dug through the rubble")).to_be_visible()


def test_words_and_rows_point_at_each_other(reading_server: Server, open_page: Open) -> None:
    page = open_page(reading_server, "/report/wire-1")
    page.locator("mark", has_text="killed at least 11").hover()
    expect(page.locator(".claims li.lit")).to_contain_text("at least 11 people")
    page.locator(".claims li", has_text="airstrike").hover()
    expect(page.locator("mark.lit")).to_contain_text("Government warplanes struck")


def test_control_follows_the_slider(server: Server, open_page: Open) -> None:
    page = open_page(server, "/control", drawn=True)
    map_drawn(page)
    expect(page.locator("#held")).to_contain_text("Syrian opposition")
    page.get_by_label("Day, as a slider").focus()
    page.keyboard.press("Home")
    expect(page.locator("#held")).to_contain_text("Government of Syria")
    expect(page.get_by_role("heading", level=1)).to_have_text("Who holds what on 2020-02-06")


def test_filters_work_without_scripts(reading_server: Server, open_page: Open) -> None:
    page = open_page(reading_server, "/?show=claims", scripts=False)
    page.get_by_label("control").check()
    page.get_by_role("button", name="Show").click()
    expect(rows(page)).to_have_count(2)
