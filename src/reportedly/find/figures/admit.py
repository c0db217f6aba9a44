"""Whether a group of people may be what a telling word tells of."""

from __future__ import annotations

from spacy.tokens import Token

from reportedly.find.figures.groups import Group, is_people
from reportedly.find.figures.lexicon import Trigger, nouns, triggers_of
from reportedly.find.figures.victims import passive, stands_for_people
from reportedly.find.figures.words import Mention, Reading, headline
from reportedly.find.parse import text_of
from reportedly.model.text import Amount
from reportedly.rules import load_rules


def allowed(mention: Mention, group: Group) -> bool:
    """Whether the group may be the trigger's: its unit, and the noun for people that the trigger asks for."""
    trigger, amount = mention.trigger, group.amount
    unit = amount.unit if amount is not None else None
    if group.head.i != mention.token.i and tells_of_others(group.head, trigger):
        return False
    if trigger.kind == "displacement" and gets_away(mention.token):
        return False
    if trigger.how == "people" and (is_label(mention.token) or set_free(mention) or counted_apart(mention, amount)):
        return False
    if trigger.unit is not None:
        return unit == trigger.unit
    if unit == "houses" and trigger.kind == "toll":
        return False
    if amount is None or group.implicit:
        return uncounted(mention, group)
    if trigger.counted and amount.value is None:
        return False
    if trigger.civil and group.head.lower_ in nouns("armed") - {"others", "other"}:
        return False
    if not trigger.strict:
        return True
    if (
        is_people(group.head)
        or group.head.i == mention.token.i
        or (bare(group, amount) and not labelled(mention, amount))
    ):
        return True
    return trigger.kind == "displacement" and unit is not None


def gets_away(verb: Token) -> bool:
    """Whether those who leave have attacked before, in the same breath: "they shot at a post and fled"."""
    first = verb.head
    attacks = first.lemma_ in load_rules("figures")["violent"] and not passive(first)
    return verb.dep_ == "conj" and attacks and not any(t.dep_ in ("nsubj", "nsubjpass") for t in verb.lefts)


def uncounted(mention: Mention, group: Group) -> bool:
    """Whether a group without a stated number may be the trigger's: people by name or noun, not merely described so."""
    trigger = mention.trigger
    if trigger.how == "people":
        return told_without_number(mention)
    if trigger.counted or (trigger.kind == "displacement" and group.implicit):
        return False
    fighters = group.head.lower_ in nouns("armed") or group.head.lower_ in nouns("forces")
    if fighters and (trigger.civil or trigger.kind == "displacement" or trigger.type == "trapped"):
        return False
    token = mention.token
    if (
        trigger.strict
        and trigger.how == "object"
        and not (passive(token) or (group.head.head.i == token.i and group.head.dep_ == "dobj"))
    ):
        return False
    if trigger.strict and group.head.lower_ not in nouns("people"):
        return titled(group.head)
    if not group.implicit and mention.token.dep_ == "amod":
        return False
    return is_people(group.head) or group.head.pos_ == "PRON"


def is_label(token: Token) -> bool:
    """Whether the noun only names a figure: "no casualty toll was given"."""
    return token.dep_ == "compound" and token.head.lower_ in load_rules("figures")["labels"]


def counted_apart(mention: Mention, amount: Amount | None) -> bool:
    """Whether the noun has a number of its own that is not the group's: the five of "five of the 19 hostages"."""
    numbers = (child for child in mention.token.children if child.dep_ == "nummod")
    return amount is not None and any(not amount.span.start <= n.idx < amount.span.end for n in numbers)


def set_free(mention: Mention) -> bool:
    """Whether captives are told as freed: "ten hostages were released", "the exchange of 40 prisoners"."""
    if mention.trigger.type not in ("abducted", "detained"):
        return False
    above = mention.token.head
    above = above.head if above.pos_ == "ADP" else above
    freeing = load_rules("figures")["freeing"]
    if mention.token.dep_ in ("dobj", "pobj", "nsubjpass"):
        return above.lemma_.lower() in freeing
    return any(
        t.dep_ in ("acl", "ROOT") and t.tag_ == "VBN" and t.lemma_.lower() in freeing for t in mention.token.rights
    )


def titled(head: Token) -> bool:
    """A name with a noun for people before or beside it: "smuggler Ali Haddad", "Ali Haddad, a smuggler"."""
    return any(t.lower_ in nouns("people") for t in head.children if t.dep_ in ("compound", "appos", "nmod", "amod"))


def name_alone(head: Token) -> bool:
    """A name without a noun for people: a person, or a town or agency that the parse took for one."""
    return head.pos_ == "PROPN" and head.lower_ not in nouns("people") and not titled(head)


def told_without_number(mention: Mention) -> bool:
    """ "caused casualties", "reports of deaths": told, without a number."""
    token = mention.token
    if token.lower_ not in load_rules("figures")["uncounted"]:
        return False
    above = token.head
    if above.pos_ == "ADP":
        above = above.head
    return above.lemma_ in load_rules("figures")["told_by"] and token.dep_ in ("dobj", "pobj", "attr", "nsubjpass")


def tells_of_others(head: Token, trigger: Trigger) -> bool:
    """Whether the noun is itself another figure: deaths are not displaced, "holding hostages" detains no one; the displaced
    may be killed or hurt."""
    others = [t for t in triggers_of(head.lower_) if t.how == "people" and t.type != trigger.type]
    if trigger.strict and trigger.kind == "toll":
        return bool(others)
    return any(t.kind == "toll" and trigger.kind != "toll" and t.type != "detained" for t in others)


def labelled(mention: Mention, amount: Amount) -> bool:
    """Whether a colon sets the number apart: "homes destroyed: 45" counts what the label names."""
    return ":" in text_of(mention.token.doc)[mention.end : amount.span.start]


def bare(group: Group, amount: Amount) -> bool:
    """A number that no noun follows: it counts people."""
    return amount.span.start <= group.head.idx < amount.span.end


def on_line(reading: Reading, mention: Mention, group: Group) -> bool:
    """One person without a number word stands on the line of the word that tells of it, and within the same quote."""
    first, last = sorted((mention.start, group.head.idx))
    between = reading.text[first:last]
    opened = between.count('"') % 2 == 1 or between.count("“") != between.count("”")
    return not group.implicit or not (opened or "\n" in between)


def taken(reading: Reading, mention: Mention, group: Group) -> bool:
    """Whether the number stands right behind, or bare right before, another telling word: then it is that word's."""
    if group.amount is None or group.implicit or not reading.tokens_of(group.amount) or mention.trigger.how == "people":
        return False
    tokens = reading.tokens_of(group.amount)
    if paired(reading, mention, tokens[-1]):
        return True
    before = tokens[0].i - 1
    while before > 0 and reading.doc[before].lower_ in load_rules("figures")["hedges"]:
        before -= 1
    neighbour = reading.doc[before]
    if neighbour.lower_ == "lives" and mention.trigger.how != "harm":
        return True
    if (
        before >= 0
        and neighbour.i != mention.token.i
        and (governs(neighbour) or joined_to(neighbour))
        and not mention.start <= neighbour.idx < mention.end
    ):
        return True
    after = tokens[-1].i + 1
    if after >= len(reading.doc) or reading.doc[after].i == mention.token.i:
        return False
    if stands_for_people(reading.doc[after]) and reading.doc[after].head.head == mention.token:
        return False
    return (
        governs(reading.doc[after])
        and reading.doc[after].tag_ in ("VBN", "VBD")
        and mention.start != reading.doc[after].idx
    )


def joined_to(token: Token) -> bool:
    """A telling word behind "and": "killed hundreds and displaced millions"."""
    return (
        token.i > 0
        and token.doc[token.i - 1].pos_ == "CCONJ"
        and any(t.how == "object" for t in triggers_of(token.lower_))
    )


def governs(token: Token) -> bool:
    """Whether a word tells of those behind or before it as a verb does; in a headline whatever it is tagged."""
    verb = token.pos_ in ("VERB", "ADJ") or (token.pos_ in ("PROPN", "NOUN") and headline(token))
    return verb and token.dep_ != "amod" and any(t.how == "object" for t in triggers_of(token.lower_))


def paired(reading: Reading, mention: Mention, last: Token) -> bool:
    """Whether the number belongs to a participle behind its noun, as another before belongs to this word:
    "two children killed 5 others injured"."""
    token, doc = mention.token, reading.doc
    if token.tag_ not in ("VBN", "VBD") or not last.i > token.i:
        return False
    after = last.i + 1
    while after < min(len(doc), last.i + 4) and (doc[after].lower_ in nouns("people") or doc[after].lower_ == "more"):
        after += 1
    if after >= len(doc) or not governs(doc[after]) or doc[after].tag_ not in ("VBN", "VBD"):
        return False
    own = doc[max(0, token.i - 3) : token.i]
    return any(t.i in reading.by_token or t.lower_ in ("a", "an") for t in own) and own[-1].pos_ not in ("AUX", "PUNCT")


def negated(mention: Mention, group: Group) -> bool:
    if group.amount is not None and group.amount.value == 0:
        return True
    return any(t.dep_ == "neg" for t in mention.token.children)
