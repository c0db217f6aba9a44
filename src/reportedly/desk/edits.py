"""Which fields of a claim a person may write, and how what was typed becomes a value. A wrong entry is named in
words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from reportedly.desk.index import Index
from reportedly.desk.words import a_day
from reportedly.errors import UsageFault
from reportedly.model.vocabulary import HEDGES, KINDS, MODES, STATUSES, TYPES, UNITS

LONGEST = 500  # characters of a name
GREATEST = 10**10  # no figure of people is larger


@dataclass(frozen=True, slots=True)
class Entry:
    """One field of a form: `how` is choice, number, days or name; `choices` for a choice, empty choice allowed when
    `open`."""

    name: str
    label: str
    how: str
    choices: tuple[str, ...] = ()
    open: bool = False


def entries(kind: str) -> tuple[Entry, ...]:
    """The fields of a kind of claim, in the order of a form."""
    found = [Entry("type", "Type", "choice", TYPES[kind]), Entry("status", "Status", "choice", STATUSES)]
    if kind in ("toll", "displacement"):
        found += [Entry("value", "Number", "number"), Entry("hedge", "Hedge", "choice", HEDGES)]
        found += [Entry("low", "At least", "number"), Entry("high", "At most", "number")]
    found += {
        "toll": [Entry("who", "Whom", "name"), Entry("perpetrator", "Done by", "name")],
        "displacement": [
            Entry("unit", "Counted in", "choice", UNITS),
            Entry("from", "From", "name"),
            Entry("to", "To", "name"),
        ],
        "control": [Entry("actor", "Who", "name"), Entry("from", "Taken from", "name")],
        "event": [
            Entry("mode", "Mode", "choice", MODES, open=True),
            Entry("actor", "Who", "name"),
            Entry("recipient", "To whom", "name"),
        ],
    }[kind]
    return (*found, Entry("place", "Where", "name"), Entry("time", "When", "days"), Entry("by", "Who says so", "name"))


def shown(claim: Mapping[str, Any], entry: Entry) -> str:
    """What stands in a field of the form; of several names, one a comma."""
    value = claim.get(entry.name)
    if entry.how == "days":
        return f"{value['start']}/{value['end']}" if value else ""
    if entry.how == "name":
        many = value if isinstance(value, list) else [value] if value else []
        return "; ".join(str(one.get("name") or one.get("text") or "") for one in many if one)
    return "" if value is None else str(value)


def typed(kind: str, form: Mapping[str, str], index: Index, before: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that a person changed, as values of a claim. Raises UsageFault in words for the form."""
    after: dict[str, Any] = {}
    for entry in entries(kind):
        text = form.get(entry.name)
        if text is None or text.strip() == shown(before, entry):
            continue
        after[entry.name] = _value(entry, text.strip(), index, before.get(entry.name))
    low, high = ({**before, **after}.get(key) for key in ("low", "high"))
    if low is not None and high is not None and low > high:
        raise UsageFault(f"“at least {low}” is more than “at most {high}”")
    return after


def _value(entry: Entry, text: str, index: Index, before: Any) -> Any:
    if entry.how == "choice":
        if text not in entry.choices and not (entry.open and not text):
            raise UsageFault(f"{entry.label}: choose one of {', '.join(entry.choices)}")
        return text or None
    if not text:
        return [] if isinstance(before, list) else None
    if entry.how == "number":
        digits = text.replace(",", "").replace(" ", "")
        if not (digits.isascii() and digits.isdigit()) or int(digits) > GREATEST:
            raise UsageFault(f"{entry.label}: “{text[:40]}” is no whole number")
        return int(digits)
    if entry.how == "days":
        return _days(text)
    return _named(entry, text[:LONGEST], index, before)


def _days(text: str) -> dict[str, Any]:
    """A day, or first and last day with a slash (ISO 8601)."""
    first, _, last = (part.strip() for part in text.partition("/"))
    start, end = a_day(first), a_day(last or first)
    if not start or not end or end < start:
        raise UsageFault("When: write a day as 2020-02-16, or first and last as 2020-02-10/2020-02-16")
    precision = "day" if start == end else "unknown"
    return {
        "text": None,
        "start": start.isoformat(),
        "end": end.isoformat(),
        "precision": precision,
        "value": None,
        "mod": None,
    }


def _named(entry: Entry, text: str, index: Index, before: Any) -> Any:
    """Names as the claim holds them. A place that the record knows comes with where it is; others stay unplaced."""
    if isinstance(before, list) or (entry.name == "recipient" or (entry.name == "actor" and before is None)):
        return [{"text": one.strip(), "name": one.strip(), "id": None} for one in text.split(";") if one.strip()]
    old = before if isinstance(before, Mapping) else {}
    spoken = {key: old[key] for key in ("start", "end") if key in old}
    if entry.name not in ("place", "to") and not (entry.name == "from" and "precision" in old):
        return {"text": old.get("text") or text, "name": text, "id": None, **spoken}
    known = next((p for p in index.places if p.name.casefold() == text.casefold() and p.id), None)
    found = (
        {key: getattr(known, key) for key in ("id", "country", "admin1", "lat", "lon", "precision")}
        if known
        else dict.fromkeys(("id", "country", "admin1", "lat", "lon", "precision"))
    )
    return {"text": old.get("text") or text, "name": known.name if known else text, "relation": None, **found, **spoken}


def missed(form: Mapping[str, str], text: str, index: Index) -> dict[str, Any]:
    """A claim that a person adds from words of a report. Raises UsageFault when the words or a field are wrong."""
    kind = form.get("kind", "")
    if kind not in KINDS:
        raise UsageFault(f"choose what kind of claim it is: {', '.join(KINDS)}")
    try:
        start, end = int(form.get("start", "")), int(form.get("end", ""))
    except ValueError:
        raise UsageFault("select the words of the claim in the text first") from None
    if not 0 <= start < end <= len(text):
        raise UsageFault("select the words of the claim in the text first")
    empty: dict[str, Any] = {"kind": kind, "type": None, "status": None, "by": None, "time": None, "place": None}
    empty |= {entry.name: None for entry in entries(kind)}
    if kind == "event":
        empty |= {"actor": [], "recipient": []}
    if kind == "control":
        empty |= {"places": [], "share": None}
    if kind == "toll":
        empty |= {"total": False, "part": False}
    chosen = {"status": "reported", "hedge": "exact", "unit": "people"} | {k: v for k, v in form.items() if v}
    given = {k: v for k, v in chosen.items() if k in {entry.name for entry in entries(kind)}}
    filled = typed(kind, given, index, empty)
    if "type" not in filled:
        raise UsageFault(f"Type: choose one of {', '.join(TYPES[kind])}")
    claim = empty | filled | {"start": start, "end": end, "quote": text[start:end]}
    return claim | {"answers": None, "rule": "person", "confidence": 1.0, "why": []}
