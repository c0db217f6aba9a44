"""A small record, written for the tests: one week in Aleppo, a total told over time, a town that changes hands."""

from __future__ import annotations

import hashlib
from typing import Any

Json = dict[str, Any]

PLACES: dict[str, Json] = {
    "Aleppo": {
        "id": "geonames:170063",
        "country": "SY",
        "admin1": "Aleppo",
        "lat": 36.2,
        "lon": 37.16,
        "precision": "exact",
    },
    "Kafr Naha": {
        "id": "geonames:167310",
        "country": "SY",
        "admin1": "Aleppo",
        "lat": 36.16,
        "lon": 36.99,
        "precision": "near",
    },
    "Idlib Governorate": {
        "id": "geonames:169387",
        "country": "SY",
        "admin1": "Idlib",
        "lat": 35.8,
        "lon": 36.7,
        "precision": "admin1",
    },
    "Saraqib": {
        "id": "geonames:169330",
        "country": "SY",
        "admin1": "Idlib",
        "lat": 35.864,
        "lon": 36.805,
        "precision": "exact",
    },
    "Syria": {
        "id": "geonames:163843",
        "country": "SY",
        "admin1": None,
        "lat": 35.0,
        "lon": 38.0,
        "precision": "country",
    },
}
ACTORS = {
    "government forces": ("Government of Syria", "sy.gov", "MIL"),
    "rebels": ("Syrian opposition", "sy.reb", "REB"),
}


def place(name: str, words: str | None = None) -> Json:
    return {"text": words or name, "name": name, "relation": None, "start": None, "end": None, **PLACES[name]}


def actor(words: str) -> Json:
    name, id, sector = ACTORS.get(words, (None, None, None))
    return {"text": words, "name": name, "id": id, "sector": sector, "start": None, "end": None}


def source(words: str) -> Json:
    return {"text": words, "name": words, "id": None, "kind": "named", "via": [], "start": None, "end": None}


def days(start: str, end: str | None = None) -> Json:
    end = end or start
    return {
        "text": None,
        "start": start,
        "end": end,
        "precision": "day" if start == end else "month",
        "value": None,
        "mod": None,
    }


def claim(doc: str, text: str, quote: str, kind: str, type: str, **fields: Any) -> Json:
    start = text.index(quote)
    id = hashlib.sha256(f"{doc}{start}{kind}{type}{quote}".encode()).hexdigest()[:16]
    base: Json = {
        "id": id,
        "kind": kind,
        "type": type,
        "status": "reported",
        "start": start,
        "end": start + len(quote),
        "quote": quote,
        "by": None,
        "time": None,
        "place": None,
        "answers": None,
        "rule": f"{kind}.sample",
        "confidence": 0.8,
        "why": ["written for a test"],
    }
    if kind in ("toll", "displacement"):
        base |= {"value": None, "low": None, "high": None, "hedge": "exact", "part": False}
    base |= {
        "toll": {"total": False, "who": None, "perpetrator": None},
        "displacement": {"unit": "people", "from": None, "to": None},
        "control": {"actor": None, "places": [], "share": None, "from": None},
        "event": {"mode": None, "actor": [], "recipient": []},
    }[kind]
    return base | fields


def report(doc: str, source: str, published: str, title: str, text: str, claims: list[Json], **more: Any) -> Json:
    head: Json = {
        "doc": doc,
        "url": f"https://news.example/{doc}",
        "source": source,
        "title": title,
        "published": published,
        "language": "en",
    }
    return head | {"text": text, "claims": claims} | more


def aleppo_market(doc: str, outlet: str, published: str, dead: int, hedge: str, by: str) -> Json:
    """One strike on one day, with the toll that one outlet gives."""
    more = {"more_than": "more than ", "at_least": "at least "}.get(hedge, "")
    text = (
        f"{outlet} — Government warplanes struck the vegetable market of Aleppo on Wednesday, 12 February. "
        f"The strike killed {more}{dead} people, {by} said. \U0001f4f7 Residents dug through the rubble until night."
    )
    when, where = days("2020-02-12"), place("Aleppo")
    return report(
        doc,
        outlet,
        published,
        f"Strike on Aleppo market kills {dead}",
        text,
        [
            claim(
                doc,
                text,
                "Government warplanes struck the vegetable market of Aleppo",
                "event",
                "ASSAULT",
                mode="airstrike",
                actor=[actor("government forces")],
                time=when,
                place=where,
                confidence=0.9,
            ),
            claim(
                doc,
                text,
                f"killed {more}{dead} people",
                "toll",
                "killed",
                value=dead,
                hedge=hedge,
                low=dead if more else None,
                who=actor("people"),
                perpetrator=actor("government forces"),
                by=source(by),
                time=when,
                place=where,
                confidence=0.55 if more else 0.93,
            ),
        ],
    )


def displaced(doc: str, outlet: str, published: str, many: int, hedge: str = "nearly") -> Json:
    text = f"Since 1 December {hedge} {many:,} people have fled their homes in Idlib province, the relief office said."
    quote = f"{many:,} people have fled their homes in Idlib province"
    one = claim(
        doc,
        text,
        quote,
        "displacement",
        "displaced",
        value=many,
        hedge=hedge,
        high=many if hedge == "nearly" else None,
        by=source("the relief office"),
        time=days("2019-12-01", published),
        place=place("Idlib Governorate", "Idlib province"),
    )
    return report(doc, outlet, published, f"{many:,} displaced in Idlib", text, [one])


def taken(doc: str, outlet: str, published: str, who: str, state: str = "captured") -> Json:
    text = f"{who.capitalize()} {state} the town of Saraqib on {published}, residents said."
    one = claim(
        doc,
        text,
        f"{state} the town of Saraqib",
        "control",
        state,
        actor=actor(who),
        places=[place("Saraqib")],
        place=place("Saraqib"),
        time=days(published),
        by=source("residents"),
    )
    return report(doc, outlet, published, f"{who.capitalize()} in Saraqib", text, [one])


def shelling(doc: str, published: str, day: str, hurt: int) -> Json:
    text = f"Shells fell near Kafr Naha on {day} and wounded {hurt} farmers. Nobody claimed the attack."
    when, where = days(day), place("Kafr Naha")
    return report(
        doc,
        "Orchard Radio",
        published,
        "Shells near Kafr Naha",
        text,
        [
            claim(doc, text, "Shells fell near Kafr Naha", "event", "ASSAULT", mode="shelling", time=when, place=where),
            claim(
                doc,
                text,
                f"wounded {hurt} farmers",
                "toll",
                "injured",
                value=hurt,
                who=actor("farmers"),
                time=when,
                place=where,
            ),
        ],
    )


def sample() -> list[Json]:
    """The whole record."""
    return [
        aleppo_market("wire-1", "Northern Wire", "2020-02-12", 11, "at_least", "hospital staff"),
        aleppo_market("gazette-1", "Harbour Gazette", "2020-02-13", 24, "exact", "the governor"),
        aleppo_market("monitor-1", "Street Monitor", "2020-02-14", 11, "exact", "the monitor"),
        shelling("radio-1", "2020-02-15", "2020-02-14", 3),
        shelling("radio-2", "2020-03-02", "2020-03-01", 5),
        displaced("relief-1", "Relief Bulletin", "2020-01-15", 300_000),
        displaced("relief-2", "Relief Bulletin", "2020-02-03", 520_000),
        displaced("relief-3", "Relief Bulletin", "2020-02-17", 900_000),
        taken("wire-2", "Northern Wire", "2020-02-06", "government forces"),
        taken("wire-3", "Northern Wire", "2020-02-27", "rebels"),
    ]


HOSTILE = '<script>alert(1)</script>" onmouseover="alert(2)" \'><img src=x onerror=alert(3)> \ud83d\u202egnp.exe\u2066 =HYPERLINK(1)'


def hostile() -> Json:
    """A report that tries to be more than text, in every field that a page shows."""
    text = f"{HOSTILE} Armed men shot 4 people. {'w' * 5000} عربي ١٢ \u200fنص"
    bad: Json = {"text": HOSTILE, "name": HOSTILE, "id": HOSTILE, "sector": None, "start": None, "end": None}
    one = claim(
        "bad-1",
        text,
        "shot 4 people",
        "toll",
        "killed",
        value=4,
        who=bad,
        perpetrator=bad,
        time=days("2020-02-12"),
        by={**bad, "kind": None, "via": [HOSTILE]},
        place={
            **bad,
            "country": "SY",
            "admin1": HOSTILE,
            "lat": 36.0,
            "lon": 37.0,
            "precision": "exact",
            "relation": HOSTILE,
        },
        why=[HOSTILE],
    )
    two = claim(
        "bad-1",
        text,
        "Armed men shot",
        "event",
        "ASSAULT",
        mode="shooting",
        actor=[bad],
        recipient=[bad],
        time=days("2020-02-12"),
    )
    return report("bad-1", HOSTILE, "2020-02-12", HOSTILE, text, [one, two], url="javascript:alert(4)", language=None)
