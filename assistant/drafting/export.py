"""Export: a version of a draft as a file. So far Markdown with footnotes; other forms are refused."""

from collections.abc import Iterator

from assistant.drafting.draft import Cited, Draft, Form, Paragraph, Role
from assistant.drafting.errors import DraftingError
from assistant.drafting.exported import About
from assistant.drafting.headings import HEADINGS

_MARKS = {Role.TITLE: "# ", Role.HEADING: "## ", Role.QUESTION: "### "}


def export(draft: Draft, about: About, form: str) -> bytes:
    """The file. Raises DraftingError for a form that is not there."""
    if form != "markdown":
        raise DraftingError(f"{form} への書き出しはまだありません。", hint="markdown で書き出してください。")
    return ("\n\n".join(_blocks(draft, about)) + "\n").encode()


def _blocks(draft: Draft, about: About) -> Iterator[str]:
    numbers = {one.id: one.citation.n for one in draft.citations}
    yield f"<!-- {about.draft_id} 版{about.version} {about.author} {about.saved_at:%Y-%m-%d} -->"
    if about.approved_by and about.approved_at:
        yield f"承認: {about.approved_by}（{about.approved_at:%Y-%m-%d}）"
    yield from (_paragraph(one, numbers) for one in draft.paragraphs)
    yield from (_footnote(one) for one in draft.citations)


def _paragraph(one: Paragraph, numbers: dict[str, int]) -> str:
    head = _MARKS.get(one.role)
    lines = []
    for sentence in one.sentences:
        notes = "".join(f"[^{numbers[each]}]" for each in sentence.citations if each in numbers)
        item = "- " if sentence.form is not Form.SENTENCE else ""
        lines.append(f"{head or item}{sentence.text}{notes}")
    return "\n".join(lines) if head else "\n".join((f"**{HEADINGS[one.role]}**", "", *lines))


def _footnote(one: Cited) -> str:
    citation = one.citation
    quote = " ".join(citation.quote.split())
    return f"[^{citation.n}]: {citation.title}（{citation.issuer}）{citation.locator}「{quote}」"
