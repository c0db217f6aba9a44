"""A mention and the place that it means, as a claim gives it."""

from __future__ import annotations

from dataclasses import replace

from reportedly.gazetteer import Gazetteer
from reportedly.model.claim import Place
from reportedly.model.place import PlaceMention
from reportedly.resolve.places.candidates import Candidate
from reportedly.resolve.places.lexicon import lexicon

_PRECISION = {"t": "exact", "d": "admin2", "p": "admin1", "c": "country", "r": "region"}


def placed(mention: PlaceMention, candidate: Candidate | None, gazetteer: Gazetteer) -> Place:
    """The place of a mention; without a candidate only its words."""
    start, end = mention.span.start, mention.span.end
    if candidate is None:
        return Place(mention.text, start, end, precision=mention.precision, relation=mention.relation)
    entry = candidate.entry
    unit = entry.name if entry.kind == "p" else entry.admin1_name or _unit_name(entry.admin1, gazetteer)
    return Place(
        mention.text, start, end, entry.name, entry.id, entry.country, unit, entry.lat, entry.lon,
        precision_of(mention, candidate), mention.relation,
    )  # fmt: skip


def lent(place: Place, outer: Place | None, country: str | None) -> Place:
    """An unknown place with what the text tells of where it lies: the town, unit or country named beside it.

    "A farm outside Gao" is near Gao; in a unit, only unit and country are filled, with the unit's middle and
    precision. With nothing beside
    it, the country of the whole report is filled, if there is one, and nothing else.
    """
    if outer is None or outer.precision == "region":
        return replace(place, country=place.country or (outer.country if outer else country))
    if outer.precision in ("exact", "near"):
        near = place.precision or "near"
        return replace(
            outer, text=place.text, start=place.start, end=place.end, precision=near, relation=place.relation
        )
    return replace(
        place, country=outer.country, admin1=outer.admin1, lat=outer.lat, lon=outer.lon, precision=outer.precision
    )


def _unit_name(number: int | None, gazetteer: Gazetteer) -> str | None:
    unit = gazetteer.by_number(number)
    return unit.name if unit else None


def precision_of(mention: PlaceMention, candidate: Candidate) -> str:
    """What the coordinates mean: an area stays one; a town told with a relation, or by a feature, is only near."""
    own = _PRECISION[candidate.entry.kind]
    if mention.unit in ("d", "p") and own == "exact":
        return _PRECISION[mention.unit]
    relation = lexicon().relations.get(mention.relation or "")
    if candidate.entry.kind in "pcd" and relation == "part":
        return "region"
    if own != "exact":
        return own
    if candidate.inner and mention.kind == "feature":
        return mention.precision or "near"
    return "near" if mention.relation or candidate.inner else own
