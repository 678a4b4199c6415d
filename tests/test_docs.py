"""The documentation says what the program has, and its links lead somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import typer

from danvan_xl.cli import app
from danvan_xl.schema.findings import FINDING_TYPES
from danvan_xl.schema.settings import settings_of
from danvan_xl.schema.tables import MASTER_SHEETS
from tools.make_reference import HANDBOOK, TABLES, with_tables

ROOT = Path(__file__).parent.parent
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").glob("*.md")])
COMMANDS = typer.main.get_command(app).commands
OPTIONS = sorted(
    {
        (name, option)
        for name, command in COMMANDS.items()
        for parameter in command.params
        for option in parameter.opts
        if option.startswith("--") and option not in ("--help", "--json", "--pdf")
    }
)
_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
_FENCED = re.compile(r"^```.*?^```", re.DOTALL | re.MULTILINE)


@pytest.fixture(scope="module")
def handbook() -> str:
    return HANDBOOK.read_text("utf-8")


def _section(handbook: str, command: str) -> str:
    """The part of the handbook, up to the next heading, that shows the command being typed."""
    parts = re.split(r"^#{2,3} ", handbook, flags=re.MULTILINE)
    return "\n".join(part for part in parts if f"danvan-xl {command} " in part)


def _anchors(page: Path) -> set[str]:
    """The anchors that GitHub gives to the headings of a page."""
    headings = re.findall(r"^#+ (.+)$", _FENCED.sub("", page.read_text("utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", text.lower()).replace(" ", "-") for text in headings}


def _links(page: Path) -> list[str]:
    return _LINK.findall(_FENCED.sub("", page.read_text("utf-8")))


@pytest.mark.parametrize("code", FINDING_TYPES)
def test_the_handbook_explains_every_finding_code(handbook: str, code: str) -> None:
    assert f"| {code} |" in handbook


@pytest.mark.parametrize("key", [setting.key for setting in settings_of(2026)])
def test_the_handbook_explains_every_setting(handbook: str, key: str) -> None:
    assert f"| `{key}` |" in handbook


@pytest.mark.parametrize("command", COMMANDS)
def test_the_handbook_shows_every_command(handbook: str, command: str) -> None:
    assert re.search(rf"^danvan-xl {command} ", handbook, re.MULTILINE)


@pytest.mark.parametrize(("command", "option"), OPTIONS)
def test_the_handbook_names_every_option(handbook: str, command: str, option: str) -> None:
    where = handbook if option == "--as-of" else _section(handbook, command)
    assert option in where


@pytest.mark.parametrize("sheet", MASTER_SHEETS)
def test_the_handbook_names_every_sheet(handbook: str, sheet: str) -> None:
    assert f"| {sheet} |" in handbook


def test_the_handbook_quotes_only_commands_that_exist(handbook: str) -> None:
    quoted = set(re.findall(r"danvan-xl ([a-z]+)", handbook))
    assert quoted == set(COMMANDS)


def test_generated_tables_are_up_to_date(handbook: str) -> None:
    """When this fails: ``python -m tools.make_reference``."""
    assert with_tables(handbook) == handbook


@pytest.mark.parametrize("table", TABLES)
def test_every_generated_table_stands_in_the_handbook(handbook: str, table: str) -> None:
    assert f"<!-- bảng: {table} -->\n{TABLES[table]()}<!-- hết bảng -->" in handbook


def test_a_generated_table_that_is_out_of_date_is_made_anew() -> None:
    made = with_tables("Trước\n<!-- bảng: sheets -->\ncũ\n<!-- hết bảng -->\nSau\n")
    assert made == f"Trước\n<!-- bảng: sheets -->\n{TABLES['sheets']()}<!-- hết bảng -->\nSau\n"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_relative_link_leads_somewhere(page: Path) -> None:
    broken = []
    for link in _links(page):
        if link.startswith(("http://", "https://", "mailto:")):
            continue
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        if not target.exists() or (anchor and anchor not in _anchors(target)):
            broken.append(link)
    assert broken == []


def test_every_picture_is_shown_somewhere_and_small() -> None:
    shown = {
        (page.parent / link).resolve()
        for page in PAGES
        for link in _links(page)
        if link.endswith(".png")
    }
    pictures = set((ROOT / "docs" / "hinh").glob("*.png"))
    assert {path.resolve() for path in pictures} == shown
    assert [path.name for path in pictures if path.stat().st_size >= 250_000] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_names_no_folder_of_one_machine(page: Path) -> None:
    assert not re.search(
        r"(?<![\w.])/(home|tmp|work|root|Users)/|C:\\\\?Users", page.read_text("utf-8")
    )
