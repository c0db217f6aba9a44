"""States of ground told by adjectives and prepositions: "rebel-held Idlib", "under the control of", "besieged"."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from spacy.tokens import Doc, Token

from reportedly.find.acts.drafts import Draft
from reportedly.find.acts.lexicon import Frame
from reportedly.find.acts.nominals import own_actors
from reportedly.find.acts.phrases import (
    after,
    is_actor,
    is_armed,
    is_one_of,
    is_place,
    phrase_text,
    readings,
    with_coordinates,
)
from reportedly.rules import load_rules

SHARE = re.compile(r"(\d+(?:\.\d+)?) ?(?:%|per ?cent)", re.I)
HYPHEN = re.compile(r"^(?:-|–|‑)$")


@functools.cache
def frames() -> dict[str, Frame]:
    """The frames of this module by type and manner."""
    raw = load_rules("control")
    out = {f"adjective:{e['type']}": Frame(rule=e["rule"], kind="control", type=e["type"]) for e in raw["adjectives"]}
    for entry in raw["prepositional"]:
        out[f"prep:{entry['type']}"] = Frame(
            rule=entry["rule"],
            kind="control",
            type=entry["type"],
            heads={prep: tuple(found) for prep, found in entry["heads"].items()},
        )
    for kind in raw["bare"]:
        out[f"bare:{kind}"] = Frame(rule=f"control.{kind}.bare", kind="control", type=kind)
    return out


@functools.cache
def adjectives() -> dict[str, str]:
    """Participle behind an actor → type."""
    return {word: entry["type"] for entry in load_rules("control")["adjectives"] for word in entry["words"]}


def ground_drafts(tokens: list[Token]) -> Iterator[Draft]:
    """All states of ground of one sentence that no verb tells."""
    for token in tokens:
        yield from held_by_adjective(token)
        yield from bare_adjective(token)
        yield from prepositional(token)


def held_by_adjective(token: Token) -> Iterator[Draft]:
    """ "rebel-held", "Kurdish-controlled", "al-Nusra-held", split by the tokenizer or not."""
    doc, form = token.doc, token.lower_
    ending = form.rpartition("-")[2]
    kind = adjectives().get(ending)
    if kind is None:
        return
    if form != ending:
        holder, first = token, token.i
        word = form.rpartition("-")[0]
    elif token.i >= 2 and HYPHEN.match(doc[token.i - 1].text):
        holder, first = doc[token.i - 2], token.i - 2
        word = holder.lower_
    else:
        return
    if word in load_rules("control")["not_holders"] or len(word) < 2:
        return
    place = place_after(doc, token)
    if place is None:
        return
    draft = Draft(frames()[f"adjective:{kind}"], holder, kind, f"control.{kind}.adjective", dated="none")
    draft.anchor.update(range(first, token.i + 1))
    draft.actor, draft.place = [holder], [place]
    draft.why.append(f"adjective: {doc[first : token.i + 1].text}")
    yield draft


def place_after(doc: Doc, token: Token) -> Token | None:
    """The place that the adjective stands before."""
    if token.dep_ == "amod" and token.head.i > token.i:
        head = token.head
        return None if is_one_of(head, frozenset(load_rules("control")["not_places"])) or not is_place(head) else head
    found = None
    for i in range(token.i + 1, min(token.i + 7, len(doc))):
        if doc[i].pos_ not in ("NOUN", "PROPN", "ADJ", "NUM"):
            break
        if doc[i].pos_ in ("NOUN", "PROPN"):
            found = doc[i]
            if doc[i].head.i < i or doc[i].dep_ not in ("compound", "amod", "nmod"):
                break
    if found is None or not is_place(found) or is_one_of(found, frozenset(load_rules("control")["not_places"])):
        return None
    return found


def bare_adjective(token: Token) -> Iterator[Draft]:
    """ "the besieged town", "liberated areas", "contested city": a state without its actor."""
    if token.dep_ != "amod" or token.head.i <= token.i:
        return
    for kind, listed in load_rules("control")["bare"].items():
        previous = token.doc[token.i - 1] if token.i else token
        if token.lower_ in listed and is_place(token.head) and not HYPHEN.match(previous.text):
            draft = Draft(frames()[f"bare:{kind}"], token, kind, f"control.{kind}.bare", dated="none", weak=True)
            draft.anchor.add(token.i)
            draft.place = [token.head]
            draft.why.append(f"adjective: {token.text}")
            yield draft


def prepositional(token: Token) -> Iterator[Draft]:
    """ "under the control of X", "in rebel hands", "under siege by X"."""
    if token.dep_ != "prep" or token.lower_ not in ("under", "in"):
        return
    for kind in ("held", "besieged"):
        frame = frames()[f"prep:{kind}"]
        for noun in (c for c in token.children if c.dep_ == "pobj"):
            if not any(reading in frame.heads.get(token.lower_, ()) for reading in readings(noun)):
                continue
            actors = [
                t for t in [*own_actors(noun), *after(noun, ("of", "by")), *after(token.head, ("by", "of"))] if holds(t)
            ]
            places = list(dict.fromkeys(grounded(token.head)))
            places = [t for t in places if t not in actors]
            if places and (actors or kind == "besieged"):
                draft = Draft(frame, noun, kind, frame.rule, dated="report")
                draft.anchor.update((token.i, noun.i))
                draft.actor, draft.place = list(dict.fromkeys(actors)), places
                draft.why.append(f"preposition: {token.lower_} {noun.lower_}")
                yield draft


def holds(token: Token) -> bool:
    return (is_actor(token) or is_one_of(token, frozenset(("rebel", "government", "regime")))) and is_armed(token)


def grounded(head: Token) -> Iterator[Token]:
    """The ground that is "under control": the noun itself, or the subject of "is", "remains", "came"."""
    if head.pos_ in ("NOUN", "PROPN"):
        if is_place(head):
            yield head
        return
    for child in head.children:
        if child.dep_ in ("nsubj", "nsubjpass", "dobj"):
            for noun in with_coordinates(child):
                if noun.lower_ in ("which", "that") and head.dep_ == "relcl":
                    noun = head.head
                if is_place(noun):
                    yield noun
    if head.dep_ == "acl" and is_place(head.head):
        yield head.head


def share_of(place: Token) -> float | None:
    """The share of the place that is told, in per cent: "70 %", "half of the town", "two thirds"."""
    text = phrase_text(place, before=4).lower()
    found = SHARE.search(text)
    if found:
        return float(found.group(1))
    for word, value in sorted(load_rules("control")["shares"].items(), key=lambda item: -len(item[0])):
        if re.search(
            rf"(?<!eastern )(?<!western )(?<!northern )(?<!southern )(?<!other )\b{word}s? (?:of|the)\b", text
        ):
            return float(value)
    return None
