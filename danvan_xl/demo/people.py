"""Made-up people: names no real person bears, telephone numbers nobody has."""

from __future__ import annotations

from random import Random

from danvan_xl.demo.material import phrases

_LETTERS = "ABCDĐEGHKLMNPQSTVXY"


def person(rng: Random, highland: bool = False) -> str:
    """Return a name such as ``Nguyễn Văn A``; ``highland``: of the Hrê, Cor and Ca Dong."""
    first = rng.choice(phrases("highland_names" if highland else "names"))
    return f"{first} {rng.choice(_LETTERS)}"


def office_phone(rng: Random) -> str:
    """Return a landline number of the province that is not given out: ``0255 000 123``."""
    return f"0255 000 {rng.randint(100, 999)}"


def mobile_phone(rng: Random) -> str:
    """Return a mobile number that is not given out: ``0900 000 123``."""
    return f"0900 000 {rng.randint(100, 999)}"
