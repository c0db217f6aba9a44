"""Places: which words name them, and which place each is."""

from __future__ import annotations

from reportedly.gazetteer.fold import fold_name
from reportedly.resolve.places.claimed import resolve_place
from reportedly.resolve.places.line import places_line
from reportedly.resolve.places.outlets import outlet_country
from reportedly.resolve.places.recognise import find_places
from reportedly.resolve.places.report import ReportPlaces, report_places
from reportedly.resolve.places.resolve import resolve_places

__all__ = [
    "ReportPlaces",
    "find_places",
    "fold_name",
    "outlet_country",
    "places_line",
    "report_places",
    "resolve_place",
    "resolve_places",
]
