"""Compound files are read back by olefile, and their directory is a sound search tree."""

from __future__ import annotations

import io
import struct

import olefile
import pytest

from danvan_xl.addin.compound import compound_file

SIZES = {
    "nothing": {},
    "an empty stream": {"a": 0},
    "one small": {"a": 1},
    "one mini sector": {"a": 64},
    "just below the limit": {"a": 4095},
    "at the limit": {"a": 4096},
    "many of both kinds": {f"s{i}": i * 397 for i in range(40)},
    "a table of two sectors": {"a": 100_000},
}


@pytest.mark.parametrize("sizes", SIZES.values(), ids=SIZES)
def test_streams_are_read_back(sizes: dict[str, int]) -> None:
    streams = {name: bytes(i % 251 for i in range(size)) for name, size in sizes.items()}
    data = compound_file({"inner": streams, "top": b"at the top"})
    with olefile.OleFileIO(io.BytesIO(data), raise_defects=olefile.DEFECT_POTENTIAL) as read:
        there = {"/".join(path) for path in read.listdir()}
        assert there == {"top", *(f"inner/{name}" for name in streams)}
        for name, content in streams.items():
            assert read.openstream(f"inner/{name}").read() == content
        assert read.openstream("top").read() == b"at the top"


def test_the_file_is_whole_sectors_and_nothing_more() -> None:
    data = compound_file({"a": b"x" * 5000, "b": b"y"})
    assert len(data) % 512 == 0


def test_a_file_beyond_the_header_is_refused() -> None:
    with pytest.raises(ValueError, match="too large"):
        compound_file({"a": bytes(8_000_000)})


@pytest.mark.parametrize("count", range(1, 40))
def test_entries_are_sorted_in_a_tree_with_as_many_black_ones_on_every_path(count: int) -> None:
    names = ["x" * (1 + i % 7) + chr(65 + i) + ("a" if i % 2 else "") for i in range(count)]
    data = compound_file(dict.fromkeys(names, b"1"))
    start = 512 * (1 + struct.unpack_from("<I", data, 48)[0])
    entries = [data[start + 128 * i : start + 128 * (i + 1)] for i in range(count + 1)]
    found: list[str] = []

    def blacks(index: int, parent_red: bool) -> int:
        if index == 0xFFFFFFFF:
            return 1
        entry = entries[index]
        length = struct.unpack_from("<H", entry, 64)[0]
        black = entry[67] == 1
        assert black or not parent_red
        left, right = struct.unpack_from("<II", entry, 68)
        on_left = blacks(left, not black)
        found.append(entry[: length - 2].decode("utf-16-le"))
        assert on_left == blacks(right, not black)
        return on_left + black

    root_child = struct.unpack_from("<I", entries[0], 76)[0]
    assert entries[root_child][67] == 1
    blacks(root_child, False)
    assert found == sorted(names, key=lambda name: (len(name), name.upper()))
