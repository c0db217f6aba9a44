"""The register of actors: who takes part in wars and who reports on them, with dates and the source of the facts.

The YAML files are the source; `python -m reportedly.actors.compile` writes `register.json`, which is loaded. Users
add their own files of the same form.
"""

from __future__ import annotations

from reportedly.actors.entry import Entry, Office
from reportedly.actors.fold import Word, fold_actor, fold_word, words_of
from reportedly.actors.register import Name, Register, load_register, speaks_for
from reportedly.actors.states import Nation

__all__ = [
    "Entry",
    "Name",
    "Nation",
    "Office",
    "Register",
    "Word",
    "fold_actor",
    "fold_word",
    "load_register",
    "speaks_for",
    "words_of",
]
