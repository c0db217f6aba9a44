"""How an act stands: told as a fact, planned, possible, denied, or only spoken of (then it is no claim)."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from reportedly.find.acts.clauses import SUBJECTS, VERBS, is_passive
from reportedly.find.acts.lexicon import words
from reportedly.find.acts.phrases import is_one_of

MODALS = {
    **dict.fromkeys(("may", "might", "could", "would", "can"), "possible"),
    **dict.fromkeys(("should", "must", "will", "shall", "wo", "'ll"), "planned"),
}
CONDITIONS = ("if", "unless", "whether")
NEGATIONS = ("no", "neither", "without", "never")
DEEPEST = 7
SPOKEN_DEPS = frozenset(("xcomp", "ccomp", "dobj", "pobj", "prep", "pcomp", "acl", "conj", "attr", "dative", "oprd"))
NOT_SPOKEN = frozenset(
    (
        "after",
        "following",
        "since",
        "because",
        "during",
        "amid",
        "despite",
        "before",
        "as",
        "when",
        "where",
        "over",
        "in",
    )
)


@dataclass(frozen=True, slots=True)
class Standing:
    """The status. `attempted`: the act itself is not told as done; `managed`: it was; `spoken`: only talked of;
    `condition`: all hangs on an "if"."""

    status: str = "reported"
    attempted: bool = False
    managed: bool = False
    spoken: bool = False
    condition: bool = False
    why: str = ""


def standing(trigger: Token) -> Standing:
    """Read the words that govern the trigger, from the trigger upwards."""
    own = modality(trigger)
    if own is not None:
        return own
    here, verbal = trigger, trigger.pos_ in VERBS
    for _ in range(DEEPEST):
        head, dep = here.head, here.dep_
        if head is here or dep in ("relcl", "appos", "parataxis") or dep in SUBJECTS:
            return passive_subject(here, head) if dep == "nsubjpass" and not verbal else Standing()
        if dep == "advcl":
            return adverbial(here)
        if dep in ("acl",) and is_infinitive(here):
            spoken = is_one_of(head, words().talk)
            return Standing("planned", attempted=True, spoken=spoken, why=f"{head.lower_} to {here.lower_}")
        found = governed(here, head, verbal)
        if found is not None:
            return found
        if head.lemma_.lower() in words().verbs["saying"] and dep == "ccomp":
            return Standing()
        here = head
    return Standing()


def modality(token: Token) -> Standing | None:
    """What the word's own negation, modal or condition makes of it."""
    for child in token.children:
        form = child.lower_
        negates = child.dep_ == "neg" or (child.dep_ in ("det", "advmod", "preconj") and form in NEGATIONS)
        if negates and form not in ("only", "just"):
            return Standing("denied", why=f"{child.lower_} {token.lower_}")
        if child.dep_ == "aux" and child.i < token.i:
            status = MODALS.get(form)
            if status:
                return Standing(status, why=f"{form} {token.lower_}")
        if child.dep_ in ("amod", "advmod") and child.lemma_.lower() in words().verbs["doubting"]:
            return Standing("possible", why=f"{child.lower_} {token.lower_}")
        if child.dep_ == "mark" and form in CONDITIONS:
            return Standing("possible", condition=True, why=f"{form} {token.lower_}")
    return None


def adverbial(verb: Token) -> Standing:
    """A clause of purpose is not yet done; one of condition may not be."""
    if is_infinitive(verb):
        return Standing("planned", attempted=True, why=f"in order to {verb.lower_}")
    if any(child.dep_ in ("mark", "advmod") and child.lower_ in CONDITIONS for child in verb.children):
        return Standing("possible", condition=True, why="condition")
    return Standing()


def is_infinitive(verb: Token) -> bool:
    """ "to attack"."""
    return any(child.dep_ == "aux" and child.lower_ == "to" for child in verb.children)


def passive_subject(noun: Token, verb: Token) -> Standing:
    """ "The strike was alleged", "no attack was carried out"."""
    lemma = verb.lemma_.lower()
    if lemma in words().verbs["denying"]:
        return Standing("denied", why=f"{verb.lower_} {noun.lower_}")
    if lemma in words().verbs["planning"]:
        return Standing("planned", why=f"{verb.lower_} {noun.lower_}")
    if lemma in words().light["active"]:
        return modality(verb) or Standing()
    return Standing()


def governed(here: Token, head: Token, verbal: bool) -> Standing | None:
    """What the governing word makes of the act; None to look further up."""
    lemma, dep, classes = head.lemma_.lower(), here.dep_, words().verbs
    pair = f"{head.lower_} … {here.lower_}"
    if head.pos_ in ("NOUN", "PROPN") and dep in ("prep", "acl", "compound") and is_one_of(head, words().talk):
        return Standing("possible", spoken=True, why=pair)
    if dep not in ("xcomp", "ccomp", "dobj", "prep", "pcomp", "pobj", "acomp", "conj", "attr"):
        return None
    if dep == "conj":
        return None
    if dep == "ccomp" and lemma in ("believe", "suspect", "allege", "fear"):
        return Standing("possible", why=pair)
    if dep in ("xcomp", "dobj", "ccomp", "prep") and lemma in classes["denying"]:
        return Standing("denied", why=pair)
    if dep == "xcomp":
        return complement(here, head, lemma, pair)
    if dep == "dobj" and not verbal:
        if lemma in classes["planning"]:
            return Standing("planned", attempted=True, why=pair)
        if lemma in words().light["active"]:
            return modality(head)
    if dep in ("dobj", "prep", "pcomp") and lemma in ("prepare", "plan", "threaten"):
        return Standing("planned", attempted=True, why=pair)
    return None


def complement(here: Token, head: Token, lemma: str, pair: str) -> Standing | None:
    """What a verb makes of its infinitive or gerund: "tried to", "plans to", "is believed to have", "managed to"."""
    classes = words().verbs
    if lemma in ("manage", "succeed", "able"):
        return modality(head) or Standing(managed=True, why=pair)
    if lemma in classes["failing"]:
        return Standing("denied", attempted=True, why=pair)
    if lemma in classes["trying"]:
        done = lemma in ("try", "attempt")
        return Standing("reported" if done else "planned", attempted=True, why=pair)
    if lemma in classes["planning"]:
        return Standing("planned", attempted=True, why=pair)
    if lemma in ("believe", "suspect", "allege", "think", "fear", "say") and is_passive(head):
        return Standing("reported" if lemma == "say" else "possible", why=pair)
    if lemma in ("appear", "seem", "likely"):
        return Standing("possible", why=pair)
    return modality(head)


def spoken_under(verb: Token) -> set[int]:
    """The words under a verbal act that only say what is asked, promised or threatened."""
    out: set[int] = set()
    todo = [c for c in verb.children if c.dep_ in SPOKEN_DEPS and not (c.dep_ == "conj" and c.pos_ in VERBS)]
    todo += [c for c in verb.children if c.dep_ == "advcl" and is_infinitive(c)]
    while todo:
        token = todo.pop()
        if token.i < verb.i or token.lower_ in NOT_SPOKEN:
            continue
        out.add(token.i)
        todo.extend(
            c
            for c in token.children
            if c.dep_ in SPOKEN_DEPS or c.dep_ in (*SUBJECTS, "compound") or (c.dep_ == "advcl" and is_infinitive(c))
        )
    return out
