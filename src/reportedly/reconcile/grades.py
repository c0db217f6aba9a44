"""How well an incident is vouched for, in the terms of Airwars (airwars.org/about/methodology)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from reportedly.model.incident import Grade
from reportedly.reconcile.claims import JSON, as_list
from reportedly.reconcile.sources import source_of

COMBATANTS = frozenset({"MIL", "REB", "UAF", "PRM", "SPY", "COP"})
FAIR_FROM = 2  # independent sources


def grade(claims: Sequence[JSON], docs: Mapping[str, str], counted: Mapping[str, str], sources: Sequence[str]) -> Grade:
    """The grade of an incident and the reason in words.

    Tried in this order: `contested` when different parties are named, `confirmed` when the only one says that it did
    it and nowhere denies it, `contested` when the harm is denied, `discounted` when all the dead and hurt whose kind
    is told were fighters, then `fair` and `weak` by independent sources.
    """
    accused: dict[str, set[str]] = {}
    for claim in claims:
        for actor in perpetrators(claim):
            accused.setdefault(actor, set()).add(source_of(claim, docs[claim["id"]], counted))
    denying = {source_of(c, docs[c["id"]], counted) for c in claims if c["status"] == "denied" or c["type"] == "REJECT"}
    if len(accused) > 1:
        return Grade("contested", f"different parties are named: {', '.join(sorted(accused))}")
    owned = [actor for actor, by in accused.items() if actor in by and actor not in denying]
    if owned:
        return Grade("confirmed", f"{owned[0]}, the only party named, says that it did it")
    denied = sorted({source_of(c, docs[c["id"]], counted) for c in claims if c["status"] == "denied"})
    if denied:
        return Grade("contested", f"denied by {', '.join(denied)}")
    sectors = list(victim_sectors(claims))
    if sectors and all(sector in COMBATANTS for sector in sectors):
        return Grade("discounted", "those told dead or hurt were fighters")
    if len(sources) >= FAIR_FROM:
        return Grade("fair", f"{len(sources)} independent sources: {', '.join(sources)}")
    return Grade("weak", f"a single source: {sources[0]}" if sources else "no source")


def perpetrators(claim: JSON) -> Iterable[str]:
    """The identified parties that a claim says did it; a two-sided clash has none."""
    if claim["status"] != "reported":
        return
    if claim["kind"] == "toll":
        some = as_list(claim.get("perpetrator"))
    elif claim["kind"] == "event" and claim["type"] == "ASSAULT" and claim.get("mode") != "clash":
        some = as_list(claim.get("actor"))
    else:
        some = []
    yield from (a["id"] for a in some if a and a.get("id"))


def victim_sectors(claims: Iterable[JSON]) -> Iterable[str]:
    """What kind of people were killed or hurt, as far as it is told."""
    for claim in claims:
        if claim["kind"] == "toll" and claim["type"] in ("killed", "injured") and claim["status"] == "reported":
            yield (claim.get("who") or {}).get("sector") or "CVL"
