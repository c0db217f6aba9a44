"""What every report gets before it leaves this step: its language, its masks, and the bounds of what is read."""

from __future__ import annotations

import dataclasses

from reportedly.errors import InputFault
from reportedly.model.report import Report
from reportedly.read.debris import find_masks
from reportedly.read.language import language_of

# Longer than any report; also the most that spaCy's pipeline takes.
MAX_TEXT_CHARS = 1_000_000


def finish(report: Report, where: str) -> Report:
    """The report with language and masks. Raises InputFault for texts that are not to be read."""
    text = report.text
    if not text.strip():
        raise InputFault(where, "empty")
    if "\0" in text:
        raise InputFault(where, "binary data, not text")
    if len(text) > MAX_TEXT_CHARS:
        raise InputFault(where, f"a text of {len(text):,} characters: no one report (at most {MAX_TEXT_CHARS:,})")
    language = language_of(text)
    if language.refused:
        raise InputFault(where, f"in {language.refused}: only English is read")
    return dataclasses.replace(report, language=language.code, masks=find_masks(text, report.title))
