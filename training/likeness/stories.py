"""Read the invented stories, and print them as reports for `extract`.

usage: python training/likeness/stories.py > stories.jsonl

A file of `stories/` holds incidents, each a head line with its id and final toll, and the reports that tell it:

    == dayton-laundry | killed 1 injured 2
    -- 2016-04-11 | wvn7.example | Title of the report
    The text, on as many lines as it needs.
    -- 2016-04-18 | daytonledger.example | Title of a round-up | also dayton-carwash, flint-bar

`also` names incidents that the report tells besides. Reports are numbered within their incident ("dayton-laundry.1").
"""

from __future__ import annotations

import datetime as dt
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "stories"
_TOLL = re.compile(r"killed (\d+) injured (\d+)")


@dataclass(frozen=True)
class Incident:
    """An invented incident and its final toll."""

    id: str
    killed: int
    injured: int


@dataclass(frozen=True)
class Story:
    """One report; `tells` are ids of incidents, the one that it is mainly about first."""

    doc: str
    published: str
    source: str
    title: str
    text: str
    tells: tuple[str, ...]


def read_stories(folder: Path = FOLDER) -> tuple[dict[str, Incident], list[Story]]:
    """All incidents by id, and all reports. Raises `ValueError`, naming the line, where the notation is broken."""
    incidents: dict[str, Incident] = {}
    stories: list[Story] = []
    for path in sorted(folder.glob("*.txt")):
        for block in re.split(r"^== ", path.read_text("utf-8"), flags=re.M)[1:]:
            head, _, rest = block.partition("\n")
            id_, _, toll = (part.strip() for part in head.partition("|"))
            found = _TOLL.fullmatch(toll)
            if not found or id_ in incidents:
                raise ValueError(f"{path.name}: {head}")
            incidents[id_] = Incident(id_, int(found[1]), int(found[2]))
            stories += told_of(id_, rest)
    unknown = {name for s in stories for name in s.tells} - incidents.keys()
    if unknown:
        raise ValueError(f"reports tell of incidents that are not there: {', '.join(sorted(unknown))}")
    return incidents, stories


def told_of(incident: str, block: str) -> Iterator[Story]:
    """The reports below the head line of an incident."""
    for number, part in enumerate(re.split(r"^-- ", block, flags=re.M)[1:], 1):
        head, _, text = part.partition("\n")
        fields = [f.strip() for f in head.split(" | ")]
        if len(fields) not in (3, 4) or not text.strip() or (len(fields) == 4 and not fields[3].startswith("also ")):
            raise ValueError(f"{incident}: {head}")
        dt.date.fromisoformat(fields[0])
        also = tuple(name.strip() for name in fields[3].removeprefix("also ").split(",")) if len(fields) == 4 else ()
        yield Story(f"{incident}.{number}", *fields[:3], text.strip(), (incident, *also))


def main() -> None:
    """Print the reports."""
    for story in read_stories()[1]:
        row = {name: getattr(story, name) for name in ("doc", "published", "source", "title", "text")}
        sys.stdout.write(json.dumps(row) + "\n")


if __name__ == "__main__":
    main()
