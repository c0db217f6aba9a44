"""Other names in place of those of the corpus, so that the finder does not learn one war by heart."""

from __future__ import annotations

import collections
import random
from collections.abc import Sequence

from reportedly.learn.samples import Sample

PLACE_ROLES, ACTOR_ROLES = ("place", "from", "to"), ("actor", "recipient", "perpetrator", "by")
LEAST = 3  # a name must have filled a role so often to be swapped


class Swapper:
    """Draws, for a window, a mapping of its one-word names to other names that fill the same roles elsewhere."""

    def __init__(self, samples: Sequence[Sample]) -> None:
        counts: dict[str, collections.Counter[str]] = {"place": collections.Counter(), "actor": collections.Counter()}
        for sample in samples:
            for target in sample.targets:
                for role, at in target.roles.items():
                    kind = "place" if role in PLACE_ROLES else "actor" if role in ACTOR_ROLES else None
                    for i in at if kind else ():
                        word = sample.words[i]
                        if word[0].isupper() and word.isalpha() and len(word) > 2:
                            counts[kind or ""][word] += 1
        both = set(counts["place"]) & set(counts["actor"])
        self.names = {
            kind: [w for w, n in sorted(found.items()) if n >= LEAST and w not in both]
            for kind, found in counts.items()
        }

    def draw(self, sample: Sample, chance: random.Random) -> dict[str, str]:
        """Lower-case word → its stand-in; about two thirds of the window's names get one."""
        held = {w for w in sample.words}
        out = {}
        for names in self.names.values():
            for word in names:
                if word in held and chance.random() < 0.67:
                    out[word.lower()] = chance.choice(names)
        return out
