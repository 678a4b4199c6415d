"""The settings that an add-in may hold itself, as xlwings' ``GetConfigFromSheet`` reads them."""

from __future__ import annotations

import io
import re

import pytest
from python_calamine import CalamineWorkbook, SheetVisibleEnum

from danvan_xl.addin import PROJECT, build_addin
from danvan_xl.installation.contents import is_same, settings_in
from tests.addin.built import modules, parts
from tests.addin.conftest import SETTINGS


def workbook(data: bytes) -> CalamineWorkbook:
    return CalamineWorkbook.from_filelike(io.BytesIO(data))


def sheet_that_xlwings_looks_for(data: bytes) -> str:
    """The name that ``GetConfigFromSheet`` of the built module asks for."""
    code = modules(data)["xlwings"]
    project = re.search('PROJECT_NAME As String = "(.*)"', code)
    body = re.search(r"Function GetConfigFromSheet\(.*?End Function", code, re.DOTALL)
    assert project
    assert body
    assert 'wb.Sheets(PROJECT_NAME & ".conf")' in body[0]
    assert "d.Add UCase(cell.Value), cell.Offset(0, 1).Value" in body[0]
    return f"{project[1]}.conf"


def test_the_sheet_is_where_xlwings_looks_for_it(addin_with_settings: bytes) -> None:
    name = sheet_that_xlwings_looks_for(addin_with_settings)
    assert name == f"{PROJECT}.conf"
    rows = workbook(addin_with_settings).get_sheet_by_name(name).to_python()
    assert rows == [[key, value] for key, value in SETTINGS.items()]


def test_the_add_ins_sheet_goes_before_every_file(addin_with_settings: bytes) -> None:
    body = modules(addin_with_settings)["xlwings"].partition("Function GetConfig(")[2]
    order = ("GetConfigFromSheet(ThisWorkbook)", "GetDirectoryConfigFilePath", "GetConfigFilePath")
    places = [body.index(part) for part in order]
    assert places == sorted(places)


def test_nobody_sees_the_sheet(addin_with_settings: bytes) -> None:
    visible = {s.name: s.visible for s in workbook(addin_with_settings).sheets_metadata}
    assert visible == {
        "functions": SheetVisibleEnum.Visible,
        f"{PROJECT}.conf": SheetVisibleEnum.Hidden,
    }


def test_a_text_stays_a_text_and_a_key_is_in_upper_case() -> None:
    data = build_addin({"Show Console": "False", "TEMP DIR": "1"})
    rows = workbook(data).get_sheet_by_name(f"{PROJECT}.conf").to_python()
    assert rows == [["SHOW CONSOLE", "False"], ["TEMP DIR", "1"]]


def test_without_settings_there_is_no_sheet(addin: bytes) -> None:
    assert build_addin({}) == addin
    assert not [name for name in parts(addin) if name.endswith("sheet2.xml")]
    assert "Sheet2" not in modules(addin)


def test_the_settings_are_read_back(addin: bytes, addin_with_settings: bytes) -> None:
    assert settings_in(addin_with_settings) == SETTINGS
    assert settings_in(addin) == {}
    assert is_same(build_addin(SETTINGS), addin_with_settings)
    assert not is_same(addin, addin_with_settings)


@pytest.mark.parametrize("data", [b"", b"PK", b"no package"])
def test_a_broken_file_holds_no_settings(data: bytes) -> None:
    assert settings_in(data) == {}
