"""Digests: this project's restatements, in the Markdown of `corpus/FORMAT.md`.

The comment under a heading gives the locator of its section. A digest of provisions gives one document per period of
validity. Does not compare a digest with its original (`gaihi corpus check` does).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from ingest.document import Block, BlockKind, Document, Dropped
from ingest.errors import ReadError
from ingest.readers import markdown
from ingest.readers.file import File
from ingest.readers.frontmatter import header
from ingest.readers.text import decode
from ingest.source import Edition, Kind

_COMMENT = re.compile(r"<!--(.*?)-->", re.S)
_FIELD = re.compile(r"(?:^|;)\s*(locator|lines|provision|from|to)\s*:")
_HINT = "corpus/FORMAT.md の書き方に合わせてください。"

Span = tuple[date | None, date | None]


@dataclass(frozen=True)
class Section:
    """A section with text: the headings above it, its comment's fields and its blocks (own heading not among them).

    `fields` has `locator` and `lines`, or `provision`, `from` and `to`; values as written.
    """

    path: tuple[Block, ...]
    fields: dict[str, str] = field(default_factory=dict)
    blocks: tuple[Block, ...] = ()

    @property
    def locator(self) -> str:
        """What a reader of the original finds."""
        return self.fields.get("provision") or self.fields.get("locator", "")


def read(file: File) -> tuple[Document, ...]:
    """The digest's document, or one document per period of validity. Raises ReadError."""
    raw = decode(file)
    named = header(file, raw).text("source")
    if named != file.source.id:
        raise file.error(f"要旨の source が {named!r} ですが、登録は {file.source.id!r} です", hint=_HINT)
    found, dropped = sections(file, raw)
    by_span: dict[Span, list[Section]] = {}
    for section in found:
        by_span.setdefault(_span(file, section), []).append(section)
    documents = [
        file.document(list(_flat(group)), edition=Edition.DIGEST, valid_from=span[0], valid_to=span[1])
        for span, group in sorted(by_span.items(), key=_order)
    ]
    return tuple(replace(one, dropped=dropped if n == 0 else ()) for n, one in enumerate(documents))


def sections(file: File, raw: str) -> tuple[list[Section], tuple[Dropped, ...]]:
    """All sections with text in reading order. Raises ReadError for text without a locator."""
    blocks, dropped = markdown.blocks_of(raw, header(file, raw).end)
    comments = _comments(file, raw)
    found, path = list[Section](), tuple[Block, ...]()
    for block, end in zip(blocks, [*(b.start for b in blocks[1:]), len(raw)], strict=True):
        if block.kind is BlockKind.HEADING:
            path = (*(above for above in path if above.level < block.level), block)
            fields = next((value for start, value in comments if block.start < start < end), {})
            found.append(Section(path, fields))
        else:
            last = found[-1] if found else Section(())
            if not last.locator:
                raise _missing(file, raw, block)
            found[-1:] = [replace(last, blocks=(*last.blocks, replace(block, locator=last.locator)))]
    return [section for section in found if section.blocks], dropped


def _missing(file: File, raw: str, block: Block) -> ReadError:
    line = raw.count("\n", 0, block.start) + 1
    return file.error(f"{line}行目の本文「{block.text[:20]}…」の見出しの下に locator の注記がありません", hint=_HINT)


def _comments(file: File, raw: str) -> list[tuple[int, dict[str, str]]]:
    """Offset and fields of each comment."""
    found = []
    for comment in _COMMENT.finditer(raw):
        keys = list(_FIELD.finditer(comment[1].strip()))
        if not keys:
            line = raw.count("\n", 0, comment.start()) + 1
            raise file.error(f"{line}行目の注記「{comment[1].strip()[:30]}」に項目名がありません", hint=_HINT)
        found.append((comment.start(), dict(_fields(comment[1].strip(), keys))))
    return found


def _fields(text: str, keys: list[re.Match[str]]) -> Iterator[tuple[str, str]]:
    ends = [*(key.start() for key in keys[1:]), len(text)]
    for key, end in zip(keys, ends, strict=True):
        yield key[1], text[key.end() : end].strip()


def _span(file: File, section: Section) -> Span:
    """The period of validity of a section; (None, None) in a digest that is not of a statute."""
    if file.source.kind is not Kind.STATUTE:
        return None, None
    start, end = section.fields.get("from", ""), section.fields.get("to", "")
    try:
        return date.fromisoformat(start), date.fromisoformat(end) if end else None
    except ValueError as error:
        place = f"「{section.path[-1].text[:30]}」"
        raise file.error(f"{place}の from/to は YYYY-MM-DD のはずですが、{start!r}/{end!r} です", hint=_HINT) from error


def _order(entry: tuple[Span, list[Section]]) -> tuple[date, date]:
    (start, end), _ = entry
    return start or date.min, end or date.max


def _flat(group: list[Section]) -> Iterator[Block]:
    """The blocks of the sections with each heading before its first section."""
    above = tuple[Block, ...]()
    for section in group:
        own = section.path[-1]
        for n, heading in enumerate(section.path):
            if above[n : n + 1] != (heading,):
                above = section.path[: n + 1]
                yield replace(heading, locator=section.locator) if heading is own else heading
        above = section.path
        yield from section.blocks
