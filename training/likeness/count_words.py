"""Count in how many reports each word stands, for the weights of words and names in reconciling.

usage: python training/likeness/count_words.py GOLD.jsonl…    writes src/reportedly/reconcile/word_counts.txt.gz

The counts shipped come from the training part of the project's coded reports (texts of FA-KES, Salem and others 2019,
CC BY 4.0), from the reports of many wars written by us (`training/reports`) and from our stories of incidents
(`stories`). All stories of one incident count as one report: else the names in them would seem common. Only counts of
words in at least three reports are kept, so that no text can be read from them.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections import Counter, defaultdict
from pathlib import Path

from stories import read_stories

from reportedly.learn.written import read_written
from reportedly.reconcile.words import tokens

HERE = Path(__file__).parent
OUT = HERE.parents[1] / "src/reportedly/reconcile/word_counts.txt.gz"
LEAST = 3


def main(paths: list[str]) -> None:
    """Write the table."""
    texts = [json.loads(line)["text"] for path in paths for line in Path(path).read_text("utf-8").splitlines() if line]
    texts += [report["text"] for path in sorted(HERE.parent.glob("reports/*.txt")) for report in read_written(path)]
    told: dict[str, list[str]] = defaultdict(list)
    for story in read_stories()[1]:
        told[story.tells[0]].append(f"{story.title}\n{story.text}")
    texts += ["\n".join(some) for some in told.values()]
    counts = Counter(word for text in texts for word in set(tokens(text)))
    lines = [f"{len(texts)}", *(f"{word} {n}" for word, n in sorted(counts.items()) if n >= LEAST)]
    OUT.write_bytes(gzip.compress("\n".join(lines).encode("utf-8"), mtime=0))
    print(f"{len(lines) - 1} words of {len(texts)} reports")


if __name__ == "__main__":
    main(sys.argv[1:])
