"""Parts of a package, unpacked no further than is allowed."""

from __future__ import annotations

import zipfile

from danvan_xl.submissions.limits import Limits
from danvan_xl.submissions.raw import Unreadable


def part_of(package: zipfile.ZipFile, name: str, limits: Limits) -> bytes | None:
    """Return the bytes of a part, None when there is none. Raises T07 and what zipfile raises."""
    try:
        entry = package.getinfo(name)
    except KeyError:
        return None
    with package.open(entry) as part:
        data = part.read(limits.unpacked_bytes + 1)
    if len(data) > limits.unpacked_bytes:
        raise Unreadable("T07", what=f"phần «{name}» giải nén ra quá lớn")
    return data
