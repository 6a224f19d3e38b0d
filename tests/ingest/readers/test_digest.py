"""Digests: locators, periods of validity, and what their authors are told."""

from datetime import date

import pytest

from ingest.errors import ReadError
from ingest.source import Edition

HEAD = "---\nsource: {id}\nedition: digest\n---\n# 題\n\n"


def test_the_comment_gives_the_locator_of_its_section(read_bytes, source):
    """Every block of a section carries the section's locator; headings without text are kept."""
    body = "## ２．動向\n\n### 改正\n<!-- locator: スライド41「概要; 別」; lines: 1-2,4-5 -->\n本文。\n- 甲\n"
    (document,) = read_bytes("d.md", HEAD.format(id=source.id) + body)
    assert document.edition is Edition.DIGEST
    assert [(block.text, block.locator) for block in document.blocks] == [
        ("題", ""),
        ("２．動向", ""),
        ("改正", "スライド41「概要; 別」"),
        ("本文。", "スライド41「概要; 別」"),
        ("- 甲", "スライド41「概要; 別」"),
    ]


def test_each_period_of_validity_is_a_document(read_bytes, law):
    """A digest of provisions gives one document per from/to, the earliest first, each with its headings."""
    body = (
        "## 第四条第一項（新）\n<!-- provision: 第四条第一項; from: 2025-10-09; to: -->\n新しい。\n\n"
        "## 第四条第一項（旧）\n<!-- provision: 第四条第一項; from: 2024-01-01; to: 2025-10-09 -->\n古い。\n"
    )
    old, new = read_bytes("d.md", HEAD.format(id=law.id) + body, law)
    assert (old.valid_from, old.valid_to) == (date(2024, 1, 1), date(2025, 10, 9))
    assert (new.valid_from, new.valid_to) == (date(2025, 10, 9), None)
    assert [block.text for block in new.blocks] == ["題", "第四条第一項（新）", "新しい。"]
    assert old.blocks[-1].locator == "第四条第一項"


def test_text_without_a_locator_is_an_error(read_bytes, source):
    """Text under a heading without a comment is reported with its line."""
    with pytest.raises(ReadError, match="9行目の本文「本文。"):
        read_bytes("d.md", HEAD.format(id=source.id) + "## 節\n\n本文。")


def test_a_comment_without_fields_is_an_error(read_bytes, source):
    """A comment that gives no known field is reported with its line."""
    with pytest.raises(ReadError, match="8行目の注記「メモ」"):
        read_bytes("d.md", HEAD.format(id=source.id) + "## 節\n<!-- メモ -->\n本文。")


def test_a_digest_of_another_source_is_an_error(read_bytes):
    """A digest that names another source than the registered one is refused."""
    with pytest.raises(ReadError, match="'other'"):
        read_bytes("d.md", HEAD.format(id="other") + "本文")


def test_a_wrong_date_is_an_error(read_bytes, law):
    """A period that is no date is reported with its heading."""
    body = "## 第一条\n<!-- provision: 第一条; from: 2025年; to: -->\n文。\n"
    with pytest.raises(ReadError, match="「第一条」の from/to"):
        read_bytes("d.md", HEAD.format(id=law.id) + body, law)
