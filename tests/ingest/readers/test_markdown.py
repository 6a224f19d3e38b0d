"""Markdown: blocks, marks, tables, and what never becomes text."""

import pytest

from ingest.document import BlockKind
from ingest.errors import ReadError


def _blocks(documents):
    return [(block.kind.value, block.level, block.text) for block in documents[0].blocks]


def test_headings_lists_and_paragraphs_keep_their_order_and_marks(read_bytes):
    """Headings carry their depth, list items their mark and depth, wrapped lines are joined."""
    found = _blocks(read_bytes("a.md", "# 題\n\n本文は\n二行。\n\n- 甲\n  1. 子\n- 乙\n\n3. 三\n4. 四\n"))
    assert found == [
        ("heading", 1, "題"),
        ("paragraph", 0, "本文は二行。"),
        ("item", 1, "- 甲"),
        ("item", 2, "1. 子"),
        ("item", 1, "- 乙"),
        ("item", 1, "3. 三"),
        ("item", 1, "4. 四"),
    ]


def test_a_table_gives_one_row_block_per_row(read_bytes):
    """The header row comes first, cells are joined by bars, an escaped bar stays in its cell."""
    found = _blocks(read_bytes("a.md", "| 改正 | 施行日 |\n|---|---|\n| **A** | x\\|y |\n| | 二行<br>目 |\n"))
    assert [text for _, _, text in found] == ["改正 | 施行日", "A | x|y", " | 二行目"]
    assert {kind for kind, _, _ in found} == {"row"}


def test_comments_and_raw_html_are_counted_and_not_text(read_bytes):
    """Comments, HTML blocks, inline tags and scripts never become text and are counted."""
    document = read_bytes(
        "a.md", "前<!-- 秘密 -->後 <b>太</b><script>alert(1)</script>\n\n<div>\n隠す\n</div>\n\n<!-- 注 -->\n"
    )[0]
    assert [block.text for block in document.blocks] == ["前後 太"]
    assert {one.reason for one in document.dropped} == {"HTML", "HTMLコメント"}


def test_offsets_point_at_the_lines_of_the_block(read_bytes):
    """`start` and `end` are offsets in the raw text, front matter included."""
    raw = "---\ntitle: 題\n---\n# 見出し\n\n本文。\n\n- 甲\n- 乙\n\n| a | b |\n|---|---|\n| 1 | 2 |"
    spans = [raw[block.start : block.end] for block in read_bytes("a.md", raw)[0].blocks]
    assert spans == ["# 見出し", "本文。", "- 甲", "- 乙", "| a | b |", "| 1 | 2 |"]


def test_front_matter_is_not_text(read_bytes):
    """The YAML on top is no text; a rule on the first line is not front matter."""
    assert _blocks(read_bytes("a.md", "---\ntitle: 題\n---\n本文")) == [("paragraph", 0, "本文")]
    assert _blocks(read_bytes("b.md", "---\n本文")) == [("paragraph", 0, "本文")]


def test_broken_front_matter_is_an_error(read_bytes):
    """Front matter that is no YAML names the file."""
    with pytest.raises(ReadError, match=r"a\.md: 先頭のYAML"):
        read_bytes("a.md", "---\na: [1\n---\n本文")


def test_link_texts_stay_and_addresses_are_counted(read_bytes):
    """Of a link the text is kept and the address counted as left out."""
    document = read_bytes("a.md", "[経済産業省](https://example.com/)の資料")[0]
    assert document.blocks[0].text == "経済産業省の資料"
    assert document.dropped[0].characters == len("https://example.com/")


def test_code_is_a_paragraph(read_bytes):
    """A code block is kept as it is."""
    document = read_bytes("a.md", "```\na <b>\n  c\n```\n")[0]
    assert (document.blocks[0].kind, document.blocks[0].text) == (BlockKind.PARAGRAPH, "a <b>\n  c")
