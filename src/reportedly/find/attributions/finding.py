"""What the searches hand to each other: an attribution with what is known of its cue."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from reportedly.model.told import Attribution


@dataclass(frozen=True, slots=True)
class Finding:
    """An attribution, the token that cues it, the frame that gave the content, whether the source vouches for it,
    and whether it is evidence that speaks ("figures show")."""

    attribution: Attribution
    cue: Token
    frame: str
    asserts: bool
    evidence: bool = False
