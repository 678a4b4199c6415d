"""The configuration file, read back by a model of VBA's own reader."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_xl.errors import DanVanError
from danvan_xl.installation.configuration import Configuration, read
from tests.installation.vba import PastTheEnd, get_config

USERS = b'"PYTHONPATH","D:\\T\xe0i li\xeau, c\xf3 d\xe2u"\r\n"SHAREPOINT_WIN","C:\\SharePoint"\r\n'


def conf(data: bytes) -> Configuration:
    return Configuration.of(data, "cp1252")


def test_the_model_of_vba_fails_on_a_trailing_blank_line() -> None:
    with pytest.raises(PastTheEnd):
        get_config(b'"A","1"\r\n\r\n', "B")


def test_a_new_file_has_one_pair_a_line_and_nothing_behind_the_last() -> None:
    made = conf(b"").with_value("INTERPRETER_WIN", r"C:\venv\python.exe").with_value("B", "False")
    assert made.to_bytes("\r\n") == (b'"INTERPRETER_WIN","C:\\venv\\python.exe"\r\n"B","False"\r\n')


def test_the_users_pairs_stay_byte_for_byte_and_in_order() -> None:
    assert conf(USERS).with_value("A", "1").to_bytes("\r\n") == USERS + b'"A","1"\r\n'
    assert conf(USERS).with_value("A", "1").without({"A"}).to_bytes("\r\n") == USERS


def test_a_value_is_replaced_where_it_stands_and_its_doubles_go() -> None:
    made = conf(b'"a","1"\r\n"B","2"\r\n"A","3"\r\n').with_value("A", "9")
    assert made.to_bytes("\r\n") == b'"A","9"\r\n"B","2"\r\n'


def test_the_first_of_two_pairs_counts_as_it_does_for_vba() -> None:
    data = b'"A","1"\r\n"a","2"\r\n'
    assert conf(data).get("A") == "1" == get_config(data, "A")


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b'"A","1"\r\n\r\n', b'"A","1"\r\n'),
        (b'"A","1"\r\n\r\n"B","2"', b'"A","1"\r\n"B","2"\r\n'),
        (b'"A","1"\n"B","2"\n', b'"A","1"\r\n"B","2"\r\n'),
        (b'# my note\r\n"B","2"\r\n', b'"# my note",""\r\n"B","2"\r\n'),
        (b"A,1\r\n", b"A,1\r\n"),
        (b"A,C:\\x,y\r\n", b'"A","C:\\x,y"\r\n'),
        (b'\xef\xbb\xbf"A","1"\r\n', b'"A","1"\r\n'),
        (b'"A","1"\r\n\x1a', b'"A","1"\r\n'),
        (b"", b""),
    ],
    ids=[
        "trailing blank line",
        "blank line between",
        "unix lines",
        "a line with one field",
        "no quotes",
        "a line with three fields",
        "byte order mark",
        "end-of-file mark",
        "empty",
    ],
)
def test_what_vba_would_read_wrongly_is_put_right(data: bytes, expected: bytes) -> None:
    assert conf(data).to_bytes("\r\n") == expected


@pytest.mark.parametrize(
    ("data", "sound"),
    [
        (USERS, True),
        (b'"A","1"', True),
        (b"", True),
        (b'"A","1"\r\n\r\n', False),
        (b'"A"\r\n', False),
        (b'\xef\xbb\xbf"A","1"\r\n', False),
    ],
)
def test_a_file_that_vba_misreads_is_known_as_such(data: bytes, sound: bool) -> None:
    assert conf(data).is_sound is sound


def test_a_file_that_is_not_there_is_an_empty_configuration(tmp_path: Path) -> None:
    assert read(tmp_path / "danvan_xl.conf", "cp1252") == conf(b"")


@pytest.mark.parametrize("mark", [codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE])
def test_a_file_in_utf_16_is_refused_with_what_to_do(mark: bytes) -> None:
    with pytest.raises(DanVanError, match="Encoding chọn ANSI"):
        conf(mark + b"\0A")


KEYS = st.text(st.characters(codec="ascii", categories=["Lu"]), min_size=1, max_size=6)
VALUES = st.text(st.characters(codec="cp1252", exclude_characters='"\r\n\x1a\0'), max_size=12)


@given(st.dictionaries(KEYS, VALUES, max_size=5), KEYS, VALUES)
def test_vba_reads_every_value_that_was_written(
    users: dict[str, str], key: str, value: str
) -> None:
    made = conf(b"")
    for other, text in users.items():
        made = made.with_value(other, text)
    made = made.with_value(key, value)
    data = made.to_bytes("\r\n")
    for name, text in (users | {key: value}).items():
        assert get_config(data, name) == text.encode("cp1252").decode("latin-1")
        assert conf(data).get(name) == text
    assert get_config(data, "NOT THERE") is None


@given(st.binary(max_size=60).filter(lambda data: data[:2] not in (b"\xff\xfe", b"\xfe\xff")))
def test_whatever_a_file_holds_vba_reads_ours_and_reaches_the_end(data: bytes) -> None:
    made = conf(data).with_value("SHOW CONSOLE", "False").to_bytes("\r\n")
    assert get_config(made, "SHOW CONSOLE") == "False"
    assert get_config(made, "NOT THERE") is None
    assert conf(made).is_sound
    assert conf(made).to_bytes("\r\n") == made
