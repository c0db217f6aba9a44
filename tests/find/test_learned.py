"""The learned finder's own steps: words, windows, anchors, roles; and the shipped weights."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.errors import InstallFault
from reportedly.find.amounts import find_amounts
from reportedly.find.learned import finder as finder_module
from reportedly.find.learned.decode import (
    Anchor,
    beside_words,
    find_anchors,
    parted,
    quote_around,
    read_attributes,
    role_runs,
    untold_amount,
)
from reportedly.find.learned.edges import core, trimmed
from reportedly.find.learned.finder import LearnedFinder, shipped_finder
from reportedly.find.learned.labels import ATTRIBUTES, DISTANCES, LABELS, ROLES, distance_bucket
from reportedly.find.learned.words import (
    BLANK,
    cut_windows,
    lay_pieces,
    plain_word,
    quote_flags,
    split_words,
    word_features,
    words_within,
)
from reportedly.model.text import Span
from reportedly.model.told import Told
from reportedly.rules import load_rules

WEIGHTS = Path(finder_module.__file__).parent / "weights"


@given(st.text(max_size=300))
def test_words_stand_in_the_text_in_order(text: str) -> None:
    words = split_words(text)
    assert all(w.start < w.end for w in words)
    assert all(a.end <= b.start for a, b in zip(words, words[1:], strict=False))
    covered = {i for w in words for i in range(w.start, w.end)}
    assert all(text[i].isspace() or i in covered for i in range(len(text))), "only blanks stand between words"
    assert len(word_features(text, words, (), ())) == len(words)


@given(st.lists(st.integers(1, 6), max_size=3000))
def test_windows_cover_every_word_once(pieces: list[int]) -> None:
    windows = cut_windows(pieces)
    own = [i for w in windows for i in range(w.own_first, w.own_last)]
    assert own == list(range(len(pieces)))
    assert all(w.first <= w.own_first <= w.own_last <= w.last for w in windows)


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ('He said "we won" today', ["we", "won"]),  # straight marks
        ("He said “we won” today", ["we", "won"]),  # curly marks
        ('He said "we won today', []),  # never closed: nothing is coloured
    ],
)
def test_quotation_marks_colour_what_they_enclose(text: str, quoted: list[str]) -> None:
    words = split_words(text)
    assert [w.of(text) for w, flag in zip(words, quote_flags(text, words), strict=True) if flag] == quoted


def test_every_piece_has_the_features_of_its_word() -> None:
    mark, first, second = None, 0, 1
    firsts, laid = lay_pieces([mark, first, second, second, mark], [(1, 0, 0, 0), (0, 1, 0, 0)])
    assert firsts == [1, 2]
    assert laid == [BLANK, (1, 0, 0, 0), (0, 1, 0, 0), (0, 1, 0, 0), BLANK]


def test_words_within_a_span() -> None:
    text = "more than 380 civilians"
    words = split_words(text)
    assert words_within(words, Span(10, 13)) == [2]
    assert words_within(words, Span(5, 14)) == [1, 2]
    assert words_within(words, Span(30, 40)) == []


def test_distances_fall_into_their_buckets() -> None:
    """Exact near by, coarser far off, before and after apart."""
    buckets = [distance_bucket(d) for d in range(-700, 701)]
    assert set(buckets) <= set(range(DISTANCES))
    assert distance_bucket(3) != distance_bucket(-3) != distance_bucket(-4)
    assert distance_bucket(400) == distance_bucket(500)


def test_of_two_labels_of_one_kind_on_the_same_words_the_likelier_is_kept() -> None:
    logits = np.full((4, len(LABELS)), -9.0, dtype=np.float32)
    killed, injured, assault = (LABELS.index(x) for x in ("toll.killed", "toll.injured", "event.ASSAULT"))
    logits[1, killed], logits[1, injured], logits[1, assault] = 3.0, 2.0, 1.0
    found = find_anchors(logits, dict.fromkeys(LABELS, 0.5), (0, 4))
    assert [a.label for a in found] == ["event.ASSAULT", "toll.killed"], "another kind may stand on the same words"
    assert find_anchors(logits, dict.fromkeys(LABELS, 0.5), (2, 4)) == [], "only the window's own words count"


@pytest.mark.parametrize(
    ("word", "read"),
    [
        ("Terrorists", "fighters"),  # whoever writes it
        ("martyred", "killed"),
        ("regime", "government"),
        ("Idlib", "Idlib"),  # a word that takes no side
    ],
)
def test_the_finder_reads_the_plain_word_for_one_that_takes_a_side(word: str, read: str) -> None:
    assert plain_word(word) == read


def test_no_mark_fills_a_role_alone() -> None:
    words = np.array([[-3.0, 4.0, 2.0, 4.0, -3.0, 5.0, -3.0, 2.0]], dtype=np.float32)  # a ( b ) c ) d e
    marks = np.array([False, False, True, False, False, True, False, False])
    assert beside_words(words, marks).tolist() == [[-3.0, 4.0, 2.0, 4.0, -3.0, -3.0, -3.0, 2.0]]


@pytest.mark.parametrize(
    ("row", "many", "runs"),
    [
        ([0.1, 0.9, 0.8, 0.1], False, [(1, 3)]),  # words above a half
        ([0.1, 0.9, 0.3, 0.1], False, [(1, 3)]),  # a fainter word beside them joins
        ([0.1, 0.2, 0.1, 0.1], False, []),  # nothing likely: the role stays empty
        ([0.4, 0.1, 0.1, 0.1], False, [(0, 1)]),  # the likeliest alone, when faint
        ([0.9, 0.1, 0.7, 0.1], False, [(0, 1)]),  # one run for most roles
        ([0.7, 0.1, 0.9, 0.1], True, [(2, 3), (0, 1)]),  # several for places, the likeliest first
    ],
)
def test_roles_are_runs_of_likely_words(row: list[float], many: bool, runs: list[tuple[int, int]]) -> None:
    assert role_runs(np.array(row, dtype=np.float32), many) == runs


def test_a_faint_word_fills_no_role_that_asks_for_more() -> None:
    assert role_runs(np.array([0.4, 0.1], dtype=np.float32), False, least=0.5) == []


def test_the_quote_holds_its_anchor() -> None:
    words = split_words("a b c d e")
    row = np.array([0.9, 0.1, 0.1, 0.9, 0.1], dtype=np.float32)
    assert quote_around(row, Anchor("toll.killed", 2, 3, 0.9), words) == Span(4, 7)


def test_closed_slots_take_their_likeliest_value() -> None:
    size = sum(len(v) for v in ATTRIBUTES.values())
    logits = np.zeros(size, dtype=np.float32)
    logits[3] = 1.0
    assert read_attributes(logits)["status"] == "denied"


@pytest.mark.parametrize(
    ("number", "value", "hedge"),
    [
        ("one", 1, "exact"),
        ("several", 3, "vague"),
        ("none", None, "vague"),
        ("zero", 0, "exact"),
        ("told", None, "vague"),
    ],
)
def test_amounts_without_a_number_in_words(number: str, value: int | None, hedge: str) -> None:
    amount = untold_amount(number, Span(0, 1))
    assert (amount.value, amount.hedge) == (value, hedge)


def test_the_shipped_finder_finds_a_plain_toll() -> None:
    text = "Shelling killed at least 12 people in Gao on Monday, the governor said."
    told = shipped_finder().find(text, find_amounts(text), ())
    toll = next(t for t in told if t.kind == "toll")
    assert (toll.type, toll.amount.value if toll.amount else None) == ("killed", 12)
    assert toll.rule.startswith("learned:")
    assert toll.quote.holds(toll.anchor)


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=400))
def test_no_text_makes_the_finder_raise(text: str) -> None:
    for told in shipped_finder().find(text, find_amounts(text), ()):
        assert 0 <= told.quote.start < told.quote.end <= len(text)
        assert 0.0 <= told.confidence <= 1.0


def test_weights_that_are_not_the_pinned_ones_are_refused(tmp_path: Path) -> None:
    folder = tmp_path / "weights"
    shutil.copytree(WEIGHTS, folder)
    (folder / "tokenizer.json").write_bytes(b"{}")
    with pytest.raises(InstallFault, match="install the package again"):
        LearnedFinder(folder)


def test_missing_weights_are_said_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(InstallFault, match="cannot be read"):
        LearnedFinder(tmp_path)


def test_what_is_shipped_stays_small() -> None:
    """The bound that the project set itself: 25 MB."""
    assert sum(p.stat().st_size for p in WEIGHTS.iterdir()) <= 25_000_000


SMALL = load_rules("small_words")


@pytest.mark.parametrize(
    ("words", "core_words"), [*SMALL["examples"], *([text, text] for text in SMALL["not_examples"])], ids=str
)
def test_a_role_is_without_small_words_at_its_edges(words: str, core_words: str) -> None:
    span = core(Span(0, len(words)), words)
    assert (span.of(words) if span else "") == core_words


@given(st.text(max_size=40))
def test_a_trimmed_role_lies_within_what_it_was(text: str) -> None:
    span = core(Span(0, len(text)), text)
    assert span is None or 0 <= span.start < span.end <= len(text)


def test_a_role_of_small_words_alone_is_left_open() -> None:
    told = Told("toll", "killed", Span(0, 2), Span(0, 2), roles={"perpetrator": (Span(0, 2),), "time": (Span(0, 2),)})
    assert trimmed(told, "or later").roles == {"time": (Span(0, 2),)}


def test_a_word_acts_or_is_acted_on_whichever_is_likelier() -> None:
    rows = np.full((len(ROLES), 4), 0.1, dtype=np.float32)
    actor, recipient = ROLES.index("actor"), ROLES.index("recipient")
    rows[actor], rows[recipient] = [0.9, 0.6, 0.7, 0.2], [0.4, 0.1, 0.9, 0.8]  # rebels and army , us
    apart = parted(rows, "event")
    assert apart[actor].tolist() == pytest.approx([0.9, 0.6, 0.0, 0.0])
    assert apart[recipient].tolist() == pytest.approx([0.0, 0.0, 0.9, 0.8])
    assert parted(rows, "toll").tolist() == rows.tolist()


@pytest.mark.parametrize(
    ("text", "quote", "anchor", "left"),
    [
        # marks at its edges
        ("He said, nine died, and left.", ", nine died,", "nine", "nine died"),
        # never into the words that carry the claim
        ("The dead: 9, a list.", ": 9,", ": 9,", ": 9,"),
    ],
)
def test_a_quote_is_without_marks_at_its_edges(text: str, quote: str, anchor: str, left: str) -> None:
    def span(words: str) -> Span:
        return Span(text.index(words), text.index(words) + len(words))

    assert trimmed(Told("toll", "killed", span(anchor), span(quote)), text).quote.of(text) == left


def test_an_owner_is_without_the_half_of_its_ending() -> None:
    text = "Most of Goma's people fled."
    assert core(Span(8, 13), text) == Span(8, 12)
