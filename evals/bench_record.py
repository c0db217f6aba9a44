"""Measure reconciling and adding on generated claims: python evals/bench_record.py [--claims 100000] [--add] [--json]

Reports are made from a few shapes of news over invented places and days: about 60 incidents a day, each told by one
to four outlets that disagree on figures, with copies among them. Twice the claims are twice the days, as a record
grows. Each measurement runs in a process of its own, so that its peak memory is its own. Run it on an idle machine;
figures in the changelog say which.
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

START = dt.date(2020, 1, 1)
INCIDENTS_A_DAY = 60
SYLLABLES = [
    "ka",
    "ra",
    "mu",
    "bel",
    "tor",
    "sha",
    "min",
    "dar",
    "ul",
    "esh",
    "gor",
    "wan",
    "ti",
    "zeb",
    "hal",
    "no",
    "fe",
    "lu",
    "qas",
    "vor",
]
OUTLETS = [f"outlet{i}.example" for i in range(24)]
ACTORS = [("Army of the North", "arm.north"), ("River Front", "riv.front"), ("Coast Guard Legion", "cst.legion")]
MODES = {
    "shelling": "Shells hit",
    "airstrike": "Jets struck",
    "shooting": "Gunmen fired on",
    "bombing": "A bomb tore through",
}
TARGETS = [
    "the market",
    "a school",
    "a row of houses",
    "a bus station",
    "a mosque",
    "a bakery",
    "a clinic",
    "a checkpoint",
]
LEADS = [
    "{act} {target} in {place} on {day}, killing {killed} people and injuring {injured}, according to {source}.",
    "At least {killed} people were killed and {injured} hurt when {low_act} {target} in {place} {day}, {source} said.",
    "{source} counted {killed} dead and {injured} injured after {low_act} {target} in {place} on {day}.",
]
MORE = [
    "{person}, {age}, who lives next to {target}, said the ground shook for minutes.",
    "{n} families left {place} for the villages around {other} during the night.",
    "The wounded were taken to the hospital of {other}, where doctors asked for blood and medicine.",
    "{actor} denied that its men were near {place} at that time.",
    "Residents said {n} rounds had fallen since the morning and the road to {other} was closed.",
    "{actor} has held the hills above {place} since spring, and both sides trade blame for each broken truce.",
    "Rescuers dug with bare hands, {person} told reporters by telephone.",
]


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=int, default=100_000)
    parser.add_argument("--add", action="store_true", help="also fill a record and add one report to it")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--measure", help=argparse.SUPPRESS)
    parser.add_argument("--file", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.measure:
        print(json.dumps({"reconcile": measure_reconcile, "add": measure_add}[args.measure](Path(args.file))))
        return
    out: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as folder:
        for size in (args.claims, 2 * args.claims):
            path = Path(folder) / f"{size}.jsonl"
            write(path, size)
            out[f"reconcile {size}"] = child("reconcile", path)
        if args.add:
            out[f"add to {args.claims}"] = child("add", Path(folder) / f"{args.claims}.jsonl")
    first, second = (out[f"reconcile {size}"]["seconds"] for size in (args.claims, 2 * args.claims))
    out["twice the claims"] = {"times the seconds": round(second / first, 2)}
    for name, figures in out.items():
        print(
            json.dumps({name: figures})
            if args.json
            else f"{name:<20} " + "  ".join(f"{k} {v}" for k, v in figures.items())
        )


def child(what: str, path: Path) -> dict[str, Any]:
    """One measurement in its own process."""
    command = [sys.executable, __file__, "--measure", what, "--file", str(path)]
    done: dict[str, Any] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return done


def measure_reconcile(path: Path) -> dict[str, Any]:
    """Seconds and memory of reconcile, from the file to incidents."""
    from reportedly.reconcile.incidents import reconcile

    start = time.perf_counter()
    with path.open(encoding="utf-8") as lines:
        count = sum(1 for _ in reconcile(json.loads(line) for line in lines))
    return {"seconds": round(time.perf_counter() - start, 1), "peak_mb": peak(), "incidents": count}


def measure_add(path: Path) -> dict[str, Any]:
    """Seconds to fill a record, and then to add single reports to it."""
    from reportedly.record import open_record

    with tempfile.TemporaryDirectory() as folder, path.open(encoding="utf-8") as lines:
        record = open_record(f"sqlite:///{folder}/record.sqlite")
        reports = [json.loads(line) for line in lines]
        start = time.perf_counter()
        record.add_many(reports[:-20])
        filled = time.perf_counter() - start
        seconds = []
        for report in reports[-20:]:
            start = time.perf_counter()
            record.add(report)
            seconds.append(time.perf_counter() - start)
    return {
        "fill_seconds": round(filled, 1),
        "add_median": round(sorted(seconds)[10], 3),
        "add_worst": round(max(seconds), 3),
    }


def peak() -> int:
    """Peak memory of this process in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def write(path: Path, claims: int) -> None:
    """At least so many claims, one report a line."""
    written = 0
    with path.open("w", encoding="utf-8") as out:
        for report in reports():
            out.write(json.dumps(report) + "\n")
            written += len(report["claims"])
            if written >= claims:
                return


def reports(seed: int = 11) -> Iterator[dict[str, Any]]:
    """Reports without end, day after day."""
    rnd = random.Random(seed)
    places = [made_place(rnd, i) for i in range(700)]
    for number in range(10**9):
        day = START + dt.timedelta(days=number // INCIDENTS_A_DAY)
        mode = rnd.choice(list(MODES))
        facts = {
            "mode": mode,
            "place": rnd.choice(places),
            "day": day,
            "killed": 1 + int(rnd.expovariate(0.2)),
            "injured": 1 + int(rnd.expovariate(0.1)),
            "actor": rnd.choice(ACTORS),
            "target": rnd.choice(TARGETS),
            "person": name(rnd, 2) + " " + name(rnd, 3),
            "age": rnd.randint(18, 80),
            "other": rnd.choice(places),
        }
        told: list[dict[str, Any]] = []
        for outlet in rnd.sample(OUTLETS, rnd.choice((1, 1, 2, 2, 3, 4))):
            if told and rnd.random() < 0.15:
                told.append(relabelled(told[0], f"r{number}-{len(told)}", outlet))
            else:
                told.append(made_report(rnd, f"r{number}-{len(told)}", outlet, facts))
        yield from told


def name(rnd: random.Random, length: int) -> str:
    """An invented name."""
    return "".join(rnd.choice(SYLLABLES) for _ in range(length)).capitalize()


def made_place(rnd: random.Random, i: int) -> dict[str, Any]:
    """An invented town in one of fourteen provinces."""
    return {
        "text": name(rnd, 3),
        "name": None,
        "id": f"made:{i}",
        "country": "SY",
        "admin1": f"Province {i % 14}",
        "lat": round(33 + 4 * rnd.random(), 3),
        "lon": round(36 + 6 * rnd.random(), 3),
        "precision": "exact",
        "relation": None,
    }


def made_report(rnd: random.Random, doc: str, outlet: str, facts: dict[str, Any]) -> dict[str, Any]:
    """One outlet's report of an incident, with the claims that an extractor would find in it."""
    killed = max(1, facts["killed"] + rnd.choice((0, 0, 0, 1, -1)))
    injured = max(1, facts["injured"] + rnd.choice((0, 0, 2, -1)))
    words = {
        "act": MODES[facts["mode"]],
        "low_act": MODES[facts["mode"]][0].lower() + MODES[facts["mode"]][1:],
        "target": facts["target"],
        "place": facts["place"]["text"],
        "day": facts["day"].strftime("%A"),
        "killed": killed,
        "injured": injured,
        "source": rnd.choice(("a local council", "the Red Line medics", "a monitoring group")),
        "person": facts["person"],
        "age": facts["age"],
        "n": rnd.randint(3, 90),
        "other": facts["other"]["text"],
        "actor": facts["actor"][0],
    }
    lead = rnd.choice(LEADS).format(**words)
    text = " ".join([lead, *(line.format(**words) for line in rnd.sample(MORE, 4))])
    late = rnd.choice((0, 0, 1, 2))
    at = text.index(words["place"])
    place = {**facts["place"], "name": words["place"], "start": at, "end": at + len(words["place"])}
    day = facts["day"].isoformat()
    common = {
        "status": "reported",
        "start": 0,
        "end": len(lead),
        "quote": lead,
        "by": None,
        "place": place,
        "answers": None,
        "rule": "made",
        "confidence": 0.9,
        "why": [],
        "time": {"text": words["day"], "start": day, "end": day, "precision": "day", "value": day, "mod": None},
    }
    actor = {"text": facts["actor"][0], "name": facts["actor"][0], "id": facts["actor"][1], "sector": "MIL"}
    toll = {"hedge": "exact", "part": False, "total": False, "who": {"text": "people", "sector": "CVL"}}
    claims = [
        {
            **common,
            "kind": "toll",
            "type": "killed",
            "value": killed,
            "low": killed,
            "high": killed,
            **toll,
            "perpetrator": actor,
        },
        {
            **common,
            "kind": "toll",
            "type": "injured",
            "value": injured,
            "low": injured,
            "high": injured,
            **toll,
            "perpetrator": None,
        },
        {**common, "kind": "event", "type": "ASSAULT", "mode": facts["mode"], "actor": [actor], "recipient": []},
    ]
    if rnd.random() < 0.5:
        claims.append(
            {
                **common,
                "kind": "control",
                "type": "held",
                "actor": actor,
                "places": [place],
                "share": None,
                "from": None,
            }
        )
    return with_ids(
        {
            "doc": doc,
            "url": f"https://{outlet}/{doc}",
            "source": outlet,
            "title": lead[:60],
            "published": (facts["day"] + dt.timedelta(days=late)).isoformat(),
            "language": "en",
            "text": text,
            "claims": claims,
        }
    )


def relabelled(report: dict[str, Any], doc: str, outlet: str) -> dict[str, Any]:
    """The same text at another outlet."""
    text = report["text"] + f" {outlet}"
    return with_ids({**report, "doc": doc, "source": outlet, "url": f"https://{outlet}/{doc}", "text": text})


def with_ids(report: dict[str, Any]) -> dict[str, Any]:
    """The report with an id for each claim."""
    made = [
        {
            "id": hashlib.sha256(f"{report['doc']}{i}".encode()).hexdigest()[:20],
            **{k: v for k, v in c.items() if k != "id"},
        }
        for i, c in enumerate(report["claims"])
    ]
    return {**report, "claims": made}


if __name__ == "__main__":
    main()
