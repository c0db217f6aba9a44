"""Looking into the registers: who an actor is, and the gazetteer's own and the user's places."""

from __future__ import annotations

from pathlib import Path

import click

from reportedly.cli.main import command, main, one_line
from reportedly.errors import UsageFault


@command("actors")
@click.argument("name")
@click.option(
    "--actors",
    "extra",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Your own register file (YAML).",
)
def actors(name: str, extra: tuple[Path, ...]) -> None:
    """Say who NAME is by the register, and why. Several answers: the name alone does not tell."""
    from reportedly.actors import load_register
    from reportedly.resolve.actors import describe_actor

    if not name.strip():
        raise UsageFault("actors needs a name")
    found = describe_actor(name, load_register(extra))
    if not found:
        click.echo(f"{name}: not in the register")
    for one in found:
        click.echo(f"{one.entry.name}  ({one.entry.id})  {one.why}")
        for line in one.lines:
            click.echo(f"  {line}")


@main.group("gazetteer")
def gazetteer() -> None:
    """Your own places: they go before those that come with the package."""


@gazetteer.command("add")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--name", help="What to call this source; the file's name by default.")
@one_line
def gazetteer_add(file: Path, name: str | None) -> None:
    """Add FILE: a GeoNames country dump, a GeoJSON of units (COD, geoBoundaries), or a CSV of villages.

    All of it is added or nothing: faults are told by line. The same file again replaces what it added before.
    """
    from reportedly.gazetteer import open_gazetteer
    from reportedly.gazetteer.importer import PlacesFault, add_places
    from reportedly.gazetteer.store import user_path

    try:
        added = add_places(file, user_path(), open_gazetteer(), name)
    except PlacesFault as fault:
        for line in fault.faults:
            click.echo(f"reportedly: {file.name}: {line}", err=True)
        raise
    click.echo(f"{added.name}: {added.places} places")


@gazetteer.command("list")
@one_line
def gazetteer_list() -> None:
    """List the sources that you added."""
    from reportedly.gazetteer.importer import list_places
    from reportedly.gazetteer.store import user_path

    for source in list_places(user_path()):
        click.echo(f"{source.name}: {source.places} places")


@gazetteer.command("remove")
@click.argument("name")
@one_line
def gazetteer_remove(name: str) -> None:
    """Remove the source NAME and its places."""
    from reportedly.gazetteer.importer import remove_places
    from reportedly.gazetteer.store import user_path

    click.echo(f"{name}: {remove_places(name, user_path())} places removed")
