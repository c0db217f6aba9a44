"""The sample reports and their claims, read once for all tests of the claims file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from reportedly.export.claims import report_line
from reportedly.model.report import Report
from reportedly.pipeline import default_tools, extract_claims
from reportedly.read import read_inputs

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture(scope="session")
def lines() -> list[dict[str, Any]]:
    """What `extract examples` writes, read back."""
    tools = default_tools()
    reports = [item for item in read_inputs([str(EXAMPLES)]) if isinstance(item, Report)]
    return [json.loads(report_line(report, extract_claims(report, tools))) for report in reports]
