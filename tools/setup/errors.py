"""What stops the making of a setup."""

from __future__ import annotations


class SetupError(Exception):
    """The setup cannot be made; says what is missing or wrong, and what to do."""
