"""LibreOffice runs our VBA: the text of a click reaches Python whole, and Excel stays as it was."""

from __future__ import annotations

import ast

import pytest

from tests.addin.basic import (
    FILE,
    FOLDER,
    NEW_FILE,
    YEAR,
    buttons,
    listed,
    recorded,
    run,
    sheet_subs,
)
from tests.addin.built import modules

EXPECTED: dict[str, tuple[object, ...]] = {
    "OnNew": ("new", NEW_FILE, YEAR),
    "OnForms": ("forms",),
    "OnFormsFrom": ("forms_from", FILE),
    "OnImportForms": ("import_forms", FOLDER),
    "OnValidate": ("validate",),
    "OnStatus": ("status",),
    "OnHistory": ("history", FOLDER),
    "OnRemind": ("remind",),
    "OnConsolidate": ("consolidate",),
    "OnReport": ("report",),
    "OnSend": ("send",),
    "OnLock": ("lock",),
    "OnUndo": ("undo",),
    "OnDoctor": ("doctor",),
    "SheetForms": ("forms",),
    "SheetImportForms": ("import_forms", FOLDER),
    "SheetValidate": ("validate",),
    "SheetStatus": ("status",),
    "SheetConsolidate": ("consolidate",),
    "SheetReport": ("report",),
}
EXCEL = ("AlertsSwitched", "SecondClick", "AfterFailure", "WithoutPython")
TEXTS = [
    "",
    "D:\\Tài liệu\\Dân vận khéo",
    "\\\\máy-chủ\\chung\\Phiếu năm 2026 (bản 1)",
    "C:\\a & b | c ^ d %PATH% !x! <y> \"z\" 'w' `v` $u;,=~#@[]{}",
    "C:\\trường hợp\\😀 𠮷\\ﬁ\uffff",
    "tab\tline\nend",
    "https://d.docs.live.net/a%20b/Sổ.xlsx",
]


def call(command: str) -> tuple[object, ...]:
    """Function and arguments of a command as Python understands it."""
    head, _, expression = command.partition("; ")
    assert head == "from danvan_xl import ribbon"
    tree = ast.parse(expression, mode="eval").body
    assert isinstance(tree, ast.Call)
    assert isinstance(tree.func, ast.Attribute)
    return tree.func.attr, *(ast.literal_eval(argument) for argument in tree.args)


def test_libreoffice_lists_the_modules(built: bytes) -> None:
    assert listed(built) == sorted(modules(built))


def test_every_button_calls_its_function_with_what_the_user_chose(built: bytes) -> None:
    subs = [sub for _, sub, _ in buttons(built)] + sheet_subs(built)
    found = recorded(built)
    assert {sub: call(command) for sub, command in found.items()} == {
        sub: EXPECTED[sub] for sub in subs
    }


def test_nothing_is_called_when_the_user_cancels(addin: bytes) -> None:
    cancelled = run(
        addin,
        (
            ("Driver.Choose", ("", "", "")),
            ("Driver.Press", ("OnImportForms", "dvk_import_forms", "x")),
            ("Driver.Press", ("OnHistory", "dvk_history", "x")),
            ("Driver.Press", ("OnFormsFrom", "dvk_forms_from", "x|y")),
            ("Driver.Press", ("OnNew", "dvk_new", "a|b|c|d")),
            ("Driver.Press", ("OnForms", "dvk_forms", "")),
        ),
    )
    assert cancelled == ["", "", "", "", "", "from danvan_xl import ribbon; ribbon.forms()"]


def test_a_text_becomes_a_literal_that_python_reads_back(addin: bytes) -> None:
    calls = tuple(("PythonCalls.PythonLiteral", (text,)) for text in TEXTS)
    for text, literal in zip(TEXTS, run(addin, calls), strict=True):
        read = ast.literal_eval(literal)
        assert read.encode("utf-16", "surrogatepass").decode("utf-16") == text
        assert set(literal[1:-1]).isdisjoint("'\"%&|^<>!$`;\r\n")
        assert literal.isascii()


def test_the_real_choosers_compile_too(built: bytes) -> None:
    """One module that does not compile, and Basic runs nothing of the project."""
    calls = (("PythonCalls.PythonLiteral", ("a",)),)
    assert run(built, calls, ask=True) == ["'a'"]


@pytest.mark.parametrize(
    ("function", "result"),
    [
        ("AlertsSwitched", "False True"),
        ("SecondClick", "from danvan_xl import ribbon; ribbon.forms()"),
        ("AfterFailure", "True from danvan_xl import ribbon; ribbon.undo()"),
        ("WithoutPython", "<>"),
    ],
)
def test_excel_stays_as_it_was(function: str, result: str, addin: bytes) -> None:
    calls = tuple((f"Driver.{name}", ()) for name in EXCEL)
    results = run(addin, (("Driver.Choose", ("", "", "")), *calls))[1:]
    assert results[EXCEL.index(function)] == result


def test_the_label_and_the_buttons_without_a_master(addin: bytes) -> None:
    calls = (
        ("Driver.Label", ("Mở sổ theo dõi để bắt đầu",)),
        ("Driver.Enabled", ("dvk_new",)),
        ("Driver.Enabled", ("dvk_doctor",)),
        ("Driver.Enabled", ("dvk_forms",)),
    )
    assert run(addin, calls) == ["Mở sổ theo dõi để bắt đầu", "True", "True", "False"]
