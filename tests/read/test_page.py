"""Pages: the article and no more, and what the page says of itself with where it says it."""

from __future__ import annotations

import datetime as dt

import pytest

from reportedly.errors import InputFault
from reportedly.model.report import Report
from reportedly.read.page import MAX_ELEMENTS
from reportedly.read.reports import page_report
from reportedly.read.trim import trim_article

LEAD = "At least nine people were killed on Monday when shells hit the market of the old town, the mayor said."
SECOND = "Two more died in the hospital on Tuesday, a doctor told reporters, and forty beds were taken by the wounded."
THIRD = (
    "The army said it had struck a depot and denied that its guns had been aimed at the market or the houses around it."
)
ARTICLE = f"<p>{LEAD}</p>\n<p>{SECOND}</p>\n<p>{THIRD}</p>"


def page(body: str, head: str = "") -> Report:
    html = f"<!DOCTYPE html><html lang='en'><head>{head}</head><body>{body}</body></html>"
    return page_report(html.encode(), "page.html", "page", None)


TEASERS = "".join(
    f"<div class='card'><h3><a href='/{i}'>Farmers wait for the rains in the eastern hills</a></h3>"
    "<p>Buyers from three countries went home with empty trucks this week.</p></div>"
    for i in range(6)
)


@pytest.mark.parametrize(
    "body",
    [
        # the plain case: navigation, article, footer
        f"<nav><a href='/'>Home</a> <a href='/w'>World</a></nav><article><h1>Nine killed</h1>{ARTICLE}</article>"
        "<footer><p>All rights reserved.</p></footer>",
        # no article element, anonymous divs, a byline and share buttons on top
        "<div id='m'><h1>Nine killed</h1><div>By Lena Brandt</div><div>Share</div><div>17 February 2020</div>"
        f"{ARTICLE}</div>",
        # more words in teasers than in the article
        f"<div class='main'><article><h1>Nine killed</h1>{ARTICLE}</article></div><div class='related'>{TEASERS}</div>",
        # teasers and a sign-up box between the paragraphs
        f"<article><h1>Nine killed</h1><p>{LEAD}</p><p>Read also: Grain ships wait off the port</p><p>{SECOND}</p>"
        "<div class='newsletter'><p>Sign up for our newsletter and get the news in your inbox.</p></div>"
        f"<p>{THIRD}</p></article>",
        # readers' comments below, longer than the article
        f"<article>{ARTICLE}</article><div id='comments' class='comment-list'>"
        + "<div class='comment'><p>This is a long opinion of a reader about the old town and its guns.</p></div>" * 8
        + "</div>",
        # a cookie wall before it
        "<div id='cookie-consent'><p>We use cookies to improve your experience. You can manage your choices.</p></div>"
        f"<main>{ARTICLE}</main>",
        # markup that is not closed
        f"<div><h1>Nine killed<p>{LEAD}<p>{SECOND}<p>{THIRD}",
        # a layout of tables, as old outlets have it
        f"<table><tr><td><a href='/'>Home</a></td><td><h1>Nine killed</h1>{ARTICLE}</td></tr></table>",
    ],
)
def test_the_article_and_nothing_else(body: str) -> None:
    text = page(body, "<title>Nine killed | River Times</title>").text
    words = " ".join(text.replace("|", " ").split())
    assert words == f"{LEAD} {SECOND} {THIRD}"


def test_paragraphs_are_lines() -> None:
    assert page(f"<article>{ARTICLE}</article>").text.split("\n") == [LEAD, SECOND, THIRD]


JSON_LD = """<script type="application/ld+json">{"@graph": [{"@type": "WebSite", "name": "x"},
{"@type": ["NewsArticle"], "headline": "Nine &amp; more killed", "datePublished": "2020-02-17T23:30:00-05:00",
"publisher": [{"name": "River Times"}]}]}</script>"""


@pytest.mark.parametrize(
    ("head", "top", "field", "value", "where"),
    [
        # the outlet's own day: no time zone is applied
        (JSON_LD, "", "published", dt.date(2020, 2, 17), "json-ld datePublished"),
        (JSON_LD, "", "title", "Nine & more killed", "json-ld headline"),
        (JSON_LD, "", "source", "River Times", "json-ld publisher"),
        (
            "<meta property='article:published_time' content='2020-02-17T10:00Z'>",
            "",
            "published",
            dt.date(2020, 2, 17),
            "meta article:published_time",
        ),
        ("<meta name='pubdate' content='20200217'>", "", "published", dt.date(2020, 2, 17), "meta pubdate"),
        (
            "<meta name='DC.date' content='Mon, 17 Feb 2020 10:00:00 GMT'>",
            "",
            "published",
            dt.date(2020, 2, 17),
            "meta dc.date",
        ),
        ("<script>var x = {pub_date: '2020-02-17'}</script>", "", "published", dt.date(2020, 2, 17), "script"),
        (
            "",
            "<h1>Nine killed</h1><div>Published on February 17, 2020</div>",
            "published",
            dt.date(2020, 2, 17),
            "under the headline",
        ),
        (
            "<link rel='canonical' href='https://r.example/2020/02/17/nine'>",
            "",
            "published",
            dt.date(2020, 2, 17),
            "address",
        ),
        ("<meta property='og:site_name' content='River Times'>", "", "source", "River Times", "meta og:site_name"),
        ("<meta property='og:title' content='Nine killed'>", "", "title", "Nine killed", "meta og:title"),
        ("<title>Nine killed</title>", "", "title", "Nine killed", "title"),
        ("", "<h1>Nine killed</h1>", "title", "Nine killed", "h1"),
        ("<meta property='og:url' content='https://r.example/9'>", "", "url", "https://r.example/9", "meta og:url"),
    ],
)
def test_what_a_page_says_of_itself_and_where(head: str, top: str, field: str, value: object, where: str) -> None:
    report = page(f"{top}<article>{ARTICLE}</article>", head)
    assert getattr(report, field) == value
    assert dict(report.origins)[field] == where


@pytest.mark.parametrize(
    ("head", "body"),
    [
        # today's date above the headline
        ("", f"<div class='today'>Monday 17 February 2020</div><h1>Nine killed</h1><article>{ARTICLE}</article>"),
        # dates of other articles and of comments below
        ("", f"<article>{ARTICLE}</article><aside><time datetime='2020-02-17'>17 Feb</time></aside>"),
        # day and month that could be exchanged
        ("", f"<h1>Nine killed</h1><div>03/04/2020</div><article>{ARTICLE}</article>"),
        # several in the scripts that differ
        (
            "<script>[{datePublished: '2020-02-17'}, {datePublished: '2020-02-18'}]</script>",
            f"<article>{ARTICLE}</article>",
        ),
        # a day that does not exist, and one that is no date
        ("<meta name='pubdate' content='2020-02-31'>", f"<article>{ARTICLE}</article>"),
        ("<meta name='date' content='yesterday'>", f"<article>{ARTICLE}</article>"),
        # a copyright year
        ("", f"<article>{ARTICLE}</article><footer>© 2020 River Times, 1 Quay Road</footer>"),
        # JSON-LD that is broken
        ("<script type='application/ld+json'>{'datePublished': 2020</script>", f"<article>{ARTICLE}</article>"),
    ],
)
def test_no_date_is_invented(head: str, body: str) -> None:
    report = page(body, head)
    assert report.published is None
    assert "published" not in dict(report.origins)


def test_the_publishers_name_is_no_part_of_the_title() -> None:
    head = "<title>Nine killed - River Times</title><meta property='og:site_name' content='River Times'>"
    assert page(f"<article>{ARTICLE}</article>", head).title == "Nine killed"


def test_a_stated_article_says_where_the_text_begins_and_ends() -> None:
    stated = f"{LEAD}\n{SECOND}\n{THIRD}"
    text = f"A market before the war\n{LEAD}\nThe toll\n{SECOND}\n{THIRD}\nLena Brandt writes on the delta."
    assert trim_article(text, [], stated) == f"{LEAD}\nThe toll\n{SECOND}\n{THIRD}"


@pytest.mark.parametrize(
    "stated",
    [
        # only the beginning
        LEAD,
        # markup
        f"<p>{LEAD}</p><p>{SECOND}</p><p>{THIRD}</p>",
        # a description of the page and not its article
        f"{LEAD} " + "Read the story of the old town and its market, told by those who were there that day. " * 2,
    ],
)
def test_a_stated_article_that_does_not_agree_is_passed_over(stated: str) -> None:
    text = f"{LEAD}\n{SECOND}\n{THIRD}"
    assert trim_article(text, [], stated) == text


@pytest.mark.parametrize(
    ("body", "what"),
    [
        ("<p></p>" * (MAX_ELEMENTS + 1), "elements"),
        ("<nav><a href='/'>Home</a></nav>", "no article text"),
        (
            "<article>"
            + "<p>Les rebelles ont repris la ville dimanche, selon une source militaire.</p>" * 5
            + "</article>",
            "French",
        ),
    ],
)
def test_pages_that_are_no_reports(body: str, what: str) -> None:
    with pytest.raises(InputFault, match=what):
        page(body)
