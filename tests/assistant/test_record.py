"""Record: all that a person needs to judge and sign, in Markdown and in DOCX, whatever the texts contain."""

import io
import re
import zipfile
from datetime import date

import pytest
from docx import Document
from docx.oxml.ns import qn
from lxml import etree

from assistant.checking import Checker, Confirmation, shipped_rules
from assistant.record import SUPPORT, About, Grid, Heading, markdown, record
from assistant.record_docx import docx
from assistant.words import Words

ABOUT = About("佐藤花子", date(2026, 1, 5), "T-1 取引")
FACTS = {
    "dest": "CN",
    "date": "2025-10-10",
    "hs": "8542.31",
    "list_status": "not_listed",
    "red_flags": ["急ぎの|注文<b>"],
}
HOSTILE = "氏名\x00\x0b\x1f\ufffe|<w:p>&*_`#\u202e"


@pytest.fixture(scope="module")
def found():
    """A determination that has reasons, open questions and assumptions."""
    return Checker().check(FACTS)


def made(found, about=ABOUT, confirmed=None):
    """The blocks of a record."""
    return record(found, confirmed or {}, about, Words(shipped_rules()))


def grid(blocks, head):
    """The table whose first heading is this."""
    return next(block for block in blocks if isinstance(block, Grid) and block.heads[0] == head)


def test_a_record_says_what_it_is_and_has_all_its_parts(found):
    """Support for a decision, result, facts, reasons, basis, questions, changes, notices, signatures, appendix."""
    blocks = made(found)
    assert blocks[1].text == SUPPORT
    titles = [block.text for block in blocks if isinstance(block, Heading) and block.level == 2]
    assert [re.sub(r"^\d+\. ", "", title) for title in titles] == [
        "結果", "事実", "理由", "法的根拠", "まだ分からない事実", "結果が変わる場合", "注意と案内", "判断と署名",
        "付録 調べたほかの規則",
    ]  # fmt: skip
    assert [row[0] for row in grid(blocks, "役割").rows] == ["作成者", "確認者", "承認者"]
    text = markdown(blocks)
    for part in (found.label_ja, found.receipt.rules, "2026年1月5日", "T-1 取引", *(one.text for one in found.notices)):
        assert part in text


def test_every_rule_question_and_assumption_stands_in_it(found):
    """Nothing of the determination is left out."""
    text = markdown(made(found))
    for step in found.trace:
        assert f"{step.rule} " in text
    for one in found.missing:
        assert one.question.replace("|", "\\|") in text
    labels = Words(shipped_rules()).labels
    assert all(labels.fact(one.fact) in text for one in found.assumed)


def test_what_decided_stands_first_and_what_did_not_in_the_appendix(found):
    """Replaced, unsettled and failed rules are kept, behind the lines for signatures."""
    text = markdown(made(found))
    decided, beside, appendix = (
        text.index(part) for part in ("決め手になった規則", "ほかに当てはまった規則", "## 付録")
    )
    assert decided < beside < text.index("役割") < appendix
    for step in found.trace:
        place = text.index(f"{step.rule} {step.title}"[:30])
        assert place < appendix if step.result == "held" else text.rindex(step.text[:20]) > appendix


def test_the_exporter_decides_and_signs(found):
    """The record leaves the decision to be ticked and reasoned, and gives no tick of its own."""
    rows = {row[0]: row[1] for row in grid(made(found), "項目").rows}
    assert "判定の日（輸出・提供の日）" in rows
    decision = next(block for block in made(found) if isinstance(block, Grid) and block.rows[0][0] == "輸出者の判断")
    assert decision.rows[0][1].count("□") == 4
    assert [row[1] for row in decision.rows[1:]] == ["", ""]


@pytest.mark.parametrize(
    "said",
    [
        "最終判断ではない",
        "該非は、人が入力した判定をそのまま",
        "分からない事実を「ない」とはみなしていない",
        "METI動向（2025-04）",
        "その後の改正を含まない",
        "制裁の対象者の名簿、外国の法律、契約上の制限",
        "事前相談",
        "通知を受けることもある",
        "2025-11-15",
    ],
)
def test_the_notices_that_must_be_read_stand_in_it(found, said):
    """limits.md §5: not final, listing as given, unknown is not no, days of change, old documents, elsewhere, consult."""
    assert said in markdown(made(found))


def test_a_date_after_the_stored_law_is_told(found):
    """With the last stored version named."""
    later = Checker().check({**FACTS, "date": "2027-01-05"})
    assert "2026-06-05" in markdown(made(later)) and "より後の日付" in markdown(made(later))


def test_a_fact_is_unconfirmed_until_someone_is_named(found):
    """Who and when stand beside a confirmed fact, 未確認 beside the others."""
    blocks = made(found, confirmed={"dest": Confirmation("山田", date(2025, 10, 1))})
    rows = {row[0]: row for row in grid(blocks, "事実").rows}
    assert rows["仕向地"] == ("仕向地", "中国（CN）", "山田", "2025-10-01")
    assert rows["HSコード"][2:] == ("未確認", "―")


def test_hostile_texts_stay_text(found):
    """Neither Markdown nor XML nor a control character breaks a record."""
    blocks = made(found, About(HOSTILE, date(2026, 1, 5), HOSTILE), {"dest": Confirmation(HOSTILE, None)})
    text = markdown(blocks)
    assert "急ぎの\\|注文\\<b\\>" in text
    assert not re.search("[\x00\x0b\x1f]", text)
    columns = {
        line.replace("\\|", "").count("|")
        for line in text.splitlines()
        if line.startswith("| 仕向地 ") and "氏名" in line
    }
    assert columns == {5}
    Document(io.BytesIO(docx(blocks, About(HOSTILE, date(2026, 1, 5), HOSTILE))))


def test_the_docx_is_a4_in_japanese_fonts_with_headings_tables_and_page_numbers(found):
    """Headings are headings, tables repeat their first row, and every style names a Japanese font."""
    content = docx(made(found), ABOUT)
    document = Document(io.BytesIO(content))
    section = document.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    names = {paragraph.style.name for paragraph in document.paragraphs}
    assert {"Heading 1", "Heading 2", "Heading 3", "List Bullet"} <= names
    assert len(document.tables) >= 6
    assert all(table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None for table in document.tables)
    for style in ("Normal", "Heading 1", "Heading 2", "List Bullet", "Footer"):
        fonts = document.styles[style].element.rPr.rFonts
        assert fonts.get(qn("w:eastAsia")) == "游ゴシック"
        assert not [name for name in fonts.attrib if name.endswith("Theme")]
    assert "取引審査の記録" in section.header.paragraphs[0].text
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        footer = package.read("word/footer1.xml").decode()
        assert "PAGE" in footer and "NUMPAGES" in footer
        for name in package.namelist():
            if name.endswith(".xml"):
                etree.fromstring(package.read(name))
