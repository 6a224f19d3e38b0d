"""Export: a version of a draft as a file in one of three formats. Pure: the same draft gives the same bytes."""

from enum import StrEnum

from assistant.drafting.colophon import About
from assistant.drafting.draft import Draft
from assistant.drafting.sheet import sheet


class Format(StrEnum):
    """What an exported file is."""

    DOCX = "docx"
    MARKDOWN = "markdown"
    HTML = "html"


def export(draft: Draft, about: About, format: Format) -> bytes:
    """The file."""
    written = sheet(draft, about)
    match format:
        case Format.DOCX:
            from assistant.drafting.export_docx import docx  # python-docx is slow to load

            return docx(written)
        case Format.HTML:
            from assistant.drafting.export_html import html

            return html(written).encode()
        case Format.MARKDOWN:
            from assistant.drafting.export_markdown import markdown

            return markdown(written).encode()
