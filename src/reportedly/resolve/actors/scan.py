"""What the words of a phrase or a report are: names of the register, words for nations, common nouns."""

from __future__ import annotations

from dataclasses import dataclass, replace

from reportedly.actors import Name, Nation, Register, Word, fold_word, words_of
from reportedly.resolve.actors.lexicon import Lexicon, NounClass, lexicon


@dataclass(frozen=True, slots=True)
class Item:
    """Words `start` to `end` of a text. What is empty does not apply; with all empty it is a word not known.

    `word` is the single word, or the noun in the singular, in small letters. `plural` says that a demonym or noun is in
    the plural ("Russians"); `owner` that the words own what follows ("Syria's").
    """

    start: int
    end: int
    word: str
    names: tuple[Name, ...] = ()
    nations: tuple[Nation, ...] = ()
    noun: NounClass | None = None
    people: str | None = None
    plural: bool = False
    owner: bool = False
    capital: bool = False

    @property
    def known(self) -> bool:
        """Whether it is a name, a nation, a people or a noun."""
        return bool(self.names or self.nations or self.noun or self.people)


def scan(text: str, register: Register) -> list[Item]:
    """The items of a text in order: at each word the longest name, nation or noun that begins there."""
    words = words_of(text)
    small = [word.raw.lower() for word in words]
    any_capital = any(c.isupper() for c in text)
    all_capitals = any_capital and len(words) > 3 and not any(c.islower() for c in text)
    known = lexicon()
    out: list[Item] = []
    at = 0
    while at < len(words):
        item, count = _item(words, small, at, register, known, any_capital)
        if all_capitals and count == 1 and small[at] in known.ordinary:
            item = _span(words, at, 1, small[at])
        out.append(item)
        at += count
    return out


def _item(
    words: list[Word], small: list[str], at: int, register: Register, known: Lexicon, any_capital: bool
) -> tuple[Item, int]:
    """The item that begins at a word, and how many words it has."""
    count, names, nations, plural = _named(words, at, register, any_capital)
    noun = known.noun(small[at : at + 4])
    word = small[at]
    if noun is not None and noun[0] > count:
        item = _span(words, at, noun[0], noun[1], noun=noun[2])
        return (replace(item, plural=True) if " ".join(small[at : at + noun[0]]) != noun[1] else item), noun[0]
    if count:
        item = _span(words, at, count, word, names=names, nations=nations)
        return (item if not plural else _plural(item)), count
    people = next((form for form in (word, word.removesuffix("s")) if form in known.peoples), None)
    return _span(words, at, 1, word, people=people), 1


def _span(
    words: list[Word],
    at: int,
    count: int,
    word: str,
    names: tuple[Name, ...] = (),
    nations: tuple[Nation, ...] = (),
    noun: NounClass | None = None,
    people: str | None = None,
) -> Item:
    """An item over some words."""
    first, last = words[at], words[at + count - 1]
    capital = first.raw[0].isupper()
    return Item(first.start, last.end, word, names, nations, noun, people, owner=last.owner, capital=capital)


def _plural(item: Item) -> Item:
    """The same, as a plural of a demonym or an owner that lost its apostrophe."""
    people = any(nation.how == "demonym" for nation in item.nations)
    return replace(item, plural=people, owner=True)


def _named(
    words: list[Word], at: int, register: Register, any_capital: bool
) -> tuple[int, tuple[Name, ...], tuple[Nation, ...], bool]:
    """The longest name or word for a nation: how many words, what it may be, whether a closing -s was left out."""
    first = words[at]
    bare = fold_word(first.raw[:-1]) if first.raw[-1:] in "sS" and len(first.raw) > 3 else first.key
    most = max(register.longest.get(first.key, 0), register.longest.get(bare, 0))
    for count in range(min(most, len(words) - at), 0, -1):
        run = words[at : at + count]
        keys = [word.key for word in run]
        last = run[-1]
        tails = [(last.key, False)]
        if last.raw[-1:] in "sS" and len(last.raw) > 3:
            tails.append((fold_word(last.raw[:-1]), True))
        for tail, cut in tails:
            key = " ".join([*keys[:-1], tail])
            names = tuple(
                name
                for name in register.names.get(key, ())
                if _written(name.written, run) or (not any_capital and _small(name, run, register))
            )
            nations = tuple(
                n
                for n in register.nations.get(key, ())
                if _written(n.word, run) or (not any_capital and n.how == "name" and len(n.word) > 4)
            )
            if count == 1:
                names, nations = _exact(names, nations, last.raw)
            if names or nations:
                return count, names, nations, cut
    return 0, (), (), False


def _written(name: str, run: list[Word]) -> bool:
    """Whether a name may be written so: a single word begins with a capital, an acronym has its own letters.

    An acronym of up to three letters is written in capitals, so that "is" and "us" stay words.
    """
    if len(run) > 1:
        return True
    raw = _bare_letters(run[0].raw)
    own = _bare_letters(name)
    if own.isupper() and len(own) <= 5:
        same = own in (raw.upper(), raw.upper().removesuffix("S"))
        return same and (len(own) > 3 or raw.removesuffix("s").isupper()) and raw[0].isupper()
    return raw[0].isupper() and not (raw.isupper() and len(raw) <= 4 and raw != own.upper())


def _bare_letters(word: str) -> str:
    """A word without its dots and a closing 's."""
    return word.rstrip("'’").removesuffix("'s").removesuffix("’s").replace(".", "")


def _exact(
    names: tuple[Name, ...], nations: tuple[Nation, ...], raw: str
) -> tuple[tuple[Name, ...], tuple[Nation, ...]]:
    """Where a word may be a name and a nation ("Cameron", "Cameroon"), those that are written letter for letter so."""
    if not (names and nations):
        return names, nations
    small = _bare_letters(raw).lower()
    own = tuple(name for name in names if name.written.lower() == small)
    land = tuple(nation for nation in nations if nation.word.lower() == small)
    return (own, land) if own or land else (names, nations)


def _small(name: Name, run: list[Word], register: Register) -> bool:
    """Whether a phrase without capitals may mean a name of one word: that of an armed group, letter for letter."""
    short = len(name.written) <= 3
    return not short and run[0].raw == name.written.lower() and register.entries[name.entry].sector == "REB"
