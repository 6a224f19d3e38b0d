"""Statutes: addresses, and that the Markdown, XML and JSON of a law give the same blocks."""

import json
import re
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from ingest.document import BlockKind, Document
from ingest.errors import ReadError
from ingest.read import read
from ingest.readers.provision import item_address, kanji, paragraph_address
from ingest.source import Source

MARKDOWN = """---
title: "試験令"
identifier: "324CO0000000999"
extra:
  enforced_at: "2025-10-09"
---

### 第一章　総則

**第一条（目的）**　本文一。ただし書。

**第二条の二（許可）**　前段。

- 一　号の一
  - イ　細目
    - （１）　細細目

- 一の二　号の一の二

- 三及び四　削除

**２**　第二項。

## 附則

この政令は、試験の日から施行する。

## 附則

**第一条（施行期日）**　この政令は、施行する。

**２**　経過措置。

**別表第一**

|  | 貨物 | 地域 |
| --- | --- | --- |
| 一 | 銃砲 | 全地域 |
| 三の二 | 甲 | 乙 |
| 丙 | 丁 |  |

**別表第三**

- アルゼンチン、カナダ
"""

XML = """<?xml version="1.0" encoding="UTF-8"?>
<Law Era="Showa" Year="24" Num="999" LawType="CabinetOrder" Lang="ja">
 <LawNum>昭和二十四年政令第九百九十九号</LawNum>
 <LawBody>
  <LawTitle>試験令</LawTitle>
  <TOC><TOCLabel>目次</TOCLabel></TOC>
  <MainProvision>
   <Chapter Num="1"><ChapterTitle>第一章　総則</ChapterTitle>
    <Article Num="1"><ArticleCaption>（目的）</ArticleCaption><ArticleTitle>第一条</ArticleTitle>
     <Paragraph Num="1"><ParagraphNum/><ParagraphSentence>
      <Sentence Num="1">本文一。</Sentence><Sentence Num="2">ただし書。</Sentence></ParagraphSentence></Paragraph>
    </Article>
    <Article Num="2_2"><ArticleCaption>（許可）</ArticleCaption><ArticleTitle>第二条の二</ArticleTitle>
     <Paragraph Num="1"><ParagraphNum/><ParagraphSentence><Sentence>前段。</Sentence></ParagraphSentence>
      <Item Num="1"><ItemTitle>一</ItemTitle><ItemSentence><Sentence>号の一</Sentence></ItemSentence>
       <Subitem1 Num="1"><Subitem1Title>イ</Subitem1Title><Subitem1Sentence><Sentence>細目</Sentence></Subitem1Sentence>
        <Subitem2 Num="1"><Subitem2Title>（１）</Subitem2Title>
         <Subitem2Sentence><Sentence>細<Ruby>細<Rt>さい</Rt></Ruby>目</Sentence></Subitem2Sentence></Subitem2>
       </Subitem1></Item>
      <Item Num="1_2"><ItemTitle>一の二</ItemTitle><ItemSentence><Sentence>号の一の二</Sentence></ItemSentence></Item>
      <Item Num="3:4"><ItemTitle>三及び四</ItemTitle><ItemSentence><Sentence>削除</Sentence></ItemSentence></Item>
     </Paragraph>
     <Paragraph Num="2"><ParagraphNum>２</ParagraphNum>
      <ParagraphSentence><Sentence>第二項。</Sentence></ParagraphSentence></Paragraph>
    </Article>
   </Chapter>
  </MainProvision>
  <SupplProvision><SupplProvisionLabel>附　則</SupplProvisionLabel>
   <Paragraph Num="1"><ParagraphNum/><ParagraphSentence>
    <Sentence>この政令は、試験の日から施行する。</Sentence></ParagraphSentence></Paragraph></SupplProvision>
  <SupplProvision><SupplProvisionLabel>附　則</SupplProvisionLabel>
   <Article Num="1"><ArticleCaption>（施行期日）</ArticleCaption><ArticleTitle>第一条</ArticleTitle>
    <Paragraph Num="1"><ParagraphNum/><ParagraphSentence>
     <Sentence>この政令は、施行する。</Sentence></ParagraphSentence></Paragraph>
    <Paragraph Num="2"><ParagraphNum>２</ParagraphNum>
     <ParagraphSentence><Sentence>経過措置。</Sentence></ParagraphSentence></Paragraph>
   </Article></SupplProvision>
  <AppdxTable Num="1"><AppdxTableTitle>別表第一</AppdxTableTitle>
   <TableStruct><Table>ROWS</Table></TableStruct></AppdxTable>
  <AppdxTable Num="3"><AppdxTableTitle>別表第三</AppdxTableTitle>
   <Item><ItemSentence><Sentence>アルゼンチン、カナダ</Sentence></ItemSentence></Item></AppdxTable>
 </LawBody>
</Law>
"""
ROWS = [["", "貨物", "地域"], ["一", "銃砲", "全地域"], ["三の二", "甲", "乙"], ["丙", "丁"]]
CELL = "<TableColumn><Sentence>{}</Sentence></TableColumn>"
XML = XML.replace("ROWS", "".join(f"<TableRow>{''.join(map(CELL.format, row))}</TableRow>" for row in ROWS))

NAME = "324CO0000000999_20251009_507CO0000000001.xml"


def _shape(document: Document):
    """What the three readers must agree on; blank space in the label of 附則 aside."""
    return [(block.kind, block.text, block.level, block.locator) for block in document.blocks]


def _api(xml: str) -> str:
    """The same law as the JSON of the law API, version 2."""
    from defusedxml.ElementTree import fromstring

    def node(element):
        children = [element.text, *(part for child in element for part in (node(child), child.tail))]
        return {
            "tag": element.tag,
            "attr": dict(element.attrib),
            "children": [child for child in children if isinstance(child, dict) or (child and child.strip())],
        }

    info = {"law_info": {"law_id": "324CO0000000999"}, "revision_info": {"amendment_enforcement_date": "2025-10-09"}}
    return json.dumps({**info, "law_full_text": node(fromstring(xml.encode()))}, ensure_ascii=False)


def test_each_provision_is_a_block_with_its_address(read_bytes, law):
    """Articles, paragraphs, items, sub-items and rows carry the address by which they are cited."""
    (document,) = read_bytes("2025-10-09.md", MARKDOWN, law)
    assert document.valid_from == date(2025, 10, 9)
    assert [(block.text, block.locator) for block in document.blocks] == [
        ("第一章　総則", "第一章"),
        ("第一条（目的）", "第一条"),
        ("本文一。ただし書。", "第一条"),
        ("第二条の二（許可）", "第二条の二"),
        ("前段。", "第二条の二第一項"),
        ("一　号の一", "第二条の二第一項第一号"),
        ("イ　細目", "第二条の二第一項第一号イ"),
        ("（１）　細細目", "第二条の二第一項第一号イ（１）"),
        ("一の二　号の一の二", "第二条の二第一項第一号の二"),
        ("三及び四　削除", "第二条の二第一項第三号及び第四号"),
        ("２　第二項。", "第二条の二第二項"),
        ("附則", "附則"),
        ("この政令は、試験の日から施行する。", "附則"),
        ("附則", "附則（二番目）"),
        ("第一条（施行期日）", "附則（二番目）第一条"),
        ("この政令は、施行する。", "附則（二番目）第一条第一項"),
        ("２　経過措置。", "附則（二番目）第一条第二項"),
        ("別表第一", "別表第一"),
        ("貨物 | 地域", "別表第一"),
        ("一 | 銃砲 | 全地域", "別表第一 一の項"),
        ("三の二 | 甲 | 乙", "別表第一 三の二の項"),
        ("丙 | 丁", "別表第一 三の二の項"),
        ("別表第三", "別表第三"),
        ("アルゼンチン、カナダ", "別表第三"),
    ]


def test_headings_nest_so_that_an_appendix_leaves_the_supplement(read_bytes, law):
    """附則 and 別表 stand at one level above chapters' articles; items carry their depth."""
    blocks = read_bytes("a.md", MARKDOWN, law)[0].blocks
    levels = {block.text: block.level for block in blocks if block.kind is BlockKind.HEADING}
    assert levels["附則"] == levels["別表第一"] < levels["第一章　総則"] < levels["第一条（目的）"]
    assert [block.level for block in blocks if block.kind is BlockKind.ITEM] == [1, 2, 3, 1, 1]


def test_offsets_give_the_line_of_the_provision(read_bytes, law):
    """A block's offsets enclose its text in the file."""
    for block in read_bytes("a.md", MARKDOWN, law)[0].blocks:
        line = MARKDOWN[block.start : block.end]
        assert block.text.split(" | ")[0] in line.replace("**", "")


def test_xml_gives_the_same_blocks_as_markdown(read_bytes, law):
    """The XML of a law gives the same kinds, texts, levels and addresses as its Markdown."""
    (xml,) = read_bytes(NAME, XML, law)
    assert _shape(xml) == _shape(read_bytes("a.md", MARKDOWN, law)[0])
    assert xml.valid_from == date(2025, 10, 9)
    assert {one.reason for one in xml.dropped} == {"法令番号", "題名", "目次", "ふりがな"}


def test_json_gives_the_same_blocks_as_xml(read_bytes, law):
    """The API's JSON gives what the XML gives, with date and law id from its own fields."""
    (document,) = read_bytes("anything.json", _api(XML), law)
    assert _shape(document) == _shape(read_bytes(NAME, XML, law)[0])
    assert document.valid_from == date(2025, 10, 9)


def test_the_amending_law_names_the_supplement(read_bytes, law):
    """In XML the address of 附則 names the amending law."""
    first, second, third = XML.split("<SupplProvision>")
    xml = f'{first}<SupplProvision>{second}<SupplProvision AmendLawNum="令和七年四月九日政令第百七十五号">{third}'
    locators = [block.locator for block in read_bytes(NAME, xml, law)[0].blocks]
    assert "附則（令和七年四月九日政令第百七十五号）第一条第二項" in locators


def test_an_unknown_element_is_not_lost(read_bytes, law):
    """Text in an element that the reader does not know becomes a paragraph at its place."""
    known = "<Sentence>前段。</Sentence></ParagraphSentence>"
    xml = XML.replace(known, f"{known}<Unheard><Of>注意</Of></Unheard>")
    blocks = read_bytes(NAME, xml, law)[0].blocks
    assert [(block.text, block.locator) for block in blocks if block.text == "注意"] == [("注意", "第二条の二第一項")]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.md", MARKDOWN.replace("2025-10-09", "令和七年"), "enforced_at"),
        ("a.md", MARKDOWN.replace("999", "998"), "324CO0000000998"),
        ("law.xml", XML, "施行日が分かりません"),
        ("324CO0000000998_20251009_x.xml", XML, "324CO0000000998"),
        ("a.json", '{"law_full_text": null}', "LawBody"),
        ("a.json", '{"law_full_text": ', "JSONとして読めません"),
        ("a.json", "[" * 100_000, "深すぎます"),
        ("a.xml", "<a>" * 200 + "</a>" * 200, "深すぎます"),
        ("a.xml", "<Law>", "XMLとして読めません"),
    ],
)
def test_a_file_that_is_no_version_of_the_law_is_refused(read_bytes, law, name, content, message):
    """A missing date, another law's id, and damaged files are refused with the reason."""
    with pytest.raises(ReadError, match=message):
        read_bytes(name, content, law)


def test_entity_expansion_is_refused(read_bytes, law):
    """XML that declares entities (billion laughs, external files) is refused before anything expands."""
    laughs = '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><Law><LawBody>&b;</LawBody></Law>'
    external = '<!DOCTYPE a [<!ENTITY f SYSTEM "file:///etc/hostname">]><Law><LawBody>&f;</LawBody></Law>'
    for xml in (laughs, external):
        with pytest.raises(ReadError, match="実体の宣言"):
            read_bytes(NAME, xml, law)


def test_numbers_become_kanji():
    """Numerals as statutes print them."""
    assert [kanji(n) for n in (0, 1, 10, 11, 25, 100)] == ["〇", "一", "十", "十一", "二十五", "百"]
    assert kanji(1228) == "千二百二十八"
    assert paragraph_address("１２") == "第十二項"
    assert item_address("十二から十四の二まで") == "第十二号から第十四号の二まで"


def _originals(shared: Path, law: Source) -> list[tuple[Path, Source]]:
    return [(path, replace(law, id=path.parent.name)) for path in sorted((shared / "laws").glob("*/*.md"))]


def _squeezed(text: str) -> str:
    return re.sub(r"[\s|]", "", text)


@pytest.mark.originals
def test_nothing_of_any_stored_law_is_lost(shared, law):
    """Of every version of every law the blocks joined are the file's body without its markup."""
    paths = _originals(shared, law)
    assert len(paths) == 51
    for path, source in paths:
        (document,) = read(path, source, limit=10_000_000)
        body = path.read_text(encoding="utf-8").split("\n---\n", 1)[1]
        plain = re.sub(r"^(?: *- |#+ |\|(?: --- \|)+$)", "", body, flags=re.M).replace("**", "")
        assert _squeezed("".join(block.text for block in document.blocks)) == _squeezed(plain), path
        assert document.valid_from == date.fromisoformat(path.stem)


@pytest.mark.originals
def test_no_two_items_of_a_law_share_an_address(shared, law):
    """Every item of every law has an address of its own, and every block has an address."""
    for path, source in _originals(shared, law):
        blocks = read(path, source, limit=10_000_000)[0].blocks
        assert all(block.locator for block in blocks), path
        counts = Counter(block.locator for block in blocks if block.kind is BlockKind.ITEM)
        assert [address for address, n in counts.items() if n > 1] == [], path


@pytest.mark.originals
def test_known_provisions_have_their_known_addresses(shared, law):
    """Provisions that the rule check rests on are found by their address with their own words."""
    path = shared / "laws" / "324CO0000000378" / "2025-10-09.md"
    blocks = read(path, replace(law, id="324CO0000000378"), limit=10_000_000)[0].blocks
    texts = {block.locator: block.text for block in blocks if block.kind is not BlockKind.HEADING}
    assert texts["第四条第一項第三号ハ"].startswith("ハ　その貨物が別表第一の一の項の中欄")
    assert texts["別表第一 一六の項"].startswith("一六 | （一）")
    assert texts["別表第二の三第二号（３２）"].startswith("（３２）　石油精製用")
    assert "アルゼンチン" in texts["別表第三"]
