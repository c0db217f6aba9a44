"""Who denies a deed, or condemns it, is not told as having done it: "A bomb killed 12. The Taliban denied responsibility." """

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from spacy.tokens import Doc, Token

from reportedly.find.parse import root_of, text_of
from reportedly.model.told import Told
from reportedly.rules import load_rules

DOERS = ("actor", "perpetrator")
SUBJECT, COMPLEMENTS = "nsubj", ("ccomp", "xcomp")


def without_deniers(told: Told, doc: Doc) -> Told:
    """A claim of force or of its dead and hurt, without those as doers whom the words show only as they deny or condemn.

    A claim that is itself what they deny keeps them: its status says that they deny it.
    """
    if told.status == "denied" or not (told.kind == "toll" or told.type == "ASSAULT"):
        return told
    deed = root_of(told.anchor, doc)
    denying = [s for role in DOERS for s in told.roles.get(role, ()) if disowns(root_of(s, doc), deed)]
    if not denying:
        return told
    left = told
    for role in DOERS:
        left = left.without(role, denying)
    names = ", ".join(" ".join(s.of(text_of(doc)).split()) for s in denying)
    why = (*told.why, f"done by nobody: {names} disowns it")
    return dataclasses.replace(left, why=why)


def disowns(doer: Token | None, deed: Token | None) -> bool:
    """Whether the words stand as the subject of a denial or condemnation, and not as that of the deed beside it."""
    return doer is not None and any(is_disowning(verb) and not beside(deed, verb) for verb in verbs_of(doer))


def verbs_of(doer: Token) -> Iterator[Token]:
    """The verbs whose subject a noun is, by itself or through "who"."""
    if doer.dep_ == SUBJECT:
        yield doer.head
    yield from (child for child in doer.rights if child.dep_ == "relcl")


def is_disowning(verb: Token) -> bool:
    """Whether a verb tells that its subject wants no part in a deed: by itself, or by what it denies."""
    rules = load_rules("doers")["disowning"]
    lemma = verb.lemma_.lower()
    if lemma in rules["verbs"]:
        return True
    what = rules["denying"].get(lemma)
    if what is None:
        return False
    told = [child for child in verb.children if child.dep_ == "dobj" or child.dep_ in COMPLEMENTS]
    return any(child.dep_ in COMPLEMENTS or child.lemma_.lower() in what for child in told)


def beside(deed: Token | None, verb: Token) -> bool:
    """Whether the deed is told by a verb that shares the subject: "condemned the raid and shelled the town"."""
    while deed is not None and deed != verb and deed.dep_ != "ROOT":
        if deed.dep_ == "conj" and deed.head == verb:
            return True
        deed = deed.head if deed.dep_ in ("conj", "dobj", "nummod", "prep", "pobj") else None
    return False
