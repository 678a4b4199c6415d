"""Sheets of a file that are none of the form's: another form, or something that is not read."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from danvan_xl.findings import Finding, finding
from danvan_xl.schema.form import LIST_HEADER_ROW, LIST_HEADERS
from danvan_xl.schema.text import spelling_key
from danvan_xl.schema.values import is_blank, quoted, show
from danvan_xl.submissions.locating.facts import Answer, facts_on, is_guide, is_list
from danvan_xl.submissions.locating.grid import Grid
from danvan_xl.submissions.raw import RawCell

_FACTS = 3
"""Answers that make a sheet the first one of a form."""
_MOST_NAMED = 6


def of_other_sheets(
    grids: Iterable[Grid],
    used: Collection[Grid],
    facts: Mapping[str, Answer],
    rows: Mapping[Grid, Collection[int]],
) -> Iterator[Finding]:
    """Yield what is told of sheets of which nothing was read: forms (P31), anything else (P32).

    ``used``: sheets that were read or of which something else is told; ``rows``: those of tables.
    """
    own = {name: answer.cell for name, answer in facts.items()}
    strangers, unread = [], []
    for grid in grids:
        if grid in used or is_guide(grid):
            continue
        said = {name: one.cell for name, one in facts_on(grid, rows.get(grid, ())).items()}
        if len(said) >= _FACTS and _is_of_another(own, said):
            strangers.append((grid.name, said))
        elif not (len(said) >= _FACTS and _says_the_same(own, said)) and _holds_something(grid):
            unread.append(grid.name)
    if strangers:
        name, said = strangers[0]
        where = next(answer.grid.name for answer in facts.values())
        what = f"trang «{where}» là của {_unit(own)}, trang «{name}» là của {_unit(said)}"
        yield finding("P31", table="facts", column="unit_code", what=what)
    if unread:
        more = f" và {len(unread) - _MOST_NAMED} trang nữa" if len(unread) > _MOST_NAMED else ""
        named = ", ".join(f"«{name}»" for name in unread[:_MOST_NAMED])
        what = f"Trang {named}{more} không thuộc phiếu nên nội dung ở đó không được nhập"
        yield finding("P32", what=what)


def _is_of_another(own: Mapping[str, RawCell], said: Mapping[str, RawCell]) -> bool:
    """Whether two forms name two units: by their codes, else by their names."""
    for name in ("unit_code", "unit_name"):
        one, other = show(own.get(name)), show(said.get(name))
        if one.strip() and other.strip():
            return spelling_key(one) != spelling_key(other)
    return False


def _says_the_same(own: Mapping[str, RawCell], said: Mapping[str, RawCell]) -> bool:
    return all(own[name] == cell for name, cell in said.items() if name in own)


def _unit(said: Mapping[str, RawCell]) -> str:
    cells = (said.get("unit_name"), said.get("unit_code"))
    return next((f"«{quoted(cell)}»" for cell in cells if not is_blank(cell)), "đơn vị khác")


def _holds_something(grid: Grid) -> bool:
    """Whether something was typed on a sheet; the list of a marked copy has texts of its own."""
    if not is_list(grid):
        return any(not is_blank(cell) for row in grid.sheet.rows for cell in row)
    columns = len(LIST_HEADERS)
    rows = grid.sheet.rows[LIST_HEADER_ROW - 1 :]
    for number, row in enumerate(rows, start=LIST_HEADER_ROW):
        counted = number == LIST_HEADER_ROW or isinstance(grid.sheet.cell(number, 1), float)
        typed = row[columns:] if counted else row
        remedy = grid.sheet.cell(number, columns)
        if any(not is_blank(cell) for cell in typed) or isinstance(remedy, float):
            return True
    return False
