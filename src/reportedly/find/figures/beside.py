"""Numbers that stand right beside a trigger word, where the parse gives none: headlines, lists, damaged text."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator

from spacy.tokens import Token

from reportedly.find.figures.groups import Group, counted_noun, is_people, who_of
from reportedly.find.figures.lexicon import any_of, nouns, triggers_of
from reportedly.find.figures.sentences import around, start_of
from reportedly.find.figures.words import COUNTING, Mention, Reading
from reportedly.model.text import Amount
from reportedly.rules import load_rules

REACH = 14
"""How many words a number may stand away from its trigger."""
BREAKS = re.compile(r"[.;:!?\n]")
LABEL = re.compile(r"(?:^|\n|[.;:]\s)(?:[\w-]+ ){1,3}$")
UPDATED = re.compile(
    r"\b(?:to|at|of|is|was|are|were|reached|reaches|hit|hits|exceeds?|exceeded|stands?|passed|surpass(?:ed|es)|tops|topped|from|now|be)\s*$",
    re.I,
)


def beside(reading: Reading, mention: Mention) -> list[Group]:
    """The groups beside the trigger, by order of words alone."""
    found = looked_up(reading, mention)
    return found if mention.trigger.how == "toll" else [g for g in found if counts_people(g)]


def bare_before(reading: Reading, mention: Mention) -> Group | None:
    """A bare number right before a participle is its own, whatever the parse says: "400 wounded", "25 were wounded"."""
    i = mention.token.i - 1
    while i > 0 and reading.doc[i].idx >= mention.start:
        i -= 1
    while i > 0 and (reading.doc[i].pos_ in ("AUX", "ADV") or reading.doc[i].lower_ in ("others", "more")):
        i -= 1
    amount = reading.by_token.get(i)
    if amount is None or amount.unit is not None or amount.value == 0 or mention.token.lower_.endswith("ing"):
        return None
    return group(reading, amount)


def looked_up(reading: Reading, mention: Mention) -> list[Group]:
    how = mention.trigger.how
    if how == "toll":
        return after_toll(reading, mention)
    if (how not in ("object", "subject") or mention.token.lower_.endswith("ed")) and (
        told := labelled(reading, mention)
    ):
        return told
    if how in ("object", "deed"):
        if not mention.token.lower_.endswith(("ed", "en")):
            return after_word(reading, mention)
        if directly_after(reading, mention) and not directly_before(reading, mention):
            return after_word(reading, mention) or before_word(reading, mention)
        return before_word(reading, mention) or after_word(reading, mention)
    if how == "harm" and mention.token.lemma_ in load_rules("figures")["doing_to"]:
        return after_word(reading, mention)
    if how in ("subject", "state", "people", "harm"):
        return before_word(reading, mention)
    return []


def directly_after(reading: Reading, mention: Mention) -> bool:
    """Whether a number follows at once, with at most its hedge between."""
    i, hedges = mention.token.i + 1, load_rules("figures")["hedges"]
    while i < len(reading.doc) and i not in reading.by_token and reading.doc[i].lower_ in hedges:
        i += 1
    return i in reading.by_token


def directly_before(reading: Reading, mention: Mention) -> bool:
    return any(i in reading.by_token for i in range(max(0, mention.token.i - 4), mention.token.i))


def group(reading: Reading, amount: Amount) -> Group:
    """The group of a number, by the number alone."""
    token = reading.tokens_of(amount)[-1]
    head = counted_noun(reading, token, amount)
    return Group(head, amount, who_of(reading, head, amount))


def counts_people(found: Group) -> bool:
    """Whether the noun is one for people, or no noun follows the number, or its unit says what is counted."""
    amount = found.amount
    if amount is None or amount.unit is not None:
        return amount is not None
    return is_people(found.head) or amount.span.start <= found.head.idx < amount.span.end


def before_word(reading: Reading, mention: Mention) -> list[Group]:
    """ "12 farmers killed": the nearest number before, with no other verb, trigger or stop between."""
    first = start_of(mention.token)
    for i in range(mention.token.i - 1, max(first, mention.token.i - REACH) - 1, -1):
        token = reading.doc[i]
        amount = reading.by_token.get(i)
        if amount is not None and amount.unit in COUNTING:
            return [group(reading, amount)] if amount.value or i > mention.token.i - 4 else []
        if amount is not None and amount.unit in ("thing", "weapon", "money", "percent"):
            return []
        if BREAKS.search(token.text) or telling(token):
            return []
        if token.lemma_ in ("have", "leave", "force", "report", "believe", "fear", "remain", "need"):
            continue
        if token.pos_ == "VERB" and token.dep_ not in ("aux", "auxpass", "amod") and token.tag_ not in ("VBN", "VBG"):
            return []
    return []


def telling(token: Token) -> bool:
    """Whether the word tells of another figure; "houses" only as a verb."""
    if token.lower_ in nouns("people"):
        return False
    verb = token.pos_ in ("VERB", "AUX", "ADJ")
    return any(t.how in ("people", "deed", "state") or (verb and t.how != "leave") for t in triggers_of(token.lower_))


def after_word(reading: Reading, mention: Mention) -> list[Group]:
    """ "killing at least 12": a number right behind, with nothing but its hedge between."""
    last = mention.token.i
    for i in behind(reading, last):
        token = reading.doc[i]
        amount = reading.by_token.get(i)
        if amount is not None:
            return [group(reading, amount)] if amount.unit in COUNTING else []
        if (
            token.is_punct
            or token.pos_ in ("VERB", "NOUN", "PROPN", "CCONJ", "AUX")
            or (token.pos_ == "ADP" and token.lower_ not in load_rules("figures")["hedges"])
        ):
            return []
    return []


def behind(reading: Reading, last: int) -> Iterator[int]:
    """The words behind, without what commas set apart: "the evacuation of, by the latest count, 300 people"."""
    doc, end = reading.doc, min(len(reading.doc), last + 7)
    commas = [t.i for t in doc[last + 1 : last + 14] if t.text == ","]
    apart = range(commas[0], commas[1] + 1) if len(commas) > 1 and commas[0] <= last + 2 else range(0)
    yield from (i for i in range(last + 1, min(len(doc), end + len(apart))) if i not in apart)


def after_toll(reading: Reading, mention: Mention) -> list[Group]:
    """ "the toll rose to 12": numbers in the sentence that "to", "at", "of" or a verb of reaching brings in."""
    found = []
    label = reading.text[mention.start : mention.end]
    for amount in reading.between(mention.end, end_of_toll(reading, mention)):
        before = bare_of_hedge(reading.text[mention.end : amount.span.start])
        if (
            amount.unit in COUNTING
            and UPDATED.search(before)
            and (len(before) < 30 or not before.rstrip().endswith(" of"))
        ):
            found.append(with_unit(group(reading, amount), label if re.search("famil|household", label, re.I) else ""))
    return found[:2] or labelled(reading, mention) or just_before(reading, mention)


def end_of_toll(reading: Reading, mention: Mention) -> int:
    """Where what is said of a toll ends: at the end of its sentence, or where another toll begins."""
    sentence = around(mention.token)
    for token in reading.doc[mention.token.i + 1 : sentence.end]:
        if token.idx >= mention.end and token.lower_ in ("toll", "tolls", "number", "count") and token.pos_ == "NOUN":
            return token.idx
    return int(sentence.end_char)


def labelled(reading: Reading, mention: Mention) -> list[Group]:
    """A label and its number: "Number of homeless: 618", "Evacuees, total 2 075"."""
    between = re.compile(
        r"[\s/]*(?:(?:[a-z]+[\s/]+)?(?:total|people|persons|individuals|families|households|houses|homes|housing|shelter|/))*\s*[:–—-]?\s*",
        re.I,
    )
    for amount in reading.between(mention.end + 1, mention.end + 25):
        if amount.unit in COUNTING:
            told = reading.text[mention.end : amount.span.start]
            if between.fullmatch(told) and re.search(r":|\s[–—-]\s|total|hous(?:es|ing)|homes", told, re.I):
                return [with_unit(group(reading, amount), label_before(reading, mention) + told)]
    return []


def label_before(reading: Reading, mention: Mention) -> str:
    """The words that begin a label before its telling word: "Families evacuated: 120"."""
    found = LABEL.search(reading.text[max(0, mention.start - 40) : mention.start])
    return found.group() if found else ""


def with_unit(found: Group, told: str) -> Group:
    """The unit that the words of a label tell."""
    for unit, words in (("households", r"famil|household"), ("houses", r"hous|home|dwelling")):
        if found.amount is not None and found.amount.unit is None and re.search(words, told, re.I):
            return dataclasses.replace(found, amount=dataclasses.replace(found.amount, unit=unit))
    return found


def just_before(reading: Reading, mention: Mention) -> list[Group]:
    """A number right before: "618 the total number of evacuees", "2,075 – the number of homeless"."""
    near = [
        a
        for a in reading.between(mention.start - 80, mention.start)
        if 0 < mention.start - a.span.end <= 14 and a.unit in COUNTING
    ]
    return [group(reading, near[-1])] if near else []


def bare_of_hedge(before: str) -> str:
    """What stands before a number and its hedge."""
    hedges = any_of(load_rules("figures")["qualifiers"])
    return re.sub(rf"(?:\s+(?:{hedges})\b)+\s*$", " ", before, flags=re.I)
