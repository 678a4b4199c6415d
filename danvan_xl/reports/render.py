"""A Word template filled in with a context."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from datetime import date, datetime
from html import unescape
from pathlib import Path
from typing import Any

from docx.opc.coreprops import CoreProperties
from docx.opc.exceptions import PackageNotFoundError
from docxtpl import DocxTemplate
from jinja2 import TemplateError, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError
from lxml import etree
from lxml.etree import XMLSyntaxError

from danvan_xl.building.word_file import saved_bytes
from danvan_xl.building.word_lines import fit_lines
from danvan_xl.errors import DanVanError
from danvan_xl.ooxml.saving import replace_file
from danvan_xl.reports.language import environment

_MISTAKES = (
    DanVanError,
    TemplateError,
    XMLSyntaxError,
    TypeError,
    ValueError,
    ArithmeticError,
    LookupError,
    AttributeError,
)
"""What filling in a template raises when the template is wrong."""


class _Template(DocxTemplate):  # type: ignore[misc] # docxtpl is not typed
    """A template that is refused where docxtpl would drop what it cannot parse."""

    def fix_tables(self, xml: str) -> Any:
        etree.fromstring(xml)
        return super().fix_tables(xml)


def render(
    template: Path, context: Mapping[str, Any], out: Path, *, made: date | None = None
) -> Path:
    """Write ``template`` filled in with ``context`` to ``out`` in one step, and return ``out``.

    ``made`` is written into the file's properties as the day of its making, the template's own
    when it is None. The same arguments give the same bytes.

    Raises ``DanVanError`` when the template is missing, is no Word file, has a mistake, or names
    something the context lacks, and when ``out`` cannot be written; ``out`` is then as it was.
    """
    if not template.is_file():
        raise DanVanError(
            f"Không tìm thấy mẫu «{template}»: kiểm tra lại tên và thư mục của mẫu, rồi làm lại."
        )
    try:
        document = _Template(template)
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
    except _MISTAKES as mistake:
        raise _explained(template, mistake) from mistake
    fit_lines(document.docx)
    _set_properties(document.docx.core_properties, made)
    make_folder(out.parent)
    replace_file(out, saved_bytes(document.docx), None)
    return out


def _set_properties(properties: CoreProperties, made: date | None) -> None:
    """Finish the properties: they are no XML, and whoever edited the template is not the author."""
    properties.title, properties.author = unescape(properties.title), unescape(properties.author)
    properties.last_modified_by = properties.author
    if made is not None:
        properties.created = properties.modified = datetime(made.year, made.month, made.day)


def make_folder(folder: Path) -> None:
    """Make ``folder`` if need be; raises ``DanVanError`` when that is not possible."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as refused:
        raise DanVanError(
            f"Không tạo được thư mục «{folder}»: chọn thư mục khác hoặc kiểm tra quyền ghi."
        ) from refused


def _explained(template: Path, mistake: Exception) -> DanVanError:
    """Return what to tell the user of ``mistake``."""
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
        case XMLSyntaxError():
            return DanVanError(
                f"{where} có thẻ mở ở ngoài mà đóng ở trong một bảng hay một ô, hoặc ngược lại: "
                "đặt thẻ mở và thẻ đóng ở cùng một chỗ, hoặc dùng mẫu gốc của chương trình."
            )
        case _:
            return DanVanError(
                f"{where} có biểu thức không tính được ({mistake}): sửa biểu thức trong mẫu."
            )


def _near(mistake: TemplateSyntaxError) -> str:
    """Return the paragraph of the mistake, for finding it in Word."""
    lines = list(getattr(mistake, "docx_context", ()))
    at = min(mistake.lineno - 1, 3)
    text = re.sub(r"\s+", " ", lines[at]).strip() if 0 <= at < len(lines) else ""
    return f" ở đoạn «{text[:120]}»" if text else ""
