"""Reviewing, with both values kept; undoing; and double coding, blind."""

from __future__ import annotations

import pytest
from asking import token
from starlette.testclient import TestClient


def decide(client: TestClient, id: str, do: str, **fields: str):
    return client.post(f"/review/{id}", data={"csrf": token(client), "do": do, **fields})


def waiting(client: TestClient) -> str:
    """The id of the claim that the queue shows."""
    return client.get("/review").text.split('data-claim="')[1].split('"')[0]


def toll(client: TestClient) -> str:
    return next(row.id for row in client.app.state.desk.record.rows() if row.claim["kind"] == "toll")


def test_the_queue_begins_with_what_is_doubtful_and_weighs_much(client: TestClient) -> None:
    record = client.app.state.desk.record
    first = record.claims([waiting(client)])
    assert next(iter(first.values())).claim["value"] == 900_000


def test_ten_claims_are_reviewed_one_after_another(client: TestClient) -> None:
    seen = []
    for do in ("accept", "reject", "accept", "accept", "reject") * 2:
        seen.append(waiting(client))
        assert decide(client, seen[-1], do).status_code == 303
    assert len(set(seen)) == 10
    assert ">10</b>" in client.get("/review").text
    assert len(client.app.state.desk.record.log) == 10


def test_a_correction_keeps_both_values_and_its_author(client: TestClient) -> None:
    id = toll(client)
    answer = decide(
        client, id, "edit", value="12", time="2020-02-11/2020-02-12", place="Saraqib", why="the hospital's own list"
    )
    assert answer.status_code == 303
    row = client.app.state.desk.record.claims([id])[id]
    assert (row.machine["value"], row.claim["value"], row.verdict) == (11, 12, "edited")
    assert (row.claim["place"]["id"], row.claim["place"]["lat"]) == (
        "geonames:169330",
        35.864,
    )  # a place of the record comes with where it is
    page = client.get(f"/claim/{id}").text
    for words in ("11", "<ins><bdi>12</bdi></ins>", "ada", "the hospital&#39;s own list", "2020-02-11"):
        assert words in page


def test_an_unknown_place_is_kept_without_coordinates(client: TestClient) -> None:
    id = toll(client)
    decide(client, id, "edit", place="Some new village")
    place = client.app.state.desk.record.claims([id])[id].claim["place"]
    assert (place["name"], place["id"], place["lat"], place["precision"]) == ("Some new village", None, None, None)


def test_an_undone_correction_leaves_its_history(client: TestClient) -> None:
    id = toll(client)
    decide(client, id, "edit", value="12")
    assert (
        client.post("/undo/last", data={"csrf": token(client), "claim": "1"}).headers["location"]
        == f"/review?claim={id}"
    )
    row = client.app.state.desk.record.claims([id])[id]
    assert (row.claim["value"], row.verdict) == (11, None)
    assert "undone by" in client.get(f"/claim/{id}").text
    client.post("/undo/last", data={"csrf": token(client)})
    assert "There was nothing to undo." in client.get("/review").text


def test_what_is_skipped_comes_last(client: TestClient) -> None:
    first = waiting(client)
    decide(client, first, "skip")
    assert waiting(client) != first
    assert not client.app.state.desk.record.log


def test_a_comment_decides_nothing(client: TestClient) -> None:
    id = waiting(client)
    decide(client, id, "comment", why="ask the monitor")
    assert client.app.state.desk.record.claims([id])[id].verdict is None
    assert "ask the monitor" in client.get(f"/review?claim={id}").text


def test_the_queue_keeps_to_its_filter(client: TestClient) -> None:
    html = client.get("/review?kind=control").text
    assert 'of <span class="number">2</span>' in html
    id = html.split('data-claim="')[1].split('"')[0]
    assert decide(client, id, "accept", query="kind=control").headers["location"] == "/review?kind=control"


@pytest.mark.parametrize(
    ("do", "fields", "words"),
    [
        ("edit", {}, "Nothing was changed"),  # no field differs
        ("edit", {"value": "a dozen"}, "is no whole number"),  # a number in words
        ("edit", {"value": "9" * 40}, "is no whole number"),  # more than there are people
        ("edit", {"low": "20", "high": "10"}, "is more than"),  # bounds the wrong way round
        ("edit", {"type": "AID"}, "choose one of"),  # a type of another kind
        ("comment", {}, "Write the comment first"),  # an empty comment
        ("dance", {}, "There is no such decision"),  # nonsense
    ],
)
def test_what_cannot_be_saved_is_explained_and_kept(client: TestClient, do: str, fields: dict, words: str) -> None:
    answer = decide(client, toll(client), do, **fields)
    assert answer.status_code == 422
    assert words in answer.text
    for value in fields.values():
        assert do != "edit" or "type" in fields or f'value="{value}"' in answer.text
    assert not client.app.state.desk.record.log


def test_only_an_editor_undoes_what_others_did(make_desk) -> None:
    client, desk = make_desk(role="coder")
    change = desk.record.review(toll(client), "accepted", "someone else")
    answer = client.post(f"/undo/{change.id}", data={"csrf": token(client)})
    assert answer.status_code == 403
    assert "only an editor can undo it" in answer.text


def test_two_people_code_blind_and_see_their_agreement(make_desk) -> None:
    client, desk = make_desk(login=True)
    for name in ("ada", "bo"):
        desk.accounts.add(name, "coder", "a long enough one")

    def enter(name: str) -> None:
        client.cookies.clear()
        client.post("/login", data={"csrf": token(client, "/login"), "name": name, "password": "a long enough one"})

    enter("ada")
    home = client.post("/coding", data={"csrf": token(client), "many": "3", "name": "first round"}).headers["location"]
    answers = {"ada": ["killed", "killed", "injured"], "bo": ["killed", "injured", "injured"]}
    for name in ("ada", "bo"):
        enter(name)
        for said in answers[name]:
            page = client.get(home).text
            assert "confidence" not in page
            assert "hospital staff said" not in page or 'value="11"' not in page
            claim = page.split('name="claim" value="')[1].split('"')[0]
            if name == "ada":
                assert client.get(f"{home}/agreement").status_code == 403
            client.post(home, data={"csrf": token(client), "claim": claim, "kind": "toll", "type": said, "value": "11"})
        assert client.get(home).headers["location"] == f"{home}/agreement"
    page = client.get(f"{home}/agreement").text
    assert "0.444" in page  # type: alpha by hand: 1 - (1/3) / (9/15)
    assert "all answers are the same" in page
    assert "injured" in page


def test_an_answer_to_a_claim_outside_the_round_is_refused(client: TestClient) -> None:
    home = client.post("/coding", data={"csrf": token(client), "many": "1"}).headers["location"]
    assert client.post(home, data={"csrf": token(client), "claim": "other"}).status_code == 422


def test_what_is_rejected_is_shown_no_more_but_stays_in_the_queue(client: TestClient) -> None:
    record = client.app.state.desk.record
    gone = [row.id for row in record.rows() if row.claim["kind"] == "control"]
    for id in gone:
        decide(client, id, "reject")
    assert '<h1 id="what">13 ' in client.get("/?show=claims").text
    assert 'of <span class="number">15</span>' in client.get("/review").text
    client.post("/undo/last", data={"csrf": token(client)})
    assert '<h1 id="what">14 ' in client.get("/?show=claims").text
