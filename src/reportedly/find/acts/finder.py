"""The rule finder of acts: a parsed text in, claims of events and control as told out."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Words

from reportedly.find.acts.drafts import Draft
from reportedly.find.acts.ground import ground_drafts, share_of
from reportedly.find.acts.merge import merged
from reportedly.find.acts.nominals import noun_drafts
from reportedly.find.acts.phrases import phrase, place_phrase
from reportedly.find.acts.speech import adjective_drafts, as_promise, must_drafts, will_drafts
from reportedly.find.acts.status import standing
from reportedly.find.acts.verbs import verb_drafts
from reportedly.model.text import Span
from reportedly.model.told import Told
from reportedly.rules import load_rules

TOLD_WHEN_PLANNED = frozenset(("ASSAULT", "CONSULT", "MOBILIZE"))
SELF_STANDING = ("event.future", "event.request.must", "event.reject.will_not", "event.agree.will")
TELLING = frozenset(("NOUN", "PROPN", "VERB", "AUX", "ADJ", "ADP", "X"))
FAR_ROLE = 22
FAR_PLACE = 8
DEFAULT_CONFIDENCE = 0.5


def find_acts(doc: Doc, text: str) -> tuple[Told, ...]:
    """Every event and control claim that the rules see, in the order of the text.

    `doc` is the parse of `text`, character for character. Never raises on odd text: what has no frame gives nothing.
    """
    out: list[Told] = []
    force = False
    for sent in doc.sents:
        drafts = [draft for draft in sentence_acts(sent) if not (draft.repeat and force)]
        force = force or any(draft.type == "ASSAULT" for draft in drafts)
        out.extend(as_told(draft) for draft in drafts)
    return tuple(out)


def sentence_acts(sent: Words) -> list[Draft]:
    """The acts of one sentence."""
    tokens = [token for token in sent if token.pos_ in TELLING]
    drafts = [draft for token in tokens for draft in drafts_at(token)]
    drafts.extend(ground_drafts(tokens))
    return merged([draft for draft in drafts if settle(draft)])


def drafts_at(token: Token) -> Iterator[Draft]:
    """What one word triggers: the noun reading of a gerund before the verb's."""
    found = list(must_drafts(token)) or list(adjective_drafts(token)) or list(noun_drafts(token))
    if not found or (token.tag_ != "VBG" and all(draft.nominal for draft in found)):
        found.extend(verb_drafts(token))
    yield from found or will_drafts(token)


def settle(draft: Draft) -> bool:
    """Give the draft its status; False when the act is not told at all."""
    as_promise(draft)
    if draft.dated == "none":
        return True
    stand = standing(draft.token)
    if stand.spoken or (stand.condition and draft.kind == "event") or draft.unfit:
        return False
    if draft.rule.startswith(SELF_STANDING):
        return True
    if stand.why:
        draft.why.append(f"status: {stand.why}")
    draft.status = stand.status
    if draft.kind == "control":
        return settle_control(draft, stand.attempted, stand.managed)
    if not stand.attempted or stand.status == "denied" or draft.type in TOLD_WHEN_PLANNED:
        return True
    return stand.status == "reported" and draft.type == "COERCE"


def settle_control(draft: Draft, attempted: bool, managed: bool) -> bool:
    """Ground that one tries or wants to take is not taken; ground that one managed to control is."""
    if attempted and draft.status != "denied":
        return False
    token = draft.token
    by_doing = token.dep_ == "pcomp" and token.head.lower_ == "by"
    if draft.frame.managed and (managed or by_doing):
        draft.type = draft.frame.managed
    elif draft.frame.state and lasts(token):
        draft.type, draft.dated = draft.frame.state, "report"
    elif draft.type in ("held", "besieged") and token.tag_ in ("VBZ", "VBP", "VBG", "VBN"):
        draft.dated = "report"
    shares = [share for place in draft.place[:2] if (share := share_of(place)) is not None]
    draft.share = shares[0] if shares else None
    return True


def lasts(verb: Token) -> bool:
    """Whether a verb is told as a state: in the present ("occupies", "is occupied"), the perfect passive ("has been occupied"),
    or by a participle behind its noun ("villages occupied by")."""
    if verb.tag_ in ("VBZ", "VBP"):
        return True
    helpers = {child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass")}
    if verb.tag_ == "VBG":
        return bool(helpers & {"is", "are", "'s", "'re"})
    present = helpers & {"is", "are", "remains", "remain"} or ({"been"} <= helpers and helpers & {"has", "have"})
    return verb.tag_ == "VBN" and (bool(present) or (verb.dep_ == "acl" and not helpers))


@functools.cache
def confidences() -> dict[str, float]:
    """Rule → share of its claims that were right on coded reports."""
    return {**load_rules("acts").get("confidence", {}), **load_rules("control").get("confidence", {})}


def as_told(draft: Draft) -> Told:
    """The claim of a draft."""
    roles: dict[str, tuple[Span, ...]] = {}
    for name, tokens, spanned in (
        ("actor", draft.actor, phrase),
        ("recipient", draft.recipient, phrase),
        ("place", draft.place, place_phrase),
        ("from", draft.loser, phrase),
    ):
        found = distinct(spanned(token) for token in tokens)
        if found and not (name == "recipient" and draft.kind == "control"):
            roles[name] = found
    return Told(
        kind=draft.kind,
        type=draft.type,
        anchor=anchor_of(draft),
        quote=quote_of(draft),
        status=draft.status,
        roles=roles,
        mode=draft.mode if draft.type == "ASSAULT" else None,
        share=draft.share,
        dated=draft.dated,
        rule=draft.rule,
        confidence=confidences().get(draft.rule, DEFAULT_CONFIDENCE),
        why=tuple(dict.fromkeys(draft.why)),
    )


def distinct(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The spans without those that lie within another."""
    found = list(dict.fromkeys(spans))
    return tuple(s for s in found if not any(o != s and o.holds(s) for o in found))


def anchor_of(draft: Draft) -> Span:
    """From the first to the last trigger word."""
    doc = draft.token.doc
    return Span(doc[min(draft.anchor)].idx, doc[max(draft.anchor)].idx + len(doc[max(draft.anchor)].text))


def quote_of(draft: Draft) -> Span:
    """The stretch from the first to the last word that states the claim; sides far off are left out."""
    trigger = draft.token
    whole = anchor_of(draft)
    start, end = whole.start, whole.end
    for tokens, far in ((draft.actor + draft.recipient + draft.loser, FAR_ROLE), (draft.place, FAR_PLACE)):
        if draft.kind == "control":
            far = FAR_ROLE
        for token in tokens:
            if abs(token.i - trigger.i) <= far:
                span = phrase(token)
                start, end = min(start, span.start), max(end, span.end)
    return Span(start, end)
