"""The command line: a thin skin, one command, one call."""

from __future__ import annotations

from reportedly.cli.main import main

__all__ = ["main"]
