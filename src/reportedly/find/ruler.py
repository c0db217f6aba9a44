"""spaCy's attribute ruler with a table in front of its matcher.

Nearly all rules of the English ruler ask for one word's tag and form. What they say of such a pair is worked out once;
the matcher, which tries every rule at every word, is left with the rules that ask for more. The result is the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from spacy.attrs import LOWER, TAG
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc

NAME = "attribute_table"
ASKED = ("TAG", "LOWER")
OTHER = 0
"""Stands for all forms that no rule asks for: the id of the empty string."""


class AttributeTable(AttributeRuler):
    """An `AttributeRuler` that finds the same matches; rules added after its first use are not seen."""

    rest: Matcher | None = None

    def prepare(self) -> Matcher:
        """The matcher of the rules that no table can hold; the others go into the table."""
        self.rules: list[tuple[int, int, list[dict[str, frozenset[str]]]]] = []
        self.rows: dict[tuple[int, int], list[tuple[int, int]]] = {}
        rest = Matcher(self.vocab)
        rules: Any = self.patterns  # spaCy's types admit more than it gives
        for number, rule in enumerate(rules):
            if rule["index"] == 0 and all(is_plain(pattern) for pattern in rule["patterns"]):
                asked = [{name: values(value) for name, value in p[0].items()} for p in rule["patterns"]]
                self.rules.append((number, self.vocab.strings.add(str(number)), asked))
            else:
                rest.add(str(number), rule["patterns"])
        forms = {form for _, _, asked in self.rules for pattern in asked for form in pattern.get("LOWER", ())}
        self.forms = {self.vocab.strings.add(form) for form in forms}
        return rest

    def match(self, doc: Doc) -> list[tuple[int, int, int, int]]:
        """Number of the rule, its id in the vocabulary, first token and end of each match, by number."""
        if self.rest is None:
            self.rest = self.prepare()
        strings = self.vocab.strings
        found = [(int(strings[id]), id, start, end) for id, start, end in self.rest(doc, allow_missing=True)]
        for at, (tag, lower) in enumerate(doc.to_array([TAG, LOWER]).tolist()):
            pair = (tag, lower if lower in self.forms else OTHER)
            row = self.rows.get(pair)
            if row is None:
                row = self.rows[pair] = list(self.row(*(strings[part] for part in pair)))
            found += [(number, id, at, at + 1) for number, id in row]
        found.sort()
        return found

    def row(self, tag: str, form: str) -> Iterator[tuple[int, int]]:
        """The rules that hold for a word of this tag and form, with their ids; the form is empty if no rule asks for it."""
        told = {"TAG": tag, "LOWER": form}
        for number, id, asked in self.rules:
            if any(all(told[name] in admitted for name, admitted in pattern.items()) for pattern in asked):
                yield number, id


def is_plain(pattern: list[dict[str, Any]]) -> bool:
    """Whether a pattern asks for nothing but the tag and form of one word."""
    if len(pattern) != 1:
        return False
    return all(k in ASKED and (isinstance(v, str) or set(v) == {"IN"}) for k, v in pattern[0].items())


def values(asked: Any) -> frozenset[str]:
    """What a pattern admits: one string or a list."""
    return frozenset((asked,) if isinstance(asked, str) else asked["IN"])


@Language.factory(NAME)
def attribute_table(nlp: Language, name: str, validate: bool = False, scorer: Any = None) -> AttributeTable:
    """The component under its name for spaCy's configuration, with the settings of the one it stands for."""
    return AttributeTable(nlp.vocab, name, validate=validate, scorer=scorer)
