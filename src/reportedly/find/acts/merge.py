"""One happening told once in a sentence is one claim: drafts of the same act are joined, spoken-of acts are dropped."""

from __future__ import annotations

from spacy.tokens import Token

from reportedly.find.acts.clauses import VERBS
from reportedly.find.acts.drafts import Draft
from reportedly.find.acts.status import spoken_under

BY_MEANS = ("in", "with", "by", "during", "through", "using", "via", "under", "from", "of", "as")
UNCLEAR = (None, "other")
KEEPS_EVENT = ("ASSAULT", "RETREAT")


def merged(drafts: list[Draft]) -> list[Draft]:
    """The drafts of one sentence, joined and thinned out, in the order of the text."""
    drafts = without_spoken(drafts)
    drafts = without_twins(drafts)
    drafts = join_nouns(drafts)
    drafts = join_harm(drafts)
    drafts = join_verbs(drafts)
    return sorted((d for d in drafts if not d.weak), key=lambda d: d.token.i)


def without_spoken(drafts: list[Draft]) -> list[Draft]:
    """An act under a demand, promise or threat is only spoken of."""
    spoken: set[int] = set()
    for draft in drafts:
        if draft.speech and draft.token.i not in spoken:
            spoken |= spoken_under(draft.token) - {draft.token.i}
    return [d for d in drafts if d.token.i not in spoken]


def without_twins(drafts: list[Draft]) -> list[Draft]:
    """Taking ground is a control claim and no event; a noun under a verb of its own type is that verb's act."""
    promised = {d.token.i for d in drafts if d.speech and d.kind == "event"}
    drafts = [d for d in drafts if d.kind == "event" or d.token.i not in promised]
    control = {d.token.i: d.type for d in drafts if d.kind == "control"}
    verbs = {d.type for d in drafts if d.kind == "event" and not d.nominal}
    out: list[Draft] = []
    for draft in drafts:
        ground = control.get(draft.token.i) if draft.kind == "event" else None
        if draft.kind == "control" and draft.nominal and draft.token.head.i in control and draft.token.dep_ == "dobj":
            continue
        if ground and draft.nominal and draft.type not in KEEPS_EVENT:
            continue
        if ground and draft.type not in KEEPS_EVENT and (draft.type, ground) != ("COERCE", "besieged"):
            continue
        if draft.nominal and draft.kind == "event" and draft.type != "ASSAULT" and draft.type in verbs:
            continue
        out.append(draft)
    return out


def governor(noun: Token) -> tuple[Token, str]:
    """The verb over a noun and by what it hangs there, past coordination and "a series of"."""
    here = noun
    while here.dep_ == "conj" and here.head.pos_ not in VERBS:
        here = here.head
    for _ in range(3):
        if here.dep_ == "pobj" and here.head.lower_ == "of" and here.head.head.pos_ in ("NOUN", "NUM"):
            here = here.head.head
    if here.dep_ == "pobj":
        return here.head.head, here.head.lower_
    return here.head, here.dep_


def join_nouns(drafts: list[Draft]) -> list[Draft]:
    """ "Air strikes bombed", "killed in a shelling": the verb and its noun tell one act."""
    by_token = {d.token.i: d for d in drafts if d.type == "ASSAULT" and not d.nominal}
    gone: set[int] = set()
    for noun in [d for d in drafts if d.type == "ASSAULT" and d.nominal]:
        verb, dep = governor(noun.token)
        target = by_token.get(verb.i) if dep in ("nsubj", "nsubjpass", "dobj", "agent", *BY_MEANS) else None
        if target is None and noun.token.children:
            below = [c for c in noun.token.children if c.dep_ in ("acl", "relcl") and c.i in by_token]
            target = by_token[below[0].i] if below else None
        if target is not None:
            absorb(target, noun)
            gone.add(id(noun))
    return [d for d in drafts if id(d) not in gone]


def absorb(target: Draft, other: Draft) -> None:
    """Take over words, sides and the clearer mode."""
    tokens = {target.token, other.token}
    for side in ("actor", "recipient", "place", "loser"):
        mine = [t for t in getattr(target, side) if t not in tokens]
        theirs = [t for t in getattr(other, side) if t not in tokens]
        if side == "place":
            mine = list(dict.fromkeys([*mine, *theirs]))
        setattr(target, side, mine or theirs)
    target.recipient = [t for t in target.recipient if t not in target.actor]
    if target.frame.harm:
        target.rule = other.rule
    target.repeat = target.repeat or (other.repeat and not target.actor)
    if target.mode in UNCLEAR or (target.frame.mode is None and other.mode not in UNCLEAR):
        target.mode = other.mode
    if abs(target.token.i - other.token.i) <= 6:
        target.anchor |= other.anchor
    target.weak = target.weak and other.weak and not (target.actor or target.recipient)
    target.why.append(f"joined: {other.token.text} ({other.rule})")


def join_harm(drafts: list[Draft]) -> list[Draft]:
    """Killing and wounding told beside the attack that did it is no second event."""
    attacks = [d for d in drafts if d.type == "ASSAULT" and not d.frame.harm]
    out: list[Draft] = []
    for draft in drafts:
        if not (draft.frame.harm and draft.type == "ASSAULT" and attacks):
            out.append(draft)
            continue
        nearest = min(attacks, key=lambda d: abs(d.token.i - draft.token.i))
        if not nearest.recipient:
            nearest.recipient = [t for t in draft.recipient if t not in nearest.actor]
        if not nearest.actor:
            nearest.actor = [t for t in draft.actor if t != nearest.token and t not in nearest.recipient]
        nearest.weak = nearest.weak and not nearest.recipient
        nearest.why.append(f"joined: {draft.token.text}")
    return out


def join_verbs(drafts: list[Draft]) -> list[Draft]:
    """Coordinated verbs of one type with one actor and one target are one act ("attacked and destroyed the convoy")."""
    out: list[Draft] = []
    for draft in sorted(drafts, key=lambda d: d.token.i):
        twin = next((d for d in reversed(out) if is_twin(d, draft)), None)
        if twin is None:
            out.append(draft)
        else:
            absorb(twin, draft)
    return out


def is_twin(first: Draft, second: Draft) -> bool:
    if first.kind != second.kind or first.type != second.type or first.status != second.status:
        return False
    if first.kind == "control":
        return first.place == second.place or (bool(set(first.place) & set(second.place)) and not first.nominal)
    if first.mode != second.mode and first.mode not in UNCLEAR and second.mode not in UNCLEAR:
        return False
    linked = second.token.head == first.token or first.token.head == second.token
    if not linked and second.token.i - first.token.i > 12:
        return False
    same_target = not first.recipient or not second.recipient or bool(set(first.recipient) & set(second.recipient))
    same_actor = not first.actor or not second.actor or bool(set(first.actor) & set(second.actor))
    return same_target and same_actor and (linked or first.recipient == second.recipient)
