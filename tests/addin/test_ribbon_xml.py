"""The ribbon is right by its schema, and complete: every button, in words, for every callback."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import etree

from tests.addin.built import modules, parts, with_parts
from tests.addin.customui import NAMESPACE, unknown_attributes
from tests.xlsx_checks import audit

PART = "customUI/customUI14.xml"
FUNCTIONS = [
    "new",
    "forms",
    "forms_from",
    "import_forms",
    "validate",
    "status",
    "history",
    "remind",
    "consolidate",
    "report",
    "send",
    "lock",
    "undo",
    "doctor",
]
CALLBACKS = {
    "onLoad": r"Public Sub {}\(\w+ As IRibbonUI\)",
    "onAction": r"Public Sub {}\(control As IRibbonControl\)",
    "getEnabled": r"Public Sub {}\(control As IRibbonControl, ByRef returnedVal\)",
    "getLabel": r"Public Sub {}\(control As IRibbonControl, ByRef returnedVal\)",
    "getVisible": r"Public Sub {}\(control As IRibbonControl, ByRef returnedVal\)",
}


def tree(data: bytes) -> etree._Element:
    return etree.fromstring(parts(data)[PART])


def buttons(data: bytes) -> list[etree._Element]:
    return list(tree(data).iter(f"{{{NAMESPACE}}}button"))


@pytest.mark.parametrize(
    ("name", "suffix"),
    [("addin", "xlam"), ("addin_with_settings", "xlam"), ("macro_master", "xlsm")],
)
def test_the_ribbon_is_right_by_its_schema(
    name: str, suffix: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    data = request.getfixturevalue(name)
    assert unknown_attributes(parts(data)[PART]) == []
    path = tmp_path / f"built.{suffix}"
    path.write_bytes(data)
    assert audit(path) == []


WRONG = {
    "an unknown attribute": (b"<tab id=", b'<tab colour="red" id='),
    "an attribute of another element": (b"<labelControl ", b'<labelControl imageMso="Help" '),
    "an unknown value": (b'size="large"', b'size="huge"'),
    "an element in the wrong place": (b"</tab>", b'<button id="x"/></tab>'),
    "a keytip that is too long": (b'keytip="DV"', b'keytip="DVXY"'),
}


@pytest.mark.parametrize(("old", "new"), WRONG.values(), ids=WRONG)
def test_the_check_sees_what_is_wrong(old: bytes, new: bytes, addin: bytes, tmp_path: Path) -> None:
    ribbon = parts(addin)[PART]
    assert old in ribbon
    wrong = ribbon.replace(old, new, 1)
    path = tmp_path / "wrong.xlam"
    path.write_bytes(with_parts(addin, {PART: wrong}))
    assert unknown_attributes(wrong) or audit(path)


def test_every_function_has_one_button(built: bytes) -> None:
    assert [button.get("id") for button in buttons(built)] == [f"dvk_{name}" for name in FUNCTIONS]


def test_every_callback_is_a_sub_with_the_right_signature(built: bytes) -> None:
    code = "\n".join(modules(built).values())
    named = [
        (key, value)
        for element in tree(built).iter()
        for key, value in element.attrib.items()
        if key in CALLBACKS or key.startswith(("get", "on"))
    ]
    assert {key for key, _ in named} >= {"onLoad", "onAction", "getEnabled", "getLabel"}
    for key, value in named:
        found = re.findall(f"^{CALLBACKS[key].format(value)}\r?$", code, re.MULTILINE)
        assert len(found) == 1, (key, value)


def test_every_button_says_what_it_does_and_has_an_icon(built: bytes) -> None:
    for button in buttons(built):
        for key in ("label", "screentip", "supertip", "imageMso", "onAction", "getEnabled"):
            assert button.get(key), (button.get("id"), key)
        assert button.get("supertip", "").endswith(".")


def test_keys_are_unique_in_the_tab(built: bytes) -> None:
    keys = [button.get("keytip") for button in buttons(built)]
    assert all(keys)
    assert len(set(keys)) == len(FUNCTIONS)


def test_ids_are_unique(built: bytes) -> None:
    ids = [element.get("id") for element in tree(built).iter() if element.get("id")]
    assert len(ids) == len(set(ids))


def test_choosers_have_their_texts(built: bytes) -> None:
    counts = {b.get("id"): len(b.get("tag", "").split("|")) for b in buttons(built) if b.get("tag")}
    assert counts == {
        "dvk_new": 4,
        "dvk_forms_from": 2,
        "dvk_import_forms": 1,
        "dvk_history": 1,
        "dvk_doctor": 1,
    }


def test_only_a_workbook_hides_its_tab(addin: bytes, macro_master: bytes) -> None:
    visible = [tree(data).find(".//{*}tab").get("getVisible") for data in (addin, macro_master)]
    assert visible == [None, "GetTabVisible"]
