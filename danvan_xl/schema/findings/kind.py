"""What one kind of finding is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class FindingType:
    """One kind of finding."""

    code: str
    severity: str
    """``error``, ``warning`` or ``info``."""
    place: str
    """What it is about: ``file``, ``form``, ``cell``, ``row`` or ``rule``."""
    title: str
    message: str
    remedy: str
    example: str
    """A case in which it is found, in one sentence."""
    to_unit: str = ""
    """What a unit is told to do, where that is not the cure that the office reads; "" where it is.
    """
    is_ours: bool = False
    """Whether it lies with the office's own files: no unit is told of it."""
