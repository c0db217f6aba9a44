"""The record on the command line: add reports, look at incidents, series and ground held, judge, undo."""

from __future__ import annotations

import json
import operator
import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click

from reportedly.cli.main import command
from reportedly.cli.rows import INCIDENT_COLUMNS, Columns, cell, show, span
from reportedly.errors import InputFault, UsageFault

if TYPE_CHECKING:
    from reportedly.record import Record

DB = click.option(
    "--db", default="reportedly.sqlite", show_default=True, envvar="REPORTEDLY_DB",
    help="The record: a SQLite file, or postgresql://USER@HOST/NAME.",
)  # fmt: skip
FORMAT = click.option(
    "--format", "form", type=click.Choice(["table", "json", "csv"]), default="table", show_default=True
)
WHY = click.option("--why", default="", help="The reason, kept beside the judgement.")


def opened(db: str) -> Record:
    """The record that a command works on."""
    from reportedly.record import open_record

    return open_record(db)


def extracted(paths: Sequence[str]) -> Iterator[tuple[dict[str, Any], bytes] | InputFault]:
    """Reports read from paths with their bytes, as `record.Extract` wants them."""
    from reportedly.export.claims import report_json
    from reportedly.pipeline import default_tools, extract_claims
    from reportedly.read import read_inputs

    tools = default_tools()
    for item in read_inputs(paths, stdin=sys.stdin.buffer):
        if isinstance(item, InputFault):
            yield item
        else:
            yield report_json(item, extract_claims(item, tools)), item.raw


@command("add")
@click.argument("paths", nargs=-1, required=True)
@DB
@click.option("--archive", is_flag=True, help="Keep the bytes of each report too.")
def add(paths: tuple[str, ...], db: str, archive: bool) -> None:
    """Add reports to the record, each whole or not at all. What is there already changes nothing."""
    counts = dict.fromkeys(("new", "changed", "reread", "known"), 0)
    refused = 0
    for item in opened(db).add_paths(paths, extracted, archive=archive):
        if isinstance(item, InputFault):
            refused += 1
            click.echo(f"reportedly: {item}", err=True)
        else:
            counts[item[0]] += 1
    words = {"new": "added", "changed": "new versions", "reread": "read anew", "known": "known already"}
    click.echo(", ".join(f"{n} {words[how]}" for how, n in counts.items()) + f", {refused} refused")
    if refused:
        sys.exit(1)


@command("incidents")
@DB
@FORMAT
@click.option("--since", help="Day from which on (YYYY-MM-DD).")
@click.option("--until", help="Day up to which (YYYY-MM-DD).")
@click.option("--place", help="Words in the name or province of the place, its country's code, or its id.")
@click.option("--kind", help="airstrike, shelling, shooting, …")
@click.option("--actor", help="Words in the id of an actor.")
@click.option("--source", help="Words in the name of a source.")
@click.option("--grade", type=click.Choice(["confirmed", "fair", "weak", "contested", "discounted"]))
def list_incidents(db: str, form: str, **asked: str | None) -> None:
    """List incidents by day."""
    from reportedly.record.looking import Filter, find_incidents

    show(find_incidents(opened(db).database, Filter(**asked)), INCIDENT_COLUMNS, form)


@command("incident")
@click.argument("id_", metavar="ID")
@DB
@click.option("--json", "as_json", is_flag=True)
def one_incident(id_: str, db: str, as_json: bool) -> None:
    """Show one incident: every version side by side, each in its own words."""
    from reportedly.record.looking import look_at

    found = look_at(opened(db).database, id_)
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False))
        return
    if "became" in found:
        for grave in found["became"]:
            click.echo(
                f"{id_}: {grave['reason']} at revision {grave['revision']}, now {', '.join(grave['became']) or 'gone'}"
            )
        return
    show([found], INCIDENT_COLUMNS, "table")
    click.echo(f"\n{found['grade']['name']}: {found['grade']['reason']}")
    for group in found["copies"]:
        click.echo(f"copies of one text, counted once: {', '.join(group)}")
    for version in found["versions"]:
        click.echo(
            f"\n{version['source'] or version['doc']} · {version['published'] or 'no date'} · {version['title'] or ''}"
        )
        for claim in version["claims"]:
            by = (claim["by"] or {}).get("text") or "the report itself"
            click.echo(
                f"  {claim['type']:<10} {cell(claim.get('value')):>6}  {claim['status']:<9} “{claim['quote']}” ({by})"
            )
    for link in found["links"]:
        click.echo(f"{link['id']}  {link['score']:+.2f}  {link['to'] or 'within'}")


@command("series")
@DB
@FORMAT
@click.option("--place", help="Words in the name of the place.")
@click.option("--type", "type_", help="killed, displaced, …")
def list_series(db: str, form: str, place: str | None, type_: str | None) -> None:
    """Show totals over time: one series for each scope, every reading with its source; falls and jumps are marked."""
    from dataclasses import asdict

    from reportedly.record.looking import all_series, within

    found = [s for s in all_series(opened(db).database) if within(place, [s.place]) and type_ in (None, s.type)]
    if form == "json":
        show([asdict(s) for s in found], {}, form)
        return
    rows = ({**asdict(s), **asdict(r)} for s in found for r in s.readings)
    names = ("id", "type", "people", "unit", "place", "since", "as_of", "value", "low", "high", "source", "mark")
    show(rows, {name: operator.itemgetter(name) for name in names}, form)


@command("control")
@click.argument("place")
@DB
@FORMAT
@click.option("--on", help="The day asked for (YYYY-MM-DD); without it, the whole history.")
def control(place: str, db: str, form: str, on: str | None) -> None:
    """Show who holds a place, from when and by whose word."""
    from dataclasses import asdict

    from reportedly.record.looking import holder_on, holdings_at

    database = opened(db).database
    found = [holder_on(database, place, on)] if on else holdings_at(database, place)
    names = ("day", "place", "state", "holder", "source", "doc", "mark")
    show([asdict(h) for h in found if h], {name: operator.itemgetter(name) for name in names}, form)


@command("why")
@click.argument("link")
@DB
def why(link: str, db: str) -> None:
    """Say why two tellings are held to be one happening, or not."""
    from reportedly.record.looking import explain_link

    click.echo("\n".join(explain_link(opened(db).database, link)))


@command("same")
@click.argument("a")
@click.argument("b")
@DB
@WHY
def same(a: str, b: str, db: str, why: str) -> None:
    """Judge that two incidents, or claims, are the same happening."""
    opened(db).judge("same", a, b, why)


@command("different")
@click.argument("a")
@click.argument("b")
@DB
@WHY
def different(a: str, b: str, db: str, why: str) -> None:
    """Judge that two incidents, or claims, are different happenings."""
    opened(db).judge("different", a, b, why)


@command("undo")
@DB
def undo(db: str) -> None:
    """Undo the latest decision that stands: a judgement, correction, rejection or addition."""
    undone = opened(db).undo()
    if undone is None:
        raise UsageFault("there is nothing to undo")
    click.echo(f"undone: {undone}")


@command("diff")
@click.argument("since")
@DB
@FORMAT
def diff(since: str, db: str, form: str) -> None:
    """Show what changed since a revision (a number), a day or a moment (UTC)."""
    from reportedly.record.looking import changes

    columns: Columns = {
        "revision": lambda c: c["revision"],
        "at": lambda c: c["at"],
        "who": lambda c: c["who"],
        "what": lambda c: c["what"],
        "incident": lambda c: c["incident"],
        "killed": lambda c: " → ".join(span((c[side] or {}).get("killed")) or "–" for side in ("before", "after")),
        "reports": lambda c: " → ".join(str(len((c[side] or {}).get("reports", []))) for side in ("before", "after")),
    }
    show(changes(opened(db).database, since), columns, form)


@command("reconcile")
@click.argument("claims", type=click.Path(allow_dash=True))
@click.option("--profile", type=click.Choice(["acled", "ucdp", "range"]), default="ucdp", show_default=True)
def reconcile(claims: str, profile: str) -> None:
    """Bring the claims of a file together as incidents, one JSON object a line, without a record.

    CLAIMS is what `extract` writes; `-` is standard input. A profile says how the best figure is chosen.
    """
    from reportedly.export.incidents import incident_line
    from reportedly.reconcile.incidents import reconcile as brought_together

    faults: list[InputFault] = []
    for incident in brought_together(claim_lines(claims, faults), profile=profile):
        sys.stdout.buffer.write(incident_line(incident).encode("utf-8", "backslashreplace") + b"\n")
    for fault in faults:
        click.echo(f"reportedly: {fault}", err=True)
    if faults:
        sys.exit(1)


def claim_lines(path: str, faults: list[InputFault]) -> Iterator[dict[str, Any]]:
    """The reports of a claims file; lines that are none become faults."""
    try:
        with click.open_file(path, encoding="utf-8", errors="surrogateescape") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    try:
                        report = json.loads(line)
                        report["doc"], report["claims"]
                    except (ValueError, TypeError, KeyError):
                        faults.append(
                            InputFault(f"{path}:{number}", "no report with claims: give what `extract` writes")
                        )
                    else:
                        yield report
    except OSError as error:
        raise UsageFault(f"{path}: {error.strerror}") from None
