"""Acts told by verbs: which frame fits the clause, and who stands where in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from spacy.tokens import Token

from reportedly.find.acts.clauses import VERBS, Clause, read_clause
from reportedly.find.acts.drafts import Draft, is_weapon, mode_of
from reportedly.find.acts.fit import actors_of, asked_of, doers_of, fits, particles, side_that_holds
from reportedly.find.acts.lexicon import Frame, lexicon, words
from reportedly.find.acts.nearest import nearest_left, nearest_right
from reportedly.find.acts.phrases import after, is_actor, is_armed, is_place, is_site, with_coordinates

NAMED_SLOTS = ("object", "whole", "clause", "deep", "dative", "rest")
REFLEXIVE = ("himself", "herself", "itself", "themselves")
DEEP_PREPOSITIONS = ("with", "to", "against", "on", "from", "for", "of")


def verb_lemma(token: Token) -> str | None:
    """The lemma under which a verb stands in the lexicon; misread past forms ("BOMBED") are known by their form."""
    if token.dep_ == "amod" and token.head.i > token.i:
        return None
    if token.pos_ in VERBS or token.tag_.startswith("VB"):
        lemma = token.lemma_.lower()
        if lemma.endswith("ise") and lemma[:-3] + "ize" in lexicon().verbs:
            lemma = lemma[:-3] + "ize"
        return lemma if lemma in lexicon().verbs else lexicon().forms.get(token.lower_, lemma)
    if (
        token.pos_ in ("PROPN", "NOUN", "ADJ", "X")
        and token.lower_.endswith("ed")
        and token.dep_ not in ("amod", "compound")
    ):
        return lexicon().forms.get(token.lower_)
    return None


def verb_drafts(token: Token) -> Iterator[Draft]:
    """The acts that one verb tells: at most one event and one control."""
    lemma = verb_lemma(token)
    entries = lexicon().verbs.get(lemma or "", ())
    if not entries or lemma is None:
        return
    clause = repaired(read_clause(token))
    for kind in ("control", "event"):
        for entry in entries:
            if entry.frame.kind != kind:
                continue
            followers = particles(token, entry.rest)
            if followers is None or not fits(entry, lemma, clause):
                continue
            draft = control_draft(entry.frame, clause, lemma) if kind == "control" else event_draft(entry.frame, clause)
            if draft is not None:
                draft.anchor.update((token.i, *followers))
                draft.why.extend((f"trigger: {' '.join((lemma, *entry.rest))}", *clause.why))
                yield draft
                break


def repaired(clause: Clause) -> Clause:
    """Sides that the parse lost, taken from the nearest noun phrase within the clause."""
    verb, subjects, objects, why = clause.verb, clause.subjects, clause.objects, clause.why
    if not subjects and not clause.passive and verb.dep_ not in ("pcomp", "amod"):
        found = nearest_left(verb)
        if found is not None:
            subjects, why = (found,), (*why, f"nearest phrase to the left: {found.text}")
    if not objects and not clause.passive and not clause.complements:
        found = nearest_right(verb)
        if found is not None:
            objects, why = tuple(with_coordinates(found)), (*why, f"nearest phrase to the right: {found.text}")
    return Clause(verb, clause.passive, subjects, objects, clause.datives, clause.complements, why)


def event_draft(frame: Frame, clause: Clause) -> Draft | None:
    """The event of a verb, with its sides."""
    verb = clause.verb
    draft = Draft(frame, verb, frame.type, frame.rule, speech=frame.speech)
    draft.actor = [] if frame.no_actor else doers_of(clause.subjects)
    draft.recipient = [t for t in recipients(frame, clause) if t not in draft.actor]
    if frame.swap:
        draft.actor, draft.recipient = draft.recipient, draft.actor or list(clause.subjects)
    if frame.mutual and not draft.recipient and len(draft.actor) > 1:
        draft.actor, draft.recipient = draft.actor[:1], draft.actor[1:]
    draft.place = places_near(clause)
    if (frame.asks_recipient and not draft.recipient) or (frame.asks_actor and not draft.actor):
        return None
    if frame.type == "ASSAULT":
        draft.mode = mode_of(verb, frame.mode or "other", frame.mode_of_means if frame.mode else None)
        draft.place.extend(t for t in draft.recipient if is_place(t, strict=True) and t not in draft.place)
        draft.weak = frame.harm and (frame.swap or not does_harm(clause, draft))
    return draft


def does_harm(clause: Clause, draft: Draft) -> bool:
    """Whether somebody armed, or a weapon, is said to have done it: people also die of other things."""
    if any(is_weapon(s) or (is_armed(s) and s.pos_ != "NUM") for s in (*clause.subjects, *draft.actor)):
        return True
    trapped = {c.lemma_.lower() for s in clause.subjects for c in s.subtree}
    return any(trapped & tells for mode, tells in words().means if mode in ("bombing", "mine"))


def recipients(frame: Frame, clause: Clause) -> list[Token]:
    """The first of the frame's places that holds anyone; force is used on things as well."""
    for slot in frame.to:
        if frame.type == "ASSAULT" and slot not in NAMED_SLOTS:
            found = [t for t in clause.behind(slot) if t.ent_type_ not in ("DATE", "TIME") and t.pos_ != "VERB"]
        else:
            found = recipients_at(slot, clause)
        if found:
            return found
    return []


def recipients_at(slot: str, clause: Clause) -> list[Token]:
    """Who stands at one place: see the head of rules/acts.yaml for the names of places."""
    if slot == "whole":
        whole = [t for t in clause.objects if t.pos_ in ("NOUN", "PROPN", "NUM", "ADJ", "PRON") and not is_weapon(t)]
        return [t for t in whole if t.lower_ not in REFLEXIVE]
    if slot == "object":
        return actors_of(clause.objects)
    if slot == "dative":
        return actors_of(clause.datives)
    if slot == "clause":
        return asked_of(clause)
    if slot == "deep":
        return deep(clause)
    if slot == "rest":
        tail = (t for t in clause.verb.subtree if t.i > clause.verb.i and t.pos_ in ("NOUN", "PROPN", "ADJ"))
        first = next((t for t in tail if is_actor(t) and t.dep_ not in ("compound",)), None)
        return [] if first is None else [first]
    return actors_of(clause.behind(slot))


def deep(clause: Clause) -> list[Token]:
    """The object of the act that is spoken of, two steps down at most."""
    todo = [c for c in clause.verb.children if c.dep_ in ("xcomp", "ccomp", "advcl") and c.i > clause.verb.i]
    for _ in range(2):
        further: list[Token] = []
        for verb in todo:
            if verb.pos_ not in VERBS:
                continue
            inner = read_clause(verb)
            found = actors_of(inner.objects) or actors_of(inner.behind(*DEEP_PREPOSITIONS))
            if found:
                return [t for t in found if t not in clause.subjects]
            further.extend(c for c in verb.children if c.dep_ in ("xcomp", "ccomp"))
        todo = further
    return []


def places_near(clause: Clause) -> list[Token]:
    """Where it happened, by the prepositions on the verb and its object."""
    out: list[Token] = []
    for noun in clause.behind(*words().where):
        if is_site(noun) and noun not in out:
            out.append(noun)
    return out


def control_draft(frame: Frame, clause: Clause, lemma: str) -> Draft | None:
    """The control claim of a verb; None when no ground stands where the frame wants it."""
    strict = frame.strict or not (frame.any_ground or lemma in frame.loose)
    ground = [t for slot in frame.place for t in ground_at(slot, clause, strict)]
    if not ground:
        return None
    draft = Draft(frame, clause.verb, frame.type, frame.rule, place=list(dict.fromkeys(ground)))
    sides = clause.behind(*frame.by) if frame.by else side_that_holds(frame, clause)
    draft.actor = [t for t in actors_of(sides) if t not in draft.place]
    if clause.subjects and not clause.passive and not frame.by and not draft.actor:
        return None
    if frame.loser:
        losers = clause.objects if "object" in frame.loser else clause.behind(*frame.loser)
        draft.loser = [t for t in losers if is_actor(t) and t not in draft.place and t not in draft.actor]
    if frame.by and not draft.actor:
        return None
    if frame.mutual:
        draft.actor, draft.loser = draft.actor[:1], draft.actor[1:] or draft.loser
    if (
        draft.actor
        and not any(holds_ground(a, ground, strict=not frame.any_ground) for a in draft.actor)
        and lemma not in frame.loose
    ):
        return None
    return draft


def holds_ground(actor: Token, ground: Sequence[Token], strict: bool) -> bool:
    """Whether the actor can hold the ground: one who is armed, or "they" and "it" of what is surely ground."""
    return is_armed(actor) or (actor.lower_ in ("it", "they") and any(is_place(t, strict) for t in ground))


def ground_at(slot: str, clause: Clause, strict: bool) -> list[Token]:
    """The places at one place of the frame."""
    if slot == "object":
        found: Iterable[Token] = clause.objects
    elif slot == "subject":
        found = clause.objects if clause.passive else clause.subjects
    else:
        found = clause.behind(slot)
    found = [inner for t in found for inner in (after(t, ("of",)) if t.lower_ == "control" else (t,))]
    ground = [t for t in found if is_place(t, strict) and not (is_actor(t) and t.ent_type_ in ("NORP", "PERSON"))]
    listed = (name for t in ground for name in list(after(t, ("of",)))[1:] if is_place(name))
    return [*ground, *listed]
