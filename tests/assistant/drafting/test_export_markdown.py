"""Export Markdown: footnotes with their quotes, tables, and no text that is taken for markup."""

import re
import sys
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from assistant.drafting.block import Heading
from assistant.drafting.export import Format, export
from assistant.drafting.sheet import sheet

sys.path.insert(0, str(Path(__file__).parent))
from export_drafts import HOSTILE_STARTS, a_draft, about, hostile_draft

READER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
NOTE = re.compile(r"^\[\^(\d+)\]: ", re.MULTILINE)
REF = re.compile(r"(?<!\\)\[\^(\d+)\](?!:)")


def written(draft=None) -> str:
    """The file."""
    return export(draft or a_draft(), about(), Format.MARKDOWN).decode()


def tokens(text: str) -> list:
    """What a reader of Markdown makes of it, block by block with what stands in each."""
    return [one for token in READER.parse(text) for one in (token, *(token.children or ()))]


@pytest.mark.parametrize("draft", [a_draft(), hostile_draft()], ids=["usual", "hostile"])
def test_every_number_has_a_footnote_and_every_footnote_a_number(draft):
    """Each footnote once, in their order."""
    text = written(draft)
    notes = [int(one) for one in NOTE.findall(text)]
    assert notes == [note.number for note in sheet(draft, about()).notes] and notes == list(range(1, len(notes) + 1))
    body = text[: NOTE.search(text).start()]
    assert {int(one) for one in REF.findall(body)} == set(notes)


def test_a_footnote_holds_source_quote_and_standing():
    """The lines of a quote stay lines, indented so that they stay in the footnote."""
    text = written()
    assert (
        "[^1]: 〔試験令, 経済産業省, 2025-10-09の版, 第四条〕「ムササビ規制の記録は九年間保存する。」原文。"
        "基準日（2026年4月1日）での位置づけ: 基準日の法令。"
    ) in text
    assert "「テン合金は次のとおり。\\\n    \\- 耐食性の高い材料\\\n    \\- 耐熱性の高い材料」要旨。" in text
    for block in NOTE.split(text)[2::2]:
        assert all(line.startswith("    ") for line in block.rstrip().split("\n\n---")[0].splitlines()[1:] if line)


@pytest.mark.parametrize("draft", [a_draft(), hostile_draft()], ids=["usual", "hostile"])
def test_texts_are_not_markup(draft):
    """No link, picture, code, HTML or quotation comes about; bold are the notice and the marks alone."""
    found = tokens(written(draft))
    kinds = {one.type for one in found}
    assert kinds <= {
        "inline", "text", "softbreak", "hardbreak", "hr", "paragraph_open", "paragraph_close", "heading_open", "heading_close",
        "bullet_list_open", "bullet_list_close", "list_item_open", "list_item_close", "strong_open", "strong_close",
        "table_open", "table_close", "thead_open", "thead_close", "tbody_open", "tbody_close", "tr_open", "tr_close",
        "th_open", "th_close", "td_open", "td_close", "text_special",
    }  # fmt: skip
    bold = [found[n + 1].content for n, one in enumerate(found) if one.type == "strong_open"]
    assert bold[0].startswith("この文書は、書き手が自ら行う判断を支える資料です。")
    assert [one[:4] for one in bold[1:]] == ["【要確認"] * 5


def test_the_headings_are_those_of_the_draft():
    """No text becomes one, none is lost."""
    found = [one.tag for one in tokens(written(hostile_draft())) if one.type == "heading_open"]
    wanted = [one.level for one in sheet(hostile_draft(), about()).blocks if isinstance(one, Heading)]
    assert found == ["h1", *(f"h{level}" for level in wanted)]


def test_all_rows_of_a_table_have_as_many_cells():
    """Whatever the cells hold."""
    rows, count = [], 0
    for one in tokens(written(hostile_draft())):
        count = 0 if one.type == "tr_open" else count + (one.type in ("th_open", "td_open"))
        if one.type == "tr_close":
            rows.append(count)
    assert len(rows) > 20 and set(rows) <= {2, 4, 5, 3}
    assert "| 仕向地 | 2026年4月1日の結果 |\n| --- | --- |\n| タイ | 許可必要 |" in written()


def test_hostile_texts_are_read_back_as_texts():
    """As they were, but for the signs that no file may hold."""
    shown = "".join(one.content for one in tokens(written(hostile_draft())) if one.type in ("text", "text_special"))
    assert (
        "<script>alert(1)</script>]]><w:p/>&amp;□□□□□□![i](http://evil.example/i)[^1][x](javascript:1)|`c`**b**_e_"
        in shown
    )
    assert all("".join(one.split()) in "".join(shown.split()) for one in HOSTILE_STARTS)
