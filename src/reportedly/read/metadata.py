"""What a page says of itself: title, publisher, date and address, each with where it was found."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator
from typing import Any

from reportedly.read.page_day import page_day
from reportedly.read.written_day import day_of
from reportedly.rules import load_rules

ARTICLE_TYPES = frozenset({"Article", "NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle"}) | frozenset(
    {"BlogPosting", "LiveBlogPosting", "Report", "WebPage"}
)
MAX_FIELD = 500


def page_fields(tree: Any) -> dict[str, tuple[str, str]]:
    """Field → (value, where), for `title`, `source`, `published` (an ISO day) and `url`; absent ones are left out."""
    metas = _metas(tree)
    articles = list(_json_ld(tree))
    found: dict[str, tuple[str, str]] = {}
    for field, places in load_rules("pages")["fields"].items():
        for place in places:
            value = _look(tree, metas, articles, place)
            if value and field == "published":
                day = day_of(value)
                value = day.isoformat() if day else None
            if value:
                found[field] = (value[:MAX_FIELD], place["where"])
                break
    if "title" in found and "source" in found:
        title, where = found["title"]
        found["title"] = (_without_publisher(title, found["source"][0]), where)
    if "published" not in found and (seen := page_day(tree, found["url"][0] if "url" in found else None)):
        found["published"] = (seen[0].isoformat(), seen[1])
    return found


def titles(tree: Any) -> list[str]:
    """Every wording of its headline that the page carries."""
    metas, articles = _metas(tree), list(_json_ld(tree))
    wordings = (_look(tree, metas, articles, place) for place in load_rules("pages")["fields"]["title"])
    return [wording for wording in wordings if wording]


def stated_article(tree: Any) -> str | None:
    """The article's text as the page's JSON-LD gives it."""
    bodies = (article.get("articleBody") for article in _json_ld(tree))
    return next((html.unescape(body) for body in bodies if isinstance(body, str) and body.strip()), None)


def _look(tree: Any, metas: dict[str, str], articles: list[Any], place: dict[str, str]) -> str | None:
    """What stands at one place of `pages.yaml`."""
    if "meta" in place:
        return metas.get(place["meta"].lower())
    if "json_ld" in place:
        values = (_path(article, place["json_ld"].split(".")) for article in articles)
        return next((value for value in values if value), None)
    for hit in tree.xpath(place.get("attribute") or place["element"])[:1]:
        return _clean(hit if isinstance(hit, str) else hit.text_content())
    return None


def _metas(tree: Any) -> dict[str, str]:
    """The page's meta elements by lower-case name; the first of a name counts."""
    metas: dict[str, str] = {}
    for element in tree.iter("meta"):
        content = _clean(element.get("content"))
        for key in ("property", "name", "itemprop"):
            if content and (name := element.get(key)):
                metas.setdefault(name.strip().lower(), content)
    return metas


def _json_ld(tree: Any) -> Iterator[dict[str, Any]]:
    """The articles that the page's JSON-LD describes."""
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or ""):
            continue
        try:
            data = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        pending = [data]
        for _ in range(200):
            if not pending:
                break
            node = pending.pop(0)
            if isinstance(node, list):
                pending += node
            elif isinstance(node, dict):
                kinds = node.get("@type")
                if any(str(kind) in ARTICLE_TYPES for kind in (kinds if isinstance(kinds, list) else [kinds])):
                    yield node
                pending += [v for k, v in node.items() if k in ("@graph", "mainEntity", "mainEntityOfPage")]


def _path(node: Any, keys: list[str]) -> str | None:
    """The string at a path; in a list, the first that has one."""
    if isinstance(node, list):
        return next((value for item in node[:5] if (value := _path(item, keys))), None)
    if isinstance(node, dict) and keys:
        return _path(node.get(keys[0]), keys[1:])
    return _clean(node) if isinstance(node, str) and not keys else None


def _without_publisher(title: str, source: str) -> str:
    """A headline without the publisher's name that pages hang on to it ("Two killed | The Post")."""
    head, mark, tail = title.rpartition(source)
    bare = head.rstrip()
    return bare.rstrip("|-–—· ") if mark and not tail.strip() and bare.endswith(("|", "-", "–", "—", "·")) else title


def _clean(value: str | None) -> str | None:
    """Without entities and runs of white space; None if nothing is left."""
    return " ".join(html.unescape(value).split()) or None if value else None
