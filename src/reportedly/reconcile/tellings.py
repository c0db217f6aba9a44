"""One report taken apart into tellings: which of its claims are about the same happening."""

from __future__ import annotations

import bisect
import hashlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from reportedly.model.incident import Point, Telling
from reportedly.reconcile.claims import (
    JSON,
    actor_ids,
    area_of,
    days_of,
    distance,
    family,
    founds,
    gap,
    is_incident,
    ordinal,
    party_words,
    place_names,
    point_of,
    sentences,
)
from reportedly.reconcile.copies import sketch
from reportedly.reconcile.words import (
    ages,
    lead_vector,
    name_vector,
    numbers,
    persons,
    phrases,
    streets,
    tokens,
    word_vector,
)
from reportedly.rules import load_rules

APART_KM = 5.0  # two exact places told in their own sentences, farther apart than this, are two happenings
APART_DAYS = 1
LONGEST_ACT = 7  # days: an act of force without a toll that is told to have lasted longer is a campaign
TITLE_END = ". "

Pair = frozenset[str]


@dataclass(slots=True)
class Group:
    """Claims of one report that are about one happening, and what their own sentences say of time and place."""

    family: str
    claims: list[JSON] = field(default_factory=list)
    days: list[tuple[int, int]] = field(default_factory=list)
    points: list[Point] = field(default_factory=list)
    areas: list[tuple[str, str | None]] = field(default_factory=list)


def tellings_of(report: JSON, apart: Collection[Pair] = ()) -> list[Telling]:
    """The tellings of one report, in the order of their first claims; one without claims when no happening is told.

    `apart` are pairs of claim ids that a person has judged to be about different happenings.
    """
    text, title = report.get("text") or "", report.get("title") or ""
    bounds = sentences(text)
    groups = grouped(report["claims"], text, bounds, apart)
    marks = sketch(f"{title}{TITLE_END}{text}")
    if not groups:  # a report of totals tells of no happening: without words it is like no other
        totals = any(claim.get("total") for claim in report["claims"])
        return [telling(report, Group("force"), "" if totals else f"{title}{TITLE_END}{text}", marks)]
    if len(groups) == 1:
        return [telling(report, groups[0], f"{title}{TITLE_END}{text}", marks)]
    parts = shares(text, bounds, groups)
    parts[0] = f"{title}{TITLE_END}{parts[0]}"
    return [telling(report, group, part, marks) for group, part in zip(groups, parts, strict=True)]


def grouped(
    claims: Sequence[JSON], text: str, bounds: Sequence[tuple[int, int]], apart: Collection[Pair]
) -> list[Group]:
    """The claims that tell happenings, each with those that are about the same one."""
    groups: list[Group] = []
    ordered = sorted((c for c in claims if is_incident(c)), key=lambda c: (c["start"], c["end"], c["id"]))
    for claim in ordered:
        own = own_words(claim, text, bounds)
        fitting = [g for g in groups if fits(claim, own, g, apart)]
        home = next((g for g in reversed(fitting) if agrees(own, g)), fitting[-1] if fitting else None)
        if home is None:
            home = Group(family(claim))
            groups.append(home)
        home.claims.append(claim)
        home.days += own.days
        home.points += own.points
        home.areas += own.areas
    return attached([g for g in groups if any(founds(c) for c in g.claims)], claims, text, bounds)


def own_words(claim: JSON, text: str, bounds: Sequence[tuple[int, int]]) -> Group:
    """Time and place of a claim as far as its own sentence tells them: what it inherits from elsewhere splits
    nothing.
    """
    first, last = sentence_at(bounds, claim["start"]), sentence_at(bounds, max(claim["start"], claim["end"] - 1))
    start, end = (bounds[first][0], bounds[last][1]) if bounds else (0, 0)
    out = Group(family(claim))
    place = claim.get("place")
    if place and is_named(place) and place.get("start") is not None and start <= place["start"] < end:
        point, area = point_of(place), area_of(place)
        out.points += [point] if point else []
        out.areas += [area] if area else []
    days, time = days_of(claim), claim.get("time")
    if days and time and time.get("text") and time["text"] in text[start:end]:
        out.days.append(days)
    return out


def is_named(place: JSON) -> bool:
    """Whether the words name the place: "the town" stands for one named before."""
    return any(c.isupper() for c in place["text"]) or not place["text"].isascii()


def sentence_at(bounds: Sequence[tuple[int, int]], offset: int) -> int:
    """The index of the sentence that holds a character."""
    return max(0, bisect.bisect_right(bounds, (offset, float("inf"))) - 1)


def fits(claim: JSON, own: Group, group: Group, apart: Collection[Pair]) -> bool:
    """Whether nothing speaks against the claim being about the group's happening."""
    if own.family != group.family or any(frozenset((claim["id"], c["id"])) in apart for c in group.claims):
        return False
    between = gap(own.days, group.days)
    if between is not None and between > APART_DAYS and stands_alone(claim, own):
        return False
    return not far_apart(own, group)


def is_happening(claims: Sequence[JSON]) -> bool:
    """Whether claims are enough for an incident: harm to someone, or an act told with its day and its place. A
    campaign of weeks, and an offensive somewhere in a province, only join what others tell.
    """
    told = [c for c in claims if founds(c)]
    return any(
        c["kind"] == "toll"
        or (
            (days := days_of(c)) is not None
            and days[1] - days[0] <= LONGEST_ACT
            and point_of(c.get("place")) is not None
        )
        for c in told
    )


def stands_alone(claim: JSON, own: Group) -> bool:
    """Whether a claim of another day tells enough to be another happening: a place in its own words, or a number of
    people. "He was charged on Friday with killing her" does not.
    """
    return bool(own.points or own.areas) or (claim["kind"] == "toll" and (claim.get("value") or 0) > 1)


def far_apart(own: Group, group: Group) -> bool:
    """Whether the places told are two: exact points some way apart, or different provinces or countries."""
    if own.points and group.points:
        exact = all(p.exact for p in (*own.points, *group.points))
        return exact and min(distance(a, b) for a in own.points for b in group.points) > APART_KM
    if own.areas and group.areas:
        return not any(same_area(a, b) for a in own.areas for b in group.areas)
    return False


def same_area(a: tuple[str, str | None], b: tuple[str, str | None]) -> bool:
    """Whether two areas can be one, or one lies in the other."""
    return a[0] == b[0] and (a[1] == b[1] or a[1] is None or b[1] is None)


def agrees(own: Group, group: Group) -> bool:
    """Whether day or place speak for it (that none speaks against it is known)."""
    return bool((own.days and group.days) or (own.points and group.points))


def attached(groups: list[Group], claims: Iterable[JSON], text: str, bounds: Sequence[tuple[int, int]]) -> list[Group]:
    """The groups with the claims that belong to a happening without making one: who fled, who took the place, who
    denies it.
    """
    where = {c["id"]: g for g in groups for c in g.claims}
    sentence = {sentence_at(bounds, c["start"]): g for g in reversed(groups) for c in g.claims}
    for claim in sorted(claims, key=lambda c: (c["start"], c["end"], c["id"])):
        if claim["id"] in where or claim["status"] == "planned" or claim.get("total"):
            continue
        home = where.get(claim.get("answers") or "") or sentence.get(sentence_at(bounds, claim["start"]))
        if home is not None:
            home.claims.append(claim)
    return groups


def shares(text: str, bounds: Sequence[tuple[int, int]], groups: Sequence[Group]) -> list[str]:
    """The text of each group: every sentence goes to the group that has the claim nearest before it, or the first."""
    marks = sorted((c["start"], i) for i, g in enumerate(groups) for c in g.claims)
    starts = [m[0] for m in marks]
    parts: list[list[str]] = [[] for _ in groups]
    for start, end in bounds:
        at = max(0, bisect.bisect_left(starts, end) - 1)
        parts[marks[at][1]].append(text[start:end])
    return [" ".join(part) for part in parts]


def telling(report: JSON, group: Group, words: str, marks: tuple[int, ...]) -> Telling:
    """The telling of a group; without times and places of its own sentences, those that its claims inherit."""
    claims = group.claims
    told = [c for c in claims if is_incident(c)]
    days = group.days or [d for c in told if (d := days_of(c))]
    points = group.points or [p for c in told if (p := point_of(c.get("place")))]
    areas = group.areas or [a for c in told if (a := area_of(c.get("place")))]
    parties = party_words(report["claims"])
    return Telling(
        id=telling_id(report, claims),
        doc=report["doc"],
        claims=tuple(c["id"] for c in claims),
        mode=mode_of(told),
        published=ordinal(report.get("published")),
        days=tuple(sorted(set(days))),
        points=tuple(sorted(set(points), key=lambda p: (p.lat, p.lon, p.id or "", p.exact))),
        areas=frozenset(areas),
        places=frozenset(n for c in told for n in place_names(c.get("place"))),
        actors=frozenset().union(*(actor_ids(c) for c in told)),
        figures=numbers_told(told),
        words=word_vector(words),
        names=name_vector(words, parties),
        phrases=phrases(words, parties),
        ages=ages(words),
        persons=persons(words),
        numbers=numbers(words),
        sketch=marks,
        founds=is_happening(claims),
        lead=lead_vector(words),
        streets=streets(words),
        sexes=sexes_of(told),
    )


def mode_of(claims: Sequence[JSON]) -> str | None:
    """The commonest way of attack, the first told of equals; "protest" for a protest."""
    if any(c["type"] == "PROTEST" for c in claims):
        return "protest"
    modes = [m for c in claims if (m := c.get("mode")) and m != "other"]
    return max(dict.fromkeys(modes), key=modes.count, default=None)


def sexes_of(claims: Iterable[JSON]) -> frozenset[str]:
    """Whether single victims are male or female, by the words for them."""
    rules = load_rules("victims")
    found = set()
    for claim in claims:
        if claim["kind"] == "toll" and claim["type"] in ("killed", "injured") and claim.get("value") == 1:
            words = set(tokens(f"{(claim.get('who') or {}).get('text') or ''} {claim['quote']}"))
            found |= {sex for sex in ("male", "female") if not words.isdisjoint(rules[sex])}
    return frozenset(found) if len(found) == 1 else frozenset()


def numbers_told(claims: Iterable[JSON]) -> dict[str, frozenset[int]]:
    """The numbers of each type of toll; parts of a whole are left out."""
    out: dict[str, set[int]] = {}
    for claim in claims:
        if claim["kind"] == "toll" and claim.get("value") and not claim.get("part"):
            out.setdefault(claim["type"], set()).add(claim["value"])
    return {kind: frozenset(values) for kind, values in sorted(out.items())}


def telling_id(report: JSON, claims: Iterable[JSON]) -> str:
    """A hash of the report and of the claims; of the report's text where there are none."""
    what = "\x1f".join((report["doc"], *(sorted(c["id"] for c in claims) or [report.get("text") or ""])))
    return hashlib.sha256(what.encode("utf-8", "surrogatepass")).hexdigest()[:20]
