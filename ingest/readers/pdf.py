"""PDF files: paragraphs with their page, hard-wrapped lines joined, page furniture counted and left out.

Headings are lines in a larger type than the body. Tables come as the lines they are printed in; scanned pages have
no text.
"""

import re
import struct
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO

from pdfminer.high_level import extract_pages
from pdfminer.layout import LAParams, LTChar, LTComponent, LTContainer, LTPage, LTTextBox, LTTextLine
from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.psexceptions import PSException

from ingest.document import Block, BlockKind, Document, Dropped
from ingest.lines import BULLET
from ingest.readers.file import File
from ingest.readers.wrap import join

_PAGE_NUMBER = re.compile(r"(?:page|p\.|第)?[-–—‐\s]*\d+(?:\s*[/／]\s*\d+)?[-–—‐\s]*(?:ページ|頁)?", re.I)
_NUMBERED = re.compile(
    r"(?:第[0-9０-９一二三四五六七八九十]+[章節条]|[(（][0-9０-９ア-ン一-十]{1,3}[)）]|[0-9０-９]+[.．、])"
)
_DIGITS = re.compile(r"\d+")
_STREAM = re.compile(rb"stream\r?\n(?=[\x08\x18\x28\x38\x48\x58\x68\x78])")  # the first byte of zlib data
_NO_CODE = re.compile(r"\(cid:\d+\)")  # how pdfminer shows a glyph without a character
_GETA = "〓"  # what Japanese print sets for a character it does not have
_MOST_UNREADABLE = 0.1  # share of such glyphs
_EDGE = 0.1  # the outer part of a page in which furniture stands
_REPEATED = 0.5  # on more than this share of at least three pages
_LAYOUT = LAParams(line_margin=0.9)  # Japanese documents are set with wide line spacing
_LARGER = 1.15  # a heading's type against the body's
_LONGEST_HEADING = 80

# pdfminer hands damaged objects through as these (its own errors are PSException)
_DAMAGE = (
    *(PSException, zlib.error, struct.error, EOFError, RecursionError),
    *(KeyError, ValueError, AttributeError, TypeError, IndexError, AssertionError, NotImplementedError),
)


@dataclass(frozen=True)
class _Line:
    """A printed line. `left` and `right` are its distances from the edges of its text box, in characters.

    `edge`: it stands in the outer part of the page. `first`: it begins a text box.
    """

    text: str
    page: int
    size: float
    left: float
    right: float
    edge: bool
    first: bool


def read(file: File) -> tuple[Document, ...]:
    """The document of a PDF file. Raises ReadError."""
    if b"%PDF-" not in file.data[:1024]:
        raise file.error("PDFではありません（先頭に %PDF がない）")
    _require_modest_streams(file)
    try:
        pages = [list(_lines(page)) for page in extract_pages(BytesIO(file.data), laparams=_LAYOUT)]
    except (PDFPasswordIncorrect, PDFEncryptionError) as error:
        raise file.error("パスワードで暗号化されています", hint="パスワードを外して保存し直してください。") from error
    except _DAMAGE as error:
        raise file.error(f"PDFとして読めません（{type(error).__name__}: {error}）") from error
    lines = [line for page in pages for line in page]
    body = _body_size(lines)
    kept, dropped = _without_furniture(lines, body, len(pages))
    return (file.document(list(_blocks(kept, body)), dropped=[*dropped, *_unreadable(file, kept)]),)


def _require_modest_streams(file: File) -> None:
    """Raise ReadError when a compressed stream unpacks to more than the limit (pdfminer has no limit of its own)."""
    view = memoryview(file.data)
    for stream in _STREAM.finditer(file.data):
        unpacker = zlib.decompressobj()
        try:
            size = len(unpacker.decompress(view[stream.end() :], file.limit + 1))
        except zlib.error:
            continue  # another filter, or damaged: pdfminer will say
        if size > file.limit:
            raise file.error(
                f"展開後の大きさが上限を超えます（上限は{file.limit:,}バイト）",
                hint="信頼できる資料か確かめてください。",
            )


def _unreadable(file: File, lines: Sequence[_Line]) -> list[Dropped]:
    """Glyphs without a character, shown as 〓. Raises ReadError when they are many."""
    count = sum(line.text.count(_GETA) for line in lines)
    if count > _MOST_UNREADABLE * sum(len(line.text) for line in lines):
        raise file.error(
            f"文字コードのない字形が多く、文字を取り出せません（{count}字）",
            hint="OCRで文字を付けた資料か、テキスト版を使ってください。",
        )
    return [Dropped("文字コードのない字形", count)] if count else []


def _lines(page: LTPage) -> Iterator[_Line]:
    """The lines of a page in reading order."""
    for box in _boxes(page):
        printed = [line for line in box if isinstance(line, LTTextLine) and line.get_text().strip()]
        for line in printed:
            size = _size(line)
            middle = (line.y0 + line.y1) / 2 / (page.height or 1)
            yield _Line(
                text=_NO_CODE.sub(_GETA, line.get_text().strip()),
                page=page.pageid,
                size=size,
                left=(line.x0 - box.x0) / size,
                right=(box.x1 - line.x1) / size,
                edge=not _EDGE < middle < 1 - _EDGE,
                first=line is printed[0],
            )


def _boxes(container: LTContainer[LTComponent]) -> Iterator[LTTextBox]:
    for element in container:
        if isinstance(element, LTTextBox):
            yield element
        elif isinstance(element, LTContainer):
            yield from _boxes(element)


def _size(line: LTTextLine) -> float:
    """Type size of a line: its most frequent character height, rounded to half points."""
    sizes = Counter(round(sign.size * 2) / 2 for sign in line if isinstance(sign, LTChar))
    return max(sizes.most_common(1)[0][0] if sizes else line.height, 1.0)


def _body_size(lines: Sequence[_Line]) -> float:
    """The type size of most characters."""
    weights = Counter[float]()
    for line in lines:
        weights[line.size] += len(line.text)
    return max(weights, key=lambda size: weights[size], default=0.0)


def _without_furniture(lines: Sequence[_Line], body: float, pages: int) -> tuple[list[_Line], list[Dropped]]:
    """The lines without page numbers and running headers, and what was left out. A heading is neither."""
    seen = Counter(pattern for pattern, _ in {(_pattern(line), line.page) for line in lines if line.edge})
    kept, counts = [], Counter[str]()
    for line in lines:
        if line.edge and _PAGE_NUMBER.fullmatch(line.text):
            counts["ページ番号"] += len(line.text)
        elif line.edge and line.size <= body * _LARGER and seen[_pattern(line)] > max(2, pages * _REPEATED):
            counts["柱（繰り返される行）"] += len(line.text)
        else:
            kept.append(line)
    return kept, [Dropped(reason, count) for reason, count in counts.items()]


def _pattern(line: _Line) -> str:
    return _DIGITS.sub("#", line.text)


def _blocks(lines: Sequence[_Line], body: float) -> Iterator[Block]:
    """Blocks of joined lines. Heading levels follow the type sizes, the largest first."""
    sizes = sorted({line.size for line in lines if line.size > body * _LARGER}, reverse=True)
    ranks = {size: n for n, size in enumerate(sizes, 1)}
    for group in _paragraphs(lines):
        text, size = join(line.text for line in group), group[0].size
        locator = f"p. {group[0].page}"
        if size in ranks and len(text) <= _LONGEST_HEADING:
            yield Block(BlockKind.HEADING, text, min(ranks[size], 6), locator)
        elif BULLET.match(text):
            yield Block(BlockKind.ITEM, text, 1, locator)
        else:
            yield Block(BlockKind.PARAGRAPH, text, 0, locator)


def _paragraphs(lines: Sequence[_Line]) -> Iterator[list[_Line]]:
    group: list[_Line] = []
    for line in lines:
        if group and not _continues(group[-1], line):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _continues(above: _Line, line: _Line) -> bool:
    """Whether a line goes on with the paragraph above: same box and type, full line above, no mark or indent."""
    if line.first or line.page != above.page or line.size != above.size:
        return False
    if BULLET.match(line.text) or _NUMBERED.match(line.text):
        return False
    ended = above.right > 2.5 or (above.text.endswith("。") and above.right > 1)
    indented = line.left - above.left > 0.7 and not BULLET.match(above.text)
    return not ended and not indented
