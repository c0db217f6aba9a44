"""Count in how many reports each word stands, for the weights of words and names in reconciling.

usage: python training/likeness/count_words.py GOLD.jsonl…    writes src/reportedly/reconcile/word_counts.txt.gz

The counts shipped come from the training part of the project's coded reports (texts of FA-KES, Salem and others 2019,
CC BY 4.0). Only counts of words in at least three reports are kept, so that no text can be read from them.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections import Counter
from pathlib import Path

from reportedly.reconcile.words import tokens

OUT = Path(__file__).parents[2] / "src/reportedly/reconcile/word_counts.txt.gz"
LEAST = 3


def main(paths: list[str]) -> None:
    """Write the table."""
    texts = [json.loads(line)["text"] for path in paths for line in Path(path).read_text("utf-8").splitlines() if line]
    counts = Counter(word for text in texts for word in set(tokens(text)))
    lines = [f"{len(texts)}", *(f"{word} {n}" for word, n in sorted(counts.items()) if n >= LEAST)]
    OUT.write_bytes(gzip.compress("\n".join(lines).encode("utf-8"), mtime=0))
    print(f"{len(lines) - 1} words of {len(texts)} reports")


if __name__ == "__main__":
    main(sys.argv[1:])
