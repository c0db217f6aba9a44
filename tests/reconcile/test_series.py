"""Totals over time, and who held which ground when."""

from __future__ import annotations

from typing import Any

import pytest
from claims_made import claim, day, party, place, report

from reportedly.reconcile.control import holdings_of, state_on
from reportedly.reconcile.series import series_of


def total(
    doc: str, value: int, end: str, start: str = "2019-12-15", town: str = "Saraqib", **fields: Any
) -> dict[str, Any]:
    """A report of one total."""
    one = claim(value=value, total=True, time=day(start, end, "unknown"), place=place(town), **fields)
    return report(doc, [(f"{value} dead in {town}.", [one])], published=end, source="one.example")


def test_readings_of_one_scope_are_one_series_and_a_fall_is_marked() -> None:
    (series,) = series_of([total("b", 400, "2020-02-10"), total("a", 380, "2020-02-03"), total("c", 390, "2020-02-17"),
                           total("d", 900, "2020-02-24")])  # fmt: skip
    assert [(r.as_of, r.value, r.mark) for r in series.readings] == [
        ("2020-02-03", 380, None), ("2020-02-10", 400, None), ("2020-02-17", 390, "fall"), ("2020-02-24", 900, "jump"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "other",
    [
        {"start": "2019-12-01"},  # another window
        {"town": "Palmyra"},  # another place
        {"who": {"text": "fighters"}},  # other people
    ],
)
def test_different_windows_places_and_people_are_different_series(other: dict[str, Any]) -> None:
    assert len(series_of([total("a", 380, "2020-02-03"), total("b", 400, "2020-02-10", **other)])) == 2


def test_a_stock_is_one_series_whatever_the_day() -> None:
    def hosted(doc: str, value: int, on: str) -> dict[str, Any]:
        one = claim("displacement", "refugees", value=value, time=day(on), place=place("Saraqib"))
        return report(doc, [(f"{value} refugees.", [one])], published=on)

    (series,) = series_of([hosted("a", 3_500_000, "2020-02-03"), hosted("b", 3_600_000, "2020-05-03")])
    assert series.since is None
    assert len(series.readings) == 2


def test_parts_denials_and_single_incidents_are_in_no_series() -> None:
    told = [claim(value=5), claim(value=3, total=True, part=True), claim(value=9, total=True, status="denied")]
    assert series_of([report("a", [("Five died.", told)])]) == []


def held(doc: str, who: str, on: str, state: str = "held") -> dict[str, Any]:
    """A report of who holds Saraqib."""
    one = claim("control", state, actor=party(who), places=[place("Saraqib")], time=day(on))
    return report(doc, [(f"{who} in Saraqib.", [one])], published=on)


# Each row: what it shows, the claims by day, the marks.
GROUND = [
    ("nothing changes", [("army", "2020-02-01", "held"), ("army", "2020-03-01", "held")], [None, None]),
    ("taken", [("rebels", "2020-02-01", "held"), ("army", "2020-03-01", "captured")], [None, "reversal"]),
    (
        "two sources, two holders",
        [("rebels", "2020-02-01", "held"), ("army", "2020-02-05", "held")],
        [None, "conflict"],
    ),
    ("a siege changes no holder", [("rebels", "2020-02-01", "held"), ("army", "2020-02-05", "besieged")], [None, None]),
]


@pytest.mark.parametrize(("shows", "told", "marks"), GROUND, ids=[row[0] for row in GROUND])
def test_reversals_and_conflicts_are_marked(
    shows: str, told: list[tuple[str, str, str]], marks: list[str | None]
) -> None:
    pages = [held(f"r{i}", *one) for i, one in enumerate(told)]
    (found,) = holdings_of(reversed(pages)).values()
    assert [h.mark for h in found] == marks


def test_the_state_on_a_day() -> None:
    (found,) = holdings_of([held("a", "rebels", "2020-02-01"), held("b", "army", "2020-03-01", "captured")]).values()
    holders = [s.holder if (s := state_on(found, d)) else None for d in ("2020-01-01", "2020-02-15", "2020-03-01")]
    assert holders == [None, "rebels", "army"]
