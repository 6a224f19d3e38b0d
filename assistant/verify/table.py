"""Table: rows of a table in words, each cell with the head of its column, so that their polarity can be compared.

Reads lists of texts in which a header comes before its rows; what is no row stays as it is.
"""

from collections.abc import Iterator, Sequence

_YES, _NO = "はい", "いいえ"


def in_words(texts: Sequence[str]) -> tuple[str, ...]:
    """The texts, with the rows below a header as sentences: 「日本は、需要者要件がなし。」"""
    return tuple(_in_words(texts))


def _in_words(texts: Sequence[str]) -> Iterator[str]:
    header: tuple[str, ...] = ()
    for text in texts:
        cells = _cells(text)
        if header and len(cells) == len(header):
            yield "。".join(_sentences(header, cells)) + "。"
        else:
            header = cells
            yield text


def _cells(text: str) -> tuple[str, ...]:
    """The cells of a row; none where a text is no row."""
    line = text.strip()
    if line.count("|") < 2 or "\n" in line:
        return ()
    return tuple(cell.strip() for cell in line.removeprefix("|").removesuffix("|").split("|"))


def _sentences(header: Sequence[str], cells: Sequence[str]) -> Iterator[str]:
    asked = next((cell.removesuffix("か") for cell in cells if cell.endswith("か")), "")
    for head, cell in zip(header, cells, strict=True):
        if asked and _NO in head:
            yield f"{asked}でない場合は、{cell}"
        elif asked and _YES in head:
            yield f"{asked}場合は、{cell}"
        else:
            yield f"{cells[0]}は、{head}が{cell}"
