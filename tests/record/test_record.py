"""The record keeps what it was given, whole, once, and whoever writes at the same time."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from claims_made import attack, claim, day, place, report
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.errors import InputFault, StoreFault, UsageFault
from reportedly.export.incidents import incident_json
from reportedly.reconcile import blocking
from reportedly.reconcile import incidents as brought_together
from reportedly.reconcile.incidents import reconcile
from reportedly.record import Record, open_record, refresh
from reportedly.record.looking import Filter, changes, explain_link, find_incidents, look_at
from reportedly.store import open_database, reports
from reportedly.store.check import check
from reportedly.store.transfer import dump, load

HERE = Path(__file__).parents[1] / "reconcile"


def groups(record: Record) -> set[frozenset[str]]:
    """The incidents as sets of claims."""
    return {frozenset(i["claims"]) for i in find_incidents(record.database, Filter())}


def ids(record: Record) -> dict[frozenset[str], str]:
    """Reports of an incident → its id."""
    return {frozenset(i["reports"]): i["id"] for i in find_incidents(record.database, Filter())}


def faults(record: Record) -> list[str]:
    with record.database.reading() as connection:
        return list(check(connection))


def several() -> list[dict[str, Any]]:
    """Three incidents in six reports."""
    return [
        attack("a1", seed=0, injured=9),
        attack("a2", seed=0, killed=7, published="2020-02-04"),
        attack("a3", seed=1, killed=6, published="2020-02-04"),
        attack("b1", town="Palmyra", seed=2),
        attack("b2", town="Palmyra", seed=2, killed=4, published="2020-02-05"),
        attack("c1", town="Tal Rifaat", on="2020-03-20", seed=4),
    ]


def test_what_is_added_twice_changes_nothing(url: str) -> None:
    record = open_record(url)
    assert [record.add(r) for r in several()] == ["new"] * 6
    before = [*find_incidents(record.database, Filter())], changes(record.database, "0")
    assert [record.add(r) for r in several()] == ["known"] * 6
    assert ([*find_incidents(record.database, Filter())], changes(record.database, "0")) == before
    assert faults(record) == []


def test_a_changed_page_is_a_new_version_and_both_are_kept(url: str) -> None:
    record = open_record(url)
    first, second = attack("a", killed=5), attack("a", killed=8)
    assert [record.add(first), record.add(second), record.add(first)] == ["new", "changed", "known"]
    (incident,) = find_incidents(record.database, Filter())
    assert incident["killed"]["best"] == 8
    with record.database.reading() as connection:
        rows = connection.execute(reports.reports.select().order_by(reports.reports.c.version)).all()
    assert [(r.version, r.current, r.text) for r in rows] == [(1, False, first["text"]), (2, True, second["text"])]
    assert faults(record) == []


def test_another_extractor_reads_the_same_page_anew_and_the_old_claims_stay(url: str) -> None:
    record = open_record(url)
    page = attack("a", killed=5)
    record.add(page, extractor="1")
    again = {**page, "claims": [{**c, "value": 6} if c["type"] == "killed" else c for c in page["claims"]]}
    assert record.add(again, extractor="2") == "reread"
    (incident,) = find_incidents(record.database, Filter())
    assert incident["killed"]["best"] == 6
    with record.database.reading() as connection:
        kept = connection.execute(reports.claims.select()).all()
    assert sorted({r.extractor for r in kept}) == ["1", "2"]


def test_bytes_are_archived_on_demand_and_identify_the_version(url: str) -> None:
    record = open_record(url)
    page = attack("a")
    assert record.add(page, b"<html>1", archive=True) == "new"
    assert record.add(page, b"<html>1", archive=True) == "known"
    assert record.add(page, b"<html>2") == "changed"
    with record.database.reading() as connection:
        raws = connection.execute(reports.reports.select().order_by(reports.reports.c.version)).all()
    assert [r.raw for r in raws] == [b"<html>1", None]
    assert faults(record) == []


def test_text_comes_back_to_the_character(url: str) -> None:
    """Null bytes, lone surrogates and the escape itself, which databases refuse or web pages hold."""
    record = open_record(url)
    for i, text in enumerate(("nul \x00 here", "half \ud83d a pair", "\ufdd0 as it is", "emoji 😀 and العربية")):
        record.add({**report(f"r{i}", [("Nothing.", [])]), "text": text, "claims": []})
        with record.database.reading() as connection:
            (found,) = reports.fetch_reports(connection, [f"r{i}"])
        assert found["text"] == text


def test_unreadable_inputs_are_refused_and_the_others_go_on(url: str) -> None:
    record = open_record(url)

    def extract(paths: Any) -> Any:
        yield attack("a"), b"a"
        yield InputFault("bad.html", "not a page")
        yield attack("b", town="Palmyra"), b"b"

    out = list(record.add_paths(["x"], extract))
    assert [o if isinstance(o, tuple) else o.where for o in out] == [("new", "a"), "bad.html", ("new", "b")]


@settings(max_examples=4, deadline=None)
@given(order=st.permutations(range(6)))
def test_the_order_of_arrival_does_not_change_the_incidents(
    order: list[int], tmp_path_factory: pytest.TempPathFactory
) -> None:
    made = several()
    record = open_record(f"sqlite:///{tmp_path_factory.mktemp('order')}/r.sqlite")
    for i in order:
        record.add(made[i])
    found = {frozenset(i["claims"]): {**i, "id": None} for i in find_incidents(record.database, Filter())}
    assert found == {frozenset(i.claims): {**incident_json(i), "id": None} for i in reconcile(made)}


def test_adding_one_by_one_comes_to_what_reconcile_says_of_all_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So many reports share a key that only its hubs are compared with all: hubs come and go as reports are added and
    replaced, and components outgrow what is compared in full."""
    monkeypatch.setattr(blocking, "HUBS", 3)
    monkeypatch.setattr(refresh, "HUBS", 3)
    monkeypatch.setattr(brought_together, "FULLY_COMPARED", 4)
    monkeypatch.setattr(brought_together, "LARGEST", 6)
    made = [
        attack(f"r{i:02}", town=("Saraqib", "Ariha")[i % 2], on=f"2020-02-0{1 + i % 3}", killed=2 + i % 4, seed=i % 5)
        for i in range(24)
    ]
    random.Random(4).shuffle(made)
    record = open_record(f"sqlite:///{tmp_path}/r.sqlite")
    for page in made:
        record.add(page)
    for page in made[:6]:
        record.add(attack(page["doc"], town="Palmyra", on="2020-05-01", seed=3))
    final = [attack(p["doc"], town="Palmyra", on="2020-05-01", seed=3) for p in made[:6]] + made[6:]
    assert groups(record) == {frozenset(i.claims) for i in reconcile(final)}
    before = ids(record)
    record.rebuild()
    assert ids(record) == before
    assert faults(record) == []


def test_an_incident_keeps_its_id_when_reports_are_added(url: str) -> None:
    record = open_record(url)
    pages = [attack("a1", seed=0), attack("a2", seed=0, killed=7, published="2020-02-04")]
    record.add(pages[1])
    (first,) = ids(record).values()
    record.add(pages[0])
    assert ids(record) == {frozenset({"a1", "a2"}): first}


def test_people_judge_negative_beats_positive_and_all_can_be_undone(url: str) -> None:
    record = open_record(url)
    for page in several():
        record.add(page)
    start = ids(record)
    far = start[frozenset({"c1"})]
    near = start[frozenset({"b1", "b2"})]
    record.judge("same", near, far, "the same raid")
    assert frozenset({"b1", "b2", "c1"}) in ids(record)
    merged = next(id_ for docs, id_ in ids(record).items() if "c1" in docs)
    assert merged == near
    assert look_at(record.database, far)["became"][-1]["became"] == [near]
    one = {p["doc"]: p["claims"][0]["id"] for p in several()}
    record.judge("different", one["b1"], one["c1"])
    assert not any({"b1", "c1"} <= docs for docs in ids(record))
    assert record.undo() is not None
    assert frozenset({"b1", "b2", "c1"}) in ids(record)
    assert record.undo() is not None
    assert set(ids(record)) == set(start)
    assert ids(record)[frozenset({"b1", "b2"})] == near
    assert record.undo() is None
    assert faults(record) == []


def test_a_judgement_parts_claims_of_one_telling(url: str) -> None:
    record = open_record(url)
    page = attack("a", injured=3)
    record.add(page)
    killed, _, injured = (c["id"] for c in page["claims"])
    record.judge("different", killed, injured)
    assert len(ids(record)) <= 1
    assert len(list(find_incidents(record.database, Filter()))) == 2
    record.undo()
    assert len(list(find_incidents(record.database, Filter()))) == 1


@pytest.mark.parametrize(
    ("verdict", "a", "b", "words"),
    [
        ("perhaps", "x", "y", "a judgement is"),  # no such verdict
        ("same", "nowhere", "nowhere", "no incident or claim"),  # nothing of that id
    ],
)
def test_a_judgement_on_nothing_is_refused(tmp_path: Path, verdict: str, a: str, b: str, words: str) -> None:
    with pytest.raises(UsageFault, match=words):
        open_record(f"sqlite:///{tmp_path}/r.sqlite").judge(verdict, a, b)


def test_a_correction_stands_beside_the_machines_value_and_can_be_undone(url: str) -> None:
    record = open_record(url)
    page = attack("a", killed=5)
    record.add(page)
    record.correct(page["claims"][0]["id"], "value", 3, "the list of names has three")
    (incident,) = find_incidents(record.database, Filter())
    assert incident["killed"]["best"] == 3
    with record.database.reading() as connection:
        stored = connection.execute(reports.claims.select()).all()
    assert 5 in [json.loads(r.payload).get("value") for r in stored]
    record.undo()
    (incident,) = find_incidents(record.database, Filter())
    assert incident["killed"]["best"] == 5
    with pytest.raises(UsageFault):
        record.correct(page["claims"][0]["id"], "quote", "other words")


def test_why_and_diff_tell_what_happened(url: str) -> None:
    record = open_record(url)
    first, second, *_ = several()
    record.add(first)
    mark = changes(record.database, "0")[-1]["revision"]
    record.add(second)
    (change,) = changes(record.database, str(mark))
    assert (change["what"], change["before"]["reports"], change["after"]["reports"]) == (
        "changed",
        ["a1"],
        ["a1", "a2"],
    )
    assert changes(record.database, "2000-01-01") == changes(record.database, "0")
    assert changes(record.database, "2100-01-01T00:00:00+00:00") == []
    link = look_at(record.database, change["incident"])["links"][0]["id"]
    lines = explain_link(record.database, link)
    assert "one incident" in lines[0]
    assert any("the same day" in line for line in lines)


@pytest.mark.parametrize(
    ("asked", "docs"),
    [
        (Filter(), 3),  # nothing asked: all
        (Filter(since="2020-03-01"), 1),
        (Filter(until="2020-02-28"), 2),
        (Filter(place="palmyra"), 1),
        (Filter(place="SY"), 3),
        (Filter(kind="shelling"), 3),
        (Filter(kind="airstrike"), 0),
        (Filter(source="b1.example"), 1),
        (Filter(grade="weak"), 2),  # one report alone, and two that are copies of one text
        (Filter(actor="nobody"), 0),
    ],
)
def test_incidents_are_found_by_what_is_asked(tmp_path: Path, asked: Filter, docs: int) -> None:
    record = open_record(f"sqlite:///{tmp_path}/r.sqlite")
    record.add_many(several())
    assert len(list(find_incidents(record.database, asked))) == docs


def test_a_record_moves_between_sqlite_and_postgresql_unchanged(
    tmp_path: Path, make_postgres: Callable[[str], str]
) -> None:
    first = open_record(f"sqlite:///{tmp_path}/r.sqlite")
    for page in [*several(), {**attack("odd"), "title": "half \ud83d", "source": "nul \x00"}]:
        first.add(page, archive=True)
    first.judge("same", *[i["id"] for i in find_incidents(first.database, Filter())][:2])
    lines = dumped(first)
    second = open_record(make_postgres("moved"))
    with second.database.writing() as connection:
        load(connection, lines)
    assert dumped(second) == lines
    assert faults(second) == []
    third = open_record(f"sqlite:///{tmp_path}/back.sqlite")
    with third.database.writing() as connection:
        load(connection, dumped(second))
    assert dumped(third) == lines
    assert second.add(attack("later")) == "new"
    assert second.undo() is not None
    with pytest.raises(StoreFault, match="empty"), third.database.writing() as connection:
        load(connection, lines)


def dumped(record: Record) -> list[str]:
    with record.database.reading() as connection:
        return list(dump(connection))


def test_check_finds_what_was_tampered_with(tmp_path: Path) -> None:
    record = open_record(f"sqlite:///{tmp_path}/r.sqlite")
    record.add(attack("a"), b"bytes", archive=True)
    with record.database.writing() as connection:
        connection.execute(reports.reports.update().values(text="other words", raw=b"others"))
        connection.exec_driver_sql("DELETE FROM incident_tellings")
        connection.exec_driver_sql("DELETE FROM telling_claims")
        connection.exec_driver_sql("UPDATE tellings SET doc = 'elsewhere'")
    told = "\n".join(faults(record))
    for words in (
        "its words are not those",
        "archived bytes",
        "in no incident",
        "its claims are not those",
        "not told in any telling",
    ):
        assert words in told


ADDER = """
import sys
sys.path.insert(0, {here!r})
from claims_made import attack
from reportedly.record import open_record
record = open_record({url!r})
print("open", flush=True)
for i in range({start}, {stop}):
    page = attack(f"k{{i}}", town=("Saraqib", "Palmyra")[i % 2], on=f"2020-02-0{{1 + i % 9}}", seed=i % 5)
    record.add(page, b"%d" % i, archive=True)
    print(i, flush=True)
"""


def adder(url: str, start: int, stop: int) -> subprocess.Popen[str]:
    """A process that adds reports and prints the number of each that it was told is in."""
    code = ADDER.format(here=str(HERE), url=url, start=start, stop=stop)
    return subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)


def test_a_kill_at_any_moment_leaves_nothing_half_there(url: str) -> None:
    """Killed again and again without warning: what was said to be in is in, whole, and the record is sound."""
    open_record(url)
    clock = random.Random(5)
    for _ in range(5):
        with adder(url, 0, 400) as process:
            assert process.stdout is not None
            process.stdout.readline()  # it is open
            time.sleep(clock.uniform(0.05, 0.5))
            os.kill(process.pid, signal.SIGKILL)
            said = [int(line) for line in process.stdout.read().split() if line.isdigit()]
        record = open_record(url)
        with record.database.reading() as connection:
            there = {r["doc"] for r in reports.fetch_reports(connection)}
        assert {f"k{i}" for i in said} <= there
        assert faults(record) == []
    with record.database.reading() as connection:
        assert groups(record) == {frozenset(i.claims) for i in reconcile(reports.fetch_reports(connection))}


def test_two_processes_adding_at_once_lose_nothing(url: str) -> None:
    with adder(url, 0, 15) as one, adder(url, 10, 25) as other:
        assert (one.wait(100), other.wait(100)) == (0, 0)
    record = open_record(url)
    with record.database.reading() as connection:
        assert {r["doc"] for r in reports.fetch_reports(connection)} == {f"k{i}" for i in range(25)}
        assert groups(record) == {frozenset(i.claims) for i in reconcile(reports.fetch_reports(connection))}
    assert faults(record) == []


def test_opening_a_new_file_at_once_waits_for_the_others(tmp_path: Path) -> None:
    """The first connections to a new SQLite file change its mode together; none of them is told "locked"."""
    many = 4
    start = threading.Barrier(many)

    def opened(number: int) -> None:
        start.wait()
        database = open_database(f"sqlite:///{tmp_path}/{number}.sqlite")
        with database.writing() as connection:
            connection.exec_driver_sql("CREATE TABLE IF NOT EXISTS seen (by_whom)")
            connection.exec_driver_sql("INSERT INTO seen VALUES (1)")
        database.engine.dispose()

    with ThreadPoolExecutor(many) as pool:
        for number in range(25):
            list(pool.map(opened, [number] * many))
            with open_database(f"sqlite:///{tmp_path}/{number}.sqlite").reading() as connection:
                assert connection.exec_driver_sql("SELECT count(*) FROM seen").scalar_one() == many


def test_a_place_that_is_no_database_is_refused_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "text").write_text("not a database, but long enough to be looked at by SQLite " * 40)
    with pytest.raises(StoreFault):
        open_record(f"sqlite:///{tmp_path}/text")
    with pytest.raises(UsageFault):
        open_database("mysql://somewhere/record")


def test_series_and_control_are_read_from_the_record(tmp_path: Path) -> None:
    from reportedly.record.looking import all_series, holder_on, holdings_at

    record = open_record(f"sqlite:///{tmp_path}/r.sqlite")
    total = claim(value=380, total=True, time=day("2019-12-15", "2020-02-17", "unknown"), place=place("Saraqib"))
    held = claim("control", "held", actor={"text": "the army", "name": "Army", "id": "army"}, places=[place("Saraqib")],
                 time=day("2020-02-08"))  # fmt: skip
    record.add(report("a", [("More than 380 have died in Saraqib.", [total]), ("The army holds Saraqib.", [held])]))
    (series,) = all_series(record.database)
    assert (series.type, series.readings[0].value) == ("killed", 380)
    found = holder_on(record.database, "saraqib", "2020-03-01")
    assert found is not None
    assert found.holder == "Army"
    with pytest.raises(UsageFault):
        holdings_at(record.database, "Nowhere")
