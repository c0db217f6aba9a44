"""Events and control of ground, found by rules over the parse."""

from reportedly.find.acts.finder import find_acts

__all__ = ["find_acts"]
