"""Reports made once for all tests of a worker."""

from __future__ import annotations

from pathlib import Path

import pytest

from danvan_xl.reports.context import report_context
from danvan_xl.reports.render import render
from tests.reports.data import AS_OF, province, small

TEMPLATES = Path(__file__).resolve().parents[2] / "report_templates"


@pytest.fixture(scope="session")
def template() -> Path:
    return TEMPLATES / "bao-cao.docx"


@pytest.fixture(scope="session")
def report(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of the small round."""
    out = tmp_path_factory.mktemp("small") / "bao-cao.docx"
    return render(template, report_context(small(), AS_OF), out)


@pytest.fixture(scope="session")
def big_report(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of 41 units and 150 initiatives."""
    out = tmp_path_factory.mktemp("big") / "bao-cao.docx"
    return render(template, report_context(province(), AS_OF), out)
