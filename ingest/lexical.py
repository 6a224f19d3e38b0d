"""Lexical index: BM25 (tantivy) over Sudachi words, character bigrams and codes of passages."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import tantivy
from numpy.typing import NDArray
from tantivy import FieldType, Occur, Query

from ingest.document import Part, Passage
from ingest.errors import IndexStateError
from ingest.sentences import sentences
from ingest.tokens import Analyzer, codes

_SPARE = 4  # hits fetched for each one wanted, before the filter
_FOREVER = date.max.toordinal()
_TOKENIZER = "whitespace"
_HEAD_LIMIT = 200  # characters of title and heading path that are searched with a passage


@dataclass(frozen=True)
class Window:
    """Which passages a search may see: the day, the sources (empty: all) and whether 附則 count."""

    day: date
    source_ids: frozenset[str] = frozenset()
    supplementary: bool = False


@dataclass(frozen=True)
class Seen:
    """A window, and for every row of the index whether it lets the row through."""

    window: Window
    rows: NDArray[np.bool_]


@dataclass(frozen=True)
class Weighted:
    """A token and its weight in a query."""

    token: str
    weight: float = 1.0


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_integer_field("row", fast=True)
    builder.add_integer_field("visible_from", fast=True)
    builder.add_integer_field("visible_to", fast=True)
    for name in ("source", "part"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in ("words", "bigrams", "codes", "place"):
        builder.add_text_field(name, tokenizer_name=_TOKENIZER, index_option="freq")
    return builder.build()


@dataclass(frozen=True)
class Entry:
    """A text to be found, and the passage it leads to; `place` names the provision the passage is."""

    row: int
    passage: Passage
    text: str
    place: str = ""


def passage_entries(passages: Iterable[Passage], heads: Iterable[str]) -> Iterator[Entry]:
    """Each passage under its own text; `heads` are searched with it but not quoted: title, heading path, locator."""
    for row, (passage, head) in enumerate(zip(passages, heads, strict=True)):
        yield Entry(row, passage, f"{head[:_HEAD_LIMIT]}\n{passage.text}", _place(passage))


def _place(passage: Passage) -> str:
    """The addresses of what a passage holds, without the titles in brackets behind them."""
    named = (passage.locator, *(locator for _, locator in passage.places), *passage.heading[-1:])
    return " ".join(one.split("（")[0] for one in named)


def short_entries(passages: Iterable[Passage]) -> Iterator[Entry]:
    """Each passage under each of its sentences (with the heading above it) and every question it answers."""
    for row, passage in enumerate(passages):
        heading = passage.heading[-1] if passage.heading else ""
        for text in (*(f"{heading} {span.of(passage.text)}" for span in sentences(passage.text)), *passage.asks):
            yield Entry(row, passage, text)


def build_lexical(folder: Path, entries: Iterable[Entry], analyzer: Analyzer) -> None:
    """Write a lexical index of `entries` into `folder`."""
    folder.mkdir(parents=True)
    index = tantivy.Index(_schema(), path=str(folder))
    _register(index)
    writer = index.writer(heap_size=128_000_000, num_threads=1)  # one thread: the same input gives the same index
    for entry in entries:
        passage, tokens = entry.passage, analyzer.tokens(entry.text)
        writer.add_document(
            tantivy.Document(
                row=entry.row,
                visible_from=passage.visible_from.toordinal(),
                visible_to=passage.visible_to.toordinal() if passage.visible_to else _FOREVER,
                source=passage.source_id,
                part=passage.part.value,
                words=" ".join(tokens.words),
                bigrams=" ".join(tokens.bigrams),
                place=" ".join(code.replace(" ", "") for code in codes(analyzer.fold(entry.place))),
                codes=" ".join(code.replace(" ", "") for code in tokens.codes),
            )
        )
    writer.commit()
    writer.wait_merging_threads()


def _register(index: tantivy.Index) -> None:
    analyzer = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
    index.register_tokenizer(_TOKENIZER, analyzer)


class LexicalIndex:
    """An opened lexical index; searches are read-only and thread-safe."""

    def __init__(self, folder: Path) -> None:
        try:
            self._index = tantivy.Index.open(str(folder))
        except ValueError as error:
            raise IndexStateError(
                f"語彙索引を開けません: {folder}: {error}", hint="gaihi ingest --rebuild で作り直してください。"
            ) from error
        _register(self._index)
        self._schema = self._index.schema
        self._searcher = self._index.searcher()

    def __len__(self) -> int:
        return self._searcher.num_docs

    def search(self, field: str, query: Sequence[Weighted], seen: Seen, limit: int) -> list[tuple[int, float]]:
        """(row, BM25 score) of the best passages for a channel: `words`, `bigrams`, `codes` or `place`; each row once.

        The filter is applied to more hits than wanted, which is faster than a filter inside the search; where that
        leaves too few, the search is run again with the filter inside.
        """
        clauses = [
            (Occur.Should, Query.boost_query(Query.term_query(self._schema, field, term.token), term.weight))
            for term in query
            if term.token
        ]
        if not clauses:
            return []
        wanted = Query.boolean_query(clauses)
        spare = limit * _SPARE
        hits = self._hits(wanted, spare)
        inside = [hit for hit in hits if seen.rows[hit[0]]]
        if len(hits) == spare and len(inside) < limit:
            inside = self._hits(Query.boolean_query([(Occur.Must, wanted), *self._window(seen.window)]), limit)
        best: dict[int, float] = {}
        for row, score in inside[:limit]:
            best[row] = max(score, best.get(row, 0.0))
        return sorted(best.items(), key=lambda hit: (-hit[1], hit[0]))

    def _hits(self, query: Query, limit: int) -> list[tuple[int, float]]:
        """(row, score) of entries, best first."""
        result = self._searcher.search(query, limit=limit, count=False)
        rows = self._searcher.fast_field_values("row", [address for _, address in result.hits])
        pairs = zip(rows, (score for score, _ in result.hits), strict=True)
        return [(int(row or 0), score) for row, score in pairs]  # every entry was written with its row

    def document_share(self, field: str, token: str) -> float:
        """Share of all passages that contain a token of a channel, 0 to 1."""
        return self._searcher.doc_freq(field, token) / max(1, len(self))

    def _window(self, window: Window) -> list[tuple[Occur, Query]]:
        day = window.day.toordinal()
        clauses = [
            (Occur.Must, self._unscored(self._range("visible_from", None, day))),
            (Occur.Must, self._unscored(self._range("visible_to", day + 1, None))),
        ]
        if not window.supplementary:
            clauses.append((Occur.Must, self._unscored(Query.term_query(self._schema, "part", Part.MAIN.value))))
        if window.source_ids:
            one_of = [(Occur.Should, Query.term_query(self._schema, "source", s)) for s in sorted(window.source_ids)]
            clauses.append((Occur.Must, self._unscored(Query.boolean_query(one_of))))
        return clauses

    def _range(self, field: str, low: int | None, high: int | None) -> Query:
        return Query.range_query(self._schema, field, FieldType.Integer, low, high)

    @staticmethod
    def _unscored(query: Query) -> Query:
        return Query.const_score_query(query, 0.0)
