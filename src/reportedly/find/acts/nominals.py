"""Acts told by nouns: "an air strike on", "the shelling of X by Y", "clashes between X and Y", "their offensive"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from reportedly.find.acts.clauses import VERBS, Clause, read_clause
from reportedly.find.acts.drafts import Draft, is_weapon, mode_of
from reportedly.find.acts.fit import actors_of
from reportedly.find.acts.lexicon import Entry, Frame, lexicon, words
from reportedly.find.acts.phrases import (
    after,
    is_actor,
    is_armed,
    is_people_adjective,
    is_place,
    is_site,
    readings,
    with_coordinates,
)

BY = ("by", "from")
DEFINITE = ("the", "this", "that", "these", "those", "such")


def noun_drafts(token: Token) -> Iterator[Draft]:
    """The acts that one noun tells: at most one event and one control; the longest listed word that fits wins."""
    for kind in ("control", "event"):
        entry, first = noun_entry(token, kind)
        if entry is not None:
            yield from noun_draft(token, entry, first)


def noun_draft(token: Token, entry: Entry, first: int) -> Iterator[Draft]:
    """The draft of one entry that stands from word `first` to the token."""
    frame = entry.frame
    draft = Draft(frame, token, frame.type, frame.rule, nominal=True, weak=entry.weak)
    draft.anchor.update(range(first, token.i + 1))
    draft.why.append(f"trigger: {token.doc[first : token.i + 1].text}")
    if frame.kind == "control":
        yield from control_noun(frame, token, draft)
        return
    fill_within(frame, token, draft)
    named = bool(draft.actor or draft.recipient)
    carried = from_verb(token, draft)
    if frame.mutual:
        sides = draft.actor + draft.recipient
        if not (draft.actor and draft.recipient) and len(sides) > 1:
            draft.actor, draft.recipient = sides[:1], sides[1:]
    if frame.type == "ASSAULT":
        may_become = frame.mode_of_means if frame.mode else None
        draft.mode = mode_of(token, frame.mode or "other", may_become)
        extend(draft.place, [site for t in draft.recipient for site in places_of(t)])
        extend(draft.place, [t for t in draft.recipient if is_place(t, strict=True)])
    draft.repeat = not named and not carried and is_definite(token)
    if enough(frame, draft, carried):
        draft.weak = draft.weak and not (draft.actor or draft.recipient or carried)
        yield draft


def is_definite(token: Token) -> bool:
    """ "The attack", "these raids": with no side named, what was told before."""
    return any(c.dep_ == "det" and c.lower_ in DEFINITE for c in token.children)


def noun_entry(token: Token, kind: str) -> tuple[Entry | None, int]:
    """The entry of a noun with where it begins; a gerund counts when it stands as a noun."""
    if token.pos_ not in ("NOUN", "PROPN") and not is_gerund_noun(token):
        return None, token.i
    if token.dep_ in ("compound", "nmod", "npadvmod") and token.head.pos_ in ("NOUN", "PROPN"):
        return None, token.i
    for reading in readings(token):
        for entry in lexicon().nouns.get(reading, ()):
            first = token.i - len(entry.rest)
            if first < 0 or entry.frame.kind != kind:
                continue
            before = token.doc[first : token.i]
            if all(want in (t.lower_, t.lemma_.lower()) for want, t in zip(entry.rest, before, strict=True)):
                ruled_out = words().nominal["not_an_act"] | entry.frame.not_before
                modifiers = [c for c in token.lefts if c.dep_ in ("compound", "amod")]
                if any(c.lower_ in ruled_out for c in modifiers):
                    return None, token.i
                return entry, first
    return None, token.i


def is_gerund_noun(token: Token) -> bool:
    """ "the shelling of", "heavy fighting": an -ing form used as a noun."""
    if token.tag_ != "VBG" or any(c.dep_ in ("dobj", "aux", "nsubj") for c in token.children):
        return False
    following = token.doc[token.i + 1].lower_ if token.i + 1 < len(token.doc) else ""
    before = token.doc[token.i - 1] if token.i else token
    return following in ("of", "by", "on", "between") or before.pos_ in ("DET", "ADJ")


def fill_within(frame: Frame, token: Token, draft: Draft) -> None:
    """Fill the sides from the noun's own phrase and its participles."""
    draft.actor = own_actors(token)
    agents = [
        *after(token, frame.by or BY),
        *right_behind(token, "by"),
        *(a for noun in after(token, frame.to) for a in after(noun, ("by",))),
    ]
    for noun in agents:
        if not is_place(noun, strict=True) and noun not in draft.actor:
            draft.actor.extend(t for t in actors_of([noun]) if t not in draft.actor)
    if frame.owner_is_target:
        owned = {part for child in token.children if child.dep_ == "poss" for part in with_coordinates(child)}
        draft.recipient = [t for t in draft.actor if t in owned]
        draft.actor = [t for t in draft.actor if t not in owned]
    draft.recipient = draft.recipient or targets(frame, token, draft.actor)
    draft.place = places_of(token)
    for child in token.children:
        if child.dep_ in ("acl", "relcl") and child.pos_ in VERBS:
            from_participle(child, draft)


def own_actors(token: Token) -> list[Token]:
    """Owners within the phrase: possessive, people adjective, actor compound; in text that lost its apostrophes too."""
    out: list[Token] = []
    for child in token.children:
        if child.i > token.i or child.dep_ not in ("poss", "compound", "amod", "nmod", "npadvmod", "nsubj"):
            continue
        if child.dep_ != "poss" and child.lower_ in words().manners:
            continue
        for part in with_coordinates(child):
            named = is_actor(part) or (child.dep_ != "poss" and is_people_adjective(part))
            if named and not is_weapon(part) and (part.ent_type_ == "GPE" or not is_place(part, strict=True)):
                out.append(part)
    if not out and token.dep_ == "acl" and is_actor(token.head) and token.head.i == token.i - 1:
        out.append(token.head)
    return out


def targets(frame: Frame, token: Token, actors: list[Token]) -> list[Token]:
    """What the act is aimed at, by the frame's prepositions."""
    for preposition in frame.to:
        behind = list(after(token, (preposition,))) or right_behind(token, preposition)
        found = [t for t in behind if t not in actors and t.ent_type_ not in ("DATE", "TIME")]
        if preposition == "in" and frame.type == "ASSAULT":
            found = []
        if preposition == "of" and frame.type == "ASSAULT":
            found = [t for t in found if not is_weapon(t)]
        if frame.type != "ASSAULT" or frame.object_kind == "actor":
            found = actors_of(found)
        if found:
            return sides_within(found[0]) if preposition == "between" and len(found) == 1 else found
    return []


def right_behind(token: Token, preposition: str) -> list[Token]:
    """The noun behind the very next word, wherever the parse has hung that."""
    if token.i + 1 >= len(token.doc) or token.doc[token.i + 1].lower_ != preposition:
        return []
    return [t for c in token.doc[token.i + 1].children if c.dep_ == "pobj" for t in with_coordinates(c)]


def sides_within(token: Token) -> list[Token]:
    """The two sides in one phrase: "between rebel and regime fighters"."""
    for child in token.children:
        parts = list(with_coordinates(child)) if child.dep_ in ("compound", "amod", "nmod") else []
        if len(parts) > 1:
            return parts
    return [token]


def places_of(token: Token) -> list[Token]:
    return [t for t in after(token, words().where) if is_site(t)]


def from_participle(verb: Token, draft: Draft) -> None:
    """ "carried out by the army", "targeting a market", "that killed five people"."""
    lemma, clause = verb.lemma_.lower(), read_clause(verb)
    if lemma in words().nominal["carried"]:
        if clause.passive or (verb.dep_ == "relcl" and draft.token not in clause.subjects):
            extend(draft.actor, actors_of(clause.subjects))
        extend(draft.recipient, [] if draft.recipient else actors_of(clause.behind("against", "on")))
    elif lemma in words().nominal["aimed"] and not clause.passive:
        extend(draft.recipient, [] if draft.recipient else list(clause.objects))
        extend(draft.place, clause_places(clause))


def clause_places(clause: Clause) -> list[Token]:
    return [t for t in clause.behind(*words().where) if is_site(t)]


def from_verb(token: Token, draft: Draft) -> bool:
    """Sides from the verb that carries the act out, suffers it, or tells that it happened."""
    noun = token
    while noun.dep_ == "conj" and noun.head.pos_ in ("NOUN", "PROPN"):
        noun = noun.head
    verb, dep = noun.head, noun.dep_
    if dep == "pobj" and verb.head.pos_ in VERBS and verb.lower_ in ("in", "out", "under", "to", "with", "on"):
        dep, verb = f"pobj:{verb.lower_}", verb.head
    if verb.pos_ not in VERBS:
        return False
    lemma, clause, light = verb.lemma_.lower(), read_clause(verb), words().light
    mine, frame = {token, noun}, draft.frame
    others = [t for t in clause.subjects if t not in mine]
    if dep in ("dobj", "nsubjpass") and lemma in light["active"]:
        extend(draft.actor, [] if draft.actor else actors_of(others))
        extend(draft.recipient, [] if draft.recipient else actors_of(clause.behind("against", "on")))
        extend(draft.place, clause_places(clause))
        draft.why.append(f"carried by: {verb.lower_}")
        return True
    if (dep in ("dobj", "nsubjpass", "pobj:under", "pobj:to") and lemma in light["passive"]) or dep == "pobj:under":
        extend(draft.recipient, [] if draft.recipient else others)
        return True
    if dep in ("pobj:in", "pobj:on") and lemma in words().nominal["joined"]:
        extend(draft.actor, [] if draft.actor else actors_of(others or list(clause.objects)))
        return True
    if dep == "nsubj" and lemma in light["occur"]:
        extend(draft.recipient, [] if draft.recipient else struck(clause, mine))
        if frame.mutual and not draft.recipient:
            extend(draft.recipient, actors_of(clause.behind("between", "with")))
        extend(draft.place, clause_places(clause))
    return False


def struck(clause: Clause, mine: set[Token]) -> list[Token]:
    """What an act hit, by the object of its verb; "took place" and "claimed lives" name nobody."""
    return [
        t
        for t in clause.objects
        if t not in mine and t.pos_ != "NUM" and t.lemma_.lower() not in words().nominal["idle"]
    ]


def extend(side: list[Token], found: list[Token]) -> None:
    side.extend(t for t in found if t not in side)


def enough(frame: Frame, draft: Draft, carried: bool) -> bool:
    """Whether the noun has the company that it needs to tell an act."""
    sides = bool(draft.actor) + bool(draft.recipient)
    if frame.needs == "light":
        return carried and bool(draft.actor)
    if frame.needs == "two":
        return sides == 2
    if frame.armed_subject and not any(is_armed(a) for a in draft.actor):
        return bool(targets(frame, draft.token, []))
    if frame.needs == "role":
        return sides > 0
    return sides > 0 or not draft.weak or bool(draft.place)


def control_noun(frame: Frame, token: Token, draft: Draft) -> Iterator[Draft]:
    """Ground told by a noun: "the capture of", "a stronghold of", "the siege of"."""
    names = [p for p in frame.place if p != "appos"]
    draft.place = [t for t in after(token, names) if is_place(t, frame.strict)]
    holders = [t for t in after(token, [p for p in frame.by if p not in ("compound", "poss")]) if is_actor(t)]
    holders = [t for t in holders if t not in draft.place]
    draft.actor = [t for t in own_actors(token) if is_armed(t)] or [t for t in holders if is_armed(t)]
    if "appos" in frame.place:
        if not draft.place:
            draft.place = named_place(token)
        draft.place = draft.place or [token]
        draft.dated = "report"
    draft.place = [t for t in draft.place if t not in draft.actor]
    if frame.needs == "place" and not draft.place:
        return
    if frame.needs in ("actor", "both") and not (draft.actor and draft.place):
        return
    yield draft


def named_place(token: Token) -> list[Token]:
    """The place that is called a stronghold: by apposition or by "is"."""
    if token.dep_ == "appos" and is_place(token.head):
        return [token.head]
    found = [c for c in token.children if c.dep_ == "appos" and is_place(c)]
    if token.dep_ == "attr" and token.head.lemma_ == "be":
        found += [c for c in token.head.children if c.dep_ == "nsubj" and is_place(c)]
    return found
