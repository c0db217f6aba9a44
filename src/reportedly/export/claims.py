"""The public claims format: one JSON object a report. Its JSON Schema is generated from the model by `schema.py`."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from typing import Any

from reportedly.model.claim import Actor, Claim, Control, Displacement, Event, Place, Source, Toll, When
from reportedly.model.report import Report


def report_json(report: Report, claims: Iterable[Claim]) -> dict[str, Any]:
    """A report and its claims, as `extract` writes them."""
    return {
        "doc": report.doc,
        "url": report.url,
        "source": report.source,
        "title": report.title,
        "published": day(report.published),
        "language": report.language,
        "text": report.text,
        "claims": [claim_json(claim) for claim in claims],
    }


def report_line(report: Report, claims: Iterable[Claim]) -> str:
    """One line of JSONL. Lone surrogates, which no UTF-8 can hold, are written as escapes."""
    line = json.dumps(report_json(report, claims), ensure_ascii=False)
    try:
        line.encode("utf-8")
    except UnicodeEncodeError:
        line = json.dumps(report_json(report, claims), ensure_ascii=True)
    return line


def claim_json(claim: Claim) -> dict[str, Any]:
    """One claim; the fields that its kind has."""
    out: dict[str, Any] = {
        "id": claim.id,
        "kind": claim.kind,
        "type": claim.type,
        "status": claim.status,
        "start": claim.start,
        "end": claim.end,
        "quote": claim.quote,
        "by": source_json(claim.by),
        "time": when_json(claim.time),
        "place": place_json(claim.place),
    }
    if isinstance(claim, Toll | Displacement):
        out |= {"value": claim.value, "low": claim.low, "high": claim.high, "hedge": claim.hedge, "part": claim.part}
    if isinstance(claim, Toll):
        out |= {"total": claim.total, "who": actor_json(claim.who), "perpetrator": actor_json(claim.perpetrator)}
    elif isinstance(claim, Displacement):
        out |= {"unit": claim.unit, "from": place_json(claim.origin), "to": place_json(claim.destination)}
    elif isinstance(claim, Control):
        out |= {
            "actor": actor_json(claim.actor),
            "places": [place_json(p) for p in claim.places],
            "share": claim.share,
            "from": actor_json(claim.loser),
        }
    elif isinstance(claim, Event):
        out |= {
            "mode": claim.mode,
            "actor": [actor_json(a) for a in claim.actor],
            "recipient": [actor_json(a) for a in claim.recipient],
        }
    return out | {
        "answers": claim.answers,
        "rule": claim.rule,
        "confidence": round(claim.confidence, 3),
        "why": list(claim.why),
    }


def source_json(source: Source | None) -> dict[str, Any] | None:
    """Who says so."""
    if source is None:
        return None
    return {
        "text": source.text,
        "name": source.name,
        "id": source.id,
        "kind": source.kind,
        "via": list(source.via),
        "start": source.start,
        "end": source.end,
    }


def when_json(when: When | None) -> dict[str, Any] | None:
    """When."""
    if when is None:
        return None
    return {
        "text": when.text,
        "start": day(when.start),
        "end": day(when.end),
        "precision": when.precision,
        "value": when.value,
        "mod": when.mod,
    }


def place_json(place: Place | None) -> dict[str, Any] | None:
    """Where."""
    if place is None:
        return None
    return {
        "text": place.text,
        "name": place.name,
        "id": place.id,
        "country": place.country,
        "admin1": place.admin1,
        "lat": place.lat,
        "lon": place.lon,
        "precision": place.precision,
        "relation": place.relation,
        "start": place.start,
        "end": place.end,
    }


def actor_json(actor: Actor | None) -> dict[str, Any] | None:
    """Who."""
    if actor is None:
        return None
    return {
        "text": actor.text,
        "name": actor.name,
        "id": actor.id,
        "sector": actor.sector,
        "start": actor.start,
        "end": actor.end,
    }


def day(value: dt.date | None) -> str | None:
    """ISO 8601."""
    return value.isoformat() if value else None
