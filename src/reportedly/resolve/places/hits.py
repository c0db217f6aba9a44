"""Runs of words that the gazetteer knows, and the signs for and against their being a place here."""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reportedly.gazetteer import Entry, Gazetteer
from reportedly.gazetteer.fold import plain
from reportedly.resolve.places.lexicon import Lexicon
from reportedly.resolve.places.words import Word, joined

MOST_WORDS = 5
_CONNECTORS = frozenset(
    [
        "of",
        "and",
        "the",
        "de",
        "del",
        "de",
        "la",
        "los",
        "las",
        "du",
        "des",
        "le",
        "la",
        "al",
        "el",
        "an",
        "ar",
        "as",
        "ash",
        "at",
        "ad",
        "az",
        "ez",
        "es",
        "ed",
        "en",
        "er",
        "da",
        "do",
        "dos",
        "di",
        "am",
        "on",
        "upon",
        "sur",
        "bin",
        "e",
        "y",
    ]
)
LEADS = frozenset(["al", "el", "an", "ar", "as", "ash", "ad", "at", "az"])
_ARTICLES = frozenset(("the", "a", "an"))
_KNOWN = 100_000  # people of a city that is known without a second word
_SHORT_HOW, _ABBREVIATION, _DEMONYM = 2, 3, 4
_DATELINE = re.compile(r"(?:, [A-Z][\w. ]+)?\s?(?:\([A-Z][\w/ ]{1,20}\)|--|—|–| - )")
Entity = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Hit:
    """Words `first` to `last` (inclusive) that are a name of the register."""

    first: int
    last: int
    text: str
    entries: tuple[Entry, ...]

    @property
    def people(self) -> bool:
        """Whether it is a word for people, whatever small town is called so too."""
        return any(entry.how == _DEMONYM for entry in self.entries)


class Scene:
    """A text being searched: its words, the recogniser's entities, and whether capitals mean anything."""

    def __init__(self, text: str, words: Sequence[Word], entities: Iterable[Entity], shouted: bool) -> None:
        self.text, self.words, self.shouted = text, words, shouted
        self.entities = sorted(entities)
        self._starts = [entity[0] for entity in self.entities]

    def label(self, start: int, end: int) -> tuple[str, bool]:
        """The label of the entity that overlaps the characters ("" for none), and whether it is about as long."""
        for first, last, label in self.entities[
            max(0, bisect_right(self._starts, end) - 4) : bisect_right(self._starts, end)
        ]:
            if first < end and start < last:
                return label, last - first <= end - start + 5
        return "", False

    def word(self, index: int) -> str:
        """The word at an index, in small letters; empty outside the text."""
        return self.words[index].text.casefold() if 0 <= index < len(self.words) else ""

    def named(self, index: int) -> bool:
        """Whether the word is written as part of a name (always, in a text in capitals)."""
        return 0 <= index < len(self.words) and self.words[index].capital


def find_hits(scene: Scene, gazetteer: Gazetteer, lexicon: Lexicon) -> list[Hit]:
    """Every run of up to five words that the register knows, the longest at each word first; they may overlap."""
    hits = []
    for i, word in enumerate(scene.words):
        if not (word.capital or word.text in LEADS):
            continue
        for last in range(min(i + MOST_WORDS, len(scene.words)) - 1, i - 1, -1):
            run = scene.words[i : last + 1]
            if not scene.words[last].capital or not joined(run) or any(_stranger(w) for w in run[1:-1]):
                continue
            if len(run) > 1 and (word.text.casefold() in _ARTICLES or _is_small_lead(scene.words, i)):
                continue
            if _is_fragment(scene.words, i, last, lexicon) or (
                scene.shouted and _is_prose(scene, i, last, gazetteer, lexicon)
            ):
                continue
            text = scene.text[run[0].start : run[-1].end]
            if len(run) == 1 and _is_common(word, scene, lexicon):
                continue
            if entries := _meant(text, scene, i, gazetteer.lookup(text)) or _owners(text, gazetteer, lexicon):
                hits.append(Hit(i, last, text, entries))
    return hits


def _is_small_lead(words: Sequence[Word], index: int) -> bool:
    """Whether the word is an English "as", "an" or "at": the article takes a hyphen, or a capital inside a sentence."""
    word = words[index]
    if word.text.casefold() in ("al", "el") or word.text.casefold() not in LEADS:
        return False
    return words[index + 1].gap != "-" and (not word.capital or word.first)


def _is_fragment(words: Sequence[Word], first: int, last: int, lexicon: Lexicon) -> bool:
    """Whether the run is a piece of a name that goes on over an Arabic article: "Khan" of "Khan al-Assal"."""
    if last + 2 < len(words) and _is_article(words, last + 1):
        return words[last + 2].capital
    if first > 0 and first < last and _is_article(words, first):
        before = words[first - 1]
        return before.capital and before.text.casefold() not in lexicon.never
    return False


def _is_article(words: Sequence[Word], index: int) -> bool:
    """Whether the word is an Arabic article inside a name: "al-" or "al " in small letters."""
    word, following = words[index], words[index + 1]
    if word.text not in LEADS or word.gap not in (" ", "-"):
        return False
    return following.gap == "-" or (following.gap == " " and word.text in ("al", "el"))


def _is_common(word: Word, scene: Scene, lexicon: Lexicon) -> bool:
    """Whether the word alone is no name of a place, though it begins with a capital; "US" is none of these, "Us" is."""
    small = word.text.casefold()
    return (small in lexicon.never and (scene.shouted or not word.text.isupper() or len(small) > 3)) or small in LEADS


def _is_prose(scene: Scene, first: int, last: int, gazetteer: Gazetteer, lexicon: Lexicon) -> bool:
    """Whether the run is common words that capitals only seem to make a name ("IN TURN", "DO SO")."""
    texts = [word.text for word in scene.words[first : last + 1]]
    if len(texts) > 1:
        return all(len(text) == 1 or text.casefold() in lexicon.never for text in texts)
    told = scene.word(last + 1) in lexicon.units or scene.word(first - 2) in lexicon.units
    known = any(e.kind == "c" or (e.how == 0 and e.population >= _KNOWN) for e in gazetteer.lookup(texts[0]))
    return not told and not known and "w" in gazetteer.word_kinds(texts[0])


def _stranger(word: Word) -> bool:
    """Whether the word cannot stand inside a name."""
    return not word.capital and word.text not in _CONNECTORS


def _owners(text: str, gazetteer: Gazetteer, lexicon: Lexicon) -> tuple[Entry, ...]:
    """Countries and cities whose possessive has lost its apostrophe ("Syrias north")."""
    if not text.endswith("s") or len(text) < 5 or text[:-1].casefold() in lexicon.never:
        return ()
    entries = gazetteer.lookup(text[:-1])
    return tuple(e for e in entries if e.how < _SHORT_HOW and (e.kind == "c" or e.population >= _KNOWN))


def _meant(text: str, scene: Scene, index: int, entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """The entries whose name may be written like this: short names in capitals, abbreviations after a comma."""
    meant = tuple(entry for entry in entries if _writable(entry, text, scene, index))
    short = tuple(entry for entry in meant if entry.how in (_SHORT_HOW, _ABBREVIATION))
    return short or meant


def _writable(entry: Entry, text: str, scene: Scene, index: int) -> bool:
    letters = text.replace(".", "")
    if entry.how == _ABBREVIATION:
        return "," in scene.words[index].gap and (len(letters) > 2 or letters.isupper() or "." in text)
    if entry.how == _SHORT_HOW:
        return letters.isupper() and (not scene.shouted or scene.word(index - 1) == "the" or "." in text)
    if len(letters) > 3 or not letters.isupper() or scene.shouted:
        return True
    behind = scene.words[index + 1].gap if index + 1 < len(scene.words) else ""
    return entry.how == 0 and (entry.kind == "c" or (scene.words[index].first and behind.startswith(",")))


def features(hit: Hit, scene: Scene, gazetteer: Gazetteer, lexicon: Lexicon) -> dict[str, float]:
    """The signs for and against a hit, by name; `WEIGHTS` says how much each counts."""
    found: dict[str, float] = {"always": 1.0}
    found.update(_of_register(hit, scene, gazetteer))
    found.update(_of_recogniser(hit, scene))
    found.update(_of_neighbours(hit, scene, lexicon))
    return found


def _of_register(hit: Hit, scene: Scene, gazetteer: Gazetteer) -> dict[str, float]:
    """What the register says: the greatest place of this name, its spelling, and what else the word is."""
    kinds = {entry.kind for entry in hit.entries if entry.how != _DEMONYM}
    best = max(hit.entries, key=lambda e: e.population)
    most = max((e.population for e in hit.entries if e.kind == "t"), default=0)
    found = {f"kind {kind}": 1.0 for kind in kinds if kind in "cr"}
    if "p" in kinds and any(e.kind == "p" and e.how == 0 for e in hit.entries):
        found["kind p"] = 1.0
    found["people"] = float(best.how == _DEMONYM)
    found["size"] = math.log10(most + 1) / 6
    found["several words"] = float(hit.last > hit.first)
    spelled = plain(hit.text)
    found["spelled otherwise"] = float(not any(plain(e.name) == spelled for e in hit.entries if e.how == 0))
    others = gazetteer.word_kinds(hit.text) if hit.last == hit.first else ""
    found.update({f"is {kind}": 1.0 for kind in others})
    found["city"] = float(most >= 100_000 and not others)
    found["great city"] = float(most >= 500_000 and not others)
    found["village"] = float(most < 5_000 and not kinds & set("cpr"))
    if not scene.entities:
        found.update({f"is {kind}, no recogniser": 1.0 for kind in others})
        found["great, no recogniser"] = found["great city"]
    found["abbreviation"] = float(all(entry.how == _ABBREVIATION for entry in hit.entries))
    found["short form"] = float(best.how == _SHORT_HOW)
    found["short"] = float(len(hit.text) < 4)
    found["shouted"] = float(scene.shouted)
    return found


def _of_recogniser(hit: Hit, scene: Scene) -> dict[str, float]:
    """What the recogniser of entities calls it, if one was run."""
    if not scene.entities:
        return {"no recogniser": 1.0}
    label, whole = scene.label(scene.words[hit.first].start, scene.words[hit.last].end)
    return {f"{label or 'no label'}{' whole' if whole and label else ''}": 1.0}


def _of_neighbours(hit: Hit, scene: Scene, lexicon: Lexicon) -> dict[str, float]:
    """What stands before and behind."""
    before, behind = scene.word(hit.first - 1), scene.word(hit.last + 1)
    is_country = any(entry.kind == "c" and entry.how < _ABBREVIATION for entry in hit.entries)
    first = scene.words[hit.first]
    close = bool(first.gap.strip() == "" and hit.first)
    gap = scene.words[hit.last + 1].gap if hit.last + 1 < len(scene.words) else "."
    found = {
        "strong cue": float(close and before in lexicon.strong),
        "weak cue": float(close and before in lexicon.weak),
        "of": float(close and before == "of"),
        "the": float(close and before == "the"),
        "unit before": float(close and before == "of" and scene.word(hit.first - 2) in lexicon.units),
        "unit behind": float(gap == " " and behind in lexicon.units),
        "title before": float(hit.first > 0 and before in lexicon.titles),
        "saying behind": float(gap == " " and behind in lexicon.saying and not is_country),
        "comma behind": float(gap == ", " and scene.named(hit.last + 1)),
        "possessive": float(gap.startswith(("'", "’"))),
        "dash behind": float(gap.strip() in ("-", "--", "—", "–")),
        "first": float(first.first),
        "dateline": float(first.first and bool(_DATELINE.match(scene.text, scene.words[hit.last].end))),
        "noun behind": float(gap == " " and behind in lexicon.behind_cues),
        "hyphen behind": float(gap == "-" and behind in lexicon.hyphen),
        "bracket behind": float(gap.startswith(" (")),
    }
    if not scene.shouted:
        found["name before"] = float(close and scene.named(hit.first - 1) and not scene.words[hit.first - 1].first)
        found["first name before"] = float(close and scene.named(hit.first - 1) and scene.words[hit.first - 1].first)
        found["name behind"] = float(gap == " " and scene.named(hit.last + 1))
    return found
