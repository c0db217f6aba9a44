"""Every page answers, says what it is asked for, and shows what reports wrote as text and nothing else."""

from __future__ import annotations

import csv
import io
import json
from html.parser import HTMLParser

import pytest
from asking import token
from sample import HOSTILE
from starlette.testclient import TestClient

from reportedly.desk import assets
from reportedly.errors import ReportedlyError

PAGES = [
    "/",
    "/?show=claims",
    "/part?kind=toll",
    "/report/wire-1",
    "/series",
    "/series/s1",
    "/control",
    "/review",
    "/history",
    "/coding",
]


def ids(client: TestClient) -> tuple[str, str]:
    """An incident of three reports, and a claim."""
    record = client.app.state.desk.record
    incident = next(one["id"] for one in record.incidents() if len(one["reports"]) == 3)
    return incident, next(row.id for row in record.rows())


class Reader(HTMLParser):
    """Collects what a browser would run or fetch."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.scripts: list[dict] = []
        self.handlers: list[str] = []
        self.addresses: list[str] = []
        self.styles = 0
        self.names: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list) -> None:
        values = dict(attrs)
        self.names.append(tag)
        self.handlers += [key for key in values if key.startswith("on")]
        self.styles += ("style" in values) + (tag == "style")
        if tag == "script":
            self.scripts.append(values)
        self.addresses += [values[key] for key in ("href", "src", "action") if values.get(key)]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_answers_and_runs_no_inline_code(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    page = Reader(answer.text)
    assert not page.handlers
    assert not page.styles
    assert all(script.get("src", "").startswith("/static/") for script in page.scripts)
    outside = [a for a in page.addresses if a.startswith(("http", "//")) and "news.example" not in a]
    assert not outside


@pytest.mark.parametrize("path", ["/", "/?show=claims", "/report/bad-1", "/review", "/series", "/control", "/history"])
def test_hostile_words_stay_words(bad_client: TestClient, path: str) -> None:
    html = bad_client.get(path).text
    page = Reader(html)
    assert not page.handlers
    assert "img" not in page.names
    assert all(script.get("src", "").startswith("/static/") for script in page.scripts)
    assert not [a for a in page.addresses if a.lower().lstrip().startswith(("javascript:", "data:"))]
    assert "\u202e" not in html
    assert "\u2066" not in html


def test_hostile_words_are_shown_all_the_same(bad_client: TestClient) -> None:
    html = bad_client.get("/report/bad-1").text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert 'dir="auto"' in html


@pytest.mark.parametrize("show", ["incidents", "claims"])
def test_a_file_cannot_make_a_spreadsheet_compute(bad_client: TestClient, show: str) -> None:
    text = bad_client.get(f"/files/table.csv?show={show}").text
    for row in csv.reader(io.StringIO(text, newline="")):
        assert not [cell for cell in row if cell.lstrip()[:1] in tuple("=+@")]


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/files/table.csv", "text/csv"),  # the rows shown
        ("/files/table.json", "application/json"),  # as they stand in the record
        ("/files/table.geojson", "application/geo+json"),  # as features
        ("/files/table.csv?show=claims&place=Aleppo", "text/csv"),  # of a filtered view
        ("/files/table.json?show=claims", "application/json"),
        ("/files/table.csv?place=Nowhere", "text/csv"),  # of nothing
        ("/files/table.json?place=Nowhere", "application/json"),
        ("/files/map.csv", "text/csv"),
        ("/files/map.geojson", "application/geo+json"),
        ("/files/timeline.csv", "text/csv"),
        ("/files/timeline.json", "application/json"),
        ("/series/s1.csv", "text/csv"),
        ("/control.geojson?on=2020-02-10", "application/geo+json"),
    ],
)
def test_each_view_comes_as_a_file(client: TestClient, path: str, kind: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith(kind)
    if "json" in kind:
        json.loads(answer.text)


def test_a_file_holds_the_rows_of_its_view(client: TestClient) -> None:
    rows = json.loads(client.get("/files/table.json?show=claims&place=Aleppo&from=2020-02-10&to=2020-02-16").text)
    assert len(rows) == 8
    assert all(row["place"]["admin1"] == "Aleppo" for row in rows)


def test_areas_are_never_points(client: TestClient) -> None:
    features = json.loads(client.get("/files/map.geojson?show=claims").text)["features"]
    assert {f["properties"]["name"] for f in features if not f["geometry"]} == {"Idlib Governorate"}
    assert all(f["properties"]["precision"] in ("exact", "near") for f in features if f["geometry"])


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/incident/none", "No incident of this record has this id."),
        ("/report/none", "No report of this record has this name."),
        ("/claim/none", "No claim of this record has this id."),
        ("/review?claim=none", "No claim of this record has this id."),
        ("/series/none", "There is no such series"),
        ("/coding/99", "There is no such round of coding."),
        ("/files/table.xls", "There is no table as xls"),
        ("/no/such/page", "There is no such page at this desk."),
    ],
)
def test_what_is_not_there_is_said_in_one_sentence(client: TestClient, path: str, words: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert words in answer.text


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/", "reportedly add"),  # what to do next
        ("/review", "Nothing to review yet"),
        ("/series", "No totals over time yet"),
        ("/control", "Nobody has been said to hold anything yet"),
        ("/history", "Nobody has changed anything yet"),
        ("/coding", "No round yet"),
    ],
)
def test_an_empty_record_says_what_to_do(make_desk, path: str, words: str) -> None:
    client, _ = make_desk([])
    assert words in client.get(path).text


def test_a_filter_that_matches_nothing_says_so(client: TestClient) -> None:
    assert "Nothing matches these filters" in client.get("/?place=Nowhere").text
    assert "it was left out" in client.get("/?kind=weather").text


def test_a_record_that_does_not_answer_is_one_sentence(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def locked() -> str:
        raise ReportedlyError("the record is locked by another program")

    monkeypatch.setattr(client.app.state.desk.record, "version", locked)
    answer = client.get("/")
    assert answer.status_code == 503
    assert (
        "The record is locked by another program." in answer.text
        or "the record is locked by another program" in answer.text
    )


def test_a_fault_of_ours_is_a_page_too(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client.app.state.desk.record, "version", lambda: 1 / 0)
    with TestClient(client.app, raise_server_exceptions=False, headers={"accept": "text/html"}) as quiet:
        answer = quiet.get("/")
    assert answer.status_code == 500
    assert "The desk made a mistake" in answer.text
    assert "ZeroDivisionError" not in answer.text


def test_without_the_map_the_places_are_listed(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assets, "present", lambda: False)
    page = client.get("/").text
    assert "The map was not installed" in page
    assert 'id="map"' not in page
    assert "Kafr Naha" in page
    assert "vendor" not in page
    assert "The map was not installed" in client.get("/control").text


def test_an_incident_sets_its_versions_side_by_side(client: TestClient) -> None:
    html = client.get(f"/incident/{ids(client)[0]}").text
    for words in (
        "Northern Wire",
        "Harbour Gazette",
        "Street Monitor",
        "at least 11 people",
        "24 people",
        "v-differs",
        "v-agrees",
    ):
        assert words in html


def test_an_incident_is_split_and_the_split_undone(client: TestClient) -> None:
    incident, _ = ids(client)
    record = client.app.state.desk.record
    gazette = [row.id for row in record.incident(incident).rows if row.doc == "gazette-1"]
    data = {"csrf": token(client), "do": "split", "why": "another market"} | {f"claim-{id}": "1" for id in gazette}
    assert client.post(f"/incident/{incident}", data=data).status_code == 303
    assert len(list(record.incidents())) == 4
    assert "another market" in client.get("/history").text
    assert client.post(f"/undo/{record.log[-1].id}", data={"csrf": token(client)}).status_code == 303
    assert len(list(record.incidents())) == 3


def test_two_incidents_are_merged(client: TestClient) -> None:
    record = client.app.state.desk.record
    one, two = (i["id"] for i in record.incidents() if i["place"]["name"] == "Kafr Naha")
    data = {"csrf": token(client), "do": "merge", "other": f"http://testserver/incident/{two}"}
    assert client.post(f"/incident/{one}", data=data).status_code == 303
    assert len(list(record.incidents())) == 2


def test_two_incidents_are_kept_apart_for_good(client: TestClient) -> None:
    record = client.app.state.desk.record
    one, two = (i["id"] for i in record.incidents() if i["place"]["name"] == "Kafr Naha")
    client.post(f"/incident/{one}", data={"csrf": token(client), "do": "different", "other": two})
    assert record.log[-1].what == "different"
    assert "said: not the same happening" in client.get(f"/incident/{one}").text


@pytest.mark.parametrize(
    "data",
    [
        {"do": "split"},  # nothing is ticked
        {"do": "merge", "other": "nothing"},  # no such incident
        {"do": "weather"},  # no such judgement
    ],
)
def test_a_judgement_about_nothing_is_refused(client: TestClient, data: dict) -> None:
    answer = client.post(f"/incident/{ids(client)[0]}", data=data | {"csrf": token(client)})
    assert answer.status_code == 422
    assert not client.app.state.desk.record.log


def test_a_missed_claim_is_added_from_selected_words(client: TestClient) -> None:
    text = client.app.state.desk.record.reports["wire-1"]["text"]
    start = text.index("Residents dug")
    form = {
        "csrf": token(client),
        "kind": "event",
        "type": "AID",
        "start": str(start),
        "end": str(start + 13),
        "actor": "Residents; soldiers",
    }
    answer = client.post("/report/wire-1", data=form)
    assert answer.status_code == 303
    row = client.app.state.desk.record.claims([answer.headers["location"].split("#c-")[1]])
    (added,) = row.values()
    assert (added.claim["quote"], added.machine) == ("Residents dug", None)
    assert [one["name"] for one in added.claim["actor"]] == ["Residents", "soldiers"]
    assert "Residents, soldiers" in client.get("/report/wire-1").text


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"kind": "weather"}, "choose what kind of claim it is"),  # no such kind
        ({"kind": "toll", "type": "killed"}, "select the words"),  # no words
        ({"kind": "toll", "type": "killed", "start": "5", "end": "999999"}, "select the words"),  # outside the text
        ({"kind": "toll", "start": "0", "end": "5"}, "Type: choose one"),  # no type
        ({"kind": "toll", "type": "killed", "start": "0", "end": "5", "value": "many"}, "no whole number"),  # no number
        ({"kind": "toll", "type": "killed", "start": "0", "end": "5", "time": "Monday"}, "write a day"),  # no day
    ],
)
def test_a_claim_that_cannot_be_added_is_explained(client: TestClient, form: dict, words: str) -> None:
    answer = client.post("/report/wire-1", data=form | {"csrf": token(client)})
    assert answer.status_code == 422
    assert words in answer.text


def test_the_basemap_comes_packed_and_by_country(client: TestClient) -> None:
    assert client.get("/basemap/countries.json").json()["type"] == "FeatureCollection"
    units = client.get("/basemap/admin1.json?countries=SY,XX").json()["features"]
    assert {unit["properties"]["country"] for unit in units} == {"SY"}


def test_hostile_names_do_not_break_the_address_bar(bad_client: TestClient) -> None:
    assert (
        bad_client.get(
            "/", params={"place": HOSTILE.replace("\ud83d", ""), "actor": "<b>", "source": "\u202e"}
        ).status_code
        == 200
    )
