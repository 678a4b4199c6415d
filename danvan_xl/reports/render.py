"""A Word template filled in with a context."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from docx.opc.exceptions import PackageNotFoundError
from docxtpl import DocxTemplate
from jinja2 import TemplateError, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError
from lxml.etree import XMLSyntaxError

from danvan_xl.building.word_file import saved_bytes
from danvan_xl.building.word_lines import fit_lines
from danvan_xl.errors import DanVanError
from danvan_xl.ooxml.saving import replace_file
from danvan_xl.reports.language import environment


def render(template: Path, context: Mapping[str, Any], out: Path) -> Path:
    """Write ``template`` filled in with ``context`` to ``out`` in one step, and return ``out``.

    The same template and context give the same bytes. Raises ``DanVanError`` when the template is
    missing, is no Word file, has a mistake, or names something the context lacks, and when ``out``
    cannot be written; ``out`` is then as it was.
    """
    if not template.is_file():
        raise DanVanError(
            f"Không tìm thấy mẫu «{template}»: kiểm tra lại tên và thư mục của mẫu, rồi làm lại."
        )
    try:
        document = DocxTemplate(template)
        document.init_docx()
    except (PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError, XMLSyntaxError) as bad:
        raise DanVanError(
            f"Mẫu «{template.name}» không phải tệp Word .docx hoặc đã hỏng: "
            "mở mẫu bằng Word, lưu lại thành .docx, hoặc dùng mẫu gốc của chương trình."
        ) from bad
    except OSError as denied:
        raise DanVanError(
            f"Không đọc được mẫu «{template.name}»: đóng tệp đó nếu đang mở rồi làm lại."
        ) from denied
    try:
        document.render(dict(context), environment())
    except Exception as mistake:
        raise _explained(template, mistake) from mistake
    fit_lines(document.docx)
    make_folder(out.parent)
    replace_file(out, saved_bytes(document.docx), None)
    return out


def make_folder(folder: Path) -> None:
    """Make ``folder`` if need be; raises ``DanVanError`` when that is not possible."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as refused:
        raise DanVanError(
            f"Không tạo được thư mục «{folder}»: chọn thư mục khác hoặc kiểm tra quyền ghi."
        ) from refused


def _explained(template: Path, mistake: Exception) -> Exception:
    """Return what to tell the user of ``mistake``; itself when it is no mistake of a template."""
    where = f"Mẫu «{template.name}»"
    match mistake:
        case DanVanError():
            return DanVanError(f"{where}: {mistake}")
        case SecurityError():
            return DanVanError(
                f"{where} dùng thứ không được phép trong mẫu ({mistake.message}): "
                "xóa biểu thức đó khỏi mẫu."
            )
        case UndefinedError():
            return DanVanError(
                f"{where} dùng tên «{mistake.message}» mà chương trình không có: sửa tên trong "
                "mẫu, hoặc nếu đó là mã chỉ tiêu thì thêm vào trang Danh mục."
            )
        case TemplateSyntaxError():
            return DanVanError(
                f"{where} viết sai cú pháp{_near(mistake)} ({mistake.message}): "
                "sửa trong Word, hoặc dùng mẫu gốc của chương trình."
            )
        case TemplateError() | TypeError() | ValueError() | ArithmeticError() | LookupError():
            return DanVanError(
                f"{where} có biểu thức không tính được ({mistake}): sửa biểu thức trong mẫu."
            )
        case _:
            return mistake


def _near(mistake: TemplateSyntaxError) -> str:
    """Return the paragraph of the mistake, for finding it in Word."""
    lines = list(getattr(mistake, "docx_context", ()))
    at = min(mistake.lineno - 1, 3)
    text = re.sub(r"\s+", " ", lines[at]).strip() if 0 <= at < len(lines) else ""
    return f" ở đoạn «{text[:120]}»" if text else ""
