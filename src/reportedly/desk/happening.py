"""An incident as the JSON that the pages and files show."""

from __future__ import annotations

from typing import Any

from reportedly.model.incident import Figure, Incident


def incident_json(incident: Incident) -> dict[str, Any]:
    """An incident with a figure for each type of toll, named as in the claims."""
    return {
        "id": incident.id,
        "kind": incident.kind,
        "reports": list(incident.reports),
        "claims": list(incident.claims),
        "time": {"start": incident.time[0], "end": incident.time[1]} if incident.time else None,
        "place": dict(incident.place) if incident.place else None,
        "actors": list(incident.actors),
        "sources": list(incident.sources),
        "copies": [list(group) for group in incident.copies],
        "denials": list(incident.denials),
        "grade": {"name": incident.grade.name, "reason": incident.grade.reason},
        **{type: figure_json(figure) for type, figure in incident.figures.items()},
    }


def figure_json(figure: Figure) -> dict[str, Any]:
    """Low, best and high with the rule that gave them."""
    return {"low": figure.low, "best": figure.best, "high": figure.high, "rule": figure.rule}
