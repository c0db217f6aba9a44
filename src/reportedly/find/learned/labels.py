"""What the finder tells: labels of claims, roles, attributes. The order is part of the trained weights."""

from __future__ import annotations

from reportedly.model.vocabulary import HEDGES, MODES, STATUSES, TYPES, UNITS

LABELS: tuple[str, ...] = tuple(f"{kind}.{type_}" for kind, types in TYPES.items() for type_ in types)
ROLES = ("actor", "recipient", "who", "perpetrator", "place", "time", "by", "from", "to", "quote")
ROLES_OF: dict[str, tuple[str, ...]] = {
    "toll": ("who", "perpetrator", "place", "by"),
    "displacement": ("from", "to", "place", "by"),
    "control": ("actor", "from", "place", "by"),
    "event": ("actor", "recipient", "place", "by"),
}
# How a number is told: in words of its own, by one person, by a vague plural, not at all, as zero.
NUMBERS = ("told", "one", "several", "none", "zero")
DATED = ("expression", "report", "none")
ATTRIBUTES: dict[str, tuple[str, ...]] = {
    "status": STATUSES,
    "mode": MODES,
    "unit": UNITS,
    "hedge": HEDGES,
    "number": NUMBERS,
    "total": ("no", "yes"),
    "part": ("no", "yes"),
    "dated": DATED,
}
DISTANCES = 32  # buckets of the distance in words from an anchor to a word


def distance_bucket(offset: int) -> int:
    """The bucket of a word `offset` words after (or, negative, before) an anchor: exact to 8, then by doubling."""
    size = abs(offset)
    step = size if size <= 8 else min(8 + (size - 1).bit_length() - 3, DISTANCES // 2 - 1)
    return step + (DISTANCES // 2 if offset > 0 else 0)
