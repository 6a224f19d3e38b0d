"""Sentences of a passage, as exact spans of its text: the unit of quotes and of supersession."""

from dataclasses import dataclass

_OPEN = "（(「『【〔［[＜<"
_CLOSE = "）)」』】〕］]＞>"


@dataclass(frozen=True)
class Span:
    """`[start, end)` in a text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters of the span."""
        return text[self.start : self.end]


def sentences(text: str) -> tuple[Span, ...]:
    """Spans of all sentences, list items and table rows of `text`, in order, without white space at their ends.

    A sentence ends at 。 outside brackets or at a line's end; a bracket left open ends with its line.
    """
    spans: list[Span] = []
    start, depth = 0, 0
    for at, sign in enumerate(text):
        if sign in _OPEN:
            depth += 1
        elif sign in _CLOSE:
            depth = max(0, depth - 1)
        if sign == "\n" or (sign == "。" and depth == 0):
            _keep(spans, text, start, at + 1)
            start, depth = at + 1, 0 if sign == "\n" else depth
    _keep(spans, text, start, len(text))
    return tuple(spans)


def _keep(spans: list[Span], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        spans.append(Span(start, end))
