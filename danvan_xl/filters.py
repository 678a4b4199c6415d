"""Filters that staff set on a table, out of the way while the table is written.

Excel writes a block over rows that a filter hides wrongly, without a word: its first value lands
in every row that is shown, the others nowhere (xlwings' issues 679 and 747). Rows that were hidden
by hand are written well.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

_CRITERIA = {
    "values": ("values",),
    "comparison": ("operator", "value1", "value2"),
    "top_items": ("count",),
    "bottom_items": ("count",),
    "top_percent": ("percent",),
    "bottom_percent": ("percent",),
}
"""Type of a filter → what tells it from others of the type. Others cannot be set again."""


@contextmanager
def unfiltered(table: Any) -> Iterator[None]:
    """Show all rows of an ``xlwings.Table`` in the block, then filter it as before.

    A filter that xlwings cannot describe, such as one by colour, is not set again.
    """
    criteria = [one for one in _criteria(table) if one.type != "none"]
    if criteria:
        table.autofilter.clear()
    try:
        yield
    finally:
        for one in (one for one in criteria if one.type in _CRITERIA):
            with suppress(Exception):  # what was written is worth more than the filter
                _filter(table, one)


def _criteria(table: Any) -> list[Any]:
    """Return what the table is filtered by; on macOS a table without filter buttons has none."""
    try:
        return list(table.autofilter.criteria)
    except Exception:  # appscript and COM raise different ones
        if table.show_autofilter:
            raise
        return []


def _filter(table: Any, criteria: Any) -> None:
    arguments = [getattr(criteria, name) for name in _CRITERIA[criteria.type]]
    getattr(table.autofilter, f"apply_{criteria.type}")(criteria.field, *arguments)
