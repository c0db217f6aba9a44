"""Bad input: one clear line each on standard error, status 1, and all others still come out. Wrong usage: status 2."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]
TOLD = "At least nine people were killed on Monday when shells hit the market of Saraqib, the mayor said."
FRENCH = (
    "Au moins dix-sept personnes ont été tuées mardi lorsque des obus ont touché un marché bondé de la ville, selon "
    "les habitants qui ont fui vers la frontière pendant la nuit."
)
GOOD = json.dumps({"doc": "good", "text": TOLD})
COMMANDS = ("extract", "show", "read", "dates", "places", "attributions")


def folder(at: Path) -> Path:
    """A folder of bad inputs among two good ones."""
    (at / "a-good.txt").write_text(TOLD)
    (at / "b-empty.txt").write_bytes(b"")
    (at / "c-binary.txt").write_bytes(b"\x00\x01\x02\xff" * 90)
    (at / "d-french.txt").write_text(FRENCH)
    (at / "e-lines.jsonl").write_text(f'{GOOD}\n{{"text": "cut\n{GOOD.replace("good", "last")}\n')
    (at / "f-gone.txt").symlink_to(at / "nowhere")
    with (at / "g-huge.html").open("wb") as out:
        out.write(b"<html><body>")
        out.truncate(50_000_000)
    (at / "h-photo.html").write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 50)
    return at


WANTED = [
    ("b-empty.txt", "empty"),
    ("c-binary.txt", "binary data"),
    ("d-french.txt", "in French"),
    ("e-lines.jsonl:2", "not JSON"),
    ("f-gone.txt", "cannot be read"),
    ("g-huge.html", "larger than"),
    ("h-photo.html", "picture"),
]


def test_every_bad_input_gets_one_line_and_the_others_come_out(run: Run, tmp_path: Path) -> None:
    result = run("extract", folder(tmp_path))
    assert result.exit_code == 1
    assert [json.loads(line)["doc"] for line in result.stdout.splitlines()] == ["a-good", "good", "last"]
    faults = result.stderr.splitlines()
    assert len(faults) == len(WANTED)
    for fault, (where, what) in zip(faults, WANTED, strict=True):
        assert fault.startswith(f"reportedly: {tmp_path / where}: ")
        assert what in fault


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_says_the_same_of_bad_input(run: Run, tmp_path: Path, command: str) -> None:
    path = tmp_path / "mixed.jsonl"
    path.write_text(f"{GOOD}\n[1]\n{GOOD}\n")
    result = run(command, path, tmp_path / "missing.txt")
    assert result.exit_code == 1
    assert [line.split(": ")[1] for line in result.stderr.splitlines()] == [f"{path}:2", f"{tmp_path / 'missing.txt'}"]
    assert "Traceback" not in result.output
    assert result.stdout.count("good") >= 2


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(
    "text",
    [
        f"\ud800{TOLD} \udfff",  # lone surrogates, which JSON can carry and UTF-8 cannot
        f"\u202e{TOLD}\u202c \x1b[31m",  # direction marks and an escape
        f"=1+1 <b>{TOLD}</b> '; DROP TABLE x",  # other languages' commands
    ],
    ids=["surrogates", "controls", "code"],
)
def test_hostile_text_comes_through_every_command(run: Run, command: str, text: str) -> None:
    if command == "show":
        result = run("show", "-", stdin=json.dumps({"text": text}))
    else:
        result = run(command, "-", stdin=json.dumps({"text": text}))
        assert json.loads(result.stdout)["doc"] == "stdin:1"
    assert (result.exit_code, result.stderr) == (0, "")


@pytest.mark.parametrize(
    "arguments",
    [
        ("extract",),  # nothing to read
        ("show",),
        ("nonsense",),  # no command
        ("extract", "--published", "soon", "x.txt"),  # no date
        ("extract", "--published", "2020-02-30", "x.txt"),  # a day that no month has
        ("extract", "--colour", "x.txt"),  # no option
        ("show", "--width", "20", "x.txt"),  # too narrow for a table
        ("actors",),  # no name
        ("eval", "no-such-file.jsonl"),
    ],
    ids=" ".join,
)
def test_wrong_usage_is_status_2_with_a_usage_line(run: Run, arguments: tuple[str, ...]) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.startswith("Usage: reportedly")
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize("content", ["", '{"doc": "x", "text": "y"}\n', "[1]\n"])
def test_a_file_that_is_no_gold_file_is_wrong_usage(run: Run, tmp_path: Path, content: str) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(content)
    result = run("eval", path)
    assert result.exit_code == 2
    assert "gold.jsonl" in result.stderr
    assert "coded report" in result.stderr
