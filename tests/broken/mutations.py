"""Seeded random damage to a valid form: bytes, packages, XML and what stands in it."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Callable, Mapping
from functools import lru_cache
from random import Random

Mutation = Callable[[bytes, Random], bytes]

Parts = Mapping[str, bytes]

_MATTERS = re.compile(r"xl/(worksheets/sheet[123]\.xml|sharedStrings\.xml|workbook\.xml)")
_ATTRIBUTE = re.compile(rb' ([\w:]+)="([^"]*)"')
_CELL = re.compile(rb"<c [^>]*/>|<c [^>]*>.*?</c>", re.DOTALL)
_ROW = re.compile(rb"<row [^>]*/>|<row [^>]*>.*?</row>", re.DOTALL)
_NUMBER = re.compile(rb"(?<=<v>)[^<]+(?=</v>)")
_TEXT = re.compile(rb"(?<=>)[^<>]+(?=</t>)")


def flip_bytes(form: bytes, rng: Random) -> bytes:
    data = bytearray(form)
    for _ in range(rng.choice((1, 1, 2, 8))):
        data[rng.randrange(len(data))] ^= rng.randrange(1, 256)
    return bytes(data)


def cut(form: bytes, rng: Random) -> bytes:
    return form[: rng.randrange(len(form))]


def lose_a_stretch(form: bytes, rng: Random) -> bytes:
    at = rng.randrange(len(form))
    return form[:at] + form[at + rng.choice((1, 4, 100, 5_000)) :]


def cut_part(form: bytes, rng: Random) -> bytes:
    """XML that ends in the middle."""
    name, part = _part(form, rng)
    return with_part(form, name, part[: rng.randrange(len(part))])


def lose_from_part(form: bytes, rng: Random) -> bytes:
    name, part = _part(form, rng)
    at = rng.randrange(len(part))
    return with_part(form, name, part[:at] + part[at + rng.choice((1, 10, 400)) :])


def flip_in_part(form: bytes, rng: Random) -> bytes:
    """A letter of the XML is another one; the package around it is sound."""
    name, part = _part(form, rng)
    data = bytearray(part)
    for _ in range(rng.choice((1, 1, 3))):
        data[rng.randrange(len(data))] = rng.choice(b"0123456789abcEs<>/=\" &'\x00\xff")
    return with_part(form, name, bytes(data))


def swap_parts(form: bytes, rng: Random) -> bytes:
    """Two parts stand under each other's name."""
    parts = parts_of(form)
    one, other = rng.sample(sorted(parts), 2)
    if rng.random() < 0.5:
        one, other = rng.sample([f"xl/worksheets/sheet{n}.xml" for n in (1, 2, 3, 4)], 2)
    return packed({**parts, one: parts[other], other: parts[one]})


def drop_part(form: bytes, rng: Random) -> bytes:
    gone = rng.choice(sorted(parts_of(form)))
    return packed({name: part for name, part in parts_of(form).items() if name != gone})


def double_part(form: bytes, rng: Random) -> bytes:
    """A name is in the package twice, with the same content or another one."""
    out = io.BytesIO(form)
    name, part = _part(form, rng)
    with warnings.catch_warnings(), zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        warnings.simplefilter("ignore")
        archive.writestr(name, part if rng.random() < 0.5 else part[:-50])
    return out.getvalue()


def shuffle_parts(form: bytes, rng: Random) -> bytes:
    """The same parts in another order, packed otherwise."""
    parts = list(parts_of(form).items())
    rng.shuffle(parts)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, part in parts:
            archive.writestr(name, part, rng.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)))
    return out.getvalue()


def change_attribute(form: bytes, rng: Random) -> bytes:
    """Values of attributes become those of others of that name, or numbers near by."""
    name, part = _part(form, rng)
    for _ in range(rng.choice((1, 1, 1, 3, 20))):
        found = list(_ATTRIBUTE.finditer(part))
        if not found:
            break
        one = rng.choice(found)
        alike = [other.group(2) for other in found if other.group(1) == one.group(1)]
        value = rng.choice([*alike[:60], b"", b"-1", b"2", b"99999999", b"s", b"str", b"e", b"b"])
        if rng.random() < 0.3 and one.group(2).isdigit():
            value = str(int(one.group(2)) + rng.choice((-1, 1))).encode()
        part = part[: one.start(2)] + value + part[one.end(2) :]
    return with_part(form, name, part)


def change_numbers(form: bytes, rng: Random) -> bytes:
    """Other figures and other numbers of shared texts."""
    odd = (b"1e2", b"-3", b"0.5", b" 12 ", b"", b"x", b"1,5", b"99999999")

    def other(found: re.Match[bytes]) -> bytes:
        if rng.random() < 0.99:
            return found.group()
        near = str(int(found.group()) + 1).encode() if found.group().isdigit() else b"3"
        return near if rng.random() < 0.8 else rng.choice(odd)

    return _changed(form, rng, _NUMBER, other)


def change_texts(form: bytes, rng: Random) -> bytes:
    """Letters of texts are lost, doubled or turned round."""

    def other(found: re.Match[bytes]) -> bytes:
        text = found.group().decode()
        if rng.random() < 0.95:
            return found.group()
        return rng.choice((text[1:], text + text, text[::-1], text.upper(), "12", "")).encode()

    content = parts_of(form)["xl/sharedStrings.xml"]
    return with_part(form, "xl/sharedStrings.xml", _TEXT.sub(other, content))


def lose_or_double_cells(form: bytes, rng: Random) -> bytes:
    """Cells are gone, twice there, or the next cell stands in their place."""

    def other(found: re.Match[bytes]) -> bytes:
        if rng.random() < 0.995:
            return found.group()
        return rng.choice((b"", found.group() * 2))

    return _changed(form, rng, _CELL, other)


def lose_or_double_rows(form: bytes, rng: Random) -> bytes:
    def other(found: re.Match[bytes]) -> bytes:
        if rng.random() < 0.98:
            return found.group()
        return rng.choice((b"", found.group() * 2))

    return _changed(form, rng, _ROW, other)


def swap_cells(form: bytes, rng: Random) -> bytes:
    """The contents of two cells change places; their addresses stay."""
    name = f"xl/worksheets/sheet{rng.choice((1, 2, 2, 3))}.xml"
    part = parts_of(form)[name]
    first, second = sorted(
        rng.sample(list(re.finditer(rb"(?<= r=\")[A-Z]+\d+(?=\")", part)), 2),
        key=lambda m: m.start(),
    )
    changed = (
        part[: first.start()]
        + second.group()
        + part[first.end() : second.start()]
        + first.group()
        + part[second.end() :]
    )
    return with_part(form, name, changed)


def move_areas(form: bytes, rng: Random) -> bytes:
    """Names, tables and merged cells reach from or to another row or column."""
    places = ["xl/workbook.xml", *(f"xl/tables/table{n}.xml" for n in (1, 2))]
    name = rng.choice([*places, "xl/worksheets/sheet2.xml"])
    part = parts_of(form)[name]
    found = list(re.finditer(rb"(?<=\$)(?:\d+|[A-Z]+)|(?<=[\":][A-Z])\d+(?=[:\"])", part))
    if not found:
        return form
    one = rng.choice(found)
    if one.group().isdigit():
        other = str(max(1, int(one.group()) + rng.choice((-3, -1, 1, 2, 400)))).encode()
    else:
        other = rng.choice((b"A", b"B", b"C", b"D", b"E", b"XFD"))
    return with_part(form, name, part[: one.start()] + other + part[one.end() :])


def change_looks(form: bytes, rng: Random) -> bytes:
    """Numbers look like days or percentages, and the other way round."""
    part = parts_of(form)["xl/styles.xml"]

    def other(found: re.Match[bytes]) -> bytes:
        return rng.choice((found.group(), b"0", b"9", b"14", b"49"))

    changed = re.sub(rb"(?<=<xf numFmtId=\")\d+", other, part)
    return with_part(form, "xl/styles.xml", changed)


MUTATIONS: tuple[Mutation, ...] = (
    flip_bytes,
    cut,
    lose_a_stretch,
    cut_part,
    lose_from_part,
    flip_in_part,
    swap_parts,
    drop_part,
    double_part,
    shuffle_parts,
    change_attribute,
    change_attribute,
    change_numbers,
    change_texts,
    lose_or_double_cells,
    lose_or_double_rows,
    swap_cells,
    move_areas,
    move_areas,
    change_looks,
)


def mutated(form: bytes, seed: str) -> tuple[bytes, str]:
    """The form, damaged in a way that ``seed`` decides, and how."""
    rng = Random(seed)
    how = rng.choice(MUTATIONS)
    return how(form, rng), how.__name__


@lru_cache(maxsize=4)
def parts_of(form: bytes) -> Parts:
    """The parts of a package."""
    with zipfile.ZipFile(io.BytesIO(form)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: Parts) -> bytes:
    """A package of these parts, not compressed: that is quicker."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name), part)
    return out.getvalue()


def with_part(form: bytes, name: str, part: bytes) -> bytes:
    """The package with another content of one part."""
    return packed({**parts_of(form), name: part})


def _part(form: bytes, rng: Random) -> tuple[str, bytes]:
    """A part of the package: mostly one of those that hold what the form says."""
    parts = parts_of(form)
    telling = [name for name in parts if _MATTERS.fullmatch(name)]
    name = rng.choice(telling if rng.random() < 0.8 else sorted(parts))
    return name, parts[name]


def _changed(
    form: bytes, rng: Random, pattern: re.Pattern[bytes], other: Callable[[re.Match[bytes]], bytes]
) -> bytes:
    name = f"xl/worksheets/sheet{rng.choice((1, 2, 2, 3))}.xml"
    return with_part(form, name, pattern.sub(other, parts_of(form)[name]))
