"""desk and people: the record in a browser, and who may sign in there."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportedly.cli.main import command
from reportedly.cli.record import DB
from reportedly.errors import UsageFault

if TYPE_CHECKING:
    from reportedly.record import Record

ROLES = ("viewer", "coder", "editor")
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@command("desk")
@DB
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="Address to listen on; others than this machine need accounts.",
)
@click.option(
    "--port", default=8710, show_default=True, type=click.IntRange(0, 65535), help="Port; 0 takes a free one."
)
@click.option("--as", "me", default=None, help="Your name, kept with what you change; the login name by default.")
@click.option("--name", "names", multiple=True, help="A host name that browsers may call it by.")
@click.option("--certificate", type=FILE, help="Certificate for https (PEM).")
@click.option("--key", type=FILE, help="Its key (PEM).")
@click.option("--behind-proxy", is_flag=True, help="A server before it speaks https to browsers.")
def desk(
    db: str,
    host: str,
    port: int,
    me: str | None,
    names: tuple[str, ...],
    certificate: Path | None,
    key: Path | None,
    behind_proxy: bool,
) -> None:
    """Open the record in a browser: map, timeline, incidents, reports, and a queue to review claims.

    On this machine alone it asks for no login. To let others in, make accounts first: reportedly people add NAME.
    """
    from reportedly.desk.serve import Reach, make_desk, serve
    from reportedly.desk.stored import StoredRecord
    from reportedly.record.record import user

    name = me or user()
    database = existing(db, name).database
    reach = Reach(host, port, names, certificate, key, behind_proxy)
    serve(
        make_desk(database, StoredRecord(database, debris_of), name, reach),
        reach,
        lambda line: click.echo(line),
    )


@command("people")
@click.argument("what", type=click.Choice(["list", "add", "role", "password", "close", "open"]))
@click.argument("name", required=False)
@DB
@click.option(
    "--role", type=click.Choice(ROLES), default=None, help="viewer reads, coder reviews, editor also keeps the list."
)
def people(what: str, name: str | None, db: str, role: str | None) -> None:
    """Say who may sign in at the desk: list, add, change a role or password, close and open accounts.

    A new password is asked for twice, or read as one line from standard input when that is no terminal.
    """
    from reportedly.desk.accounts import Accounts

    accounts = Accounts(existing(db).database)
    if what == "list":
        for one in accounts.all():
            click.echo(f"{one.name}\t{one.role}\t{'open' if one.active else 'closed'}")
        return
    if not name:
        raise UsageFault("whose account? Give a NAME")
    if what == "add":
        accounts.add(name, role or "coder", ask_password())
    elif what == "role":
        accounts.change(name, role=role or "coder")
    elif what == "password":
        accounts.change(name, password=ask_password())
    else:
        accounts.change(name, active=what == "open")


def ask_password() -> str:
    """A new password."""
    if sys.stdin.isatty():
        return str(click.prompt("Password", hide_input=True, confirmation_prompt=True))
    return sys.stdin.readline().rstrip("\r\n")


def existing(db: str, who: str | None = None) -> Record:
    """The record, which must be there: a desk over nothing would hide a name mistyped."""
    from reportedly.record import open_record

    if "://" not in db and not Path(db).expanduser().is_file():
        raise UsageFault(
            f"there is no record at {db}: give its file with --db, or begin one with `reportedly add PATH`"
        )
    return open_record(db, who)


def debris_of(text: str, title: str | None) -> list[tuple[int, int]]:
    """The stretches of a report that are page debris."""
    from reportedly.read.debris import find_masks

    return [(mask.span.start, mask.span.end) for mask in find_masks(text, title) if mask.kind == "debris"]
