"""Statutes from files: formats, dates, what cannot be used. The law is made up, under a registered id."""

import json
from datetime import date
from pathlib import Path

import pytest

from assistant.rules.statute import digest
from assistant.statutes import from_library, from_paths
from ingest.errors import GaihiError
from ingest.library import Library
from ingest.settings import CORPUS

LAW = "421M60000400060"
FIRST, SECOND = date(2025, 1, 1), date(2026, 1, 1)

MARKDOWN = """---
title: "試験省令"
identifier: "{law}"
extra:
  enforced_at: "{day}"
---

**第一条（届出）**　次の荷は届け出る。ただし、軽い荷は除く。

- 一　{word}
  - イ　厚い{word}

**別表第一**

|  | 荷 | 行き先 |
| --- | --- | --- |
| 一 | （一）　石（二）　{word} | 全ての町 |
"""

XML = """<?xml version="1.0" encoding="UTF-8"?>
<Law><LawBody><LawTitle>試験省令</LawTitle><MainProvision>
<Article Num="1"><ArticleCaption>（届出）</ArticleCaption><ArticleTitle>第一条</ArticleTitle>
<Paragraph Num="1"><ParagraphNum/><ParagraphSentence><Sentence>次の荷は届け出る。</Sentence>
<Sentence>ただし、軽い荷は除く。</Sentence></ParagraphSentence>
<Item Num="1"><ItemTitle>一</ItemTitle><ItemSentence><Sentence>鉄</Sentence></ItemSentence>
<Subitem1 Num="1"><Subitem1Title>イ</Subitem1Title><Subitem1Sentence><Sentence>厚い鉄</Sentence></Subitem1Sentence>
</Subitem1></Item></Paragraph></Article></MainProvision>
<AppdxTable><AppdxTableTitle>別表第一</AppdxTableTitle><TableStruct><Table>
<TableRow><TableColumn><Sentence>一</Sentence></TableColumn>
<TableColumn><Sentence>（一）　石</Sentence><Sentence>（二）　鉄</Sentence></TableColumn>
<TableColumn><Sentence>全ての町</Sentence></TableColumn></TableRow>
</Table></TableStruct></AppdxTable></LawBody></Law>
"""

ADDRESSES = ("1条", "1条1号", "1条1号イ", "1条ただし書", "別表第一1項(2)", "別表第一1項下欄")


def write(folder: Path, day: date, word: str = "鉄") -> Path:
    """A version as Markdown in a folder of its law."""
    path = folder / LAW / f"{day}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(MARKDOWN.format(law=LAW, day=day, word=word), encoding="utf-8")
    return path


def as_json() -> str:
    """The same version as an answer of the e-Gov API."""
    sentence = {"tag": "ParagraphSentence", "children": [{"tag": "Sentence", "children": ["次の荷は届け出る。"]}]}
    paragraph = {"tag": "Paragraph", "children": [{"tag": "ParagraphNum", "children": []}, sentence]}
    article = {"tag": "Article", "children": [{"tag": "ArticleTitle", "children": ["第一条"]}, paragraph]}
    body = {"tag": "LawBody", "children": [{"tag": "MainProvision", "children": [article]}]}
    revision = {"amendment_enforcement_date": str(SECOND)}
    return json.dumps(
        {"law_info": {"law_id": LAW}, "revision_info": revision, "law_full_text": {"tag": "Law", "children": [body]}}
    )


def test_a_folder_gives_every_version(tmp_path: Path) -> None:
    """Each file is a version of its law; a README beside them is none."""
    write(tmp_path, SECOND, "鋼")
    write(tmp_path, FIRST)
    (tmp_path / "README.md").write_text(f"| {LAW} |", encoding="utf-8")
    stored = from_paths([tmp_path])
    assert stored.statutes.law_ids == (LAW,) and stored.statutes.versions(LAW) == (FIRST, SECOND)
    assert stored.statutes.text(LAW, SECOND, "1条1号イ") == "イ　厚い鋼"
    assert stored.problems == stored.twice == ()


def test_markdown_and_xml_of_one_law_have_the_same_hashes(tmp_path: Path) -> None:
    """What is stored as Markdown and comes as e-Gov XML later is not taken for an amendment."""
    markdown = from_paths([write(tmp_path, FIRST)]).statutes
    path = tmp_path / f"{LAW}_20250101_507M60000400001.xml"
    path.write_text(XML, encoding="utf-8")
    xml = from_paths([path]).statutes
    for address in ADDRESSES:
        texts = [statutes.text(LAW, FIRST, address) for statutes in (markdown, xml)]
        assert texts[0] and texts[1] and digest(texts[0]) == digest(texts[1]), address


def test_the_answer_of_the_api_is_read(tmp_path: Path) -> None:
    """JSON of the e-Gov API names law and date itself."""
    path = tmp_path / "answer.json"
    path.write_text(as_json(), encoding="utf-8")
    assert from_paths([path]).statutes.text(LAW, SECOND, "1条") == "次の荷は届け出る。"


def test_of_two_files_of_one_day_the_last_by_name_counts(tmp_path: Path) -> None:
    """As in ingest; that there were two is said."""
    write(tmp_path, FIRST)
    other = tmp_path / LAW / "2025-01-01b.md"
    other.write_text(MARKDOWN.format(law=LAW, day=FIRST, word="鋼"), encoding="utf-8")
    stored = from_paths([tmp_path])
    assert stored.twice == ((LAW, FIRST),)
    assert stored.statutes.text(LAW, FIRST, "1条1号") == "一　鋼\nイ　厚い鋼"


def test_a_file_of_no_known_law_is_named(tmp_path: Path) -> None:
    """A file that gives no version is a problem that is said; the others are used."""
    write(tmp_path, FIRST)
    (tmp_path / "memo.md").write_text("社内のメモ", encoding="utf-8")
    undated = tmp_path / LAW / "undated.md"
    undated.write_text(f'---\nidentifier: "{LAW}"\n---\n\n**第一条**　本文。\n', encoding="utf-8")
    stored = from_paths([tmp_path])
    assert stored.statutes.versions(LAW) == (FIRST,)
    assert sorted(problem.split(":")[0] for problem in stored.problems) == ["memo.md", "undated.md"]


@pytest.mark.parametrize("name", ["missing", "."])
def test_nothing_to_read_is_an_error(tmp_path: Path, name: str) -> None:
    """A folder that is not there, and one without a statute, cannot be checked against."""
    with pytest.raises(GaihiError) as caught:
        from_paths([tmp_path / name])
    assert caught.value.hint


def test_the_library_of_a_home_gives_its_statutes(tmp_path: Path) -> None:
    """The files that the index is built from; a home without statutes has none."""
    home = tmp_path / "home"
    assert from_library(home).statutes.law_ids == ()
    library = Library(home, CORPUS)
    source = library.source(LAW)
    assert source is not None
    library.add(source, [write(tmp_path, FIRST), write(tmp_path, SECOND, "鋼")])
    statutes = from_library(home).statutes
    assert statutes.versions(LAW) == (FIRST, SECOND)
    assert statutes.text(LAW, SECOND, "別表第一1項(2)") == "（二）　鋼"


@pytest.mark.originals
def test_all_stored_originals_are_read(shared: Path) -> None:
    """Nine laws, nothing left out; versions are named by their files."""
    stored = from_paths([shared / "laws"])
    assert len(stored.statutes.law_ids) == 9 and stored.problems == stored.twice == ()
    for law_id in stored.statutes.law_ids:
        names = sorted(path.stem for path in (shared / "laws" / law_id).glob("*.md"))
        assert [str(day) for day in stored.statutes.versions(law_id)] == names
