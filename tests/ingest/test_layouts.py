"""Layouts: plain text to blocks. Whatever the layout, nothing goes without being counted."""

import time
from collections import Counter

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ingest.document import Block, BlockKind
from ingest.outline import structure
from ingest.source import Layout

_LINES = [
    "第1章 序", "第二章 制度", "1. 背景", "１．目的", "(1) 方向", "① 例", "・項目", "- 項目", "⚫ 要点", "# 題", "## 節",
    "本文の途中で改行されるので、次の行に続いている長い長い長い長い行であり四十字を超えて", "文が終わる。", "文が終わる。 ",
    "1", "2", "3", "12", "1 脚注の文である。 ", "セル\t値", "図1 流れ", "はじめに", "　字下げの行", "短い行", "",
]  # fmt: skip
_TEXTS = st.lists(st.sampled_from(_LINES), max_size=25).map("\n".join)


def _texts(blocks: tuple[Block, ...]) -> str:
    return "".join(block.text for block in blocks)


def _signs(text: str) -> Counter[str]:
    return Counter("".join(text.replace("#", "").replace("|", "").split()))


@pytest.mark.parametrize("layout", list(Layout))
@given(raw=_TEXTS)
def test_no_character_goes_uncounted(layout: Layout, raw: str) -> None:
    """Every character but markup stands in some block, or is counted among those left out."""
    blocks, dropped = structure(raw, layout)
    missing = _signs(raw) - _signs(_texts(blocks))
    assert missing.total() <= sum(one.characters for one in dropped)


@pytest.mark.parametrize("layout", list(Layout))
@given(raw=_TEXTS)
@example(raw="・項目\n\n題名とみられる長めの行がここに後から来る")
def test_blocks_stand_in_reading_order_at_their_offsets(layout: Layout, raw: str) -> None:
    """Offsets point at the first and last line of a block, and never lie outside the text."""
    blocks, _ = structure(raw, layout)
    for block in blocks:
        assert 0 <= block.start < block.end <= len(raw)
        if block.text != "（題名なし）":
            assert _signs(block.text[:1]) - _signs(raw[block.start : block.end]) == Counter()


@pytest.mark.parametrize("layout", list(Layout))
def test_an_empty_text_has_no_blocks(layout: Layout) -> None:
    """A text of white space gives no blocks and drops nothing."""
    assert structure(" \n\n　\n", layout) == ((), ())


def _kinds(raw: str, layout: Layout) -> list[tuple[BlockKind, int, str]]:
    return [(block.kind, block.level, block.text) for block in structure(raw, layout)[0]]


def test_report_numbered_headings_must_follow_each_other() -> None:
    """In a report a numbered line is a heading only when its number follows; the others are text."""
    raw = "第1章 序\n1. 背景\n本文である。\n5. 五番目の項目ではない\n2. 目的\n"
    headings = [text for kind, _, text in _kinds(raw, Layout.REPORT) if kind is BlockKind.HEADING]
    assert headings == ["第1章 序", "1. 背景", "2. 目的"]


def test_report_chapters_above_ten_are_headings() -> None:
    """The eleventh chapter is a chapter like the tenth."""
    raw = "\n".join(
        f"第{number}章 題" for number in ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"]
    )
    assert [level for _, level, _ in _kinds(raw, Layout.REPORT)] == [1] * 12


def test_report_sentence_over_a_page_break_is_one_paragraph() -> None:
    """A page number inside a sentence is dropped, and the sentence is joined again."""
    raw = "この文は頁の終わりで切れているので次の頁の先頭の行へ続くことになり、\n\n- 12 -\n\nここで終わる。\n"
    blocks, dropped = structure(raw, Layout.REPORT)
    assert [block.text for block in blocks] == [raw.split("\n", maxsplit=1)[0] + "ここで終わる。"]
    assert dropped[0].reason == "ページ番号"


def test_report_of_many_numbers_is_read_in_time() -> None:
    """A file with a number on each of 20,000 lines takes no more than moments."""
    started = time.perf_counter()
    structure("\n".join(str(n % 900) for n in range(20_000)), Layout.PLAIN)
    assert time.perf_counter() - started < 3


def test_wrapped_lines_become_paragraphs() -> None:
    """Hard-wrapped lines with blank lines between them are joined until a line ends with a space."""
    raw = "安全保障を巡る環境は厳しさを増しており、輸出管理の\n\n役割は大きい。 \n\n次の段落である。 \n"
    assert [text for _, _, text in _kinds(raw, Layout.WRAPPED)] == [
        "安全保障を巡る環境は厳しさを増しており、輸出管理の役割は大きい。",
        "次の段落である。",
    ]


def test_wrapped_footnote_does_not_interrupt_its_sentence() -> None:
    """A footnote in the middle of a sentence becomes a note, and the sentence goes on behind it."""
    raw = "輸出管理の対象となる貨物は政令で\n\n1 別表第一を参照。 \n\n定められている。 \n"
    kinds = _kinds(raw, Layout.WRAPPED)
    assert (BlockKind.PARAGRAPH, 0, "輸出管理の対象となる貨物は政令で定められている。") in kinds
    assert (BlockKind.NOTE, 0, "1 別表第一を参照。") in kinds


def test_slides_have_a_page_and_a_title() -> None:
    """A slide's blocks carry its number and its best-guess title as locator."""
    raw = "改正の概要\n⚫ 要件を追加する。\n⚫ 令和7年に施行する。\n4\n経緯\n⚫ 懇談会で検討した。\n5\n"
    blocks, dropped = structure(raw, Layout.SLIDES)
    assert {block.locator for block in blocks} == {"スライド4「改正の概要」", "スライド5「経緯」"}
    assert sum(one.characters for one in dropped) == 2


def test_markdown_cells_are_rows_and_tags_go() -> None:
    """Tab-separated cells become one row, bold marks and inline tags are markup."""
    raw = "# 題\n\n**国**\t<b>品目</b>\n中国\t全て\n- 項目<br>\n"
    assert _kinds(raw, Layout.MARKDOWN) == [
        (BlockKind.HEADING, 2, "題"),
        (BlockKind.ROW, 0, "国 | 品目"),
        (BlockKind.ROW, 0, "中国 | 全て"),
        (BlockKind.ITEM, 0, "- 項目"),
    ]


@pytest.mark.originals
@pytest.mark.parametrize(
    ("name", "layout"),
    [
        ("000", Layout.REPORT),
        ("001", Layout.WRAPPED),
        ("002", Layout.SLIDES),
        ("003", Layout.MARKDOWN),
        ("004", Layout.MARKDOWN),
    ],
)
def test_originals_lose_nothing(shared, name: str, layout: Layout) -> None:  # type: ignore[no-untyped-def]
    """Of the five originals every character but markup is kept or counted."""
    raw = next((shared / "sources").glob(f"{name}_*.txt")).read_text(encoding="utf-8")
    blocks, dropped = structure(raw, layout)
    missing = _signs(raw) - _signs(_texts(blocks))
    markup = sum(missing[sign] for sign in "*<>/bui ")
    assert missing.total() - markup <= sum(one.characters for one in dropped)
