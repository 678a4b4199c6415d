"""What ``send`` tells."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

State = Literal["not_sent", "draft", "sent", "unknown"]


@dataclass(frozen=True)
class SendResult:
    """What was sent, or would be."""

    state: State
    """``not_sent``: it waits for a person's yes; ``draft``: an .eml file was written; ``unknown``:
    the connection broke before the server said whether it takes the message."""
    files: tuple[Path, ...]
    """The attachments; of a draft only the draft."""
    to: tuple[str, ...]
    """Addresses of the recipients."""
    subject: str
    message_id: str
    refused: tuple[str, ...] = ()
    """Recipients to whom the server does not deliver."""
    messages: tuple[str, ...] = ()
    """What the user should know."""

    @property
    def needs_confirmation(self) -> bool:
        """Whether nothing was sent because nobody has said yes."""
        return self.state == "not_sent"

    @property
    def has_findings(self) -> bool:
        """Whether a person must do something: say yes, ask the addressee, read what is told."""
        return self.state in ("not_sent", "unknown") or bool(self.refused or self.messages)

    @property
    def summary(self) -> str:
        """Return what was done as users read it."""
        names, to = ", ".join(path.name for path in self.files), ", ".join(self.to)
        match self.state:
            case "not_sent":
                return f"Chưa gửi. Sẽ gửi {names} đến {to}, tiêu đề «{self.subject}»"
            case "draft":
                return f"Đã lập thư nháp {names} gửi {to}: mở tệp đó để xem và gửi"
            case "sent":
                return f"Đã gửi {names} đến {to}"
            case "unknown":
                return (
                    f"Mất kết nối nên không rõ thư gửi {to} đã đi hay chưa: hỏi nơi nhận trước "
                    "khi gửi lại"
                )

    def to_json(self) -> dict[str, Any]:
        """Return the result as the JSON contract has it."""
        return {
            "files": [str(path) for path in self.files],
            "messages": list(self.messages),
            "state": self.state,
            "to": list(self.to),
            "subject": self.subject,
            "message_id": self.message_id,
            "refused": list(self.refused),
            "needs_confirmation": self.needs_confirmation,
        }
