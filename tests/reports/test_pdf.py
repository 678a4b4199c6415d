"""The report as PDF."""

from __future__ import annotations

import shutil
import sys
import time
from pathlib import Path

import pytest
from pypdf import PdfReader

from danvan_xl.errors import DanVanError
from danvan_xl.reports import pdf
from tests.office import require_office

posix = pytest.mark.skipif(sys.platform == "win32", reason="a shell script stands for the program")


@pytest.fixture(scope="module")
def pages(report: Path, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The texts of the pages of the small round's report."""
    require_office()
    copy = tmp_path_factory.mktemp("pdf") / "báo cáo năm.docx"
    shutil.copyfile(report, copy)
    made = pdf.to_pdf(copy)
    assert made == copy.with_suffix(".pdf")
    assert names(copy.parent) == ["báo cáo năm.docx", "báo cáo năm.pdf"]
    return [page.extract_text() for page in PdfReader(made).pages]


def test_the_pdf_has_the_body_and_two_appendices(pages: list[str]) -> None:
    assert 6 <= len(pages) <= 8
    assert "1.250" in "".join(pages)
    assert "120.000.000" in pages[-1]
    assert "45/BC-UBND" in pages[-2]


def test_page_numbers_begin_on_page_2_and_anew_in_each_appendix(pages: list[str]) -> None:
    numbers = [page.split(maxsplit=1)[0] for page in pages]
    body = len(pages) - 2
    assert numbers[1:body] == [str(n) for n in range(2, body + 1)]
    assert not any(numbers[at].isdigit() for at in (0, body, body + 1))


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def program(tmp_path: Path, script: str) -> str:
    """A program that stands for LibreOffice."""
    path = tmp_path / "soffice"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return str(path)


def document(tmp_path: Path) -> Path:
    path = tmp_path / "báo cáo.docx"
    path.write_bytes(b"PK")
    return path


def test_without_any_program_there_is_no_pdf(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "find_office", lambda: None)
    monkeypatch.setattr(pdf, "_by_word", lambda source, made: False)
    assert pdf.to_pdf(document(tmp_path)) is None
    assert names(tmp_path) == ["báo cáo.docx"]


@posix
@pytest.mark.parametrize("script", ["exit 1", "exit 0", "kill -9 $$"])
def test_a_conversion_that_makes_nothing_is_an_error(
    script: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = program(tmp_path, script)
    monkeypatch.setattr(pdf, "find_office", lambda: office)
    with pytest.raises(DanVanError, match=r"Không chuyển được «báo cáo\.docx» sang PDF"):
        pdf.to_pdf(document(tmp_path))
    assert not (tmp_path / "báo cáo.pdf").exists()


@posix
def test_a_conversion_that_hangs_is_ended_with_all_it_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    child = tmp_path / "child"
    office = program(tmp_path, f"sleep 60 & echo $! > {child}; wait")
    monkeypatch.setattr(pdf, "find_office", lambda: office)
    monkeypatch.setattr(pdf, "SECONDS", 1)
    with pytest.raises(DanVanError, match="trong 1 giây"):
        pdf.to_pdf(document(tmp_path))
    assert _is_gone(int(child.read_text()))


def _is_gone(process: int) -> bool:
    for _ in range(50):
        try:
            status = Path(f"/proc/{process}/stat").read_text().split()[2]
        except FileNotFoundError:
            return True
        if status == "Z":
            return True
        time.sleep(0.1)
    return False


@posix
def test_a_program_that_cannot_start_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "find_office", lambda: str(tmp_path / "nowhere"))
    with pytest.raises(DanVanError, match="Không chuyển được"):
        pdf.to_pdf(document(tmp_path))


@posix
def test_the_old_pdf_is_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = 'for last; do :; done; printf new > "${last%.docx}.pdf"'
    office = program(tmp_path, script)
    monkeypatch.setattr(pdf, "find_office", lambda: office)
    (tmp_path / "báo cáo.pdf").write_bytes(b"old")
    made = pdf.to_pdf(document(tmp_path))
    assert made is not None
    assert made.read_bytes() == b"new"


def test_a_missing_document_is_named(tmp_path: Path) -> None:
    with pytest.raises(DanVanError, match=r"Không tìm thấy tệp «.*không có\.docx»"):
        pdf.to_pdf(tmp_path / "không có.docx")


def test_libreoffice_is_found_where_installers_put_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    monkeypatch.setenv("ProgramFiles", str(tmp_path))
    usual = tmp_path / "LibreOffice" / "program" / "soffice.exe"
    usual.parent.mkdir(parents=True)
    usual.touch()
    assert pdf.find_office() == str(usual)
