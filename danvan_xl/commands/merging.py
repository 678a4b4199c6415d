"""Puts accepted forms into the tables of the master, one block a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any

import pandas as pd

from danvan_xl.commands.changes import changes, fact_changes
from danvan_xl.commands.common import (
    bring_up_to_date,
    obligations_in,
    tidy,
    year_of,
    yearly,
)
from danvan_xl.register import Register
from danvan_xl.schema.columns import Table
from danvan_xl.schema.tables import (
    COMMENDATIONS,
    INDICATORS,
    INITIATIVES,
    RESULTS,
    SUBMISSIONS,
    UNITS,
)
from danvan_xl.schema.text import spelling_key
from danvan_xl.submissions.candidates import Candidate
from danvan_xl.submissions.decisions import Decision
from danvan_xl.submissions.known import Outcome, ReadBefore, parse_known, text_of_known
from danvan_xl.validation.codes import CODE
from danvan_xl.validation.form import CheckedForm

_REPLACED = Outcome.REPLACED

_FACTS = tuple(
    SUBMISSIONS[key] for key in ("document_number", "document_date", "reporter", "phone")
)
"""What a form says of itself."""


@dataclass(frozen=True)
class Accepted:
    """A right form, with its typed values."""

    candidate: Candidate
    checked: CheckedForm


class Merger:
    """Writes what forms say into the master of one year."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._year = year_of(register.settings())
        units = register.read(UNITS)
        self._units = units
        self._names: dict[str, str] = dict(zip(units["code"], units["name"], strict=True))
        there = yearly(register.read(SUBMISSIONS), self._year)
        there = there[there["sha256"] != ""]
        self._reported = set(there["unit_code"])
        """Units that have a form in the master."""
        self.changes: dict[str, list[str]] = {}
        """Unit code → what newer forms changed in rows that were there, as users read it."""

    def merge(
        self,
        accepted: Sequence[Accepted],
        decision: Decision,
        entered: date,
    ) -> bool:
        """Write everything; return whether anything changed. ``entered``: the day of entry."""
        changed = False
        if accepted:
            units = {form.checked.unit_code for form in accepted}
            changed |= self._results(accepted, units)
            initiatives = self._coded(accepted)
            changed |= self._initiatives(initiatives, units)
            changed |= self._commendations(initiatives, units)
        return self._submissions(accepted, decision, entered) or changed

    def _results(self, accepted: Sequence[Accepted], units: set[str]) -> bool:
        indicators = self._register.read(INDICATORS).set_index("code")
        frames = []
        for form in accepted:
            frame = form.checked.results[["indicator", "value", "note"]].copy()
            self._dress(frame, form, "results", "value")
            frames.append(frame)
        new = pd.concat(frames, ignore_index=True)
        new["year"] = float(self._year)
        new["text"] = new["indicator"].map(indicators["text"])
        new["unit"] = new["indicator"].map(indicators["unit"])
        old = self._register.read(RESULTS)
        within = (old["year"] == self._year) & old["unit_code"].isin(units)
        self._note_changes(RESULTS, old[within], new, "indicator")
        return self._register.merge(RESULTS, new, within)

    def _coded(self, accepted: Sequence[Accepted]) -> pd.DataFrame:
        """Return the initiatives of all forms, each with its code."""
        known = self._register.read(INITIATIVES)
        frames = []
        for form in accepted:
            frame = form.checked.initiatives.copy()
            unit = form.checked.unit_code
            own = known[known["unit_code"] == unit]
            frame["code"] = give_codes(frame, own, unit, self._year)
            self._dress(frame, form, "initiatives", "name")
            frames.append(frame)
        return pd.concat(frames, ignore_index=True)

    def _initiatives(self, new: pd.DataFrame, units: set[str]) -> bool:
        old = self._register.read(INITIATIVES)
        within = old["unit_code"].isin(units)
        self._note_changes(INITIATIVES, old[within], new, "name")
        return self._register.merge(INITIATIVES, new, within)

    def _note_changes(self, table: Table, old: pd.DataFrame, new: pd.DataFrame, label: str) -> None:
        """Keep what newer forms change in rows that were there."""
        before, after = (dict([*frame.groupby("unit_code")]) for frame in (old, new))
        for unit in {**before, **after}:
            rows = before.get(unit, old.iloc[:0]), after.get(unit, new.iloc[:0])
            texts = list(changes(table, *rows, label, is_newer=unit in self._reported))
            if texts:
                self.changes.setdefault(str(unit), []).extend(texts)

    def _commendations(self, initiatives: pd.DataFrame, units: set[str]) -> bool:
        """Bring the proposals in line with the forms; what staff wrote beside them stays."""
        proposed = initiatives[initiatives["commendation"] != ""]
        columns = {"code": "initiative_code", "results": "achievement"}
        new = proposed.rename(columns=columns)[
            [
                "unit_code",
                "unit_name",
                "initiative_code",
                "name",
                "kind",
                "commendation",
                "achievement",
            ]
        ]
        old = self._register.read(COMMENDATIONS)
        within = old["unit_code"].isin(units)
        return self._register.merge(COMMENDATIONS, new, within, {"state": "Đề nghị"})

    def _submissions(
        self,
        accepted: Sequence[Accepted],
        decision: Decision,
        entered: date,
    ) -> bool:
        old = self._register.read(SUBMISSIONS)
        obligations = obligations_in(self._register)
        kept, added = bring_up_to_date(old, self._units, obligations, self._year)
        everything = tidy(pd.concat([kept, added], ignore_index=True))
        of_year = yearly(everything, self._year)["unit_code"]
        rows = dict(zip(of_year, of_year.index, strict=True))
        known = {row: parse_known(everything["known"][row]) for row in rows.values()}
        for form in accepted:
            row, facts = rows[form.checked.unit_code], form.checked.facts
            before: dict[str, Any] = {c: everything[c][row] for c in everything.columns}
            received = form.candidate.received
            if before["sha256"]:
                first = before["received"] or received
                known[row].append(ReadBefore(before["sha256"], first, _REPLACED, before["content"]))
            values: Mapping[str, Any] = {
                "received": received,
                "document_number": facts["document_number"],
                "document_date": facts["document_date"],
                "reporter": facts["reporter_name"],
                "phone": facts["reporter_phone"],
                "version": facts["form_version"],
                "file": form.candidate.form.file,
                "sha256": form.candidate.form.sha256,
                "content": form.candidate.content,
                "entered": entered,
            }
            for key, value in values.items():
                everything.at[row, key] = value
            if before["sha256"] and (told := list(fact_changes(_FACTS, before, values))):
                self.changes.setdefault(form.checked.unit_code, []).extend(told)
            if before["returned"] is not None and before["returned"] > received:
                everything.at[row, "returned"] = None  # what came in earlier counts after all
        for candidate in decision.superseded:
            known[rows[candidate.unit_code]].append(_known(candidate, _REPLACED))
        for candidate in chain.from_iterable(decision.conflicts):
            row = rows[candidate.unit_code]
            known[row].append(_known(candidate, Outcome.WAITING))
            if everything["received"][row] is None:
                everything.at[row, "received"] = candidate.received
        for candidate in decision.returned:
            if candidate.unit_code:
                row = rows[candidate.unit_code]
                known[row].append(_known(candidate, Outcome.RETURNED))
                if not everything["sha256"][row]:  # else a right form counts meanwhile
                    everything.at[row, "returned"] = candidate.received
        for row, forms in known.items():
            counts = everything["sha256"][row]
            everything.at[row, "known"] = text_of_known(
                one for one in forms if one.sha256 != counts
            )
        return self._register.replace(
            SUBMISSIONS,
            everything.iloc[: len(kept)].set_axis(kept.index, axis=0),
            everything.iloc[len(kept) :],
        )

    def _dress(self, frame: pd.DataFrame, form: Accepted, table: str, column: str) -> None:
        """Add the unit and the place in the form that each row comes from."""
        data = form.candidate.form
        places = (data.place(table, row, column) for row in frame.index.tolist())
        frame["source"] = [f"{data.file} › {sheet}!{cell}" for sheet, cell, _ in places]
        frame["unit_code"] = form.checked.unit_code
        frame["unit_name"] = self._names[form.checked.unit_code]


def _known(candidate: Candidate, outcome: Outcome) -> ReadBefore:
    return ReadBefore(candidate.form.sha256, candidate.received, outcome, candidate.content)


def give_codes(initiatives: pd.DataFrame, known: pd.DataFrame, unit: str, year: int) -> list[str]:
    """Return the code of each row: its own, that of the same name in the register, or a new one.

    ``known`` are the unit's rows in the register. New codes are ``<unit>-<year>-<number>``; a
    number that was given once is not given again while its row is in the register.
    """
    taken = set(initiatives["code"]) | {""}
    by_name: dict[str, str] = {}
    for name, code in zip(known["name"], known["code"], strict=True):
        if code not in taken:  # by a row of the form, or by one above, of another name
            taken.add(code)
            by_name.setdefault(spelling_key(name), code)
    numbers = [
        int(found["number"])
        for code in [*known["code"], *initiatives["code"]]
        if (found := CODE.fullmatch(code)) and found["unit"] == unit and int(found["year"]) == year
    ]
    last = max(numbers, default=0)
    codes = []
    for name, code in zip(initiatives["name"], initiatives["code"], strict=True):
        if not code:
            code = by_name.pop(spelling_key(name), "")
        if not code:
            last += 1
            code = f"{unit}-{year}-{last:02d}"
        codes.append(code)
    return codes
