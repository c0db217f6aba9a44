"""Small things that tests of the pages ask of a client."""

from __future__ import annotations

import re

from starlette.testclient import TestClient


def token(client: TestClient, path: str = "/") -> str:
    """The token that a page's forms carry."""
    found = re.search(r'name="csrf" content="([^"]+)"', client.get(path).text)
    assert found
    return found[1]
