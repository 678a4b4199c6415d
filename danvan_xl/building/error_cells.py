"""Error cells in a form that is filled in: the editor of files knows no way to write one."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

from danvan_xl.schema.values import ErrorCell

_STAND_IN = "error-cell {}"
_STAND_IN_CELL = re.compile(
    rb'<c( r="[A-Z]+\d+")( s="\d+")? t="inlineStr"><is><t[^>]*>error-cell ([^<]+)</t></is></c>'
)


def stand_in(error: ErrorCell) -> str:
    """Return the text that is written for an error until :func:`with_error_cells`."""
    return _STAND_IN.format(error.text)


def with_error_cells(package: bytes) -> bytes:
    """Return an .xlsx with error cells for the texts that stand for them."""
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(package)) as source, zipfile.ZipFile(made, "w") as target:
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename.startswith("xl/worksheets/"):
                content = _STAND_IN_CELL.sub(rb'<c\1\2 t="e"><v>\3</v></c>', content)
            target.writestr(entry, content, zipfile.ZIP_DEFLATED)
    return made.getvalue()
