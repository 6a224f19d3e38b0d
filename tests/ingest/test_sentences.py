"""Sentences as exact spans: what quotes are made of."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.sentences import Span, sentences

_TEXTS = st.text(alphabet="あ。（）「」()\n 　a1＜|・", max_size=60)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一つ目。二つ目。", ["一つ目。", "二つ目。"]),
        ("括弧（中の文。もう一つ。）の外。次。", ["括弧（中の文。もう一つ。）の外。", "次。"]),
        ("・項目一\n・項目二", ["・項目一", "・項目二"]),
        ("国 | 品目\n中国 | 全て", ["国 | 品目", "中国 | 全て"]),
        ("開いたままの（括弧。\n次の行。その次。", ["開いたままの（括弧。", "次の行。", "その次。"]),
        ("閉じるだけ）。次。", ["閉じるだけ）。", "次。"]),
        ("  前後の空白。　\n\n", ["前後の空白。"]),
        ("", []),
        ("文末なし", ["文末なし"]),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, expected: list[str]) -> None:
    """A sentence ends at 。 outside brackets or with its line."""
    assert [span.of(text) for span in sentences(text)] == expected


@given(_TEXTS)
def test_spans_hold_every_character_but_white_space(text: str) -> None:
    """Spans are in order, do not overlap, and leave out nothing but white space."""
    spans = sentences(text)
    edges = [0, *(edge for span in spans for edge in (span.start, span.end)), len(text)]
    assert edges == sorted(edges)
    between = [text[end:start] for end, start in zip(edges[::2], edges[1::2], strict=True)]
    assert not "".join(between).strip()


@given(_TEXTS)
def test_spans_are_trimmed(text: str) -> None:
    """A span is never empty and has no white space at its ends."""
    assert all(span.of(text) and span.of(text) == span.of(text).strip() for span in sentences(text))


def test_span_gives_its_characters() -> None:
    """The characters of a span are those of the text it was made for."""
    assert Span(2, 4).of("あいうえお") == "うえ"
