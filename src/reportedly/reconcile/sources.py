"""Whose word a claim is, so that one source is counted once however many repeat it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from reportedly.reconcile.claims import JSON, fold
from reportedly.reconcile.copies import agency


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a report comes from: the agency it credits, else its outlet, else the report itself."""

    doc: str
    published: str | None
    outlet: str | None
    agency: str | None

    @property
    def name(self) -> str:
        """The source that the report counts as."""
        return self.agency or self.outlet or self.doc


def origin_of(report: JSON) -> Origin:
    """The origin of a report; one from the record brings its agency along."""
    outlet = report.get("source") or None
    credited = report["agency"] if "agency" in report else agency(report.get("text") or "", outlet)
    return Origin(report["doc"], report.get("published"), outlet, credited)


def without_copies(origins: Mapping[str, Origin], copies: Iterable[tuple[str, ...]]) -> dict[str, str]:
    """Report → the source it counts as; all copies of one text count as the one published first, or as the agency one
    credits.
    """
    out = {doc: origin.name for doc, origin in origins.items()}
    for group in copies:
        some = sorted((origins[doc] for doc in group if doc in origins), key=lambda o: (o.published or "9", o.doc))
        if some:
            name = next((o.agency for o in some if o.agency), some[0].name)
            out |= {o.doc: name for o in some}
    return out


def source_of(claim: JSON, doc: str, counted: Mapping[str, str]) -> str:
    """Who says so: the source that the report names, if it was identified, else the report's own origin."""
    by: Any = claim.get("by") or {}
    name = by.get("id") or (fold(by["name"]) if by.get("name") else None)
    return str(name) if name else counted[doc]
