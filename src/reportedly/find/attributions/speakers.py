"""Who speaks: the attribution that a claim stands in, the name behind a pronoun, chains and kinds of sources."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from spacy.tokens import Doc

from reportedly.find.parse import text_of
from reportedly.model.text import Span
from reportedly.model.told import Attribution
from reportedly.rules import load_rules

# Words of a source behind the nearest one; a longer run is a clause, not a name.
LONGEST_SOURCE = 14
# "…, the agency said on Monday, citing two drivers": how far from the cue the link may stand, in characters.
CHAIN_REACH = 60


def source_of(attributions: Sequence[Attribution], span: Span) -> Attribution | None:
    """The attribution whose content holds the span, the innermost when several do; None: the report says so itself.

    Give it asserted attributions only: what is wished for or condemned has no source in this sense. A span that
    reaches beyond a content is held when the greater part of it, cue and source aside, lies within.
    """
    best: Attribution | None = None
    for told in attributions:
        content = told.content
        frame = [told.cue, *([told.source] if told.source is not None else [])]
        size = span.end - span.start - sum(_shared(span, part) for part in frame if not content.holds(part))
        if 2 * _shared(span, content) <= size:
            continue
        if best is None or content.end - content.start < best.content.end - best.content.start:
            best = told
    return best


def _shared(a: Span, b: Span) -> int:
    return max(0, min(a.end, b.end) - max(a.start, b.start))


def speaker_of(told: Attribution, attributions: Sequence[Attribution], doc: Doc) -> Span | None:
    """The words that name the source; for a pronoun, those it most likely stands for, when the text gives any.

    "Reports that …" name themselves: the cue is the source where none is given.
    """
    rules = load_rules("attributions")
    if told.source is None:
        return told.cue if told.cue.of(text_of(doc)).lower() in rules["self_naming"] else None
    words = told.source.of(text_of(doc)).lower()
    if words not in rules["pronouns"]:
        return told.source
    if words in rules["relative_pronouns"]:
        return _antecedent(told.source, doc) or told.source
    wanted = rules["pronouns"][words]
    named = [a.source for a in attributions if a.source is not None and a.source.end <= told.source.start]
    named = [s for s in reversed(named) if s.of(text_of(doc)).lower() not in rules["pronouns"]]
    for fitting in ((wanted,), ("any",)):
        for source in named:
            if wanted == "any" or _person_or_body(source.of(text_of(doc))) in fitting:
                return source
    return told.source


def _person_or_body(words: str) -> str:
    """`person`, `body` for an organisation or several people, or `any`, by the words before any modifier behind."""
    rules = load_rules("attributions")
    head = re.split(r"\b(?:of|in|at|for|from|on|who|which|with|to)\b|,", words, maxsplit=1)[0].strip()
    if any(word in rules["persons"] for word in re.findall(r"\w+", head.lower())):
        return "person"
    if source_kind(words) not in {"named", None}:
        return "body"
    return "any" if head.rpartition(" ")[2].islower() else "person"


def _antecedent(source: Span, doc: Doc) -> Span | None:
    pronoun = doc.char_span(source.start, source.end, alignment_mode="expand")
    if pronoun is None or pronoun[0].head.dep_ != "relcl":
        return None
    noun = pronoun[0].head.head
    words = [t for t in noun.subtree if t.i < pronoun[0].i]
    return Span(words[0].idx, noun.idx + len(noun)) if words else None


@functools.cache
def _chain() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    chain = load_rules("attributions")["chain"]
    forward, backward, ends = (re.compile(chain[k], re.IGNORECASE) for k in ("forward", "backward", "ends"))
    return forward, backward, ends


def source_chain(told: Attribution, text: str) -> tuple[Span | None, tuple[str, ...]]:
    """The source nearest to the report, and the words of those behind it ("the agency, quoting a guard").

    The link stands in the words of the source, between cue and content, or soon after the cue.
    """
    if told.source is None:
        return None, ()
    forward, backward, _ = _chain()
    words = told.source.of(text)
    link = backward.search(words)
    if link is not None:
        near = _trim(text, told.source.start + link.end(), told.source.end)
        behind = words[: link.start()].strip(" ,")
        return (near, (behind,)) if near is not None and behind else (told.source, ())
    link = forward.search(words)
    if link is not None:
        near = _trim(text, told.source.start, told.source.start + link.start())
        behind = _name_after(words[link.end() :])
        return (near, (behind,)) if near is not None and behind else (told.source, ())
    return told.source, _chain_of_cue(told, told.source, text)


def _chain_of_cue(told: Attribution, source: Span, text: str) -> tuple[str, ...]:
    """The chain at the cue: "quoted a guard", "reported, citing a guard", "a guard was quoted by the agency"."""
    forward = _chain()[0]
    if source.start > told.cue.end and forward.search(told.cue.of(text)):
        behind = re.split(r"[.!?\n]\s", text[: told.cue.start])[-1].strip(" ,")
        return (behind,) if 0 < len(behind.split()) <= LONGEST_SOURCE else ()
    start = max(told.cue.start, source.end)
    link = forward.search(text, start, told.cue.end + CHAIN_REACH)
    if link is None or re.search(r"[.!?\n]", text[start : link.start()]):
        return ()
    behind = _name_after(text[link.end() :])
    return (behind,) if behind else ()


def _trim(text: str, start: int, end: int) -> Span | None:
    words = text[start:end]
    start, end = start + len(words) - len(words.lstrip(" ,")), end - len(words) + len(words.rstrip(" ,"))
    return Span(start, end) if start < end else None


def _name_after(words: str) -> str:
    """The source that follows a link: up to the word or mark that ends a noun phrase."""
    name = _chain()[2].split(words, maxsplit=1)[0].strip()
    return name if 0 < len(name.split()) <= LONGEST_SOURCE else ""


@functools.cache
def _kind_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    kinds = load_rules("attributions")["source_kinds"]
    return tuple(
        (kind["kind"], re.compile(r"\b(?:" + "|".join(map(re.escape, kind["words"])) + r")\b", re.IGNORECASE))
        for kind in kinds
    )


def source_kind(words: str) -> str | None:
    """What the words of a source make it, in the terms of `vocabulary.SOURCE_KINDS`; None when they do not tell.

    A name alone, capitalised and without a word that tells more, is `named`.
    """
    for kind, pattern in _kind_patterns():
        if pattern.search(words):
            return kind
    return "named" if re.search(r"\b[A-Z][a-z]", words) else None
