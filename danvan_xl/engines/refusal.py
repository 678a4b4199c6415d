"""What the engine for files does not do is refused by name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any


class NotOnFiles(NotImplementedError):  # noqa: N818 - a sentence, not "Error"
    """A member of xlwings' objects that needs Excel was used on a bare file.

    This is a defect of the calling code, not a user's mistake: commands keep to what works in
    Excel and on files alike.
    """

    def __init__(
        self, member: str, why: str = "needs Excel; it cannot be used on a workbook file alone"
    ) -> None:
        super().__init__(f"{member} {why}")


class OnFile:
    """Base of all objects of the engine: a member that a class does not define is refused.

    Reading and setting are both refused, so nothing is ever a silent no-op. Subclasses declare
    ``__slots__``; xlwings' own base classes are not used, because their methods raise an error
    without a name.
    """

    __slots__ = ()

    if not TYPE_CHECKING:  # so that type checkers still find misspelt members

        def __getattr__(self, name: str) -> Any:
            if name.startswith("_"):  # protocols of Python that ask whether a member exists
                raise AttributeError(name)
            if hasattr(type(self), name):  # the member exists and failed with AttributeError
                return object.__getattribute__(self, name)
            raise NotOnFiles(f"{type(self).__name__}.{name}")

    def __setattr__(self, name: str, value: Any) -> None:
        member = getattr(type(self), name, None)
        if member is None or (isinstance(member, property) and member.fset is None):
            raise NotOnFiles(f"Setting {type(self).__name__}.{name}")
        object.__setattr__(self, name, value)
