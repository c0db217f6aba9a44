"""A desk over the small record, asked through the real application."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from sqlalchemy import create_engine
from sqlalchemy.pool import StaticPool
from starlette.testclient import TestClient

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[1] / "record"))

from browsing import browser, open_page, reading_server, server
from databases import make_postgres, postgres, url
from memory import MemoryRecord
from sample import hostile, sample

from reportedly.desk import accounts
from reportedly.desk.accounts import Accounts, Person
from reportedly.desk.app import create_app
from reportedly.desk.context import Desk
from reportedly.desk.rounds import Rounds
from reportedly.store import Database
from reportedly.store.schema import metadata

Made = tuple[TestClient, Desk]

__all__ = ["browser", "make_postgres", "open_page", "postgres", "reading_server", "server", "url"]


@pytest.fixture(autouse=True)
def quick_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """argon2id at its cheapest: the tests make many accounts. What the desk itself uses is tested in test_accounts."""
    quick = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
    monkeypatch.setattr(accounts, "hasher", lambda: quick)
    monkeypatch.setattr(accounts, "_nobody", lambda: quick.hash("nobody"))


@pytest.fixture
def make_desk() -> Iterator[Callable[..., Made]]:
    """A client and its desk; `reports` replace the sample, `login` asks for accounts."""
    clients: list[TestClient] = []

    def make(reports: list[dict] | None = None, *, login: bool = False, role: str = "editor") -> Made:
        engine = create_engine("sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False})
        metadata.create_all(engine)
        database = Database(engine)
        listed = Accounts(database)
        desk = Desk(
            MemoryRecord(sample() if reports is None else reports), listed, Person("ada", role), Rounds(database), login
        )
        client = TestClient(
            create_app(desk, hosts=("testserver",)), headers={"accept": "text/html"}, follow_redirects=False
        )
        clients.append(client)
        return client, desk

    yield make
    for client in clients:
        client.close()


@pytest.fixture
def client(make_desk: Callable[..., Made]) -> TestClient:
    return make_desk()[0]


@pytest.fixture
def bad_client(make_desk: Callable[..., Made]) -> TestClient:
    return make_desk([*sample(), hostile()])[0]
