"""Cell functions as xlwings on Windows, where it knows them, takes them."""

from __future__ import annotations

import json

import pytest

from danvan_xl import udfs
from tests.windows.computer import Computer
from tests.windows.machine import ROOT

_CODE = """
import json, sys
sys.path.append(sys.argv[1])
from tests.udf_import import import_functions
imported = import_functions("danvan_xl.xlam")
called = {
    name: [getattr(imported.module, name)(*arguments) for arguments in calls]
    for name, calls in json.loads(sys.argv[2]).items()
}
print(json.dumps([imported.vba, called]))
"""

CALLS: dict[str, list[tuple[object, ...]]] = {
    "DVK_TRANG_THAI": [("19/9/2022", None, None, None, "20/9/2022"), (44823, 44823), ("mai",)],
    "DVK_SO_NGAY_QUA_HAN": [("19/9/2022", "22/9/2022"), ([["19/9/2022"], [44823]], 44825)],
    "DVK_CHUAN_HOA": [("UBND x· §øc Phæ",), ([["Nguyeãn Vaên"], ["  Sở   Nội vụ "]],)],
    "DVK_DOC_SO": [("1.250,5",), ("3 mô hình",), ([["1,2 tỷ", "không"]],), ("nhiều",)],
}


@pytest.fixture
def imported(windows: Computer) -> tuple[str, dict[str, list[object]]]:
    """The macros that xlwings writes on Windows, and what the functions give there."""
    ended = windows.run_python(_CODE, ROOT, json.dumps(CALLS))
    assert ended.err == ""
    vba: str
    called: dict[str, list[object]]
    vba, called = json.loads(ended.out.splitlines()[-1])  # xlwings says what it has imported
    return vba, called


def test_xlwings_on_windows_writes_the_macros_and_runs_the_functions_of_the_addin(
    imported: tuple[str, dict[str, list[object]]],
) -> None:
    vba, called = imported
    assert vba == (ROOT / "macros" / "xlwings_udfs.bas").read_text("ascii")
    assert called == {
        name: [getattr(udfs, name)(*arguments) for arguments in calls]
        for name, calls in CALLS.items()
    }
