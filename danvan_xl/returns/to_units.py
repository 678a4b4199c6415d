"""What all e-mails about returned forms have in common: whom they greet and how they end."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from email.message import EmailMessage
from pathlib import Path

from danvan_xl.mail.drafts import good_addresses, office_draft
from danvan_xl.mail.message import Attachment
from danvan_xl.reminders.address import addressed
from danvan_xl.schema.settings import Value
from danvan_xl.schema.text import ascii_name, normalise, vn_date
from danvan_xl.submissions.arrivals import own_name

_TURNS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Characters that turn the direction of reading: names of files may lie with them."""


@dataclass(frozen=True)
class Addressee:
    """A unit to which an e-mail goes."""

    unit_name: str
    unit_kind: str
    """As users read it."""
    contact: str
    """Name of whoever reports for the unit; "" when it is not known."""
    email: str
    """What the unit's cell says, perhaps several addresses."""


def draft_to(
    to: Addressee,
    subject: str,
    body: str,
    attached: Path | None,
    settings: Mapping[str, Value],
) -> EmailMessage:
    """Return an e-mail to a unit, with a file ``attached`` where there is one.

    Raises ``DanVanError`` when the unit has no right address, ``mail.from`` is wrong, or the file
    cannot be read.
    """
    name = f"{ascii_name(attached.stem) or 'phieu_can-sua'}{attached.suffix}" if attached else ""
    return office_draft(
        settings,
        to=good_addresses(to.email),
        subject=subject,
        body=body,
        attachments=[Attachment(attached, name)] if attached else [],
    )


def subject_of(what: str, settings: Mapping[str, Value]) -> str:
    """Return the subject of an e-mail that asks a unit to do ``what`` with its form."""
    return (
        f"[{settings['office.symbol']}] Đề nghị {what} phiếu báo cáo kết quả phong trào thi đua "
        f'"Dân vận khéo" năm {settings["period.year"]}'
    )


def opening(unit: Addressee, office: str) -> list[str]:
    """Return the first lines."""
    lines = [f"Kính gửi: {addressed(unit.unit_name, unit.unit_kind, office)}"]
    return [*lines, f"Người liên hệ: {unit.contact}"] if unit.contact else lines


def closing(office: str) -> list[str]:
    """Return the last lines."""
    return ["", "Trân trọng.", "", office, ""]


def by_day(until: date | None) -> str:
    """Return the words for until when to answer; None: as soon as possible."""
    return f"chậm nhất ngày {vn_date(until)}" if until else "trong thời gian sớm nhất"


def one_line(text: str) -> str:
    """Return ``text``, which may quote a file, on one line and read from left to right."""
    return " ".join(normalise(_TURNS.sub("", text)).split())


def file_of_unit(name: str) -> str:
    """Return the name of a file as its unit knows it, without the letter that the office saved."""
    return one_line(own_name(name))
