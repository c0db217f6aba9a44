"""Scores as lines to read, as figures to keep, and against floors that only rise."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from reportedly.measure.calibration import calibration_error
from reportedly.measure.score import Miss, Scores
from reportedly.measure.slots import Claim


def figures(scores: Scores) -> dict[str, float]:
    """Every figure under a name of its own: `found.toll.f1`, `core.all.p`, `slot.event.actor` …"""
    out: dict[str, float] = {}
    for name, table in (("found", scores.found), ("core", scores.core)):
        for kind, figure in table.items():
            out |= {
                f"{name}.{kind}.p": figure.precision,
                f"{name}.{kind}.r": figure.recall,
                f"{name}.{kind}.f1": figure.f1,
            }
    for (kind, slot), (right, asked) in scores.slots.items():
        out[f"slot.{kind}.{slot}"] = round(right / asked, 3)
    if scores.sure:
        out["calibration.error"] = round(calibration_error(scores.sure), 3)
    return out


def below_floors(now: Mapping[str, float], floors: Mapping[str, float]) -> list[str]:
    """One line for each figure that is below its floor."""
    return [
        f"{name} is {now.get(name, 0.0):.3f}, its floor {floor:.3f}"
        for name, floor in floors.items()
        if now.get(name, 0.0) < floor
    ]


def score_lines(scores: Scores, kinds: Sequence[str]) -> list[str]:
    """A table by kind, the slots with how many were asked, and how far confidence is from what holds."""
    out = [
        f"{scores.reports} reports",
        f"{'':14}{'found P':>9}{'R':>7}{'F1':>7}{'core P':>10}{'R':>7}{'F1':>7}{'gold':>7}",
    ]
    for kind in (*kinds, "all"):
        f, c = scores.found[kind], scores.core[kind]
        out.append(
            f"{kind:14}{f.precision:9.3f}{f.recall:7.3f}{f.f1:7.3f}{c.precision:10.3f}{c.recall:7.3f}{c.f1:7.3f}{f.wanted:7}"
        )
    for (kind, slot), (right, asked) in scores.slots.items():
        out.append(f"{kind + '.' + slot:26}{right / asked:6.3f}  of {asked}")
    if scores.sure:
        out.append(f"confidence: calibration error {calibration_error(scores.sure):.3f} over {len(scores.sure)} claims")
    return out


def error_lines(scores: Scores, most: int) -> list[str]:
    """The first errors: what gold says, what was told."""
    return [line for miss in scores.errors[:most] for line in miss_lines(miss)]


def miss_lines(miss: Miss) -> list[str]:
    """Two lines: gold's claim and the predicted one."""
    return [f"{miss.sort:7}{miss.doc}", f"   gold {brief(miss.gold)}", f"   told {brief(miss.told)}"]


def brief(claim: Claim | None) -> str:
    """A claim in at most 300 characters."""
    return json.dumps(claim, ensure_ascii=False, default=str)[:300] if claim else "-"
