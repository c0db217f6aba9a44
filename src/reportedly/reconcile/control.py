"""Who holds which ground, from when and by whose word."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Iterable

from reportedly.model.series import Holding
from reportedly.reconcile.claims import JSON, as_list, fold, ordinal
from reportedly.reconcile.sources import origin_of, source_of

HOLDS = frozenset({"captured", "held"})
CONFLICT_DAYS = 14  # sources that name different holders within so many days contradict each other


def holdings_of(reports: Iterable[JSON]) -> dict[str, list[Holding]]:
    """Place → all claims of control of it by day. The key is the place's id, or its folded name where it has none."""
    found: dict[str, list[Holding]] = defaultdict(list)
    for report in reports:
        counted = {report["doc"]: origin_of(report).name}
        for claim in report["claims"]:
            if claim["kind"] == "control" and claim["status"] == "reported":
                source = source_of(claim, report["doc"], counted)
                for key, one in holdings_in(claim, report, source):
                    found[key].append(one)
    return {key: marked(some) for key, some in sorted(found.items())}


def holdings_in(claim: JSON, report: JSON, source: str) -> Iterable[tuple[str, Holding]]:
    """One holding for each place that a claim names."""
    day = (claim.get("time") or {}).get("end") or report.get("published")
    actor = claim.get("actor") or {}
    holder = actor.get("name") or actor.get("text")
    for place in as_list(claim.get("places")) or as_list(claim.get("place")):
        name = place.get("name") or place["text"]
        one = Holding(claim["id"], report["doc"], source, name, claim["type"], holder, day)
        yield str(place.get("id") or fold(name)), one


def marked(holdings: Iterable[Holding]) -> list[Holding]:
    """By day, with reversals and conflicts marked. Claims without a day come last and are never marked."""
    out: list[Holding] = []
    current: Holding | None = None
    for one in sorted(holdings, key=lambda h: (h.day or "9", h.doc, h.claim)):
        mark = None
        if one.state in HOLDS and one.holder and one.day:
            if current is not None and fold(current.holder or "") != fold(one.holder):
                mark = "conflict" if contradicts(current, one) else "reversal"
            current = one
        out.append(dataclasses.replace(one, mark=mark))
    return out


def contradicts(before: Holding, after: Holding) -> bool:
    """Whether two sources name different holders at about one time, and neither tells of taking the place since."""
    first, last = ordinal(before.day), ordinal(after.day)
    near = first is not None and last is not None and last - first <= CONFLICT_DAYS
    return near and before.source != after.source and (after.state != "captured" or first == last)


def state_on(holdings: Iterable[Holding], day: str) -> Holding | None:
    """The last claim of who holds the place up to and on a day (ISO 8601)."""
    some = [h for h in holdings if h.state in HOLDS and h.day and h.day <= day]
    return some[-1] if some else None
