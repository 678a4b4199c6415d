"""What is wrong with the figures of a form, as its cells show them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from danvan_xl.findings import Finding, finding
from danvan_xl.schema.spoken_numbers import readings_of
from danvan_xl.schema.text import vn_number
from danvan_xl.schema.values import quoted, to_number
from danvan_xl.submissions.form_data import FormData
from danvan_xl.validation.figures import Catalogue, UnitData, check_figures


def check_answers(
    form: FormData,
    unit: UnitData,
    unclear: frozenset[tuple[int, str]],
    catalogue: Catalogue,
) -> Iterator[Finding]:
    """Yield what is wrong with the figures, as far as the column is there at all.

    ``unclear``: row and column of cells whose error is told already.
    """
    if "value" not in form.tables["results"].columns:
        return
    told = {row for row, column in unclear if column == "value"} | _merged(form)
    for item in check_figures(unit, catalogue, told):
        if item.code == "Q02" and not form.tables["initiatives"].columns:
            continue
        is_percent = ("results", item.row, "value") in form.percents
        if item.code == "O26" and is_percent:
            continue  # the cell shows its percent sign: it means what it says
        if item.code == "O03" and is_percent:
            item = _as_shown(item, unit)
        yield _with_note(item, unit) if item.code == "O01" else item


def _merged(form: FormData) -> set[int]:
    """Return the rows of merged cells: that they are merged is told."""
    areas = [one for one in form.remarks if one.code == "P19" and one.table == "results"]
    return {row for one in areas for row in (one.row, *one.more_rows) if row is not None}


def _as_shown(item: Finding, unit: UnitData) -> Finding:
    """Return the finding about a figure with what its cell shows: 5%, not 0,05."""
    figure = to_number(unit.results.at[item.row, "value"])
    shown = finding(item.code, value=f"{vn_number(100 * figure)}%")
    return replace(item, message=shown.message)


def _with_note(item: Finding, unit: UnitData) -> Finding:
    """Return the finding about a missing figure; a number beside it may be the figure."""
    note = str(unit.results.at[item.row, "note"])
    if not note or readings_of(note) is None:
        return item
    more = f"Cột Ghi chú có «{quoted(note)}»: số có thể đã gõ nhầm vào cột Ghi chú."
    return replace(item, message=f"{item.message} {more}")
