"""The built files are sound, say what they were built from, and are the same each time."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
import xlwings
from lxml import etree

from danvan_xl.addin import build_addin, built_with
from danvan_xl.commands.addin_build import build_addin_files
from danvan_xl.commands.new import macro_master_bytes, master_bytes, new_master
from danvan_xl.errors import DanVanError
from danvan_xl.schema.guide import STEPS
from tests.addin.basic import buttons, sheet_subs
from tests.addin.built import PROJECT_PART, modules, parts
from tests.addin.conftest import DAY
from tests.xlsx_checks import problems


def test_two_builds_are_equal(addin: bytes, macro_master: bytes) -> None:
    assert build_addin() == addin
    assert macro_master_bytes(2022, DAY) == macro_master


def test_a_built_file_is_sound(built: bytes) -> None:
    assert problems(built) == []


def test_a_built_file_says_which_xlwings_it_needs(built: bytes) -> None:
    assert built_with(built) == xlwings.__version__
    assert f'XLWINGS_VERSION As String = "{xlwings.__version__}"' in modules(built)["xlwings"]


@pytest.mark.parametrize("data", [b"", b"PK", master_bytes(2022, DAY)])
def test_another_file_says_nothing(data: bytes) -> None:
    assert built_with(data) == ""


def test_the_add_in_is_one(addin: bytes) -> None:
    types = parts(addin)["[Content_Types].xml"].decode()
    assert "application/vnd.ms-excel.addin.macroEnabled.main+xml" in types
    assert types.count("macroEnabled") == 1


def test_the_text_of_a_failure_fits_into_a_name(built: bytes) -> None:
    book = etree.fromstring(parts(built)["xl/workbook.xml"])
    texts = [
        name.text for name in book.iter("{*}definedName") if name.get("name") == "dvk_no_python"
    ]
    tag = next(tag for key, _, tag in buttons(built) if key == "dvk_doctor")
    assert texts == [f'"{tag}"']
    assert len(tag) <= 255


def test_the_dashboard_has_a_button_for_every_step(macro_master: bytes) -> None:
    assert len(sheet_subs(macro_master)) == len(STEPS)
    code = modules(macro_master)["SheetButtons"]
    for sub in sheet_subs(macro_master):
        assert f"Public Sub {sub}()\r\n" in code
    drawing = next(part for name, part in parts(macro_master).items() if ".vml" in name).decode()
    assert 'alt="Chọn thư mục có các phiếu đã nộp"' in drawing
    for step, _, _ in STEPS:
        assert f">{step}</font>" in drawing


def test_a_master_without_macros_has_no_trace_of_them() -> None:
    there = parts(master_bytes(2022, DAY))
    assert not [name for name in there if "vba" in name or "customUI" in name or "vml" in name]
    assert b"dvk_" not in there["xl/workbook.xml"]


def test_new_makes_a_workbook_with_macros_by_its_suffix(
    tmp_path: Path, macro_master: bytes
) -> None:
    result = new_master(tmp_path / "Sổ.XLSM", 2022, as_of=DAY)
    assert result.path.read_bytes() == macro_master


@pytest.mark.parametrize("name", ["so.xls", "so.xlsb", "so", "so.xlam"])
def test_new_refuses_other_names(name: str, tmp_path: Path) -> None:
    with pytest.raises(DanVanError, match=r"\.xlsx hoặc \.xlsm"):
        new_master(tmp_path / name, 2022)
    assert list(tmp_path.iterdir()) == []


def test_build_writes_both_files_over_older_ones(tmp_path: Path, addin: bytes) -> None:
    out = tmp_path / "Phần bổ trợ"
    out.mkdir()
    (out / "danvan_xl.xlam").write_bytes(b"old")
    result = build_addin_files(out, 2022)
    assert [path.name for path in result.files] == ["danvan_xl.xlam", "DanVanKheo.xlsm"]
    assert sorted(path.name for path in out.iterdir()) == ["DanVanKheo.xlsm", "danvan_xl.xlam"]
    assert (out / "danvan_xl.xlam").read_bytes() == addin
    master = (out / "DanVanKheo.xlsm").read_bytes()
    assert master == macro_master_bytes(2022, date(2022, 1, 1))
    assert PROJECT_PART in parts(master)
    assert not result.has_findings
    assert json.loads(json.dumps(result.to_json())) == {
        "files": [str(path) for path in result.files],
        "xlwings": xlwings.__version__,
    }
