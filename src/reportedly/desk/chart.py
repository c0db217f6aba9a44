"""Drawings as numbers for SVG: where the bars of a timeline stand, where the marks of a range or a series."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reportedly.desk.select import Bar
from reportedly.model.vocabulary import KINDS

WIDTH, HEIGHT = 1000.0, 120.0
WIDEST = 36.0  # of a bar, when there are few


@dataclass(frozen=True, slots=True)
class Block:
    """One coloured rectangle of a bar."""

    kind: str
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Column:
    """A step and the bar in it: their places along the line, its blocks from the ground up, and its words."""

    x: float
    width: float
    bar_x: float
    bar_width: float
    start: dt.date
    end: dt.date
    total: int
    words: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """The bars, the number at the top, and the days named below as (x, day)."""

    columns: tuple[Column, ...]
    top: int
    ticks: tuple[tuple[float, str], ...]


def bars(steps: Sequence[Bar]) -> Timeline:
    """The bars stacked by kind, scaled to the highest."""
    top = max((sum(step.counts) for step in steps), default=0)
    width = WIDTH / max(1, len(steps))
    columns = tuple(_column(step, number * width, width, top) for number, step in enumerate(steps))
    every = max(1, -(-len(steps) // 6))
    ticks = tuple((column.x, column.start.isoformat()) for column in columns[::every])
    return Timeline(columns, top, ticks)


def _column(step: Bar, x: float, width: float, top: int) -> Column:
    total = sum(step.counts)
    ground, blocks = HEIGHT, []
    for kind, count in zip(KINDS, step.counts, strict=True):
        if count:
            height = round(max(1.5, count / top * HEIGHT), 2)
            ground -= height
            blocks.append(Block(kind, round(ground, 2), height))
    span = str(step.start) if step.start == step.end else f"{step.start} – {step.end}"
    told = ", ".join(f"{count} {kind}" for kind, count in zip(KINDS, step.counts, strict=True) if count)
    bar = max(0.8, min(WIDEST, width * 0.86))
    return Column(
        round(x, 2),
        round(width, 2),
        round(x + (width - bar) / 2, 2),
        round(bar, 2),
        step.start,
        step.end,
        total,
        f"{span}: {told or 'nothing'}",
        tuple(blocks),
    )


def scale(values: Iterable[float | None]) -> tuple[float, float]:
    """Lowest and highest of some values, never the same."""
    known = [v for v in values if v is not None]
    low, high = (min(known), max(known)) if known else (0.0, 1.0)
    return (low, high) if high > low else (low - 0.5, high + 0.5)


def along(value: float, low: float, high: float, width: float = 100.0) -> float:
    """Where a value stands on a line of some width."""
    return round((value - low) / (high - low) * width, 2)
