"""Export HTML: one page that needs nothing else, in Japanese, with footnotes that lead back, and texts as texts."""

import sys
from pathlib import Path

import pytest
from lxml import html as lxml_html

from assistant.drafting.export import Format, export

sys.path.insert(0, str(Path(__file__).parent))
from export_drafts import QUOTES, a_draft, about, hostile_draft

TAGS = {
    "html", "head", "meta", "title", "style", "body", "main", "footer", "section", "h1", "h2", "h3", "h4", "h5", "p", "ul",
    "ol", "li", "table", "colgroup", "col", "thead", "tbody", "tr", "th", "td", "mark", "sup", "a", "span",
}  # fmt: skip
ATTRIBUTES = {
    "lang", "charset", "http-equiv", "content", "name", "class", "id", "href", "role", "aria-label", "scope", "style",
}  # fmt: skip


def page(draft=None):
    """The page, read again."""
    return lxml_html.document_fromstring(export(draft or a_draft(), about(), Format.HTML))


@pytest.mark.parametrize("draft", [a_draft(), hostile_draft()], ids=["usual", "hostile"])
def test_nothing_runs_and_nothing_leads_out(draft):
    """Whatever the texts hold: known elements and attributes alone, links within the page, a policy that forbids the rest."""
    root = page(draft)
    assert {one.tag for one in root.iter()} <= TAGS
    assert {name for one in root.iter() for name in one.attrib} <= ATTRIBUTES
    assert all(one.get("href").startswith("#") for one in root.iter("a"))
    assert all(one.tag == "col" and one.get("style").startswith("width:") for one in root.iter() if one.get("style"))
    policy = root.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy and "default-src 'none'" in policy[0]
    assert "url(" not in root.xpath("string(//style)") and "@import" not in root.xpath("string(//style)")


def test_it_says_that_it_is_japanese_and_what_it_is_called():
    """The language, the title, and how it is printed."""
    root = page()
    assert root.get("lang") == "ja"
    assert root.xpath("string(//title)") == root.xpath("string(//h1)") == "ムササビ規制: Q&A"
    assert "@page{size:A4" in root.xpath("string(//style)")


def test_footnotes_hold_the_quotes_and_lead_back_to_every_place():
    """Each number leads to a footnote, each footnote to each of its numbers; no id stands twice."""
    root = page()
    ids = root.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert all(one.get("href")[1:] in ids for one in root.iter("a"))
    notes = root.xpath("//section[@class='notes']//li")
    assert [root.xpath(f"string(//li[@id='n{n}']//span[@class='quote'])") for n in (1, 2, 3)] == [
        QUOTES["c1"], QUOTES["c2"], QUOTES["c3"],
    ]  # fmt: skip
    for note in notes:
        number = note.get("id")[1:]
        forward = root.xpath(f"//sup[a/@href='#n{number}']/@id")
        assert forward and [one[1:] for one in note.xpath(".//a/@href")] == forward


def test_marks_are_seen():
    """The sentence is marked, what is to be confirmed stands behind it, and the list at the end holds all."""
    root = page()
    flags = root.xpath("//mark[@class='flag']/text()")
    assert flags == [
        "【要確認1: 根拠と合わない】", "【要確認2: 根拠なし】", "【要確認3: 判定と読める】", "【要確認4: 要見直し】",
        "【要確認5: 文から外れた引用】",
    ]  # fmt: skip
    assert "記録は八年間保存する。" in root.xpath("//mark/text()")
    assert (
        root.xpath("//h2[text()='確認が要る箇所']/following-sibling::table[1]//tr")[1]
        .xpath("string(td[3])")
        .startswith("根拠と合わない: 「八年」")
    )


def test_tables_have_headings_where_they_have_some():
    """Headings of columns for a table of the rules, of rows for what stands at the front."""
    root = page()
    rules = next(one for one in root.iter("table") if "仕向地" in one.xpath("string(thead)"))
    assert rules.xpath("thead//th/@scope") == ["col", "col"]
    front = next(root.iter("table"))
    assert not front.xpath("thead") and front.xpath("string(tbody/tr[1]/th)") == "状態"


def test_hostile_texts_are_read_back_as_texts():
    """As they were, but for the signs that no file may hold."""
    root = page(hostile_draft())
    assert "<script>alert(1)</script>]]><w:p/>&amp;□□□□□□![i](" in root.xpath("string(//h1)")
