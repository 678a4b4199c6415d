"""No more findings of a kind than a person reads: a form may have the same mistake everywhere."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from danvan_xl.findings import Finding
from danvan_xl.schema.findings import AND_MORE
from danvan_xl.schema.text import vn_number

MOST = {"error": 20, "warning": 20, "info": 5}
"""Severity → findings of one code about one column of a form."""

_LONGEST = 1_000
"""Letters that tell what was read of the others, and again as many that tell where they are."""

CellOf = Callable[[str, int, str], str]


def bounded(findings: Iterable[Finding], cell_of: CellOf | None = None) -> list[Finding]:
    """Return the first findings of each code and column; the last of them tells of the others.

    ``cell_of``: table, row and column → address of the cell.
    """
    kept: list[Finding] = []
    last: dict[tuple[str, str, str], int] = {}
    others = defaultdict[int, list[Finding]](list)
    seen = Counter[tuple[str, str, str]]()
    for item in findings:
        kind = _kind(item)
        seen[kind] += 1
        if seen[kind] > MOST[item.severity]:
            others[last[kind]].append(item)
        else:
            last[kind] = len(kept)
            kept.append(item)
    for at, items in others.items():
        kept[at] = _and_more(kept[at], items, cell_of or _row_of)
    return kept


def _kind(item: Finding) -> tuple[str, str, str]:
    return item.code, item.table, item.column


def _row_of(table: str, row: int, column: str) -> str:
    return f"dòng {row}"


def _and_more(item: Finding, others: Sequence[Finding], cell_of: CellOf) -> Finding:
    """Return ``item``, which tells of ``others`` too: where they are, and what was read."""
    more = AND_MORE[bool(item.column)].format(count=vn_number(len(others)))
    rows = [] if item.severity == "info" else [row for other in others for row in _rows(other)]
    if where := _where(others, cell_of):
        more = f"{more.removesuffix('.')}: {where}."
    message = f"{item.message.rstrip('.')} {more}"
    return replace(item, message=message, more_rows=(*item.more_rows, *rows))


def _rows(item: Finding) -> Iterator[int]:
    if item.row is not None:
        yield item.row
    yield from item.more_rows


def _where(items: Sequence[Finding], cell_of: CellOf) -> str:
    """Return where ``items`` are; what was read in a cell is told as far as there is room."""
    placed = [(item, item.row) for item in items if item.row is not None]
    told, length = [], 0
    if placed and placed[0][0].severity == "info":
        for item, row in placed:
            text = f"{cell_of(item.table, row, item.column)} {item.message.rstrip('.')}"
            length += len(text)
            if length > _LONGEST:
                break
            told.append(text)
    rest = placed[len(told) :]
    if rest:
        table, column = rest[0][0].table, rest[0][0].column
        told.append(_areas((row for _, row in rest), lambda row: cell_of(table, row, column)))
    return "; ".join(told)


def _areas(rows: Iterable[int], name: Callable[[int], str]) -> str:
    """Return ``E5:E9, E12`` for rows, as many as there is room for."""
    runs: list[list[int]] = []
    for row in sorted(set(rows)):
        if runs and row == runs[-1][-1] + 1:
            runs[-1][1:] = [row]
        else:
            runs.append([row])
    names = [":".join(dict.fromkeys(map(name, run))) for run in runs]
    text = ", ".join(names)
    return text if len(text) <= _LONGEST else text[:_LONGEST].rpartition(",")[0] + ", …"
