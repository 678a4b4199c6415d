"""Names of what goes back: they tell whose form it is, and of which very file it was made."""

from __future__ import annotations

import re
from pathlib import Path

from danvan_xl.schema.text import ascii_name
from danvan_xl.submissions.arrivals import own_name
from danvan_xl.submissions.attachment_names import safe_name

TO_CORRECT = "_can-sua"
"""Ends the name of a marked copy, so that it is told apart from the form that came back."""

TO_SEND_AGAIN = "_gui-lai"
"""Ends the name of a letter about a file that could not be read."""

_UNKNOWN_UNIT = "khong-ro"
_LONGEST = 60
"""Characters that are kept of the name of a file."""
_DIGITS = 8
"""Of the digest; they tell files of one unit apart that have the same name."""
_EARLIER = re.compile(
    rf"(?:^{_UNKNOWN_UNIT}_(?=.*{TO_CORRECT}))|(?:_[0-9a-f]{{{_DIGITS}}})?{TO_CORRECT}",
    re.IGNORECASE,
)
"""What was put into the name of a copy that now comes back."""


def returned_name(unit_code: str, file: str, digest: str, ending: str) -> str:
    """Return ``<unit>_<file>_<digest><ending>``, the name of what goes back, without its suffix.

    ``unit_code``: "" when it is not known; ``file``: as users know it, with the letter it came in;
    ``digest``: hexadecimal, of what the file holds. The same file always gives the same name, two
    files never do. A copy that comes back gets a new digest for its old one, so names do not grow.
    """
    unit = ascii_name(unit_code) or _UNKNOWN_UNIT
    stem = Path(safe_name(own_name(file), 1)).stem
    stem = _EARLIER.sub("", stem)[:_LONGEST].strip(" ._")
    has_unit = re.match(rf"{re.escape(unit)}(?![^\W_])", stem, re.IGNORECASE)
    words = (stem,) if has_unit else (unit, stem)
    return "_".join([*filter(None, words), digest[:_DIGITS]]) + ending
