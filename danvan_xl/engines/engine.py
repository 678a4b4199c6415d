"""The engine: what xlwings asks for first."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from danvan_xl.engines.app import App
from danvan_xl.engines.reading import clean
from danvan_xl.engines.refusal import OnFile
from danvan_xl.engines.typing_rules import prepared

NAME = "danvan"


class Engine(OnFile):
    """What xlwings asks an engine for."""

    __slots__ = ("app",)

    name = NAME
    type = "desktop"

    def __init__(self) -> None:
        self.app = App(self)

    @property
    def apps(self) -> Apps:
        """The applications: always one."""
        return Apps(self.app)

    @staticmethod
    def prepare_xl_data_element(value: Any, options: dict[str, Any]) -> Any:
        """Return one value of a list or DataFrame as a cell can hold it."""
        return prepared(value)

    @staticmethod
    def clean_value_data(
        data: Sequence[Sequence[Any]],
        datetime_builder: Callable[..., Any],
        empty_as: Any,
        number_builder: Callable[[float], Any] | None,
        err_to_str: bool,
    ) -> list[list[Any]]:
        """Return what was read with xlwings' reading options applied."""
        return clean(data, datetime_builder, empty_as, number_builder, err_to_str)


class Apps(OnFile):
    """The one application, found by the id of this process."""

    __slots__ = ("_app",)

    def __init__(self, app: App) -> None:
        self._app = app

    def keys(self) -> list[int]:
        """Return the process id."""
        return [self._app.pid]

    def __iter__(self) -> Iterator[App]:
        yield self._app

    def __len__(self) -> int:
        return 1

    def __getitem__(self, pid: int) -> App:
        if pid != self._app.pid:
            raise KeyError(pid)
        return self._app


ENGINE = Engine()
