"""Where the people of a trigger word stand in the sentence, by its parse."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from spacy.tokens import Token

from reportedly.find.figures.lexicon import nouns
from reportedly.find.figures.sentences import above, within
from reportedly.find.figures.words import Mention
from reportedly.rules import load_rules

SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
RELATIVE = frozenset({"who", "which", "that", "whom"})


def heads_of(mention: Mention) -> list[Token]:
    """The nouns that the trigger says it of, most likely first; coordinated ones follow their first."""
    how = mention.trigger.how
    found = harmed(mention) if how == "harm" else WHERE[how](mention.token)
    if found and how in ("object", "subject"):
        found = [*joined_before(mention.token, found[0]), *found, *companions(mention.token, found[0])]
    if how == "people":
        return found
    return [t for head in found for t in (head, *coordinated(head))]


def companions(verb: Token, first: Token) -> list[Token]:
    """Those told with "along with", "together with" and the like."""
    found = []
    near = [*verb.children, *within(first)]
    for prep in (*near, *(t for n in near for t in n.children)):
        before = prep.doc[prep.i - 1].lower_ if prep.i else ""
        joins = f"{before} {prep.lower_}" in load_rules("figures")["joining"] or prep.lower_ in ("alongside", "plus")
        if prep.dep_ in ("prep", "cc") and joins:
            found += children(prep, "pobj")
    return list(dict.fromkeys(found))


def joined_before(verb: Token, subject: Token) -> list[Token]:
    """The noun that "and" joins to the subject, where the parse joins it to the verb: "a warden and two others died"."""
    other = verb.head
    joins = verb.dep_ == "conj" and other.pos_ in ("NOUN", "PROPN") and other.i < subject.i < verb.i
    return [other] if joins and any(t.dep_ == "cc" and t.i + 1 == subject.left_edge.i for t in other.rights) else []


def coordinated(head: Token) -> Iterator[Token]:
    """The nouns told in one row with the first."""
    for child in head.children:
        if (child.dep_ == "conj" or listed(child)) and child.pos_ in ("NOUN", "PROPN", "NUM", "PRON", "ADJ", "DET"):
            if any(t.dep_ == "acl" and t.tag_ == "VBN" for t in child.rights):
                continue
            yield child
            yield from coordinated(child)


def listed(noun: Token) -> bool:
    """Whether what the parse takes for another name of one is the next of a row: "a journalist, two drivers"."""
    counted = noun.tag_ == "NNS" and any(t.dep_ == "nummod" for t in noun.lefts)
    return noun.dep_ == "appos" and counted and noun.head.tag_ == "NN"


def stands_for_people(participle: Token) -> bool:
    """Whether a participle right behind a bare number is its noun, as the clause has a verb of its own: "two wounded died"."""
    number = participle.head
    subject = number.dep_ in ("nsubj", "nsubjpass")
    return participle.dep_ == "acl" and number.pos_ == "NUM" and number.i == participle.i - 1 and subject


def children(token: Token, *deps: str) -> list[Token]:
    return [t for t in token.children if t.dep_ in deps]


def of_objects(token: Token, *words: str) -> list[Token]:
    """What stands behind a preposition of the token: "of", "among", "by" …"""
    return [o for p in token.children if p.dep_ in ("prep", "agent") and p.lower_ in words for o in children(p, "pobj")]


def relative(token: Token, verb: Token) -> Token:
    """The noun that a relative pronoun stands for."""
    if token.lower_ in RELATIVE and token.pos_ in ("PRON", "DET", "SCONJ"):
        clause = verb
        while clause.dep_ in ("conj", "xcomp", "ccomp", "auxpass"):
            clause = clause.head
        if clause.dep_ == "relcl":
            return clause.head
    return token


def passive(verb: Token) -> bool:
    return any(t.dep_ in ("auxpass", "nsubjpass") for t in verb.children)


def objects_of(verb: Token) -> list[Token]:
    """Who a verb of killing and the like is done to."""
    if told := children(verb, "nsubjpass"):
        return [relative(t, verb) for t in told]
    if verb.dep_ == "acl" and verb.tag_ in ("VBN", "VBD"):
        return [verb.head]
    if verb.dep_ == "amod":
        return [verb.head]
    direct = children(verb, "dobj", "dative", "oprd") if not passive(verb) else []
    if direct:
        return direct
    if verb.dep_ == "conj" and passive(verb) and (told := children(verb.head, "nsubj", "nsubjpass")):
        return [relative(t, verb.head) for t in told]
    if verb.dep_ == "conj" and verb.head.pos_ in ("VERB", "AUX"):
        return objects_of(verb.head) if beside(verb.head, verb) else []
    for other in children(verb, "conj"):
        if other.pos_ == "VERB" and beside(verb, other) and (shared := children(other, "dobj")):
            return shared
    if verb.dep_ in ("xcomp", "ccomp", "acomp", "oprd", "attr") and verb.tag_ in ("VBN", "JJ", "VBD"):
        return state_of(verb)
    if verb.tag_ in ("VBN", "VBD", "JJ"):
        if verb.dep_ == "relcl":
            return [verb.head]
        return [relative(t, verb) for t in children(verb, "nsubj")]
    return []


def moved_of(verb: Token) -> list[Token]:
    """Who is moved by others: not those who move by themselves."""
    if passive(verb) or children(verb, "dobj") or (verb.dep_ == "acl" and verb.tag_ == "VBN"):
        return objects_of(verb)
    return []


def beside(first: Token, second: Token) -> bool:
    """Whether two coordinated words share what stands around them: nothing but a joiner lies between."""
    return 0 < second.i - first.i <= 4 and all(
        t.pos_ in ("CCONJ", "AUX", "ADV", "PUNCT") for t in first.doc[first.i + 1 : second.i]
    )


def leavers(verb: Token) -> list[Token]:
    """Who leaves a place: only where what is left, or where they left for, is ground, named or not."""
    left = children(verb, "dobj") or of_objects(verb, "for")
    if any(t.pos_ == "PROPN" or t.lower_ in nouns("grounds") for t in left):
        return subjects_of(verb)
    return []


def subjects_of(verb: Token, depth: int = 0) -> list[Token]:
    """Who does what the verb says: its subject, or that of the verb it hangs on ("were forced to flee")."""
    if told := children(verb, *SUBJECTS):
        return [relative(t, verb) for t in told]
    if depth > 4:
        return []
    if verb.dep_ in ("acl", "relcl", "amod"):
        return [verb.head]
    if verb.dep_ in ("xcomp", "ccomp", "advcl", "pcomp"):
        upper = verb.head if verb.dep_ != "pcomp" else verb.head.head
        return children(upper, "dobj") or children(upper, "nsubjpass") or subjects_of(upper, depth + 1)
    if verb.dep_ in ("conj", "auxpass", "aux"):
        return subjects_of(verb.head, depth + 1)
    return []


def state_of(word: Token) -> list[Token]:
    """Of whom "dead", "missing", "hostage" is said."""
    if word.dep_ in ("amod", "acl", "relcl", "nmod", "compound") and word.head.pos_ in ("NOUN", "PROPN", "NUM", "PRON"):
        return [word.head]
    if told := children(word, "nsubj", "nsubjpass"):
        return [relative(t, word) for t in told]
    upper = word.head
    if word.dep_ == "conj":
        return state_of(upper) if beside(upper, word) else []
    if word.dep_ in (
        "acomp",
        "oprd",
        "attr",
        "xcomp",
        "ccomp",
        "advcl",
        "dobj",
        "prep",
        "advmod",
        "npadvmod",
        "dep",
        "amod",
    ):
        if upper.pos_ in ("VERB", "AUX"):
            others = [t for t in children(upper, "dobj", "nsubjpass", "attr") if t != word]
            return others or [t for t in subjects_of(upper) if t != word]
        if upper.pos_ in ("NOUN", "PROPN", "NUM"):
            return [upper]
    return []


def harmed(mention: Mention) -> list[Token]:
    """Who has the injuries, loses their life, or on whom harm is inflicted."""
    word = mention.token
    phrase = word.doc.char_span(mention.start, mention.end, alignment_mode="expand")
    if told := [o for t in phrase or () if t.lower_ in ("lives", "life") for o in of_objects(t, "of")]:
        return told
    verb: Token | None = word
    if word.pos_ not in ("VERB", "AUX"):
        verb = next((a for a in above(word) if a.pos_ in ("VERB", "AUX")), None)
    behind = of_objects(word, "of", "to", "on", "for", "among", "from", "in")
    if verb is None or (behind and verb != word):
        return behind
    if passive(verb) or (verb.dep_ == "acl" and verb.tag_ == "VBN"):
        return objects_of(verb) or behind
    own_object = any(inside(d, mention) for d in children(verb, "dobj"))
    if not own_object and verb.lemma_ in load_rules("figures")["doing_to"]:
        direct = [o for d in children(verb, "dobj") for o in (of_objects(d, "of") or [d])]
        direct = direct or behind or of_objects(verb, "to", "on")
        if direct or verb.lemma_ in ("claim", "cost", "inflict", "cause"):
            return direct
    return subjects_of(verb) or objects_of(verb) or ([] if own_object else behind)


def inside(token: Token, mention: Mention) -> bool:
    """Whether the word belongs to the phrase itself ("took shelter"), save where the phrase holds the number."""
    return mention.start <= token.idx < mention.end and token.lower_ not in ("lives", "life")


def of_deed(noun: Token) -> list[Token]:
    """Whose death: "the death of 12", "the priest's murder", "the killing and wounding of 12", "civilian deaths"."""
    if told := of_objects(noun, "of", "for", "among", "to"):
        return told
    if noun.dep_ == "conj" and (told := of_objects(noun.head, "of")):
        return told
    for other in children(noun, "conj"):
        if told := of_objects(other, "of"):
            return told
    if noun.tag_ == "VBG" and (told := children(noun, "dobj")):
        return told
    return children(noun, "poss")


def itself(noun: Token) -> list[Token]:
    return [noun]


def nothing(_: Token) -> list[Token]:
    return []


WHERE: dict[str, Callable[[Token], list[Token]]] = {
    "object": objects_of,
    "subject": subjects_of,
    "state": state_of,
    "people": itself,
    "deed": of_deed,
    "leave": leavers,
    "moved": moved_of,
    "toll": nothing,
}
