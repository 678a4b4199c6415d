from __future__ import annotations

import pytest

from danvan_xl.schema.legacy import decode as from_legacy
from danvan_xl.submissions.limits import Limits
from danvan_xl.submissions.raw import RawCell, Unreadable
from danvan_xl.submissions.readers.csv_text import read
from tests.submissions.formats import write_csv

LIMITS = Limits()
TABLE = [
    ["Mã chỉ tiêu", "Chỉ tiêu", "Số liệu"],
    ["CT101", "Số văn bản ban hành, quán triệt", "1.250"],
    ["CT102", "Số hội nghị; cuộc họp", "12"],
    ["001", "Hai\ndòng «được» ghi", None],
]


def rows(data: bytes) -> list[list[RawCell]]:
    (sheet,) = read(data, LIMITS).sheets
    return [[*line] for line in sheet.rows]


def expected() -> list[list[RawCell]]:
    return [[*line] if line[-1] is not None else line[:-1] for line in TABLE]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_text_is_read_whatever_its_separator_and_encoding(separator: str, encoding: str) -> None:
    data = write_csv(TABLE, separator, encoding)
    assert rows(data) == expected()
    assert read(data, LIMITS).kind == "csv"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_two_bytes_a_letter_need_no_mark(encoding: str) -> None:
    assert rows("CT101\t5\r\nCT102\t6\r\n".encode(encoding)) == [["CT101", "5"], ["CT102", "6"]]


def test_vietnamese_windows_text_is_decoded() -> None:
    # Windows writes the tone after its letter.
    text = "Số hội nghị,Đối thoại với nhân dân\nỦy ban nhân dân huyện,Đã giải quyết\n"
    data = "".join(split_tone(letter) for letter in text).encode("cp1258")
    assert rows(data) == [line.split(",") for line in text.splitlines()]


def split_tone(letter: str) -> str:
    import unicodedata

    parts = unicodedata.normalize("NFD", letter)
    tones = "".join(p for p in parts if p in "\u0300\u0301\u0303\u0309\u0323")
    rest = "".join(p for p in parts if p not in tones)
    return unicodedata.normalize("NFC", rest) + tones


@pytest.mark.parametrize(
    ("encoding", "data", "said"),
    [
        ("tcvn3", "M· chØ tiªu;Sè liÖu\nSè l­îng ng­êi dù häp;12\n", "Số lượng người dự họp"),
        (
            "vni",
            "Maõ chæ tieâu;Soá lieäu\nSoá löôïng ngöôøi döï hoïp;12\n",
            "Số lượng người dự họp",
        ),
    ],
)
def test_bytes_of_old_fonts_keep_their_characters(encoding: str, data: str, said: str) -> None:
    cell = rows(data.encode("latin-1"))[1][0]
    assert isinstance(cell, str)
    assert from_legacy(cell, encoding) == said  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ["Café;Résumé\n5 µm;ABC®\n", "“Résumé”;50 €\n"])
def test_other_windows_text_is_western(text: str) -> None:
    assert rows(text.encode("cp1252")) == [line.split(";") for line in text.splitlines()]


@pytest.mark.parametrize("head", ["sep=;\r\n", '"sep=;"\n'])
def test_a_line_for_excel_names_the_separator_and_is_not_shown(head: str) -> None:
    assert rows((head + "a,b;c,d\r\n").encode()) == [["a,b", "c,d"]]


def test_sentences_with_commas_do_not_make_columns() -> None:
    text = "Mã\tTên\nA1\tMột, hai, ba\nA2\tBốn, năm, sáu\n"
    assert rows(text.encode())[1] == ["A1", "Một, hai, ba"]


def test_one_column_is_one_column() -> None:
    assert rows("một\nhai\n\nba".encode()) == [["một"], ["hai"], [], ["ba"]]


def test_every_value_is_text() -> None:
    assert rows(b"1;0.5;TRUE;=1+1;#N/A\n") == [["1", "0.5", "TRUE", "=1+1", "#N/A"]]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"a;b\n\0\0;c\n", "T05"),
        (b'a;"' + b"x;\n" * 20_000, "T07"),
        (b'a;"' + b"x;\n" * 200_000, "T05"),
        (b";" * 20_000 + b"x", "T07"),
    ],
    ids=["zero bytes", "open quote", "long open quote", "columns"],
)
def test_what_is_no_table_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read(data, LIMITS)
    assert refused.value.code == code
