"""The page of licences: what is in the setup, under which licence, and all their texts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageMetadata
from pathlib import Path

from packaging.utils import canonicalize_name

from tools.setup.errors import SetupError
from tools.setup.interpreter import PYTHON
from tools.setup.pages import LICENCE_PAGE, write_page

TITLE = "Giấy phép của phần mềm trong bộ cài"
COLLECTED = Path(__file__).with_name("licences")
"""Texts, each named after its distribution, that wheels should hold and do not."""

_OWN = "danvan-xl"
_TEXTS = re.compile(r"(LICEN[CS]E|COPYING|NOTICE|AUTHORS)[^/]*$", re.IGNORECASE)
_TEXT_SUFFIXES = ("", ".txt", ".md", ".rst")
_HOME_LABELS = ("homepage", "home", "repository", "source")
"""What projects call the address to show, the best first."""


@dataclass(frozen=True)
class Text:
    """One file of licence text."""

    name: str
    content: str


@dataclass(frozen=True)
class Part:
    """One software in the setup."""

    name: str
    version: str
    licence: str
    home: str
    texts: list[Text]

    @property
    def key(self) -> str:
        """The name as normalized by PEP 503: order of the table, anchor on the page."""
        return canonicalize_name(self.name)


def write_licences(site: Path, python_licence: Path, out: Path) -> None:
    """Write the page of the distributions in ``site``, Python and NSIS into the folder ``out``.

    ``python_licence`` is the ``LICENSE.txt`` of the embeddable package. Raises ``SetupError`` for
    a distribution of which there is no licence text, neither in its wheel nor collected here.
    """
    parts = {part.key: part for part in map(_part, sorted(site.glob("*.dist-info")))}
    first = [parts.pop(_OWN), _python(python_licence), _nsis()]
    by_name = sorted([*first, *parts.values()], key=lambda part: part.key)
    in_order = [*first, *(part for part in by_name if part not in first)]
    write_page(out / LICENCE_PAGE, "licences.html", title=TITLE, by_name=by_name, parts=in_order)


def _part(folder: Path) -> Part:
    metadata = Distribution.at(folder).metadata
    name, version = metadata["Name"], metadata["Version"]
    texts = list(_texts(folder, metadata)) or _collected(name)
    if not texts:
        raise SetupError(
            f"{name} {version} has no licence text in {folder.name}: find it at "
            f"{_home(metadata) or 'its project'} and put it into {COLLECTED} as {_file(name)}."
        )
    return Part(name, version, _licence(metadata), _home(metadata), texts)


def _python(licence: Path) -> Part:
    text = _text(licence, licence.name)
    return Part("Python", PYTHON.version, "PSF-2.0", "https://www.python.org", [text])


def _nsis() -> Part:
    """Return the program that unpacks the setup; part of it is in every setup it makes."""
    text = _text(COLLECTED / _file("nsis"), "COPYING")
    return Part("NSIS", "", "Zlib", "https://nsis.sourceforge.io", [text])


def _collected(name: str) -> list[Text]:
    path = COLLECTED / _file(name)
    return [_text(path, "LICENSE")] if path.is_file() else []


def _file(name: str) -> str:
    return f"{canonicalize_name(name)}.txt"


def _texts(folder: Path, metadata: PackageMetadata) -> Iterator[Text]:
    """Yield the texts of a distribution: those its metadata name, and those named like a licence.

    Parts that a library took from others often have theirs beside them.
    """
    # Before PEP 639 files named by the metadata lay in the dist-info itself, not in licenses/.
    named = {folder / file for file in metadata.get_all("License-File") or []}
    for path in sorted(folder.rglob("*")):
        inner = path.relative_to(folder)
        if path.is_file() and (
            path in named or inner.parts[0] == "licenses" or _TEXTS.match(path.name)
        ):
            yield _text(path, inner.as_posix().removeprefix("licenses/"))
    for file in sorted(Distribution.at(folder).files or [], key=str):
        path = folder.parent / file
        if (
            file.parts[0] != folder.name
            and _TEXTS.match(file.name)
            and file.suffix in _TEXT_SUFFIXES
            and path.is_file()
        ):
            yield _text(path, file.as_posix())


def _text(path: Path, name: str) -> Text:
    try:
        content = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise SetupError(f"The licence text {path} cannot be read: {error}") from error
    return Text(name, content.strip("\n"))


def _licence(metadata: PackageMetadata) -> str:
    """Return the licence as the metadata say it; a whole text in place of a name is passed over."""
    for field in ("License-Expression", "License"):
        for value in metadata.get_all(field) or []:
            if value and "\n" not in value:
                return str(value)
    classifiers = (str(line) for line in metadata.get_all("Classifier") or [])
    licences = (line.rpartition(" :: ")[2] for line in classifiers if line.startswith("License ::"))
    return "; ".join(licences)


def _home(metadata: PackageMetadata) -> str:
    if homes := metadata.get_all("Home-page"):
        return str(homes[0])
    urls = {}
    for line in metadata.get_all("Project-URL") or []:
        label, _, url = str(line).partition(",")
        urls[label.strip().lower()] = url.strip()
    return next((urls[label] for label in _HOME_LABELS if label in urls), "")
