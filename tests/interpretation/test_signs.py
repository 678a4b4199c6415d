"""Signs between words of Unicode are no letters of an old font; inside a word they are."""

from __future__ import annotations

import re
from itertools import product
from random import Random

import pytest

from danvan_xl.schema.legacy import is_garbled
from danvan_xl.schema.legacy_words import Legacy
from tests.interpretation.forms import column_of, one_of
from tests.interpretation.test_encodings import RIGHT
from tests.interpretation.test_encodings import TCVN3 as IN_TCVN3
from tests.interpretation.test_encodings import VNI as IN_VNI
from tests.schema.test_legacy import PHRASES, TEXTS, encode, same

INSIDE = re.compile("[^\\W\\d_][\xa1-\xa9\xac\xae\xb5\xb6\xb8\xb9\xbc-\xbf][^\\W\\d_]")
"""A sign of TCVN3 between two letters."""

JOINED = [
    "Tập huấn phần mềm Microsoft®Office cho cán bộ",
    "Phần mềm VNPT®iOffice của tỉnh",
    "Chuyển đổi số bằng Zalo®Việt Nam",
    "Tập huấn PowerPoint®Excel®Word ở xã",
    "Sản phẩm OCOP®Quảng Ngãi",
    "Đồ uống Nescafé®Việt Nam",
    "Nhóm Hrê®Cor ở Ba Tơ",
    "Dùng thử Windows ®và Office",
    "Họp a½b",
    "Chia đất theo x¼y",
    "Hỗ trợ của Công ty TNHH A©B",
    "Hỗ trợ của Công ty TNHH B©C",
    "Thương hiệu Quế©Trà Bồng",
    "Dự án Vitamin C®Plus cho trẻ",
    "Ngắt bằng dấu gạch¶dòng",
    "Chú thích dân vận¹khéo",
    "Theo đề nghị của¹UBND",
    "Quỹ bảo trợ £Anh¥Nhật",
    "Theo điều khoản GPL§3 và Điều§Khoản",
    "Anh©Em, Xanh®Sạch",
]
"""With such a sign, but between two words."""

APART = [
    "Nhiệt độ dưới 50°C",
    "Sân 5m²×3",
    "Đất rộng 20m×30m, dài×rộng",
    "Điều §4 của quy định",
    "Sai số a±b, ±5",
    "Bụi mịn 2µm, cỡ 5 µm",
    "Nguyễn·Văn·An",
    "“…”",
    "“Dân vận khéo”…",
    "«Dân vận khéo» của thôn",
    "1/2≈½, nghỉ ½ngày, 1½ngày",
    "Giai đoạn 2021–2025 — đợt 1",
    "• Vận động nhân dân",
    "Tuyên truyền…vận động",
    "Diện tích 500 m², khối lượng 30 m³",
    "E=mc²·k",
    "Đạt 10‰, tăng 10÷20 hộ",
    "Trà My™Quế",
    "Lớp 5ª, Nº5",
    "Bản quyền ©2022 VNPT, ® đã đăng ký",
    "Chú thích¹ ở cuối trang²",
    "Xã A→xã B ☑",
]

AS_IN_LATIN = ["a½b", "A©B", "Microsoft®Office", "Công ty A©B", "An®Em", "Hà®Nam"]
"""Without letters that only Unicode has."""

BROKEN = [
    *("Tổ d©n phố", "Quy chế gi¶m nghèo", "Phong trào thi®ua", "Tổ «d©n»", "Họp cả x·héi®ång"),
    *(
        "Đường hoa §êng cê",
        "Ở B¾c",
        "Ở §øc",
        "Ở §ức",
        "UBNDX©y dựng",
        "Họp tại PDF®o¹n",
        "H¹các tổ",
    ),
    *("Vận ®ộng", "Vận ®éng", "Ph¸t động", "nhà TR¦ỜNG", "Đã t¹oPl«ng", "phÃ¡t của tổ", "®uỉi ạ"),
    *("Tổ l¬ng", "Cùng năm§éng", "Họ và®ang", "Tổ ông d¸ng", "Tổ khu©n", "Đã q®ai"),
]
"""Words of which parts are TCVN3's, among right ones."""


BESIDE_UNICODE = [
    *("X· Phổ Phong", "Phường Phæ Minh", "Phường Trương Quang Träng", "Xã NghÜa Phổ"),
    *("Xaõ Tịnh An", "Bộ Chỉ huy Bieân phòng tỉnh", "Tổ Thaùnh", "xã Phuù Thọ"),
]
"""Words of an old font beside letters that only Unicode has."""

NAMES = [
    *(
        "Cù lao Ré ở Lý Sơn",
        "Ông João và bà Noël thăm xã Tịnh An",
        "Xã Ngọk Réo",
        "Người Hrê ở Sơn Hạ",
    ),
    *("Đoàn Zürich thăm Mỹ Lai", "Ông Müller ở Mỹ Khê", "Bản Môr, ngọk Linh, lễ hội ở Kẻ Ré"),
]


@pytest.mark.parametrize("text", [*JOINED, *APART, *AS_IN_LATIN, *NAMES])
def test_signs_of_unicode_texts_are_taken_as_they_are(text: str) -> None:
    assert one_of("name", text) == (text, [], [])
    values, codes, _ = column_of("name", [*RIGHT, text])
    assert (values[-1], codes) == (text, [])


@pytest.mark.parametrize("others", [IN_TCVN3, IN_VNI])
@pytest.mark.parametrize("text", JOINED)
def test_they_are_among_texts_in_an_old_font_too(others: list[str], text: str) -> None:
    values, codes, _ = column_of("name", [*others, text])
    assert (values, codes) == ([*RIGHT, text], [("O16", 0)])


@pytest.mark.parametrize("text", BESIDE_UNICODE)
def test_words_of_an_old_font_beside_unicode_go_back(text: str) -> None:
    value, codes, _ = one_of("name", text)
    assert (value, codes) == ("", ["O29"])


@pytest.mark.parametrize("text", BROKEN)
def test_signs_inside_words_go_back(text: str) -> None:
    for others in ([], RIGHT, IN_TCVN3, IN_VNI):
        values, codes, _ = column_of("name", [*others, text])
        assert values[-1] == ""
        assert codes[-1] == ("O29", len(others))


def test_a_word_of_which_any_letters_are_decoded_goes_back() -> None:
    """Each word of the program's texts, with its case, with each choice of letters in TCVN3."""
    words = {word for text in TEXTS for word in re.findall(r"[^\W\d_]+", text)}
    cells = {
        "".join(letters)
        for word in words
        for letters in product(*({letter, encode(letter, "tcvn3")} for letter in word))
    }
    joined = [cell for cell in cells if INSIDE.search(cell)]
    assert len(joined) > 100
    assert [cell for cell in joined if not is_garbled(cell)] == []
    lost = [cell.replace("\xad", "") for cell in joined]
    assert [cell for cell in lost if INSIDE.search(cell) and not is_garbled(cell)] == []


def test_words_joined_by_accident_go_back() -> None:
    random = Random(7)
    words = sorted({word for text in TEXTS for word in re.findall(r"[^\W\d_]+", text)})
    words = [word for word in words if not word.isascii()]
    for _ in range(4000):
        one, other = random.choices(words, k=2)
        cell = encode(one + other, "tcvn3")
        assert is_garbled(cell) or not INSIDE.search(cell), cell


def test_of_2400_cells_in_fonts_mixed_at_random_none_is_wrong_without_a_word() -> None:
    told, wrong = 0, []
    for seed in range(200):
        random = Random(seed)
        texts = random.sample([text for text in PHRASES if not text.isascii()], 12)
        ways: list[Legacy | None] = [random.choice(("tcvn3", "vni", None)) for _ in texts]
        cells = [encode(text, way) if way else text for text, way in zip(texts, ways, strict=True)]
        values, codes, _ = column_of("name", cells)
        rows = {row for code, row in codes if code in ("O17", "O29")}
        told += len(rows)
        wrong += [
            (cell, value)
            for row, (cell, value) in enumerate(zip(cells, values, strict=True))
            if row not in rows and not same(value, texts[row], ways[row] or "vni")
        ]
    assert wrong == []
    assert told < 60
