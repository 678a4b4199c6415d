"""One look for the pages of HTML in a setup."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

LICENCE_PAGE = "giay-phep.html"
HANDBOOK_PAGES = {
    "huong-dan.html": "Hướng dẫn sử dụng",
    "cai-dat.html": "Cài đặt",
    "ma-loi.html": "Mã lỗi",
}
"""Page → what the line of links at the top of each page calls it."""

_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
)


def write_page(path: Path, template: str, **values: object) -> None:
    """Write a page made from a template: the same bytes from the same values, on every system."""
    links = {**HANDBOOK_PAGES, LICENCE_PAGE: "Giấy phép"}
    text = _TEMPLATES.get_template(template).render(values, page=path.name, links=links)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8", newline="\n")
