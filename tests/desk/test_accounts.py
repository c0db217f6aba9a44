"""People, roles and passwords; and a door that stays shut after too many wrong ones."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine, select
from sqlalchemy.pool import StaticPool

from reportedly.desk.accounts import Accounts, Person, hasher
from reportedly.desk.attempts import Attempts
from reportedly.errors import UsageFault
from reportedly.store import Database
from reportedly.store.schema import desk_people, metadata

PASSWORD = "a long enough one"


@pytest.fixture
def accounts() -> Accounts:
    engine = create_engine("sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False})
    metadata.create_all(engine)
    return Accounts(Database(engine))


def test_a_person_signs_in_with_the_right_password_alone(accounts: Accounts) -> None:
    assert not accounts.any()
    accounts.add("Ada", "coder", PASSWORD)
    assert accounts.sign_in(" Ada ", PASSWORD) == Person("Ada", "coder")
    assert accounts.sign_in("Ada", PASSWORD + "x") is None
    assert accounts.sign_in("Eve", PASSWORD) is None


def test_the_password_is_kept_as_argon2id_only(accounts: Accounts) -> None:
    accounts.add("Ada", "coder", PASSWORD)
    with accounts.database.reading() as connection:
        stored = connection.scalar(select(desk_people.c.password))
    assert stored.startswith("$argon2id$")
    assert PASSWORD not in stored


def test_a_password_costs_what_the_standard_asks() -> None:
    real = hasher()
    assert (real.memory_cost >= 65536 or real.time_cost >= 3, real.type.name) == (True, "ID")  # RFC 9106


def test_a_closed_account_lets_nobody_in_and_can_be_opened(accounts: Accounts) -> None:
    accounts.add("Ada", "coder", PASSWORD)
    accounts.change("Ada", active=False)
    assert accounts.sign_in("Ada", PASSWORD) is None
    assert accounts.get("Ada") is None
    assert accounts.seal("Ada") is None
    accounts.change("Ada", active=True)
    assert accounts.sign_in("Ada", PASSWORD)


def test_a_new_password_breaks_the_old_seal(accounts: Accounts) -> None:
    accounts.add("Ada", "coder", PASSWORD)
    before = accounts.seal("Ada")
    accounts.change("Ada", password="another long one")
    assert accounts.seal("Ada") != before


@pytest.mark.parametrize(
    ("do", "words"),
    [
        (lambda a: a.add("Ada", "editor", PASSWORD), "there is a Ada already"),  # a name twice
        (lambda a: a.add("Bob", "king", PASSWORD), "a role is one of"),  # no such role
        (lambda a: a.add("Bob", "coder", "short"), "at least 10"),  # a short password
        (lambda a: a.add("  ", "coder", PASSWORD), "a name has"),  # no name
        (lambda a: a.change("Ada", role="viewer"), "the only editor"),  # nobody would be left to keep the list
        (lambda a: a.change("Ada", active=False), "the only editor"),  # the same
        (lambda a: a.change("Zoe", active=False), "there is no Zoe"),  # an unknown person
    ],
)
def test_what_cannot_be_is_said(accounts: Accounts, do, words: str) -> None:
    accounts.add("Ada", "editor", PASSWORD)
    with pytest.raises(UsageFault, match=words):
        do(accounts)


@pytest.mark.parametrize(
    ("role", "needs", "may"),
    [
        ("viewer", "viewer", True),  # reading
        ("viewer", "coder", False),  # a viewer changes nothing
        ("coder", "coder", True),  # a coder does
        ("coder", "editor", False),  # but keeps no list
        ("editor", "coder", True),  # an editor may all
    ],
)
def test_a_role_holds_those_before_it(role: str, needs: str, may: bool) -> None:
    assert Person("x", role).may(needs) is may
    assert not Person("x", role, active=False).may(needs)


def test_after_too_many_wrong_passwords_one_waits() -> None:
    now = [0.0]
    attempts = Attempts(most=3, within=60, clock=lambda: now[0])
    for _ in range(3):
        assert attempts.wait("ada") == 0
        attempts.fail("ada")
    assert attempts.wait("ada") == 60
    assert attempts.wait("bob") == 0
    now[0] = 59
    assert attempts.wait("bob", "ada") == 1
    now[0] = 61
    assert attempts.wait("ada") == 0


def test_the_right_password_starts_the_count_again() -> None:
    attempts = Attempts(most=2)
    attempts.fail("ada")
    attempts.forgive("ada")
    attempts.fail("ada")
    assert attempts.wait("ada") == 0


@settings(max_examples=50)
@given(st.lists(st.tuples(st.sampled_from("ab"), st.floats(0, 50)), max_size=30))
def test_never_more_than_the_most_within_the_time(steps: list) -> None:
    now = [0.0]
    attempts = Attempts(most=3, within=100, clock=lambda: now[0])
    tried = {"a": [], "b": []}
    for key, later in steps:
        now[0] += later
        if not attempts.wait(key):
            tried[key].append(now[0])
            attempts.fail(key)
    for times in tried.values():
        assert all(fourth - first >= 100 for first, fourth in zip(times, times[3:], strict=False))
