"""Formulas that reach out of their workbook when a spreadsheet program opens or calculates it.

No formula is ever calculated or kept here; but the file is kept, and a person may open it.
"""

from __future__ import annotations

import re

from danvan_xl.submissions.safety.dangers import Dangers

_HINTS = (
    b"&#",
    *(b"|", b"webservice", b"hyperlink", b"dde", b"rtd", b"call", b"exec", b"register"),
    *(b":/", b":\\", b"\\\\", b"file:"),
)

_TEXT_OR_NAME = re.compile(r"""("[^"]*")|'[^']*'""")
_PROGRAM = re.compile(r"\|(?:'[^']*'|[^'!\s]+)!")
_CALL = re.compile(
    r"(?<![\w.])(?:_xlfn\.)?(?:WEBSERVICE|DDE|RTD|CALL|REGISTER\.ID|EXEC)\s*\(", re.IGNORECASE
)
_LINK = re.compile(r"(?<![\w.])HYPERLINK\s*\(\s*", re.IGNORECASE)
_HARMLESS_LINK = re.compile(r"""\"#|\"(?:https?://|mailto:)[^"]*\"\s*[,;)]""", re.IGNORECASE)
_OTHER_FILE = re.compile(r"'(?:[a-z]:[\\/]|\\\\|[a-z][a-z0-9+.-]+://|file:)[^']*'", re.IGNORECASE)


def may_reach_out(data: bytes) -> bool:
    """Whether text in XML, as it stands, may hold a formula that :func:`note` notes; quick."""
    lowered = data.lower()
    return any(hint in lowered for hint in _HINTS)


def note(formula: str, dangers: Dangers) -> None:
    """Note what a formula reaches for: another program (T12) or another file (T11).

    ``HYPERLINK`` is harmless to a place in the file, a web page or an address written out in
    it; one put together from cells can carry them away.
    """
    bare = _TEXT_OR_NAME.sub(lambda found: '""' if found[1] else found[0], formula)
    links = (link.end() for link in _LINK.finditer(formula))
    if (
        _PROGRAM.search(bare)
        or _CALL.search(bare)
        or any(not _HARMLESS_LINK.match(formula, end) for end in links)
    ):
        dangers.add("T12", formula)
    if (other := _OTHER_FILE.search(bare)) is not None:
        dangers.add("T11", other[0].strip("'"))
