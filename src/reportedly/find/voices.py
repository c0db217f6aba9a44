"""Who says so, and how surely: fills source and status of claims that their finder left open."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import TYPE_CHECKING

from reportedly.find.attributions import source_of
from reportedly.find.attributions.speakers import speaker_of
from reportedly.find.status import find_status
from reportedly.model.told import Attribution, Told

if TYPE_CHECKING:
    from spacy.tokens import Doc

LEARNED = "learned"
# Types whose act is the speaking itself: the speaker is the actor, so nobody else says so.
VERBAL = frozenset({"AGREE", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})


def with_voices(told: Sequence[Told], attributions: Sequence[Attribution], doc: Doc, text: str) -> tuple[Told, ...]:
    """The claims with source and status. What the learned finder has read of them stays; rules fill the rest."""
    return tuple(one if one.rule.startswith(LEARNED) else voiced(one, attributions, doc, text) for one in told)


def voiced(told: Told, attributions: Sequence[Attribution], doc: Doc, text: str) -> Told:
    """One claim with its source by the attribution that it stands in, and its status by the words around it."""
    verbal = told.type in VERBAL
    roles = dict(told.roles)
    behind = None if verbal else source_of(attributions, told.quote)
    speaker = speaker_of(behind, attributions, doc) if behind else None
    if speaker is not None and not speaker.overlaps(told.anchor):
        roles["by"] = (speaker,)
    status, reason = told.status, "told by its rule"
    if status == "reported":
        status, reason = find_status(doc, told.quote, text, verbal=verbal)
    return dataclasses.replace(told, roles=roles, status=status, why=(*told.why, f"status {status}: {reason}"))
