from __future__ import annotations

import pandas as pd
import pytest

from danvan_xl.validation.peers import check_peers

USUAL = [10, 12, 9, 14, 11, 8, 13, 10, 12]


def results(figures: list[float]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "unit_code": [f"U{n}" for n in range(len(figures))],
            "indicator": "A",
            "value": [float(figure) for figure in figures],
        }
    )


def found(figures: list[float], kinds: dict[str, str] | None = None) -> list[int]:
    frame = results(figures)
    same = dict.fromkeys(frame["unit_code"], "commune")
    return [item.row or 0 for item in check_peers(frame, same if kinds is None else kinds)]


@pytest.mark.parametrize(
    ("figures", "rows"),
    [
        (USUAL, []),
        ([*USUAL, 25], []),
        ([*USUAL, 1000], [9]),
        ([*USUAL, 1], [9]),
        ([*USUAL, 0], []),  # none at all is a plain answer
        ([0, 0, 0, 0, 0, 0, 0, 0, 40], []),  # half agree on nothing: no telling
        ([0, 3, 1, 2, 0, 1, 4, 2, 3], []),
        ([*USUAL[:6], 1000], []),  # too few peers
        ([*USUAL, float("nan")], []),
    ],
)
def test_only_a_figure_far_from_its_peers_is_asked_about(
    figures: list[float], rows: list[int]
) -> None:
    assert found(figures) == rows


def test_peers_are_units_of_the_same_kind() -> None:
    kinds = {f"U{n}": "district" if n == 9 else "commune" for n in range(10)}
    assert found([*USUAL, 1000], kinds) == []


def test_it_is_a_warning_that_says_what_is_usual() -> None:
    frame = results([*USUAL, 1000])
    (item,) = check_peers(frame, dict.fromkeys(frame["unit_code"], "commune"))
    assert item.severity == "warning"
    assert item.message == "Ghi 1.000, trong khi các đơn vị cùng loại thường ở mức 11."
