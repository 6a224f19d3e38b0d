"""HTML files: headings, paragraphs, lists and tables of the page's content.

Scripts, navigation, page header and footer, comments and hidden elements are left out and counted.
"""

import re
from collections import Counter
from collections.abc import Iterator

from bs4 import BeautifulSoup
from bs4.dammit import EncodingDetector
from bs4.element import Comment, Doctype, NavigableString, ProcessingInstruction, Tag
from bs4.exceptions import ParserRejectedMarkup

from ingest.document import Block, BlockKind, Document, Dropped
from ingest.readers.file import File
from ingest.readers.text import decode
from ingest.readers.wrap import one_line

_SILENT = {
    **dict.fromkeys(("script", "style", "noscript", "template", "iframe", "object", "svg"), "スクリプト等"),
    **dict.fromkeys(("rt", "rp"), "ふりがな"),
    **dict.fromkeys(("nav", "aside"), "案内"),
    **dict.fromkeys(("header", "footer"), "ページのヘッダー・フッター"),
    **dict.fromkeys(("button", "select", "option", "textarea"), "入力欄"),
}
_PAGE_EDGES = {"header", "footer"}  # inside main or article they are that text's own
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_HEADING = re.compile(r"h([1-6])")
_INLINE = {
    *("a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "dfn", "em", "font", "i", "img", "ins", "kbd", "label"),
    *("mark", "q", "ruby", "rb", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr"),
}
_SPACE = re.compile(r"[ \t\r\n\f]+")


def read(file: File) -> tuple[Document, ...]:
    """The document of an HTML file. Raises ReadError."""
    try:
        page = BeautifulSoup(_characters(file), "lxml")
        dropped = _strip(page)
        blocks = [block for block in _document(page) if block.text]
    except (ParserRejectedMarkup, RecursionError) as error:
        raise file.error(f"HTMLとして読めません（{type(error).__name__}）") from error
    return (file.document(blocks, dropped=dropped),)


def _characters(file: File) -> str:
    """The page's characters by its declared encoding, else as any text file."""
    declared = EncodingDetector.find_declared_encoding(file.data, is_html=True, search_entire_document=False)
    if not declared or declared.lower() in {"utf-8", "utf8"}:
        return decode(file)
    name = "cp932" if declared.lower() in {"shift_jis", "shift-jis", "x-sjis", "sjis"} else declared
    try:
        return file.data.decode(name)
    except (UnicodeDecodeError, LookupError) as error:
        raise file.error(f"宣言された文字コード {declared} で読めません（{error}）") from error


def _strip(page: BeautifulSoup) -> list[Dropped]:
    """Take out what is not content; what was taken out, by reason."""
    counts: Counter[str] = Counter()
    for note in page.find_all(string=lambda text: isinstance(text, Comment | Doctype | ProcessingInstruction)):
        counts["コメント"] += len(note) if isinstance(note, Comment) else 0
        note.extract()
    taken: set[int] = set()
    for tag, reason in [(tag, _reason(tag)) for tag in page.find_all(True)]:
        if reason and not any(id(above) in taken for above in tag.parents):
            counts[reason] += len(tag.get_text(strip=True))
            taken.add(id(tag.extract()))
    return [Dropped(reason, count) for reason, count in counts.items() if count]


def _reason(tag: Tag) -> str:
    """Why an element is no content, or an empty text."""
    if tag.has_attr("hidden") or tag.get("aria-hidden") == "true" or _HIDDEN.search(str(tag.get("style", ""))):
        return "非表示"
    if tag.name in _PAGE_EDGES and tag.find_parent(["main", "article"]):
        return ""
    return _SILENT.get(tag.name, "")


def _document(page: BeautifulSoup) -> Iterator[Block]:
    """All blocks; the page's title is the first heading where no `h1` is."""
    if page.title and not page.find("h1"):
        yield Block(BlockKind.HEADING, _line(page.title.get_text()), 1)
    yield from _blocks(page.body or page, 0)


def _blocks(parent: Tag, depth: int) -> Iterator[Block]:
    """The blocks of an element; a run of inline content between block elements is a paragraph."""
    run: list[str] = []
    for child in parent.children:
        if isinstance(child, NavigableString):
            run.append(str(child))
        elif isinstance(child, Tag) and _is_inline(child):
            run.append(child.get_text())
        else:
            yield _paragraph(run)
            run = []
            if isinstance(child, Tag):
                yield from _element(child, depth)
    yield _paragraph(run)


def _is_inline(tag: Tag) -> bool:
    """Whether an element stands inside a line; a link around block elements does not."""
    return tag.name in _INLINE and all(inner.name in _INLINE for inner in tag.find_all(True))


def _element(tag: Tag, depth: int) -> Iterator[Block]:
    if heading := _HEADING.fullmatch(tag.name):
        yield Block(BlockKind.HEADING, _line(tag.get_text()), int(heading[1]))
    elif tag.name in {"ul", "ol"}:
        yield from _list(tag, depth + 1)
    elif tag.name == "table":
        yield from _table(tag)
    elif tag.name in {"caption", "figcaption"}:
        yield Block(BlockKind.NOTE, _line(tag.get_text()))
    else:
        yield from _blocks(tag, depth)


def _list(tag: Tag, depth: int) -> Iterator[Block]:
    """List items with their mark; what follows the first paragraph of an item keeps its own kind."""
    for number, item in enumerate(tag.find_all("li", recursive=False), 1):
        mark = f"{number}. " if tag.name == "ol" else "- "
        inner = [block for block in _blocks(item, depth) if block.text]
        if inner and inner[0].kind is BlockKind.PARAGRAPH:
            yield Block(BlockKind.ITEM, mark + inner.pop(0).text, depth)
        yield from inner


def _table(tag: Tag) -> Iterator[Block]:
    """Rows of a table; a table inside a cell is text of that cell."""
    if caption := tag.find("caption"):
        yield Block(BlockKind.NOTE, _line(caption.get_text()))
    for row in tag.find_all("tr"):
        if row.find_parent("table") is tag:
            cells = [_cell(cell) for cell in row.find_all(["th", "td"]) if cell.find_parent("tr") is row]
            if any(cells):
                yield Block(BlockKind.ROW, " | ".join(cells))


def _cell(tag: Tag) -> str:
    return _line("\n".join(block.text for block in _blocks(tag, 0)))


def _paragraph(run: list[str]) -> Block:
    return Block(BlockKind.PARAGRAPH, _line("".join(run)))


def _line(text: str) -> str:
    return _SPACE.sub(" ", one_line(text)).strip()
