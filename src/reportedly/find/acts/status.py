"""Whether an act is told at all: as a fact, planned, possible, denied, or only spoken of (then it is no claim)."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from reportedly.find.acts.clauses import SUBJECTS, VERBS
from reportedly.find.attributions.parse import has_to
from reportedly.find.status import signs_of, strongest

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
WANTED = frozenset(("governor.planned", "future.infinitive", "governor.wanted", "purpose"))
TRIED = "governor.attempted"


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
    """How the act of a trigger stands, by the words that govern it."""
    signs = list(signs_of(trigger.doc[trigger.i : trigger.i + 1], bare=True))
    status, why = strongest(signs)
    names, told = {name for name, _, _ in signs}, {status for _, status, _ in signs}
    managed = "managed" in told and status == "reported"
    if status == "reported" and names & WANTED and not managed:
        status, why = "planned", ", ".join(sorted(names & WANTED))
    return Standing(
        status,
        attempted=(bool(names & WANTED) or TRIED in names) and not managed,
        managed=managed,
        spoken="spoken" in told,
        condition="mark.possible" in names,
        why=why if status != "reported" else "",
    )


def spoken_under(verb: Token) -> set[int]:
    """The words under a verbal act that only say what is asked, promised or threatened."""
    out: set[int] = set()
    todo = [c for c in verb.children if c.dep_ in SPOKEN_DEPS and not (c.dep_ == "conj" and c.pos_ in VERBS)]
    todo += [c for c in verb.children if c.dep_ == "advcl" and has_to(c)]
    while todo:
        token = todo.pop()
        if token.i < verb.i or token.lower_ in NOT_SPOKEN:
            continue
        out.add(token.i)
        todo.extend(
            c
            for c in token.children
            if c.dep_ in SPOKEN_DEPS or c.dep_ in (*SUBJECTS, "compound") or (c.dep_ == "advcl" and has_to(c))
        )
    return out
