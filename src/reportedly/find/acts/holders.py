"""Who holds the ground, read again by grammar: "rebel-held", "held by", "X controls" name their holder next to them.

A learned finder may take an actor from elsewhere in the sentence. Of the coded claims that a rule reads on the same words,
the rule's actor was right in 86 of 86, the learned one in 78 (the train part and the development part of the gold).
"""

from __future__ import annotations

import dataclasses

from spacy.tokens import Doc

from reportedly.find.acts.finder import distinct, drafts_at
from reportedly.find.acts.ground import ground_drafts
from reportedly.find.acts.phrases import phrase
from reportedly.model.told import Told


def with_holder(told: Told, doc: Doc, text: str) -> Told:
    """A control claim with the actor that a rule reads on the words that carry it; other claims as they are.

    `doc` is the parse of `text`.
    """
    if told.kind != "control":
        return told
    carrier = doc.char_span(told.anchor.start, told.anchor.end, alignment_mode="expand") or ()
    drafts = (draft for token in carrier for draft in (*drafts_at(token), *ground_drafts([token])))
    holding = [draft for draft in drafts if (draft.kind, draft.type) == (told.kind, told.type) and draft.actor]
    if not holding:
        return told
    actors = distinct(phrase(token) for token in holding[0].actor)
    before = told.roles.get("actor", ())
    if actors == before:
        return told
    dropped = [" ".join(span.of(text).split()) for span in before if not any(span.overlaps(actor) for actor in actors)]
    why = f"actor by {holding[0].rule}" + (f" (not: {', '.join(dropped)})" if dropped else "")
    kept = tuple(line for line in told.why if not line.startswith("actor by "))
    return dataclasses.replace(told, roles={**told.roles, "actor": actors}, why=(*kept, why))
