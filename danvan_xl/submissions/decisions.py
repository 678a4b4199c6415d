"""Which of several forms of a unit counts: pure logic over what was received when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from danvan_xl.errors import DanVanError
from danvan_xl.schema.text import vn_date
from danvan_xl.submissions.form_data import FormData
from danvan_xl.submissions.preferences import Preference

When = tuple[date, date]
"""Day on which a form was received, then that on which it was signed: what orders forms."""


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
    content: str = ""
    """Hash of what a right form says: equal when another program saved the same again."""

    @property
    def when(self) -> When:
        """Return what orders the forms of a unit; one that is not signed is older."""
        return self.received, self.signed or date.min


@dataclass(frozen=True)
class Held:
    """The form of a unit that is in the master."""

    file: str
    received: date
    signed: date | None = None
    content: str = ""
    is_wanted: bool = False
    """Whether a person named it as the one that counts."""

    @property
    def when(self) -> When:
        """Return what orders the forms of a unit."""
        return self.received, self.signed or date.min


@dataclass(frozen=True)
class Choice:
    """What a person chose, for the log."""

    unit_code: str
    winner: str
    losers: tuple[str, ...]
    """Names of the files that do not count."""


@dataclass
class Decision:
    """What to do with each form."""

    accepted: list[Candidate] = field(default_factory=list)
    returned: list[Candidate] = field(default_factory=list)
    duplicate: list[Candidate] = field(default_factory=list)
    """Right forms that say what another one says, which is in the master or among these."""
    superseded: list[Candidate] = field(default_factory=list)
    conflicts: list[list[Candidate]] = field(default_factory=list)
    """Forms of one unit of which a person must choose one."""
    preferred: list[Choice] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    """What the user should know about forms that do not count."""


def decide(
    candidates: Iterable[Candidate],
    held: Mapping[str, Held],
    prefer: Preference | None = None,
) -> Decision:
    """Sort forms into those that count, those to return and those that a better one replaced.

    ``held``: unit code → the form now in the master. A right form that says what another one of
    its unit says is a duplicate; what they say counts from the day on which the first of them was
    received. Of several right forms of a unit the one received last counts; different ones of one
    day are a conflict, unless ``prefer`` settles it: the one signed last where there is only one
    such. A file that ``prefer`` names counts whenever it was received. What is older than the form
    that counts, by the day received and then by the day signed, is superseded, right or wrong.

    Raises ``DanVanError`` when ``prefer`` names no right form, several, or one that has no rival.
    """
    decision = Decision()
    units: dict[str, list[Candidate]] = defaultdict(list)
    for candidate in candidates:
        units[candidate.unit_code].append(candidate)
    wanted = _named(units, prefer)
    decision.returned += units.pop("", [])
    for unit, forms in units.items():
        _decide(decision, forms, held.get(unit), prefer, wanted)
    if wanted and wanted not in (one.path for one in decision.duplicate) and not decision.preferred:
        raise DanVanError(
            "Không có phiếu nào khác để chọn giữa nó và phiếu này nên không phải chọn "
            f"«{prefer.file if prefer else ''}»: nhập lại không kèm --prefer."
        )
    return decision


def _decide(
    decision: Decision,
    forms: Sequence[Candidate],
    held: Held | None,
    prefer: Preference | None,
    wanted: Path | None,
) -> None:
    """Decide about the forms of one unit."""
    right = _distinct(decision, [one for one in forms if one.is_right], held, wanted)
    named = [one for one in right if one.path == wanted]
    if named:
        rivals = [one for one in right if one.path != wanted]
        decision.accepted += named
        _prefer(decision, named[0].unit_code, named[0].form.file, rivals, held)
        counts: When | None = named[0].when
    elif held is not None and held.is_wanted:
        _prefer(decision, forms[0].unit_code, held.file, right)
        counts = held.when
    else:
        counts = _count(decision, right, held, prefer)
    last = max(one.received for one in forms)
    for one in forms:
        if one.is_right:
            continue
        if one.received == last and (counts is None or one.when > counts):
            decision.returned.append(one)
            continue
        decision.superseded.append(one)
        if counts is not None and one.received == counts[0]:
            decision.remarks.append(
                f"Đơn vị {one.unit_code}: tệp «{one.form.file}» có lỗi nhưng cùng ngày đã có phiếu "
                "đúng, ký cùng lúc hoặc sau đó, nên không dùng và không trả lại."
            )


def _distinct(
    decision: Decision, right: Sequence[Candidate], held: Held | None, wanted: Path | None
) -> list[Candidate]:
    """Return one form of those that say the same, with the day on which the first of them came."""
    alike: dict[str, list[Candidate]] = defaultdict(list)
    for one in right:
        alike[one.content].append(one)
    found = []
    for content, forms in alike.items():
        if held is not None and content == held.content:
            decision.duplicate += forms
            continue
        first = min(forms, key=lambda one: (one.path != wanted, one.received))
        decision.duplicate += [one for one in forms if one is not first]
        day = min(one.received for one in forms)
        found.append(first if first.received == day else replace(first, received=day))
    return found


def _count(
    decision: Decision, right: Sequence[Candidate], held: Held | None, prefer: Preference | None
) -> When | None:
    """Decide which right form of a unit counts; return when it came, None when none counts."""
    now = held.when if held else None
    if not right:
        return now
    last = max(one.received for one in right)
    latest = [one for one in right if one.received == last]
    behind = [one for one in latest if now is not None and one.when < now]
    decision.superseded += [one for one in right if one.received < last] + behind
    if held is not None and last == held.received:
        decision.remarks += [_signed_earlier(one, held) for one in behind]
    latest = [one for one in latest if one not in behind]
    if len(latest) > 1 and prefer is not None and prefer.newest:
        signed_last = [one for one in latest if one.when == max(one.when for one in latest)]
        if len(signed_last) == 1:
            winner = signed_last[0]
            rivals = [one for one in latest if one is not winner]
            decision.accepted.append(winner)
            _prefer(decision, winner.unit_code, winner.form.file, rivals)
            return winner.when
        decision.remarks.append(_signed_together(signed_last))
    if len(latest) > 1:
        decision.conflicts.append(latest)
        return now
    decision.accepted += latest
    return latest[0].when if latest else now


def _prefer(
    decision: Decision,
    unit: str,
    winner: str,
    rivals: Sequence[Candidate],
    held: Held | None = None,
) -> None:
    """Keep that a person chose ``winner`` and not ``rivals``, nor what the master holds."""
    decision.superseded += rivals
    losers = [*(one.form.file for one in rivals), *([held.file] if held else [])]
    if losers:
        decision.preferred.append(Choice(unit, winner, tuple(losers)))


def _signed_earlier(one: Candidate, held: Held) -> str:
    day = f"ký ngày {vn_date(one.signed)}" if one.signed else "không ghi ngày ký"
    return (
        f"Đơn vị {one.unit_code}: phiếu «{one.form.file}» nhận cùng ngày với «{held.file}» đang có "
        f"trong sổ nhưng {day}, cũ hơn, nên không dùng; nếu chính phiếu này mới đúng thì nhập lại "
        "với --prefer file:TÊN-TỆP."
    )


def _signed_together(forms: Sequence[Candidate]) -> str:
    names = ", ".join(f"«{one.form.file}»" for one in forms)
    return (
        f"Đơn vị {forms[0].unit_code}: các phiếu {names} ký cùng ngày nên không biết phiếu nào mới "
        "nhất; hỏi đơn vị, bỏ phiếu không dùng ra khỏi thư mục rồi nhập lại (hoặc chọn bằng "
        "--prefer file:TÊN-TỆP)."
    )


def _named(units: Mapping[str, Sequence[Candidate]], prefer: Preference | None) -> Path | None:
    """Return the file that ``prefer`` names. Raises ``DanVanError`` unless it is one right form."""
    if prefer is None or prefer.newest:
        return None
    everything = [one for forms in units.values() for one in forms]
    found = [one for one in everything if prefer.names(one.form.file)]
    right = [one for one in found if one.is_right]
    if len(right) == 1:
        return right[0].path
    if right:
        raise DanVanError(
            f"Có {len(right)} tệp cùng tên «{prefer.file}»: đổi tên cho khác nhau rồi nhập lại."
        )
    why = "còn lỗi nên không chọn được" if found else "không phải là phiếu mới trong thư mục này"
    rivals = [
        f"«{one.form.file}»"
        for forms in units.values()
        if sum(one.is_right for one in forms) > 1
        for one in forms
        if one.is_right
    ]
    choices = f" Các phiếu đang phải chọn: {', '.join(rivals)}." if rivals else ""
    raise DanVanError(
        f"«{prefer.file}» {why}.{choices} Ghi đúng tên một phiếu đúng sau file: rồi nhập lại."
    )
