from __future__ import annotations

import pytest

from danvan_xl.building.heights import HIGHEST, LINE, height_of, lines_of


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 10, 1),
        ("Sở Nội vụ", 34, 1),
        ("một hai ba", 7, 2),
        ("một\nhai\nba", 40, 3),
        ("một\n\nba", 40, 3),
        ("khôngcókhoảngtrống" * 3, 18, 3),
        ("iiii " * 10, 30, 1),
        ("MMMM " * 10, 30, 3),
    ],
)
def test_lines_are_broken_between_words(text: str, width: float, lines: int) -> None:
    assert lines_of(text, width) == lines


@pytest.mark.parametrize(
    ("texts", "height"),
    [
        ([], LINE),
        ([("", 10.0)], LINE),
        ([("ngắn", 20.0), ("một hai ba bốn", 5.0)], 3 * LINE),
        ([("dòng\n" * 100, 20.0)], HIGHEST),
    ],
)
def test_the_longest_text_decides_the_height(texts: list[tuple[str, float]], height: float) -> None:
    assert height_of(texts) == height
