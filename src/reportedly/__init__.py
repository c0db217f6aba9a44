"""Reads reports of war and keeps a structured, sourced record of what they claim."""

from __future__ import annotations

__version__ = "0.1.0"
