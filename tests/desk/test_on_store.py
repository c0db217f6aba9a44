"""The whole desk over a real store, in SQLite and in PostgreSQL: every page, every change, and what outlives a restart."""

from __future__ import annotations

import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from asking import token
from starlette.testclient import TestClient
from store_record import filled

from reportedly.desk.app import create_app
from reportedly.desk.secret import secret_of
from reportedly.desk.serve import Reach, make_desk
from reportedly.desk.stored import StoredRecord
from reportedly.errors import StoreFault
from reportedly.record import Record, open_record
from reportedly.store.check import check
from reportedly.store.transfer import dump, load

PASSWORD = "a long enough one"
OPEN = Reach(proxy=True)  # others reach it, so it asks who they are


def client_of(record: Record, reach: Reach) -> TestClient:
    """A desk of its own over a record, as after a start of the program."""
    desk = make_desk(record.database, StoredRecord(record.database), "ada", reach)
    app = create_app(desk, hosts=("testserver",))
    return TestClient(app, headers={"accept": "text/html"}, follow_redirects=False)


@pytest.fixture
def kept(url: str, tmp_path: Path) -> Record:
    return filled(url, tmp_path, with_hostile=True)


@pytest.fixture
def client(kept: Record) -> TestClient:
    return client_of(kept, Reach())


def sign_in(client: TestClient) -> None:
    answer = client.post("/login", data={"csrf": token(client, "/login"), "name": "ada", "password": PASSWORD})
    assert answer.status_code == 303


def test_every_page_and_file_answers(client: TestClient) -> None:
    pages = ("/", "/?show=claims", "/report/wire-1", "/report/bad-1", "/series", "/control", "/review", "/coding")
    files = ("table.csv", "table.json", "table.geojson", "map.csv", "map.geojson", "timeline.csv")
    for path in (*pages, "/history", "/control.geojson", *(f"/files/{name}" for name in files)):
        assert client.get(path).status_code == 200, path


@pytest.mark.parametrize("path", ["/incident/%00", "/claim/x%00y", "/report/%00", "/series/%00", "/review?claim=%00"])
def test_an_id_that_no_database_holds_is_not_here(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert "Not here" in answer.text


def test_a_claim_is_corrected_rejected_commented_on_and_all_is_undone(client: TestClient, kept: Record) -> None:
    report = client.get("/report/gazette-1").text
    id = report.split("/review?claim=")[1].split('"')[0]
    csrf = token(client)
    for do, fields in (("accept", {}), ("comment", {"why": "nul \x00"}), ("reject", {"why": "misread"})):
        answer = client.post(f"/review/{id}", data={"csrf": csrf, "do": do, **fields})
        assert answer.status_code == 303, do
    assert "misread" in client.get("/history").text
    while "nothing to undo" not in client.get("/review").text and 'action="/undo/' in client.get("/history").text:
        first = client.get("/history").text.split('action="/undo/')[1].split('"')[0]
        assert client.post(f"/undo/{first}", data={"csrf": csrf}).status_code == 303
    assert client.get("/history").text.count("undone by") == 3
    with kept.database.reading() as connection:
        assert list(check(connection)) == []


def test_a_round_is_coded(client: TestClient) -> None:
    csrf = token(client)
    place = client.post("/coding", data={"csrf": csrf, "many": "2", "name": "first"}).headers["location"]
    for _ in range(2):
        claim = client.get(place).text.split('name="claim" value="')[1].split('"')[0]
        assert client.post(place, data={"csrf": csrf, "claim": claim, "value": "7"}).status_code == 303
    assert client.get(place).headers["location"] == f"{place}/agreement"
    assert client.get(f"{place}/agreement").status_code == 200


def test_people_stay_signed_in_when_the_desk_restarts(kept: Record, url: str) -> None:
    make_desk(kept.database, StoredRecord(kept.database), "ada", Reach()).accounts.add("ada", "editor", PASSWORD)  # type: ignore[union-attr]
    before = client_of(kept, OPEN)
    sign_in(before)
    kept.database.engine.dispose()
    after = client_of(open_record(url), OPEN)
    after.cookies = before.cookies
    assert after.get("/review").status_code == 200
    assert secret_of(kept.database) == secret_of(open_record(url).database)


def test_the_desk_moves_with_its_record_but_not_its_secret(
    kept: Record, tmp_path: Path, make_postgres: Callable[[str], str]
) -> None:
    desk = make_desk(kept.database, StoredRecord(kept.database), "ada", Reach())
    assert desk.accounts is not None
    desk.accounts.add("ada", "editor", PASSWORD)
    row = next(iter(desk.record.rows()))
    desk.record.review(row.id, "rejected", "ada", "misread")
    desk.record.review(row.id, "comment", "ada", "half \ud83d, nul \x00")
    text = next(desk.record.report(row.doc) for _ in (0,))
    assert text is not None
    claim = {**row.claim, "quote": text.text[:9], "start": 0, "end": 9}
    desk.record.add(row.doc, claim, "ada")
    desk.rounds.code(desk.rounds.get(desk.rounds.start("first", [row.id], "ada")), row.id, "ada", {"value": "7"})  # type: ignore[arg-type]
    lines = dumped(kept)
    assert desk.secret not in "".join(lines)
    other = open_record(f"sqlite:///{tmp_path}/moved.sqlite" if not kept.database.is_sqlite else make_postgres("moved"))
    with other.database.writing() as connection:
        load(connection, lines)
    assert dumped(other) == lines
    moved = make_desk(other.database, StoredRecord(other.database), "ada", Reach())
    assert moved.accounts is not None
    assert moved.accounts.sign_in("ada", PASSWORD) is not None
    assert moved.record.changes() == desk.record.changes()
    assert {row.id: row for row in moved.record.rows()} == {row.id: row for row in desk.record.rows()}
    assert moved.rounds.all() == desk.rounds.all()
    moved.rounds.start("second", [row.id], "ada")  # numbers go on after those that were loaded
    moved.record.review(row.id, "accepted", "ada")


def dumped(record: Record) -> list[str]:
    with record.database.reading() as connection:
        return list(dump(connection))


def test_the_secret_beside_a_file_is_for_its_owner_alone(tmp_path: Path) -> None:
    database = open_record(str(tmp_path / "r.sqlite")).database
    found, path = secret_of(database), tmp_path / "r.sqlite.key"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [one.name for one in tmp_path.glob("*.key*")] == ["r.sqlite.key"]
    path.chmod(0o644)
    assert secret_of(database) == found
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    path.write_text("")
    with pytest.raises(StoreFault, match="holds no secret"):
        secret_of(database)


def test_an_earlier_version_of_a_page_is_shown_and_cannot_be_added_to(client: TestClient, kept: Record) -> None:
    from sample import shelling

    kept.add(shelling("radio-1", "2020-02-15", "2020-02-14", 4))
    now = client.get("/report/radio-1").text
    assert "2 versions of this page" in now
    assert "4 farmers" in now
    then = client.get("/report/radio-1?version=1").text
    assert "3 farmers" in then
    assert "earlier version" in then
    assert 'id="missed"' not in then
    for version in ("3", "0", "x", "1" * 30):
        assert client.get(f"/report/radio-1?version={version}").status_code == 404
