"""Small numbers in words and digits, as they stand before a unit of time."""

from __future__ import annotations

import re

from reportedly.resolve.dates.lexicon import lexicon

_VAGUE = ("few", "several", "couple", "number", "many", "dozens", "hundreds", "scores")


def number_of(words: str) -> float | None:
    """The number that words give, or None where they are vague. An article counts one."""
    words = words.lower().replace("-", " ").strip()
    if any(v in words.split() for v in _VAGUE):
        return 2 if "couple" in words.split() else None
    if words.startswith("half a"):
        return 0.5
    if digits := re.match(r"([\d,]+(?:\.\d+)?)( 1/2)?$", words):
        try:
            return float(digits[1].replace(",", "")) + (0.5 if digits[2] else 0)
        except ValueError:
            return None
    classes, total = lexicon().classes, 0
    for word in words.split():
        if word == "hundred":
            total *= 100
            continue
        total += next((classes[c][word] for c in ("small", "teen", "tens") if word in classes[c]), 0)
    return total or (1 if words in ("a", "an") else None)
