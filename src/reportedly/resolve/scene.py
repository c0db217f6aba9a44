"""What one report is about: its day, its times, its places and its actors, worked out once for all its claims."""

from __future__ import annotations

import collections
import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from reportedly.actors import Register
from reportedly.gazetteer import Gazetteer
from reportedly.model.report import Report
from reportedly.model.told import TimeExpression
from reportedly.resolve.actors import ActorContext, actor_context
from reportedly.resolve.dates import anchor_date
from reportedly.resolve.places import ReportPlaces, outlet_country, report_places


@dataclass(frozen=True, slots=True)
class Scene:
    """The report and what its names and times mean. `day` is the day that its times count from, `day_by` where that was found."""

    report: Report
    text: str
    day: dt.date | None
    day_by: str
    times: tuple[TimeExpression, ...]
    places: ReportPlaces
    gazetteer: Gazetteer
    register: Register
    actors: ActorContext


def set_scene(
    report: Report, text: str, times: Sequence[TimeExpression], gazetteer: Gazetteer, register: Register
) -> Scene:
    """The scene of a report whose readable text and times are known."""
    day, day_by = anchor_date(text, report.published)
    places = report_places(text, gazetteer=gazetteer, hints=outlet_country(report.url or report.source, gazetteer))
    countries = collections.Counter(
        place.country for mention, place in places if place.country and mention.kind == "name"
    )
    actors = actor_context(text, day, register, places=countries)
    return Scene(report, text, day, day_by, tuple(times), places, gazetteer, register, actors)
