"""Asks: questions in everyday words, given to the passages of their section."""

import hashlib
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from ingest.asks import load_asks
from ingest.errors import RegistryError
from ingest.source import Edition, Kind, Source, Tier

_DIGEST = """---
source: doc
edition: digest
---
# 題

## 第1章 現状
<!-- locator: 第1章; lines: 1-2 -->
要件は通知だけである。

## 第2章 提言
<!-- locator: 第2章; lines: 3-4 -->
用途要件を加えるべきだとした。
"""
_ASKS = """
[[section]]
heading = "第2章 提言"
lines = "3-4"
asks = ["何を足せと言ったの？"]
"""
_ORIGINAL = "現状の一行目。\n現状の二行目。\n用途要件の追加を求める。\n以上が提言である。\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A corpus of one digest with asks."""
    for name, text in (("digests/doc.md", _DIGEST), ("asks/doc.toml", _ASKS)):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def original(tmp_path: Path) -> tuple[Source, Path]:
    """The known original of the digest, and its source."""
    path = tmp_path / "doc.txt"
    path.write_text(_ORIGINAL, encoding="utf-8")
    known = hashlib.sha256(path.read_bytes()).hexdigest()
    return Source("doc", "題", "題", "省", Kind.REPORT, Tier.OFFICIAL, "2024-04", sha256=(known,)), path


def test_asks_go_to_the_passage_of_their_section(folder: Path, original, make_passage) -> None:
    """In a digest the passage under the asked heading gets the questions, its neighbours none."""
    source, path = original
    first = make_passage(
        "要件は通知だけである。", edition=Edition.DIGEST, heading=("題", "第1章 現状"), locator="第1章"
    )
    second = make_passage(
        "用途要件を加えるべきだとした。", edition=Edition.DIGEST, heading=("題", "第2章 提言"), locator="第2章"
    )
    found = load_asks(folder, "doc").attach([first, second], source, path)
    assert [passage.asks for passage in found] == [(), ("何を足せと言ったの？",)]
    assert [replace(passage, asks=()) for passage in found] == [first, second]


def test_asks_reach_the_original_through_its_lines(folder: Path, original, make_passage) -> None:
    """In the known original the passage on the lines of the section gets the questions and the gist."""
    source, path = original
    place = _ORIGINAL.index("用途要件")
    first = make_passage("現状の一行目。", start=0, end=7)
    second = make_passage("用途要件の追加を求める。", start=place, end=place + 12)
    found = load_asks(folder, "doc").attach([first, second], source, path)
    assert found[0].asks == ()
    assert found[1].asks == ("何を足せと言ったの？", "第2章 提言 用途要件を加えるべきだとした。")
    assert found[1].text == second.text


def test_another_text_of_the_document_gets_no_asks(folder: Path, original, make_passage) -> None:
    """Lines of an original that is not the known one mean something else, so nothing is attached."""
    source, path = original
    path.write_text("別の版。\n" + _ORIGINAL, encoding="utf-8")
    (found,) = load_asks(folder, "doc").attach([make_passage("現状の一行目。", start=0, end=7)], source, path)
    assert found.asks == ()


def test_asks_of_a_provision_follow_its_wordings(tmp_path: Path, make_passage) -> None:
    """Asks of a statute go to the wording of their days, and never to a provision with a longer number."""
    law = "324CO0000000999"
    (tmp_path / "digests").mkdir()
    (tmp_path / "asks").mkdir()
    section = "## 第四条第三号（特例）\n<!-- provision: 第四条第三号; from: {}; to: {} -->\n{}の特例。\n\n"
    old, new = section.format("2023-12-27", "2025-10-09", "旧"), section.format("2025-10-09", "", "新")
    text = f"---\nsource: {law}\nedition: digest\n---\n# 令\n\n{old}{new}"
    (tmp_path / "digests" / f"{law}.md").write_text(text, encoding="utf-8")
    asks = '[[section]]\nheading="第四条第三号（特例）"\nprovision="第四条第三号"\nvalid_from=2025-10-09\nasks=["今の特例は？"]\n'
    (tmp_path / "asks" / f"{law}.toml").write_text(asks, encoding="utf-8")
    change = date(2025, 10, 9)
    before = make_passage("旧", locator="第四条第三号", visible_from=date(2023, 12, 27), visible_to=change)
    after = make_passage("新", locator="第四条第三号", visible_from=change)
    other = make_passage("他", locator="第四条第三号の二", visible_from=change)
    source = Source(law, "令", "令", "内閣", Kind.STATUTE, Tier.STATUTE)
    (tmp_path / "law.md").touch()
    found = load_asks(tmp_path, law).attach([before, after, other], source, tmp_path / "law.md")
    assert ["今の特例は？" in passage.asks for passage in found] == [False, True, False]


def test_a_source_without_asks_stays_as_it_is(folder: Path, original, make_passage) -> None:
    """Own documents have no asks, and need none."""
    source, path = original
    passage = make_passage("文。")
    assert load_asks(folder, "our-rule").attach([passage], source, path) == [passage]


@pytest.mark.parametrize(
    "text",
    [
        '[[section]]\nheading="第9章"\nlines="3-4"\nasks=["x"]',
        '[[section]]\nheading="第2章 提言"\nlines="3-5"\nasks=["x"]',
        "[[section]]\nheading=1",
        "= =",
    ],
)
def test_asks_of_no_section_are_an_error(folder: Path, text: str) -> None:
    """Asks whose section the digest does not have, or a file in another form, are an error that names the file."""
    (folder / "asks" / "doc.toml").write_text(text, encoding="utf-8")
    with pytest.raises(RegistryError, match=r"doc\.toml"):
        load_asks(folder, "doc")
