"""Parts put into a workbook file that XlsxWriter has made."""

from __future__ import annotations

import io
import zipfile

RIBBON_PART = "customUI/customUI14.xml"
_RELATIONSHIPS = "_rels/.rels"
_RIBBON_TYPE = "http://schemas.microsoft.com/office/2007/relationships/ui/extensibility"
_CONTENT_TYPES = "[Content_Types].xml"
_MACRO_WORKBOOK = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
_ADDIN = "application/vnd.ms-excel.addin.macroEnabled.main+xml"
_WORKBOOK = "xl/workbook.xml"
_FIXED_DATE = (1980, 1, 1, 0, 0, 0)


def with_ribbon(workbook: bytes, ribbon: bytes) -> bytes:
    """Return the workbook with a ribbon of its own, customUI of 2009."""
    relationships = _parts(workbook)[_RELATIONSHIPS]
    link = f'<Relationship Id="rIdRibbon" Type="{_RIBBON_TYPE}" Target="{RIBBON_PART}"/>'
    end = b"</Relationships>"
    return _rebuilt(
        workbook,
        {
            _RELATIONSHIPS: _replaced(relationships, end, link.encode() + end),
            RIBBON_PART: ribbon,
        },
    )


def as_addin(workbook: bytes) -> bytes:
    """Return a workbook with macros as an add-in, hidden as Excel itself hides one."""
    parts = _parts(workbook)
    types = _replaced(parts[_CONTENT_TYPES], _MACRO_WORKBOOK.encode(), _ADDIN.encode())
    view = b"<workbookView "
    book = _replaced(parts[_WORKBOOK], view, view + b'visibility="hidden" ')
    return _rebuilt(workbook, {_CONTENT_TYPES: types, _WORKBOOK: book})


def _parts(workbook: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(workbook)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def _replaced(part: bytes, old: bytes, new: bytes) -> bytes:
    if part.count(old) != 1:
        raise ValueError(f"{old!r} must stand once in the part")
    return part.replace(old, new)


def _rebuilt(workbook: bytes, changed: dict[str, bytes]) -> bytes:
    """Return the package with parts replaced or added; the same parts give the same bytes."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as out:
        for name, part in (_parts(workbook) | changed).items():
            info = zipfile.ZipInfo(name, _FIXED_DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 0
            out.writestr(info, part)
    return stream.getvalue()
