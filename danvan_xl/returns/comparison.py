"""Different forms of one unit side by side: what each of them says, where they differ."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from danvan_xl.returns.understood import as_shown
from danvan_xl.schema.columns import Type
from danvan_xl.schema.form import FACTS, INFO_SHEET, INITIATIVES_SHEET, RESULTS_SHEET
from danvan_xl.schema.tables import INITIATIVES
from danvan_xl.schema.text import normalise, spelling_key
from danvan_xl.schema.values import Uncalculated, is_blank, show
from danvan_xl.submissions.form_data import FormData
from danvan_xl.submissions.raw import RawCell

NO_ROW = "(không có dòng này)"
NOT_CALCULATED = "(công thức chưa tính)"
_ALIKE = 85
"""How alike, from 0 to 100, names of one initiative are in two files."""
_MOST_PAIRS = 250_000
"""Names are compared one by one up to so many pairs: a real form has some dozens of initiatives."""
_DIGITS = re.compile(r"\d+")
_ANSWERS = (("value", Type.NUMBER), ("note", Type.LONG_TEXT))


@dataclass(frozen=True)
class Difference:
    """One answer that the files give differently. Tuples have one entry a file, in their order."""

    section: str
    """Sheet of the form that was handed out: ``Thông tin``, ``Kết quả`` or ``Mô hình``."""
    item: str
    """What was asked."""
    places: tuple[str, ...]
    """``Kết quả!E6``; "" where the file has no such cell."""
    values: tuple[str, ...]
    """What the file says, "" for an empty cell."""


def differences(forms: Sequence[FormData]) -> list[Difference]:
    """Return what ``forms`` say differently: facts, then indicators, then initiatives.

    Indicators are the same by code, initiatives by code, else by name, else by a name much like
    it. Texts are the same when they differ only in case, punctuation, spacing and in where a tone
    mark stands. An initiative that a file does not have is one difference.
    """
    return [*_facts(forms), *_results(forms), *_initiatives(forms)]


def _facts(forms: Sequence[FormData]) -> Iterator[Difference]:
    for fact in FACTS:
        cells = [form.facts.get(fact.name) for form in forms]
        if _differ(cells, fact.type):
            places = tuple(_place(form, "facts", 0, fact.name) for form in forms)
            yield Difference(INFO_SHEET, fact.label, places, tuple(map(_shown, cells)))


def _results(forms: Sequence[FormData]) -> Iterator[Difference]:
    for rows in _lined_up(forms, "results", _indicator):
        label = next(
            _text(form, "results", row, "indicator", "text")
            for form, row in zip(forms, rows, strict=True)
            if row is not None
        )
        for column, kind in _ANSWERS:
            item = label if column == "value" else f"{label} · Ghi chú"
            yield from _difference(forms, "results", rows, column, kind, RESULTS_SHEET, item)


def _initiatives(forms: Sequence[FormData]) -> Iterator[Difference]:
    for rows in _lined_up(forms, "initiatives", _code, _name, alike=_are_alike):
        name = next(
            _text(form, "initiatives", row, "name") or "(không tên)"
            for form, row in zip(forms, rows, strict=True)
            if row is not None
        )
        if None in rows:
            places = tuple(
                _place(form, "initiatives", row, "name")
                for form, row in zip(forms, rows, strict=True)
            )
            values = tuple(
                NO_ROW if row is None else _text(form, "initiatives", row, "name")
                for form, row in zip(forms, rows, strict=True)
            )
            yield Difference(INITIATIVES_SHEET, f"Mô hình «{name}»", places, values)
            continue
        for column in INITIATIVES.form_columns:
            item = f"Mô hình «{name}» · {column.header}"
            yield from _difference(
                forms, "initiatives", rows, column.key, column.type, INITIATIVES_SHEET, item
            )


def _difference(
    forms: Sequence[FormData],
    table: str,
    rows: Sequence[int | None],
    column: str,
    kind: Type,
    section: str,
    item: str,
) -> Iterator[Difference]:
    """Yield the difference in one column of a row that was lined up, if there is one."""
    there = list(zip(forms, rows, strict=True))
    cells = [None if row is None else as_shown(form, table, row, column) for form, row in there]
    if _differ(cells, kind):
        values = tuple(
            NO_ROW if row is None else _shown(cell) for row, cell in zip(rows, cells, strict=True)
        )
        yield Difference(
            section, item, tuple(_place(form, table, row, column) for form, row in there), values
        )


_Key = Callable[[FormData, int], str]
"""What names a row of a form; "" when the row does not say."""
_Group = list[int | None]
"""Rows that are about the same, one a form, as far as there is one."""


def _lined_up(
    forms: Sequence[FormData],
    table: str,
    *keys: _Key,
    alike: Callable[[str, str], float] | None = None,
) -> list[_Group]:
    """Return rows that are about the same: one row or None for each form.

    Rows meet where the first of ``keys`` is equal, then those left where the next is, then those
    whose last key is ``alike`` (0: not at all), the most alike first.
    """
    groups: list[_Group] = []
    for at, form in enumerate(forms):
        left = dict.fromkeys(form.tables[table].rows)
        for key in keys:
            known = {
                _named(forms, group, key): group for group in reversed(groups) if len(group) == at
            }
            for row in list(left):
                met = known.pop(name, None) if (name := key(form, row)) else None
                if met is not None:
                    met.append(row)
                    del left[row]
        if alike is not None:
            named = [
                (_named(forms, group, keys[-1]), group) for group in groups if len(group) == at
            ]
            for group, row in _most_alike(named, {row: keys[-1](form, row) for row in left}, alike):
                group.append(row)
                del left[row]
        groups += [[*[None] * at, row] for row in left]
        for group in groups:
            group += [None] * (at + 1 - len(group))
    return groups


def _most_alike(
    groups: Sequence[tuple[str, _Group]],
    rows: Mapping[int, str],
    alike: Callable[[str, str], float],
) -> Iterator[tuple[_Group, int]]:
    """Yield which of ``rows`` belongs to which of ``groups`` by their names, each once."""
    if len(groups) * len(rows) > _MOST_PAIRS:
        return
    pairs = [
        (score, number, row)
        for number, (name, _) in enumerate(groups)
        for row, other in rows.items()
        if (score := alike(name, other))
    ]
    done_groups: set[int] = set()
    done_rows: set[int] = set()
    for _, number, row in sorted(pairs, key=lambda pair: -pair[0]):
        if number not in done_groups and row not in done_rows:
            done_groups.add(number)
            done_rows.add(row)
            yield groups[number][1], row


def _named(forms: Sequence[FormData], group: _Group, key: _Key) -> str:
    """Return the first name that the rows of a group have."""
    names = (key(form, row) for form, row in zip(forms, group, strict=False) if row is not None)
    return next(filter(None, names), "")


def _indicator(form: FormData, row: int) -> str:
    code = _text(form, "results", row, "indicator") or _text(form, "results", row, "text")
    return spelling_key(code)


def _code(form: FormData, row: int) -> str:
    return spelling_key(_text(form, "initiatives", row, "code"))


def _name(form: FormData, row: int) -> str:
    return spelling_key(_text(form, "initiatives", row, "name"))


def _are_alike(one: str, other: str) -> float:
    """Return how alike two names are, 0 when they are not those of one initiative."""
    if not one or not other or _DIGITS.findall(one) != _DIGITS.findall(other):
        return 0.0
    return float(fuzz.ratio(one, other, score_cutoff=_ALIKE))


def _text(form: FormData, table: str, row: int, *columns: str) -> str:
    texts = (_shown(as_shown(form, table, row, column)) for column in columns)
    return " ".join(filter(None, texts))


def _shown(cell: RawCell) -> str:
    if isinstance(cell, Uncalculated):
        return NOT_CALCULATED
    return "" if is_blank(cell) else normalise(show(cell))


def _differ(cells: Sequence[RawCell], kind: Type) -> bool:
    said = {
        spelling_key(_shown(cell)) or _shown(cell)
        if kind in (Type.TEXT, Type.LONG_TEXT, Type.CHOICE)
        else _shown(cell)
        for cell in cells
    }
    return len(said) > 1


def _place(form: FormData, table: str, row: int | None, column: str) -> str:
    if row is None:
        return ""
    sheet, cell, _ = form.place(table, row, column)
    return f"{sheet}!{cell}" if cell else ""
