"""An HTML page to its article: main text by trafilatura, and what the page says of itself."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from reportedly.errors import InputFault
from reportedly.read.layout import unwrap_tables
from reportedly.read.metadata import page_fields, stated_article, titles
from reportedly.read.trim import trim_article

# A news page has some hundred kilobytes and some thousand elements; a dump would take the extractor minutes.
MAX_PAGE_BYTES = 10_000_000
MAX_ELEMENTS = 30_000
# Fewer words than this are a menu's.
MIN_WORDS = 5


@dataclass(frozen=True, slots=True)
class Page:
    """The article's text, paragraphs on lines of their own, and `fields` as `page_fields` gives them."""

    text: str
    fields: dict[str, tuple[str, str]]


def read_page(html: str, where: str, url: str | None = None) -> Page:
    """The article of a page. Raises InputFault where the page holds none, and for whatever the parsers choke on."""
    import trafilatura  # deferred: 0.4 s that text input need not wait for

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        tree = trafilatura.load_html(html)
        if tree is None:
            raise InputFault(where, "no HTML page")
        if (size := sum(1 for _ in tree.iter())) > MAX_ELEMENTS:
            raise InputFault(where, f"a page of {size:,} elements: no page of one report (at most {MAX_ELEMENTS:,})")
        fields = page_fields(tree)
        unwrap_tables(tree)
        text = trafilatura.extract(tree, url=url, include_comments=False) or ""
        text = trim_article(text, titles(tree), stated_article(tree))
    except InputFault:
        raise
    except Exception as error:  # whatever a hostile page makes the parsers raise is that page's fault
        raise InputFault(where, f"HTML that cannot be read ({type(error).__name__})") from None
    if len(text.split()) < MIN_WORDS:
        raise InputFault(where, "no article text found on the page")
    return Page(text, fields)
