"""The country of an outlet, by the name of its site: a weak sign of which of two places of one name is meant."""

from __future__ import annotations

import re

from reportedly.gazetteer import Gazetteer

HOST = re.compile(r"(?:[a-z][a-z0-9+.-]*://)?([^/:?#\s]+)", re.IGNORECASE)


def outlet_country(site: str | None, gazetteer: Gazetteer) -> tuple[str, ...]:
    """The country (ISO 3166-1 alpha-2) that a site's name or address ends in ("https://example.co.ke/a": KE), for `hints`;
    none for .com and the like."""
    host = HOST.match(site or "")
    ending = host[1].rpartition(".")[2].upper() if host and "." in host[1] else ""
    code = "GB" if ending == "UK" else gazetteer.iso2(ending) if len(ending) == 2 else None
    return (code,) if code else ()
