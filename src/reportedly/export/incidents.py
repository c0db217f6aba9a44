"""The public incidents format: one JSON object an incident."""

from __future__ import annotations

import json
from typing import Any

from reportedly.model.incident import Figure, Incident

TOLLS = ("killed", "injured")


def incident_json(incident: Incident) -> dict[str, Any]:
    """An incident as `reconcile` writes it. Killed and injured are always there; other tolls where told."""
    figures = {kind: figure_json(incident.figures.get(kind)) for kind in (*TOLLS, *incident.figures)}
    return {
        "id": incident.id,
        "kind": incident.kind,
        "reports": list(incident.reports),
        "claims": list(incident.claims),
        **figures,
        "time": {"start": incident.time[0], "end": incident.time[1]} if incident.time else None,
        "place": dict(incident.place) if incident.place else None,
        "actors": list(incident.actors),
        "sources": list(incident.sources),
        "copies": [list(group) for group in incident.copies],
        "denials": list(incident.denials),
        "grade": {"name": incident.grade.name, "reason": incident.grade.reason},
    }


def figure_json(figure: Figure | None) -> dict[str, Any] | None:
    """Low, best and high, the rule behind them, and each source's own version."""
    if figure is None:
        return None
    versions = [
        {"claim": v.claim, "report": v.doc, "source": v.source, "value": v.value, "low": v.low, "high": v.high}
        for v in figure.versions
    ]
    bounds = {"low": figure.low, "best": figure.best, "high": figure.high}
    return {**bounds, "rule": figure.rule, "versions": versions}


def incident_line(incident: Incident) -> str:
    """One line of JSONL."""
    return json.dumps(incident_json(incident), ensure_ascii=False)
