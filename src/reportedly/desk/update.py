"""The index brought up to date with what people decided, without reading the rest of the record."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from reportedly.desk.columns import Many
from reportedly.desk.index import Builder, Index, Table
from reportedly.desk.record import Changed

Order = npt.NDArray[np.int64]


def updated(index: Index, changed: Changed) -> Index:
    """A new index; the old one stays as it is for those who are reading it. What changed keeps its row."""
    builder = Builder(index)
    claims, incidents, docs = builder.tables(changed.rows.values(), changed.incidents.values())
    row_of = {id: row for row, id in enumerate(index.incidents.ids)}
    where = order_of(row_of, len(row_of), incidents.ids, changed.gone_incidents)
    number = np.full(len(row_of) + len(incidents.ids) + 1, -1, dtype=np.int32)  # the last stands for no incident
    number[where] = np.arange(len(where), dtype=np.int32)
    now_at = {id: number[n] for n, id in enumerate(index.incidents.ids)}
    now_at |= {id: number[len(row_of) + n] for n, id in enumerate(incidents.ids)}
    kept = dataclasses.replace(index.claims, parent=number[index.claims.parent])
    home = np.array([now_at[incidents.ids[n]] if n >= 0 else -1 for n in claims.parent], dtype=np.int32)
    order = order_of(index.row_of, len(index.claims.ids), claims.ids, changed.gone_claims)
    return builder.index(
        changed.version,
        taken(joined(kept, dataclasses.replace(claims, parent=home)), order),
        taken(joined(index.incidents, incidents), where),
        index.docs | docs,
    )


def order_of(row_of: Mapping[str, int], size: int, new: Iterable[str], gone: Iterable[str]) -> Order:
    """Which rows of an old table and a new one behind it are to stand where: what is new in place of what was."""
    order = np.arange(size)
    fresh = []
    for number, id in enumerate(new, size):
        if (at := row_of.get(id)) is None:
            fresh.append(number)
        else:
            order[at] = number
    lost = [row_of[id] for id in gone if id in row_of]
    return np.concatenate([np.delete(order, lost), np.array(fresh, dtype=order.dtype)])


def joined(a: Table, b: Table) -> Table:
    """The rows of two tables."""
    columns: dict[str, Any] = {}
    for field in dataclasses.fields(Table):
        one, other = getattr(a, field.name), getattr(b, field.name)
        if isinstance(one, list):
            columns[field.name] = one + other
        else:
            columns[field.name] = one.joined(other) if isinstance(one, Many) else np.concatenate([one, other])
    return Table(**columns)


def taken(table: Table, order: Order) -> Table:
    """The rows of an order, in that order."""
    columns: dict[str, Any] = {}
    for field in dataclasses.fields(Table):
        column = getattr(table, field.name)
        if isinstance(column, list):
            columns[field.name] = [column[n] for n in order.tolist()]
        else:
            columns[field.name] = column.taken(order) if isinstance(column, Many) else column[order]
    return Table(**columns)
