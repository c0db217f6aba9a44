"""All places of a report, found and resolved once, for every claim of it to draw on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reportedly.gazetteer import Gazetteer
from reportedly.model.claim import Place
from reportedly.model.place import PlaceMention
from reportedly.model.text import Span
from reportedly.resolve.places.hits import Entity
from reportedly.resolve.places.recognise import find_places
from reportedly.resolve.places.resolve import resolve_places


@dataclass(frozen=True, slots=True)
class ReportPlaces:
    """The mentions of a report and what each means, in the same order."""

    mentions: tuple[PlaceMention, ...] = ()
    places: tuple[Place, ...] = ()

    def __iter__(self) -> Iterator[tuple[PlaceMention, Place]]:
        return iter(zip(self.mentions, self.places, strict=True))

    def inside(self, span: Span) -> list[tuple[PlaceMention, Place]]:
        """Those that lie within a span, or most of which does."""
        return [(m, p) for m, p in self if m.span.overlaps(span) and (span.holds(m.span) or m.span.start >= span.start)]

    def country(self) -> str | None:
        """The one country that most named places lie in, when they are more than half."""
        told = [place.country for mention, place in self if place.country and mention.kind != "metonym"]
        most = max(sorted(set(told)), key=told.count, default=None)
        return most if most and 2 * told.count(most) > len(told) else None


def report_places(
    text: str, *, gazetteer: Gazetteer, entities: Iterable[Entity] = (), hints: Iterable[str] = ()
) -> ReportPlaces:
    """Find and resolve the places of a report. `entities` as for `find_places`, `hints` as for `resolve_places`."""
    mentions = find_places(text, gazetteer=gazetteer, entities=entities)
    return ReportPlaces(mentions, resolve_places(text, mentions, gazetteer=gazetteer, hints=hints))
