"""How many, from several claims: low, best and high by a stated rule. Parts, totals and denials are never added or
mixed in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from reportedly.errors import UsageFault
from reportedly.model.incident import PROFILES, Figure, Version
from reportedly.reconcile.claims import JSON, actor_ids
from reportedly.reconcile.sources import Origin, source_of
from reportedly.reconcile.victims import (
    is_another,
    is_one_more,
    listed,
    miscounts,
    persons_named,
    tells_hit,
    who_of,
    with_own_death,
)

MOST_NAMED = 12  # persons named one by one; a longer list is one of another kind
SAME_WORDS = 200  # characters
RULES = {
    "acled": "the lowest number that a source gives (ACLED)",
    "ucdp": "the number of most sources that took no part, each with its latest report; "
    "of equals the latest; bounds as told (UCDP)",
    "range": "lowest and highest number told, and no best one (Airwars)",
}


def figure_of(
    kind: str,
    claims: Mapping[str, JSON],
    docs: Mapping[str, str],
    origins: Mapping[str, Origin],
    counted: Mapping[str, str],
    profile: str = "ucdp",
) -> Figure | None:
    """The figure of one type of toll in an incident; None when no claim tells of it.

    `claims` are the incident's by id, `docs` the report of each, `counted` the source that each report counts as. A
    toll told without a number ("killed civilians") makes a low of 1 and no best. Claims that are only possible count
    where no other does. Claims of the dead whose words tell only a shot ("four people were shot") count where none tells
    a death: as hurt if others are told hurt, else as dead.
    """
    if profile not in PROFILES:
        raise UsageFault(f"no profile {profile!r}: there are {', '.join(PROFILES)}")
    told = [c for c in claims.values() if counts(c, kind) and not miscounts(c)]
    if kind in ("killed", "injured"):
        dead, shot = deaths([c for c in claims.values() if counts(c, "killed") and not miscounts(c)])
        hurt = [c for c in claims.values() if counts(c, "injured") and not miscounts(c)]
        if kind == "killed":
            told = dead or ([] if hurt else shot)
        else:
            told = [c for c in told if not dead or is_another(c, dead)] + (shot if hurt and not dead else [])
    firm = [c for c in told if c["status"] == "reported"] or told
    if not firm:
        return None
    versions = sorted(versions_of(firm, docs, origins, counted), key=lambda v: (v.published or "", v.doc, v.claim))
    numbered = [v for v in versions if v.value is not None]
    if not numbered:
        return Figure(1, None, None, "told without a number", tuple(versions))
    low = min(v.value if v.low is None else min(v.low, v.value) for v in numbered if v.value is not None)
    high = max(max(v.value, v.high or 0) for v in numbered if v.value is not None)
    best = {"acled": low, "ucdp": consensus(independent(numbered, claims.values())), "range": None}[profile]
    return Figure(low, best, high, RULES[profile], tuple(versions))


def counts(claim: JSON, kind: str) -> bool:
    """Whether a claim is a whole figure of this type for one incident."""
    return (
        claim["kind"] == "toll"
        and claim["type"] == kind
        and not claim.get("total")
        and not claim.get("part")
        and claim["status"] in ("reported", "possible")
    )


def deaths(claims: Sequence[JSON]) -> tuple[list[JSON], list[JSON]]:
    """Claims of the dead: those whose words tell a death, and those that only tell a shot or a hit."""
    shot = [c for c in claims if tells_hit(c)]
    return [c for c in claims if c not in shot], shot


def versions_of(
    claims: Sequence[JSON], docs: Mapping[str, str], origins: Mapping[str, Origin], counted: Mapping[str, str]
) -> Iterable[Version]:
    """One version for each source in each report: the first number it tells, which is the headline's and the lead's;
    a vague one ("several"), or one more ("a fourth victim"), only where it tells no other. More persons named one by
    one than that number are the number; who killed them and then died by the same hand is one more.
    """
    own: dict[tuple[str, str], list[JSON]] = {}
    order = {
        c["id"]: (number_of(c) is None, c["hedge"] == "vague", is_one_more(c), c["start"], c["id"]) for c in claims
    }
    for claim in sorted(claims, key=lambda c: order[c["id"]]):
        doc = docs[claim["id"]]
        own.setdefault((doc, source_of(claim, doc, counted)), []).append(claim)
    for (doc, source), told in own.items():
        claim, value = told[0], number_of(told[0])
        bounds = claim.get("low"), claim.get("high")
        more = max(persons_named(told), together(told))
        if value is not None and claim["type"] == "killed" and with_own_death(claim):
            value += 1
        if value is not None and value < more <= MOST_NAMED:
            value = more
        if value != claim.get("value"):
            bounds = value, value
        yield Version(claim["id"], doc, source, value, *bounds, origins[doc].published)


def number_of(claim: JSON) -> int | None:
    """The number that a claim tells, or that its words list."""
    value = claim.get("value")
    return max(value or 0, listed(claim) or 0) or value if value in (None, 1) else value


def together(claims: Sequence[JSON]) -> int:
    """How many the first claim tells together with others that stand in the same words for the victims ("a man and two
    children": one and two)."""
    first = claims[0]
    words = who_of(first)
    if " and " not in words:
        return 0
    parts = {c.get("value") for c in claims if who_of(c) == words and abs(c["start"] - first["start"]) < SAME_WORDS}
    return max(sum(v for v in parts if v), listed(first) or 0) if len(parts) > 1 else 0


def independent(versions: Sequence[Version], claims: Iterable[JSON]) -> Sequence[Version]:
    """The versions of those who took no part; all of them where only parties count."""
    parties = frozenset[str]().union(*(actor_ids(c) for c in claims))
    return [v for v in versions if v.source not in parties] or versions


def consensus(versions: Sequence[Version]) -> int | None:
    """The number of most sources, each by its latest report; of equals the one reported last, then the larger."""
    latest = {v.source: v for v in versions}  # sorted by day of publication: the last stays
    votes = Counter(v.value for v in latest.values())
    most = max(votes.values())
    return max((v.published or "", v.value or 0, v.value) for v in latest.values() if votes[v.value] == most)[2]
