"""The generated pages are those that the code makes today (`make docs` writes them)."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from reportedly.export.docs import PAGES, main_write
from reportedly.export.schema import claims_schema

DOCS = Path(__file__).parents[2] / "docs"


@pytest.mark.parametrize("name", PAGES)
def test_a_generated_page_is_up_to_date(name: str) -> None:
    assert (DOCS / name).read_text(encoding="utf-8") == PAGES[name](), "run `make docs`"


def test_writing_the_pages_writes_them_all(tmp_path: Path) -> None:
    main_write(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(PAGES)
    assert json.loads((tmp_path / "claims.schema.json").read_text(encoding="utf-8")) == claims_schema()


@pytest.mark.parametrize("page", [DOCS.parent / "README.md", *sorted(DOCS.rglob("*.md"))], ids=lambda path: path.name)
def test_links_between_the_pages_lead_somewhere(page: Path) -> None:
    prose = re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    links = re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", prose)
    assert not [link for link in links if not (page.parent / link).exists()]
