"""Every module of the package, and xlwings as Excel's side needs it, load on Windows."""

from __future__ import annotations

from pathlib import Path

from tests.windows.computer import Computer

_IMPORT_ALL = """
import importlib, json, sys, traceback
failed = {}
for name in sys.argv[1:]:
    try:
        importlib.import_module(name)
    except BaseException:
        failed[name] = traceback.format_exc()
print(json.dumps(failed))
"""


def test_every_module_of_the_package_loads(windows: Computer, program: Path) -> None:
    site = program / "site"
    modules = [
        ".".join(path.relative_to(site).with_suffix("").parts).removesuffix(".__init__")
        for path in (site / "danvan_xl").rglob("*.py")
        if path.name != "__main__.py"  # runs the command line
    ]
    assert {"danvan_xl", "danvan_xl.cli", "danvan_xl.ribbon", "danvan_xl.udfs"} <= set(modules)
    ended = windows.run_python(_IMPORT_ALL, *sorted(modules))
    assert ended.json == {}


def test_xlwings_has_its_engine_for_excel_and_its_cell_functions(windows: Computer) -> None:
    code = """
import json, xlwings, xlwings.udfs
print(json.dumps([[engine.name for engine in xlwings.engines], xlwings.apps.count]))
"""
    assert windows.run_python(code).json == [["excel"], 0]
