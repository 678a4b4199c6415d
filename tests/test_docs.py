"""The documentation says what the program has, and its links lead somewhere."""

from __future__ import annotations

import inspect
import os
import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
import typer
from PIL import Image, ImageChops, ImageFont

from danvan_xl import __version__
from danvan_xl.cli import app
from danvan_xl.findings import finding
from danvan_xl.schema.findings import FINDING_TYPES, FindingType
from danvan_xl.schema.lists import SEVERITIES, STATUSES
from danvan_xl.schema.settings import settings_of
from danvan_xl.schema.tables import MASTER_SHEETS
from tests.standing.cases import Case, cases
from tools.findings_page import PLACEHOLDERS, findings_page
from tools.make_pictures import DRAWINGS, FOLDER
from tools.make_reference import CODES, HANDBOOK, TABLES, with_tables
from tools.ribbon import Button, read_tab
from tools.ribbon_icons import PICTOGRAMS
from tools.ribbon_picture import label_lines, length, placed, tip_picture, wrapped

ROOT = Path(__file__).parent.parent
README, INSTALLATION = ROOT / "README.md", ROOT / "docs" / "cai-dat.md"
PAGES = sorted([README, *(ROOT / "docs").glob("*.md")])
BUTTONS = [button for _, button in read_tab().buttons]


def _commands(group: Any, before: str = "") -> Iterator[tuple[str, Any]]:
    """Yield each command with its name, as it is typed; of groups the commands in them."""
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from _commands(command, f"{before}{name} ")
        else:
            yield f"{before}{name}", command


CLI = typer.main.get_command(app)
COMMANDS = dict(_commands(CLI))
ALWAYS = ("--help", "--json")
DEFAULTS = (("report", "--pdf"),)
"""Options that say what is done anyway."""
OPTIONS = sorted(
    {
        (name, option)
        for name, command in COMMANDS.items()
        for parameter in command.params
        for option in parameter.opts
        if option.startswith("--") and option not in ALWAYS and (name, option) not in DEFAULTS
    }
)
_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
_FENCED = re.compile(r"^```.*?^```", re.DOTALL | re.MULTILINE)


@pytest.fixture(scope="module")
def handbook() -> str:
    return HANDBOOK.read_text("utf-8")


@pytest.fixture(scope="module")
def guides(handbook: str) -> str:
    """Handbook and installation guide, which share the commands."""
    return f"{handbook}\n{INSTALLATION.read_text('utf-8')}"


def _section(guides: str, command: str) -> str:
    """The parts, up to the next heading, that show the command being typed."""
    parts = re.split(r"^#{1,3} ", guides, flags=re.MULTILINE)
    return "\n".join(part for part in parts if re.search(rf"danvan-xl {command}\s", part))


def _anchors(page: Path) -> set[str]:
    """The anchors that GitHub gives to the headings of a page."""
    headings = re.findall(r"^#+ (.+)$", _FENCED.sub("", page.read_text("utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", text.lower()).replace(" ", "-") for text in headings}


def _links(page: Path) -> list[str]:
    return _LINK.findall(_FENCED.sub("", page.read_text("utf-8")))


@pytest.mark.parametrize("key", [setting.key for setting in settings_of(2026)])
def test_the_handbook_explains_every_setting(handbook: str, key: str) -> None:
    assert f"| `{key}` |" in handbook


@pytest.mark.parametrize("command", CLI.commands)
def test_the_handbook_shows_every_command(handbook: str, command: str) -> None:
    assert re.search(rf"^danvan-xl {command} ", handbook, re.MULTILINE)


@pytest.mark.parametrize("command", COMMANDS)
def test_the_guides_show_every_command_of_a_group(guides: str, command: str) -> None:
    assert re.search(rf"^\S*danvan-xl(?:\.exe\")? {command}\b", guides, re.MULTILINE)


@pytest.mark.parametrize("command", COMMANDS)
def test_the_readme_lists_every_command(command: str) -> None:
    group, _, name = command.partition(" ")
    [row] = re.findall(
        rf"^\|[^|]*\| `danvan-xl {group}\b.*$", README.read_text("utf-8"), re.MULTILINE
    )
    assert not name or re.search(rf"\b{name}\b", row.partition("`")[2].partition("`")[0])


@pytest.mark.parametrize(("command", "option"), OPTIONS)
def test_the_guides_name_every_option(guides: str, command: str, option: str) -> None:
    where = guides if option == "--as-of" else _section(guides, command)
    assert re.search(rf"(?<![\w-]){option}(?![\w-])", where)


@pytest.mark.parametrize("button", BUTTONS, ids=lambda button: button.function)
def test_the_handbook_tells_of_every_button(handbook: str, button: Button) -> None:
    text = handbook.replace(TABLES["buttons"](), "")
    assert f"**{button.label}**" in text


def test_the_readme_names_every_button_beside_its_command() -> None:
    named = set(re.findall(r"^\| ([^|]+) \| `danvan-xl", README.read_text("utf-8"), re.MULTILINE))
    of_an_option = ("forms_from", "history")
    assert named == {button.label for button in BUTTONS if button.function not in of_an_option}


def test_the_installation_guide_names_the_wheel_of_this_version() -> None:
    named = set(re.findall(r"danvan_xl-[\d.]+\S*\.whl", INSTALLATION.read_text("utf-8")))
    assert named == {f"danvan_xl-{__version__}-py3-none-any.whl"}


def _short(day: date) -> str:
    return f"{day.day}/{day.month}"


def _as_an_example(case: Case) -> tuple[tuple[str, ...], tuple[str, str, str]]:
    """The days of a case, as the handbook names them, and how the unit stands."""
    rule = f"{'trước' if case.strict else 'đến hết'} {_short(case.deadline)}"
    facts = {"gia hạn": case.extension, "nhận": case.received, "trả lại": case.returned}
    said = sorted(f"{word} {_short(day)}" for word, day in facts.items() if day)
    said += ["dời"] if case.moved else []
    said += ["miễn"] if case.exempt else []
    status, *days = case.expected
    return (rule, *said, _short(case.today)), (STATUSES[status], *map(str, days))


def test_the_handbook_gives_examples_of_the_table_of_standings(handbook: str) -> None:
    known = dict(_as_an_example(case) for case in cases() if case.year == 2026)
    table = handbook.partition("\n| Hạn | Ghi ở trang Báo cáo |")[2].partition("\n\n")[0]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in table.split("\n")[2:]]
    assert len(rows) > 10
    for rule, facts, today, *expected in rows:
        said = sorted(
            re.findall(r"(?:gia hạn|nhận|trả lại) \d+/\d+", facts.replace("bản sửa ", ""))
        )
        said += ["dời"] if "dời" in rule else []
        said += ["miễn"] if facts == "miễn" else []
        key = (rule.partition(",")[0], *said, today)
        assert known[key] == tuple(expected), key


@pytest.mark.parametrize("sheet", MASTER_SHEETS)
def test_the_handbook_names_every_sheet(handbook: str, sheet: str) -> None:
    assert f"| {sheet} |" in handbook


def test_the_handbook_quotes_only_commands_that_exist(handbook: str) -> None:
    quoted = set(re.findall(r"danvan-xl ([a-z]+)", handbook))
    assert quoted == set(CLI.commands)


def test_generated_tables_are_up_to_date(handbook: str) -> None:
    """When this fails: ``python -m tools.make_reference``."""
    assert with_tables(handbook) == handbook


def test_the_page_of_codes_is_up_to_date() -> None:
    """When this fails: ``python -m tools.make_reference``."""
    assert CODES.read_text("utf-8") == findings_page()


@pytest.mark.parametrize("kind", FINDING_TYPES.values(), ids=lambda kind: kind.code)
def test_a_code_has_its_section_with_an_example_and_a_cure(kind: FindingType) -> None:
    assert all((kind.message, kind.example, kind.remedy))
    page = CODES.read_text("utf-8")
    sections = page.split(f"\n### {kind.code}. {kind.title}\n")
    assert len(sections) == 2
    lines = sections[1].partition("\n#")[0].split("\n")
    assert f"**{SEVERITIES[kind.severity]}.** " in lines[1]
    assert [line.partition(":")[0] for line in lines if line.startswith("- ")] == [
        "- Ví dụ",
        "- Cách sửa",
    ]


def test_the_page_of_codes_shows_no_name_from_the_program() -> None:
    """What is filled into a message has a Vietnamese name, and a ``<`` stays one."""
    page = CODES.read_text("utf-8")
    assert "{" not in page
    assert not re.search(r"(?<!\\)<", page)


@pytest.mark.parametrize("kind", FINDING_TYPES.values(), ids=lambda kind: kind.code)
def test_every_name_in_a_message_can_be_filled_in(kind: FindingType) -> None:
    """Parameters that say where a finding is never reach its texts."""
    texts = kind.message + kind.remedy + kind.to_unit
    named = {name for _, name, _, _ in Formatter().parse(texts) if name}
    assert not named & set(inspect.signature(finding).parameters)
    assert named <= set(PLACEHOLDERS)


def test_no_placeholder_is_explained_that_no_message_has() -> None:
    texts = "".join(kind.message + kind.remedy for kind in FINDING_TYPES.values())
    assert {name for name in PLACEHOLDERS if f"{{{name}}}" not in texts} == set()


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


# The picture of the ribbon


def _need_fonts() -> None:
    try:
        ImageFont.truetype("LiberationSans-Regular.ttf", 12)
    except OSError:
        if os.environ.get("DANVAN_REQUIRE_OFFICE") == "1":
            pytest.fail("the Liberation fonts are demanded by DANVAN_REQUIRE_OFFICE but missing")
        pytest.skip("the Liberation fonts are not installed")


@pytest.mark.parametrize("button", BUTTONS, ids=lambda button: button.function)
def test_every_picture_of_office_has_a_pictogram(button: Button) -> None:
    assert button.icon in PICTOGRAMS


@pytest.mark.parametrize(
    ("label", "lines"),
    [
        ("Hoàn", ("Hoàn",)),
        ("Hoàn tác", ("Hoàn", "tác")),
        ("Tạo sổ mới", ("Tạo", "sổ mới")),
        ("Gửi UBND tỉnh", ("Gửi", "UBND tỉnh")),
    ],
)
def test_a_label_is_broken_where_it_becomes_narrowest(label: str, lines: tuple[str, ...]) -> None:
    _need_fonts()
    assert label_lines(label) == lines


def test_labels_of_the_ribbon_fit_and_nothing_overlaps() -> None:
    _need_fonts()
    groups = placed(read_tab())
    buttons = [place for group in groups for place in group.buttons]
    assert all(length(line) <= place.width for place in buttons for line in place.lines)
    for row in (groups, buttons):
        assert all(a.left + a.width <= b.left + 0.01 for a, b in pairwise(row))
    for group in groups:
        assert all(place.left >= group.left for place in group.buttons)
        assert length(group.text) <= group.width


def test_a_tip_is_wrapped_without_losing_a_word() -> None:
    _need_fonts()
    for button in BUTTONS:
        lines = wrapped(button.supertip, 200)
        assert " ".join(lines) == button.supertip
        assert all(length(line) <= 200 for line in lines)


def test_the_tip_of_a_button_that_there_is_not_cannot_be_drawn() -> None:
    _need_fonts()
    with pytest.raises(ValueError, match="unpack"):
        tip_picture("nothing")


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_drawing_shows_the_ribbon_as_it_is_now(name: str) -> None:
    """When this fails: ``python -m tools.make_pictures``. Fonts of two systems differ a little."""
    _need_fonts()
    drawn = DRAWINGS[name]()
    with Image.open(FOLDER / f"{name}.png") as opened:
        kept = opened.convert("RGB")
    assert kept.size == drawn.size
    strong = ImageChops.difference(kept, drawn).convert("L").point(lambda value: 255 * (value > 80))
    assert strong.histogram()[255] < 100
