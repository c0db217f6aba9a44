"""What a desk refuses to start with, and the commands."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
from click.testing import CliRunner
from store_record import copied

import reportedly.cli.desk as desk_commands
from reportedly.cli.main import main
from reportedly.desk.accounts import Accounts
from reportedly.desk.serve import Reach, check_reach, is_loopback, listen
from reportedly.errors import UsageFault
from reportedly.record import open_record

PASSWORD = "a long enough one\n"


@pytest.fixture
def db(tmp_path: Path) -> str:
    return str(copied(tmp_path))


@pytest.fixture
def accounts(db: str) -> Accounts:
    return Accounts(open_record(db).database)


@pytest.mark.parametrize(
    ("host", "local"),
    [
        ("127.0.0.1", True),  # this machine
        ("127.8.8.8", True),  # too
        ("::1", True),  # by IPv6
        ("[::1]", True),  # as browsers write it
        ("localhost", True),  # by name
        ("0.0.0.0", False),  # all addresses
        ("::", False),  # all of them
        ("192.0.2.7", False),  # another
        ("localhost.example", False),  # a name that looks like it
    ],
)
def test_only_loopback_is_local(host: str, local: bool) -> None:
    assert is_loopback(host) is local


@pytest.mark.parametrize(
    ("reach", "words"),
    [
        (Reach("0.0.0.0"), "nobody has an account"),  # open to others, without accounts
        (Reach(proxy=True), "nobody has an account"),  # through a proxy, too
        (
            Reach("0.0.0.0", certificate=Path("c.pem"), key=Path("k.pem")),
            "nobody has an account",
        ),  # https alone is not enough
        (Reach(certificate=Path("c.pem")), "both --certificate and --key"),  # half a certificate
    ],
)
def test_it_does_not_start_without_accounts(accounts: Accounts, reach: Reach, words: str) -> None:
    with pytest.raises(UsageFault, match=words):
        check_reach(reach, accounts)


def test_with_accounts_it_still_wants_https(accounts: Accounts) -> None:
    accounts.add("ada", "editor", "a long enough one")
    with pytest.raises(UsageFault, match="in the clear"):
        check_reach(Reach("0.0.0.0"), accounts)
    check_reach(Reach("0.0.0.0", proxy=True), accounts)
    check_reach(Reach("0.0.0.0", certificate=Path("c.pem"), key=Path("k.pem")), accounts)
    check_reach(Reach(), accounts)


def test_a_taken_port_is_one_sentence() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(UsageFault, match="choose another --port"):
        listen(Reach(port=taken.getsockname()[1]))


def run(*arguments: str, said: str = ""):
    assert desk_commands
    return CliRunner().invoke(main, arguments, input=said)


def test_people_are_added_listed_and_closed(db: str) -> None:
    assert run("people", "add", "ada", "--role", "editor", "--db", db, said=PASSWORD).exit_code == 0
    assert run("people", "add", "bo", "--db", db, said=PASSWORD).exit_code == 0
    assert run("people", "close", "bo", "--db", db).exit_code == 0
    assert run("people", "list", "--db", db).output == "ada\teditor\topen\nbo\tcoder\tclosed\n"
    assert run("people", "password", "ada", "--db", db, said="another long one\n").exit_code == 0
    assert run("people", "role", "bo", "--role", "viewer", "--db", db).exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("people", "add", "ada"), "at least 10"),  # no password given
        (("people", "add"), "Give a NAME"),  # nobody named
        (("people", "close", "zoe"), "there is no zoe"),  # someone unknown
        (("desk", "--host", "0.0.0.0"), "nobody has an account"),  # open to all
        (("desk", "--certificate", __file__), "both --certificate and --key"),  # half a certificate
    ],
)
def test_wrong_usage_is_one_sentence(db: str, arguments: tuple[str, ...], words: str) -> None:
    result = run(*arguments, "--db", db)
    assert result.exit_code == 2
    assert words in " ".join(result.output.split())
    assert "Traceback" not in result.output


@pytest.mark.parametrize("command", [("desk",), ("people", "list")])
def test_a_record_that_is_not_there_is_not_made(tmp_path: Path, command: tuple[str, ...]) -> None:
    result = run(*command, "--db", str(tmp_path / "typo.sqlite"))
    assert result.exit_code == 2
    assert "there is no record at" in " ".join(result.output.split())
    assert not (tmp_path / "typo.sqlite").exists()
