"""The Vietnamese letters of two encodings from before Unicode, as data.

Their bytes come out of files as the Latin-1 letters and signs with the same numbers, and that is
how they stand here.
"""

from __future__ import annotations

_LETTERS = """
a à ả ã á ạ
ă ằ ẳ ẵ ắ ặ
â ầ ẩ ẫ ấ ậ
e è ẻ ẽ é ẹ
ê ề ể ễ ế ệ
i ì ỉ ĩ í ị
o ò ỏ õ ó ọ
ô ồ ổ ỗ ố ộ
ơ ờ ở ỡ ớ ợ
u ù ủ ũ ú ụ
ư ừ ử ữ ứ ự
y ỳ ỷ ỹ ý ỵ
đ
"""
"""A vowel a line: bare, then with each of the five tones. The other tables keep this order."""

_TCVN3 = """
61 b5 b6 b7 b8 b9
a8 bb bc bd be c6
a9 c7 c8 c9 ca cb
65 cc ce cf d0 d1
aa d2 d3 d4 d5 d6
69 d7 d8 dc dd de
6f df e1 e2 e3 e4
ab e5 e6 e7 e8 e9
ac ea eb ec ed ee
75 ef f1 f2 f3 f4
ad f5 f6 f7 f8 f9
79 fa fb fc fd fe
ae
"""

_TCVN3_CAPITALS = """
41 80 81 82 83 84
a1 af ba bf c0 85
a2 c1 c2 c3 c4 86
45 87 88 89 8a 8b
a3 c5 cd d9 da 8c
49 8d 8e 8f 90 91
4f 92 93 94 95 96
a4 db e0 f0 ff 97
a5 98 99 9a 9b 9c
55 9d 9e 9f 01 02
a6 04 05 06 11 12
59 13 14 15 16 17
a7
"""
"""As TCVN 5712:1993 (VN1) has them. The .VnTime fonts have only the first column of these: they
show a capital with a tone as the small letter in a font whose name ends in H."""

_VNI = """
a aø aû aõ aù aï
aê aè aú aü aé aë
aâ aà aå aã aá aä
e eø eû eõ eù eï
eâ eà eå eã eá eä
i ì æ ó í ò
o oø oû oõ où oï
oâ oà oå oã oá oä
ô ôø ôû ôõ ôù ôï
u uø uû uõ uù uï
ö öø öû öõ öù öï
y yø yû yõ yù î
ñ
"""
"""VNI-Windows; a capital letter has a capital mark."""


def _bytes(table: str) -> list[str]:
    return [chr(int(code, 16)) for code in table.split()]


def _pairs(letters: str, codes: list[str]) -> dict[str, str]:
    """Return code → letter, without the letters that are ASCII in both."""
    both = zip(codes, letters.split(), strict=True)
    return {code: letter for code, letter in both if not letter.isascii()}


TCVN3 = _pairs(_LETTERS, _bytes(_TCVN3)) | _pairs(_LETTERS.upper(), _bytes(_TCVN3_CAPITALS))
"""TCVN3 (the "ABC" fonts, .VnTime) → letter, 134 of them, one character each."""

VNI = _pairs(_LETTERS, _VNI.split()) | _pairs(_LETTERS.upper(), _VNI.upper().split())
"""VNI-Windows → letter, 134 of them, one or two characters each."""
