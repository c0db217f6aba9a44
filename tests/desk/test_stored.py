"""The desk's record over a real store: what people do is kept beside what the machine read, reaches incidents, and
can be undone."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from sample import aleppo_market, shelling
from sqlalchemy import text
from store_record import copied, kept_record

from reportedly.desk.record import IncidentPage
from reportedly.desk.stored import StoredRecord
from reportedly.errors import ReportedlyError, UsageFault
from reportedly.record import Record, open_record


@pytest.fixture
def kept(tmp_path: Path) -> Record:
    return open_record(str(copied(tmp_path)), "machine")


@pytest.fixture
def stored(tmp_path: Path) -> StoredRecord:
    return kept_record(tmp_path).record


def market(stored: StoredRecord) -> IncidentPage:
    """The incident that three reports tell."""
    id = next(one["id"] for one in stored.incidents() if len(one["reports"]) == 3)
    found = stored.incident(id)
    assert isinstance(found, IncidentPage)
    return found


def toll(stored: StoredRecord, doc: str) -> str:
    return next(row.id for row in market(stored).rows if row.doc == doc and row.claim["kind"] == "toll")


def test_every_claim_comes_once_with_its_incident(stored: StoredRecord) -> None:
    rows = list(stored.rows())
    assert len({row.id for row in rows}) == len(rows) == 15
    homes = {row.incident for row in rows if row.claim["kind"] in ("toll", "event")}
    assert homes == {one["id"] for one in stored.incidents()}
    assert all(row.verdict is None and row.claim == row.machine for row in rows)


def test_a_correction_reaches_the_incident_and_leaves_it_when_undone(stored: StoredRecord) -> None:
    before, version = market(stored).incident["killed"], stored.version()
    change = stored.review(toll(stored, "gazette-1"), "edited", "ada", "printed edition", {"value": 31})
    assert market(stored).incident["killed"]["high"] == 31
    assert stored.version() != version
    row = stored.claims([change.about[0]])[change.about[0]]
    assert (row.machine["value"], row.claim["value"], row.verdict) == (24, 31, "edited")
    undone = stored.undo(change.id, "bo")
    assert undone is not None
    assert undone.undone_by == "bo"
    assert market(stored).incident["killed"] == before
    assert stored.claims([change.about[0]])[change.about[0]].verdict is None
    assert stored.undo(change.id, "bo") is None


def test_each_change_carries_author_time_and_both_values(stored: StoredRecord) -> None:
    id = toll(stored, "wire-1")
    stored.review(id, "edited", "ada", "why", {"value": 12, "hedge": "exact"})
    stored.review(id, "comment", "bo", "hm")
    stored.review(id, "accepted", "bo")
    accepted, comment, edit = stored.changes(id)
    assert [c.what for c in (edit, comment, accepted)] == ["edited", "comment", "accepted"]
    assert (edit.who, edit.before, edit.after) == (
        "ada",
        {"value": 11, "hedge": "at_least"},
        {"value": 12, "hedge": "exact"},
    )
    assert edit.when.startswith("20")
    assert stored.claims([id])[id].verdict == "accepted"


def test_verdicts_come_in_steps(stored: StoredRecord) -> None:
    id = toll(stored, "wire-1")
    mark, found = stored.verdicts(0)
    assert found == {}
    change = stored.review(id, "rejected", "ada")
    mark, found = stored.verdicts(mark)
    assert found == {id: "rejected"}
    stored.undo(change.id, "ada")
    mark, found = stored.verdicts(mark)
    assert found == {id: None}
    assert stored.verdicts(mark) == (mark, {})


def test_an_incident_is_split_merged_and_led_back(stored: StoredRecord) -> None:
    page = market(stored)
    mine = [row.id for row in page.rows if row.doc == "gazette-1"]
    change = stored.judge(
        "different", mine, [row.id for row in page.rows if row.doc != "gazette-1"], "ada", "two markets"
    )
    assert len(list(stored.incidents())) == 4
    assert [c.why for c in stored.changes()] == ["two markets"]
    assert market_of(stored, "gazette-1").judgements
    stored.undo(change.id, "ada")
    assert len(list(stored.incidents())) == 3
    gone = [one["id"] for one in stored.incidents() if one["id"] != page.incident["id"]]
    left, right = (stored.incident(id) for id in gone)
    assert isinstance(left, IncidentPage)
    assert isinstance(right, IncidentPage)
    stored.judge("same", [r.id for r in left.rows], [r.id for r in right.rows], "ada")
    still = {one["id"] for one in stored.incidents()}
    assert len(still) == 2
    (lost,) = set(gone) - still
    assert stored.incident(lost) in still


def market_of(stored: StoredRecord, doc: str) -> IncidentPage:
    page = next(stored.incident(one["id"]) for one in stored.incidents() if one["reports"] == [doc])
    assert isinstance(page, IncidentPage)
    return page


def test_links_say_in_words_why(stored: StoredRecord) -> None:
    links = market(stored).links
    assert links
    for one in links:
        assert one.score == pytest.approx(sum(weight for _, weight in one.reasons), abs=0.05)
        assert all(" " in reason for reason, _ in one.reasons)
        assert {one.left, one.right} <= {"wire-1", "gazette-1", "monitor-1"}


def test_an_added_claim_stands_in_its_report_and_can_be_corrected_and_taken_back(stored: StoredRecord) -> None:
    claim = {
        "kind": "event",
        "type": "AID",
        "status": "reported",
        "start": 0,
        "end": 8,
        "quote": "Northern",
        "actor": [],
        "recipient": [],
    }
    change = stored.add("wire-1", claim, "ada")
    (id,) = change.about
    report = stored.report("wire-1")
    assert report is not None
    assert [row.machine for row in report.rows if row.id == id] == [None]
    stored.review(id, "edited", "bo", after={"type": "REQUEST"})
    assert stored.claims([id])[id].claim["type"] == "REQUEST"
    assert id in {row.id for row in stored.rows()}
    stored.undo(change.id, "ada")
    assert stored.claims([id]) == {}


def test_a_new_version_of_a_report_is_the_one_shown(kept: Record) -> None:
    stored = StoredRecord(kept.database, lambda text, title: [(0, 4)])
    kept.add(shelling("radio-1", "2020-02-15", "2020-02-14", 4))
    report = stored.report("radio-1")
    assert report is not None
    assert "4 farmers" in report.text
    assert len(report.versions) == 2
    assert report.debris == ((0, 4),)
    assert {row.claim["value"] for row in report.rows if row.claim["kind"] == "toll"} == {4}


def test_judgements_and_corrections_made_elsewhere_are_seen(kept: Record) -> None:
    stored = StoredRecord(kept.database)
    id = toll(stored, "wire-1")
    kept.correct(id, "value", 13, "by hand")
    (change,) = stored.changes(id)
    assert (change.what, change.who, change.after) == ("edited", "machine", {"value": 13})
    assert stored.undo(change.id, "ada")
    assert stored.claims([id])[id].claim["value"] == 11


def test_series_and_control_leave_out_what_was_rejected(stored: StoredRecord) -> None:
    (series,) = stored.series()
    assert [reading.value for reading in series.readings] == [300_000, 520_000, 900_000]
    stored.review(series.readings[1].claim, "rejected", "ada")
    assert [reading.value for reading in stored.series()[0].readings] == [300_000, 900_000]
    assert [one.holder for one in stored.holdings()] == ["Government of Syria", "Syrian opposition"]


def test_a_claim_that_is_gone_cannot_be_reviewed(stored: StoredRecord) -> None:
    with pytest.raises(UsageFault, match="no longer in the record"):
        stored.review("nothing", "accepted", "ada")
    assert [stored.undo(id, "ada") for id in ("", "d99", "j99", "c99", "x1", "d1; drop")] == [None] * 6


def test_two_desks_over_one_record_see_each_other(stored: StoredRecord) -> None:
    other = StoredRecord(open_record(str(stored.database.engine.url.database)).database)
    id = toll(stored, "wire-1")
    stored.review(id, "accepted", "ada")
    assert other.claims([id])[id].verdict == "accepted"
    other.review(id, "edited", "bo", after={"value": 9})
    assert stored.claims([id])[id].claim["value"] == 9


def test_a_copy_of_a_text_has_the_same_claims_and_both_reports_show_them(kept: Record) -> None:
    first = aleppo_market("wire-1", "Northern Wire", "2020-02-12", 11, "at_least", "hospital staff")
    kept.add({**first, "doc": "copy-1", "source": "Copy Daily"})
    stored = StoredRecord(kept.database)
    page = next(
        p
        for p in map(stored.incident, [i["id"] for i in stored.incidents()])
        if isinstance(p, IncidentPage) and "copy-1" in p.incident["reports"]
    )
    assert {row.doc for row in page.rows} >= {"wire-1", "copy-1"}
    assert len({row.id for row in stored.rows()}) == 15


def test_a_record_of_a_newer_version_is_one_sentence(kept: Record) -> None:
    with kept.database.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(ReportedlyError, match="newer reportedly"):
        open_record(str(kept.database.engine.url.database))


def test_a_file_that_is_no_record_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "notes.sqlite").write_text("these are notes, and no database at all " * 50)
    with pytest.raises(ReportedlyError) as fault:
        open_record(str(tmp_path / "notes.sqlite"))
    assert "\n" not in str(fault.value)


def test_a_locked_record_is_one_sentence_and_nothing_is_lost(stored: StoredRecord) -> None:
    id, path = toll(stored, "wire-1"), str(stored.database.engine.url.database)
    stored.database.engine.dispose()
    blocker = sqlite3.connect(path, isolation_level=None)
    blocker.execute("BEGIN IMMEDIATE")
    with stored.database.reading() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout=50")
    try:
        with pytest.raises(ReportedlyError, match="locked"):
            stored.review(id, "accepted", "ada")
    finally:
        blocker.execute("ROLLBACK")
        blocker.close()
    assert stored.review(id, "accepted", "ada").what == "accepted"
