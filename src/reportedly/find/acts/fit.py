"""Whether a clause has what a frame asks for: particles, heads of the object, kinds of sides."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

from reportedly.find.acts.clauses import VERBS, Clause, read_clause
from reportedly.find.acts.drafts import is_weapon
from reportedly.find.acts.lexicon import Entry, Frame, lexicon, words
from reportedly.find.acts.phrases import (
    after,
    is_actor,
    is_armed,
    is_one_of,
    is_place,
    owners,
    owners_before,
    phrase_text,
    with_coordinates,
)
from reportedly.find.attributions.parse import has_to

PARTICLE_GAP = 3
BETWEEN_PARTICLES = ("ADV", "PART", "ADP", "PRON", "DET")
AMOUNTS = ("worth", "kg", "amount")


def particles(token: Token, rest: tuple[str, ...]) -> list[int] | None:
    """Where the particles of a phrasal verb stand; None when one is missing."""
    if not rest:
        return []
    first = [c.i for c in token.children if c.lower_ == rest[0] and c.i > token.i]
    doc, end = token.doc, len(token.doc)
    if not first:
        near = range(token.i + 1, min(token.i + 1 + PARTICLE_GAP, end))
        first = [i for i in near if doc[i].lower_ == rest[0] or doc[i].lemma_.lower() == rest[0]]
        first = [i for i in first if all(doc[j].pos_ in BETWEEN_PARTICLES for j in range(token.i + 1, i))]
    if not first:
        return None
    out = [first[0]]
    for word in rest[1:]:
        following = [
            i for i in range(out[-1] + 1, min(out[-1] + 4, end)) if word in (doc[i].lower_, doc[i].lemma_.lower())
        ]
        if not following:
            return None
        out.append(following[0])
    return out


def heads(tokens: Iterable[Token]) -> list[Token]:
    """The heads, and behind parts and amounts what they are parts of."""
    out: list[Token] = []
    for token in tokens:
        for one in with_coordinates(token):
            out.append(one)
            if is_one_of(one, words().portions) or one.pos_ in ("NUM", "SYM") or one.lower_ in AMOUNTS:
                out.extend(after(one, ("of", "in")))
    return out


def named(tokens: Iterable[Token], wanted: frozenset[str]) -> bool:
    """Whether one of the phrases is headed by a word of the list, or holds a listed pair of words."""
    pairs = [word for word in wanted if " " in word or "-" in word]
    for token in heads(tokens):
        if is_one_of(token, wanted) or any(c.dep_ == "amod" and c.lemma_.lower() in wanted for c in token.children):
            return True
        if pairs:
            text = phrase_text(token).lower()
            if any(pair in text for pair in pairs):
                return True
    return False


def fits(entry: Entry, lemma: str, clause: Clause) -> bool:
    """Whether the clause has what the frame asks for."""
    frame, word = entry.frame, " ".join((lemma, *entry.rest))
    if (frame.passive_only and not clause.passive) or (frame.active_only and clause.passive):
        return False
    if word in frame.weak_passive and clause.passive and not any(c.dep_ == "auxpass" for c in clause.verb.children):
        return False
    if frame.needs_prep and not clause.behind(*frame.needs_prep):
        return False
    before = {clause.verb.doc[i].lower_ for i in range(max(0, clause.verb.i - 2), clause.verb.i)}
    if before & frame.not_before or (frame.before and not before & frame.before):
        return False
    if not (words_fit(entry, word, clause) and complements_fit(frame, clause)):
        return False
    return objects_fit(frame, clause) and subjects_fit(frame, clause)


def words_fit(entry: Entry, word: str, clause: Clause) -> bool:
    """Whether the sides are headed by the words that the frame lists, and by none that it rules out."""
    frame = entry.frame
    behind = clause.behind(entry.rest[-1]) if entry.rest else []
    let = [s for c in clause.complements for s in c.children if s.dep_ == "nsubj"] if not clause.objects else []
    if frame.object and not named((*clause.objects, *clause.datives, *behind, *let), frame.object):
        return False
    if named(clause.objects, frame.object_not) or named(clause.objects[:1], frame.not_object_heads):
        return False
    if frame.subject and not named(clause.subjects, frame.subject):
        return False
    if frame.subject_or_object and not named((*clause.subjects, *clause.objects), frame.subject_or_object):
        return False
    return word not in frame.person_object or any(is_actor(o) for o in clause.objects)


def complements_fit(frame: Frame, clause: Clause) -> bool:
    """Whether the complement clauses are as the frame wants them."""
    lemmas = {c.lemma_.lower() for c in clause.complements}
    if lemmas & frame.complement_not or (frame.complement and not lemmas & frame.complement):
        return False
    if frame.infinitive and not any(has_to(c) for c in clause.complements):
        return False
    if frame.asks_clause and not asked_of(clause):
        return False
    return not (frame.not_question and any(asks(c) for c in clause.complements))


def asked_of(clause: Clause) -> list[Token]:
    """The actors of what is asked: the subjects of the complement clauses, unless they are the asker."""
    asked = [s for c in clause.complements if c.pos_ in VERBS for s in read_clause(c).subjects]
    return [t for t in actors_of(asked) if t not in clause.subjects]


def objects_fit(frame: Frame, clause: Clause) -> bool:
    """Whether the object is of the kind that the frame asks for."""
    objects, both = clause.objects, (*clause.objects, *clause.datives)
    kinds = {
        "actor": any(is_actor(o) for o in both),
        "person": any(is_actor(o) and not is_place(o, strict=True) for o in objects),
        "place": any(is_place(o) for o in objects),
    }
    if frame.object_kind and not kinds[frame.object_kind]:
        return False
    if frame.object_if_any and objects and not kinds["place"]:
        fit = is_armed if frame.object_if_any == "armed" else acting
        if not any(fit(o) for o in objects):
            return False
    return not frame.asks_object or bool(objects or clause.complements or clause.behind(*frame.to))


def subjects_fit(frame: Frame, clause: Clause) -> bool:
    """Whether the subject is of the kind that the frame asks for; an event needs a subject that can act."""
    subjects, holders = clause.subjects, side_that_holds(frame, clause)
    if frame.armed_subject and not any(is_armed(s) for s in holders) and (holders or frame.kind == "control"):
        return False
    if frame.subject_kind:
        fit = is_official if frame.subject_kind == "official" else is_crowd
        if not any(fit(s) for s in subjects):
            return False
    if frame.asks_two and len(subjects) < 2 and not clause.behind("with", "between") and not is_double(subjects):
        return False
    if frame.kind == "control" or frame.subject or not subjects:
        return True
    return any(acting(s) if frame.type == "ASSAULT" else personal(s) for s in subjects)


def asks(complement: Token) -> bool:
    """An indirect question: "whether", "what", "why"."""
    return any(c.lower_ in ("whether", "if") or c.tag_ in ("WRB", "WP") for c in complement.children)


def is_double(tokens: Iterable[Token]) -> bool:
    """Two sides in one phrase: "Dutch and Belgian frigates"."""
    return any(c.dep_ == "conj" for t in tokens for child in t.children if child.dep_ == "amod" for c in child.children)


def is_crowd(token: Token) -> bool:
    """Civilians in number: neither armed nor in office."""
    plural = token.tag_ in ("NNS", "NNPS") or token.lower_ in ("crowd", "mob", "people", "youth")
    return plural and is_actor(token) and not is_one_of(token, words().armed | words().officials)


def is_official(token: Token) -> bool:
    """One who speaks for others, or a person by name."""
    return token.ent_type_ == "PERSON" or is_one_of(token, words().officials)


def side_that_holds(frame: Frame, clause: Clause) -> tuple[Token, ...]:
    return clause.objects if frame.swap else clause.subjects


def acting(token: Token) -> bool:
    """An actor, or a thing that belongs to one or does its work, or an act."""
    return is_actor(token) or is_weapon(token) or bool(owners(token)) or is_one_of(token, frozenset(lexicon().nouns))


def personal(token: Token) -> bool:
    """An actor, or a thing that stands for one by its owner ("the group's statement")."""
    return is_actor(token) or any(c.dep_ in ("poss", "compound", "amod") and is_actor(c) for c in token.children)


def actors_of(tokens: Iterable[Token]) -> list[Token]:
    """Those who act: the phrases themselves, or whose they are ("Israeli tanks", "the regime's shells")."""
    out: list[Token] = []
    for token in tokens:
        found = [token] if is_actor(token) and not is_weapon(token) else owners(token)
        out.extend(t for t in found if t not in out)
    return out


def doers_of(subjects: Iterable[Token]) -> list[Token]:
    """Who did it, of a subject: of "the shelling of X by Y" it is Y, never X."""
    out: list[Token] = []
    for token in subjects:
        if not is_actor(token) and is_one_of(token, frozenset(lexicon().nouns)):
            found = [*owners_before(token), *(t for t in after(token, ("by",)) if is_actor(t))]
        else:
            found = actors_of([token])
        out.extend(t for t in found if t not in out)
    return out
