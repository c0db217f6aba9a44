"""Claims and reports made for tests: only what a test says of them, the rest as an extractor would fill it."""

from __future__ import annotations

import hashlib
from typing import Any

TOWNS: dict[str, tuple[str, float, float]] = {
    "Saraqib": ("Idlib", 35.86, 36.80),
    "Ariha": ("Idlib", 35.81, 36.61),
    "Tal Rifaat": ("Aleppo", 36.47, 37.09),
    "Palmyra": ("Homs", 34.56, 38.27),
}
PARTS = (
    "Families carried blankets out of the ruins while neighbours searched for the missing until dark.",
    "The market stands beside the grain silo and was crowded when it happened, a baker recalled.",
    "Ambulances needed an hour because the bridge near the mill has been closed for weeks.",
    "A teacher said that lessons would stop for three days and that the school lost its roof.",
    "The council asked drivers to keep the northern road free for those who bring medicine.",
    "Two warehouses with flour burned all night, and bread was handed out at the mosque.",
    "Olive traders, who meet there every week, had only just opened their stalls.",
    "In the clinic a nurse wrote the names on a wall because the paper had run out.",
    "Electricity failed within minutes and came back only after the pumps were mended.",
    "An old shepherd counted his animals twice and said that he would not leave.",
    "Volunteers with white helmets lifted a beam from a cellar where cousins had hidden.",
    "The imam buried strangers beside the orchard since nobody came to claim them.",
    "Windows broke as far away as the railway yard, according to a clerk of the depot.",
    "A tailor kept sewing shrouds by candle light until his thread was finished.",
    "Students formed a chain to pass buckets from the well to the burning pharmacy.",
    "Taxi fares to the border doubled by noon, and some paid with wedding rings.",
    "From a minaret a voice listed blood groups that the surgeons were waiting for.",
    "Rain put out the last fires towards morning and filled the crater in the square.",
)


def place(name: str, start: int | None = None, precision: str = "exact") -> dict[str, Any]:
    """A town of TOWNS as a claim names it; any other name stays unidentified."""
    if name not in TOWNS:
        return {
            "text": name,
            "name": None,
            "id": None,
            "country": None,
            "admin1": None,
            "lat": None,
            "lon": None,
            "precision": None,
            "start": start,
            "end": None,
        }
    province, lat, lon = TOWNS[name]
    return {
        "text": name,
        "name": name,
        "id": f"town:{name}",
        "country": "SY",
        "admin1": province,
        "lat": lat,
        "lon": lon,
        "precision": precision,
        "start": start,
        "end": start + len(name) if start is not None else None,
    }


def party(id_: str | None, text: str | None = None, sector: str | None = None) -> dict[str, Any] | None:
    """An actor."""
    return {"text": text or id_, "name": text or id_, "id": id_, "sector": sector} if id_ or text else None


def claim(kind: str = "toll", type_: str = "killed", **fields: Any) -> dict[str, Any]:
    """A claim without an id or words; `report` gives it both."""
    base: dict[str, Any] = {
        "kind": kind,
        "type": type_,
        "status": "reported",
        "by": None,
        "time": None,
        "place": None,
        "answers": None,
        "rule": "made",
        "confidence": 0.9,
        "why": [],
    }
    if kind in ("toll", "displacement"):
        value = fields.get("value")
        base |= {"value": None, "low": value, "high": value, "hedge": "exact", "part": False}
    if kind == "toll":
        base |= {"total": False, "who": None, "perpetrator": None}
    if kind == "displacement":
        base |= {"unit": "people", "from": None, "to": None}
    if kind == "event":
        base |= {"mode": None, "actor": [], "recipient": []}
    if kind == "control":
        base |= {"actor": None, "places": [], "share": None, "from": None}
    return base | fields


def day(
    start: str, end: str | None = None, precision: str = "day", text: str | None = None, **more: Any
) -> dict[str, Any]:
    """A time."""
    return {
        "text": text,
        "start": start,
        "end": end or start,
        "precision": precision,
        "value": start,
        "mod": None,
        **more,
    }


def report(doc: str, sentences: list[tuple[str, list[dict[str, Any]]]], **fields: Any) -> dict[str, Any]:
    """A report of sentences, each with its claims: a claim quotes its sentence, and its place is where the sentence
    names it.
    """
    text, claims = "", []
    for sentence, some in sentences:
        start = len(text)
        text += sentence + " "
        for one in some:
            made = {**one, "start": start, "end": start + len(sentence), "quote": sentence}
            where = made["place"]
            if where and where["start"] is None and where["text"] in sentence:
                at = start + sentence.index(where["text"])
                made["place"] = {**where, "start": at, "end": at + len(where["text"])}
            claims.append(made)
    for i, one in enumerate(claims):
        one["id"] = hashlib.sha256(f"{text}{i}{one['kind']}{one['type']}".encode()).hexdigest()[:20]
    meta = {"url": None, "source": f"{doc}.example", "title": None, "published": None, "language": "en"}
    return {"doc": doc, **meta, "text": text, "claims": claims, **fields}


def attack(
    doc: str,
    town: str = "Saraqib",
    on: str = "2020-02-03",
    killed: int = 5,
    injured: int | None = None,
    seed: int = 0,
    mode: str = "shelling",
    by: dict[str, Any] | None = None,
    **fields: Any,
) -> dict[str, Any]:
    """A report of one attack."""
    time, where = day(on, text=on), place(town)
    lead = f"Shells fell on {town} on {on} and killed {killed} people."
    told = [
        claim(value=killed, time=time, place=where, by=by),
        claim("event", "ASSAULT", mode=mode, time=time, place=where),
    ]
    if injured is not None:
        told.append(claim(type_="injured", value=injured, time=time, place=where, by=by))
    rest = [(PARTS[(3 * seed + i) % len(PARTS)], []) for i in range(3)]
    return report(doc, [(lead, told), *rest], **{"published": on, **fields})
