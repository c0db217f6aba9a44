"""Who says so, how surely, and by what means: source, status and mode of each claim, by the attributions and words around it.

The rules read both better than the learned finder does (held-back reports: source 0.91 to 0.88, development: 0.92 to 0.86;
status 0.98 to 0.96). Only for control the finder must agree that there is a source at all: ground is mostly told by adjectives in somebody's
sentence, and whoever speaks there does not say who holds it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from reportedly.find.acts.holders import with_holder
from reportedly.find.acts.phrases import phrase
from reportedly.find.attributions import source_of, speaker_of
from reportedly.find.deniers import without_deniers
from reportedly.find.evidence import has_evidence
from reportedly.find.means import mode_of
from reportedly.find.parse import root_of
from reportedly.find.status import find_status
from reportedly.model.text import Span
from reportedly.model.told import Attribution, Told
from reportedly.rules import load_rules

if TYPE_CHECKING:
    from spacy.tokens import Doc

LEARNED = "learned"
LONGEST = 60  # characters of a role that an explanation quotes
# Types whose act is the speaking itself: the speaker is the actor, so nobody else says so.
VERBAL = frozenset({"AGREE", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})


def with_voices(told: Sequence[Told], attributions: Sequence[Attribution], doc: Doc, text: str) -> tuple[Told, ...]:
    """The claims with source, status and means. `attributions` are those that vouch for their content.

    What a learned finder proposes without any word of its kind in the text is left out.
    """
    credible = (one for one in told if not one.rule.startswith(LEARNED) or has_evidence(one, text))
    return tuple(without_deniers(voiced(with_holder(one, doc, text), attributions, doc, text), doc) for one in credible)


def voiced(told: Told, attributions: Sequence[Attribution], doc: Doc, text: str) -> Told:
    """One claim with its source by the attribution that it stands in, status and means by the words around it."""
    verbal = told.type in VERBAL
    roles = {role: spans for role, spans in told.roles.items() if role != "by"}
    why = [*trigger(told, text), *told.why, *unexplained(told, text)]
    behind = None if verbal else source_of(attributions, told.quote)
    speaker = speaker_of(behind, attributions, doc) if behind else None
    if (answering := answerer(told, doc)) is not None:
        roles["by"] = (answering,)
        why.append(f"by {words_of(answering, text)}: who answers what was said before")
    elif behind is not None and speaker is not None and not speaker.overlaps(told.anchor):
        if unvoiced(told):
            why.append(f"by nobody: the finder sees no source (not: {words_of(speaker, text)})")
        else:
            roles["by"] = (speaker,)
            why.append(f"by {words_of(speaker, text)}: {words_of(behind.cue, text)}")
    status, reason = told.status, "told by its rule"
    if status != "denied" or told.rule.startswith(LEARNED):
        own = verbal or told.rule in load_rules("status")["done_by_word"]
        found, reason = find_status(doc, told.quote, text, verbal=own, anchor=told.anchor)
        zero = told.amount is not None and told.amount.value == 0
        status = "denied" if zero else found
    why.append(f"status {status}: {reason}")
    mode = told.mode
    if told.type == "ASSAULT":
        mode, means = mode_of(told, text)
        dropped = f" (not: {told.mode})" if told.mode not in (None, mode) else ""
        why.append(f"mode {mode}: {means}{dropped}")
    return dataclasses.replace(told, roles=roles, status=status, mode=mode, why=tuple(why))


def answerer(told: Told, doc: Doc) -> Span | None:
    """Who says something of what was told before: the army of "…, a claim the army denied"."""
    noun = root_of(told.anchor, doc)
    if noun is None or noun.lemma_.lower() not in load_rules("status")["claims"]:
        return None
    clauses = (clause for clause in noun.rights if clause.dep_ == "relcl")
    return next((phrase(t) for clause in clauses for t in clause.lefts if t.dep_ == "nsubj" and t.tag_ != "WDT"), None)


def trigger(told: Told, text: str) -> Iterator[str]:
    """The words that carry a learned claim; a rule names its own."""
    if told.rule.startswith(LEARNED):
        yield f"trigger: {words_of(told.anchor, text)}"


def unexplained(told: Told, text: str) -> Iterator[str]:
    """The roles that the learned finder filled, of which no rule has said where they are from."""
    if not told.rule.startswith(LEARNED):
        return
    for role, spans in told.roles.items():
        if role not in ("by", "time") and not any(line.startswith(f"{role} by ") for line in told.why):
            yield f"{role} by the finder: {', '.join(words_of(span, text) for span in spans)}"


def words_of(span: Span, text: str) -> str:
    """The words of a span on one line, cut where they are many."""
    words = " ".join(span.of(text).split())
    return repr(words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…")


def unvoiced(told: Told) -> bool:
    """Ground for which the learned finder sees no source."""
    return told.kind == "control" and told.rule.startswith(LEARNED) and not told.roles.get("by")
