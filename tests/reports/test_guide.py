"""The guide for those who edit the templates."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from danvan_xl.reports.context import report_context
from danvan_xl.reports.language import environment
from tests.reports.data import AS_OF, small

GUIDE = Path(__file__).resolve().parents[2] / "report_templates" / "README.md"
TABLE = [line for line in GUIDE.read_text(encoding="utf-8").splitlines() if line.startswith("| `")]


def expressions(text: str) -> list[str]:
    return [code.replace("\\|", "|") for code in re.findall(r"`([^`{]+)`", text)]


@pytest.mark.parametrize("name", [n for row in TABLE for n in expressions(row.split(" | ")[0])])
def test_every_name_in_the_guide_is_known(name: str) -> None:
    value = environment().compile_expression(name, undefined_to_none=False)
    assert value(report_context(small(), AS_OF)) is not None


def test_every_variable_is_in_the_guide() -> None:
    named = {
        re.split(r"[.(|\[]", name)[0] for row in TABLE for name in expressions(row.split(" | ")[0])
    }
    assert named == set(report_context(small(), AS_OF))


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("ds_mo_hinh", "ma ten don_vi loai linh_vuc giai_doan nam cap quyet_dinh huong_loi"),
        ("ds_muon", "ten so"),
        ("theo_loai", "loai don_vi phai da"),
    ],
)
def test_the_items_of_lists_have_what_the_guide_says(name: str, keys: str) -> None:
    items = report_context(small(), AS_OF)[name]
    assert set(keys.split()) <= set(items[0])


def test_every_way_of_writing_in_the_guide_works() -> None:
    last = GUIDE.read_text(encoding="utf-8").split("Sau dấu gạch đứng", 1)[1]
    context = report_context(small(), AS_OF)
    written = [environment().compile_expression(e)(context) for e in expressions(last)]
    assert written == ["03", "80", "huyện Ba Tơ (02 ngày)"]
