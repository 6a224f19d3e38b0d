"""Split: Document → Passages of at most about 500 characters, never across two headings or two provisions."""

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ingest.document import Block, BlockKind, Document, Part, Passage
from ingest.sentences import Span, sentences
from ingest.source import Kind
from ingest.status import Status, marks_of

MAX = 500  # characters of a passage
_PARAGRAPH = re.compile(
    r"^(.*?第[一二三四五六七八九十百]+条(?:の[一二三四五六七八九十]+)*(?:第[一二三四五六七八九十]+項)?)"
)
_SUPPLEMENTARY = "附則"


@dataclass(frozen=True)
class _Unit:
    """Consecutive blocks under one heading path (and, in a statute, of one provision)."""

    heading: tuple[str, ...]
    locator: str
    blocks: tuple[Block, ...]


def split(document: Document, statuses: Sequence[Status] = ()) -> tuple[Passage, ...]:
    """Passages of a document in reading order; `statuses` are those of its source."""
    first_day = document.valid_from or document.source.published_on or date.min
    passages: list[Passage] = []
    for unit in _units(document):
        for piece in _pieces(unit):
            passages.append(
                Passage(
                    id="",
                    source_id=document.source.id,
                    edition=document.edition,
                    heading=unit.heading,
                    locator=piece.locator,
                    text=piece.text,
                    start=piece.start,
                    end=piece.end,
                    places=piece.places,
                    visible_from=first_day,
                    visible_to=document.valid_to,
                    part=_part(unit),
                    order=len(passages),
                    marks=marks_of(piece.text, unit.heading, document.edition, statuses),
                )
            )
    return with_ids(passages)


def with_ids(passages: Sequence[Passage]) -> tuple[Passage, ...]:
    """The passages with ids that depend on their content and place alone: `source:version:hash`."""
    seen: dict[str, int] = {}
    named = []
    for passage in passages:
        dated = passage.part is not None and passage.source_id[:1].isdigit()
        version = f"{passage.visible_from}" if dated else passage.edition.value
        content = "\0".join((*passage.heading, passage.locator, passage.text))
        stem = f"{passage.source_id}:{version}:{hashlib.sha256(content.encode()).hexdigest()[:10]}"
        seen[stem] = seen.get(stem, 0) + 1
        named.append(replace(passage, id=stem if seen[stem] == 1 else f"{stem}-{seen[stem]}"))
    return tuple(named)


def _part(unit: _Unit) -> Part:
    supplementary = any(title.startswith(_SUPPLEMENTARY) for title in unit.heading)
    return Part.SUPPLEMENTARY if supplementary or unit.locator.startswith(_SUPPLEMENTARY) else Part.MAIN


def _units(document: Document) -> Iterator[_Unit]:
    """Runs of text blocks that may share a passage."""
    path: list[tuple[int, str]] = []
    run: list[Block] = []
    key = ""
    for block in document.blocks:
        if block.kind is BlockKind.HEADING:
            if run:
                yield _unit(path, run)
            run = []
            path = [entry for entry in path if entry[0] < block.level] + [(block.level, block.text)]
            continue
        provision = _provision(block, document)
        if run and provision != key:
            yield _unit(path, run)
            run = []
        key = provision
        run.append(block)
    if run:
        yield _unit(path, run)


def _unit(path: Sequence[tuple[int, str]], run: Sequence[Block]) -> _Unit:
    return _Unit(tuple(title for _, title in path), run[0].locator, tuple(run))


def _provision(block: Block, document: Document) -> str:
    """What may not be mixed within a passage: the paragraph (項) of a statute, the page of a PDF."""
    if document.source.kind is not Kind.STATUTE:
        return block.locator
    match = _PARAGRAPH.match(block.locator)
    return match[1] if match else block.locator


@dataclass(frozen=True)
class _Piece:
    """The text of one passage with its locator and place in the raw text."""

    locator: str
    text: str
    start: int
    end: int
    places: tuple[tuple[int, str], ...]


def _pieces(unit: _Unit) -> Iterator[_Piece]:
    """The passages of a unit; a block is cut only when it alone is too long."""
    taken: list[tuple[Block, str]] = []
    for block in unit.blocks:
        for text in _cut(block.text):
            if taken and len("\n".join((*(t for _, t in taken), text))) > MAX:
                yield _piece(unit, taken)
                taken = []
            taken.append((block, text))
    if taken:
        yield _piece(unit, taken)


def _piece(unit: _Unit, taken: Sequence[tuple[Block, str]]) -> _Piece:
    first, last = taken[0][0], taken[-1][0]
    places: list[tuple[int, str]] = []
    at = 0
    for block, text in taken:
        if block.locator and block.locator != (places[-1][1] if places else first.locator):
            places.append((at, block.locator))
        at += len(text) + 1
    joined = "\n".join(text for _, text in taken)
    return _Piece(first.locator or unit.locator, joined, first.start, last.end, tuple(places))


def _cut(text: str) -> Iterator[str]:
    """A text in pieces of at most MAX characters, cut between sentences, and inside one only when it alone is longer."""
    if len(text) <= MAX:
        if text.strip():
            yield text
        return
    start = end = 0
    for span in (part for whole in sentences(text) for part in _bounded(text, whole)):
        if end > start and span.end - start > MAX:
            yield text[start:end].strip()
            start = span.start
        end = span.end
    yield text[start:end].strip()


def _bounded(text: str, span: Span) -> Iterator[Span]:
    """A sentence, in parts of at most MAX characters where it is longer: a row of a statute's table may be."""
    if span.end - span.start <= MAX:
        yield span
        return
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    splitter = RecursiveCharacterTextSplitter(
        ["\n", "。", "）　", "、", ""], keep_separator="end", chunk_size=MAX, chunk_overlap=0, strip_whitespace=False
    )
    start = span.start
    for part in splitter.split_text(span.of(text)):
        yield Span(start, start + len(part))
        start += len(part)
