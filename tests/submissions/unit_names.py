"""The names of the catalogue's units in all the ways in which people write them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from functools import cache

from danvan_xl.schema.legacy_words import Legacy
from danvan_xl.schema.units import Unit, reporting_units_on, units_on
from danvan_xl.submissions.identity import Known
from tests.schema.test_legacy import encode

YEARS = (2022, 2024, 2026)

_SHORT = {
    "Thành phố": ("TP", "TP.", "Tp. "),
    "Thị xã": ("TX", "TX.", "Tx. "),
    "Huyện": ("H.", "H. ", "H "),
    "Xã": ("X.", "X. ", "x. "),
    "Phường": ("P.", "P. ", "p "),
    "Đặc khu": ("ĐK ", "ĐK. "),
}
_BODIES = {
    "SKHDT": ("Sở KH&ĐT", "Sở KHĐT", "Sở Kế hoạch & Đầu tư", "Sở KH và ĐT", "Sở KH-ĐT"),
    "SNNPTNT": ("Sở NN&PTNT", "Sở Nông nghiệp và PTNT", "Sở NN và PTNT", "Sở NNPTNT"),
    "SNNMT": ("Sở NN&MT", "Sở NN-MT", "Sở Nông nghiệp và MT", "Sở NNMT"),
    "SGTVT": ("Sở GTVT", "Sở Giao thông - Vận tải"),
    "STNMT": ("Sở TN&MT", "Sở TNMT", "Sở TN-MT"),
    "STTTT": ("Sở TT&TT", "Sở TTTT", "Sở TT-TT", "Sở Thông tin & Truyền thông"),
    "SLDTBXH": ("Sở LĐ-TB&XH", "Sở LĐTBXH", "Sở LĐ - TB và XH", "Sở LĐTB&XH", "Sở Lao động - TBXH"),
    "SVHTTDL": ("Sở VH-TT&DL", "Sở VHTTDL", "Sở VH,TT&DL", "Sở VH, TT và DL", "Sở VHTT&DL"),
    "SKHCN": ("Sở KH&CN", "Sở KHCN", "Sở KH-CN"),
    "SGDDT": ("Sở GD&ĐT", "Sở GDĐT", "Sở GD-ĐT", "Sở GD và ĐT"),
    "SNV": ("Sở NV",),
    "STP": ("Sở TP",),
    "STC": ("Sở TC",),
    "SDTTG": ("Sở DT&TG", "Sở DTTG", "Sở Dân tộc - Tôn giáo"),
    "VPUBND": ("VP UBND tỉnh", "Văn phòng Uỷ ban nhân dân tỉnh", "VPUBND tỉnh", "VP. UBND"),
    "BQLKKT": (
        "Ban QL KKT Dung Quất",
        "BQL KKT Dung Quất và các KCN Quảng Ngãi",
        "BQL KKT Dung Quất",
    ),
    "CAT": ("CA tỉnh", "Công an tỉnh Quảng Ngãi", "Công an Quảng Ngãi"),
    "BCHQS": ("BCH Quân sự tỉnh", "Bộ CHQS tỉnh", "BCHQS tỉnh"),
    "BCHBDBP": ("BCH BĐBP tỉnh", "BCH Bộ đội Biên phòng tỉnh", "Bộ đội Biên phòng tỉnh"),
    "DPTTH": ("Đài PT-TH Quảng Ngãi", "Đài PTTH tỉnh", "Đài Phát thanh và Truyền hình Quảng Ngãi"),
    "BPTTH": ("Báo và PT-TH Quảng Ngãi", "Báo và Phát thanh - Truyền hình Quảng Ngãi"),
    "BQN": ("Báo QN",),
    "DHPVD": ("Đại học Phạm Văn Đồng", "ĐH Phạm Văn Đồng", "Trường ĐH Phạm Văn Đồng"),
    "BQLGT": ("BQL dự án ĐTXD các công trình Giao thông", "Ban QLDA Giao thông tỉnh"),
    "BQLDDCN": ("BQLDA ĐTXD các công trình Dân dụng và Công nghiệp tỉnh",),
}
_OLD_TONES = (("òa", "oà"), ("óa", "oá"), ("ủy", "uỷ"), ("ủy", "uỷ"), ("úy", "uý"), ("ùy", "uỳ"))


@cache
def known(year: int) -> Known:
    """The units as a master of ``year`` has them: communes under districts do not report."""
    day = date(year, 9, 19)
    return Known(
        {unit.code: unit.name for unit in units_on(day)},
        {unit.code: unit.kind for unit in reporting_units_on(day)},
        year,
    )


def names_of(unit: Unit) -> Iterator[str]:
    """The unit's name, and others by which it is called, in Unicode with all marks."""
    yield unit.name
    yield unit.name.replace(" và ", " & ")
    if unit.kind not in ("district", "commune"):
        yield from _BODIES.get(unit.code, ())
        if not re.search("tỉnh|Quảng Ngãi", unit.name):
            yield f"{unit.name} tỉnh Quảng Ngãi"
            yield f"{unit.name} Quảng Ngãi"
        return
    kind, short = next((k, s) for k, s in _SHORT.items() if unit.name.startswith(k))
    name = unit.name.removeprefix(kind).strip()
    small = f"{kind.lower()} {name}"
    yield small
    yield from (f"{one}{name}" if one[-1] in ". " else f"{one} {name}" for one in short)
    for head in ("UBND", "Uỷ ban nhân dân", "Ủy ban Nhân dân", "HĐND-UBND"):
        yield f"{head} {small}"
        yield f"{head} {short[1]}{name}"
    yield f"UBND {small}, tỉnh Quảng Ngãi"
    if name != "Quảng Ngãi":
        yield f"UBND {small} - Quảng Ngãi"
    yield name


def spellings(name: str) -> Iterator[tuple[str, str]]:
    """What was done to ``name``, and the result."""
    yield "as is", name
    yield "capitals", name.upper()
    yield "small", name.lower()
    yield "NFD", unicodedata.normalize("NFD", name)
    yield "blanks", " " + name.replace(" ", "\u00a0 ") + "\u200b"
    yield "eth", name.replace("Đ", "Ð")
    for new, old in _OLD_TONES:
        if new in name or old in name:
            yield "other tones", name.replace(old, new) if old in name else name.replace(new, old)
    encodings: tuple[Legacy, ...] = ("tcvn3", "vni")
    for encoding in encodings:
        yield encoding, encode(name, encoding)


def unmarked(name: str) -> str:
    """``name`` as typed without a Vietnamese keyboard."""
    plain = unicodedata.normalize("NFD", name.replace("Đ", "D").replace("đ", "d"))
    return "".join(char for char in plain if not unicodedata.combining(char))
