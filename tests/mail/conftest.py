"""Fixtures of the tests about mail."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path

import pytest
import trustme

from danvan_xl.mail.message import compose


@pytest.fixture(scope="session")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def trusted(authority: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> trustme.CA:
    """An authority whose certificates this process trusts, as it trusts the system's."""
    bundle = tmp_path / "authority.pem"
    authority.cert_pem.write_to_path(str(bundle))
    monkeypatch.setenv("SSL_CERT_FILE", str(bundle))
    return authority


@pytest.fixture
def message(tmp_path: Path) -> EmailMessage:
    report = tmp_path / "Bao-cao_2022.docx"
    report.write_bytes(b"PK\x03\x04 report")
    return compose(
        sender="Sở Nội vụ <snv@example.vn>",
        to=["Văn phòng UBND tỉnh <vp@example.vn>", "nc@example.vn"],
        cc=["luu@example.vn"],
        subject='[SNV] Báo cáo kết quả phong trào thi đua "Dân vận khéo" năm 2022',
        body="Kính gửi: Ủy ban nhân dân tỉnh\n.\n..hai chấm đầu dòng\n",
        attachments=[report],
    )
