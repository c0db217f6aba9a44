"""Attribution without a verb: "according to …", a name and a colon, a quotation and a dash."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Words

from reportedly.find.attributions.finding import Finding
from reportedly.find.attributions.lexicon import lexicon
from reportedly.find.attributions.parse import hull, noun_phrase, trimmed
from reportedly.find.parse import forms_of, text_of
from reportedly.model.text import Span
from reportedly.model.told import Attribution
from reportedly.rules import load_rules

CONCESSIONS = frozenset({"although", "even", "though", "whereas"})
SPEAKER = re.compile(r"(?m)^[ \t\"“]*((?:[A-Z][\w.’'-]*[ \t]?){1,5})(:)(?=[ \t]+\S)")
MARKS = frozenset("\"“”„‘'")
SIGNED = re.compile(r"(?:(?<=[\"”'])[ \t]*|\n[ \t]*)(―|—|–|--)[ \t]*((?:[A-Z][\w.’'-]*[ \t]?){1,5})")


def find_by_phrases(doc: Doc) -> Iterator[Finding]:
    """The attributions of phrases, colons and dashes."""
    for rule in load_rules("attributions")["phrases"]:
        yield from _phrase(doc, tuple(rule["words"]))
    yield from _colons(doc)
    yield from _headline(doc)
    yield from _dashes(doc)


def _phrase(doc: Doc, words: tuple[str, ...]) -> Iterator[Finding]:
    forms = forms_of(doc)
    for k in range(len(forms) - len(words)):
        if forms[k] != words[0] or tuple(forms[k : k + len(words)]) != words:
            continue
        head = next((t for t in doc[k + len(words) - 1].rights if t.dep_ in {"pobj", "pcomp"}), None)
        if head is None or (head.tag_ == "NN" and not any(head.lefts) and head.lower_ not in lexicon().speakers):
            # "according to plan" names no one.
            continue
        source = _first_phrase(noun_phrase(head))
        first, last = doc[k], doc[k + len(words) - 1]
        cue = hull([first, last])
        content = _around(first.sent, k, max(t.i for t in source), first)
        if cue is not None and content is not None:
            yield Finding(Attribution(hull(source), cue, content), first, "phrase", True)


def _first_phrase(words: list[Token]) -> list[Token]:
    """The words up to a second article that no preposition governs: where commas were lost, the next clause begins."""
    for k in range(1, len(words)):
        before = words[k - 1]
        if words[k].dep_ == "det" and before.pos_ in {"NOUN", "PROPN"} and words[k].tag_ == "DT":
            return words[:k]
    return words


def _around(sentence: Words, start: int, end: int, first: Token) -> Span | None:
    """The clause that the phrase from `start` to `end` stands in, less the phrase itself where it stands at an edge."""
    doc = sentence.doc
    before = [t for t in doc[sentence.start : start] if not t.is_punct and not t.is_space]
    after = [t for t in doc[end + 1 : sentence.end] if not t.is_punct and not t.is_space]
    if not before:
        return hull(doc[end + 1 : sentence.end]) if after else None
    closed = doc[start - 1].text == "," and "," not in {t.text for t in doc[end + 1 : sentence.end]}
    host = first.head
    if not after or closed:
        return hull(doc[_after_concession(host, sentence.start) : start])
    inside = [t for t in host.subtree if not start <= t.i <= end]
    if host.pos_ in {"VERB", "AUX"} and inside:
        return hull(inside)
    return hull(doc[sentence.start : start])


def _after_concession(host: Token, start: int) -> int:
    """Where the main clause begins: "even if the road is open, …" is the report's own premise."""
    for child in host.lefts:
        if child.dep_ == "advcl" and any(t.lower_ in CONCESSIONS for t in child.lefts):
            return child.right_edge.i + 1
    return start


def _colons(doc: Doc) -> Iterator[Finding]:
    """A name and a colon at the beginning of a paragraph, as in transcripts and headlines."""
    text = text_of(doc)
    for match in SPEAKER.finditer(text):
        end = text.find("\n", match.end())
        content = trimmed(text, Span(match.end(), len(text) if end < 0 else end))
        source = trimmed(text, Span(*match.span(1)))
        if content is None or source is None or source.of(text).lower() in load_rules("attributions")["colon_labels"]:
            continue
        cue = doc.char_span(*match.span(2), alignment_mode="expand")
        label = doc.char_span(source.start, source.end, alignment_mode="expand")
        if cue is not None and label is not None and not any(t.pos_ in {"VERB", "AUX"} for t in label):
            yield Finding(Attribution(source, Span(*match.span(2)), content), cue[0], "colon", False)


def _dashes(doc: Doc) -> Iterator[Finding]:
    """A quotation signed with a dash and a name, on its own line or after the mark."""
    text = text_of(doc)
    for match in SIGNED.finditer(text):
        end = len(text[: match.start()].rstrip())
        start = text.rfind("\n", 0, end) + 1
        content = trimmed(text, Span(start, end))
        source = trimmed(text, Span(*match.span(2)))
        cue = doc.char_span(*match.span(1), alignment_mode="expand")
        if content is None or source is None or cue is None or text[content.start] not in MARKS:
            continue
        yield Finding(Attribution(source, Span(*match.span(1)), content), cue[0], "dash", True)


@functools.cache
def _headline_pattern() -> re.Pattern[str]:
    words = "|".join(re.escape(w) for w in load_rules("attributions")["headline_sources"])
    agencies = "|".join(re.escape(w) for w in load_rules("attributions")["agencies"])
    return re.compile(
        rf"\A\s*(?P<content>\S.{{15,160}}?)[\s:–—-]+(?P<source>{words})\b(?=\s*(?:\.|\n|\Z|(?:{agencies})\b))", re.I
    )


def _headline(doc: Doc) -> Iterator[Finding]:
    """A headline that names its source at the end ("Twelve dead in blast: monitor"), before a dateline or a break."""
    match = _headline_pattern().match(text_of(doc))
    if match is None or re.search(r"[.!?]\s", match["content"]):
        return
    source = Span(*match.span("source"))
    token = doc.char_span(source.start, source.end, alignment_mode="expand")
    if token is not None and not _ends_a_sentence(token.root):
        yield Finding(Attribution(source, source, Span(*match.span("content"))), token[0], "headline", True)


def _ends_a_sentence(word: Token) -> bool:
    """Whether the word only is the last of an ordinary sentence: "… a town held by rebels." """
    behind = word.doc[word.i + 1].text if word.i + 1 < len(word.doc) else ""
    return behind == "." and word.dep_ in {"pobj", "dobj", "conj"}
