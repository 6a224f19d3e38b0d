"""Citations: quotes cut from the store, with their standing to the law of a day."""

from datetime import date

import pytest

from ingest.citation import Standing, cite, standing
from ingest.document import Mark
from ingest.sentences import Span
from ingest.source import Kind, Tier
from ingest.status import Status, StatusKind

_ON = date(2025, 10, 9)
BEFORE, AFTER = date(2025, 10, 8), date(2025, 10, 10)


def _status(id_: str, kind: StatusKind, on: date | None = _ON) -> Status:
    return Status(id_, "doc", kind, on, (), (), (), "324CO0000000999", "第四条", f"注 {id_}")


STATUSES = {
    "old": _status("old", StatusKind.SUPERSEDED),
    "older": _status("older", StatusKind.SUPERSEDED, date(2025, 1, 1)),
    "new": _status("new", StatusKind.ANNOUNCED),
    "plan": _status("plan", StatusKind.PROPOSED, None),
    "enacted": _status("enacted", StatusKind.PROPOSED),
}


@pytest.mark.parametrize(
    ("mark", "day", "expected"),
    [
        ("old", BEFORE, (True, None, None, None)),
        ("old", _ON, (False, None, _ON, "324CO0000000999 第四条")),
        ("old", AFTER, (False, None, _ON, "324CO0000000999 第四条")),
        ("new", BEFORE, (False, _ON, None, None)),
        ("new", _ON, (True, _ON, None, None)),
        ("new", AFTER, (True, _ON, None, None)),
        ("plan", AFTER, (False, None, None, None)),
        ("enacted", BEFORE, (False, None, None, None)),
        ("enacted", _ON, (False, None, _ON, "324CO0000000999 第四条")),
    ],
)
def test_standing_of_a_marked_sentence(
    make_source, make_passage, mark: str, day: date, expected: tuple[object, ...]
) -> None:
    """Before, on and after its day a statement is marked as law, as superseded with its successor, or as not yet law."""
    passage = make_passage("通知だけである。", marks=(Mark(0, 8, mark),))
    found = standing(passage, make_source(), STATUSES, day)
    assert (found.in_force, found.valid_from, found.superseded_on, found.superseded_by) == expected
    assert (found.kind, found.note) == (STATUSES[mark].kind, f"注 {mark}")


def test_nobody_judged_an_unmarked_sentence(make_source, make_passage) -> None:
    """A sentence of a document without a mark is neither law nor not law."""
    assert standing(make_passage("文。"), make_source(), STATUSES, AFTER) == Standing(None)


def test_only_the_quoted_sentence_counts(make_source, make_passage) -> None:
    """A quote beside a superseded sentence does not inherit its standing; one that touches it does."""
    passage = make_passage("今の文。旧の文。", marks=(Mark(4, 8, "old"),))
    assert standing(passage, make_source(), STATUSES, AFTER, Span(0, 4)).in_force is None
    assert standing(passage, make_source(), STATUSES, AFTER, Span(4, 8)).in_force is False
    assert standing(passage, make_source(), STATUSES, AFTER, Span(0, 5)).in_force is False
    assert standing(passage, make_source(), STATUSES, AFTER).in_force is False


def test_the_sentence_least_in_force_decides(make_source, make_passage) -> None:
    """A quote over several marked sentences is the law only if all of them are; the latest end is named."""
    passage = make_passage("甲。乙。丙。", marks=(Mark(0, 2, "new"), Mark(2, 4, "older"), Mark(4, 6, "old")))
    found = standing(passage, make_source(), STATUSES, AFTER)
    assert (found.in_force, found.superseded_on) == (False, _ON)


def test_a_mark_nobody_knows_is_left_out(make_source, make_passage) -> None:
    """A mark without an entry says nothing about the sentence."""
    assert standing(make_passage("文。", marks=(Mark(0, 2, "gone"),)), make_source(), STATUSES, AFTER) == Standing(None)


@pytest.mark.parametrize(
    ("day", "in_force", "superseded_on"),
    [(date(2024, 12, 31), False, None), (date(2025, 1, 1), True, None), (BEFORE, True, None), (_ON, False, _ON)],
)
def test_standing_of_a_statute(
    make_source, make_passage, day: date, in_force: bool, superseded_on: date | None
) -> None:
    """A statute's wording is the law from its first day to the day before the next wording."""
    law = make_source(kind=Kind.STATUTE, tier=Tier.STATUTE, published="")
    passage = make_passage("文。", visible_from=date(2025, 1, 1), visible_to=_ON)
    assert standing(passage, law, {}, day) == Standing(in_force, date(2025, 1, 1), superseded_on)


def test_a_citation_quotes_the_passage_verbatim(make_source, make_passage) -> None:
    """The quote is the span of the stored text; a place without a locator is named by its headings."""
    passage = make_passage("①技術　ＡＢＣ。次の文。", locator="", heading=("章", "節", "項"))
    found = cite(3, passage, make_source(title="題", url="https://example.jp"), Span(0, 8), Standing(None))
    assert (found.n, found.quote, found.passage) == (3, "①技術　ＡＢＣ。", passage.text)
    assert (found.locator, found.title, found.url, found.published) == (
        "節 > 項",
        "題",
        "https://example.jp",
        "2024-04",
    )


def test_a_statute_is_dated_by_its_wording(make_source, make_passage) -> None:
    """A statute has no publication date of its own: the day of the wording stands in its place."""
    law = make_source(kind=Kind.STATUTE, published="")
    assert cite(1, make_passage("文。", visible_from=_ON), law, Span(0, 2), Standing(True)).published == "2025-10-09"
