"""Export DOCX: Word opens it without repair, footnotes are footnotes, and no text is anything else than text."""

import io
import re
import shutil
import subprocess
import sys
import zipfile
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from lxml import etree

from assistant.checking import Checker
from assistant.drafting.export import Format, export
from assistant.drafting.request import DraftRequest
from assistant.drafting.write import Drafter
from ingest.index import open_index
from ingest.settings import load_settings

sys.path.insert(0, str(Path(__file__).parent))
from export_drafts import QUOTES, a_draft, about, hostile_draft
from word_file import faults, parts

ALERT = "B42318"


def exported(draft=None) -> bytes:
    """A file."""
    return export(draft or a_draft(), about(), Format.DOCX)


def opened(content: bytes):
    """The file, opened again."""
    return Document(io.BytesIO(content))


def text_of(element) -> str:
    """The text of a part, its line breaks as such."""
    tags = {qn("w:t"): lambda one: one.text or "", qn("w:br"): lambda _: "\n", qn("w:tab"): lambda _: "\t"}
    return "".join(tags[one.tag](one) for one in element.iter(*tags))


def notes_of(content: bytes) -> dict[str, str]:
    """The footnotes by id."""
    root = etree.fromstring(parts(content)["word/footnotes.xml"])
    return {one.get(qn("w:id")): text_of(one) for one in root if one.get(qn("w:type")) is None}


@pytest.mark.parametrize("draft", [a_draft(), hostile_draft()], ids=["usual", "hostile"])
def test_word_has_nothing_to_repair(draft):
    """Parts, types, relationships, footnotes, bookmarks, styles, lists and the order of elements are sound."""
    assert faults(exported(draft)) == []


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("word/footnotes.xml", b'w:id="2"', b'w:id="1"'),
        ("word/footnotes.xml", b'w:id="-1"', b'w:id="-7"'),
        ("word/document.xml", b'w:footnoteReference w:id="3"', b'w:footnoteReference w:id="99"'),
        ("word/document.xml", b'w:name="_Ref_note_2"', b'w:name="_Ref_note_1"'),
        ("word/document.xml", b'<w:rStyle w:val="footnotereference"/>', b'<w:rStyle w:val="none"/>'),
        ("[Content_Types].xml", b"/word/footnotes.xml", b"/word/notes.xml"),
        ("word/_rels/document.xml.rels", b"footnotes.xml", b"nothing.xml"),
        ("word/settings.xml", b"<w:footnotePr>", b"<w:compat/><w:footnotePr>"),
        ("word/document.xml", b"<w:tblGrid>", b"<w:tblGrid><w:gridCol/>"),
        ("word/document.xml", b"<w:pPr>", b"<w:pPr><w:jc/>"),
        ("word/styles.xml", b"w:eastAsia=", b"w:hint="),
    ],
)
def test_the_check_finds_what_word_would_repair(name, old, new):
    """A check that finds nothing wrong in a broken file says nothing about a good one."""
    held = parts(exported())
    assert old in held[name]
    held[name] = held[name].replace(old, new)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for one, content in held.items():
            package.writestr(one, content)
    assert faults(stream.getvalue())


def test_each_citation_is_a_real_footnote_with_its_quote_word_for_word():
    """In every paragraph that uses it, lines and all, with its source and its standing."""
    draft, content = a_draft(), exported()
    uses = [
        known
        for one in draft.paragraphs
        for known in dict.fromkeys((*(c for s in one.sentences for c in s.citations), *one.unattached))
    ]
    notes = notes_of(content)
    assert list(notes) == [str(n) for n in range(1, len(uses) + 1)]
    for text, known in zip(notes.values(), uses, strict=True):
        assert f"〕「{QUOTES[known]}」" in text and "基準日（2026年4月1日）での位置づけ: " in text
        assert "〔試験令, 経済産業省, 2025-10-09の版, 第四条〕" in text or "〔中間報告（2024-04）, " in text


def test_the_same_footnote_further_on_in_a_paragraph_is_its_number():
    """As a field that finds the footnote, so that it stays right when Word counts anew."""
    document = opened(exported())
    item = next(one for one in document.paragraphs if one.text.startswith("耐熱性"))
    fields = [one.text.split()[:2] for one in item._p.iter(qn("w:instrText"))]
    assert fields == [["NOTEREF", "_Ref_note_2"], ["NOTEREF", "_Ref_note_1"]]
    assert item.text == "耐熱性の高い材料2、1"


def test_headings_lists_and_tables_are_real_ones():
    """Styles that Word knows; the first row of a table with headings is repeated on every page."""
    document = opened(exported())
    styles = {one.text: one.style.name for one in document.paragraphs}
    assert styles["ムササビ規制: Q&A"] == "Title"
    assert styles["保存（人が書いた）"] == "Heading 1"
    assert styles["問1　記録は何年保存しますか。"] == "Heading 2"
    assert styles["耐食性の高い材料2"] == "List Bullet"
    assert all(document.styles[f"Heading {n}"].paragraph_format.keep_with_next for n in range(1, 5))
    rules = next(one for one in document.tables if one.cell(0, 0).text == "仕向地")
    assert [[cell.text for cell in row.cells] for row in rules.rows] == [
        ["仕向地", "2026年4月1日の結果"], ["タイ", "許可必要"], ["中国", "許可必要"],
    ]  # fmt: skip
    assert rules.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    front = document.tables[0]
    assert front.rows[0]._tr.trPr.find(qn("w:tblHeader")) is None


def test_marks_are_seen():
    """In a colour and between brackets, behind the sentence, which is shaded."""
    document = opened(exported())
    paragraph = next(one for one in document.paragraphs if one.text.startswith("記録は八年間"))
    flags = [run for run in paragraph.runs if run.text.startswith("【要確認")]
    assert [run.text for run in flags] == [
        "【要確認1: 根拠と合わない】", "【要確認2: 根拠なし】", "【要確認3: 判定と読める】", "【要確認4: 要見直し】",
    ]  # fmt: skip
    assert all(str(run.font.color.rgb) == ALERT and run.bold for run in flags)
    assert paragraph.runs[0]._r.rPr.find(qn("w:shd")) is not None


def test_fonts_language_page_and_properties_are_japanese():
    """Every style that is used names a Japanese font; A4; the number of the page; the day of the version."""
    content = exported()
    document = opened(content)
    section = document.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    fonts = {
        "Normal": "游明朝",
        "List Bullet": "游明朝",
        "footnote text": "游明朝",
        "Heading 1": "游ゴシック",
        "Title": "游ゴシック",
    }
    for name, font in fonts.items():
        properties = document.styles[name].element.rPr
        assert properties.rFonts.get(qn("w:eastAsia")) == font
        assert not [one for one in properties.rFonts.attrib if one.endswith("Theme")]
        assert properties.find(qn("w:lang")).get(qn("w:eastAsia")) == "ja-JP"
    defaults = etree.fromstring(parts(content)["word/styles.xml"]).find(f".//{qn('w:docDefaults')}")
    assert next(defaults.iter(qn("w:lang"))).get(qn("w:eastAsia")) == "ja-JP"
    known = etree.fromstring(parts(content)["word/fontTable.xml"])
    names = {one.get(qn("w:name")): one.find(qn("w:altName")).get(qn("w:val")) for one in known}
    assert "Yu Mincho" in names["游明朝"] and "MS Gothic" in names["游ゴシック"]
    footer = parts(content)["word/footer1.xml"].decode()
    assert re.search(r"instrText[^>]*> PAGE <", footer) and " NUMPAGES " in footer and "承認済み" in footer
    core = document.core_properties
    assert (core.title, core.author, core.language) == ("ムササビ規制: Q&A", "田中", "ja-JP")
    assert f"{core.modified:%Y-%m-%d %H:%M}" == "2026-04-01 03:00"


def test_hostile_texts_stay_texts():
    """They are read back as they were, but for the signs that no file may hold."""
    document = opened(exported(hostile_draft()))
    wanted = "<script>alert(1)</script>]]><w:p/>&amp;□□□□□□![i](http://evil.example/i)[^1]"
    assert document.paragraphs[0].text.startswith(f"ムササビ規制: Q&A{wanted}")
    held = parts(exported(hostile_draft()))
    for name, part in held.items():
        if name.endswith((".xml", ".rels")):
            root = etree.fromstring(part)
            assert not [one for one in root.iter() if isinstance(one.tag, str) and one.tag.endswith("}script")]
    assert all(wanted in text for text in notes_of(exported(hostile_draft())).values())
    assert not any(b"hyperlink" in held[name].lower() for name in ("word/document.xml", "word/footnotes.xml"))


KINDS = [
    {"kind": "qa_section", "topic": "中古工作機械の輸出手続"},
    {"kind": "commentary", "element": "audit"},
    {"kind": "checklist", "element": "records"},
    {"kind": "change_notice", "from_day": "2025-10-01", "to_day": "2025-11-30"},
]


@pytest.mark.parametrize("asked", KINDS, ids=[one["kind"] for one in KINDS])
def test_word_has_nothing_to_repair_in_any_kind_of_draft(index_home, asked):
    """As the engine writes them from the digests that ship, with the tables of the rules."""
    day = date(2026, 4, 1)
    drafter = Drafter(open_index(load_settings(home=index_home)), Checker())
    draft = drafter.draft(DraftRequest.model_validate(asked), day)
    content = exported(draft)
    assert draft.citations and faults(content) == [] and len(notes_of(content)) >= len(draft.citations)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("draft", [a_draft(), hostile_draft()], ids=["usual", "hostile"])
def test_libreoffice_reads_all_of_it(draft, tmp_path):
    """Every footnote arrives as a footnote with its quote, every table as a table, every bookmark where it is looked for."""
    content = exported(draft)
    source = tmp_path / "draft.docx"
    source.write_bytes(content)
    command = ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--norestore"]
    command += ["--convert-to", "odt", "--outdir", str(tmp_path), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    with zipfile.ZipFile(tmp_path / "draft.odt") as package:
        root = etree.fromstring(package.read("content.xml"))
    text = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
    table = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}table"
    notes = ["".join(one.itertext()) for one in root.iter(f"{text}note-body")]
    squeezed = ["".join(one.split()) for one in notes]
    wanted = ["".join(one.split()) for one in notes_of(content).values()]
    assert squeezed == wanted
    assert len(list(root.iter(table))) == len(opened(content).tables)
