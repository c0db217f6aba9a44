"""What each command prints."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]
ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
WIRE = EXAMPLES / "market-northern-wire.html"
CASE = json.loads((ROOT / "tests" / "data" / "score_case.json").read_text(encoding="utf-8"))


def lines(result: Result) -> list[dict]:
    assert result.exit_code == 0, result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_extract_writes_one_line_a_report_in_the_order_given(run: Run, page: Path) -> None:
    out = lines(run("extract", WIRE, page))
    assert [line["doc"] for line in out] == ["market-northern-wire", "short"]
    assert {"killed", "injured"} <= {claim["type"] for claim in out[0]["claims"]}


def test_extract_reads_json_lines_on_standard_input(run: Run) -> None:
    given = [{"doc": name, "text": f"Rebels captured the town of {name} on Monday, residents said."} for name in "ab"]
    out = lines(run("extract", "-", stdin="".join(json.dumps(one) + "\n" for one in given)))
    assert [(line["doc"], line["text"]) for line in out] == [(one["doc"], one["text"]) for one in given]


def test_published_dates_what_carries_no_date_and_nothing_else(run: Run, page: Path) -> None:
    undated, dated = lines(run("dates", page)), lines(run("dates", page, WIRE, "--published", "2020-02-19"))
    assert undated[0]["times"][0]["from"] is None  # "Monday" stays unresolved
    assert dated[0]["times"][0]["from"] == "2020-02-17"
    assert dated[1]["times"][0]["from"] == "2020-01-14"  # the page has its own date
    assert [line["published"] for line in lines(run("read", page, WIRE, "--published", "2020-02-19"))] == [
        "2020-02-19",
        "2020-01-14",
    ]


def test_read_writes_the_text_and_where_each_field_was_found(run: Run) -> None:
    (out,) = lines(run("read", WIRE))
    assert (out["source"], out["published"], out["language"]) == ("Northern Wire", "2020-01-14", "en")
    assert out["origins"]["published"] == "meta article:published_time"
    masked = [out["text"][m["start"] : m["end"]] for m in out["masks"] if m["kind"] == "debris"]
    assert "(Reporting by Salma Berri; editing by Jon Aldous)" in masked
    assert "cookies" not in out["text"]


def test_dates_places_and_attributions_write_spans_of_the_text(run: Run) -> None:
    (read,) = lines(run("read", WIRE))
    text = read["text"]
    (dates,), (places,), (said,) = (lines(run(name, WIRE)) for name in ("dates", "places", "attributions"))
    assert [text[t["start"] : t["end"]] for t in dates["times"]] == [t["text"] for t in dates["times"]]
    found = {p["text"]: p for p in places["places"]}
    assert (found["Maarrat Misrin"]["country"], found["Maarrat Misrin"]["precision"]) == ("SY", "exact")
    assert text[found["Aleppo"]["start"] :].startswith("Aleppo")
    sources = {text[a["source"]["start"] : a["source"]["end"]] for a in said["attributions"] if a["source"]}
    assert {"the Syrian Observatory for Human Rights", "the United Nations"} <= sources


@pytest.mark.parametrize("command", ["read", "dates", "attributions"])
def test_a_stage_without_paths_reads_standard_input(run: Run, command: str) -> None:
    (out,) = lines(run(command, stdin=json.dumps({"doc": "one", "text": "Nine people died on Monday, he said."})))
    assert out["doc"] == "one"


def test_show_prints_text_legend_table_and_with_why_the_reasons(run: Run, page: Path) -> None:
    plain = run("show", page, "--width", "120")
    assert plain.exit_code == 0
    for words in (
        "At least nine people were killed",
        "toll  displacement  control  event",
        "who says so",
        "at least 9",
    ):
        assert words in plain.stdout
    assert "confidence" not in plain.stdout
    told = run("show", page, "--width", "120", "--why").stdout
    assert told.startswith(plain.stdout)
    assert "confidence" in told
    assert "status reported" in told


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Hayat Tahrir al-Sham", "(hts)"),  # by its name
        ("HTS", "(hts)"),  # by a short name
        ("Rapid Support Forces", "sector: PRM"),
        ("the Union of Nobody in Particular", "not in the register"),
    ],
)
def test_actors_says_who_a_name_is(run: Run, name: str, said: str) -> None:
    result = run("actors", name)
    assert result.exit_code == 0
    assert said in result.stdout


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    path = tmp_path / "gold.jsonl"
    path.write_text("".join(json.dumps(report) + "\n" for report in CASE["gold"]), encoding="utf-8")
    return path


@pytest.fixture
def told(tmp_path: Path) -> Path:
    path = tmp_path / "told.jsonl"
    path.write_text("".join(json.dumps(report) + "\n" for report in CASE["told"]), encoding="utf-8")
    return path


def test_eval_prints_the_figures_of_each_kind_and_slot(run: Run, gold: Path, told: Path) -> None:
    result = run("eval", gold, "--claims", told)
    assert result.exit_code == 0
    head, columns, *rows = result.stdout.splitlines()
    assert head == f"{len(CASE['gold'])} reports"
    assert columns.split()[:4] == ["found", "P", "R", "F1"]
    assert [row.split()[0] for row in rows[:5]] == ["toll", "displacement", "control", "event", "all"]
    assert any(row.startswith("toll.value") for row in rows)
    assert f"{CASE['figures']['all']['found']['f1']:.3f}" in rows[4]


def test_eval_prints_the_worst_errors_and_json(run: Run, gold: Path, told: Path) -> None:
    result = run("eval", gold, "--claims", told, "--errors", "2", "--json")
    body = result.stdout[result.stdout.index("\n{") :]
    assert result.stdout.count("   gold ") == 2
    assert json.loads(body)["found.all.f1"] == CASE["figures"]["all"]["found"]["f1"]


@pytest.mark.parametrize("finder", ["both", "learned", "rules"])
def test_eval_extracts_with_the_finder_asked_for(run: Run, gold: Path, finder: str) -> None:
    figures = json.loads(run("eval", gold, "--finder", finder, "--json").stdout)
    assert 0 <= figures["core.all.f1"] <= figures["found.all.f1"] <= 1


def test_floors_fail_below_and_pass_at_them(run: Run, gold: Path, told: Path, tmp_path: Path) -> None:
    reached = CASE["figures"]["all"]["found"]["f1"]
    floors = tmp_path / "floors.json"
    floors.write_text(json.dumps({"found.all.f1": reached}))
    assert run("eval", gold, "--claims", told, "--floors", floors).exit_code == 0
    floors.write_text(json.dumps({"found.all.f1": reached + 0.01, "found.toll.f1": 0.0, "no.such.figure": 0.5}))
    result = run("eval", gold, "--claims", told, "--floors", floors)
    assert result.exit_code == 1
    below = [line for line in result.stderr.splitlines() if "below its floor" in line]
    assert len(below) == 2
    assert below[0].startswith("reportedly: below its floor: found.all.f1 is ")


def test_help_lists_every_command(run: Run) -> None:
    result = run("--help")
    assert result.exit_code == 0
    for name in ("actors", "attributions", "dates", "eval", "extract", "places", "read", "show"):
        assert f"\n  {name} " in result.stdout
    assert run("--version").stdout.startswith("reportedly")
