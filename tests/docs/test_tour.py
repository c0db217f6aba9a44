"""The tour's blocks run, in a copy of the project's folder, and print what the tour shows."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TOUR = (ROOT / "docs" / "tour.md").read_text(encoding="utf-8")
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
RUNNERS = {"sh": ["bash", "-euo", "pipefail", "-c"], "python": [sys.executable, "-c"]}


@dataclass(frozen=True)
class Block:
    """A block that runs, and what the tour shows below it (None: nothing)."""

    language: str
    code: str
    shown: str | None


def blocks() -> list[Block]:
    fences = FENCE.findall(TOUR)
    after = [*fences[1:], ("", "")]
    return [
        Block(language, code, text if following == "text" else None)
        for (language, code), (following, text) in zip(fences, after, strict=True)
        if language in RUNNERS
    ]


BLOCKS = blocks()


@pytest.fixture(scope="session")
def printed(tmp_path_factory: pytest.TempPathFactory) -> list[subprocess.CompletedProcess[str]]:
    """What each block printed, run in their order in one folder."""
    folder = tmp_path_factory.mktemp("tour")
    shutil.copytree(ROOT / "examples", folder / "examples")
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = os.environ | {"PATH": path, "OMP_NUM_THREADS": "1", "PYTHONUTF8": "1", "LC_ALL": "C.UTF-8"}
    return [
        subprocess.run(
            [*RUNNERS[block.language], block.code],
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        for block in BLOCKS
    ]


@pytest.mark.parametrize("number", range(len(BLOCKS)))
def test_a_block_prints_what_is_shown(number: int, printed: list[subprocess.CompletedProcess[str]]) -> None:
    block, result = BLOCKS[number], printed[number]
    assert (result.returncode, result.stderr) == (0, ""), block.code
    assert result.stdout.split() == (block.shown or "").split(), block.code


def test_the_tour_shows_every_stage() -> None:
    commands = {word for block in BLOCKS for word in re.findall(r"reportedly (\w+)", block.code)}
    assert {"read", "dates", "places", "attributions", "extract", "show", "eval"} <= commands


def test_only_blocks_that_run_or_are_printed_stand_in_the_tour() -> None:
    assert {language for language, _ in FENCE.findall(TOUR)} == {*RUNNERS, "text"}
    assert TOUR.count("```") == 2 * len(FENCE.findall(TOUR))
