"""The clause of a verb: its sides, whatever its voice and wherever the sentence hides them."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Token

from reportedly.find.acts.lexicon import words
from reportedly.find.acts.phrases import after, is_actor, with_coordinates

SUBJECTS = ("nsubj", "nsubjpass", "csubj")
VERBS = ("VERB", "AUX")
RELATIVES = ("which", "who", "that", "whom")


@dataclass(frozen=True, slots=True)
class Clause:
    """One verb with its logical sides: of a passive, `subjects` are the agents and `objects` what it was done to."""

    verb: Token
    passive: bool
    subjects: tuple[Token, ...] = ()
    objects: tuple[Token, ...] = ()
    datives: tuple[Token, ...] = ()
    complements: tuple[Token, ...] = ()
    why: tuple[str, ...] = field(default=())

    def behind(self, *prepositions: str) -> list[Token]:
        """The nouns behind these prepositions, on the verb or on its object."""
        found = list(after(self.verb, prepositions))
        for thing in self.objects:
            if thing.i > self.verb.i:
                found.extend(noun for noun in after(thing, prepositions) if noun not in found)
        return found


def read_clause(verb: Token) -> Clause:
    """The clause of a verb, with subjects and objects taken over from coordination, control and relative clauses."""
    passive = is_passive(verb)
    surface, path = surface_subjects(verb)
    direct = [noun for child in verb.children if child.dep_ in ("dobj", "obj") for noun in with_coordinates(child)]
    datives = [noun for child in verb.children if child.dep_ == "dative" for noun in dative_nouns(child)]
    complements = tuple(child for child in verb.children if child.dep_ in ("xcomp", "ccomp"))
    if passive:
        agents = [noun for noun in after(verb, ("by",)) if noun.pos_ not in VERBS]
        return Clause(verb, True, resolved(agents), resolved(surface), tuple(direct + datives), complements, (path,))
    if not direct:
        direct = borrowed_objects(verb)
    return Clause(verb, False, resolved(surface), resolved(direct), tuple(datives), complements, (path,))


def dative_nouns(token: Token) -> list[Token]:
    if token.pos_ == "ADP":
        return [noun for child in token.children if child.dep_ == "pobj" for noun in with_coordinates(child)]
    return list(with_coordinates(token))


def is_passive(verb: Token) -> bool:
    """Passive by its auxiliary or subject, a participle behind its noun ("seized by"), or one joined to such a verb."""
    if any(child.dep_ in ("auxpass", "nsubjpass") for child in verb.children):
        return True
    if verb.tag_ not in ("VBN", "VBD"):
        return False
    if verb.dep_ in ("acl", "amod") and verb.tag_ == "VBN":
        return not is_main(verb)
    if any(child.dep_ in ("aux", "nsubj", "dobj") for child in verb.children):
        return False
    if verb.dep_ == "conj" and verb.head.pos_ == "VERB" and is_passive(verb.head):
        return True
    return verb.dep_ == "advcl" and verb.tag_ == "VBN" and any(child.dep_ == "agent" for child in verb.children)


def is_main(verb: Token) -> bool:
    """A participle under the root noun of a sentence without a finite verb: the parser has misread the main verb."""
    if verb.dep_ != "acl" or verb.head.dep_ != "ROOT" or any(c.dep_ == "agent" for c in verb.children):
        return False
    return not any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in verb.sent if t.i != verb.i)


def surface_subjects(verb: Token, depth: int = 0) -> tuple[list[Token], str]:
    """The grammatical subject, followed through the heads that share it, and the path by which it was found."""
    own = [noun for child in verb.children if child.dep_ in SUBJECTS for noun in with_coordinates(child)]
    if own:
        return own, "subject"
    head = verb.head
    if depth > 5 or head == verb:
        return [], "no subject"
    if verb.dep_ in ("acl", "relcl", "amod"):
        return [head], f"head of {verb.dep_}"
    if verb.dep_ == "pcomp" or (verb.dep_ == "prep" and head.pos_ in VERBS):
        return follow(head if head.pos_ in VERBS else head.head, depth)
    if verb.dep_ == "xcomp" and head.pos_ in VERBS:
        raised = [child for child in head.children if child.dep_ in ("dobj", "dative") and is_actor(child)]
        return (raised, "object of the governing verb") if raised else follow(head, depth)
    if verb.dep_ in ("conj", "advcl", "xcomp", "ccomp", "dep", "parataxis") and head.pos_ in (*VERBS, "ADJ"):
        if verb.dep_ == "conj":
            found, path = surface_subjects(head, depth + 1)
            return found, f"{path} of {head.lower_}"
        return follow(head, depth) if verb.dep_ != "ccomp" or verb.tag_ in ("VB", "VBG") else ([], "no subject")
    if verb.dep_ == "acomp" or head.pos_ == "ADJ":
        return follow(head, depth)
    return [], "no subject"


def follow(head: Token, depth: int) -> tuple[list[Token], str]:
    found, path = surface_subjects(head, depth + 1)
    if is_passive(head) and head.dep_ not in ("acl",):
        agents = list(after(head, ("by",)))
        return agents or found, f"{path} of {head.lower_}"
    return found, f"{path} of {head.lower_}"


def borrowed_objects(verb: Token) -> list[Token]:
    """The object of the next coordinated verb ("shelled and stormed it"), or the noun over a relative clause."""
    if verb.dep_ == "relcl" and any(child.dep_ == "nsubj" and child.lower_ not in RELATIVES for child in verb.children):
        return [verb.head]
    for child in verb.children:
        if child.dep_ == "conj" and child.pos_ == "VERB" and child.i - verb.i <= 3:
            return [noun for grand in child.children if grand.dep_ == "dobj" for noun in with_coordinates(grand)]
    return []


def resolved(tokens: list[Token]) -> tuple[Token, ...]:
    """Relative pronouns replaced by what they stand for; "it" and "they" by the speaker whose words these are."""
    out: list[Token] = []
    for token in tokens:
        stands_for = [token]
        if token.pos_ in ("PRON", "DET") and token.lower_ in RELATIVES:
            verb = clause_head(token)
            if verb.dep_ in ("relcl", "acl") and verb.head.pos_ != "VERB":
                stands_for = [verb.head]
        elif token.pos_ == "PRON" and token.lower_ in ("it", "they", "he", "she", "we", "i"):
            stands_for = speakers(token) or [token]
        out.extend(noun for noun in stands_for if noun not in out)
    return tuple(out)


def clause_head(token: Token) -> Token:
    """The verb that the word belongs to."""
    while token.head != token and token.pos_ not in VERBS:
        token = token.head
    return token


def speakers(pronoun: Token) -> list[Token]:
    """Who says the words in which the pronoun stands, when the sentence names them and they can be meant."""
    verb = clause_head(pronoun)
    for _ in range(5):
        head = verb.head
        if head == verb:
            return []
        if verb.dep_ == "ccomp" and head.lemma_.lower() in words().verbs["saying"]:
            found = [child for child in head.children if child.dep_ in ("nsubj", "nsubjpass")]
            return [noun for noun in found if is_actor(noun) and noun.pos_ != "PRON" and fits(pronoun, noun)]
        verb = head
    return []


def fits(pronoun: Token, noun: Token) -> bool:
    """Number: "they" for plurals and bodies, "he" and "she" for one person."""
    if pronoun.lower_ in ("he", "she"):
        return noun.tag_ not in ("NNS", "NNPS")
    if pronoun.lower_ == "it":
        return noun.tag_ not in ("NNS", "NNPS")
    return True
