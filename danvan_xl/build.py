"""``python -m danvan_xl.build``: makes what is opened in Excel and Word from its sources.

For maintainers, in a checkout. The same sources give the same bytes; a test fails when a
committed file no longer matches its sources.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from danvan_xl.building import letter_template, report_template
from danvan_xl.building.form import build_form_template
from danvan_xl.commands.new import master_bytes
from danvan_xl.resources import folder
from danvan_xl.schema.indicators import default_indicators, default_rules
from danvan_xl.schema.lists import KINDS
from danvan_xl.validation.figures import Catalogue

YEAR = 2026
"""Year of the sample workbooks."""


def built() -> Iterator[tuple[str, str, bytes]]:
    """Yield folder, file name and content of every file that is built."""
    yield "workbooks", f"so-theo-doi_{YEAR}.xlsx", master_bytes(YEAR, date(YEAR, 1, 1))
    catalogue = Catalogue.of(default_indicators(), default_rules())
    for kind in KINDS:
        asked = catalogue.asked_of(kind).reset_index(drop=True)
        form = build_form_template(kind, asked, YEAR, prefilled_rows=0)
        yield "workbooks", f"phieu_{kind}_{YEAR}.xlsx", form
    yield "report_templates", "bao-cao.docx", report_template.build()
    yield "report_templates", letter_template.FILE, letter_template.build()
    yield "report_templates", letter_template.JOINT_FILE, letter_template.build_joint()


def main() -> None:
    """Write every file into its folder."""
    for place, name, content in built():
        path: Path = folder(place) / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
        print(path.relative_to(path.parent.parent))


if __name__ == "__main__":
    main()
