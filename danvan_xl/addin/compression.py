"""Compression of VBA source text ([MS-OVBA] 2.4.1)."""

from __future__ import annotations

CHUNK = 4096
"""Bytes of plain text in a chunk; nothing is copied from one chunk into another."""
_SHORTEST = 3
_PLAIN, _PACKED = 0x3000, 0xB000


def compress(data: bytes) -> bytes:
    """Return ``data`` as a compressed container.

    Raises ``ValueError`` when the last chunk cannot be made shorter: the format would pad it.
    """
    chunks = (data[start : start + CHUNK] for start in range(0, len(data), CHUNK))
    return b"\x01" + b"".join(map(_chunk, chunks))


def _chunk(data: bytes) -> bytes:
    packed = _tokens(data)
    if len(packed) <= CHUNK:
        return (_PACKED | len(packed) - 1).to_bytes(2, "little") + packed
    if len(data) < CHUNK:
        raise ValueError("the last chunk cannot be compressed")
    return (_PLAIN | CHUNK - 1).to_bytes(2, "little") + data


def _tokens(data: bytes) -> bytes:
    """Return a chunk as groups of eight tokens: a letter, or where to copy from and how much."""
    out = bytearray()
    seen: dict[bytes, list[int]] = {}
    position = 0
    while position < len(data):
        flags, group = 0, bytearray()
        for bit in range(8):
            if position >= len(data):
                break
            # The further on, the more bits the distance takes and the fewer the length.
            distance_bits = max((position - 1).bit_length(), 4)
            longest = (0xFFFF >> distance_bits) + _SHORTEST
            start, length = _match(data, position, seen, longest)
            if length >= _SHORTEST:
                flags |= 1 << bit
                token = position - start - 1 << 16 - distance_bits | length - _SHORTEST
                group += token.to_bytes(2, "little")
            else:
                length = 1
                group.append(data[position])
            for index in range(position, position + length):
                seen.setdefault(data[index : index + _SHORTEST], []).append(index)
            position += length
        out.append(flags)
        out += group
    return bytes(out)


def _match(
    data: bytes, position: int, seen: dict[bytes, list[int]], longest: int
) -> tuple[int, int]:
    """Return where the longest text like the one at ``position`` starts, and its length."""
    found, most = 0, 0
    limit = min(longest, len(data) - position)
    if limit < _SHORTEST:
        return found, most
    for start in seen.get(data[position : position + _SHORTEST], ()):
        length = _SHORTEST
        while length < limit and data[start + length] == data[position + length]:
            length += 1
        if length > most:
            found, most = start, length
    return found, most
