"""The record: many reports become incidents that stay up to date as reports are added and people judge.

    store (rows)  ◄── record ──►  reconcile (what belongs together)

Incidents are a function of the reports and judgements that the record holds: the order in which they came changes their
ids at most. `Record` is the face; `refresh` works out the neighbourhood that a change touches.
"""

from __future__ import annotations

from reportedly.record.record import Added, Record, open_record

__all__ = ["Added", "Record", "open_record"]
