""" "… a resident said on Monday": the speaker at the end of a sentence whose commas were lost.

Without its comma the parser hangs the speaker on the clause before. The tags still tell where the noun phrase begins.
"""

from __future__ import annotations

from spacy.tokens import Span as Words
from spacy.tokens import Token

from reportedly.find.attributions.lexicon import Lexicon
from reportedly.find.attributions.parse import hull, sentence_start
from reportedly.model.text import Span

NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
INSIDE = NOUNS | {"JJ", "VBN", "HYPH", "POS", "FW", "-LRB-", "-RRB-", "VBG"}
ARTICLES = frozenset(
    {"a", "an", "the", "some", "another", "one", "other", "several", "many", "two", "its", "his", "their"}
)
LINKS = frozenset({"of", "for", "in", "at", "from", "to", "with", "on"})
INVERTING = frozenset({"say", "add", "explain", "warn"})
DAYS = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"})
FINITE = frozenset({"VBD", "VBP", "VBZ", "MD"})
# Words in the longest noun phrase looked for.
LONGEST = 14
STOPS = frozenset({"that", "which", "who", "if", "whether", "and", "but"})


def tail_of(verb: Token, words: Lexicon) -> tuple[Span, Span] | None:
    """Source and content of a verb of saying that ends its sentence, told from the tags; None when it does not."""
    bare = verb.tag_ == "VBN" and not any(t.dep_ in {"aux", "auxpass", "agent"} for t in verb.children)
    if not (verb.tag_ in FINITE or bare) or not _ends_sentence(verb):
        return None
    if verb.lemma_.lower() in INVERTING and _is_phrase(verb.doc[verb.i + 1 : verb.sent.end]):
        return _inverted(verb)
    k = _last_before(verb)
    start = sentence_start(verb)
    first = _phrase_start(verb.doc[k], start, words) if k > start else None
    if first is None or first - start < 3:
        return None
    before = verb.doc[start:first]
    if before[-1].lemma_.lower() in words.told:  # "…, a claim the army denied": what stands before is somebody else's
        return None
    if not any(t.tag_ in FINITE | {"VBN"} for t in before) or before[-1].lower_ in STOPS | {
        "as",
        "while",
        "after",
        "when",
    }:
        return None
    source, content = hull(verb.doc[first : k + 1]), hull(before)
    return (source, content) if source is not None and content is not None else None


def speaker_before(verb: Token, words: Lexicon) -> Span | None:
    """The noun phrase that stands right before the verb, told from the tags."""
    k = _last_before(verb)
    start = sentence_start(verb)
    first = _phrase_start(verb.doc[k], start, words) if k >= start else None
    return hull(verb.doc[first : k + 1]) if first is not None else None


def speaker_after(verb: Token, words: Lexicon) -> Span | None:
    """The noun phrase that follows the verb, adverbs and the occasion passed over (…" said on Monday the mayor)."""
    rest = [t for t in verb.doc[verb.i + 1 : verb.sent.end] if not t.is_space]
    k = 0
    while k < len(rest):
        if rest[k].lower_ in words.occasions or rest[k].tag_ == "RB":
            k += 1
            continue
        noun = next((n for n in range(k + 1, min(k + 4, len(rest))) if rest[n].lower_ in words.occasions), None)
        if rest[k].tag_ != "IN" or noun is None:
            break
        k = noun + 1
    phrase: list[Token] = []
    for word in rest[k:]:
        if not (word.tag_ in INSIDE | {"DT", "PRP"} or word.lower_ in {"of", "for"}):
            break
        phrase.append(word)
    named = any(t.tag_ in {"NNP", "NNPS", "PRP"} or t.lower_ in words.speakers | words.persons for t in phrase)
    return hull(phrase) if named else None


def _last_before(verb: Token) -> int:
    k = verb.i - 1
    while k >= 0 and (verb.doc[k].tag_ == "RB" or verb.doc[k].lower_ in {"has", "have", "had"}):
        k -= 1
    return k


def _inverted(verb: Token) -> tuple[Span, Span] | None:
    """ "… said the regional governor." """
    before = verb.doc[sentence_start(verb) : verb.i]
    source, content = hull(verb.doc[verb.i + 1 : verb.sent.end - 1]), hull(before)
    if source is None or content is None or not any(t.tag_ in FINITE | {"VBN"} for t in before):
        return None
    return source, content


def _is_phrase(rest: Words) -> bool:
    """Whether the words are one noun phrase of someone who can speak, and the full stop."""
    words = [t for t in rest if not t.is_space]
    if len(words) < 3 or words[-1].text != "." or len(words) > 12:
        return False
    if words[0].lower_ not in {"the", "a", "an"} and words[0].tag_ != "NNP":
        return False
    if words[0].ent_type_ == "DATE" or words[0].lower_ in DAYS:
        return False
    return all(t.tag_ in INSIDE | {"DT", "IN", "CC"} for t in words[:-1])


def _ends_sentence(verb: Token) -> bool:
    """Whether only adverbials, a hearer or a participle with what hangs on it follow the verb in its sentence."""
    for word in verb.doc[verb.i + 1 : verb.sent.end]:
        if word.tag_ == "VBG":
            return True
        if word.lower_ in STOPS or word.tag_ in FINITE or word.text in {'"', "“", ":"}:
            return False
    return verb.sent.end - verb.i < 16


def _phrase_start(last: Token, start: int, words: Lexicon) -> int | None:
    """The first word of the noun phrase that ends with `last`; None where the tags do not tell it.

    It begins at an article that no preposition governs, or it is a name with its titles, or a bare noun of speech
    ("local activists"). Two such phrases may be joined by "and".
    """
    if last.tag_ == "PRP":
        return last.i
    if last.tag_ not in NOUNS:
        return None
    first = _with_article(last, start)
    if first is None and last.tag_ in {"NNP", "NNPS"}:
        first = _name(last, start, words)
    if first is None and (last.lower_ in words.speakers or last.tag_ == "NNS"):
        first = _bare(last, start)
    if first is not None and first - 2 > start and last.doc[first - 1].lower_ == "and":
        left = last.doc[first - 2]
        other = _phrase_start(left, start, words)
        if other is not None and (left.lower_ in words.speakers or left.tag_ in {"NNP", "NNPS"}):
            return other
    return first


def _with_article(last: Token, start: int) -> int | None:
    doc, k = last.doc, last.i
    while k > start and last.i - k < LONGEST:
        before = doc[k - 1]
        if before.lower_ in ARTICLES:
            if k - 2 < start or doc[k - 2].lower_ not in LINKS:
                return k - 1
            k -= 2
            continue
        linked = before.lower_ in LINKS and k - 2 >= start and doc[k - 2].tag_ in NOUNS
        if not linked and (before.tag_ not in INSIDE or before.text.startswith('"')):
            return None
        k -= 1
    return None


def _name(last: Token, start: int, words: Lexicon) -> int:
    """A name with the titles before it: "activist Omar Haddad", "Governor Haddad", "UN envoy for Syria Haddad"."""
    doc, k = last.doc, last.i
    titled = words.speakers | words.persons
    while k > start:
        before = doc[k - 1]
        linked = before.lower_ in {"of", "for"} and any(t.lower_ in titled for t in doc[max(start, k - 3) : k - 1])
        if not (before.tag_ in {"NNP", "NNPS", "HYPH", "POS"} or before.lower_ in titled or linked):
            break
        k -= 1
    return k


def _bare(last: Token, start: int) -> int:
    doc, k = last.doc, last.i
    while k > start and doc[k - 1].tag_ in {"JJ", "NN", "HYPH", "VBN"} and doc[k - 1].lower_ not in LINKS:
        k -= 1
    return k
