"""Layout of a hard-wrapped paper: ~42 characters a line, blank lines between all lines, footnotes and charts inside.

A line that ends with a space ends its paragraph; a footnote interrupts a sentence, which goes on behind it;
a group of lines without blank lines between them is part of a chart or table.
"""

import re
from dataclasses import dataclass, field

from ingest.document import Block, BlockKind, Dropped
from ingest.layouts.report import Headings
from ingest.lines import Line, is_bullet, join_wrapped, numbering, page_numbers, split_lines

_FOOTNOTE = re.compile(r"^(\d{1,2}) (?=[^\s年月日条項号ⅰ-ⅵ.．%％～,、，])")
_MISSED = 2  # footnotes in a row, one of which may have gone unseen
_FULL = 36  # characters of a line that was filled before it was wrapped
_CAPTION = re.compile(r"^(図|表)\s?[0-9０-９]+")
_UNNUMBERED = re.compile(r"^[（(]?(はじめに|おわりに|別紙)[）)]?$")
_CHAPTER = 2  # level of a chapter, numbered or not


@dataclass
class _Reader:
    """Collects lines into blocks; `open` is the paragraph under way, `note` a footnote that interrupts it."""

    found: list[Block] = field(default_factory=list)
    open: list[Line] = field(default_factory=list)
    note: list[Line] = field(default_factory=list)
    footnotes: int = 0
    headings: Headings = field(default_factory=Headings)

    def add(self, kind: BlockKind, lines: list[Line], level: int = 0) -> None:
        if not lines:
            return
        text = "\n".join(line.text for line in lines) if kind is BlockKind.ROW else join_wrapped(lines)
        self.found.append(Block(kind, text, level, start=lines[0].start, end=lines[-1].end))

    def close(self) -> None:
        self.close_note()
        lines, self.open = self.open, []
        if lines:
            kind = BlockKind.ITEM if is_bullet(lines[0].text) else BlockKind.PARAGRAPH
            self.add(kind, lines)

    def close_note(self) -> None:
        lines, self.note = self.note, []
        self.add(BlockKind.NOTE, lines)

    def read(self, line: Line) -> None:
        if self._starts_note(line):
            self.close_note()
            self.footnotes = int(line.text.split()[0])
            self.note = [line]
            if line.ends_paragraph:
                self.close_note()
        elif self.note:
            self.note.append(line)
            if line.ends_paragraph:
                self.close_note()
        else:
            self._read_text(line)

    def _starts_note(self, line: Line) -> bool:
        match = _FOOTNOTE.match(line.text)
        return bool(match) and 0 < int(match[1]) - self.footnotes <= _MISSED  # type: ignore[index]

    def _read_text(self, line: Line) -> None:
        level = _CHAPTER if _UNNUMBERED.match(line.text) else self.headings.level(line.text)
        if level and (line.ends_paragraph or len(line.text) < 30):
            self.close()
            self.add(BlockKind.HEADING, [line], level)
            return
        if is_bullet(line.text) or numbering(line.text) or _CAPTION.match(line.text):
            self.close()
        self.open.append(line)
        if line.ends_paragraph:
            self.close()


def _groups(lines: list[Line]) -> list[list[Line]]:
    """Lines grouped where no blank line stands between them."""
    groups: list[list[Line]] = []
    for line in lines:
        if groups and line.gap == 0:
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def blocks(raw: str) -> tuple[tuple[Block, ...], tuple[Dropped, ...]]:
    """Blocks of a hard-wrapped paper; page numbers are dropped."""
    lines = split_lines(raw)
    pages = page_numbers((n, int(line.text)) for n, line in enumerate(lines) if re.fullmatch(r"\d{1,3}", line.text))
    reader = _Reader()
    for group in _groups([line for n, line in enumerate(lines) if n not in pages]):
        cells, prose = _cells_and_prose(group) if len(group) > 1 else ([], group)
        if cells:
            reader.close_note()
            reader.add(BlockKind.ROW, cells)
        for line in prose:
            reader.read(line)
    reader.close()
    dropped = (Dropped("ページ番号", sum(len(lines[n].text) for n in pages)),) if pages else ()
    return tuple(reader.found), dropped


def _cells_and_prose(group: list[Line]) -> tuple[list[Line], list[Line]]:
    """Leading short lines (cells of a chart) and the text that was glued to them."""
    for n, line in enumerate(group):
        if len(line.text) >= _FULL or line.ends_paragraph:
            return group[:n], group[n:]
    return group, []
