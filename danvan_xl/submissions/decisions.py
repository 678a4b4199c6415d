"""Which of several forms of a unit counts: pure logic over what was received when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from danvan_xl.errors import DanVanError
from danvan_xl.schema.text import normalise
from danvan_xl.submissions.form_data import FormData

_FILE = "file:"


@dataclass(frozen=True)
class Preference:
    """What a person decides about forms of one unit that contradict each other."""

    newest: bool
    """Whether the one signed last counts; otherwise ``file`` does."""
    file: str
    """Name of the file that counts; "" for the newest."""
    reason: str
    """Why, for the log; never blank."""

    @classmethod
    def parse(cls, text: str, reason: str) -> Preference:
        """Return what ``newest`` or ``file:NAME`` stands for.

        Raises ``DanVanError`` for any other text, and when ``reason`` is blank.
        """
        choice, why = normalise(text), normalise(reason)
        newest, file = choice == "newest", ""
        if choice.startswith(_FILE):
            file = choice.removeprefix(_FILE).strip()
        if not newest and not file:
            raise DanVanError(
                f"Không hiểu lựa chọn «{choice}»: ghi --prefer newest (phiếu ký sau cùng) hoặc "
                "--prefer file:TÊN-TỆP."
            )
        if not why:
            raise DanVanError(
                "Chọn phiếu nào phải có lý do để ghi vào Nhật ký: thêm --reason «lý do»."
            )
        return cls(newest, file, why)


@dataclass(frozen=True)
class Candidate:
    """A form that could be read and was checked."""

    path: Path
    form: FormData
    unit_code: str
    """"" when the form does not say which unit it is of."""
    is_right: bool
    """Whether it has no error."""
    received: date
    signed: date | None = None
    """Day on which the unit signed its report; None when the form does not say."""


@dataclass
class Decision:
    """What to do with each form."""

    accepted: list[Candidate] = field(default_factory=list)
    returned: list[Candidate] = field(default_factory=list)
    superseded: list[Candidate] = field(default_factory=list)
    conflicts: list[list[Candidate]] = field(default_factory=list)
    """Forms of one unit of which a person must choose one."""
    preferred: list[tuple[Candidate, list[Candidate]]] = field(default_factory=list)
    """What a person chose, for the log: the form that counts and those that do not. They are among
    ``accepted`` and ``superseded`` too."""


def decide(
    candidates: Iterable[Candidate],
    since: Mapping[str, date],
    prefer: Preference | None = None,
) -> Decision:
    """Sort forms into those that count, those to return and those that a better one replaced.

    ``since``: unit code → day on which the form now in the master was received. Of several right
    forms of a unit the one received last counts; different ones of the same day are a conflict,
    unless ``prefer`` settles it: the one signed last where there is only one such, or the one with
    the name of the file. A form older than what counts is superseded; so is a wrong one when a
    right one was received on the same day or later.

    Raises ``DanVanError`` when ``prefer`` names a file that is in no conflict.
    """
    decision = Decision()
    counts = dict(since)
    right: dict[str, list[Candidate]] = defaultdict(list)
    wrong: list[Candidate] = []
    for candidate in candidates:
        if candidate.is_right:
            right[candidate.unit_code].append(candidate)
        else:
            wrong.append(candidate)
    for unit, forms in right.items():
        newest = max(form.received for form in forms)
        latest = [form for form in forms if form.received == newest]
        if unit in counts and newest < counts[unit]:
            decision.superseded += forms
            continue
        decision.superseded += [form for form in forms if form.received < newest]
        if len(latest) > 1:
            decision.conflicts.append(latest)
        else:
            decision.accepted += latest
            counts[unit] = newest
    if prefer is not None:
        for winner in _settle(decision, prefer):
            counts[winner.unit_code] = winner.received
    for form in wrong:
        done_with = form.unit_code in counts and counts[form.unit_code] >= form.received
        (decision.superseded if done_with else decision.returned).append(form)
    return decision


def _settle(decision: Decision, prefer: Preference) -> list[Candidate]:
    """Take the conflicts that ``prefer`` settles out of ``decision`` and return the winners."""
    if not prefer.newest:
        _check_named(decision.conflicts, prefer.file)
    open_conflicts = []
    for forms in decision.conflicts:
        fitting = _signed_last(forms) if prefer.newest else _named(forms, prefer.file)
        if len(fitting) != 1:
            open_conflicts.append(forms)
            continue
        winner = fitting[0]
        losers = [form for form in forms if form is not winner]
        decision.accepted.append(winner)
        decision.superseded += losers
        decision.preferred.append((winner, losers))
    decision.conflicts = open_conflicts
    return [winner for winner, _ in decision.preferred]


def _signed_last(forms: Sequence[Candidate]) -> list[Candidate]:
    """Return the forms with the latest day of signing: several when that does not tell."""
    last = max(form.signed or date.min for form in forms)
    return [form for form in forms if (form.signed or date.min) == last]


def _named(forms: Sequence[Candidate], file: str) -> list[Candidate]:
    wanted = normalise(file).casefold()
    return [form for form in forms if normalise(form.form.file).casefold() == wanted]


def _check_named(conflicts: Sequence[Sequence[Candidate]], file: str) -> None:
    """Raise ``DanVanError`` unless exactly one form in ``conflicts`` has that name."""
    forms = [form for group in conflicts for form in group]
    found = len(_named(forms, file))
    if found == 1:
        return
    if not forms:
        raise DanVanError(
            f"Không có đơn vị nào có hai phiếu khác nhau cùng lúc nên không phải chọn «{file}»: "
            "nhập lại không kèm --prefer."
        )
    names = ", ".join(f"«{form.form.file}»" for form in forms)
    if found:
        raise DanVanError(
            f"Có {found} tệp cùng tên «{file}» đang phải chọn: đổi tên cho khác nhau rồi nhập lại."
        )
    raise DanVanError(
        f"«{file}» không phải là một trong các phiếu đang phải chọn: {names}. "
        "Ghi đúng tên một phiếu trong số đó sau file: rồi nhập lại."
    )
