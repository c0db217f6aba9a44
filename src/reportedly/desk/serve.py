"""Starting a desk: who may reach it, and what it refuses to start with."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import uvicorn

from reportedly.desk.accounts import Accounts, Person
from reportedly.desk.app import LOCAL, create_app
from reportedly.desk.context import Desk
from reportedly.desk.record import Record
from reportedly.desk.rounds import Rounds
from reportedly.desk.secret import secret_of
from reportedly.errors import UsageFault
from reportedly.store import Database

PORT = 8710


@dataclass(frozen=True, slots=True)
class Reach:
    """Where a desk listens. `names` are further host names that it answers to; `proxy` says that a server before it
    speaks https."""

    host: str = "127.0.0.1"
    port: int = PORT
    names: tuple[str, ...] = ()
    certificate: Path | None = None
    key: Path | None = None
    proxy: bool = False

    @property
    def local(self) -> bool:
        """Whether only this machine can reach it."""
        return is_loopback(self.host) and not self.proxy

    @property
    def https(self) -> bool:
        """Whether browsers speak to it over https."""
        return self.certificate is not None or self.proxy


def is_loopback(host: str) -> bool:
    """Whether an address leads only to this machine. A name other than localhost is taken to lead elsewhere."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"


def check_reach(reach: Reach, accounts: Accounts) -> None:
    """Refuses, as UsageFault, to let others in without accounts or to send their passwords in the clear."""
    if (reach.certificate is None) != (reach.key is None):
        raise UsageFault("give both --certificate and --key, or neither")
    if reach.local:
        return
    if not accounts.any():
        raise UsageFault(
            "others could reach this desk, and nobody has an account: make one first with "
            "`reportedly people add NAME --role editor`"
        )
    if not reach.https:
        raise UsageFault(
            "passwords would travel in the clear: give --certificate and --key, or --behind-proxy when a server "
            "before it speaks https"
        )


def make_desk(database: Database, record: Record, me: str, reach: Reach) -> Desk:
    """A desk over a record. Raises UsageFault as `check_reach`."""
    accounts = Accounts(database)
    check_reach(reach, accounts)
    return Desk(
        record, accounts, Person(me, "editor"), Rounds(database), login=not reach.local, secret=secret_of(database)
    )


def serve(desk: Desk, reach: Reach, say: Callable[[str], object]) -> None:
    """Reads the record, then serves until it is stopped; `say` gets the line with the address.

    Raises UsageFault when the port is taken, StoreFault when the record cannot be read.
    """
    listener = listen(reach)
    port = listener.getsockname()[1]
    hosts = {*LOCAL, reach.host, f"[{reach.host}]", *reach.names} - {"0.0.0.0", "::", "[::]"}
    app = create_app(desk, hosts=sorted(hosts), https=reach.https)
    config = uvicorn.Config(
        app,
        log_level="warning",
        server_header=False,
        ssl_certfile=reach.certificate,
        ssl_keyfile=reach.key,
        proxy_headers=reach.proxy,
    )
    desk.index()  # before anyone can ask: the first page is as quick as the others, and a faulty record is told here
    shown = f"[{reach.host}]" if ":" in reach.host else reach.host
    say(f"The desk is open at http{'s' if reach.certificate else ''}://{shown}:{port} (Ctrl+C closes it)")
    uvicorn.Server(config).run(sockets=[listener])


def listen(reach: Reach) -> socket.socket:
    """A socket that listens. Raises UsageFault in one line."""
    family = socket.AF_INET6 if ":" in reach.host else socket.AF_INET
    try:
        return socket.create_server((reach.host.strip("[]"), reach.port), family=family)
    except OSError as error:
        raise UsageFault(
            f"cannot listen on {reach.host}:{reach.port}: {error.strerror}; choose another --port"
        ) from None
