"""Other words in place of those of the corpus, so that the finder learns neither one war nor one side by heart."""

from __future__ import annotations

import collections
import random
from collections.abc import Sequence

from reportedly.learn.samples import Sample
from reportedly.rules import load_rules

PLACE_ROLES, ACTOR_ROLES = ("place", "from", "to"), ("actor", "recipient", "perpetrator", "by")
LEAST = 3  # a name must have filled a role so often to be swapped
NAMES, WORDS = 0.67, 0.5  # the share of a window's names, and of its loaded words, that get a stand-in


class Swapper:
    """Draws, for a window, stand-ins for its words: one-word names become other names that fill the same roles elsewhere,
    and words that take a side become others of their group (rules/loaded.yaml)."""

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
        self.group_of = {word: entry["words"] for entry in load_rules("loaded") for word in entry["words"]}

    def draw(self, sample: Sample, chance: random.Random) -> dict[str, str]:
        """Lower-case word → its stand-in, for some of the window's names and loaded words."""
        held = {w for w in sample.words}
        out = {}
        for names in self.names.values():
            for word in names:
                if word in held and chance.random() < NAMES:
                    out[word.lower()] = chance.choice(names)
        for word in sorted({w.lower() for w in held} & self.group_of.keys()):
            if chance.random() < WORDS:
                out[word] = chance.choice(self.group_of[word])
        return out
