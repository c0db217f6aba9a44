"""Actors: who the words of a report mean. First the context of the report, then each phrase."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from reportedly.actors import Register
from reportedly.resolve.actors.antecedent import antecedent
from reportedly.resolve.actors.context import ActorContext, survey
from reportedly.resolve.actors.describe import Description, describe_actor
from reportedly.resolve.actors.introduced import with_people
from reportedly.resolve.actors.resolution import Resolution, resolve_actor

__all__ = [
    "ActorContext",
    "Description",
    "Resolution",
    "actor_context",
    "antecedent",
    "describe_actor",
    "resolve_actor",
]


def actor_context(
    text: str, published: dt.date | None, register: Register, *, places: Mapping[str, int] | None = None
) -> ActorContext:
    """What a report says of who is in it; made once a report, before its phrases are resolved.

    `places` counts, by ISO 3166-1 country, the places that were resolved in the report: with them a report that
    names only towns knows its country. Any text is accepted.
    """
    return with_people(survey(text, published, register, places), text, register)
