"""The handbook as HTML: all of it is there, and every link in it leads somewhere."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from lxml import html

from tools.setup.errors import SetupError
from tools.setup.handbook import write_handbook
from tools.setup.pages import HANDBOOK_PAGES, LICENCE_PAGE

DOCS = Path(__file__).parents[2] / "docs"
PAGES = list(HANDBOOK_PAGES)
_FENCED = re.compile(r"^```.*?^```", re.DOTALL | re.MULTILINE)
_RULE = re.compile(r"\|[\s:|-]+\|")
"""The line between the heading of a table and its rows."""


@pytest.fixture(scope="module")
def handbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("handbook")
    write_handbook(DOCS, out)
    return out


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    """Documents that say almost nothing, to write into."""
    folder = tmp_path / "docs"
    (folder / "hinh").mkdir(parents=True)
    for page in PAGES:
        (folder / page).with_suffix(".md").write_text(f"# Trang {page}\n", "utf-8")
    (tmp_path / "khac.md").write_text("# Không phát hành\n", "utf-8")
    (tmp_path / "ngoai.png").write_bytes(b"PNG")
    return folder


def _add(docs: Path, text: str) -> None:
    with (docs / "huong-dan.md").open("a", encoding="utf-8") as file:
        file.write(f"\n{text}\n")


def _parsed(page: Path) -> html.HtmlElement:
    return html.document_fromstring(page.read_text("utf-8"))


def _main(page: Path) -> html.HtmlElement:
    (main,) = _parsed(page).iter("main")
    return main


def _markdown(page: str) -> str:
    text = (DOCS / page).with_suffix(".md").read_text("utf-8")
    return _FENCED.sub("", text)


def _plain(text: str) -> str:
    return re.sub(r"[\s`*\\]+", " ", text).strip()


def _table_lines(page: str) -> list[str]:
    lines = _markdown(page).splitlines()
    return [line for line in lines if line.startswith("|") and not _RULE.fullmatch(line)]


def _contents(folder: Path) -> dict[str, bytes]:
    files: Iterable[Path] = folder.rglob("*")
    return {str(file.relative_to(folder)): file.read_bytes() for file in files if file.is_file()}


@pytest.mark.parametrize("page", PAGES)
def test_every_link_leads_somewhere(handbook: Path, page: str) -> None:
    ids = {name: set(_parsed(handbook / name).xpath("//@id")) for name in PAGES}
    links = [urlsplit(link) for link in _main(handbook / page).xpath(".//a/@href")]
    assert links
    for link in links:
        assert not link.scheme, link
        assert not link.fragment or unquote(link.fragment) in ids[link.path or page], link
        assert not link.path or link.path in PAGES, link


def test_pages_link_to_each_other(handbook: Path) -> None:
    for page in PAGES:
        (line,) = _parsed(handbook / page).iter("nav")
        assert line.xpath(".//a/@href") == [*PAGES, LICENCE_PAGE]
        assert line.xpath(".//a[@aria-current]/@href") == [page]


def test_links_of_the_documents_are_kept(handbook: Path) -> None:
    for page in PAGES:
        shipped = re.findall(
            rf"(?<!!)\[[^]]*]\((?:#|(?:{'|'.join(Path(p).stem for p in PAGES)})\.md)",
            _markdown(page),
        )
        assert len(_main(handbook / page).xpath(".//a")) == len(shipped)


def test_exactly_the_pictures_used_are_there(handbook: Path) -> None:
    used = {link for page in PAGES for link in _parsed(handbook / page).xpath("//img/@src")}
    files = {f"hinh/{file.name}" for file in (handbook / "hinh").iterdir()}
    assert used == files
    for link in used:
        assert (handbook / link).read_bytes() == (DOCS / link).read_bytes()
    for page in PAGES:
        shown = re.findall(r"!\[[^]]+]\(", _markdown(page))
        assert len(_parsed(handbook / page).xpath("//img[@alt]")) == len(shown)


@pytest.mark.parametrize("page", PAGES)
def test_headings_are_all_there(handbook: Path, page: str) -> None:
    written = re.findall(r"^(#+) (.+)$", _markdown(page), re.MULTILINE)
    headings = _main(handbook / page).xpath(".//h1|.//h2|.//h3|.//h4|.//h5|.//h6")
    assert [(f"h{len(marks)}", _plain(text)) for marks, text in written] == [
        (heading.tag, _plain(heading.text_content())) for heading in headings
    ]
    assert _parsed(handbook / page).findtext("head/title") == _plain(written[0][1])


@pytest.mark.parametrize("page", ["huong-dan.html", "cai-dat.html", "ma-loi.html"])
def test_tables_keep_their_rows_and_cells(handbook: Path, page: str) -> None:
    lines = _table_lines(page)
    rows = _main(handbook / page).xpath(".//tr")
    assert len(rows) == len(lines) > 0
    for row, line in zip(rows, lines, strict=True):
        cells = re.split(r"(?<!\\)\|", line)[1:-1]
        assert len(row) == len(cells), line
        assert len(row.xpath(".//br")) == line.count("<br>"), line


def test_comments_in_the_documents_are_left_out(handbook: Path) -> None:
    assert "<!-- bảng:" in _markdown("huong-dan.html")
    for page in PAGES:
        assert "<!--" not in (handbook / page).read_text("utf-8")


def test_pages_need_nothing_from_elsewhere(handbook: Path) -> None:
    for page in PAGES:
        text = (handbook / page).read_text("utf-8")
        assert not re.search(r"<(link|script|iframe)\b|url\(|@import|src=\"(?!hinh/)|//", text)


def test_the_same_documents_give_the_same_bytes(handbook: Path, tmp_path: Path) -> None:
    write_handbook(DOCS, tmp_path)
    assert _contents(tmp_path) == _contents(handbook)
    assert all(b"\r" not in (handbook / page).read_bytes() for page in PAGES)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[sai](#khong-co)", "#khong-co"),
        ("[sai](ma-loi.md#khong-co)", "ma-loi.md#khong-co"),
        ("[sai](ma-loi-cu.md)", "ma-loi-cu.md"),
        ("[sai](../mất.md)", "../mất.md"),
        ("| a |\n|---|\n| [sai](#khong-co) |", "#khong-co"),
        ("![sai](hinh/khong-co.png)", "hinh/khong-co.png"),
        ("![sai](../ngoai.png)", "../ngoai.png"),
        ("![sai](https://example.com/hinh.png)", "https://example.com/hinh.png"),
        ("Chữ <b>đậm</b>.", "<b>"),
        ("<table><tr></tr></table>", "<table>"),
    ],
)
def test_what_leads_nowhere_stops(docs: Path, tmp_path: Path, text: str, told: str) -> None:
    _add(docs, text)
    with pytest.raises(SetupError, match=rf"huong-dan\.md .*{re.escape(told)}"):
        write_handbook(docs, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_document_that_is_missing_or_empty_stops(docs: Path, tmp_path: Path) -> None:
    (docs / "ma-loi.md").write_text("Không có tiêu đề.\n", "utf-8")
    with pytest.raises(SetupError, match=r"ma-loi\.md has no heading"):
        write_handbook(docs, tmp_path / "out")
    (docs / "ma-loi.md").unlink()
    with pytest.raises(SetupError, match=r"no document .*ma-loi\.md"):
        write_handbook(docs, tmp_path / "out")


def test_a_link_to_what_is_not_shipped_becomes_text(docs: Path, tmp_path: Path) -> None:
    _add(docs, "Xem [bản **kia**](../khac.md), rồi [mã lỗi](ma-loi.md).")
    write_handbook(docs, tmp_path / "out")
    (paragraph,) = _main(tmp_path / "out" / "huong-dan.html").iter("p")
    assert paragraph.text_content() == "Xem bản kia, rồi mã lỗi."
    assert paragraph.findtext("strong") == "kia"
    assert paragraph.xpath(".//a/@href") == ["ma-loi.html"]


def test_addresses_on_the_web_are_kept(docs: Path, tmp_path: Path) -> None:
    _add(docs, "[Trang chủ](https://example.com/a?b=1#c)")
    write_handbook(docs, tmp_path / "out")
    links = _main(tmp_path / "out" / "huong-dan.html").xpath(".//a/@href")
    assert links == ["https://example.com/a?b=1#c"]


def test_headings_get_the_ids_of_github(docs: Path, tmp_path: Path) -> None:
    _add(docs, "## 2.1. Thẻ `danvan_xl`: Đủ – chưa?\n\n## Sổ\n\n## Sổ\n\n[x](#sổ-1)")
    write_handbook(docs, tmp_path / "out")
    ids = _main(tmp_path / "out" / "huong-dan.html").xpath(".//h2/@id")
    assert ids == ["21-thẻ-danvan_xl-đủ--chưa", "sổ", "sổ-1"]


def test_text_is_escaped(docs: Path, tmp_path: Path) -> None:
    _add(docs, r"Gõ `<máy chủ> & \<!DOCTYPE`, rồi \<!DOCTYPE …>.")
    write_handbook(docs, tmp_path / "out")
    (paragraph,) = _main(tmp_path / "out" / "huong-dan.html").iter("p")
    assert paragraph.text_content() == r"Gõ <máy chủ> & \<!DOCTYPE, rồi <!DOCTYPE …>."
