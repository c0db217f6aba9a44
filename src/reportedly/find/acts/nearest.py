"""Where the parse has lost a side of a verb: the nearest noun phrase within the clause."""

from __future__ import annotations

from spacy.tokens import Token

from reportedly.find.acts.phrases import is_actor

FARTHEST = 8
STOPS = (";", ".", ":", "\n")


def nearest_left(verb: Token) -> Token | None:
    """The head of the actor phrase that ends closest before the verb, with no other verb between."""
    doc = verb.doc
    for i in range(verb.i - 1, max(0, verb.i - FARTHEST) - 1, -1):
        if doc[i + 1].is_sent_start:
            return None
        token = doc[i]
        if token.pos_ == "VERB" or token.text in STOPS or token.pos_ in ("SCONJ", "ADP"):
            return None
        if token.pos_ in ("NOUN", "PROPN", "PRON") and token.ent_type_ not in ("DATE", "TIME"):
            return token if is_actor(token) and token.head.pos_ not in ("ADP",) else None
    return None


def nearest_right(verb: Token) -> Token | None:
    """The head of the noun phrase that begins right after the verb; None when anything else comes first."""
    doc = verb.doc
    for i in range(verb.i + 1, min(len(doc), verb.i + FARTHEST)):
        token = doc[i]
        if token.is_sent_start:
            return None
        if token.pos_ in ("DET", "ADJ", "NUM", "SPACE") or token.dep_ in ("compound", "amod", "nmod", "poss", "case"):
            continue
        if token.pos_ in ("NOUN", "PROPN") and token.ent_type_ not in ("DATE", "TIME"):
            own = token.dep_ in ("nsubj", "npadvmod") and token.head.i > token.i and token.head.tag_ != "VBG"
            return None if own else token
        return None
    return None
