"""Labels: dates, standing and edition in Japanese."""

from dataclasses import dataclass
from datetime import date

import pytest

from assistant.answer import AsOfFrom, Origin, Reason, Status
from ingest.source import Kind
from ui import label

DAY = date(2026, 6, 10)


@dataclass(frozen=True)
class Cited:
    """The members a standing is read from."""

    in_force: bool | None
    valid_from: date | None = None
    superseded_on: date | None = None


@pytest.mark.parametrize(
    ("cited", "text"),
    [
        (Cited(True, date(2026, 6, 5)), "基準日の法令"),
        (Cited(False, superseded_on=date(2025, 10, 9)), "2025年10月9日に置き換え済み"),
        (Cited(False, date(2024, 1, 1), date(2025, 10, 9)), "2025年10月9日に置き換え済み"),
        (Cited(False, date(2027, 4, 1)), "2027年4月1日から施行（基準日には未施行）"),
        (Cited(False), "提言"),
        (Cited(False, date(2020, 4, 1)), "基準日の法令ではない"),
        (Cited(None), "資料の記述"),
    ],
)
def test_the_standing_says_what_a_passage_is_worth_on_the_day(cited, text):
    """In force, replaced, not yet in force, proposed, or a mere description: never one for another."""
    assert label.standing(cited, DAY).text == text


def test_only_the_law_of_the_day_and_descriptions_go_without_a_warning_beside_the_sentence():
    """Everything that is not the law of the day has a short label for use beside a statement."""
    quiet = [Cited(True), Cited(None)]
    loud = [
        Cited(False),
        Cited(False, date(2027, 4, 1)),
        Cited(False, superseded_on=DAY),
        Cited(False, date(2020, 4, 1)),
    ]
    assert not any(label.standing(one, DAY).short for one in quiet)
    assert all(label.standing(one, DAY).short for one in loud)


@pytest.mark.parametrize(
    ("name", "text"),
    [("original", "原文"), ("digest", "要旨（本プロジェクトによる）"), ("?", "要旨（本プロジェクトによる）")],
)
def test_only_an_original_is_called_one(name, text):
    """A digest, and whatever is not known to be an original, is named as this project's digest."""
    assert label.edition(name).text == text


@pytest.mark.parametrize(
    ("published", "text"),
    [("2025-04", "2025年4月"), ("2025-04-08", "2025年4月8日"), ("令和6年", "令和6年"), ("", ""), ("a-b", "a-b")],
)
def test_publication_dates_are_written_in_japanese(published, text):
    """Months and days lose their leading zeros; other texts stay as they are."""
    assert label.published_ja(published) == text


def test_every_value_of_the_contract_has_a_label():
    """No status, reason, origin, source of the date or kind of document is left without a Japanese text."""
    assert set(label.STATUS) == set(Status)
    assert set(label.REASON) == set(Reason)
    assert set(label.ORIGIN) == set(Origin)
    assert set(label.AS_OF_FROM) == set(AsOfFrom)
    assert all(label.kind_ja(kind) != "資料" for kind in Kind)


def test_what_users_added_is_labelled_as_theirs():
    """Own and uploaded documents are told apart from official ones."""
    assert label.tier("uploaded").text == "利用者が登録した資料"
    assert label.tier("own").text == "自社の資料"
    assert label.tier("official") is None
