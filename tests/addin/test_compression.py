"""VBA text is compressed so that others read it."""

from __future__ import annotations

import random

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from danvan_xl.addin.compression import CHUNK, compress
from danvan_xl.addin.modules import Module, project_modules
from tests.addin.built import decompress_stream

TEXTS = st.lists(
    st.sampled_from([b"Dim ", b"a", b"\r\n", b"aaaa", b"If x Then ", b"'"]), max_size=3000
)


@given(TEXTS.map(b"".join))
@example(b"")
@example(b"a" * CHUNK)
@example(b"a" * (CHUNK + 1))
@example(b"#aaabcdefaaaaghijaaaaaklaaamnopqaaaaaaaaaaaarstuvwxyzaaa")
def test_any_text_is_read_back(text: bytes) -> None:
    assert bytes(decompress_stream(bytearray(compress(text)))) == text


@pytest.mark.parametrize("module", project_modules(2), ids=lambda module: module.name)
def test_every_module_is_read_back_and_gets_shorter(module: Module) -> None:
    text = module.code.encode("ascii")
    packed = compress(text)
    assert bytes(decompress_stream(bytearray(packed))) == text
    assert len(packed) < len(text)


def test_the_example_of_the_specification_is_packed_as_well_as_there() -> None:
    text = b"#aaabcdefaaaaghijaaaaaklaaamnopqaaaaaaaaaaaarstuvwxyzaaa"
    assert len(compress(text)) <= 0x36


def test_a_full_chunk_that_cannot_get_shorter_is_stored_as_it_is() -> None:
    noise = random.Random(1).randbytes(2 * CHUNK)
    assert bytes(decompress_stream(bytearray(compress(noise)))) == noise


def test_a_last_chunk_that_the_format_would_pad_is_refused() -> None:
    with pytest.raises(ValueError, match="cannot be compressed"):
        compress(random.Random(1).randbytes(CHUNK - 1))
