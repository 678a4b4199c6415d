"""A click on a ribbon button, from the calling workbook to the message at the end.

Whatever happens, Excel is left as it was found: screen updating, calculation and the status bar
are switched back, a command that fails half-way has its writes taken back, and no error leaves
this module. xlwings would show a traceback for it, in letters that Vietnamese does not survive.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec

import xlwings as xw

from danvan_xl.errors import DanVanError
from danvan_xl.installation.environment import mend_environment
from danvan_xl.userdata import data_folder, key_of, log, log_file

if TYPE_CHECKING:
    from danvan_xl.snapshots import Recorder

TITLE = "Dân vận khéo"
_PROGRESS_STEPS = 20
"""The status bar changes at most so often during a command, however many files there are."""

_NO_CALLER = (
    "Không biết nút được bấm ở sổ nào. Tên tệp có dấu «=» thì đổi tên tệp; nếu không, đóng và mở "
    "lại Excel rồi bấm lại."
)

P = ParamSpec("P")
Button = Callable[P, None]

BUTTONS: dict[str, Callable[..., None]] = {}
"""Name of a function → the function, for every button of the ribbon."""


class Click:
    """One click: the workbook it was made on, and ways to speak with the user."""

    def __init__(self, book: xw.Book, label: str) -> None:
        self.book = book
        self.label = label
        self._shown = -1
        self.unchanged = True
        """Whether the workbook's data are as they were before the click."""

    @property
    def app(self) -> Any:
        """Excel."""
        return self.book.app

    def say(self, text: str) -> None:
        """Show what happened and what comes next.

        On macOS a message that nobody closes in time is an error, though all is done.
        """
        try:
            self.app.alert(text, TITLE, mode="info")
        except Exception:  # what Excel raises has no common type; the work itself is done
            log().exception("%s: message", self.label)

    def warn(self, text: str) -> None:
        """Show what could not be done."""
        self.app.alert(text, TITLE, mode="critical")

    def ask(self, question: str) -> bool:
        """Return whether the user says yes, and in time."""
        try:
            return bool(self.app.alert(question, TITLE, buttons="yes_no") == "yes")
        except Exception:  # likewise; nothing is done without a yes
            log().exception("%s: question", self.label)
            return False

    def progress(self, done: int, total: int, text: str) -> None:
        """Show in the status bar how far the command is."""
        step = done * _PROGRESS_STEPS // max(total, 1)
        if step != self._shown:
            self._shown = step
            self.app.status_bar = f"{self.label}: {done}/{total} {text}".rstrip()

    @contextmanager
    def working(self, *, undoable: bool = True, saves: bool = False) -> Iterator[None]:
        """Run a command in the block: Excel quiet, a snapshot for undo, all or nothing.

        ``saves``: whether it saves the workbook; Excel then goes on calculating, because it keeps
        that setting in the file.
        """
        with _quiet(self.app, f"{self.label}…", calculating=saves):
            self.unchanged = False
            if undoable:
                with self._recording() as recorder:
                    try:
                        yield
                    except BaseException:  # a panic of a reader in Rust, too, must be taken back
                        self._take_back(recorder)
                        self.unchanged = True
                        raise
            else:
                yield

    @contextmanager
    def _recording(self) -> Iterator[Recorder]:
        from danvan_xl.commands.undo import full_name
        from danvan_xl.snapshots import recording

        with recording(full_name(self.book), self.label) as recorder:
            yield recorder

    def _take_back(self, recorder: Recorder) -> None:
        from danvan_xl.register import Register

        try:
            snapshot = recorder.finish()
            if snapshot:
                register = Register(self.book)
                snapshot.restore(register)
                with suppress(Exception):
                    register.log(self.label, "Toàn sổ", "Hỏng giữa chừng; đã trả lại như trước.")
        except Exception as problem:
            raise DanVanError(
                f"«{self.label}» hỏng giữa chừng và chưa trả sổ lại được như trước. Bấm Hoàn tác; "
                "nếu vẫn không được thì đóng sổ, không lưu, rồi mở lại."
            ) from problem


def button(label: str) -> Callable[[Callable[Concatenate[Click, P], None]], Button[P]]:
    """Make a function with a ``Click`` one that a button runs; it takes the other arguments.

    ``label``: what the button is called, as users read it.
    """

    def decorate(action: Callable[Concatenate[Click, P], None]) -> Button[P]:
        @wraps(action)
        def run(*args: P.args, **kwargs: P.kwargs) -> None:
            try:
                mend_environment()
                click = Click(xw.Book.caller(), label)
            except Exception:  # no Excel, or none that answers: only the log is left
                log().exception("%s: no workbook calls", label)
                with suppress(Exception):
                    excel: Any = xw.apps.active
                    excel.alert(_NO_CALLER, TITLE, mode="critical")
                return
            try:
                with _alone(click):
                    action(click, *args, **kwargs)
            except BaseException as problem:  # a panic of a reader in Rust is no Exception
                _tell(click, problem)

        BUTTONS[action.__name__] = run
        return run

    return decorate


def path_of(text: str) -> Path:
    """Return the path that VBA gave as UTF-16 units, of which a letter may take two."""
    return Path(text.encode("utf-16", "surrogatepass").decode("utf-16"))


@contextmanager
def _alone(click: Click) -> Iterator[None]:
    """Let one command at a time work on a workbook, also across programs."""
    from filelock import FileLock, Timeout

    folder = data_folder() / "locks"
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(folder / f"{key_of(click.book.name)}.lock", timeout=0):
            yield
    except Timeout:
        raise DanVanError(
            f"Sổ «{click.book.name}» đang chạy một lệnh khác. Chờ lệnh đó xong rồi bấm lại."
        ) from None


@contextmanager
def _quiet(app: Any, status: str, *, calculating: bool) -> Iterator[None]:
    """Keep Excel from redrawing and, unless ``calculating``, from recalculating in the block."""
    switched = [("screen_updating", False), ("calculation", "manual")]
    with ExitStack() as back:
        for name, value in switched[:1] if calculating else switched:
            back.callback(setattr, app, name, getattr(app, name))
            setattr(app, name, value)
        back.callback(setattr, app, "status_bar", False)
        app.status_bar = status
        yield


def _tell(click: Click, problem: BaseException) -> None:
    """Show a problem to the user and put its details into the log."""
    from danvan_xl.problems import sentence

    text = sentence(problem)
    log().error("%s: %s", click.label, text or "", exc_info=None if text else problem)
    if text is None:
        kept = "; số liệu của sổ vẫn như trước khi bấm" if click.unchanged else ""
        text = (
            f"Nút «{click.label}» gặp lỗi ngoài dự tính{kept}. "
            f"Gửi tệp này cho người hỗ trợ: {log_file()}"
        )
    try:
        click.warn(text)
    except Exception:  # an error that left here would pop up with its letters broken
        log().exception("%s: the message could not be shown", click.label)
