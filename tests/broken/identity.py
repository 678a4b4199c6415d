"""Whose form it is, of which year and version, and whether it is what was handed out."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

from danvan_xl.schema.form import FORM_VERSION
from tests.broken.editing import Maker, OpenForm, edit, write_figure, write_initiative
from tests.broken.kind import Kind, accepted, returned
from tests.demo.forms import form as blank_form
from tests.demo.forms import unit

ABSENT = unit("BQN")
"""A unit that sends nothing in these tests."""


def marks(**values: object) -> Maker:
    """Other marks on the first sheet."""

    def change(form: OpenForm) -> None:
        for name, value in values.items():
            form.fact(name).value = value  # type: ignore[assignment]

    return edit(change)


def change_mark(name: str, change: Callable[[str], str]) -> Maker:
    def apply(form: OpenForm) -> None:
        form.fact(name).value = change(str(form.fact(name).value))

    return edit(apply)


def only_the_name(change: Callable[[str], str]) -> Maker:
    """Neither code nor seal, and the name written otherwise."""

    def apply(form: OpenForm) -> None:
        form.fact("unit_code").value = form.fact("form_seal").value = None
        form.fact("unit_name").value = change(str(form.fact("unit_name").value))

    return edit(apply)


def without_marks(text: str) -> str:
    plain = unicodedata.normalize("NFD", text.replace("Đ", "D").replace("đ", "d"))
    return "".join(c for c in plain if not unicodedata.combining(c))


def of_another(form: OpenForm) -> None:
    """Code and name of another unit written over this one's."""
    form.fact("unit_code").value = ABSENT.code
    form.fact("unit_name").value = ABSENT.name


def foreign_seal(form: OpenForm) -> None:
    other = OpenForm(blank_form(ABSENT))
    form.fact("form_seal").value = other.fact("form_seal").value


def titles_of(year: int, said: int | None = None, *, sealed: bool = True) -> Maker:
    """Every text of the first sheet speaks of another year; its cell is ``said``, or cleared."""

    def change(form: OpenForm) -> None:
        form.fact("period_year").value = said
        if not sealed:
            form.fact("form_seal").value = None
        for row in form.info.iter_rows():
            for cell in row:
                if isinstance(cell.value, str):
                    cell.value = cell.value.replace("2022", str(year))

    return edit(change)


KINDS: dict[str, Kind] = {
    "the code in small letters": accepted(change_mark("unit_code", lambda c: f" {c.lower()} "), ""),
    "no code": returned(marks(unit_code=None), "P08 P11"),
    "no code and the name in capitals": returned(
        edit(
            lambda form: setattr(form.fact("unit_code"), "value", None),
            lambda form: setattr(
                form.fact("unit_name"), "value", str(form.fact("unit_name").value).upper()
            ),
        ),
        "P08 P11",
    ),
    "an unknown code": returned(marks(unit_code="999"), "P08 P11"),
    "no code and no name": returned(marks(unit_code=None, unit_name=None), "P08 P11"),
    "no marks and no seal": returned(
        marks(unit_code=None, unit_name="Công ty Thử Nghiệm", form_seal=None), "P01"
    ),
    "marks lost, the file's name tells": accepted(
        marks(unit_code=None, unit_name=None, form_seal=None), "P09 P11", name="{unit}_2022.xlsx"
    ),
    "only the name, in capitals": accepted(only_the_name(str.upper), "P09 P11"),
    "only the name, without marks": accepted(only_the_name(without_marks), "P09 P11"),
    "only the name, with the province": accepted(
        only_the_name(lambda name: f"{name} tỉnh Quảng Ngãi"), "P09 P11"
    ),
    "only the name, within a sentence": returned(
        only_the_name(lambda name: f"Đơn vị báo cáo: {name}, tỉnh Quảng Ngãi"), "P01"
    ),
    "the code of another unit": returned(marks(unit_code=ABSENT.code), "P05"),
    "the form of another unit written over": returned(edit(of_another), "P04 P07 P33"),
    "last year's form": returned(marks(period_year=2021), "P02"),
    "no year": returned(marks(period_year=None), "P08 P12"),
    "the year as text": accepted(marks(period_year="Năm 2022"), "O12"),
    "no year, titles of another one": returned(titles_of(2021), "P02"),
    "last year's form, the year typed over": returned(
        titles_of(2021, 2022, sealed=False), "P09 P33"
    ),
    "this year's seal under last year's title": accepted(titles_of(2021, 2022)),
    "an older version": returned(marks(form_version="1"), "P03"),
    "the version as a number": accepted(marks(form_version=float(FORM_VERSION)), ""),
    "no version": returned(marks(form_version=None), "P08"),
    "a label changed": returned(
        write_figure("Số văn bản, tài liệu, tin bài", "CT101", "text"), "P08"
    ),
    "a unit of measure changed": returned(write_figure("trang", "CT101", "unit"), "P08"),
    "an indicator's code changed": returned(write_figure("CT999", "CT101", "indicator"), "P07 P08"),
    "an initiative's code made up": returned(write_initiative("code", "522-2021-99"), "P08"),
    "no seal": accepted(marks(form_seal=None), "P09"),
    "a seal that lost its end": returned(change_mark("form_seal", lambda s: s[:-9]), "P10"),
    "a seal with line breaks": accepted(
        change_mark("form_seal", lambda s: "\n".join(s[i : i + 60] for i in range(0, len(s), 60)))
    ),
    "the seal of another unit": returned(edit(foreign_seal), "P08 P33"),
}
