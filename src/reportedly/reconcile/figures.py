"""How many, from several claims: low, best and high by a stated rule. Parts, totals and denials are never added or
mixed in.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from reportedly.errors import UsageFault
from reportedly.model.incident import PROFILES, Figure, Version
from reportedly.reconcile.claims import JSON, actor_ids, fold
from reportedly.reconcile.sources import Origin, source_of
from reportedly.rules import load_rules

_NAME = re.compile(r"\b[A-Z][\w'’-]+")
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
    where no other does.
    """
    if profile not in PROFILES:
        raise UsageFault(f"no profile {profile!r}: there are {', '.join(PROFILES)}")
    told = [c for c in claims.values() if counts(c, kind)]
    told = [c for c in told if not counts_wounds(c)]
    if kind == "injured":
        dead = [c for c in claims.values() if counts(c, "killed")]
        told = [c for c in told if not dead or is_another(c, dead)]
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


def counts_wounds(claim: JSON) -> bool:
    """Whether a vague number counts wounds or shots and no people ("several gunshot wounds")."""
    words = (claim.get("who") or {}).get("text") or claim["quote"]
    return claim.get("hedge") == "vague" and any(w in load_rules("victims")["nobody"] for w in fold(words).split())


def is_another(claim: JSON, dead: Sequence[JSON]) -> bool:
    """Whether one person told as hurt is another than those told as dead: by name, or by what the words call them.
    Where several are told hurt, they are others.
    """
    if (claim.get("value") or 1) > 1:
        return True
    rules = load_rules("victims")
    who = str((claim.get("who") or {}).get("text") or "")
    words = fold(f"{who} {claim['quote']}").split()
    if any(word in rules["another"] for word in words):
        return True
    names = {w.lower() for w in _NAME.findall(who)} - {*rules["anyone"], "the", "a", "an"}
    if names:
        gone = {w for c in dead for w in fold(str((c.get("who") or {}).get("text") or "")).split()}
        return names.isdisjoint(gone) and any(_NAME.search(str((c.get("who") or {}).get("text") or "")) for c in dead)
    nouns = [w for w in fold(who).split() if w.isalpha()]
    return bool(nouns) and not any(w in rules["anyone"] for w in nouns)


def versions_of(
    claims: Iterable[JSON], docs: Mapping[str, str], origins: Mapping[str, Origin], counted: Mapping[str, str]
) -> Iterable[Version]:
    """One version for each source in each report: the first number it tells, which is the headline's and the lead's;
    a vague one ("several") only where it tells no other."""
    first: dict[tuple[str, str], JSON] = {}
    for claim in sorted(claims, key=lambda c: (c.get("value") is None, c["hedge"] == "vague", c["start"], c["id"])):
        doc = docs[claim["id"]]
        first.setdefault((doc, source_of(claim, doc, counted)), claim)
    for (doc, source), claim in first.items():
        yield Version(
            claim["id"], doc, source, claim.get("value"), claim.get("low"), claim.get("high"), origins[doc].published
        )


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
