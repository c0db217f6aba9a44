"""Who comes in, and which changes are taken: login, roles, tokens, hosts, headers."""

from __future__ import annotations

import pytest
from asking import token
from starlette.testclient import TestClient

from reportedly.desk.app import create_app
from reportedly.desk.security import HEADERS, local_path

PASSWORD = "a long enough one"


def sign_in(client: TestClient, name: str = "ada", password: str = PASSWORD, **more: str):
    return client.post("/login", data={"csrf": token(client, "/login"), "name": name, "password": password, **more})


@pytest.fixture
def team(make_desk) -> TestClient:
    client, desk = make_desk(login=True)
    for name, role in (("ada", "editor"), ("cem", "coder"), ("vera", "viewer")):
        desk.accounts.add(name, role, PASSWORD)
    return client


@pytest.mark.parametrize("path", ["/", "/review", "/report/wire-1", "/history?x=1", "/people"])
def test_a_page_leads_to_the_login_first(team: TestClient, path: str) -> None:
    answer = team.get(path)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/login?next=/")


@pytest.mark.parametrize("path", ["/files/table.csv", "/part", "/names?field=place", "/control.geojson"])
def test_data_is_not_given_without_a_login(team: TestClient, path: str) -> None:
    answer = team.get(path, headers={"accept": "*/*"})
    assert (answer.status_code, answer.json()) == (401, {"error": "Sign in first."})


def test_after_the_login_one_is_where_one_wanted_to_be(team: TestClient) -> None:
    answer = sign_in(team, next="/review?kind=toll")
    assert answer.headers["location"] == "/review?kind=toll"
    assert team.get("/review").status_code == 200
    assert "ada · editor" in team.get("/").text


@pytest.mark.parametrize(
    ("onward", "goes"),
    [
        ("/review?kind=toll", "/review?kind=toll"),  # a page of ours
        ("//evil.example", "/"),  # another host
        ("/\\evil.example", "/"),  # the same for browsers
        ("https://evil.example", "/"),  # plainly
        ("/a\r\nset-cookie: x=1", "/"),  # a header in a path
        (None, "/"),  # none
    ],
)
def test_a_login_leads_only_to_pages_of_ours(onward: str | None, goes: str) -> None:
    assert local_path(onward) == goes


def test_a_wrong_password_says_nothing_about_the_name(team: TestClient) -> None:
    wrong, unknown = sign_in(team, password="no" * 6), sign_in(team, name="nobody")
    assert wrong.status_code == unknown.status_code == 403
    assert "Name and password do not fit." in wrong.text
    assert "Name and password do not fit." in unknown.text


def test_the_sixth_try_has_to_wait_even_with_the_right_password(team: TestClient) -> None:
    for _ in range(5):
        assert sign_in(team, password="wrong wrong").status_code == 403
    answer = sign_in(team)
    assert answer.status_code == 429
    assert "Try again in 15 minutes" in answer.text
    assert sign_in(team, name="cem").status_code == 303  # others are not kept out


def test_a_login_needs_the_token_of_its_page(team: TestClient) -> None:
    assert team.post("/login", data={"name": "ada", "password": PASSWORD}).status_code == 403


def test_signing_out_ends_the_session(team: TestClient) -> None:
    sign_in(team)
    assert team.post("/logout", data={"csrf": token(team)}).headers["location"] == "/login"
    assert team.get("/").status_code == 303


def test_a_new_password_ends_sessions_elsewhere(team: TestClient) -> None:
    sign_in(team)
    team.app.state.desk.accounts.change("ada", password="another long one")
    assert team.get("/").status_code == 303


def test_a_closed_account_is_out_at_once(team: TestClient) -> None:
    sign_in(team, name="cem")
    assert team.get("/").status_code == 200
    team.app.state.desk.accounts.change("cem", active=False)
    assert team.get("/").status_code == 303


@pytest.mark.parametrize(
    ("name", "path", "data", "status"),
    [
        ("vera", "/review/x", {"do": "accept"}, 403),  # a viewer decides nothing
        ("vera", "/coding", {}, 403),  # nor codes
        ("vera", "/incident/x", {"do": "split"}, 403),  # nor judges
        ("cem", "/people", {"do": "add"}, 403),  # a coder keeps no list
        ("cem", "/review/x", {"do": "accept"}, 404),  # a coder decides (here about nothing)
    ],
)
def test_a_role_bounds_what_one_may_change(team: TestClient, name: str, path: str, data: dict, status: int) -> None:
    sign_in(team, name=name)
    assert team.post(path, data=data | {"csrf": token(team)}).status_code == status


def test_the_list_of_people_is_for_editors(team: TestClient) -> None:
    sign_in(team, name="cem")
    assert team.get("/people").status_code == 403
    sign_in(team)
    assert team.get("/people").status_code == 200
    answer = team.post(
        "/people", data={"csrf": token(team), "do": "add", "name": "new", "role": "coder", "password": PASSWORD}
    )
    assert answer.status_code == 303
    assert "new" in team.get("/people").text
    answer = team.post("/people", data={"csrf": token(team), "do": "role", "name": "ada", "role": "viewer"})
    assert (answer.status_code, "only editor" in answer.text) == (422, True)


CHANGES = ["/review/x", "/undo/last", "/coding", "/incident/x", "/report/wire-1", "/logout"]


@pytest.mark.parametrize("path", CHANGES)
@pytest.mark.parametrize(
    "forged",
    [
        {"data": {}},  # no token
        {"data": {"csrf": "made up"}},  # a wrong one
        {"headers": {"origin": "https://evil.example"}},  # from another page
        {"headers": {"sec-fetch-site": "cross-site"}},  # the same, as browsers say it
    ],
)
def test_no_change_is_taken_from_elsewhere(client: TestClient, path: str, forged: dict) -> None:
    data = forged.get("data", {"csrf": token(client)})
    assert client.post(path, data=data, headers=forged.get("headers", {})).status_code == 403
    assert not client.app.state.desk.record.log


def test_another_host_name_is_not_answered(client: TestClient) -> None:
    assert client.get("/", headers={"host": "evil.example"}).status_code == 400


@pytest.mark.parametrize("path", ["/", "/nothing", "/static/base.css", "/files/table.csv", "/login"])
def test_every_answer_carries_the_headers(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert {key: answer.headers.get(key) for key in HEADERS} == HEADERS
    policy = answer.headers["content-security-policy"]
    assert "unsafe" not in policy
    assert "http" not in policy


def test_over_https_the_cookie_is_secure(make_desk) -> None:
    _, desk = make_desk()
    with TestClient(create_app(desk, hosts=("testserver",), https=True), base_url="https://testserver") as client:
        cookie = client.get("/").headers["set-cookie"].lower()
    assert cookie.startswith("__host-desk=")
    assert all(word in cookie for word in ("secure", "httponly", "samesite=lax", "path=/"))


def test_a_forged_cookie_is_nobody(team: TestClient) -> None:
    team.cookies.set("desk", "eyJwZXJzb24iOiAiYWRhIn0=.aaaa.bbbb")
    assert team.get("/").status_code == 303


def test_a_huge_form_is_refused(client: TestClient) -> None:
    assert (
        client.post(
            "/undo/last",
            content=b"a=" + b"x" * 1_100_000,
            headers={"content-type": "application/x-www-form-urlencoded"},
        ).status_code
        == 413
    )
