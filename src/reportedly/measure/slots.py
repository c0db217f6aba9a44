"""Whether one slot of a predicted claim is right, by the rules of the public scorer: right, wrong, or not asked (None)."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

Claim = Mapping[str, Any]

DAYS_OFF = {"day": 0, "week": 4, "month": 10, "year": 100}
PASSED_OVER = frozenset({"the", "a", "an", "of", "al", "s", "al-"})
ESSENTIAL: dict[str, tuple[str, ...]] = {
    "toll": ("value",),
    "displacement": ("value",),
    "control": ("actor", "place"),
    "event": ("actor", "recipient"),
}


def name_words(name: str) -> list[str]:
    """The words by which names are compared: ASCII, lower case, articles left out."""
    folded = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return [word for word in re.findall(r"[a-z0-9]+", folded) if word not in PASSED_OVER]


def names_agree(wanted: Sequence[str], told: Sequence[str]) -> bool:
    """Whether one of the acceptable names holds, word by word, one of those told, or is held by it."""
    ours = [words for words in map(name_words, told) if words]
    for words in filter(None, map(name_words, wanted)):
        if any(runs_in(words, other) or runs_in(other, words) for other in ours):
            return True
    return False


def runs_in(part: Sequence[str], whole: Sequence[str]) -> bool:
    """Whether the words of `part` stand in `whole` in one run."""
    size = len(part)
    return any(list(whole[at : at + size]) == list(part) for at in range(len(whole) - size + 1))


def told_names(thing: Any) -> list[str]:
    """Every name under which a predicted actor, place or source goes."""
    if not thing:
        return []
    if isinstance(thing, str):
        return [thing]
    if isinstance(thing, Mapping):
        return [thing[key] for key in ("text", "name") if thing.get(key)]
    return [name for one in thing for name in told_names(one)]


def name_right(wanted: Sequence[str] | None, told: Any) -> bool | None:
    """A slot of names; not asked where gold has none."""
    return None if wanted is None else names_agree(wanted, told_names(told))


def time_right(gold: Claim, told: Claim) -> bool | None:
    """Both ends within the slack that gold's precision allows."""
    wanted, got = gold.get("time"), told.get("time")
    if wanted is None or wanted.get("precision") == "unknown":
        return None
    if not got or not got.get("start") or not got.get("end"):
        return False
    slack = DAYS_OFF.get(wanted.get("precision"), 0)
    try:
        gaps = [dt.date.fromisoformat(wanted[e][:10]) - dt.date.fromisoformat(got[e][:10]) for e in ("start", "end")]
    except ValueError:
        return False
    return all(abs(gap.days) <= slack for gap in gaps)


def slots_right(gold: Claim, told: Claim) -> dict[str, bool | None]:
    """Every slot that a claim of this kind has."""
    out: dict[str, bool | None] = {
        "status": gold["status"] == told.get("status"),
        "by": name_right(gold.get("by"), told.get("by"))
        if gold.get("by") is not None
        else not told_names(told.get("by")),
        "time": time_right(gold, told),
        "place": name_right(gold.get("place"), [told.get("place"), told.get("places") or []]),
    }
    kind = gold["kind"]
    if kind in ("toll", "displacement"):
        out |= {slot: gold.get(slot) == told.get(slot) for slot in ("value", "hedge")}
    if kind == "toll":
        out |= {slot: name_right(gold.get(slot), told.get(slot)) for slot in ("who", "perpetrator")}
        out["total"] = bool(gold.get("total")) == bool(told.get("total"))
    elif kind == "displacement":
        out["unit"] = gold.get("unit") == told.get("unit")
        out |= {slot: name_right(gold.get(slot), told.get(slot)) for slot in ("from", "to")}
    elif kind == "control":
        out |= control_slots(gold, told)
    else:
        out |= event_slots(gold, told)
    return out


def control_slots(gold: Claim, told: Claim) -> dict[str, bool | None]:
    """Actor, share, and all of several places."""
    out: dict[str, bool | None] = {
        "actor": name_right(gold.get("actor"), told.get("actor")),
        "share": None if "share" not in gold else gold["share"] == told.get("share"),
    }
    if gold.get("places"):
        got = told_names(told.get("places") or told.get("place"))
        out["places"] = all(names_agree(names, got) for names in gold["places"])
    return out


def event_slots(gold: Claim, told: Claim) -> dict[str, bool | None]:
    """Actor and recipient, in a clash either way round, and the mode of an assault."""
    ways = [(told.get("actor"), told.get("recipient"))]
    if gold.get("mode") == "clash":
        ways.append((told.get("recipient"), told.get("actor")))
    pairs = [(name_right(gold.get("actor"), a), name_right(gold.get("recipient"), r)) for a, r in ways]
    actor, recipient = max(pairs, key=lambda pair: sum(right is not False for right in pair))
    out: dict[str, bool | None] = {"actor": actor, "recipient": recipient}
    if gold["type"] == "ASSAULT":
        out["mode"] = gold.get("mode") == told.get("mode")
    return out
