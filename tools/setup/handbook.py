"""The handbook as pages of HTML, for offices where nothing shows Markdown."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urlsplit

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup
from mdit_py_plugins.anchors import anchors_plugin

from tools.setup.errors import SetupError
from tools.setup.pages import HANDBOOK_PAGES, write_page

PICTURES = "hinh"
"""The folder of pictures, beside the documents and beside the pages."""
_LINE_BREAK = "<br>"
_LONG_CODE = 24
"""From how many characters on code may be broken into lines; browsers break at each hyphen."""
_MARKDOWN = MarkdownIt("commonmark").enable("table").use(anchors_plugin, max_level=6)
"""Headings get the ids that GitHub gives them, which the links in the documents are made for."""


@dataclass(frozen=True)
class _Document:
    """A document as read: links and pictures in its tokens are changed in place."""

    path: Path
    tokens: list[Token]

    @property
    def title(self) -> str:
        """The text of the first heading."""
        for token, following in pairwise(self.tokens):
            if token.type == "heading_open":
                return following.content
        raise SetupError(f"{self.path} has no heading.")

    @property
    def anchors(self) -> set[str]:
        """What a link to a part of the document may name."""
        return {str(token.attrs["id"]) for token in self.tokens if "id" in token.attrs}


def write_handbook(docs: Path, out: Path) -> None:
    """Write the documents for users in ``docs`` as pages into ``out``, with their pictures.

    A link to a file that is not among them becomes plain text. Raises ``SetupError``, before
    anything is written, for a link or a picture that leads nowhere.
    """
    documents = {page: _read(docs / f"{Path(page).stem}.md") for page in HANDBOOK_PAGES}
    anchors = {document.path.resolve(): document.anchors for document in documents.values()}
    pictures: set[Path] = set()
    for document in documents.values():
        _link(document, anchors)
        _mark(document)
        pictures.update(_pictures(document))
    for page, document in documents.items():
        html = _MARKDOWN.renderer.render(document.tokens, _MARKDOWN.options, {})
        write_page(out / page, "page.html", title=document.title, content=Markup(html))
    (out / PICTURES).mkdir(exist_ok=True)
    for picture in pictures:
        shutil.copyfile(picture, out / PICTURES / picture.name)


def _read(path: Path) -> _Document:
    if not path.is_file():
        raise SetupError(f"There is no document {path}.")
    tokens = _MARKDOWN.parse(path.read_text("utf-8"))
    return _Document(path, [token for token in tokens if not _is_comment(token, path)])


def _is_comment(token: Token, path: Path) -> bool:
    """Tell comments, which have nothing to say to a reader; other HTML has no place here."""
    if token.type != "html_block":
        return False
    if not token.content.startswith("<!--"):
        raise SetupError(f"{path.name} has HTML in it: {token.content.strip()}")
    return True


def _link(document: _Document, anchors: Mapping[Path, set[str]]) -> None:
    """Turn the links of a document to where its target is among the pages."""
    for inline in _inlines(document):
        target: str | None = None
        kept = []
        for token in inline.children or []:
            if token.type == "link_open":
                target = _target(str(token.attrs["href"]), document.path, anchors)
                if target is not None:
                    token.attrSet("href", target)
            elif token.type == "html_inline" and token.content != _LINE_BREAK:
                raise SetupError(f"{document.path.name} has HTML in it: {token.content}")
            if target is not None or token.type not in ("link_open", "link_close"):
                kept.append(token)
        inline.children = kept


def _target(link: str, source: Path, anchors: Mapping[Path, set[str]]) -> str | None:
    """Return the link to write into the page of ``source``; ``None`` when it leads to no page."""
    url = urlsplit(link)
    if url.scheme or url.netloc:
        return link
    path, anchor = unquote(url.path), unquote(url.fragment)
    file = (source.parent / path).resolve() if path else source.resolve()
    if file not in anchors:
        if not file.exists():
            raise SetupError(f"{source.name} links to a file that is not there: {unquote(link)}")
        return None
    if anchor and anchor not in anchors[file]:
        raise SetupError(f"{source.name} links to a heading that is not there: {unquote(link)}")
    return (f"{file.stem}.html" if path else "") + (f"#{anchor}" if anchor else "")


def _pictures(document: _Document) -> Iterator[Path]:
    """Yield the files of the pictures in a document; their paths hold for the page as well."""
    for inline in _inlines(document):
        for token in inline.children or []:
            if token.type == "image":
                link = unquote(str(token.attrs["src"]))
                file = document.path.parent / link
                if file.parent != document.path.parent / PICTURES or not file.is_file():
                    raise SetupError(
                        f"{document.path.name} shows a picture that is not there: {link}"
                    )
                yield file


def _mark(document: _Document) -> None:
    """Give classes to what the look treats apart: paragraphs that are a picture, short code."""
    for opening, inline in pairwise(document.tokens):
        children = inline.children or []
        if [token.type for token in children] == ["image"]:
            opening.attrSet("class", "picture")
        for token in children:
            if token.type == "code_inline" and len(token.content) < _LONG_CODE:
                token.attrSet("class", "whole")


def _inlines(document: _Document) -> Iterator[Token]:
    return (token for token in document.tokens if token.type == "inline")
