"""Looking into the registers: who an actor is, and the gazetteer's own and the user's places."""

from __future__ import annotations

import click

from reportedly.cli.main import command


@command("actors")
@click.argument("name")
def actors(name: str) -> None:
    """Say who NAME is by the register, and why."""
    from reportedly.actors import load_register
    from reportedly.resolve.actors import describe_actor

    for line in describe_actor(name, load_register()):
        click.echo(line)
