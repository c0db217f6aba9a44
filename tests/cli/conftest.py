"""The commands, called in this process; what only a process of its own can show is in test_streaming.py."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from reportedly.cli import main

Run = Callable[..., Result]
TOLD = "At least nine people were killed on Monday when shells hit the market of Saraqib, the mayor said."


@pytest.fixture(scope="session")
def run() -> Run:
    """Calls `reportedly ARGUMENTS…`."""
    runner = CliRunner()

    def call(*arguments: object, stdin: str | bytes | None = None) -> Result:
        return runner.invoke(main, [str(a) for a in arguments], input=stdin, prog_name="reportedly")

    return call


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """A short report."""
    path = tmp_path / "short.txt"
    path.write_text(TOLD, encoding="utf-8")
    return path
