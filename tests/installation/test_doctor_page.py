"""The page of ``doctor``: everything that was found is in it, as text."""

from __future__ import annotations

import json
import re
from datetime import datetime
from pathlib import Path

import pytest
from lxml import html

from danvan_xl import __version__
from danvan_xl.commands.doctor import STATES, DoctorResult
from danvan_xl.commands.doctor_page import page, write_page
from danvan_xl.errors import DanVanError
from danvan_xl.installation.checks.check import Topic
from tests.terminal_runs import CommandLine

ADDIN = Topic("addin", "Phần bổ trợ Excel")
WELL = DoctorResult((ADDIN.ok("Đã cài."), Topic("data", "Nhật ký").note("Hơi đầy.", "Dọn bớt.")))
ILL = DoctorResult(
    (
        Topic("a", "Mục một").warning("Chậm <hơn>.", "Bấm <b>A & B</b>."),
        Topic("b", "Mục hai").ok("Có."),
        Topic("c", "Mục ba").error('Thiếu "x".', 'Gõ: "C:\\danvan\\danvan-xl.cmd" doctor'),
        Topic("d", "Mục bốn").note("Nên biết."),
    )
)


def text_of(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def rows(root: html.HtmlElement) -> list[list[str]]:
    return [[text_of(cell) for cell in row] for row in root.xpath("//tbody/tr")]


@pytest.mark.parametrize("result", [WELL, ILL], ids=["all well", "findings"])
def test_every_check_is_in_the_page_with_its_state_message_and_remedy(
    result: DoctorResult,
) -> None:
    root = html.fromstring(page(result))
    everything = text_of(root)
    table = rows(root)
    assert len(table) == len(result.checks)
    for check, (state, title, told) in zip(result.checks, table, strict=True):
        assert (state.partition(" ")[2], title) == (STATES[check.state], check.title)
        assert told.startswith(check.message)
        assert check.remedy in everything


def test_what_has_to_be_put_right_comes_first_the_gravest_at_the_top() -> None:
    root = html.fromstring(page(ILL))
    boxes = [text_of(box) for box in root.xpath("//div[h2|p][contains(@class, 'box')]")]
    assert boxes[0] == "✗ 1 lỗi, 1 cảnh báo trong 4 mục"
    assert [box.partition(" Cách sửa: ")[2] for box in boxes[1:]] == [
        check.remedy for check in ILL.to_do
    ]
    assert boxes[1].startswith('✗ Lỗi: Mục ba Thiếu "x".')
    assert root.xpath("boolean(//div[contains(@class, 'box')][last()]/following::table)")


def test_what_was_found_is_text_and_never_markup() -> None:
    made = page(ILL, ["Tệp <của> anh/chị"])
    assert "<b>A" not in made
    assert "A &amp; B" in made
    assert "Tệp &lt;của&gt; anh/chị" in made


def test_a_page_without_findings_tells_what_comes_next() -> None:
    told = text_of(html.fromstring(page(WELL, ["Đã cài phần bổ trợ.", "Mở lại Excel."])))
    assert "✓ Mọi thứ đều ổn Đã cài phần bổ trợ. Mở lại Excel." in told
    assert "Mở Excel, chọn thẻ «Dân vận khéo», bấm Tạo sổ mới." in told
    assert "Việc cần làm" not in told


@pytest.mark.parametrize(
    ("result", "failed"),
    [(ILL, False), (WELL, True), (DoctorResult((ADDIN.note("Không cài."),)), False)],
    ids=["findings", "not installed", "no add-in"],
)
def test_nobody_is_sent_to_a_ribbon_that_is_not_there(result: DoctorResult, failed: bool) -> None:
    assert "Mở Excel" not in page(result, failed=failed)


def test_why_the_add_in_was_not_installed_stands_at_the_top() -> None:
    told = text_of(html.fromstring(page(WELL, ["Excel đang mở."], failed=True)))
    assert "✗ Chưa cài được phần bổ trợ vào Excel Excel đang mở." in told
    assert "Mọi thứ đều ổn" not in told


def test_the_page_tells_version_and_time_and_stands_alone() -> None:
    made = page(WELL, when=datetime(2026, 3, 5, 7, 8))
    root = html.fromstring(made)
    assert root.get("lang") == "vi"
    assert root.findtext(".//title") == root.findtext(".//h1") == "Kiểm tra cài đặt danvan_xl"
    assert f"danvan_xl {__version__}, lúc 07:08 ngày 05/03/2026" in text_of(root)
    assert root.xpath("//*[@src or @href]") == []
    assert not re.search(r"url\(|@import|https?:", made)


def test_the_page_is_written_without_what_writes_in_one_step(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr("danvan_xl.ooxml.saving.replace_file")
    write_page(tmp_path / "kiem-tra.html", ILL, ["Đã thử."])
    assert "Đã thử." in (tmp_path / "kiem-tra.html").read_text("utf-8")


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(DanVanError, match=r"kiem-tra\.html"):
        write_page(tmp_path / "missing" / "kiem-tra.html", WELL)


def test_the_command_line_writes_the_page_and_tells_where(
    danvan_xl: CommandLine, tmp_path: Path
) -> None:
    path = tmp_path / "kiểm tra.html"
    run = danvan_xl("doctor", "--page", path)
    assert run.out.splitlines()[-1] == f"Đã ghi: {path}"
    assert len(rows(html.fromstring(path.read_text("utf-8")))) > 3
    path.unlink()
    run = danvan_xl("doctor", "--page", path, "--json")
    assert json.loads(run.out)["checks"]
    assert path.is_file()
    missing = danvan_xl("doctor", "--page", tmp_path / "missing" / "a.html")
    assert (missing.code, missing.out) == (2, "")
