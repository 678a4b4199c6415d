"""Whether a sentence tells certain cells already."""

from __future__ import annotations

import pytest

from danvan_xl.returns.runs import are_in


@pytest.mark.parametrize(
    ("message", "cells", "expected"),
    [
        ("Còn 2 chỗ nữa: E5, E60.", ["E5", "E60"], True),
        ("Còn 2 chỗ nữa: E5:E6.", ["E5", "E6"], True),
        ("Ô E5: sai.", ["E5"], True),
        ("Còn 2 chỗ nữa: E52, E60.", ["E5"], False),
        ("Còn 2 chỗ nữa: AE5, E60.", ["E5"], False),
        ("Còn 9 chỗ nữa: E5:E13.", ["E5"], False),
        ("Còn 2 chỗ nữa: E5:E60.", ["E5", "E6"], False),
        ("Còn 5 chỗ nữa: E1:E5.", ["E5"], False),
        ("Không có chỗ nào.", [], True),
    ],
)
def test_a_sentence_tells_cells_when_it_has_their_whole_addresses(
    message: str, cells: list[str], expected: bool
) -> None:
    assert are_in(message, cells) is expected
