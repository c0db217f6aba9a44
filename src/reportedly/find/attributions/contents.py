"""What a verb takes as its content, when that is a noun phrase, a phrase or a clause without tense."""

from __future__ import annotations

from dataclasses import dataclass, replace

from spacy.tokens import Token

from reportedly.find.attributions.lexicon import Lexicon, Sense
from reportedly.find.attributions.parse import (
    RELATIVES,
    agent_of,
    has_to,
    hull,
    is_finite,
    is_passive,
    noun_phrase,
    object_of,
    subject_of,
    trimmed,
)
from reportedly.find.parse import text_of
from reportedly.model.text import Span

OPEN_CLASS = Sense("open")


@dataclass(frozen=True, slots=True)
class Content:
    """What a cue takes as its content, and words that belong to the cue ("called for")."""

    frame: str
    sense: Sense
    span: Span | None
    cue_words: tuple[Token, ...] = ()
    split: bool = False


def phrase_content(verb: Token, words: Lexicon) -> Content | None:
    """The content by the first frame that fits: toll, small clause, infinitive, gerund, object, preposition."""
    for reader in (_toll, _small, _raised, _nonfinite, _object, _prepositional):
        found = reader(verb, verb.lemma_.lower(), words)
        if found is not None:
            return found
    return None


def _toll(verb: Token, lemma: str, words: Lexicon) -> Content | None:
    """ "The ministry put the toll at 31": by who counts, not by what kills."""
    sense = words.verbs.get((lemma, "toll"))
    theme = object_of(verb) if sense is not None else None
    if sense is None or theme is None or theme.lemma_.lower() not in words.tolls:
        return None
    if any(t.lower_ == "a" for t in theme.lefts) and any(t.lower_ == "of" for t in theme.rights) and lemma != "give":
        return None  # "a number of residents"
    if any(t.lower_ == "by" and any(c.dep_ == "pcomp" for c in t.rights) for t in verb.rights):
        return None  # "raised the toll by killing nine"
    speaker = agent_of(verb) if is_passive(verb) else next((t for t in verb.lefts if t.dep_ == "nsubj"), None)
    if speaker is None or speaker.lemma_.lower() in words.deadly or speaker.lower_ in RELATIVES:
        return None
    given = [t for child in verb.rights if child.dep_ == "prep" for t in child.subtree]
    return Content("toll", sense, hull([*theme.subtree, *given]))


def _small(verb: Token, lemma: str, words: Lexicon) -> Content | None:
    sense = words.verbs.get((lemma, "small"))
    if sense is None or (verb.dep_ == "acl" and is_passive(verb) and agent_of(verb) is None):
        return None
    parts = [t for t in verb.rights if _is_predicate(t)] or [t for t in verb.rights if t.dep_ == "dobj"][1:]
    if not parts:
        return None
    return Content("small", sense, _with_theme(verb, [t for p in parts for t in p.subtree]), split=True)


def _is_predicate(word: Token) -> bool:
    """Whether the word says something of the object: "a farce", "as a farce", "failing"."""
    if word.dep_ == "ccomp":
        return not is_finite(word) and not has_to(word)
    led_by_as = word.lower_ == "as" or (word.dep_ == "advcl" and any(t.lower_ == "as" for t in word.lefts))
    return word.dep_ == "oprd" or (led_by_as and word.dep_ in {"prep", "advmod", "mark", "advcl"})


def _with_theme(verb: Token, words: list[Token]) -> Span | None:
    """The complement with the object (or the subject of a passive) that it is said of."""
    theme = object_of(verb)
    if is_passive(verb):
        theme = next((t for t in verb.lefts if t.dep_ == "nsubjpass"), None)
    chosen = list(words)
    if theme is not None and theme.lower_ not in {"which", "who", "that", "what"}:
        chosen += noun_phrase(theme)
    return hull(chosen)


def _raised(verb: Token, lemma: str, words: Lexicon) -> Content | None:
    """ "The road seems closed": the report's own hedge, with no source."""
    if lemma not in words.raising:
        return None
    child = next((t for t in verb.rights if t.dep_ in {"xcomp", "acomp", "oprd"}), None)
    theme = next((t for t in verb.lefts if t.dep_ == "nsubj"), None)
    if child is None or theme is None:
        return None
    parts = [*(noun_phrase(theme) if theme.lower_ not in RELATIVES else ()), *child.subtree]
    return Content("raising", OPEN_CLASS, hull(parts), split=True)


def _nonfinite(verb: Token, lemma: str, words: Lexicon) -> Content | None:
    to, ing = words.verbs.get((lemma, "infinitive")), words.verbs.get((lemma, "gerund"))
    for child in verb.rights:
        if child.dep_ not in {"xcomp", "ccomp", "advcl"}:
            continue
        if to is not None and has_to(child):
            if child.dep_ == "advcl" and object_of(verb) is None:
                continue
            return Content("infinitive", to, _with_theme(verb, list(child.subtree)), split=True)
        if ing is not None and child.dep_ != "advcl" and "VBG" in {child.tag_, *(t.tag_ for t in child.lefts)}:
            return Content("gerund", ing, hull(child.subtree))
    return None


def _object(verb: Token, lemma: str, words: Lexicon) -> Content | None:
    sense = words.verbs.get((lemma, "object"))
    if sense is None or (sense.evidence and not _is_evidence(verb, words)):
        return None
    if is_passive(verb):
        return _passive_object(verb, sense)
    theme = object_of(verb)
    if theme is None or theme.lemma_.lower() in words.idioms.get(lemma, ()):
        return None
    spoken = noun_phrase(theme)
    reasons = words.verbs.get((lemma, "reason"))
    if reasons is not None:
        why = [t for c in verb.rights if c.lower_ in reasons.prepositions for t in c.subtree]
        if why:
            return Content("reason", reasons, hull(spoken + why))
    accusation = words.verbs.get((lemma, "accusation"))
    if accusation is not None:
        why = [t for c in verb.rights if c.dep_ == "prep" and c.lower_ in {"of", "for"} for t in c.subtree]
        return Content("accusation", accusation, hull(spoken + why))
    for child in verb.rights if sense.asserts else ():
        if child.dep_ == "prep" and child.left_edge.i == max(t.i for t in spoken) + 1:
            spoken += list(child.subtree)
    if (theme.lemma_.lower(), "infinitive") in words.nouns:
        # Who repeats a call or a plan vouches for no fact.
        sense = replace(sense, asserts=False)
    return Content("object", sense, hull(spoken))


def _passive_object(verb: Token, sense: Sense) -> Content | None:
    theme = next((t for t in verb.lefts if t.dep_ == "nsubjpass"), None)
    if theme is not None:
        return Content("object", sense, hull(noun_phrase(theme)))
    if verb.dep_ == "acl" and agent_of(verb) is not None:
        mine = {t.i for t in verb.subtree}
        return Content("object", sense, hull(t for t in noun_phrase(verb.head) if t.i not in mine))
    return None


def _is_evidence(verb: Token, words: Lexicon) -> bool:
    subject = agent_of(verb) if is_passive(verb) else subject_of(verb)
    return subject is not None and subject.lemma_.lower() in words.evidence


def _prepositional(verb: Token, lemma: str, words: Lexicon) -> Content | None:
    sense = words.verbs.get((lemma, "prep"))
    if sense is None:
        return None
    for child in verb.rights:
        if child.dep_ in {"prep", "prt"} and child.lower_ in sense.prepositions:
            if any(t.dep_ == "pobj" and t.lower_ in words.occasions for t in child.rights):
                continue
            inside = [t for t in child.subtree if t.i > child.i]
            near = child.i <= verb.i + 2
            inside += [t for c in verb.rights if c.dep_ in {"xcomp", "advcl"} and has_to(c) and near for t in c.subtree]
            span = hull(inside)
            if span is not None:
                return Content("prep", sense, trimmed(text_of(verb.doc), span), (child,) if near else ())
    return None
