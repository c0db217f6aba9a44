"""Claims of one happening come together across reports, and those of another stay apart."""

from __future__ import annotations

import json
from typing import Any

import pytest
from claims_made import PARTS, attack, claim, day, party, place, report
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.export.incidents import incident_json, incident_line
from reportedly.model.incident import DIFFERENT, SAME, Incident, Judgement
from reportedly.reconcile.incidents import reconcile
from reportedly.reconcile.tellings import tellings_of


def groups(incidents: Any) -> set[frozenset[str]]:
    """The incidents as sets of reports."""
    return {frozenset(i.reports) for i in incidents}


def only(reports: list[dict[str, Any]], **how: Any) -> Incident:
    """The one incident of some reports."""
    (found,) = reconcile(reports, **how)
    return found


# Each row: what it shows, the reports, the groups they come in.
CASES: list[tuple[str, list[dict[str, Any]], list[set[str]]]] = [
    ("same place and day, other words", [attack("a", seed=0), attack("b", seed=3)], [{"a", "b"}]),
    ("another town that day", [attack("a", seed=0), attack("b", town="Palmyra", seed=3)], [{"a"}, {"b"}]),
    ("a neighbouring town that day", [attack("a", seed=0), attack("b", town="Ariha", seed=3)], [{"a"}, {"b"}]),
    ("the same town weeks later", [attack("a", seed=0), attack("b", on="2020-02-24", seed=3)], [{"a"}, {"b"}]),
    (
        "a report two days late",
        [attack("a", seed=0), attack("b", seed=0, killed=7, published="2020-02-05")],
        [{"a", "b"}],
    ),
]


@pytest.mark.parametrize(("shows", "reports", "expected"), CASES, ids=[c[0] for c in CASES])
def test_reports_of_one_happening_come_together(
    shows: str, reports: list[dict[str, Any]], expected: list[set[str]]
) -> None:
    assert groups(reconcile(reports)) == {frozenset(e) for e in expected}


def test_a_dense_record_makes_no_chains() -> None:
    """Three weeks of attacks in three towns, told in the same sentences again and again."""
    pages = [
        attack(f"{town}.{week}.{i}", town=town, on=on, published=on, seed=(2 * week + i) % 6)
        for town in ("Saraqib", "Palmyra", "Tal Rifaat")
        for week, on in enumerate(("2020-02-03", "2020-02-10", "2020-02-17"))
        for i in range(2)
    ]
    towns = [{doc.split(".")[0] for doc in i.reports} for i in reconcile(pages)]
    weeks = [{doc.split(".")[1] for doc in i.reports} for i in reconcile(pages)]
    assert all(len(some) == 1 for some in (*towns, *weeks))


def test_a_report_of_two_happenings_is_in_both_incidents() -> None:
    first = [claim(value=5, time=day("2020-02-03", text="Monday"), place=place("Saraqib"))]
    second = [claim(value=3, time=day("2020-02-03", text="Monday"), place=place("Palmyra"))]
    both = report(
        "both",
        [("Five died in Saraqib on Monday.", first), ("Three died in Palmyra on Monday.", second)],
        published="2020-02-03",
    )
    found = list(reconcile([both, attack("a"), attack("b", town="Palmyra", killed=3, seed=3)]))
    assert groups(found) == {frozenset({"both", "a"}), frozenset({"both", "b"})}


def test_what_is_told_without_place_or_day_belongs_to_what_stands_before() -> None:
    lead = [claim(value=5, time=day("2020-02-03", text="Monday"), place=place("Saraqib"))]
    page = report(
        "a", [("Five died in Saraqib on Monday.", lead), ("Nine were hurt.", [claim(type_="injured", value=9)])]
    )
    found = only([page])
    assert (found.figures["killed"].best, found.figures["injured"].best) == (5, 9)


@pytest.mark.parametrize(
    "unfit",
    [
        claim(value=380, total=True),  # a total over many incidents
        claim(value=5, status="planned"),  # nothing has happened
        claim(value=0, status="denied"),  # a denial alone tells of nothing
        claim("displacement", "displaced", value=900),  # nobody was harmed
        claim("event", "CONSULT"),  # no force
    ],
)
def test_what_tells_no_happening_makes_no_incident(unfit: dict[str, Any]) -> None:
    assert list(reconcile([report("a", [("Something was said.", [unfit])])])) == []


def test_totals_and_parts_are_no_figure_of_the_incident() -> None:
    told = [claim(value=12), claim(value=3, part=True), claim(value=380, total=True)]
    assert only([report("a", [("12, among them 3 children; 380 since May.", told)])]).figures["killed"].best == 12


def test_copies_of_one_text_count_as_one_source() -> None:
    own = attack("a", seed=2)
    copy = {**attack("b", seed=2), "text": own["text"] + "From our partner."}
    found = only([own, copy, attack("c", seed=4)])
    assert found.copies == (("a", "b"),)
    assert found.sources == ("a.example", "c.example")


def test_reports_that_repeat_one_source_count_once() -> None:
    by = {"text": "the Observatory", "name": "Syrian Observatory", "id": "sohr", "start": 0, "end": 5}
    found = only([attack("a", by=by), attack("b", by=by, seed=4)])
    assert "sohr" in found.sources
    assert {v.source for v in found.figures["killed"].versions} == {"sohr"}


def test_an_agency_that_is_credited_is_the_source() -> None:
    page = attack("a")
    page = {**page, "text": page["text"] + "(Reuters)"}
    assert only([page]).sources == ("Reuters",)


def test_a_report_without_claims_can_join_an_incident_and_founds_none() -> None:
    own = attack("a", seed=2)
    bare = {**report("b", [(s + ".", []) for s in own["text"].split(". ") if s]), "published": "2020-02-03"}
    assert groups(reconcile([own, bare])) == {frozenset({"a", "b"})}
    assert list(reconcile([bare])) == []


def test_ids_do_not_depend_on_later_reports() -> None:
    first = attack("a", seed=0)
    later = attack("b", seed=0, published="2020-02-05")
    assert only([first]).id == only([later, first]).id


@settings(max_examples=25, deadline=None)
@given(order=st.permutations(range(9)))
def test_the_order_of_the_reports_changes_nothing(order: list[int]) -> None:
    made = [
        attack(
            f"r{i}",
            town=("Saraqib", "Ariha", "Palmyra")[i % 3],
            on=f"2020-02-0{3 + i % 2}",
            killed=3 + i % 3,
            seed=i % 4,
        )
        for i in range(9)
    ]
    straight = [incident_json(i) for i in reconcile(made)]
    assert [incident_json(i) for i in reconcile([made[i] for i in order])] == straight


@pytest.mark.parametrize(
    ("verdict", "docs"),
    [
        (SAME, {frozenset({"a", "b"})}),
        (DIFFERENT, {frozenset({"a"}), frozenset({"b"})}),
    ],
)
def test_a_persons_judgement_beats_the_machines(verdict: str, docs: set[frozenset[str]]) -> None:
    """One word of a person joins what nothing binds, and parts what everything binds."""
    a = attack("a")
    b = attack("b", town="Palmyra", on="2020-06-01", seed=3) if verdict == SAME else attack("b")
    judged = [Judgement(verdict, (a["claims"][0]["id"],), (b["claims"][0]["id"],))]
    b["claims"] = [{**c, "id": c["id"] + "b"} for c in b["claims"]]
    judged = [Judgement(verdict, (a["claims"][0]["id"],), (b["claims"][0]["id"],))]
    assert groups(reconcile([a, b], judged)) == docs


def test_a_negative_judgement_beats_a_positive_one() -> None:
    pages = [attack(d, seed=i) for i, d in enumerate("abc")]
    a, b, c = (p["claims"][0]["id"] for p in pages)
    judged = [Judgement(SAME, (a,), (b,)), Judgement(SAME, (b,), (c,)), Judgement(DIFFERENT, (a,), (c,))]
    assert not any({"a", "c"} <= g for g in groups(reconcile(pages, judged)))


def test_an_incident_is_written_as_the_format_says() -> None:
    found = json.loads(
        incident_line(only([attack("a", injured=2), attack("b", killed=7, seed=4, published="2020-02-04")]))
    )
    assert set(found) >= {"id", "kind", "reports", "claims", "killed", "injured", "time", "place"}
    assert found["kind"] == "shelling"
    assert {k: found["killed"][k] for k in ("low", "best", "high")} == {"low": 5, "best": 7, "high": 7}
    assert found["time"] == {"start": "2020-02-03", "end": "2020-02-03"}
    assert (found["place"]["name"], found["place"]["admin1"]) == ("Saraqib", "Idlib")


def test_a_denial_stays_beside_what_it_denies() -> None:
    told = [
        claim(value=5, perpetrator=party("army")),
        claim(value=0, status="denied", by={**party("army"), "start": 0, "end": 4}),
    ]  # type: ignore[dict-item]
    found = only([report("a", [("The army killed five in Saraqib, which it denies.", told)])])
    assert len(found.denials) == 1
    assert found.grade.name == "contested"


def test_every_claim_of_a_happening_is_in_one_telling() -> None:
    page = attack("a", injured=4)
    ids = [c for t in tellings_of(page) for c in t.claims]
    assert sorted(ids) == sorted(c["id"] for c in page["claims"])


TEXTS = st.text(max_size=60)
DAYS = st.one_of(st.none(), st.dates().map(lambda d: day(d.isoformat())), st.just(day("2020-02-09", "2020-02-03")))
PLACES = st.one_of(st.none(), st.sampled_from(["Saraqib", "Palmyra", "Nowhere"]).map(place), TEXTS.map(place))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(
            TEXTS,
            st.lists(
                st.tuples(st.sampled_from(["killed", "injured"]), st.none() | st.integers(0, 10**12), DAYS, PLACES),
                max_size=3,
            ),
        ),
        max_size=4,
    ),
    st.none() | TEXTS,
)
def test_hostile_reports_never_raise(sentences: list[Any], published: str | None) -> None:
    pages = [
        report(
            f"r{i}", [(text, [claim(type_=t, value=v, time=w, place=p) for t, v, w, p in some])], published=published
        )
        for i, (text, some) in enumerate(sentences)
    ]
    found = list(reconcile(pages))
    assert {c for i in found for c in i.claims} <= {c["id"] for p in pages for c in p["claims"]}


def test_made_sentences_are_long_enough_to_tell_reports_apart() -> None:
    assert len(set(PARTS)) == len(PARTS)
