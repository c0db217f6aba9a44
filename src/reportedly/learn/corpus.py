"""The coded reports that the finder learns from, and which of them are held back to test other wars."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from reportedly.learn.written import read_written

TEST_SHARE = 5  # one written report in five is a test, chosen by the hash of its name


def read_gold(path: Path) -> list[dict[str, Any]]:
    """Reports of a gold JSONL file."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def read_written_folder(folder: Path) -> Iterator[dict[str, Any]]:
    """All written reports of a folder, file by file in the order of names."""
    for path in sorted(folder.glob("*.txt")):
        yield from read_written(path)


def is_test(doc: str) -> bool:
    """Whether a written report belongs to the other-wars test: about a fifth, the same for ever."""
    return int(hashlib.sha256(doc.encode()).hexdigest(), 16) % TEST_SHARE == 0


def split_written(reports: Iterable[dict[str, Any]]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Written reports as (train, test)."""
    train: list[dict[str, Any]] = []
    test: list[dict[str, Any]] = []
    for report in reports:
        (test if is_test(report["doc"]) else train).append(report)
    return train, test
