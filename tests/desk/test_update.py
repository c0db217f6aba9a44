"""The index after what people decided is the one that reading the whole record gives."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sample import shelling
from store_record import copied

from reportedly.desk.columns import Many
from reportedly.desk.index import Index, Table, build_index
from reportedly.desk.stored import StoredRecord
from reportedly.desk.update import updated
from reportedly.record import open_record

LISTS = st.lists(st.lists(st.integers(0, 9), max_size=4), max_size=8)


def told(index: Index, table: Table) -> dict[str, tuple[Any, ...]]:
    """Each row by its id, with names in place of numbers."""
    many = {}
    for name, column in (("actors", table.actors), ("sources", table.sources)):
        names = getattr(index, name)
        many[name] = [sorted(names[c] for c in column.codes[column.rows == n]) for n in range(len(table.ids))]
    places = [*index.places, None]
    parents = [*index.incidents.ids, None]
    return {
        id: (
            int(table.kind[n]), index.types[table.type[n]], int(table.status[n]), int(table.grade[n]),
            bool(table.reviewed[n]), bool(table.rejected[n]), int(table.first[n]), int(table.last[n]),
            places[table.place[n]], float(table.size[n]), float(table.doubt[n]), parents[table.parent[n]],
            many["actors"][n], many["sources"][n],
        )
        for n, id in enumerate(table.ids)
    }  # fmt: skip


def same(one: Index, other: Index) -> bool:
    """Whether two indexes say the same."""
    return (
        told(one, one.claims) == told(other, other.claims)
        and told(one, one.incidents) == told(other, other.incidents)
        and one.version == other.version
        and all(one.claims.ids[row] == id for id, row in one.row_of.items())
    )


def read(record: StoredRecord) -> Index:
    return build_index(record.version(), record.rows(), record.incidents())


@settings(max_examples=12, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(["reject", "edit", "accept", "add", "split", "merge", "undo"]), st.integers(0, 40)),
        max_size=6,
    )
)
def test_an_index_brought_up_to_date_is_the_index_read_anew(steps: list[tuple[str, int]]) -> None:
    # a folder of its own for each example: a record must not be written over while the last one's is still open
    with tempfile.TemporaryDirectory() as folder:
        record = StoredRecord(open_record(str(copied(Path(folder)))).database)
        index = read(record)
        for step, number in steps:
            do(record, step, number)
            changed = record.changed(index.version)
            assert changed is not None
            index = updated(index, changed)
            assert same(index, read(record)), step


def do(record: StoredRecord, step: str, number: int) -> None:
    """Something that a person may do, to something that is there."""
    ids = sorted(row.id for row in record.rows())
    happenings = sorted(record.incidents(), key=lambda one: one["id"])
    id = ids[number % len(ids)]
    row = record.claims([id])[id]
    if step in ("reject", "accept"):
        record.review(id, {"reject": "rejected"}.get(step, "accepted"), "ada")
        if step == "accept":
            record.review(id, "edited", "ada", after={"status": "reported"})  # a verdict alone is no new version
    elif step == "edit":
        time = {
            "text": None,
            "start": "2020-03-05",
            "end": "2020-03-05",
            "precision": "day",
            "value": None,
            "mod": None,
        }
        record.review(id, "edited", "ada", after={"time": time, "by": {"text": f"source {number}", "name": None}})
    elif step == "add":
        report = record.report(row.doc)
        assert report is not None
        record.add(
            row.doc,
            {**row.claim, "start": 0, "end": 5 + number, "quote": report.text[: 5 + number]},
            f"ada{len(record.changes())}",
        )
    elif step in ("split", "merge") and len(happenings) > 1:
        one, other = happenings[number % len(happenings)], happenings[(number + 1) % len(happenings)]
        record.judge("same" if step == "merge" else "different", one["claims"], other["claims"], "ada")
    elif step == "undo":
        for change in record.changes()[:1]:
            record.undo(change.id, "ada")


def test_after_reports_were_added_the_whole_is_read(tmp_path: Path) -> None:
    kept = open_record(str(copied(tmp_path)))
    record = StoredRecord(kept.database)
    before = record.version()
    kept.add(shelling("radio-9", "2020-02-15", "2020-02-14", 4))
    assert record.changed(before) is None
    assert record.changed(record.version()) is not None


@given(LISTS, LISTS, st.data())
def test_rows_of_several_numbers_are_joined_and_taken(
    a: list[list[int]], b: list[list[int]], data: st.DataObject
) -> None:
    both = a + b
    order = data.draw(st.lists(st.integers(0, len(both) - 1), max_size=9)) if both else []
    found = Many.of(a).joined(Many.of(b)).taken(np.array(order, dtype=np.int64))
    assert [found.codes[found.rows == n].tolist() for n in range(found.size)] == [both[n] for n in order]


@pytest.mark.parametrize("many", [0, 3])
def test_an_empty_change_changes_nothing(tmp_path: Path, many: int) -> None:
    record = StoredRecord(open_record(str(copied(tmp_path))).database)
    index = read(record)
    changed = record.changed(index.version)
    assert changed is not None
    for _ in range(many):
        index = updated(index, changed)
    assert same(index, read(record))
