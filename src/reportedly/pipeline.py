"""The whole way of one report, from its text to attributed claims. No file, no network, no state.

    read ──► find ──► resolve        (and later: reconcile ──► record ──► desk · export)
    Report   Told     Claim

1. debris is masked, never cut: spans index the text as given
2. amounts and times are found by grammar
3. the learned finder proposes claims, its figures are held against the words; the rules over the parse propose theirs,
   and one telling becomes one claim
4. each claim gets who says so, and whether it is said, planned, possible or denied
5. times, places and actors are resolved; what does not resolve keeps its words; denials meet what they deny
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportedly.actors import Register, load_register
from reportedly.find.acts import find_acts
from reportedly.find.amounts import find_amounts
from reportedly.find.attributions import find_attributions, source_chain, source_kind
from reportedly.find.figures import find_figures, vet_figures
from reportedly.find.learned.finder import LearnedFinder, shipped_finder
from reportedly.find.parse import load_parser, parse
from reportedly.find.settle import settle
from reportedly.find.shares import with_shares
from reportedly.find.timing import with_times
from reportedly.find.voices import with_voices
from reportedly.find.whole_names import with_whole_names
from reportedly.gazetteer import Gazetteer, open_gazetteer
from reportedly.gazetteer.store import user_path
from reportedly.model.claim import Claim
from reportedly.model.report import Report
from reportedly.model.text import Amount, Span
from reportedly.model.told import Attribution, TimeExpression, Told
from reportedly.resolve.answers import with_answers
from reportedly.resolve.claims import resolve_claim
from reportedly.resolve.dates import find_dates
from reportedly.resolve.scene import set_scene

if TYPE_CHECKING:
    from spacy.language import Language


# From which confidence on a rule's own claim stands beside the learned finder's, by kind; for events of force never, save
# by the rules named: there the finder is better alone. Chosen on the reports of gold and of ours that were held back from
# training.
TRUSTED = {
    "toll": 0.9,
    "displacement": 0.7,
    "control": 0.85,
    "event": 0.5,
    "event.ASSAULT": 1.01,
    "event.assault.airstrike.engage": 0.8,
    "event.assault.airstrike.call": 0.8,
}
ALONE = 0.7  # the same without a learned finder


@dataclass(frozen=True)
class Tools:
    """What the steps work with: a parser, the learned finder (None: rules alone), the gazetteer, the actor register;
    `rules` says whether the rules propose claims of their own."""

    parser: Language
    finder: LearnedFinder | None
    gazetteer: Gazetteer
    register: Register
    rules: bool = True


@functools.cache
def default_tools() -> Tools:
    """The tools of this package, loaded once a process."""
    return Tools(load_parser(), shipped_finder(), open_gazetteer(user_path()), load_register())


def extract_claims(report: Report, tools: Tools) -> tuple[Claim, ...]:
    """The claims of a report in the order of their words. The same report gives the same claims and ids."""
    text = report.readable()
    amounts = find_amounts(text)
    times = find_dates(text, report.published)
    with ThreadPoolExecutor(max_workers=1) as second:  # the learned finder reads on one core, all else on another
        reading = second.submit(tools.finder.find, text, amounts, times) if tools.finder else None
        scene = set_scene(report, text, times, tools.gazetteer, tools.register)
        told, attributions = find_claims(text, amounts, times, scene.day, reading, tools)

    def read_source(span: Span) -> tuple[tuple[str, ...], str | None]:
        behind = next((a for a in attributions if a.source and a.source.overlaps(span)), None)
        return (source_chain(behind, text)[1] if behind else ()), source_kind(span.of(text))

    return with_answers([resolve_claim(one, scene, read_source) for one in told])


def find_claims(
    text: str,
    amounts: Sequence[Amount],
    times: Sequence[TimeExpression],
    day: dt.date | None,
    reading: Future[tuple[Told, ...]] | None,
    tools: Tools,
) -> tuple[tuple[Told, ...], tuple[Attribution, ...]]:
    """The claims as told, and the attributions of the text; `day` is what its times count from, `reading` what the
    learned finder will have read (None without one)."""
    doc = parse(text, tools.parser)
    ruled = (*find_figures(doc, text, tuple(amounts)), *find_acts(doc, text)) if tools.rules else ()
    attributions = find_attributions(doc, text, asserted=True)
    proposed = with_whole_names(reading.result(), doc) if reading else ()
    learned = vet_figures(doc, text, tuple(amounts), proposed)
    trusted = TRUSTED if tools.finder else dict.fromkeys(TRUSTED, ALONE)
    told = with_shares(with_times(settle(learned, ruled, trusted), times, doc, text, day), amounts)
    return with_voices(told, attributions, doc, text), attributions
