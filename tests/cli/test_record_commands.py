"""The commands of the record: one line for each fault, tables for people, JSON and CSV for programs."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

sys.path.insert(0, str(Path(__file__).parents[1] / "reconcile"))

from claims_made import attack, claim, day, party, place, report

from reportedly.cli import record as commands
from reportedly.cli.main import main
from reportedly.errors import InputFault

TOTAL = report(
    "totals",
    [
        ("More than 380 have died in Saraqib.", [claim(value=380, total=True, place=place("Saraqib"))]),
        (
            "The army holds Saraqib.",
            [claim("control", "held", actor=party("army"), places=[place("Saraqib")], time=day("2020-02-08"))],
        ),
    ],
    published="2020-02-10",
)


@pytest.fixture
def db(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A record with three reports, filled by `add`; `bad` is an input that cannot be read."""
    pages = {"a": attack("a"), "b": attack("b", killed=7, seed=3), "t": TOTAL}

    def extracted(paths: Any) -> Iterator[Any]:
        for path in paths:
            yield InputFault(path, "no page") if path == "bad" else (pages[path], path.encode())

    monkeypatch.setattr(commands, "extracted", extracted)
    url = f"sqlite:///{tmp_path}/r.sqlite"
    assert (
        run("add", "a", "b", "t", "--db", url).output
        == "3 added, 0 new versions, 0 read anew, 0 known already, 0 refused\n"
    )
    return url


def run(*args: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(main, list(args), input=stdin)


def rows(*args: str) -> list[dict[str, Any]]:
    """What a command writes as JSON."""
    result = run(*args, "--format", "json")
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_add_says_what_it_added_knew_and_refused(db: str) -> None:
    result = run("add", "a", "bad", "--db", db)
    assert result.exit_code == 1
    assert result.stdout == "0 added, 0 new versions, 0 read anew, 1 known already, 1 refused\n"
    assert result.stderr == "reportedly: bad: no page\n"


def test_incidents_in_three_forms(db: str) -> None:
    (incident,) = rows("incidents", "--db", db, "--place", "saraqib")
    assert incident["reports"] == ["a", "b"]
    (line,) = csv.DictReader(io.StringIO(run("incidents", "--db", db, "--format", "csv").stdout))
    assert (line["incident"], line["killed"]) == (incident["id"], "7 (5–7)")
    assert incident["id"] in run("incidents", "--db", db).stdout
    assert rows("incidents", "--db", db, "--grade", "confirmed") == []


def test_one_incident_with_the_words_of_each_version(db: str) -> None:
    (incident,) = rows("incidents", "--db", db)
    shown = run("incident", incident["id"], "--db", db).stdout
    assert "killed 5 people" in shown
    assert "killed 7 people" in shown
    assert json.loads(run("incident", incident["id"], "--db", db, "--json").stdout)["versions"][0]["doc"] == "a"
    gone = run("incident", "i000", "--db", db)
    assert (gone.exit_code, "no incident i000" in gone.output) == (2, True)


def test_judging_and_undoing(db: str) -> None:
    a, b = attack("a")["claims"][0]["id"], attack("b", killed=7, seed=3)["claims"][0]["id"]
    assert run("different", a, b, "--db", db, "--why", "two shells").exit_code == 0
    assert len(rows("incidents", "--db", db)) == 2
    split = [c for c in rows("diff", "1", "--db", db) if c["what"] == "added"]
    assert split
    assert run("undo", "--db", db).stdout.startswith("undone: different")
    assert len(rows("incidents", "--db", db)) == 1
    gone = next(c["incident"] for c in rows("diff", "1", "--db", db) if c["what"] == "merged")
    assert "merged" in run("incident", gone, "--db", db).stdout
    assert run("undo", "--db", db).exit_code == 2
    assert run("same", a, "nothing", "--db", db).exit_code == 2


def test_why_a_link_was_made(db: str) -> None:
    (incident,) = rows("incidents", "--db", db)
    link = json.loads(run("incident", incident["id"], "--db", db, "--json").stdout)["links"][0]["id"]
    assert "they tell the same day" in run("why", link, "--db", db).stdout
    assert run("why", "l0", "--db", db).exit_code == 2


def test_series_and_control(db: str) -> None:
    (series,) = rows("series", "--db", db, "--type", "killed")
    assert series["readings"][0]["value"] == 380
    assert "380" in run("series", "--db", db).stdout
    (held,) = rows("control", "Saraqib", "--db", db, "--on", "2020-03-01")
    assert held["holder"] == "army"
    assert run("control", "Nowhere", "--db", db).exit_code == 2


def test_a_record_is_checked_dumped_and_loaded(db: str, tmp_path: Path) -> None:
    assert run("db", "check", "--db", db).stdout == "sound\n"
    dump = tmp_path / "dump.jsonl"
    assert run("db", "dump", str(dump), "--db", db).exit_code == 0
    other = f"sqlite:///{tmp_path}/other.sqlite"
    assert run("db", "load", str(dump), "--db", other).stdout.endswith("rows\n")
    assert rows("incidents", "--db", other) == rows("incidents", "--db", db)
    assert run("db", "load", str(dump), "--db", other).exit_code == 1
    assert run("db", "rebuild", "--db", other).exit_code == 0
    assert rows("incidents", "--db", other) == rows("incidents", "--db", db)


def test_reconcile_without_a_record(tmp_path: Path) -> None:
    lines = "".join(json.dumps(attack(d, seed=s)) + "\n" for d, s in (("a", 0), ("b", 3)))
    result = run("reconcile", "-", stdin=lines)
    (incident,) = (json.loads(line) for line in result.stdout.splitlines())
    assert incident["reports"] == ["a", "b"]
    broken = run("reconcile", "-", stdin=lines + "{broken\n")
    assert (broken.exit_code, len(broken.stdout.splitlines())) == (1, 1)
    assert broken.stderr == "reportedly: -:3: no report with claims: give what `extract` writes\n"
    assert run("reconcile", "nowhere.jsonl").exit_code == 2
    bounds = json.loads(run("reconcile", "-", "--profile", "acled", stdin=lines).stdout)["killed"]
    assert bounds["best"] == bounds["low"]
