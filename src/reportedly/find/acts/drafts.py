"""A draft of an act: what the rules have found about it in the parse, before it becomes a claim as told."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Token

from reportedly.find.acts.lexicon import Frame, words
from reportedly.find.acts.phrases import is_one_of

REACH = 22


@dataclass(slots=True, eq=False)
class Draft:
    """One act in the making; merging and status change it."""

    frame: Frame
    token: Token
    type: str
    rule: str
    mode: str | None = None
    status: str = "reported"
    anchor: set[int] = field(default_factory=set)
    actor: list[Token] = field(default_factory=list)
    recipient: list[Token] = field(default_factory=list)
    place: list[Token] = field(default_factory=list)
    loser: list[Token] = field(default_factory=list)
    weak: bool = False
    nominal: bool = False
    speech: bool = False
    repeat: bool = False
    unfit: bool = False
    share: float | None = None
    dated: str = "expression"
    why: list[str] = field(default_factory=list)

    @property
    def kind(self) -> str:
        """event or control."""
        return self.frame.kind

    def tokens(self) -> list[Token]:
        """The anchor and every head of a role."""
        doc = self.token.doc
        return [doc[i] for i in sorted(self.anchor)] + self.actor + self.recipient + self.place + self.loser


def mode_of(token: Token, default: str | None, may_become: tuple[str, ...] | None = None) -> str | None:
    """The ASSAULT mode that the words of means around the trigger tell: within its own clause, at most 22 words off."""
    near = {t.lemma_.lower() for t in clause_words(token)} | {t.lower_ for t in clause_words(token)}
    for mode, tells in words().means:
        if (may_become is None or mode in may_become) and near & tells:
            return mode
    return default


def clause_words(token: Token) -> list[Token]:
    """The words of the trigger's clause, without relative and adverbial clauses; with a participle's noun."""
    out = [token]
    todo = [child for child in token.children]
    if token.dep_ in ("acl", "relcl", "amod", "compound"):
        out.append(token.head)
        todo.extend(c for c in token.head.children if c.dep_ in ("compound", "amod", "nmod"))
    while todo:
        child = todo.pop()
        if child.dep_ in ("relcl", "ccomp", "parataxis") or (child.dep_ in ("advcl", "conj") and child.pos_ == "VERB"):
            continue
        if abs(child.i - token.i) <= REACH:
            out.append(child)
            todo.extend(child.children)
    return out


def is_weapon(token: Token) -> bool:
    """A thing thrown or set off."""
    return is_one_of(token, words().weapons)
