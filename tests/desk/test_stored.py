"""The desk's record over a real store: what people do is kept beside what the machine read, reaches incidents, and
can be undone."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from sample import aleppo_market, shelling
from sqlalchemy import text
from store_record import copied, filled

from reportedly.desk.record import IncidentPage
from reportedly.desk.stored import StoredRecord
from reportedly.errors import ReportedlyError, UsageFault
from reportedly.record import Record, open_record
from reportedly.record.looking import look_at
from reportedly.store.check import check


@pytest.fixture
def kept(url: str, tmp_path: Path) -> Record:
    """The sample record in SQLite, and in PostgreSQL."""
    return filled(url, tmp_path)


@pytest.fixture
def stored(kept: Record) -> StoredRecord:
    return StoredRecord(kept.database)


@pytest.fixture
def in_file(tmp_path: Path) -> StoredRecord:
    """The same in SQLite alone."""
    return StoredRecord(open_record(str(copied(tmp_path))).database)


def sound(kept: Record) -> bool:
    """Whether nothing in the record contradicts itself."""
    with kept.database.reading() as connection:
        return list(check(connection)) == []


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


def seen(text: str, words: str, **fields: object) -> dict:
    """A claim as the report page makes it from selected words."""
    start = text.index(words)
    told = {
        "kind": "toll",
        "type": "injured",
        "status": "reported",
        "value": 40,
        "hedge": "exact",
        "low": 40,
        "high": 40,
    }
    rest = {"who": None, "perpetrator": None, "by": None, "time": None, "place": None, "total": False, "part": False}
    told |= rest | {"answers": None, "rule": "person", "confidence": 1.0, "why": []}
    return told | {"start": start, "end": start + len(words), "quote": words} | fields


def test_an_added_claim_takes_part_in_its_incident_until_it_is_taken_back(stored: StoredRecord, kept: Record) -> None:
    before = market(stored).incident
    report = stored.report("wire-1")
    assert report is not None
    change = stored.add("wire-1", seen(report.text, "Residents dug through the rubble"), "ada")
    (id,) = change.about
    page = market(stored)
    assert (page.incident["id"], page.incident["injured"]["best"]) == (before["id"], 40)
    assert id in page.incident["claims"]
    assert [(row.machine, row.verdict) for row in page.rows if row.id == id] == [(None, "edited")]
    assert {row.incident for row in stored.rows() if row.id == id} == {before["id"]}
    stored.review(id, "edited", "bo", after={"value": 41})
    assert market(stored).incident["injured"]["best"] == 41
    assert sound(kept)
    kept.rebuild()
    assert market(stored).incident["injured"]["best"] == 41
    stored.undo(change.id, "ada")
    assert market(stored).incident == before
    assert stored.claims([id]) == {}
    assert [(c.what, c.undone_by) for c in stored.changes(id)] == [("edited", None), ("added", "ada")]
    assert stored.undo(change.id, "ada") is None


def test_an_added_claim_can_found_an_incident_and_counts_in_series(stored: StoredRecord) -> None:
    many = len(list(stored.incidents()))
    page = market(stored)
    (one,) = [row for row in page.rows if row.doc == "wire-1" and row.claim["kind"] == "toll"]
    report = stored.report("hold-1") or stored.report(
        next(row.doc for row in stored.rows() if row.claim["kind"] == "control")
    )
    assert report is not None
    words = report.text[:20]
    where = {key: one.claim[key] for key in ("time", "place", "by")}
    killed = seen(report.text, words, type="killed", value=3, **where)
    change = stored.add(report.doc, killed, "ada")
    assert change.about[0] in {id for i in stored.incidents() for id in i["claims"]}
    stored.undo(change.id, "ada")
    assert len(list(stored.incidents())) == many
    total = stored.add(report.doc, {**killed, "total": True, "value": 380}, "ada")
    assert 380 in {reading.value for one in stored.series() for reading in one.readings}
    stored.undo(total.id, "ada")
    assert 380 not in {reading.value for one in stored.series() for reading in one.readings}


def test_an_added_claim_goes_along_to_a_new_version_that_has_its_words(stored: StoredRecord, kept: Record) -> None:
    page = shelling("radio-1", "2020-02-15", "2020-02-14", 3)
    change = stored.add("radio-1", seen(page["text"], "3 farmers", value=3), "ada")
    (id,) = change.about
    kept.add({**page, "text": "Updated. " + page["text"], "claims": []})
    now = stored.report("radio-1")
    assert now is not None
    ((row),) = [row for row in now.rows if row.id == id]
    assert now.text[row.claim["start"] : row.claim["end"]] == "3 farmers"
    assert sound(kept)
    kept.add({**page, "text": "Withdrawn by the publisher.", "claims": []})
    gone = stored.report("radio-1")
    assert gone is not None
    assert [row.id for row in gone.rows] == []
    then = stored.report("radio-1", 2)
    assert then is not None
    assert [row.id for row in then.rows] == [id]
    stored.undo(change.id, "ada")
    then = stored.report("radio-1", 2)
    assert then is not None
    assert then.rows == ()


def test_words_that_are_no_longer_there_cannot_be_added(stored: StoredRecord) -> None:
    claim = seen("Nobody wrote this", "wrote")
    with pytest.raises(UsageFault, match="reload the page"):
        stored.add("wire-1", claim, "ada")
    report = stored.report("wire-1")
    assert report is not None
    told = seen(report.text, "Residents")
    stored.add("wire-1", told, "ada")
    with pytest.raises(UsageFault, match="already"):
        stored.add("wire-1", told, "ada")


def test_a_rejected_claim_counts_no_more_until_that_is_undone(stored: StoredRecord, kept: Record) -> None:
    before = market(stored).incident
    id = toll(stored, "gazette-1")  # 24, where the others say 11
    change = stored.review(id, "rejected", "ada", "misread")
    page = market(stored)
    assert (page.incident["id"], page.incident["killed"]["high"]) == (before["id"], 11)
    assert id not in page.incident["claims"]
    assert id not in {row.id for row in page.rows}
    row = stored.claims([id])[id]
    assert (row.verdict, row.incident, row.claim["value"]) == ("rejected", None, 24)
    assert [c.why for c in stored.changes(id)] == ["misread"]
    assert all(id not in look_at(kept.database, i["id"])["claims"] for i in stored.incidents())
    assert sound(kept)
    stored.undo(change.id, "ada")
    assert market(stored).incident == before


@pytest.mark.parametrize("backwards", [True, False])
def test_an_incident_whose_claims_are_all_rejected_is_gone_and_comes_back_by_its_id(
    stored: StoredRecord, backwards: bool
) -> None:
    one = next(i for i in stored.incidents() if len(i["reports"]) == 1)
    done = [stored.review(id, "rejected", "ada") for id in one["claims"]]
    assert one["id"] not in {i["id"] for i in stored.incidents()}
    assert stored.incident(one["id"]) is None
    for change in reversed(done) if backwards else done:
        stored.undo(change.id, "ada")
    assert {i["id"]: i for i in stored.incidents()}[one["id"]] == one


def test_what_is_undone_on_the_command_line_is_undone_at_the_desk(stored: StoredRecord, kept: Record) -> None:
    id = toll(stored, "gazette-1")
    stored.review(id, "rejected", "ada")
    assert kept.undo() == f"rejection of {id}"
    assert stored.claims([id])[id].verdict is None
    (change,) = stored.changes(id)
    assert change.undone_by == "machine"
    assert stored.undo(change.id, "ada") is None
    report = stored.report("wire-1")
    assert report is not None
    added = stored.add("wire-1", seen(report.text, "Residents"), "ada")
    assert kept.undo() == f"addition of {added.about[0]}"
    assert added.about[0] not in stored.claims(added.about)


def test_a_new_version_of_a_report_is_the_one_shown(kept: Record) -> None:
    stored = StoredRecord(kept.database, lambda text, title: [(0, 4)])
    kept.add(shelling("radio-1", "2020-02-15", "2020-02-14", 4))
    report = stored.report("radio-1")
    assert report is not None
    assert "4 farmers" in report.text
    assert [(version.number, version.current) for version in report.versions] == [(2, True), (1, False)]
    old = stored.report("radio-1", 1)
    assert old is not None
    assert ("4 farmers" in old.text, old.current, old.number) == (False, False, 1)
    assert {row.claim["value"] for row in old.rows if row.claim["kind"] == "toll"} == {3}
    assert stored.report("radio-1", 3) is None
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


def test_two_desks_over_one_record_see_each_other(stored: StoredRecord, url: str) -> None:
    other = StoredRecord(open_record(url).database)
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


def test_a_record_of_a_newer_version_is_one_sentence(kept: Record, url: str) -> None:
    with kept.database.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(ReportedlyError, match="newer reportedly"):
        open_record(url)


def test_a_file_that_is_no_record_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "notes.sqlite").write_text("these are notes, and no database at all " * 50)
    with pytest.raises(ReportedlyError) as fault:
        open_record(str(tmp_path / "notes.sqlite"))
    assert "\n" not in str(fault.value)


def test_a_locked_record_is_one_sentence_and_nothing_is_lost(in_file: StoredRecord) -> None:
    id, path = toll(in_file, "wire-1"), str(in_file.database.engine.url.database)
    in_file.database.engine.dispose()
    blocker = sqlite3.connect(path, isolation_level=None)
    blocker.execute("BEGIN IMMEDIATE")
    with in_file.database.reading() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout=50")
    try:
        with pytest.raises(ReportedlyError, match="locked"):
            in_file.review(id, "accepted", "ada")
    finally:
        blocker.execute("ROLLBACK")
        blocker.close()
    assert in_file.review(id, "accepted", "ada").what == "accepted"
