"""Markdown files: CommonMark with tables to blocks.

Markup is removed from the text and what it says is kept: list marks, cells in order. Comments, raw HTML and link
addresses never become text; they are counted.
"""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import accumulate

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from ingest.document import Block, BlockKind, Document, Dropped
from ingest.readers.file import File
from ingest.readers.frontmatter import header
from ingest.readers.text import decode
from ingest.readers.wrap import join, one_line

_PARSER = MarkdownIt("commonmark").enable("table")
_SILENT = re.compile(r"<(/?)(?:script|style)\b", re.I)  # inline: what stands between these tags is no text
_TEXTS = {"text", "code_inline", "text_special"}


def read(file: File) -> tuple[Document, ...]:
    """The document of a Markdown file. Raises ReadError."""
    raw = decode(file)
    blocks, dropped = blocks_of(raw, header(file, raw).end)
    return (file.document(blocks, dropped=dropped),)


def blocks_of(raw: str, start: int = 0) -> tuple[tuple[Block, ...], tuple[Dropped, ...]]:
    """Blocks and dropped characters of the Markdown behind offset `start` of `raw`."""
    walk = _Walk(raw, start)
    blocks = tuple(walk.blocks(SyntaxTreeNode(_PARSER.parse(raw[start:]))))
    return blocks, tuple(Dropped(reason, count) for reason, count in walk.dropped.items())


class _Walk:
    """One pass over the syntax tree, counting what is left out."""

    def __init__(self, raw: str, start: int) -> None:
        lengths = [len(line) + 1 for line in raw[start:].split("\n")]
        self._offsets = list(accumulate(lengths, initial=start))
        self._size = len(raw)
        self.dropped: Counter[str] = Counter()

    def blocks(self, node: SyntaxTreeNode, depth: int = 0) -> Iterator[Block]:
        """The blocks of a node's children; `depth` is the number of lists around it."""
        for child in node.children:
            match child.type:
                case "heading":
                    yield self._block(child, BlockKind.HEADING, self._text(child), level=int(child.tag[1]))
                case "paragraph":
                    yield self._block(child, BlockKind.PARAGRAPH, self._text(child))
                case "fence" | "code_block":
                    yield self._block(child, BlockKind.PARAGRAPH, child.content.strip("\n"))
                case "list_item":
                    yield from self._item(child, depth)
                case "tr":
                    yield self._block(child, BlockKind.ROW, " | ".join(self._text(cell) for cell in child.children))
                case "html_block":
                    self._drop(child.content)
                case "bullet_list" | "ordered_list":
                    yield from self.blocks(child, depth + 1)
                case _:
                    yield from self.blocks(child, depth)

    def _item(self, node: SyntaxTreeNode, depth: int) -> Iterator[Block]:
        """A list item: its first paragraph with the mark, then what else stands in it."""
        mark = f"{node.info}{node.markup} " if node.info else "- "
        inner = list(self.blocks(node, depth))
        if inner and inner[0].kind is BlockKind.PARAGRAPH:
            first = inner.pop(0)
            yield Block(BlockKind.ITEM, mark + first.text, depth, "", first.start, first.end)
        yield from inner

    def _block(self, node: SyntaxTreeNode, kind: BlockKind, text: str, *, level: int = 0) -> Block:
        first, last = _lines(node)
        end = min(self._offsets[last] - 1, self._size)
        return Block(kind, text, level, "", self._offsets[first], end)

    def _text(self, node: SyntaxTreeNode) -> str:
        """The text of a node without inline markup."""
        tokens = [token for child in node.children if child.token for token in child.token.children or []]
        return one_line("".join(self._inline(tokens)).replace("**", ""))  # bold that CommonMark leaves open

    def _inline(self, tokens: list[Token]) -> Iterator[str]:
        silent = False
        for token in tokens:
            if token.type == "html_inline":
                self._drop(token.content)
                tag = _SILENT.match(token.content)
                silent = not tag[1] if tag else silent
                yield "\n" if token.content.startswith("<br") else ""
            elif silent:
                self.dropped["HTML"] += len(token.content)
            elif token.type in _TEXTS:
                yield token.content
            elif token.type in {"softbreak", "hardbreak"}:
                yield "\n"
            elif token.type == "image":
                yield join(child.content for child in token.children or [])
            elif token.type == "link_open" and token.markup != "autolink":  # an autolink shows its address
                self.dropped["リンク先"] += len(str(token.attrs.get("href", "")))

    def _drop(self, content: str) -> None:
        self.dropped["HTMLコメント" if content.startswith("<!--") else "HTML"] += len(content.strip())


def _lines(node: SyntaxTreeNode) -> tuple[int, int]:
    """First line and the line behind the last one; a table row without its own takes its table's."""
    while node.map is None and node.parent is not None:
        node = node.parent
    return node.map or (0, 0)
