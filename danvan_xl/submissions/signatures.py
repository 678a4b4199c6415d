"""Formats that hold no form, told by their first bytes."""

from __future__ import annotations

_SCAN = "ảnh chụp hoặc ảnh quét"

_STARTS = (
    (b"\x89PNG\r\n\x1a\n", f"{_SCAN} (PNG)"),
    (b"\xff\xd8\xff", f"{_SCAN} (JPEG)"),
    (b"GIF87a", f"{_SCAN} (GIF)"),
    (b"GIF89a", f"{_SCAN} (GIF)"),
    (b"II*\0", f"{_SCAN} (TIFF)"),
    (b"MM\0*", f"{_SCAN} (TIFF)"),
    (b"Rar!\x1a\x07", "tệp nén RAR"),
    (b"7z\xbc\xaf\x27\x1c", "tệp nén 7z"),
    (b"\x1f\x8b", "tệp nén GZIP"),
    (b"BZh", "tệp nén BZIP2"),
    (b"\xfd7zXZ\0", "tệp nén XZ"),
    (b"MSCF", "tệp nén CAB"),
    (b"{\\rtf", "văn bản Word (RTF)"),
    (b"\xdb\xa5-\0", "văn bản Word"),
    (b"L\0\0\0\x01\x14\x02\0", "lối tắt Windows (.lnk)"),
    (b"[InternetShortcut]", "lối tắt tới một trang web"),
    (b"\x78\x9f\x3e\x22", "tệp winmail.dat của Outlook"),
    (b"\x7fELF", "chương trình máy tính"),
    (b"SQLite format 3\0", "cơ sở dữ liệu SQLite"),
    (b"\0\x01\0\0Standard ", "cơ sở dữ liệu Access"),
    (b"\xd7\xcd\xc6\x9a", "hình vẽ (WMF)"),
    (b"ID3", "tệp âm thanh"),
    (b"OggS", "tệp âm thanh"),
)
_BRANDS = {
    b"heic": f"{_SCAN} (HEIC)",
    b"heix": f"{_SCAN} (HEIC)",
    b"hevc": f"{_SCAN} (HEIC)",
    b"heim": f"{_SCAN} (HEIC)",
    b"mif1": f"{_SCAN} (HEIC)",
    b"msf1": f"{_SCAN} (HEIC)",
    b"avif": f"{_SCAN} (AVIF)",
}
_PDF_WITHIN = 1024
"""Programs look for the mark of a PDF so far."""


def other_format(data: bytes) -> str | None:
    """Return the Vietnamese name of a known format that is no workbook, else None."""
    for start, name in _STARTS:
        if data.startswith(start):
            return name
    if b"%PDF-" in data[:_PDF_WITHIN]:
        return "tệp PDF"
    if data[4:8] == b"ftyp":
        return _BRANDS.get(data[8:12], "tệp phim")
    if data.startswith(b"RIFF"):
        return f"{_SCAN} (WEBP)" if data[8:12] == b"WEBP" else "tệp phim hoặc âm thanh"
    # Two letters may begin a text, too; a NUL may not stand in one.
    if b"\0" in data[:64]:
        if data.startswith(b"BM"):
            return f"{_SCAN} (BMP)"
        if data.startswith(b"MZ"):
            return "chương trình máy tính"
        if data[40:44] == b" EMF":
            return "hình vẽ (EMF)"
    return None
