"""Pages laid out with tables: to an extractor a table is data, but a table that holds paragraphs is a page."""

from __future__ import annotations

from typing import Any

TABLE_PARTS = ("tbody", "thead", "tfoot", "tr", "td", "th")
BLOCKS = ("p", "h1", "h2", "div", "table", "article")


def unwrap_tables(tree: Any) -> None:
    """Makes plain blocks of the tables that lay out a page, in place: those with a cell of several blocks."""
    for table in list(tree.iter("table")):
        if any(sum(1 for _ in cell.iterchildren(*BLOCKS)) > 1 for cell in table.iter("td", "th")):
            _to_blocks(table)


def _to_blocks(table: Any) -> None:
    """The table and its own rows and cells, not those of tables within, become `div`."""
    pending = [table]
    while pending:
        element = pending.pop()
        pending += [child for child in element if child.tag in TABLE_PARTS]
        element.tag = "div"
