"""Numbers and names as the sentences about unsafe files quote them."""

from __future__ import annotations

from danvan_xl.submissions.raw import Unreadable

_LONGEST = 80


def counted(number: int) -> str:
    """Return ``2.000`` for 2000."""
    return f"{number:,}".replace(",", ".")


def megabytes(number: int) -> str:
    """Return ``100 MB`` for a hundred million bytes."""
    return f"{number / 1_000_000:g} MB".replace(".", ",")


def shown(text: str) -> str:
    """Return a text from a file on one line, short, without characters that do not show."""
    plain = "".join(letter if letter.isprintable() else "�" for letter in text)
    return plain if len(plain) <= _LONGEST else f"{plain[:_LONGEST]}…"


def too_large(what: str) -> Unreadable:
    """Return the outcome for a file that goes over a limit."""
    return Unreadable("T07", what=what)
