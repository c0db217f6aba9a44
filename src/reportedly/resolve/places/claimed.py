"""The place of one claim, from the words that tell it."""

from __future__ import annotations

import re
from dataclasses import replace

from reportedly.gazetteer import Gazetteer
from reportedly.model.claim import Place
from reportedly.model.place import PlaceMention
from reportedly.model.text import Span, sentence_of
from reportedly.resolve.places.candidates import Candidate
from reportedly.resolve.places.hits import LEADS, Scene, find_hits
from reportedly.resolve.places.lexicon import Lexicon, lexicon
from reportedly.resolve.places.placed import lent, placed
from reportedly.resolve.places.report import ReportPlaces
from reportedly.resolve.places.resolve import resolve_places
from reportedly.resolve.places.words import Word, words_of

# From the most to the least precise; an unknown name that heads the words goes before all.
_FINEST = ("exact", "near", "admin2", "admin1", "region", "country")
_INSIDE = frozenset(("in", "near", "outside", "of", "inside", "within", "at"))
_BACK_REACH = 600  # characters that "the town" may point back
_UNIT_BEHIND = re.compile(r",? (?:in )?(?=[A-Z])")  # what stands between a place and the unit told right behind it
Told = tuple[PlaceMention, Place]


def resolve_place(text: str, span: Span, context: ReportPlaces, gazetteer: Gazetteer) -> Place:
    """What place the words of the span mean, such as "the town of Saraqib in Idlib province".

    The most precise place named in them wins, the first of equals; what is named with it fills unit and country. "The
    outskirts of",
    "eastern" and their like are kept as `relation`. A road or border between two places is neither of them: `region`,
    with only what both have in common. "The city" is the last one told, "the capital" that of the report's country.
    Words that name nothing known keep their text, and the country of the report.
    """
    found = _within(text, span, context, gazetteer)
    unit = _unit_told(text, span, context) if found.admin1 is None and found.precision != "region" else None
    if unit and (found.name is None or found.country != unit.country):
        return lent(Place(found.text, found.start, found.end, relation=found.relation), unit, None)
    return found


def _unit_told(text: str, span: Span, context: ReportPlaces) -> Place | None:
    """The first-level unit in which an unknown place lies: the one told right behind it, else the only one of its sentence."""
    sentence = sentence_of(span, text)
    told = {p.id: (m, p) for m, p in context.inside(sentence) if p.precision == "admin1" and m.kind == "name"}
    behind = [p for m, p in told.values() if _UNIT_BEHIND.fullmatch(text[span.end : max(span.end, m.span.start)])]
    return next(iter(behind), None) or (next(iter(told.values()))[1] if len(told) == 1 else None)


def _within(text: str, span: Span, context: ReportPlaces, gazetteer: Gazetteer) -> Place:
    """As `resolve_place`, by the words of the span alone."""
    lexicon_ = lexicon()
    words = words_of(span.of(text))
    told = [pair for pair in context.inside(span) if pair[0].kind != "people"] or _second_look(
        text, span, context, gazetteer
    )
    own = Place(span.of(text), span.start, span.end)
    if not told and (alike := _alike(own, words, context, gazetteer)):
        return _named(own, alike, words, lexicon_)
    if not told:
        return _unnamed(own, words, context, gazetteer, lexicon_)
    if _is_stretch(words, told, span, lexicon_):
        return _between(own, told)
    head = _named(own, _head(told), words, lexicon_)
    return lent(own, head, context.country()) if _is_unknown(words, told, span) else head


def _second_look(text: str, span: Span, context: ReportPlaces, gazetteer: Gazetteer) -> list[Told]:
    """Names in the span that were not thought places in the report, but that the claim tells as its place."""
    part = span.of(text)
    scene = Scene(part, words_of(part), (), False)
    found: list[PlaceMention] = []
    for hit in sorted(find_hits(scene, gazetteer, lexicon()), key=lambda h: h.first - h.last):
        if hit.people:
            continue
        at = Span(span.start + scene.words[hit.first].start, span.start + scene.words[hit.last].end)
        if not any(at.overlaps(m.span) for m in (*found, *context.mentions)):
            found.append(PlaceMention(at, hit.text, "name", hit.text))
    if not found:
        return []
    mentions = tuple(sorted((*context.mentions, *found), key=lambda m: m.span))
    places = resolve_places(text, mentions, gazetteer=gazetteer)
    return [(m, p) for m, p in zip(mentions, places, strict=True) if m in found]


def _alike(own: Place, words: list[Word], context: ReportPlaces, gazetteer: Gazetteer) -> Place | None:
    """The one place of the report's country whose name differs from the words' own by vowels only."""
    country = context.country()
    capitals = [w for w in words if w.capital or w.text in LEADS]
    if not country or not capitals:
        return None
    name = own.text[capitals[0].start : capitals[-1].end]
    found = [e for e in gazetteer.alike(name) if e.country == country]
    towns = [e for e in found if e.kind == "t"] or found
    if len(towns) != 1:
        return None
    mention = PlaceMention(Span(own.start, own.end), own.text, name=name)
    return placed(mention, Candidate(towns[0], 0.0), gazetteer)


def _head(told: list[Told]) -> Place:
    """The place that the words are about."""
    first = told[0][1]
    if first.name is None:
        return first
    return min((p for _, p in told if p.name), key=lambda p: _FINEST.index(p.precision or "country"))


def _is_unknown(words: list[Word], told: list[Told], span: Span) -> bool:
    """Whether the words begin with a name that is not known, and only then say where it lies ("X in Homs province")."""
    first = min(mention.span.start for mention, _ in told) - span.start
    before = [w for w in words if w.end <= first]
    names = [i for i, w in enumerate(before) if (w.capital and not w.first) or w.text in LEADS]
    if not names:
        return False
    following = before[names[-1] + 1 :]
    comma = not following and next((w.gap for w in words if w.start >= first), "").strip() == ","
    return comma or (0 < len(following) <= 4 and following[0].gap == " " and any(w.text in _INSIDE for w in following))


def _named(own: Place, head: Place, words: list[Word], lexicon_: Lexicon) -> Place:
    """The head with the words of the claim; a camp or airport lies near the town that it is told with."""
    precision = head.precision
    if precision == "exact" and any(w.text.casefold() in lexicon_.spots for w in words):
        precision = "near"
    return replace(head, text=own.text, start=own.start, end=own.end, precision=precision)


def _is_stretch(words: list[Word], told: list[Told], span: Span, lexicon_: Lexicon) -> bool:
    """Whether the words tell of ground between places: a road, border or line, and two places or an open end."""
    nouns = [i for i, w in enumerate(words) if w.text.casefold() in lexicon_.stretches]
    if not nouns:
        return False
    between = {"between", "connecting", "linking", "joining", "from", "with"}
    return (
        any(w.text.casefold() in between for w in words[nouns[0] :])
        or len({p.id for _, p in told if p.precision in ("exact", "country")}) > 1
    )


def _between(own: Place, told: list[Told]) -> Place:
    """A place that is none of those named: what they have in common."""
    countries = {place.country for _, place in told}
    units = {place.admin1 for _, place in told}
    country = countries.pop() if len(countries) == 1 else None
    unit = units.pop() if country and len(units) == 1 < len(told) else None
    return replace(
        own,
        country=country,
        admin1=unit,
        precision="region",
        relation=next((m.relation for m, _ in told if m.relation), None),
    )


def _unnamed(own: Place, words: list[Word], context: ReportPlaces, gazetteer: Gazetteer, lexicon_: Lexicon) -> Place:
    """Words without a name: they point back, tell a part of the country, or nothing that can be resolved."""
    small = [w.text.casefold() for w in words]
    country = context.country()
    people = [p for m, p in context.inside(Span(own.start, own.end)) if m.kind == "people" and p.country]
    if people and any(w in lexicon_.stretches for w in small):
        return replace(
            own, country=people[0].country if len({p.country for p in people}) == 1 else None, precision="region"
        )
    kind = next((lexicon_.back[w] for w in small if w in lexicon_.back), None)
    if kind == "capital" and (entry := gazetteer.capital(people[0].country if people else country)):
        mention = PlaceMention(Span(own.start, own.end), own.text)
        return placed(mention, Candidate(entry, 0.0), gazetteer)
    if kind in ("t", "p") and small[0] in ("the", "this", "that"):
        wanted = ("exact", "near") if kind == "t" else ("admin1",)
        for mention, place in reversed(list(context)):
            if mention.kind == "name" and place.precision in wanted and 0 < own.start - mention.span.end < _BACK_REACH:
                return replace(place, text=own.text, start=own.start, end=own.end, relation=None)
    region = any("-".join(small[i : i + n]) in lexicon_.parts for i in range(len(small)) for n in (1, 2))
    return replace(own, country=country, precision="region" if region else None)
