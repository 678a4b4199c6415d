"""Filling in Word templates: what staff may write in them, and what data may hold."""

from __future__ import annotations

import math
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pytest

from danvan_xl.errors import DanVanError
from danvan_xl.reports.context import report_context
from danvan_xl.reports.render import render
from tests.reports.data import AS_OF, small
from tests.reports.effective import text_of


def written(tmp_path: Path, *paragraphs: str) -> Path:
    """A template with ``paragraphs``, as staff would make it in Word."""
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    path = tmp_path / "mẫu thử.docx"
    document.save(str(path))
    return path


def filled(tmp_path: Path, context: dict[str, Any], *paragraphs: str) -> str:
    return text_of(render(written(tmp_path, *paragraphs), context, tmp_path / "out.docx"))


@pytest.mark.parametrize(
    "text",
    [
        "A & B <C> \"D\" 'E'",
        "{{ nam }} {% if x %} {# y #}",
        "}} %} </w:t></w:p>",
        "&amp; &lt; &#0;",
        "Quảng Ngãi – “Dân vận khéo” 😀",
    ],
)
def test_what_a_unit_typed_is_printed_as_it_is(text: str, tmp_path: Path) -> None:
    assert filled(tmp_path, {"ten": text, "nam": "2022"}, "[{{ ten }}]") == f"[{text}]\n"


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("một\nhai", "một\nhai"),
        ("một\r\nhai\rba\vbốn", "một\nhai\nba\nbốn"),
        ("một\thai", "một\thai"),
        ("một\x00\x07\x1fhai\ufffe", "mộthai"),
        ("trang\fsau", "trang\nsau"),
        ("\ud800lẻ", "lẻ"),
    ],
)
def test_characters_that_word_cannot_hold_do_no_harm(
    typed: str, printed: str, tmp_path: Path
) -> None:
    assert filled(tmp_path, {"ten": typed}, "[{{ ten }}]") == f"[{printed}]\n"


@pytest.mark.parametrize(
    ("value", "printed"),
    [(1250, "1.250"), (93.554, "93,55"), (0, "0"), (date(2022, 9, 5), "05/09/2022")],
)
def test_numbers_and_dates_are_written_the_vietnamese_way(
    value: object, printed: str, tmp_path: Path
) -> None:
    assert filled(tmp_path, {"x": value}, "{{ x }}") == f"{printed}\n"


@pytest.mark.parametrize("value", [None, math.nan, math.inf, [], {}, True, object()])
def test_what_no_reader_could_use_is_refused(value: object, tmp_path: Path) -> None:
    with pytest.raises(DanVanError, match=r"«mẫu thử\.docx».*không phải chữ, số hay ngày"):
        filled(tmp_path, {"x": value}, "{{ x }}")


@pytest.mark.parametrize(
    ("paragraph", "printed"),
    [
        ("{{ 5|dem }} và {{ 12|dem }}", "05 và 12"),
        ("{{ 1234.5|so }}", "1.234,5"),
        ("{{ ngay|ngay }}", "05/09/2022"),
        ("{{ ds|ke }}", "huyện Ba Tơ; Sở Y tế; Báo Quảng Ngãi"),
        (
            "{{ ds|ke('ngày') }}",
            "huyện Ba Tơ (02 ngày); Sở Y tế (12 ngày); Báo Quảng Ngãi (0 ngày)",
        ),
        ("{{ ds|ke('%') }}", "huyện Ba Tơ (2%); Sở Y tế (12%); Báo Quảng Ngãi (0%)"),
        ("{{ ds|ke('', 1, 'Phụ lục I') }}", "huyện Ba Tơ; 02 đơn vị khác (Phụ lục I)"),
        ("{{ ds|ke('', 2) }}", "huyện Ba Tơ; Sở Y tế; Báo Quảng Ngãi"),
    ],
)
def test_filters_for_staff(paragraph: str, printed: str, tmp_path: Path) -> None:
    units = [("Huyện Ba Tơ", 2), ("Sở Y tế", 12), ("Báo Quảng Ngãi", 0)]
    context = {
        "ngay": date(2022, 9, 5),
        "ds": [{"ten": name, "so": days} for name, days in units],
    }
    assert filled(tmp_path, context, paragraph) == f"{printed}\n"


@pytest.mark.parametrize(
    ("paragraph", "complaint"),
    [
        ("{{ khong_co }}", "dùng tên «khong_co» mà chương trình không có"),
        ("{{ ct.CT999 }}", "dùng tên «CT999»"),
        ("{% if khong_co %}a{% endif %}", "dùng tên «khong_co»"),
        ("{{ khong_co|dem }}", "dùng tên «khong_co»"),
        ("{{ nam", r"sai cú pháp ở đoạn «.*nam»"),
        ("Đoạn một {% if nam %}", "sai cú pháp"),
        ("{{ nam|khong_co_bo_loc }}", "sai cú pháp"),
        ("{{ nam + 1 }}", "không tính được"),
        ("{{ 1 / 0 }}", "không tính được"),
        ("{{ nam|dem }}", "không tính được"),
        ("{% for i in range(999999999) %}{% endfor %}", "không tính được"),
    ],
)
def test_a_mistake_in_a_template_is_explained(
    paragraph: str, complaint: str, tmp_path: Path
) -> None:
    with pytest.raises(DanVanError, match=r"Mẫu «mẫu thử\.docx» .*" + complaint):
        filled(tmp_path, {"nam": "2022", "ct": {}}, paragraph)
    assert not (tmp_path / "out.docx").exists()


@pytest.mark.parametrize(
    "paragraph",
    [
        "{{ ''.__class__ }}",
        "{{ ''.__class__.__mro__ }}",
        "{{ f.__globals__ }}",
        "{{ ds.append(1) }}",
        "{{ ''|attr('__class__') }}",
        "{{ '{0.__class__}'.format(nam) }}",
    ],
)
def test_a_template_cannot_reach_into_the_program(paragraph: str, tmp_path: Path) -> None:
    context = {"nam": "2022", "ds": [], "f": report_context}
    with pytest.raises(DanVanError, match=r"không được phép|không có"):
        filled(tmp_path, context, paragraph)


def test_a_name_that_is_missing_may_be_asked_for(tmp_path: Path) -> None:
    assert filled(tmp_path, {}, "{% if x is defined %}a{% else %}b{% endif %}") == "b\n"


def test_a_missing_template_is_named(tmp_path: Path) -> None:
    with pytest.raises(DanVanError, match=r"Không tìm thấy mẫu «.*nơi khác\.docx»"):
        render(tmp_path / "nơi khác.docx", {}, tmp_path / "out.docx")


def zip_of_other_things(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "a")


def broken_xml(path: Path) -> None:
    document = docx.Document()
    document.save(str(path))
    with zipfile.ZipFile(path) as archive:
        kept = {name: archive.read(name) for name in archive.namelist()}
    kept["word/document.xml"] = b"<w:document"
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in kept.items():
            archive.writestr(name, data)


@pytest.mark.parametrize(
    "make",
    [
        lambda path: path.write_text("không phải Word"),
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)),
        zip_of_other_things,
        broken_xml,
    ],
    ids=["text", "empty", "old .doc", "another zip", "broken XML"],
)
def test_a_template_that_is_no_word_file_is_refused(make: Any, tmp_path: Path) -> None:
    template = tmp_path / "mẫu.docx"
    make(template)
    with pytest.raises(DanVanError, match=r"«mẫu\.docx» không phải tệp Word"):
        render(template, {}, tmp_path / "out.docx")


def test_the_same_data_give_the_same_bytes(template: Path, report: Path, tmp_path: Path) -> None:
    again = render(template, report_context(small(), AS_OF), tmp_path / "lại.docx")
    assert again.read_bytes() == report.read_bytes()


def test_a_file_that_is_there_is_replaced_and_nothing_else_is_left(tmp_path: Path) -> None:
    template = written(tmp_path, "{{ nam }}")
    out = tmp_path / "thư mục mới" / "báo cáo.docx"
    for year in ("2022", "2023"):
        assert render(template, {"nam": year}, out) == out
    assert text_of(out) == "2023\n"
    assert [path.name for path in out.parent.iterdir()] == ["báo cáo.docx"]


def test_a_mistake_leaves_the_old_report_as_it_was(tmp_path: Path) -> None:
    out = tmp_path / "out.docx"
    out.write_bytes(b"old")
    with pytest.raises(DanVanError):
        render(written(tmp_path, "{{ khong_co }}"), {}, out)
    assert out.read_bytes() == b"old"


def test_a_file_that_cannot_be_replaced_is_explained(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on Windows, where Word keeps others from replacing the file it shows."""

    def refuse(self: Path, target: Path) -> None:
        raise PermissionError(13, "Access is denied", str(target))

    out = tmp_path / "out.docx"
    out.write_bytes(b"old")
    template = written(tmp_path, "{{ nam }}")
    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(DanVanError, match=r"«out\.docx» đang được mở ở nơi khác"):
        render(template, {"nam": "2022"}, out)
    assert out.read_bytes() == b"old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["mẫu thử.docx", "out.docx"]


def test_a_folder_that_cannot_be_made_is_explained(tmp_path: Path) -> None:
    template = written(tmp_path, "{{ nam }}")
    (tmp_path / "tệp").write_text("")
    with pytest.raises(DanVanError, match="Không tạo được thư mục"):
        render(template, {"nam": "2022"}, tmp_path / "tệp" / "out.docx")


def test_the_properties_name_the_office_and_the_day(template: Path, tmp_path: Path) -> None:
    data = small()
    context = report_context(data, AS_OF)
    context["co_quan"] = {**context["co_quan"], "ten": "Ban A & B"}
    out = render(template, context, tmp_path / "out.docx", made=AS_OF)
    properties = docx.Document(str(out)).core_properties
    assert properties.author == properties.last_modified_by == "Ban A & B"
    assert properties.title.endswith('"Dân vận khéo" năm 2022')
    assert properties.created == properties.modified
    assert properties.created is not None
    assert properties.created.date() == AS_OF


def test_tags_that_open_and_close_in_different_places_are_refused(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("{% if nam %}Có")
    document.add_table(rows=1, cols=1).cell(0, 0).text = "{% else %}Không{% endif %}"
    template = tmp_path / "mẫu.docx"
    document.save(str(template))
    with pytest.raises(DanVanError, match=r"«mẫu\.docx» có thẻ mở ở ngoài"):
        render(template, {"nam": ""}, tmp_path / "out.docx")


def test_a_table_row_repeats_for_each_item(tmp_path: Path) -> None:
    document = docx.Document()
    table = document.add_table(rows=3, cols=2)
    table.cell(0, 0).text = "{%tr for d in ds %}"
    table.cell(1, 0).text, table.cell(1, 1).text = "{{ d.ten }}", "{{ d.so }}"
    table.cell(2, 0).text = "{%tr endfor %}"
    template = tmp_path / "bảng.docx"
    document.save(str(template))
    rows = [{"ten": f"Đơn vị {n} & <b>", "so": n} for n in range(3)]
    text = text_of(render(template, {"ds": rows}, tmp_path / "out.docx"))
    assert text.splitlines() == [f"Đơn vị {n} & <b> | {n}" for n in range(3)]
