"""A report: a page or message of one outlet, as it was given."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from reportedly.model.text import Mask


@dataclass(frozen=True, slots=True)
class Report:
    """What was read, before anything is claimed.

    `text` is kept to the character; `masks` say what in it is page debris or a caption. `published` is None when no
    date was found: it is never invented. `origins` says where title, publisher and date were found.
    `raw` is what was read of the file (of one line, in JSON Lines): the record keeps its digest.
    """

    doc: str
    text: str
    url: str | None = None
    source: str | None = None
    title: str | None = None
    published: dt.date | None = None
    language: str | None = None
    masks: tuple[Mask, ...] = ()
    origins: tuple[tuple[str, str], ...] = ()
    raw: bytes = b""

    def readable(self) -> str:
        """The text with debris blanked to spaces: same length, so spans found in it index `text`."""
        out = self.text
        for mask in self.masks:
            if mask.kind == "debris":
                blank = "".join("\n" if c == "\n" else " " for c in mask.span.of(out))
                out = out[: mask.span.start] + blank + out[mask.span.end :]
        return out
