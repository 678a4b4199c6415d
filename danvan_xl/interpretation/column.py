"""The cells of one column read as what they should hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from danvan_xl.findings import Finding
from danvan_xl.interpretation.cells import ColumnCells
from danvan_xl.interpretation.dates import read_date
from danvan_xl.interpretation.decoding import decode_column
from danvan_xl.interpretation.encoding import Decoded, FormTexts
from danvan_xl.interpretation.letters import told_of_letters
from danvan_xl.interpretation.numbers import read_number
from danvan_xl.interpretation.reading import Reading
from danvan_xl.interpretation.repairs import Repaired, repair
from danvan_xl.interpretation.swapped import with_doubts
from danvan_xl.interpretation.texts import not_decoded, read_text
from danvan_xl.schema.columns import Type
from danvan_xl.schema.values import blank
from danvan_xl.submissions.form_data import FormData
from danvan_xl.submissions.raw import RawCell


@dataclass(frozen=True)
class Meaning:
    """What a column means."""

    values: list[Any]
    """As a DataFrame holds them; blank where a cell is empty or has no certain meaning."""
    findings: list[Finding]


class Interpreter:
    """Reads the columns of one form."""

    def __init__(self, form: FormData, year: int | None) -> None:
        """``year``: that of the period; None when it is not known."""
        self._form = form
        self._texts = FormTexts(form)
        self._year = year

    def read(self, column: ColumnCells) -> Meaning:
        """Return what the cells of ``column`` mean. Its type is one that forms ask for."""
        decoded = self._decoded(column)
        repaired: Mapping[int, Repaired] = {}
        if column.type.is_text:
            garbled = {
                i: text
                for i, text in decoded.items()
                if text.is_garbled and not column.asked[i].choices
            }
            repaired = {i: repair(text) for i, text in decoded.items() if i not in garbled}
            readings = [
                not_decoded(garbled[i])
                if i in garbled
                else read_text(cell, repaired.get(i), column.asked[i], column)
                for i, cell in enumerate(column.cells)
            ]
        else:
            readings = [
                self._value(column, i, cell, decoded.get(i)) for i, cell in enumerate(column.cells)
            ]
        told = [(i, reading) for i, reading in enumerate(readings) if reading.code]
        if column.type is Type.DATE:
            told += with_doubts(column.cells, readings)
        findings = [column.finding(i, one.code, one.texts) for i, one in told]
        findings += told_of_letters(column, decoded, repaired)
        nothing = blank(column.type)
        return Meaning([one.value if one.is_clear else nothing for one in readings], findings)

    def _decoded(self, column: ColumnCells) -> dict[int, Decoded]:
        """Return the texts of ``column`` in Unicode by their places; words of its list are."""
        texts = {
            i: cell
            for i, cell in enumerate(column.cells)
            if isinstance(cell, str) and cell not in column.asked[i].choices
        }
        places = ((column.table, column.rows[i], column.key) for i in texts)
        fonts = [self._form.fonts.get(place, "") for place in places]
        return dict(
            zip(texts, decode_column(list(texts.values()), fonts, self._texts), strict=True)
        )

    def _value(
        self, column: ColumnCells, i: int, cell: RawCell, decoded: Decoded | None
    ) -> Reading:
        """Return the number or day in a cell: as it stands, else as it is when decoded."""
        reading = self._typed(column, i, cell)
        if reading.is_clear or decoded is None or decoded.proposed == cell:
            return reading
        when_decoded = self._typed(column, i, decoded.proposed)
        return when_decoded if when_decoded.is_clear or decoded.encoding else reading

    def _typed(self, column: ColumnCells, i: int, cell: RawCell) -> Reading:
        if column.type is Type.DATE:
            return read_date(cell, self._year)
        place = (column.table, column.rows[i], column.key)
        return read_number(cell, column.asked[i], place in self._form.percents)
