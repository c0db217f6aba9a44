"""The record's database: tables, transactions, migrations. What the rows mean for incidents is worked out elsewhere."""

from __future__ import annotations

from reportedly.store.engine import Database, open_database
from reportedly.store.migrate import downgrade, upgrade, version

__all__ = ["Database", "downgrade", "open_database", "upgrade", "version"]
