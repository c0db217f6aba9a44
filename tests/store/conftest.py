"""The databases of these tests."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "record"))
sys.path.insert(0, str(Path(__file__).parents[1] / "reconcile"))

from databases import make_postgres, postgres, url

__all__ = ["make_postgres", "postgres", "url"]
