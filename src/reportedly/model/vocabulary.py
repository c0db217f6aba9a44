"""The closed vocabularies of a claim: kinds, types, statuses, hedges, modes, units, precisions.

The types of an event and the sectors of an actor are PLOVER's (Open Event Data Alliance); the rest is the project's
codebook (docs/codebook.md), where each word has its meaning and an example.
"""

from __future__ import annotations

KINDS = ("toll", "displacement", "control", "event")
TYPES: dict[str, tuple[str, ...]] = {
    "toll": ("killed", "injured", "missing", "detained", "abducted", "trapped", "casualties"),
    "displacement": ("displaced", "evacuated", "returned", "refugees", "sheltering", "homeless"),
    "control": ("captured", "held", "lost", "contested", "besieged"),
    "event": (
        "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
        "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
    ),
}  # fmt: skip
STATUSES = ("reported", "planned", "possible", "denied")
HEDGES = ("exact", "more_than", "at_least", "nearly", "about", "up_to", "range", "vague")
MODES = (
    "airstrike", "shelling", "clash", "ground", "bombing", "chemical",
    "shooting", "abduction", "mine", "drone", "other",
)  # fmt: skip
UNITS = ("people", "households", "houses")
TIME_PRECISIONS = ("day", "week", "month", "year", "unknown")
PLACE_PRECISIONS = ("exact", "near", "admin2", "admin1", "country", "region")
SECTORS = (
    "COP", "GOV", "JUD", "LEG", "MIL", "PRM", "PTY", "REB", "SPY", "UAF", "AGR", "BUS", "CRM",
    "CVL", "EDU", "ELI", "JRN", "LAB", "MED", "REF", "OPP", "REL", "SOC", "IGO", "NGO",
)  # fmt: skip
SOURCE_KINDS = ("named", "unnamed", "official", "monitor", "party", "witness", "media")
