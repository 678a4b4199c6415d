from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest
import xlwings as xw
from xlwings.base_classes import empty_autofilter_criteria

from danvan_xl.filters import unfiltered


@dataclass
class FilteredTable:
    """A table as the engine of Excel gives it; ``said`` is what its filter was told."""

    criteria: list[dict[str, Any]]
    said: list[tuple[Any, ...]] = field(default_factory=list)

    @property
    def autofilter(self) -> xw.main.AutoFilter:
        return xw.main.AutoFilter(impl=self, parent=self)  # type: ignore[arg-type]

    @property
    def range(self) -> Any:
        return xw.Range(impl=self)

    @property
    def shape(self) -> tuple[int, int]:
        return 9, 9

    def clear(self, column: int | None) -> None:
        self.said.append(("clear", column))

    def apply_values(self, *arguments: object) -> None:
        self.said.append(("values", *arguments))

    def apply_comparison(self, *arguments: object) -> None:
        self.said.append(("comparison", *arguments))

    def apply_top_items(self, *arguments: object) -> None:
        self.said.append(("top_items", *arguments))
        raise OSError("Excel does not want to")


def criteria(column: int, kind: str, **more: object) -> dict[str, Any]:
    return empty_autofilter_criteria(column, kind) | more


def test_a_table_without_filter_is_left_alone() -> None:
    table = FilteredTable([criteria(1, "none"), criteria(2, "none")])
    with unfiltered(table):
        pass
    assert table.said == []


@pytest.mark.parametrize(
    ("filtered", "again"),
    [
        (criteria(2, "values", values=["a", "b"]), [("values", 2, ["a", "b"])]),
        (
            criteria(3, "comparison", operator="between", value1="1", value2="5"),
            [("comparison", 3, "between", "1", "5")],
        ),
        (
            criteria(3, "comparison", operator="equal_to", value1=None),
            [("comparison", 3, "equal_to", None, None)],
        ),
        (criteria(1, "unknown"), []),
        (criteria(1, "top_items", count=3), [("top_items", 1, 3)]),
    ],
)
def test_a_filter_is_cleared_and_set_again_afterwards(
    filtered: dict[str, Any], again: list[tuple[Any, ...]]
) -> None:
    table = FilteredTable([criteria(1, "none"), filtered])
    with unfiltered(table):
        assert table.said == [("clear", None)]
    assert table.said[1:] == again


def test_a_filter_is_set_again_after_a_failure_too() -> None:
    table = FilteredTable([criteria(2, "values", values=["a"])])
    with pytest.raises(KeyError), unfiltered(table):
        raise KeyError
    assert table.said[1:] == [("values", 2, ["a"])]
