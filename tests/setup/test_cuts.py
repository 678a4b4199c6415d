"""What of the wheels stays out of the setup: nothing that the program uses."""

from __future__ import annotations

import pytest

from tools.setup.cuts import CUTS, is_cut


@pytest.mark.parametrize(
    "path",
    [
        "pandas/tests/frame/test_api.py",
        "numpy/_core/tests/data/umath-validation-set-sin.csv",
        "win32/test/test_win32file.py",
        "win32com/test/testall.py",
        "win32com/servers/test_pycomtest.py",
        "numpy/conftest.py",
        "numpy/_core/include/numpy/arrayobject.h",
        "numpy/__init__.pxd",
        "numpy/__init__.pyi",
        "numpy/_core/lib/npymath.lib",
        "numpy/f2py/crackfortran.py",
        "numpy/distutils/ccompiler.py",
        "lxml/etree.pyx",
        "lxml/includes/libxml/tree.h",
        "xlwings/pro/__init__.py",
        "xlwings/pro/reports/main.py",
        "xlwings/xlwingslib.cp311-win_amd64.pyd",
        "xlwings-0.37.8.dist-info/licenses/LICENSE_PRO.txt",
        "xlwings/addin/xlwings_unprotected.xlam",
        "xlwings/quickstart.xlsm",
        "xlwings/quickstart_addin_ribbon.xlam",
        "xlwings/html/xlwings-alert.html",
        "xlwings/js/xlwings.min.js",
        "xlwings/rest/api.py",
        "xlwings/_xlmac.py",
        "xlwings/mac_dict.py",
        "xlwings/xlwings-0.37.8.applescript",
        "PyWin32.chm",
        "pythonwin/pywin/framework/app.py",
        "win32/Demos/win32clipboardDemo.py",
        "win32comext/axscript/demos/client/ie/form.htm",
        "win32/scripts/regsetup.py",
        "adodbapi/adodbapi.py",
        "isapi/install.py",
        "pywin32.pth",
        "holidays/countries/__init__.py",
        "holidays/countries/france.py",
        "holidays/financial/ny_stock_exchange.py",
        "holidays/locale/fr/LC_MESSAGES/FR.mo",
        "holidays/locale/en_US/LC_MESSAGES/FR.mo",
        "pygments/lexers/python.py",
        "pygments/styles/monokai.py",
        "pygments/formatters/html.py",
        "tzdata/zoneinfo/Europe/Paris",
        "tzdata/zoneinfo/America/Argentina/Ushuaia",
        "tzdata/zoneinfo/tzdata.zi",
        "rapidfuzz/__pyinstaller/__init__.py",
        "olefile/olefile2.py",
    ],
)
def test_what_nobody_misses_stays_out(path: str) -> None:
    assert is_cut(path)


@pytest.mark.parametrize(
    "path",
    [
        "pandas/__init__.py",
        "pandas/_testing/__init__.py",
        "pandas/testing.py",
        "numpy/testing/__init__.py",
        "numpy/_core/_multiarray_umath.cp311-win_amd64.pyd",
        "numpy/lib/__init__.py",
        "numpy.libs/libscipy_openblas64_-caad452230ae4ddb57899b8b3a33c55c.dll",
        "lxml/etree.cp311-win_amd64.pyd",
        "xlwings/__init__.py",
        "xlwings/_xlwindows.py",
        "xlwings/addin/Dictionary.cls",
        "xlwings/addin/xlwings.xlam",
        "xlwings-0.37.8.dist-info/licenses/LICENSE.txt",
        "win32/lib/win32con.py",
        "win32/win32api.pyd",
        "win32com/__init__.py",
        "win32com/client/gencache.py",
        "win32com/servers/__init__.py",
        "win32com/servers/dictionary.py",
        "pythoncom.py",
        "pywin32_system32/pywintypes311.dll",
        "holidays/__init__.py",
        "holidays/registry.py",
        "holidays/countries/vietnam.py",
        "holidays/locale/vi/LC_MESSAGES/VN.mo",
        "holidays/locale/en_US/LC_MESSAGES/VN.mo",
        "holidays/calendars/gregorian.py",
        "pygments/__init__.py",
        "pygments/lexers/__init__.py",
        "pygments/lexers/_mapping.py",
        "pygments/styles/__init__.py",
        "pygments/formatters/_mapping.py",
        "tzdata/zoneinfo/__init__.py",
        "tzdata/zoneinfo/Asia/Ho_Chi_Minh",
        "tzdata/zoneinfo/UTC",
        "olefile/olefile.py",
        "typer/_click/LICENSE.txt",
        "docx/templates/default.docx",
        "danvan_xl/demo/data/units.csv",
        "danvan_xl/workbooks/so.xlsx",
        "danvan_xl-0.4.0.dist-info/METADATA",
    ],
)
def test_what_the_program_uses_stays(path: str) -> None:
    assert not is_cut(path)


def test_every_cut_says_why() -> None:
    reasons = [cut.why for cut in CUTS]
    assert all(reasons)
    assert len(set(reasons)) == len(reasons)
    patterns = [pattern for cut in CUTS for pattern in cut.patterns]
    assert len(set(patterns)) == len(patterns)
