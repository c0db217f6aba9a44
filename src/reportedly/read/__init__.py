"""The door in: news pages, texts, JSON Lines and web archives to reports."""

from __future__ import annotations

from reportedly.read.debris import find_masks
from reportedly.read.inputs import read_inputs
from reportedly.read.line import read_line

__all__ = ["find_masks", "read_inputs", "read_line"]
