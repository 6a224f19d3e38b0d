"""Word, PowerPoint and Excel files made in the test, and hostile packages."""

import zipfile
from io import BytesIO

import docx
import openpyxl
import pptx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from pptx.util import Inches

from ingest.errors import ReadError


def _saved(document) -> bytes:
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def _blocks(documents):
    return [(block.kind.value, block.level, block.text) for block in documents[0].blocks]


def _rewritten(data: bytes, **parts: bytes) -> bytes:
    """A package with other content in some of its parts."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, parts.get(name, old.read(name)))
    return stream.getvalue()


def _word() -> bytes:
    word = docx.Document()
    word.add_heading("社内規程", 0)
    word.add_heading("第１章　総則", 1)
    word.add_paragraph("本規程は\n輸出管理を定める。")
    word.add_paragraph("該非判定", style="List Bullet")
    table = word.add_table(rows=2, cols=2)
    for cell, text in zip([c for row in table.rows for c in row.cells], ["区分", "担当", "一", "営業"], strict=True):
        cell.text = text
    word.add_paragraph("表の後。")
    word.sections[0].header.paragraphs[0].text = "秘"
    return _saved(word)


def test_word_headings_lists_and_tables_come_in_document_order(read_bytes):
    """Headings by style, list items, table rows and paragraphs keep their order; page headers are counted."""
    documents = read_bytes("a.docx", _word())
    assert _blocks(documents) == [
        ("heading", 1, "社内規程"),
        ("heading", 1, "第１章　総則"),
        ("paragraph", 0, "本規程は輸出管理を定める。"),
        ("item", 1, "該非判定"),
        ("row", 0, "区分 | 担当"),
        ("row", 0, "一 | 営業"),
        ("paragraph", 0, "表の後。"),
    ]
    assert [(one.reason, one.characters) for one in documents[0].dropped] == [("ヘッダー・フッター", 1)]


def test_word_revisions_and_hidden_text(read_bytes):
    """Inserted text and content controls are text; deleted and hidden text is not."""
    word = docx.Document()
    body = (
        "<w:r><w:t>甲</w:t></w:r><w:ins><w:r><w:t>挿入</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>削除</w:delText></w:r></w:del>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隠し</w:t></w:r>"
        "<w:sdt><w:sdtContent><w:r><w:t>欄</w:t></w:r></w:sdtContent></w:sdt>"
    )
    word.element.body.insert(0, parse_xml(f"<w:p {nsdecls('w')}>{body}</w:p>"))
    documents = read_bytes("a.docx", _saved(word))
    assert [text for _, _, text in _blocks(documents)] == ["甲挿入欄"]
    assert [(one.reason, one.characters) for one in documents[0].dropped] == [("隠し文字", 2)]


def test_powerpoint_slides_have_numbers_titles_tables_and_notes(read_bytes):
    """A slide's title is its heading; list levels, table rows and notes carry the slide's number."""
    deck = pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[1])
    slide.shapes.title.text = "補完的輸出規制"
    frame = slide.placeholders[1].text_frame
    frame.text = "対象"
    frame.add_paragraph().text = "技術"
    frame.paragraphs[1].level = 1
    table = slide.shapes.add_table(1, 2, Inches(1), Inches(1), Inches(3), Inches(1)).table
    table.cell(0, 0).text, table.cell(0, 1).text = "国", "日付"
    slide.notes_slide.notes_text_frame.text = "口頭で補う。"
    untitled = deck.slides.add_slide(deck.slide_layouts[6])
    untitled.shapes.add_textbox(0, 0, Inches(1), Inches(1)).text_frame.text = "題のないスライド"
    documents = read_bytes("a.pptx", _saved(deck))
    assert _blocks(documents) == [
        ("heading", 1, "補完的輸出規制"),
        ("item", 1, "対象"),
        ("item", 2, "技術"),
        ("row", 0, "国 | 日付"),
        ("note", 0, "口頭で補う。"),
        ("heading", 1, "題のないスライド"),
    ]
    assert [block.locator for block in documents[0].blocks] == ["スライド1"] * 5 + ["スライド2"]


def test_excel_rows_name_their_columns(read_bytes):
    """Each row is one block with the column's heading before each value and the row's number as locator."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "判定"
    for row in (["該非判定一覧"], [], ["品名", "項番", "数量"], ["弁", "3の項(2)", 2.0], ["", "4の項", None]):
        sheet.append(row)
    hidden = book.create_sheet("控え")
    hidden.append(["秘密"])
    hidden.sheet_state = "hidden"
    documents = read_bytes("a.xlsx", _saved(book))
    assert [(block.text, block.locator) for block in documents[0].blocks] == [
        ("判定", "判定"),
        ("該非判定一覧", "判定!1"),
        ("品名 | 項番 | 数量", "判定!3"),
        ("品名: 弁 | 項番: 3の項(2) | 数量: 2", "判定!4"),
        ("項番: 4の項", "判定!5"),
    ]
    assert documents[0].dropped[0].reason == "非表示シート"


def test_an_excel_sheet_with_too_many_cells_is_refused(read_bytes, monkeypatch):
    """Rows that claim far-away columns do not make the reader work without end."""
    monkeypatch.setattr("ingest.readers.xlsx._MOST_CELLS", 1000)
    book = openpyxl.Workbook()
    book.active.cell(1, 5000, "x")
    with pytest.raises(ReadError, match="セルが多すぎます"):
        read_bytes("a.xlsx", _saved(book))


@pytest.mark.parametrize("suffix", [".docx", ".pptx", ".xlsx"])
def test_an_encrypted_office_file_is_named_as_such(read_bytes, suffix):
    """An OLE container (password-protected or old format) gets a hint to remove the password."""
    with pytest.raises(ReadError, match="暗号化") as caught:
        read_bytes(f"a{suffix}", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    assert "パスワード" in caught.value.hint


@pytest.mark.parametrize("suffix", [".docx", ".pptx", ".xlsx"])
def test_a_zip_bomb_is_refused_before_it_unpacks(read_bytes, suffix):
    """A small package that unpacks to more than ten times the limit is refused with both figures."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b" " * 2_000_000)
    with pytest.raises(ReadError, match="展開後の大きさが上限を超えます"):
        read_bytes(f"a{suffix}", stream.getvalue(), limit=100_000)


def test_entities_in_an_office_file_are_refused(read_bytes):
    """A part with a document type declaration is refused, in UTF-16 too."""
    laughs = '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><a>&b;</a>'
    for part in (laughs.encode(), laughs.encode("utf-16")):
        with pytest.raises(ReadError, match="実体の宣言"):
            read_bytes("a.docx", _rewritten(_word(), **{"word/document.xml": part}))


@pytest.mark.parametrize("part", ["word/document.xml", "[Content_Types].xml", "word/styles.xml"])
@pytest.mark.parametrize("content", [b"", b"<a/>", b"<w:p>"])
def test_a_damaged_office_file_is_an_error_or_text(read_bytes, part, content):
    """A part that is empty or wrong never lets a library's own exception through."""
    data = _rewritten(_word(), **{part: content})
    try:
        assert read_bytes("a.docx", data)
    except ReadError as error:
        assert error.message.startswith("a.docx: ")


def test_one_office_format_under_the_suffix_of_another_is_refused(read_bytes):
    """A Word file named .xlsx or .pptx is refused."""
    for name in ("a.xlsx", "a.pptx"):
        with pytest.raises(ReadError, match="として読めません"):
            read_bytes(name, _word())
