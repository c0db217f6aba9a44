"""Acts of speech that no single verb tells: "X said that Y must", "X will …", "X is willing to"."""

from __future__ import annotations

import functools
from collections.abc import Iterator

from spacy.tokens import Token

from reportedly.find.acts.clauses import VERBS, read_clause
from reportedly.find.acts.drafts import Draft
from reportedly.find.acts.fit import actors_of, is_official
from reportedly.find.acts.lexicon import Frame, lexicon, words
from reportedly.find.acts.phrases import after, is_actor, is_armed
from reportedly.find.acts.verbs import deep
from reportedly.rules import load_rules

FAR = 6
WILL = ("will", "'ll", "shall", "wo")


@functools.cache
def must_frame() -> Frame:
    """The frame of a demand told by "must"."""
    raw = load_rules("acts")["must"]
    return Frame(rule=raw["rule"], kind="event", type=raw["type"], speech=True)


def must_drafts(token: Token) -> Iterator[Draft]:
    """A speaker says that somebody else must act."""
    if token.pos_ not in VERBS:
        return
    raw = load_rules("acts")["must"]
    semi = token.lemma_.lower() in raw["semi"] and any(c.dep_ == "xcomp" and c.i > token.i for c in token.children)
    modal = next((c for c in token.children if c.dep_ == "aux" and c.lower_ in raw["aux"]), None)
    if modal is None and not semi:
        return
    if any(c.tag_ == "VBN" and c.lower_ == "been" for c in token.children) or any(
        c.lower_ == "have" and c.dep_ == "aux" for c in token.children
    ):
        return
    clause = read_clause(token)
    speaking = speaker_of(token)
    if speaking is None:
        return
    actors = [t for t in actors_of(read_clause(speaking).subjects) if t.pos_ != "PRON"]
    asked = [t for t in actors_of(clause.subjects) if t not in actors]
    if not actors or (not asked and not clause.passive and clause.subjects and clause.subjects[0] in actors):
        return
    draft = Draft(must_frame(), token, "REQUEST", must_frame().rule, speech=True)
    draft.anchor.add((modal or token).i)
    draft.actor, draft.recipient = actors, asked or deep(clause)
    draft.why.append(f"trigger: {(modal or token).lower_} under {speaking.lower_}")
    yield draft


def will_drafts(token: Token) -> Iterator[Draft]:
    """A refusal told by "will not", whatever the act; a promise by "said it would" of the speaker's own acts."""
    raw = load_rules("acts")
    if token.pos_ != "VERB" or token.lemma_.lower() in raw["refusal"]["not_verbs"]:
        return
    if not any(c.dep_ == "aux" and c.lower_ in (*WILL, "would") for c in token.children):
        return
    clause = read_clause(token)
    speaking = speaker_of(token)
    own = speaking is not None and any(s in read_clause(speaking).subjects for s in clause.subjects)
    refused = any(c.dep_ == "neg" for c in token.children)
    actors = [t for t in actors_of(clause.subjects) if is_armed(t) or is_official(t) or own]
    if clause.passive or not actors or not (refused or own or pledges(token, actors)):
        return
    kind, key = ("REJECT", "refusal") if refused else ("AGREE", "promise")
    draft = Draft(
        Frame(rule=raw[key]["rule"], kind="event", type=kind, speech=True), token, kind, raw[key]["rule"], speech=True
    )
    draft.anchor.add(token.i)
    draft.actor = [t for t in actors if t.pos_ != "PRON"]
    draft.recipient = [t for t in actors_of(clause.objects) if t not in draft.actor] or deep(clause)
    draft.why.append(f"trigger: will {'not ' if refused else ''}{token.lower_}")
    if draft.actor:
        yield draft


def pledges(verb: Token, actors: list[Token]) -> bool:
    """A state or an official that "will" do something: an announcement of its own."""
    return any(c.lower_ == "will" for c in verb.children) and all(
        t.ent_type_ == "GPE" or is_official(t) for t in actors
    )


def speaker_of(token: Token) -> Token | None:
    """The verb of saying over the clause."""
    here = token
    for _ in range(FAR):
        head = here.head
        if head == here:
            return None
        if here.dep_ in ("ccomp", "parataxis", "conj", "advcl") and head.lemma_.lower() in words().verbs["saying"]:
            return head
        here = head
    return None


def adjective_drafts(token: Token) -> Iterator[Draft]:
    """ "is willing to", "is opposed to"."""
    entries = lexicon().adjectives.get(token.lemma_.lower(), ()) or lexicon().adjectives.get(token.lower_, ())
    if not entries:
        return
    frame = entries[0].frame
    copula = token.head if token.dep_ in ("acomp", "oprd", "attr", "prep") else token
    if copula.lemma_ != "be" and not any(c.dep_ == "auxpass" for c in token.children):
        return
    has_more = any(
        c.dep_ in ("xcomp", "ccomp", "pobj", "pcomp") or (c.dep_ == "prep" and c.lower_ in frame.to)
        for c in token.children
    )
    actors = [t for t in actors_of(read_clause(copula).subjects or read_clause(token).objects) if is_actor(t)]
    if not has_more or not actors:
        return
    draft = Draft(frame, token, frame.type, frame.rule, speech=frame.speech)
    draft.anchor.add(token.i)
    draft.actor = actors
    draft.recipient = actors_of(after(token, [p for p in frame.to if p != "deep"])) or deep(read_clause(token))
    draft.recipient = [t for t in draft.recipient if t not in actors]
    draft.why.append(f"trigger: {token.lower_}")
    yield draft


def as_promise(draft: Draft) -> None:
    """What an actor says it will do is a promise or a threat; what it vows is by what it vows to do."""
    raw = load_rules("acts")["future"]
    verb = draft.token
    if draft.rule == "event.agree.plan":
        draft.unfit = any(is_hostile(inner) for inner in vowed(verb))
        return
    if draft.rule == "event.threaten.future":
        draft.unfit = not any(c.dep_ == "aux" and c.lower_ in (*WILL, "would") for c in verb.children)
        return
    if draft.rule == "event.agree.verb":
        alone = verb.lemma_.lower() not in raw["mutual"]
        if alone and any(is_hostile(inner) for inner in vowed(verb)):
            draft.type, draft.rule = raw["hostile"]["becomes"], f"{raw['rule']}.vow"
        return
    if draft.nominal or draft.kind != "event" or not draft.actor or read_clause(verb).passive:
        return
    aux = next((c.lower_ for c in verb.children if c.dep_ == "aux" and c.lower_ in (*WILL, "would")), None)
    speaking = speaker_of(verb)
    warned = speaking is not None and speaking.lemma_.lower() in ("warn", "threaten", "caution")
    if aux is None and warned:
        aux = next((c.lower_ for c in verb.children if c.dep_ == "aux" and c.lower_ in ("could", "may", "might")), None)
    if aux is None or (aux == "would" and speaking is None):
        return
    if any(c.dep_ == "neg" for c in verb.children):
        draft.type, draft.rule, draft.speech, draft.mode = "REJECT", f"{raw['rule']}.refusal", True, None
        return
    for side in ("hostile", "friendly"):
        if draft.type in raw[side]["types"]:
            draft.why.append(f"{aux}: {draft.type} to come")
            draft.type, draft.rule, draft.speech, draft.mode = raw[side]["becomes"], raw["rule"], True, None


def is_hostile(verb: Token) -> bool:
    """A verb of force, or one with a noun of force as its object ("keep up the fight"); not one that is negated."""
    raw = load_rules("acts")["future"]
    if any(c.dep_ == "neg" for c in verb.children):
        return False
    if verb.lemma_.lower() in raw["hostile_verbs"] or type_of(verb) in raw["hostile"]["types"]:
        return True
    return any(c.dep_ == "dobj" and c.lemma_.lower() in raw["hostile_nouns"] for c in verb.children)


def vowed(verb: Token, depth: int = 0) -> Iterator[Token]:
    """The acts in the infinitive under the verb, through "continue to" and the like."""
    for child in verb.children:
        if child.dep_ in ("xcomp", "ccomp", "advcl") and child.pos_ in VERBS and child.i > verb.i:
            yield child
            if depth < FAR and child.lemma_.lower() in words().verbs["through"]:
                yield from vowed(child, depth + 1)


def type_of(verb: Token) -> str | None:
    """The type of the narrowest bare frame of a verb: enough to tell a hostile act."""
    entries = [e for e in lexicon().verbs.get(verb.lemma_.lower(), ()) if not e.rest and not e.frame.object]
    return entries[-1].frame.type if entries else None
