"""The page of licences: every distribution is on it with all its texts, or there is no page."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from lxml import html

from tools.setup.errors import SetupError
from tools.setup.interpreter import PYTHON
from tools.setup.licences import COLLECTED, TITLE, write_licences
from tools.setup.pages import HANDBOOK_PAGES, LICENCE_PAGE

MIT = {"licenses/LICENSE": "Copyright (c) An\n\nPermission is hereby granted"}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Packages with our own among them, as in every setup."""
    folder = tmp_path / "site"
    _install(folder, "danvan_xl", {"licenses/LICENSE": "of danvan_xl"}, version="9.9")
    return folder


@pytest.fixture
def python_licence(tmp_path: Path) -> Path:
    path = tmp_path / "LICENSE.txt"
    path.write_text("A. HISTORY OF THE SOFTWARE\n", "utf-8")
    return path


def _install(
    site: Path, name: str, files: Mapping[str, str], metadata: str = "", version: str = "1.0"
) -> Path:
    folder = site / f"{name}-{version}.dist-info"
    head = f"Metadata-Version: 2.4\nName: {name}\nVersion: {version}\n"
    for file, text in {"METADATA": f"{head}{metadata}\n", "RECORD": "", **files}.items():
        path = folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


def _page(site: Path, python_licence: Path) -> html.HtmlElement:
    out = site.parent / "out"
    write_licences(site, python_licence, out)
    return html.document_fromstring((out / LICENCE_PAGE).read_text("utf-8"))


def _rows(page: html.HtmlElement) -> dict[str, list[str]]:
    """Return the cells of each row but the first cell, by the first."""
    rows = [[cell.text_content() for cell in row] for row in page.xpath("//tbody/tr")]
    return {first: others for first, *others in rows}


def _texts(page: html.HtmlElement, key: str) -> dict[str, str]:
    """Return the texts under the heading of a part, by their names."""
    texts = {}
    (heading,) = page.xpath(f"//h2[@id='{key}']")
    for element in heading.itersiblings():
        if element.tag == "h2":
            break
        if element.tag == "pre":
            texts[element.getprevious().text_content()] = element.text_content()
    return texts


def test_the_page_says_what_it_is(site: Path, python_licence: Path) -> None:
    page = _page(site, python_licence)
    assert page.findtext("head/title") == page.findtext(".//h1") == TITLE
    assert "nguyên văn giấy phép" in page.findtext(".//main/p")
    assert page.xpath("//nav//a/@href") == [*HANDBOOK_PAGES, LICENCE_PAGE]


def test_all_are_listed_by_name(site: Path, python_licence: Path) -> None:
    for name in ("zipp", "RapidFuzz", "python-docx", "et_xmlfile"):
        _install(site, name, MIT)
    page = _page(site, python_licence)
    names = [
        "danvan_xl",
        "et_xmlfile",
        "NSIS",
        "Python",
        "python-docx",
        "RapidFuzz",
        "zipp",
    ]
    assert list(_rows(page)) == names
    assert _rows(page)["Python"][0] == PYTHON.version
    keys = [link.removeprefix("#") for link in page.xpath("//tbody/tr/td[1]/a/@href")]
    headings = page.xpath("//h2/@id")
    assert sorted(keys) == sorted(headings)
    assert headings == ["danvan-xl", "python", "nsis", *[k for k in keys if k in headings[3:]]]


@pytest.mark.parametrize(
    ("metadata", "licence"),
    [
        ("License-Expression: MIT\nLicense: anything", "MIT"),
        (
            "License: BSD 3-clause\nClassifier: License :: OSI Approved :: MIT License",
            "BSD 3-clause",
        ),
        (
            "License: Copyright (c) An\n        All rights reserved.\n"
            "Classifier: License :: OSI Approved :: BSD License\n"
            "Classifier: Programming Language :: Python\n"
            "Classifier: License :: OSI Approved :: Apache Software License",
            "BSD License; Apache Software License",
        ),
        ("", ""),
    ],
)
def test_the_licence_is_as_the_metadata_say(
    site: Path, python_licence: Path, metadata: str, licence: str
) -> None:
    _install(site, "zipp", MIT, metadata, "4.1")
    assert _rows(_page(site, python_licence))["zipp"][:2] == ["4.1", licence]


@pytest.mark.parametrize(
    ("metadata", "linked"),
    [
        ("Home-page: https://zipp.example\nProject-URL: Homepage, https://other.example", True),
        (
            "Project-URL: Source, https://other.example\nProject-URL: HomePage, https://zipp.example",
            True,
        ),
        ("Project-URL: Docs, https://d.example\nProject-URL: Source, https://zipp.example", True),
        ("Project-URL: Docs, https://d.example", False),
    ],
)
def test_the_home_page_is_linked(
    site: Path, python_licence: Path, metadata: str, linked: bool
) -> None:
    _install(site, "zipp", MIT, metadata)
    links = _page(site, python_licence).xpath("//tr[td[1]/a[@href='#zipp']]/td[4]/a/@href")
    assert links == (["https://zipp.example"] if linked else [])


def test_every_text_is_there(site: Path, python_licence: Path) -> None:
    files = {
        "LICENCE.rst": "one",
        "COPYING": "two",
        "NOTICE.md": "three",
        "AUTHORS": "four",
        "TERMS.txt": "five",
        "licenses/subprojects/fast/MIT.txt": "six",
        "licenses/LICENSE": "<b>seven</b> & more",
        "entry_points.txt": "not one of them",
    }
    _install(site, "zipp", files, "License-File: TERMS.txt")
    texts = _texts(_page(site, python_licence), "zipp")
    del files["entry_points.txt"]
    assert texts == {name.removeprefix("licenses/"): text for name, text in files.items()}


def test_a_distribution_without_a_text_stops(site: Path, python_licence: Path) -> None:
    _install(site, "No_Text", {}, "License: MIT\nHome-page: https://no-text.example")
    with pytest.raises(SetupError, match=r"No_Text 1\.0 .*no-text\.example.*no-text\.txt"):
        _page(site, python_licence)
    assert not (site.parent / "out").exists()


def test_a_text_collected_here_stands_in(site: Path, python_licence: Path) -> None:
    _install(site, "docxtpl", {}, "License: LGPL-2.1-only")
    (text,) = _texts(_page(site, python_licence), "docxtpl").values()
    assert text == (COLLECTED / "docxtpl.txt").read_text("utf-8").strip("\n")
    assert "Eric Lapouyade" in text
    assert "Version 2.1, February 1999" in text


def test_our_own_comes_first(site: Path, python_licence: Path) -> None:
    page = _page(site, python_licence)
    assert _rows(page)["danvan_xl"][0] == "9.9"
    assert _texts(page, "danvan-xl") == {"LICENSE": "of danvan_xl"}
    assert page.xpath("//h2/@id")[0] == "danvan-xl"


def test_python_and_the_setup_program_are_there(site: Path, python_licence: Path) -> None:
    page = _page(site, python_licence)
    assert _texts(page, "python") == {"LICENSE.txt": "A. HISTORY OF THE SOFTWARE"}
    (nsis,) = _texts(page, "nsis").values()
    for words in ("2002-2021 Joost Verburg", "without any express or implied", "Igor Pavlov"):
        assert words in nsis


def test_texts_of_parts_that_a_library_took_over_are_there(
    site: Path, python_licence: Path
) -> None:
    listed = ("typer/_click/LICENSE.txt", "typer/licenses.py", "typer/cut/COPYING", "zipp.py")
    record = "".join(f"{name},,\n" for name in (*listed, "typer-1.0.dist-info/licenses/LICENSE"))
    _install(site, "typer", {**MIT, "RECORD": record})
    for name in set(listed) - {"typer/cut/COPYING"}:
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(f"of {name}", "utf-8")
    texts = _texts(_page(site, python_licence), "typer")
    assert texts == {
        "LICENSE": MIT["licenses/LICENSE"],
        "typer/_click/LICENSE.txt": "of typer/_click/LICENSE.txt",
    }


def test_a_text_that_cannot_be_read_stops(site: Path, python_licence: Path) -> None:
    with pytest.raises(SetupError, match=r"none\.txt"):
        _page(site, python_licence.with_name("none.txt"))
    folder = _install(site, "zipp", {})
    (folder / "LICENSE").write_bytes(b"Copyright \xa9 An")
    with pytest.raises(SetupError, match="LICENSE cannot be read"):
        _page(site, python_licence)


def test_the_same_site_gives_the_same_bytes(tmp_path: Path, python_licence: Path) -> None:
    pages = []
    for names in (["zipp", "click", "numpy"], ["numpy", "zipp", "click"]):
        site = tmp_path / names[0]
        for name in (*names, "danvan_xl"):
            _install(site, name, {"licenses/B": "b", "licenses/A": "a\r\n", "LICENSE": "c"})
        write_licences(site, python_licence, site / "out")
        pages.append((site / "out" / LICENCE_PAGE).read_bytes())
    assert pages[0] == pages[1]
    assert b"\r" not in pages[0]
