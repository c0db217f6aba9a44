"""What keeps a rule's match from being a time: names, verbs, rates and counts that look like one."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from dataclasses import dataclass

from reportedly.resolve.dates.lexicon import Lexicon, Rule, Tokens
from reportedly.rules import load_rules

_CAPITAL_GROUPS = ("month", "month_b", "weekday", "weekday_y", "wd", "wd_x", "wd_short")
_LAST_BARE_YEAR = 2030
"""A later bare number is a year only after "by", "in" or "until"; four digits may be a clock or a count."""
_FIRST_BARE_YEAR, _FIRST_YEAR = 1900, 1600


@dataclass(frozen=True, slots=True)
class Around:
    """A match and what stands around it."""

    match: re.Match[str]
    tokens: Tokens
    known: Lexicon
    shouting: bool

    @property
    def words(self) -> str:
        """The words of the match."""
        return self.tokens.words(*self.match.span())

    def group(self, name: str) -> str:
        """The words of one of its groups, "" where it has none."""
        first, last = self.match.span(name) if name in self.match.re.groupindex else (-1, -1)
        return self.tokens.words(first, last).strip() if first >= 0 else ""

    def before(self, count: int = 1) -> list[str]:
        """Up to `count` words or signs before, nearest first, in lower case; "" stands in where there is none."""
        return neighbours(self.tokens, self.match.start() - 1, -1, count)

    def after(self, count: int = 1) -> list[str]:
        """Up to `count` words or signs after, likewise."""
        return neighbours(self.tokens, self.match.end(), 1, count)

    def name_follows(self) -> bool:
        """Whether the next word is capitalised, in a text where that tells something."""
        index = self.match.end() + self.tokens.code.startswith(" ", self.match.end())
        return not self.shouting and self.tokens.words(index, min(index + 1, len(self.tokens.code)))[:1].isupper()


def neighbours(tokens: Tokens, index: int, step: int, count: int) -> list[str]:
    """The `count` words and signs from a token on, in one direction, without spaces; "" beyond a blank line."""
    out: list[str] = []
    while 0 <= index < len(tokens.code) and len(out) < count and tokens.code[index] != "\n":
        if tokens.code[index] != " ":
            out.append(tokens.words(index, index + 1).lower())
        index += step
    return out + [""] * (count - len(out))


def shouted(text: str) -> bool:
    """Whether a text is in upper case, so that capitals tell nothing."""
    letters = [c for c in text[:2000] if c.isalpha()]
    return sum(c.isupper() for c in letters) > 0.7 * len(letters)


def admits(rule: Rule, match: re.Match[str], tokens: Tokens, known: Lexicon, shouting: bool) -> bool:
    """Whether a match may stand: cut from its neighbours, capitalised where it must be, passed by the rule's guard."""
    text, (begin, end) = tokens.text, tokens.span(*match.span())
    if begin and text[begin - 1].isalnum() and text[begin].isalnum():
        return False
    runs_on = end < len(text) and text[end - 1].isalnum() and text[end].isalnum()
    if runs_on and not rule.id.startswith("date."):
        return False
    around = Around(match, tokens, known, shouting)
    for name in _CAPITAL_GROUPS:
        word = around.group(name)
        if word.lower() in known.proper and not word[0].isupper():
            return False
    return rule.guard is None or _GUARDS[rule.guard](around)


@functools.cache
def _words(name: str) -> frozenset[str]:
    return frozenset(load_rules("dates")["around"][name])


def _year(around: Around) -> bool:
    """A bare year: led by a word of time, and not a count, a price, a code or a decimal."""
    (last, other), (following, later) = around.before(2), around.after(2)
    led = " ".join(reversed(around.before(3))) in _words("year_leads")
    counted = following in _words("counted") or later in _words("counted") or (last in _words("hedges") and not led)
    if counted or (last == "," and other.isdigit()) or (following in (".", "-") and later[:1].isdigit()):
        return False
    if around.group("part") or not around.words[0].isdigit():
        return True
    year = int(around.words[:4])
    if year > _LAST_BARE_YEAR:
        return last in ("by", "in", "until")
    if last in ("in", "since") or led:
        return year >= _FIRST_YEAR
    return year >= _FIRST_BARE_YEAR and (last in _words("time") or last in _words("year"))


def _season_year(around: Around) -> bool:
    """ "2012-13" names two years that follow each other, "2016-03" does not."""
    first, second = around.words.split("-")
    return (int(first) + 1) % 100 == int(second) and _year(around)


def _month(around: Around) -> bool:
    """A month without day or year: in capitals, and where its name is also a word or a name, after a preposition."""
    word, last = around.group("month"), around.before()[0]
    name = word.lower()
    led = (
        bool(around.group("part")) or " of " in around.words or (last in _words("time") and last not in _words("loose"))
    )
    if name in _words("short_months"):
        return led and (around.shouting or word[0].isupper()) and not around.name_follows()
    if not (around.shouting or word[0].isupper()):
        return led and name not in around.known.proper
    return led or (name not in _words("verbs") and not (name in _words("names") and around.name_follows()))


def _length(around: Around) -> bool:
    """A counted span: "a month" only where it is a length and not a rate, "a quarter" not as a share."""
    number, unit = around.group("n").lower(), around.group("unit").lower()
    (last,), (following,) = around.before(), around.after()
    if unit in ("second", "weekend") or (unit.startswith("quarter") and following == "of"):
        return False
    if number in ("a", "an") and not around.group("approx"):
        return last in _words("length")
    if re.fullmatch(r"0\d{3}", number):
        return False
    decimal = last in (".", ",") and around.tokens.code[around.match.start() - 1] != " "
    return not (number.isdigit() and decimal)


def _future(around: Around) -> bool:
    """ "Soon", but not "shortly after" or "as soon as"."""
    return around.after()[0] not in ("after", "before", "as", "afterwards") and around.before()[0] != "as"


def _adverb(around: Around) -> bool:
    """ "Daily", but not the name of a newspaper."""
    return around.shouting or (around.words.islower() and not around.name_follows())


def _plain(around: Around) -> bool:
    """Not a title such as "This Week": the last word is not capitalised unless all are."""
    return around.shouting or not around.words.split()[-1][0].isupper()


def _weekend(around: Around) -> bool:
    """ "Weekend raids", but not "every weekend"."""
    return bool(around.group("which")) or around.before()[0] not in ("a", "an", "every", "each", "per", "long", "most")


def _season(around: Around) -> bool:
    """A bare season, but not "the fall of" a town nor the Arab Spring."""
    words, last = around.words.lower().split(), around.before()[0]
    if words[-1] in ("fall", "spring") and around.after()[0] == "of":
        return False
    if words[-1] == "fall" and words[0] not in ("early", "late") and last != "in":
        return False
    if words[-1] == "spring" and not (around.shouting or around.words.split()[-1].islower()):
        return False
    return len(words) > 1 or last in _words("time")


def _abbreviated(around: Around) -> bool:
    """ "On Fri.", but not "on Sun Microsystems": in capitals, and no name."""
    return around.shouting or (around.words[0].isupper() and not around.name_follows())


def _named_day(around: Around) -> bool:
    """The day that goes by its month and number alone."""
    return around.group("day") == "11"


def _day_of_month(around: Around) -> bool:
    """ "June 14", but not "June 14,000"."""
    sign, number = around.after(2)
    return not (sign in (".", ",") and number.isdigit() and len(number) == 3)


def _day_alone(around: Around) -> bool:
    """ "On the 9th", but not "on the 9th floor"."""
    return bool(around.group("which")) or around.after()[0] in _words("alone")


_GUARDS: dict[str, Callable[[Around], bool]] = {
    "year": _year,
    "season_year": _season_year,
    "month": _month,
    "length": _length,
    "future": _future,
    "adverb": _adverb,
    "plain": _plain,
    "weekend": _weekend,
    "season": _season,
    "day_of_month": _day_of_month,
    "day_alone": _day_alone,
    "abbreviated": _abbreviated,
    "named_day": _named_day,
}
