"""Which words of time date a claim, or the report's own day, or nothing: `with_times`.

Every claim is weighed against every dated expression of the report by signs of the language: where the expression
stands, what it hangs on in the parse, how fine it is, in which tense the claim is told. The weights are learned
(`rules/timing_weights.yaml`, by `learn/timing_weights.py`). Then all claims are weighed a second time, knowing the days
of the others: an attack and its dead are of one day, wherever the report names it.
"""

from __future__ import annotations

from reportedly.find.timing.choose import with_times

__all__ = ["with_times"]
