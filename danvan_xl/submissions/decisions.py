"""Which of several forms of a unit counts: pure logic over what was received when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum, auto
from itertools import groupby
from pathlib import Path

from danvan_xl.errors import DanVanError
from danvan_xl.submissions.candidates import Candidate, Held, When
from danvan_xl.submissions.preferences import Preference, named_file


@dataclass(frozen=True)
class Choice:
    """What a person chose, for the log."""

    unit_code: str
    winner: str
    losers: tuple[str, ...]
    """Names of the files that do not count."""


class Reason(Enum):
    """Why a form does not count though it came on the day of the one that does."""

    SIGNED_EARLIER = auto()
    """The master has one of the same day that was signed later."""
    SIGNED_TOGETHER = auto()
    """Forms were signed on the same day, so that none is the newest."""
    WRONG = auto()
    """It has errors, and a right one came on the same day."""


@dataclass(frozen=True)
class Remark:
    """What the user should know about forms that do not count."""

    reason: Reason
    forms: tuple[Candidate, ...]
    held: Held | None = None


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
    remarks: list[Remark] = field(default_factory=list)


def decide(
    candidates: Iterable[Candidate],
    held: Mapping[str, Held],
    prefer: Preference | None = None,
) -> Decision:
    """Sort forms into those that count, those to return and those that a better one replaced.

    ``held``: unit code → the form now in the master. A right form that says what the one before it
    says is a duplicate; what they say counts from the day on which the first of them was received.
    Of several right forms of a unit the one received last counts; different ones of one day are a
    conflict, unless ``prefer`` settles it: the one signed last where there is only one such. One
    of the same days as the form in the master counts, as that was read before it. A file that
    ``prefer`` names counts whenever it was received. What is older than the form that counts, by
    the day received and then by the day signed, is superseded, right or wrong; of wrong ones those
    of the last day go back.

    Raises ``DanVanError`` when ``prefer`` names no right form, several, or one that has no rival.
    """
    decision = Decision()
    units: dict[str, list[Candidate]] = defaultdict(list)
    for candidate in candidates:
        units[candidate.unit_code].append(candidate)
    is_held = any(one.is_wanted for one in held.values())
    wanted = None if is_held else named_file(units, prefer)
    decision.returned += units.pop("", [])
    for unit, forms in units.items():
        _Unit(decision, forms, held.get(unit), wanted).decide(prefer)
    if wanted and wanted not in (one.path for one in decision.duplicate) and not decision.preferred:
        raise DanVanError(
            "Không có phiếu nào khác để chọn giữa nó và phiếu này nên không phải chọn "
            f"«{prefer.file if prefer else ''}»: nhập lại không kèm --prefer."
        )
    return decision


class _Unit:
    """The forms of one unit."""

    def __init__(
        self,
        decision: Decision,
        forms: Sequence[Candidate],
        held: Held | None,
        wanted: Path | None,
    ) -> None:
        """``wanted``: the file that counts because a person named it."""
        self._decision = decision
        self._unit = forms[0].unit_code
        self._right = [one for one in forms if one.is_right]
        self._wrong = [one for one in forms if not one.is_right]
        self._held = held
        self._named = next((one for one in self._right if one.path == wanted), None)

    def decide(self, prefer: Preference | None) -> None:
        """Put every form where it belongs."""
        before = len(self._decision.duplicate)
        held, named = self._held, self._named
        says_the_same = held and named and held.content == named.content
        if held is not None and (held.is_wanted or says_the_same):
            rivals = self._apart(held.content)
            self._prefer(held.file, rivals)
            counts: When | None = held.when
        elif named is not None:
            rivals = self._apart(named.content)
            alike = [one for one in self._right if one.content == named.content]
            first = _received(named, min(one.received for one in alike))
            self._decision.accepted.append(first)
            self._prefer(named.form.file, rivals, held)
            counts = first.when
        else:
            counts = self._count(self._latest(), prefer)
        again = self._decision.duplicate[before:]
        self._give_back([one for one in self._right if one not in again], counts)

    def _apart(self, content: str) -> list[Candidate]:
        """Return the right forms that say anything else; the others are duplicates."""
        alike = [one for one in self._right if one.content == content and one is not self._named]
        self._decision.duplicate += alike
        if self._named is not None and self._held and self._held.content == content:
            self._decision.duplicate.append(self._named)
        return [one for one in self._right if one.content != content]

    def _latest(self) -> list[Candidate | Held]:
        """Return the different right forms that were received last, the master's among them."""
        held, decision = self._held, self._decision
        line: list[Candidate | Held] = [held] if held else []
        for one in self._right:
            if held and one.content == held.content and one.received <= held.received:
                decision.duplicate.append(one)
            else:
                line.append(one)
        latest: list[Candidate | Held] = []
        for _, forms in groupby(sorted(line, key=_day), _day):
            said = {latest[0].content} if len(latest) == 1 else set()
            new: list[Candidate | Held] = []
            for form in forms:
                if form.content not in said:
                    said.add(form.content)
                    new.append(form)
                elif isinstance(form, Candidate):
                    decision.duplicate.append(form)
            if new:
                decision.superseded += _candidates(latest)
                latest = new
        return latest

    def _count(self, latest: Sequence[Candidate | Held], prefer: Preference | None) -> When | None:
        """Decide which of the ``latest`` counts; return when it came, None when none counts."""
        forms, held = _candidates(latest), self._held
        now = held.when if held else None
        if held is not None and held in latest:
            for one in [one for one in forms if one.when < held.when]:
                self._decision.superseded.append(one)
                self._decision.remarks.append(Remark(Reason.SIGNED_EARLIER, (one,), held))
                forms.remove(one)
        if len(forms) > 1 and prefer is not None and prefer.newest:
            last = max(one.when for one in forms)
            signed_last = [one for one in forms if one.when == last]
            if len(signed_last) == 1:
                self._prefer(
                    signed_last[0].form.file, [one for one in forms if one is not signed_last[0]]
                )
                forms = signed_last
            else:
                self._decision.remarks.append(Remark(Reason.SIGNED_TOGETHER, tuple(signed_last)))
        if len(forms) > 1:
            self._decision.conflicts.append(forms)
            return now
        self._decision.accepted += forms
        return forms[0].when if forms else now

    def _prefer(self, winner: str, rivals: Sequence[Candidate], held: Held | None = None) -> None:
        """Keep that a person chose ``winner`` and not ``rivals``, nor what the master holds."""
        self._decision.superseded += rivals
        losers = [*(one.form.file for one in rivals), *([held.file] if held else [])]
        if losers:
            self._decision.preferred.append(Choice(self._unit, winner, tuple(losers)))

    def _give_back(self, right: Sequence[Candidate], counts: When | None) -> None:
        """Decide which wrong forms go back; ``right``: the right ones that are no duplicates."""
        last = max((one.received for one in (*right, *self._wrong)), default=date.min)
        for one in self._wrong:
            if one.received == last and (counts is None or one.when > counts):
                self._decision.returned.append(one)
                continue
            self._decision.superseded.append(one)
            if counts is not None and one.received == counts[0]:
                self._decision.remarks.append(Remark(Reason.WRONG, (one,)))


def _day(form: Candidate | Held) -> date:
    return form.received


def _candidates(forms: Iterable[Candidate | Held]) -> list[Candidate]:
    return [one for one in forms if isinstance(one, Candidate)]


def _received(form: Candidate, day: date) -> Candidate:
    return form if form.received == day else replace(form, received=day)
