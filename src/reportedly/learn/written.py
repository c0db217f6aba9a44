"""Reports written and coded by us: the notation they are written in, and its reading.

A file holds reports, each a head line, the text, a line of three dashes, and one line a claim:

    == ukr-001 | 2023-05-04 | invented-agency | Title of the report | style=agency
    The text, on as many lines as it needs; it ends before the three dashes.
    ---
    toll killed "killed at least 12 people" v=12 hedge=at_least who="people" by="the governor" time=2023-05-03 place="Bakhmut"

Names take alternatives behind bars (`who="people|civilians"`). `time=A..B:month` is an interval with its precision.
`places="Sake; Minova"` gives several places. A quote that stands twice in the text takes `nth=2`. The words
`optional`, `part` and `total` are flags. A claim line that starts with `#` is a remark.
The result has the shape of the gold (see docs/codebook.md for the vocabularies).
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import re
import shlex
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from reportedly.model.vocabulary import HEDGES, KINDS, MODES, STATUSES, TYPES, UNITS

HEAD = re.compile(r"^== ", re.M)
NAMES = ("by", "who", "perpetrator", "actor", "recipient", "from", "to", "place")
FLAGS = ("optional", "part", "total")
SLOTS = {
    "toll": ("who", "perpetrator"),
    "displacement": ("from", "to"),
    "control": ("actor", "from"),
    "event": ("actor", "recipient"),
}


class WrittenError(ValueError):
    """A written report breaks the notation; the message names the report and the line."""


def read_written(path: Path) -> Iterator[dict[str, Any]]:
    """The reports of one file, in the shape of the gold. Raises `WrittenError` at the first fault."""
    blocks = HEAD.split(path.read_text(encoding="utf-8"))
    if blocks[0].strip():
        raise WrittenError(f"{path.name}: text before the first head line")
    for block in blocks[1:]:
        yield read_block(block, path.stem)


def read_block(block: str, war: str) -> dict[str, Any]:
    """One report: its head line, its text and its claims."""
    head, _, rest = block.partition("\n")
    fields = [f.strip() for f in head.split("|")]
    if len(fields) < 4:
        raise WrittenError(f"{head}: a head line has doc | date | source | title")
    doc, published, source, title = fields[:4]
    if published != "-":
        dt.date.fromisoformat(published)
    text, dashes, coded = rest.partition("\n---\n")
    if not dashes and not rest.rstrip().endswith("---"):
        raise WrittenError(f"{doc}: no line of three dashes")
    text = text.removesuffix("\n---").strip("\n")
    claims = [read_claim(line, text, doc) for line in coded.splitlines() if line.strip() and not line.startswith("#")]
    style = dict(f.split("=", 1) for f in fields[4:] if "=" in f)
    return {
        "doc": doc,
        "published": None if published == "-" else published,
        "source": source,
        "title": title,
        "war": war,
        **style,
        "text": text,
        "claims": claims,
    }


def read_claim(line: str, text: str, doc: str) -> dict[str, Any]:
    """One claim line as a gold claim; every word checked against the text and the vocabularies."""
    where = f"{doc}: {line[:90]}"
    try:
        kind, kind_type, quote, *rest = shlex.split(line)
    except ValueError as fault:
        raise WrittenError(f"{where}: {fault}") from None
    if kind not in KINDS or kind_type not in TYPES[kind]:
        raise WrittenError(f"{where}: no such kind and type")
    given = dict(part.split("=", 1) for part in rest if "=" in part)
    flags = [part for part in rest if "=" not in part]
    if unknown := [f for f in flags if f not in FLAGS]:
        raise WrittenError(f"{where}: unknown words {unknown}")
    nth = int(given.pop("nth", 1))
    if text.count(quote) < nth:
        raise WrittenError(f"{where}: the quote is not in the text")
    claim: dict[str, Any] = {"kind": kind, "type": kind_type, "quote": quote}
    if nth > 1:
        claim["nth"] = nth
    claim["status"] = checked(given.pop("status", "reported"), STATUSES, where)
    claim["by"] = names(given.pop("by", None))
    claim["time"] = interval(given.pop("time", None), where)
    claim["place"] = names(given.pop("place", None))
    if "places" in given:
        claim["places"] = [names(p) for p in given.pop("places").split(";")]
        claim["place"] = claim["place"] or claim["places"][0]
    for slot in SLOTS[kind]:
        claim[slot] = names(given.pop(slot, None))
    claim |= figures(kind, given, where)
    for flag in flags:
        claim[flag] = True
    if given:
        raise WrittenError(f"{where}: fields that a {kind} does not have: {sorted(given)}")
    check_names(claim, text, where)
    return claim


def figures(kind: str, given: dict[str, str], where: str) -> dict[str, Any]:
    """The fields that only some kinds have: value, hedge, high, unit, share, mode, total."""
    out: dict[str, Any] = {}
    if kind in ("toll", "displacement"):
        value = given.pop("v", None)
        out["value"] = None if value in (None, "null") else int(value)
        out["hedge"] = checked(given.pop("hedge", "vague" if out["value"] is None else "exact"), HEDGES, where)
        if "high" in given:
            out["high"] = int(given.pop("high"))
    if kind == "toll":
        out["total"] = False
    if kind == "displacement":
        out["unit"] = checked(given.pop("unit", "people"), UNITS, where)
    if kind == "control" and "share" in given:
        out["share"] = float(given.pop("share"))
    if kind == "event" and ("mode" in given):
        out["mode"] = checked(given.pop("mode"), MODES, where)
    return out


def checked(word: str, allowed: tuple[str, ...], where: str) -> str:
    if word not in allowed:
        raise WrittenError(f"{where}: {word!r} is none of {', '.join(allowed)}")
    return word


def names(words: str | None) -> list[str] | None:
    """Alternatives behind bars as a list; nothing, or `null`, is None."""
    return None if words in (None, "", "null") else [w.strip() for w in str(words).split("|")]


def interval(words: str | None, where: str) -> dict[str, str] | None:
    """`2023-05-03`, `2023-05-01..2023-05-04` or `…:week` as a gold time."""
    if words in (None, "null"):
        return None
    days, _, precision = str(words).partition(":")
    start, _, end = days.partition("..")
    try:
        dt.date.fromisoformat(start), dt.date.fromisoformat(end or start)
    except ValueError:
        raise WrittenError(f"{where}: {words!r} is no date") from None
    return {"start": start, "end": end or start, "precision": precision or "day"}


def check_names(claim: dict[str, Any], text: str, where: str) -> None:
    """At least one of a slot's names must stand in the text: the finder learns from words, not from knowledge."""
    for slot in NAMES:
        if claim.get(slot) and not any(name in text for name in claim[slot]):
            raise WrittenError(f"{where}: no name of {slot} stands in the text")


def main() -> None:
    """Check files (`python -m reportedly.learn.written FILE…`); `--jsonl` prints them as gold."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--jsonl", action="store_true")
    args = parser.parse_args()
    reports = claims = 0
    for path in args.files:
        for block in HEAD.split(path.read_text(encoding="utf-8"))[1:]:
            try:
                report = read_block(block, path.stem)
            except ValueError as fault:
                print(f"{path.name}: {fault}", file=sys.stderr)
                continue
            reports, claims = reports + 1, claims + len(report["claims"])
            if args.jsonl:
                print(json.dumps(report, ensure_ascii=False))
    print(f"{reports} reports, {claims} claims", file=sys.stderr)


if __name__ == "__main__":
    main()
