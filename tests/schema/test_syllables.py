from __future__ import annotations

import pytest

from danvan_xl.schema.syllables import is_like_syllable, is_syllable

RIGHT = """
Quảng Ngãi tỉnh huyện xã phường thị trấn Ủy ban Nhân dân vận khéo gì giếng giữa giặt quốc quý quyền
khuya khuỷu khuyến thuở nghiêng nghề ngoèo ghế kỹ cơ ươm yêu yên hòa hoà thủy thuỷ khỏe khoẻ Đăk
hoàn xoáy ngoặc thuế luật rượu bưởi mía của bữa xoong Y
"""
WRONG = """
kan cy gê ngi tốn1 hạct hat hạc̀ tịc tọch haõ hóan qúôc quôc đđ bc tr zô Résumé café laptop œuvre
Plông Hrê Ngọk ôớ ấậ
"""


@pytest.mark.parametrize("word", RIGHT.split())
def test_a_vietnamese_syllable_is_one(word: str) -> None:
    assert is_syllable(word)
    assert is_syllable(word.upper())


@pytest.mark.parametrize("word", WRONG.split())
def test_what_breaks_the_spelling_is_none(word: str) -> None:
    assert not is_syllable(word)


@pytest.mark.parametrize(
    ("word", "like"),
    [("Plông", True), ("Hrê", True), ("Ngọk", True), ("Résumé", False), ("ABCđ", False)],
)
def test_a_name_of_a_minority_is_like_a_syllable(word: str, like: bool) -> None:
    assert is_like_syllable(word) is like
