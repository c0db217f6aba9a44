"""Amounts: the numbers of a text as its words give them, with their bounds, their hedge and what they count.

The steps, in this order: `numerals` finds the bare numbers, `hedges` joins ranges and reads the words that qualify,
`units` says which of them count something other than people. Words and patterns are in `rules/amounts.yaml`.
"""

from __future__ import annotations

from reportedly.find.amounts.hedges import find_figures_told
from reportedly.find.amounts.implicit import find_implicit
from reportedly.find.amounts.units import tell_unit, tell_wholes
from reportedly.model.text import Amount

__all__ = ["find_amounts", "find_implicit"]


def find_amounts(text: str) -> tuple[Amount, ...]:
    """All numbers of the text, in order, never overlapping. Any text will do; none raises.

    `span` covers the number without its hedge; of a range it runs from the first number to the second. Shares ("two
    thirds of") are amounts of `unit` percent. Numbers inside names and codes (AK-47, Resolution 2254) are kept with a
    `unit` that says so, so that no one else counts them as people, and so is the five of "two of the five" (`whole`). An
    article ("a child") is no number here: see `find_implicit`.
    """
    return tell_wholes(text, tuple(tell_unit(text, amount) for amount in find_figures_told(text)))
