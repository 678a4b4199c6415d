"""Made-up people: names no real person bears, telephone numbers nobody has."""

from __future__ import annotations

from random import Random

from danvan_xl.demo.material import phrases

_WOMANS_NAME = " Thị"
_LETTERS = "ABCDĐEGHKLMNPQSTVXY"


def person(rng: Random, highland: bool = False, *, woman: bool | None = None) -> str:
    """Return a name such as ``Nguyễn Văn A``; ``highland``: of the Hrê, Cor and Ca Dong.

    ``woman``: whether it is a woman's, None for either.
    """
    names = phrases("highland_names" if highland else "names")
    fitting = [name for name in names if woman in (None, name.endswith(_WOMANS_NAME))]
    return f"{rng.choice(fitting)} {rng.choice(_LETTERS)}"


def office_phone(rng: Random) -> str:
    """Return a landline number of the province that is not given out: ``0255 000 123``."""
    return f"0255 000 {rng.randint(100, 999)}"


def mobile_phone(rng: Random) -> str:
    """Return a mobile number that is not given out: ``0900 000 123``."""
    return f"0900 000 {rng.randint(100, 999)}"
