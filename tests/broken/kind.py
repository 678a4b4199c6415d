"""One kind of broken or messy file: how it is made, and what import must say of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from danvan_xl.demo.answers import Answer

Says = Callable[[Answer], Answer]


def the_same(answer: Answer) -> Answer:
    return answer


def as_it_is(form: bytes) -> bytes:
    return form


def put(path: Path, data: bytes) -> None:
    path.write_bytes(data)


@dataclass(frozen=True)
class Kind:
    """A kind of file and its verdict."""

    make: Callable[[bytes], bytes]
    """From the filled form of a unit."""
    outcome: str
    """``accepted``, ``returned``, ``unreadable``, ``duplicate`` or ``superseded``."""
    codes: str = ""
    """Codes of all findings, sorted, each once."""
    name: str = "phieu-{number}.xlsx"
    """Name of the file; ``unit`` and the ``number`` of the kind are filled in."""
    says: Says = the_same
    """From what the untouched form says to what must be in the master."""
    lies: Callable[[Path, bytes], None] = put
    """How the file comes to lie in the folder."""
    beside: Mapping[str, str] = field(default_factory=dict)
    """Name of another file of the unit, the untouched form → its outcome."""
    days: Mapping[str, int] = field(default_factory=dict)
    """Name of a file → day of September on which it was received."""
    inside: str = ""
    """Name of the attached file when the kind is a letter."""


def accepted(make: Callable[[bytes], bytes], codes: str = "", **more: object) -> Kind:
    return Kind(make, "accepted", codes, **more)  # type: ignore[arg-type]


def returned(make: Callable[[bytes], bytes], codes: str, **more: object) -> Kind:
    return Kind(make, "returned", codes, **more)  # type: ignore[arg-type]


def unreadable(make: Callable[[bytes], bytes], codes: str, **more: object) -> Kind:
    return Kind(make, "unreadable", codes, **more)  # type: ignore[arg-type]


def facts(**changes: object) -> Says:
    """Other facts than those of the untouched form."""
    return lambda answer: replace(answer, facts={**answer.facts, **changes})  # type: ignore[dict-item]


def initiative(number: int = 0, **changes: object) -> Says:
    """Other cells of one initiative."""

    def say(answer: Answer) -> Answer:
        frame = answer.initiatives.astype(object)
        for key, value in changes.items():
            frame.iat[number, frame.columns.get_loc(key)] = value
        return replace(answer, initiatives=frame)

    return say
