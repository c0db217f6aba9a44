"""What the learned finder proposes as a figure, held against the words: whether something tells of it, and how many it is."""

from __future__ import annotations

import dataclasses
import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from reportedly.find.figures.groups import group_of, is_people, with_number
from reportedly.find.figures.joins import pointed_to, together
from reportedly.find.figures.lexicon import Trigger, triggers_of
from reportedly.find.figures.sentences import bounds_of
from reportedly.find.figures.victims import coordinated, subjects_of
from reportedly.find.figures.words import COUNTING, Mention, Reading, find_mentions, headline, read
from reportedly.find.parse import root_of
from reportedly.model.text import Amount, Span
from reportedly.model.told import Told
from reportedly.rules import load_rules

BACK = 2
"""How many sentences back the word may stand that tells what a bare number counts."""
SURE = 0.8
"""The confidence that such a number needs."""


@dataclass(frozen=True, slots=True)
class Ground:
    """A reading with its trigger words, by the sentence (its first word) in which they stand, and the numbers that some
    proposal rests on."""

    reading: Reading
    mentions: dict[int, list[Mention]]
    numbers: tuple[Span, ...]


def vet_figures(doc: Doc, text: str, amounts: tuple[Amount, ...], learned: Sequence[Told]) -> tuple[Told, ...]:
    """The proposals of the learned finder; of its figures those that the words bear out.

    Left out are figures whose number counts no people (an age, an hour, a street number), those with no word around that
    tells of their type, and people who were told of with a number before and are only pointed back to. One person, or
    several told one by one, are counted where no number tells them; one who is named and described, once. Claims of other
    kinds pass as they are.
    """
    reading = read(doc, text, amounts)
    mentions: dict[int, list[Mention]] = {}
    bounds = bounds_of(doc)
    for mention in find_mentions(reading):
        mentions.setdefault(bounds[mention.token.i][0], []).append(mention)
    numbers = tuple(t.anchor for t in learned if t.amount is not None and t.amount.text)
    return tuple(vetted(learned, Ground(reading, mentions, numbers)))


def vetted(learned: Sequence[Told], ground: Ground) -> Iterator[Told]:
    """The proposals that stand, one after the other: what is pointed back to was told before."""
    told: list[Told] = []
    for proposal in learned:
        if proposal.kind not in ("toll", "displacement"):
            yield proposal
            continue
        words = tokens_in(ground.reading, proposal.anchor)
        if not words or counts_else(ground.reading, proposal.anchor) or spared(proposal, words[-1]):
            continue
        one = grounded(proposal, words[-1], ground)
        if one is None:
            continue
        one = without_loser(counted(one, words[-1], ground), words[-1])
        one = with_own_people(without_later(one, words[-1]), ground.reading)
        if points_back(one, words[-1]) and any(one.type == other.type for other in told):
            continue
        if described_again(one, people_of(one, words[-1], ground.reading), told):
            continue
        told.append(one)
        yield one


def tokens_in(reading: Reading, span: Span) -> list[Token]:
    """The words of a span; none where it lies outside the parse."""
    found = reading.doc.char_span(span.start, min(span.end, len(reading.text)), alignment_mode="expand")
    return list(found or ())


def counts_else(reading: Reading, anchor: Span) -> bool:
    """Whether the anchor is a number that counts no people: an hour, a distance, a number of shots. An age describes."""
    inside = [a for a in reading.between(anchor.start - 80, anchor.end) if a.span.overlaps(anchor)]
    return bool(inside) and all(a.unit not in (*COUNTING, "age", "percent") for a in inside)


def spared(told: Told, word: Token) -> bool:
    """Whether the people are told as set free, as charged with what befell others, or as those who did it to them."""
    if told.kind != "toll":
        return False
    rules, noun = load_rules("figures"), noun_of(word, told)
    if does_it(noun):
        return True
    verbs = [t for t in noun.rights if t.dep_ == "acl" and t.tag_ == "VBN"]
    if noun.dep_ in ("nsubjpass", "dobj"):
        verbs.append(noun.head)
    lemmas = {t.lemma_.lower() for t in verbs}
    freed = bool(lemmas & set(rules["freeing"]))
    return freed or (told.type not in ("detained", "abducted") and bool(lemmas & set(rules["accusing"])))


def does_it(noun: Token) -> bool:
    """Whether the people are the subject of a verb of harm that has others as its object: "three men shot dead two guards".

    Not so where the others have a word of their own: "girl killed two others injured".
    """
    verb = noun.head
    harms = any(t.kind == "toll" and t.how == "object" for t in triggers_of(verb.lower_))
    if noun.dep_ != "nsubj" or not harms or verb.lemma_ in load_rules("figures")["undone"] or headline(verb):
        return False
    others = [t for t in verb.rights if t.dep_ == "dobj" and t.pos_ in ("NOUN", "PROPN") and is_people(t)]
    return any(t.i + 1 == len(t.doc) or not triggers_of(t.nbor().lower_) for t in others)


def who_at(told: Told) -> Span | None:
    """The words for who they are that hold the claim's own word."""
    return next((s for s in told.roles.get("who", ()) if s.overlaps(told.anchor)), None)


def noun_of(word: Token, told: Told) -> Token:
    """The noun of the people, within the words for who they are: from the number, or from what describes it."""
    who = who_at(told) or told.anchor
    head = word
    describing = ("compound", "amod", "nmod", "det", "poss", "nummod")
    while head.dep_ in describing and (head == word or who.start <= head.head.idx < who.end):
        head = head.head
    return head


def grounded(told: Told, word: Token, ground: Ground) -> Told | None:
    """The claim, where its sentence has a word that tells of its type, or one before tells what a bare number counts.

    Where people are told as killed and the words only say that they were hit, they are casualties.
    """
    doc, bounds = ground.reading.doc, bounds_of(ground.reading.doc)
    first, last = bounds[word.i]
    triggers = [m.trigger for m in ground.mentions.get(first, ())]
    if any(tells(t, told) for t in triggers):
        return told
    hints = load_rules("figures")["hints"].get(told.type, ())
    near = doc[max(first, word.i - 60) : min(last, word.i + 60)]
    if any(t.lower_ in hints for t in near):
        return told
    if told.type == "killed" and any(t.type == "casualties" for t in triggers):
        why = (*told.why, "casualties: the words do not say that they died")
        return dataclasses.replace(told, type="casualties", why=why)
    if told.amount is None or not told.amount.text or told.confidence < SURE:
        return None
    for _ in range(BACK):
        if first == 0:
            return None
        first = bounds[first - 1][0]
        if any(tells(m.trigger, told) for m in ground.mentions.get(first, ())):
            return told
    return None


def tells(trigger: Trigger, told: Told) -> bool:
    """Whether the word tells of the type: "killed or wounded" of both."""
    if trigger.kind != told.kind:
        return False
    both = trigger.type == "casualties" and trigger.most == 1.0 and told.type in ("killed", "injured")
    return trigger.type == told.type or both


def counted(told: Told, word: Token, ground: Ground) -> Told:
    """The claim with the count of people that no number tells: one by a noun or a name, several told one by one; or with the
    number before its noun that the finder passed over ("one additional [insurgent]")."""
    reading = ground.reading
    if told.kind != "toll" or told.amount is None or told.amount.text or told.amount.value == 0:
        return told
    groups = [g for g in (group_of(reading, head) for head in heads_in(told, word, reading)) if g is not None]
    if not groups:
        return told
    numbered = next((g for g in groups if g.head == word and g.amount is not None and not g.implicit), groups[0])
    found = together(reading, groups)[0] if all(g.implicit for g in groups) else numbered
    value = found.amount.value if found.implicit and found.amount is not None else None
    if found.amount is not None and not found.implicit:
        number = found.amount.span
        passed_over = told.amount.value is None and is_harmed(found.head)
        if not passed_over or any(other.overlaps(number) for other in ground.numbers):
            return told
        return dataclasses.replace(told, anchor=number, amount=found.amount)
    if value == told.amount.value:
        return told
    hedge = "vague" if value is None else "exact"
    amount = dataclasses.replace(told.amount, value=value, low=value, high=value, hedge=hedge)
    return dataclasses.replace(told, amount=amount, why=(*told.why, f"value {value}: {found.head.text}"))


def is_harmed(noun: Token) -> bool:
    """Whether the noun hangs on a word of harm, itself or by the nouns that it is told in one row with."""
    while noun.dep_ == "conj":
        noun = noun.head
    return any(triggers_of(t.lower_) for t in (noun, noun.head, *noun.rights))


def heads_in(told: Told, word: Token, reading: Reading) -> list[Token]:
    """The noun of the people, and those told with it within the words for who they are, as the parse has them or not."""
    who = who_at(told) or told.anchor
    head = noun_of(word, told)
    while head.dep_ == "conj" and who.start <= head.head.idx < who.end:
        head = head.head
    inside = [t for t in tokens_in(reading, who) if who.start <= t.idx and t.pos_ in ("NOUN", "PROPN")]
    torn = [t for t in inside if not who.start <= t.head.idx < who.end and joined_by_and(head, t)]
    heads = [head, *(t for t in coordinated(head) if who.start <= t.idx < who.end), *torn]
    return list(dict.fromkeys(heads))


def joined_by_and(a: Token, b: Token) -> bool:
    """Whether "and" stands between two nouns."""
    return any(t.pos_ == "CCONJ" for t in a.doc[min(a.i, b.i) : max(a.i, b.i)])


def points_back(told: Told, word: Token) -> bool:
    """Whether people without a number of their own are only pointed to: "the insurgent was killed"."""
    if told.kind != "toll" or (told.amount is not None and told.amount.text):
        return False
    return pointed_to(word)


def without_loser(told: Told, word: Token) -> Told:
    """The claim, without those who lost or buried the people as those who did it: "the army lost two [soldiers]"."""
    noun = noun_of(word, told)
    verb = noun.head
    if noun.dep_ != "dobj" or verb.lemma_.lower() not in load_rules("figures")["undone"]:
        return told
    losers = [t.idx for t in subjects_of(verb)]
    doers = told.roles.get("perpetrator", ())
    return told.without("perpetrator", [s for s in doers if any(s.start <= at < s.end for at in losers)])


def with_own_people(told: Told, reading: Reading) -> Told:
    """The claim without people who have a number of their own and no harm: the 17 of "17 men were tried for killing 45"."""
    if not (told.amount is not None and told.amount.text):
        return told
    return told.without("who", [span for span in told.roles.get("who", ()) if are_others(told, span, reading)])


def are_others(told: Told, span: Span, reading: Reading) -> bool:
    """Whether the words name people whom another number counts, told in no word of harm."""
    noun = root_of(span, reading.doc)
    if noun is None or span.overlaps(told.anchor):
        return False
    number = with_number(reading, noun)[1]
    if number is None or number.span.overlaps(told.anchor) or noun.dep_ == "conj":
        return False
    near = (noun, noun.head, *(t for t in noun.rights if t.dep_ in ("acl", "relcl", "amod")), *noun.lefts)
    return not any(triggers_of(t.lower_) for t in near)


def without_later(told: Told, word: Token) -> Told:
    """The claim without those as its doers whom only a later sentence names: of tolls laid so, most were laid wrongly."""
    last = word.sent.end_char
    later = [s for s in told.roles.get("perpetrator", ()) if s.start >= last and not answers_for(s, word.doc)]
    return told.without("perpetrator", later)


def answers_for(span: Span, doc: Doc) -> bool:
    """Whether the sentence of the words tells whose attack it was: "the Taliban claimed responsibility"."""
    root = root_of(span, doc)
    return root is not None and bool(owning().search(root.sent.text))


@functools.cache
def owning() -> re.Pattern[str]:
    """What tells in a sentence of its own who is behind an attack."""
    return re.compile(load_rules("doers")["owning"], re.I)


def people_of(told: Told, word: Token, reading: Reading) -> Token:
    """The noun that the words for who they are hang on: the grandson of "the grandson of Amin [Sabbagh]"."""
    who = who_at(told)
    return (root_of(who, reading.doc) if who else None) or noun_of(word, told)


def described_again(told: Told, noun: Token, before: Sequence[Told]) -> bool:
    """Whether the claim only describes somebody who was told of before: "Amin Sabbagh, a local [councillor]"."""
    if noun.dep_ != "appos" or (told.amount is not None and told.amount.text):
        return False
    named = (span for one in before if one.type == told.type for span in (one.anchor, *one.roles.get("who", ())))
    return any(span.start <= noun.head.idx < span.end for span in named)
