"""Records to test with: a SQLite file, and a real PostgreSQL server that lives as long as the tests."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

BINARIES = (*sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True), Path("/usr/local/bin"), Path("/usr/bin"))


def server_binary(name: str) -> str:
    """The path of one of PostgreSQL's programs."""
    found = next((str(folder / name) for folder in BINARIES if (folder / name).exists()), shutil.which(name))
    assert found, f"{name} is missing: the tests need Debian's package postgresql"
    return found


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The folder of a socket on which a PostgreSQL server of our own listens; it refuses root, so root lends it
    another user.
    """
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] if os.getuid() == 0 else []
    if user:
        shutil.chown(folder, "postgres", "postgres")
    data = str(folder / "data")

    def run(*command: str) -> None:
        subprocess.run(
            [*user, *command], check=True, capture_output=True, cwd="/", env={"PATH": os.environ["PATH"], "LC_ALL": "C"}
        )

    run(server_binary("initdb"), "-D", data, "-A", "trust", "-U", "tester", "--no-sync")
    options = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off -c shared_buffers=16MB"
    run(server_binary("pg_ctl"), "-D", data, "-w", "-o", options, "-l", str(folder / "log"), "start")
    try:
        yield str(folder)
    finally:
        run(server_binary("pg_ctl"), "-D", data, "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def make_postgres(postgres: str) -> Callable[[str], str]:
    """Makes an empty database of a name; its URL."""
    import psycopg

    def make(name: str) -> str:
        with psycopg.connect(host=postgres, user="tester", dbname="postgres", autocommit=True) as connection:
            there = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (name,)).fetchone()
            if there is None:
                connection.execute(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'")
        with psycopg.connect(host=postgres, user="tester", dbname=name, autocommit=True) as connection:
            others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND pid <> %s"
            connection.execute(others, (name, connection.info.backend_pid))
            connection.execute("DROP SCHEMA public CASCADE")
            connection.execute("CREATE SCHEMA public")
        return f"postgresql://tester@/{name}?host={postgres}"

    return make


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of either kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/record.sqlite"
    make = request.getfixturevalue("make_postgres")
    return str(make("record"))
