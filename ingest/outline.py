"""Outline: the raw text of a document with a known layout → Blocks in reading order.

Only hard line wraps and page furniture go; every other character stays in some block.
"""

from ingest.document import Block, Dropped
from ingest.layouts import markdown, report, slides, wrapped
from ingest.source import Layout

_LAYOUTS = {
    Layout.REPORT: report.blocks,
    Layout.WRAPPED: wrapped.blocks,
    Layout.SLIDES: slides.blocks,
    Layout.MARKDOWN: markdown.blocks,
    Layout.PLAIN: report.blocks,
}


def structure(raw: str, layout: Layout) -> tuple[tuple[Block, ...], tuple[Dropped, ...]]:
    """Blocks of `raw` and what was left out of them, with the reason."""
    return _LAYOUTS[layout](raw)
