"""A desk over the small record, asked through the real application."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine
from sqlalchemy.pool import StaticPool
from starlette.testclient import TestClient

sys.path.insert(0, str(Path(__file__).parent))

from memory import MemoryRecord
from sample import hostile, sample

from reportedly.desk.accounts import Accounts, Person
from reportedly.desk.app import create_app
from reportedly.desk.context import Desk
from reportedly.desk.rounds import Rounds
from reportedly.desk.tables import prepare

Made = tuple[TestClient, Desk]


@pytest.fixture
def make_desk() -> Iterator[Callable[..., Made]]:
    """A client and its desk; `reports` replace the sample, `login` asks for accounts."""
    clients: list[TestClient] = []

    def make(reports: list[dict] | None = None, *, login: bool = False, role: str = "editor") -> Made:
        engine = create_engine("sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False})
        prepare(engine)
        accounts = Accounts(engine)
        desk = Desk(MemoryRecord(sample() if reports is None else reports), accounts, Person("ada", role), Rounds(engine), login)
        client = TestClient(create_app(desk, hosts=("testserver",)), headers={"accept": "text/html"}, follow_redirects=False)
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


def token(client: TestClient, path: str = "/") -> str:
    """The token that a page's forms carry."""
    found = re.search(r'name="csrf" content="([^"]+)"', client.get(path).text)
    assert found
    return found[1]
