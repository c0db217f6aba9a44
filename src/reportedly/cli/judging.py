"""eval: how good it is, on a gold file."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import click

from reportedly.cli.main import command
from reportedly.cli.reports import readable
from reportedly.errors import InputFault, UsageFault
from reportedly.model.vocabulary import KINDS


@command("eval")
@click.argument("gold", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--errors", default=0, type=click.IntRange(min=0), help="How many errors to print.")
@click.option(
    "--claims",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Score this file instead of extracting.",
)
@click.option(
    "--floors",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Fail when a figure is below its floor.",
)
@click.option(
    "--finder", type=click.Choice(["both", "learned", "rules"]), default="both", help="Which finders propose claims."
)
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
def evaluate(gold: Path, errors: int, claims: Path | None, floors: Path | None, finder: str, as_json: bool) -> None:
    """Score the pipeline on a gold file: found and core per kind, and the share of right slots."""
    from reportedly.measure.report import below_floors, error_lines, figures, score_lines
    from reportedly.measure.score import score

    golds = coded_lines(gold)
    told = {report["doc"]: report for report in coded_lines(claims)} if claims else extract_gold(gold, finder)
    scores = score(golds, told)
    for line in error_lines(scores, errors):
        click.echo(line)
    click.echo(json.dumps(figures(scores), indent=1) if as_json else "\n".join(score_lines(scores, KINDS)))
    if floors:
        short = below_floors(figures(scores), floor_figures(floors))
        for line in short:
            click.echo(f"reportedly: below its floor: {line}", err=True)
        if short:
            sys.exit(1)


def coded_lines(path: Path) -> list[dict[str, Any]]:
    """The reports of a file of claims. Raises `UsageFault` naming the line that is none."""
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except UnicodeDecodeError:
        raise UsageFault(f"{path.name} is not UTF-8") from None
    out = [coded_line(line, f"{path.name}:{number}") for number, line in enumerate(lines, 1) if line.strip()]
    if not out:
        raise UsageFault(f"{path.name} holds no coded report")
    return out


def coded_line(line: str, where: str) -> dict[str, Any]:
    """One report with its claims."""
    try:
        report = json.loads(line)
    except json.JSONDecodeError as fault:
        raise UsageFault(f"{where}: no JSON ({fault.msg})") from None
    if not isinstance(report, dict) or not {"doc", "text", "claims"} <= set(report):
        raise UsageFault(f"{where}: no coded report: it needs `doc`, `text` and `claims`")
    return report


def floor_figures(path: Path) -> dict[str, float]:
    """The floors of a file. Raises `UsageFault` when it is no JSON object of numbers."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        return {name: float(floor) for name, floor in found.items()}
    except (ValueError, AttributeError, TypeError):
        raise UsageFault(f"{path.name} is no file of floors: a JSON object of figures and numbers") from None


def extract_gold(gold: Path, finder: str) -> dict[str, dict[str, object]]:
    """The claims of the gold file's own texts, by doc."""
    import dataclasses

    from reportedly.export.claims import report_json
    from reportedly.pipeline import default_tools, extract_claims

    tools = dataclasses.replace(default_tools(), rules=finder != "learned")
    if finder == "rules":
        tools = dataclasses.replace(tools, finder=None)
    faults: list[InputFault] = []
    reports = readable([str(gold)], None, faults)
    return {report.doc: report_json(report, extract_claims(report, tools)) for report in reports}
