"""Splitting a document into passages: small, never across headings or provisions, nothing lost."""

from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.document import Block, BlockKind, Document, Part
from ingest.read import read
from ingest.sentences import sentences
from ingest.source import Edition, Kind, Source, Tier
from ingest.split import MAX, split, with_ids

_SOURCE = Source("doc", "資料", "資料", "省", Kind.REPORT, Tier.OFFICIAL, published="2024-04")
_LAW = Source("324CO0000000999", "試験令", "試験令", "内閣", Kind.STATUTE, Tier.STATUTE)
_SENTENCE = st.text(alphabet="あいう（）a1", min_size=1, max_size=120).map(lambda text: text + "。")
_BLOCK = st.builds(
    Block,
    kind=st.sampled_from([BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.HEADING, BlockKind.ROW]),
    text=st.lists(_SENTENCE, min_size=1, max_size=12).map("".join),
    level=st.integers(1, 3),
    locator=st.sampled_from(["p. 1", "p. 2"]),
)


def _document(*blocks: Block, source: Source = _SOURCE, **fields: Any) -> Document:
    return Document(source, Edition.ORIGINAL, blocks, "0" * 64, **fields)


def _heading(text: str, level: int = 1, locator: str = "") -> Block:
    return Block(BlockKind.HEADING, text, level, locator)


def _text(text: str, locator: str = "", start: int = -1, end: int = -1) -> Block:
    return Block(BlockKind.PARAGRAPH, text, 0, locator, start, end)


@given(st.lists(_BLOCK, max_size=12))
def test_no_character_is_lost_or_doubled(blocks: list[Block]) -> None:
    """The passages hold exactly the characters of the document's texts, in their order."""
    passages = split(_document(*blocks))
    wanted = "".join(block.text for block in blocks if block.kind is not BlockKind.HEADING)
    assert "".join("".join(passage.text.split()) for passage in passages) == "".join(wanted.split())


@given(st.lists(_BLOCK, max_size=12))
def test_passages_are_short_unless_one_sentence_is_long(blocks: list[Block]) -> None:
    """A passage above the limit consists of a single sentence; ids are distinct, positions count up."""
    passages = split(_document(*blocks))
    assert all(len(passage.text) <= MAX or len(sentences(passage.text)) == 1 for passage in passages)
    assert len({passage.id for passage in passages}) == len(passages)
    assert [passage.order for passage in passages] == list(range(len(passages)))


def test_a_passage_never_crosses_a_heading() -> None:
    """Texts under two headings stand in two passages, each with its heading path."""
    passages = split(
        _document(_heading("章"), _text("甲。"), _heading("節", 2), _text("乙。"), _heading("次章"), _text("丙。"))
    )
    assert [(one.heading, one.text) for one in passages] == [
        (("章",), "甲。"),
        (("章", "節"), "乙。"),
        (("次章",), "丙。"),
    ]


def test_a_passage_never_crosses_a_page() -> None:
    """Texts of two pages stand in two passages, so that the page cited is the page quoted."""
    passages = split(_document(_heading("章"), _text("甲。", "p. 1"), _text("乙。", "p. 2")))
    assert [one.locator for one in passages] == ["p. 1", "p. 2"]


def test_a_passage_of_a_statute_never_crosses_a_paragraph() -> None:
    """Items stay with their paragraph (項); the next paragraph begins a passage of its own."""
    blocks = (
        _heading("第四条（特例）", 3),
        _text("第一項の柱書。", "第四条第一項"),
        _text("一　号の一", "第四条第一項第一号"),
        _text("２　第二項。", "第四条第二項"),
    )
    passages = split(_document(*blocks, source=_LAW, valid_from=date(2025, 10, 9)))
    assert [(one.locator, one.text) for one in passages] == [
        ("第四条第一項", "第一項の柱書。\n一　号の一"),
        ("第四条第二項", "２　第二項。"),
    ]


def test_long_paragraphs_are_cut_between_sentences() -> None:
    """A paragraph above the limit is cut at sentence ends, and the offsets of its passages stay inside it."""
    sentence = "あ" * 180 + "。"
    passages = split(_document(_text(sentence * 5, start=10, end=915)))
    assert [one.text for one in passages] == [sentence * 2, sentence * 2, sentence]
    assert all((one.start, one.end) == (10, 915) for one in passages)


@pytest.mark.parametrize("locator", ["附則第一条", "附則（令和七年）第二項"])
def test_supplementary_provisions_are_marked(locator: str) -> None:
    """附則 are a part of their own, by heading or by address."""
    document = _document(
        _heading("附則", 1), _text("この政令は施行する。", locator), source=_LAW, valid_from=date(2025, 1, 1)
    )
    assert [one.part for one in split(document)] == [Part.SUPPLEMENTARY]
    bare = _document(_heading("第一条", 3), _text("本則。", "第一条"), source=_LAW, valid_from=date(2025, 1, 1))
    assert [one.part for one in split(bare)] == [Part.MAIN]


def test_visibility_begins_with_publication_or_entry_into_force() -> None:
    """A report is visible from its publication, a statute's wording from and until the days it is in force."""
    assert split(_document(_text("甲。")))[0].visible_from == date(2024, 4, 1)
    dated = _document(_text("甲。"), source=_LAW, valid_from=date(2025, 1, 1), valid_to=date(2025, 10, 9))
    (passage,) = split(dated)
    assert (passage.visible_from, passage.visible_to) == (date(2025, 1, 1), date(2025, 10, 9))
    assert [passage.visible_on(date(2025, 10, day)) for day in (8, 9)] == [True, False]


def test_ids_depend_on_content_and_place_alone() -> None:
    """The same passage has the same id whatever stands before it; equal passages are told apart by a number."""
    (alone,) = split(_document(_heading("章"), _text("甲。")))
    _, moved = split(_document(_heading("前"), _text("乙。"), _heading("章"), _text("甲。")))
    assert alone.id == moved.id
    first, second = with_ids([alone, alone])
    assert second.id == f"{first.id}-2"


def test_ids_tell_wordings_and_editions_apart() -> None:
    """The id of a statute's passage names the day of its wording, that of another document its edition."""
    (law,) = split(_document(_text("甲。"), source=_LAW, valid_from=date(2025, 1, 1)))
    (report,) = split(_document(_text("甲。")))
    assert law.id.startswith("324CO0000000999:2025-01-01:")
    assert report.id.startswith("doc:original:")


def test_blank_blocks_give_no_passage() -> None:
    """A document of headings and blank blocks has no passages."""
    assert split(_document(_heading("章"), _text(" 　"))) == ()


@pytest.mark.originals
def test_originals_are_split_without_loss(shared: Path, make_source: Callable[..., Source]) -> None:
    """Of an original statute version every character of every block stands in a passage, in its order."""
    path = max((shared / "laws" / "324CO0000000378").glob("*.md"))
    (document,) = read(path, make_source(id="324CO0000000378", kind=Kind.STATUTE, published=""), limit=10**8)
    wanted = Counter("".join(block.text for block in document.blocks if block.kind is not BlockKind.HEADING))
    found = Counter("".join(passage.text for passage in split(document)))
    assert {sign: n for sign, n in (wanted - found).items() if not sign.isspace()} == {}
