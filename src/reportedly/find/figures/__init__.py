"""Figures: who was killed, hurt, taken, displaced, and how many, as the words tell it.

The steps, in this order: `words` finds the trigger words, `victims` where the parse puts their people, `groups` reads
noun and number, `admit` says whether they fit, `beside` takes what stands next to the word where the parse gives
nothing, `joins` and `parts` say what is one figure and what is two, `roles` adds who, by whom (`doers`), where and when
(`places`). `vet` holds what the learned finder proposes against the same words. The words themselves are in `rules/figures.yaml`.
"""

from __future__ import annotations

from spacy.tokens import Doc

from reportedly.find.figures.finder import find_told
from reportedly.find.figures.roles import with_roles
from reportedly.find.figures.vet import vet_figures
from reportedly.find.figures.words import read
from reportedly.model.text import Amount
from reportedly.model.told import Told

__all__ = ["find_figures", "vet_figures"]


def find_figures(doc: Doc, text: str, amounts: tuple[Amount, ...]) -> tuple[Told, ...]:
    """Claims of kind toll and displacement in order of their words.

    `doc` is the parse of `text`, or of a text of the same length (see `find.case`); `amounts` are `find_amounts(text)`.
    """
    reading = read(doc, text, amounts)
    return tuple(with_roles(reading, fact) for fact in find_told(reading))
