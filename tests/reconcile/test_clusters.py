"""Clusters, keys and comparisons: what the incidents are made with."""

from __future__ import annotations

import pytest
from claims_made import attack, claim, report
from hypothesis import given
from hypothesis import strategies as st

from reportedly.model.incident import Point
from reportedly.reconcile import incidents
from reportedly.reconcile.blocking import HUBS, candidates, cells, keys_of
from reportedly.reconcile.clusters import clustered, components, doubtful
from reportedly.reconcile.compare import COMPARISONS, Both, compare, explain, link, weights
from reportedly.reconcile.tellings import tellings_of

NODES = "abcdef"
PAIRS = st.dictionaries(
    st.lists(st.sampled_from(NODES), min_size=2, max_size=2, unique=True).map(frozenset),
    st.floats(-5, 5, width=16),
    max_size=15,
)


def pair(two: str) -> frozenset[str]:
    return frozenset(two)


def test_average_link_needs_more_than_one_bridge() -> None:
    """One good pair does not join two clusters whose other pairs say no."""
    scores = {pair("ab"): 5.0, pair("cd"): 5.0, pair("bc"): 1.0, pair("ac"): -4.0, pair("ad"): -4.0, pair("bd"): -4.0}
    assert clustered("abcd", scores) == [["a", "b"], ["c", "d"]]
    assert components("abcd", [p for p, s in scores.items() if s >= 0]) == [["a", "b", "c", "d"]]


def test_a_long_chain_of_doubtful_links_is_no_neighbourhood(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(incidents, "LARGEST", 3)
    scores = {pair("ab"): 4.5, pair("bc"): 2.5, pair("cd"): 4.5, pair("de"): 2.5, pair("ef"): 2.5}
    assert incidents.parts_of("abcdef", scores, []) == [["a", "b"], ["c", "d"], ["e"], ["f"]]
    assert incidents.parts_of("bcd", {pair("bc"): 2.5, pair("cd"): 4.5}, []) == [["b", "c", "d"]]


def test_pairs_that_are_near_are_asked_about() -> None:
    scores = {pair("ab"): 5.0, pair("bc"): -0.5, pair("ac"): -1.5, pair("bd"): -4.0}
    assert doubtful([["a", "b"], ["c"], ["d"]], scores) == [pair("bc")]


@given(PAIRS, st.permutations(NODES))
def test_clusters_part_the_nodes_whatever_their_order(scores: dict[frozenset[str], float], order: list[str]) -> None:
    found = clustered(order, dict(sorted(scores.items(), key=lambda e: order.index(min(e[0])))))
    assert sorted(n for c in found for n in c) == list(NODES)
    assert found == clustered(NODES, scores)


@given(PAIRS, PAIRS, PAIRS)
def test_what_is_judged_apart_is_never_together(
    scores: dict[frozenset[str], float], together: dict[frozenset[str], float], apart: dict[frozenset[str], float]
) -> None:
    found = clustered(NODES, scores, together, apart)
    assert not any(p <= set(c) for p in apart for c in found)
    if not apart:
        assert all(any(p <= set(c) for c in found) for p in together)


def test_each_comparison_has_a_weight_and_a_reason() -> None:
    table = weights()
    assert set(table.of) == set(COMPARISONS) == set(table.says)
    assert all(table.says.values())


def test_a_link_says_why_and_is_the_same_from_either_side() -> None:
    a, b = (tellings_of(attack(d, seed=s))[0] for d, s in (("a", 0), ("b", 3)))
    found = link(a, b)
    assert found == link(b, a)
    assert found.score == compare(b, a)
    assert abs(found.score - weights().start - sum(v * w for _, v, w in found.reasons)) < 0.05
    assert any("the same day" in line for line in explain(found))


def test_only_hubs_of_a_crowded_key_are_compared_with_all() -> None:
    many = [t for i in range(3 * HUBS) for t in tellings_of(attack(f"r{i}", seed=i % 6))]
    pairs = candidates(many)
    assert len(pairs) < len(many) * (len(many) - 1) / 2
    assert components([t.id for t in many], map(frozenset, pairs)) == [sorted(t.id for t in many)]


@given(st.floats(-80, 80), st.floats(-179, 179), st.floats(-0.1, 0.1), st.floats(-0.1, 0.1))
def test_places_near_each_other_share_a_cell(lat: float, lon: float, north: float, east: float) -> None:
    """Within a tenth of a degree, two thirds of the half cell by which the grids are set off."""
    near = Point(lat + north / 2, lon + east / 2, True)
    assert len(cells(near)) == 4
    assert cells(Point(lat, lon, True)) & cells(Point(lat, lon + 1e-9, True))


def test_keys_do_not_change_from_run_to_run() -> None:
    (one,), (again,) = tellings_of(attack("a")), tellings_of(attack("a"))
    assert keys_of(one) == keys_of(again)
    assert one == again


# Each row: what it shows, two texts, whether the comparison speaks.
TOLD: list[tuple[str, str, str, str, float]] = [
    ("one street", "street", "Shots on North Alder Street.", "He lay in Alder Street, police said.", 1.0),
    ("two streets", "other_street", "Shots on Alder Street.", "Shots on 35th Avenue.", 1.0),
    ("a street and none", "other_street", "Shots on Alder Street.", "Shots in the town.", 0.0),
    ("a house number", "numbers", "In the 2300 block.", "At the 2300 block.", 0.75),
    ("two digits say little", "numbers", "He ran 65 yards.", "They left 65 goats.", 0.25),
    ("parts of a date are no numbers", "numbers", "On 2020-02-03 it rained.", "Dated 2020-02-03.", 0.0),
    ("two persons", "other_person", "Erin Vale, 26, died.", "Otis Crane, 41, died.", 1.0),
]


@pytest.mark.parametrize(("shows", "name", "left", "right", "value"), TOLD, ids=[row[0] for row in TOLD])
def test_what_texts_share(shows: str, name: str, left: str, right: str, value: float) -> None:
    a, b = (tellings_of(report(doc, [(text, [claim(value=1)])]))[0] for doc, text in (("a", left), ("b", right)))
    assert COMPARISONS[name](Both(a, b)) == value


def test_a_text_of_another_town_is_no_copy() -> None:
    """One hand writes of two towns in the same words."""
    a, b = (tellings_of(attack(d, town=town))[0] for d, town in (("a", "Saraqib"), ("b", "Palmyra")))
    assert COMPARISONS["copy"](Both(a, b)) == 0.0


def test_a_report_cannot_tell_what_comes_after_it() -> None:
    a = tellings_of(attack("a", on="2020-02-03", published="2020-02-03"))[0]
    b = tellings_of(attack("b", on="2020-02-05", published="2020-02-06"))[0]
    assert COMPARISONS["not_yet"](Both(a, b)) == COMPARISONS["not_yet"](Both(b, a)) == 1.0


def test_a_rare_word_within_the_month_brings_reports_together() -> None:
    pages = [report(d, [("A quagga kicked the sexton.", [claim(value=1)])], published=day) for d, day in DATED]
    ids = {t.doc: t.id for p in pages for t in tellings_of(p)}
    pairs = candidates([t for p in pages for t in tellings_of(p)])
    assert tuple(sorted((ids["a"], ids["b"]))) in pairs
    assert tuple(sorted((ids["a"], ids["c"]))) not in pairs


DATED = (("a", "2020-02-03"), ("b", "2020-02-10"), ("c", "2021-06-01"))
