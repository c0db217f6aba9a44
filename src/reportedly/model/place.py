"""A mention of a place: words that name one, before it is known which."""

from __future__ import annotations

from dataclasses import dataclass

from reportedly.model.text import Span


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """Words that name a place, and what the words around them say of it.

    `kind` is `name` (a town, area or country), `feature` (a river, road, camp, building: no town), `people` (a word
    for those who come from there, "Turkish") or `metonym` (a place that stands for its government, "Washington
    accused"): nothing happens at the last two. `name` is the name to look up, which a feature may hold inside
    ("Manila" in "Manila Cathedral") or lack (None). `unit` is the level told with the name: p, d or t as in
    `gazetteer.Entry.kind`. `relation` keeps words such as "north of"; `inside` says that the name stands in the name
    of an organisation.
    """

    span: Span
    text: str
    kind: str = "name"
    name: str | None = None
    unit: str | None = None
    relation: str | None = None
    precision: str | None = None
    inside: bool = False
