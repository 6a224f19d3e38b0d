"""Cut: lists and tables of which an answer tells only a part, so that it can say so. Nothing is chosen here."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.compose import is_item
from assistant.evidence import Sentence
from ingest.document import Passage
from ingest.sentences import Span

_SHOWN = 2  # told items from which a reader takes them for the list


@dataclass(frozen=True)
class Cut:
    """A list of which some items are told."""

    first: Sentence  # that is told
    told: int
    total: int


def cut_lists(told: Sequence[Sentence]) -> tuple[Cut, ...]:
    """The lists of the told passages that are told in part, in the order of the answer."""
    found = []
    for passage_id in dict.fromkeys(one.hit.passage.id for one in told):
        own = [one for one in told if one.hit.passage.id == passage_id]
        for lines in _lists(own[0].hit.passage):
            inside = [one for one in own if any(_within(one.span, line) for line in lines)]
            shown = sum(any(_within(one.span, line) for one in inside) for line in lines)
            if _SHOWN <= shown < len(lines):
                found.append(Cut(inside[0], shown, len(lines)))
    return tuple(found)


def _within(span: Span, line: Span) -> bool:
    return line.start <= span.start < line.end


def _lists(passage: Passage) -> Iterator[Sequence[Span]]:
    """The lists of a passage, each as its lines; a table without its first row, which says what the columns are."""
    run: list[Span] = []
    table = False
    for line in _lines(passage.text):
        text = line.of(passage.text)
        row = "|" in text
        if run and (row is not table or not (row or is_item(text))):
            yield run[1:] if table else run
            run = []
        if row or is_item(text):
            run.append(line)
            table = row
    if run:
        yield run[1:] if table else run


def _lines(text: str) -> Iterator[Span]:
    """The lines of a text that are not empty."""
    start = 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            yield Span(start, start + len(line))
        start += len(line)
