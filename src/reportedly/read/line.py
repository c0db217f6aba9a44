"""What the stage command `read` writes of a report."""

from __future__ import annotations

from typing import Any

from reportedly.model.report import Report


def read_line(report: Report) -> dict[str, Any]:
    """A report as one JSON object; masks and origins as lists of objects."""
    return {
        "doc": report.doc,
        "url": report.url,
        "source": report.source,
        "title": report.title,
        "published": report.published.isoformat() if report.published else None,
        "language": report.language,
        "text": report.text,
        "masks": [
            {"start": mask.span.start, "end": mask.span.end, "kind": mask.kind, "rule": mask.rule}
            for mask in report.masks
        ],
        "origins": dict(report.origins),
    }
