"""Determination tables say what the rules say, for the days before and after they changed."""

from datetime import date

import pytest

from assistant.checking import Checker
from assistant.drafting.determined import Tables
from assistant.drafting.draft import Origin, Role
from assistant.drafting.grid import GRIDS, grids_for
from assistant.errors import WrongFactsError
from assistant.rules.outcome import Axis

DAY = date(2026, 4, 1)
CHECKER = Checker()
TABLES = Tables(CHECKER)
BY_ID = {grid.id: grid for grid in GRIDS}


def _table(known, days=(DAY,), given=None):
    return next(one for one in TABLES.table(BY_ID[known], days, given) if one.role is Role.TABLE)


def _results(paragraph):
    """What the checker says for each row of facts and each of its days."""
    grid = BY_ID[paragraph.parent.removeprefix("table-")]
    for row in paragraph.facts:
        facts = {key: value for key, value in row.items() if key != "date"}
        for day in row["date"]:
            found = CHECKER.check({**facts, "date": day})
            duty = next((one.label_ja for one in found.duties if one.duty == grid.tells.value), "なし")
            yield found.label_ja if grid.tells is Axis.PERMIT else duty


@pytest.mark.parametrize("known", sorted(BY_ID))
def test_every_result_is_that_of_the_rules(known):
    """The cells of all rows, and those of the facts behind them checked one by one, are the same."""
    table = _table(known)
    days = len(table.facts[0]["date"])
    shown = {tuple(one.text.split(" | ")[-days:]) for one in table.sentences[1:]}
    said = list(_results(table))
    assert shown == {tuple(said[at : at + days]) for at in range(0, len(said), days)}
    assert table.origin is Origin.DETERMINATION and table.rules


def test_the_days_are_those_around_the_changes():
    """The table of the prior report goes back to the days before the ten and before the five technologies."""
    days = _table("prior-report").facts[0]["date"]
    assert days == ["2024-12-29", "2025-06-08", "2026-04-01"]


def test_no_table_knows_later_law():
    """A draft for a day before the change shows nothing of it."""
    assert _table("catch-all", (date(2025, 6, 1),)).facts[0]["date"] == ["2025-06-01"]
    assert not any("R-CA1" in rule for rule in _table("catch-all", (date(2025, 6, 1),)).rules)


def test_a_notice_asks_for_its_two_days():
    """The two days of a change notice are shown as they are."""
    days = (date(2025, 4, 1), date(2025, 10, 31))
    assert _table("catch-all", days).facts[0]["date"] == ["2025-04-01", "2025-10-31"]


def test_facts_of_the_request_settle_a_column():
    """With a destination there are no groups, and the facts hold in every row."""
    table = _table("catch-all", given={"dest": {"value": "CN", "confirmed_by": "田中"}})
    assert {row["dest"] for row in table.facts} == {"CN"}
    assert "仕向地の区分" not in table.sentences[0].text


def test_wrong_facts_are_refused():
    """A value that does not exist is told, not dropped."""
    with pytest.raises(WrongFactsError):
        _table("list-control", given={"dest": "ZZ"})


def test_topics_call_for_their_tables():
    """Words of a topic in folded form; a topic of something else calls for none."""
    assert [one.id for one in grids_for("補完的輸出規制の見直し")] == ["catch-all"]
    assert [one.id for one in grids_for("官民対話スキームと事前報告")] == ["prior-report"]
    assert grids_for("輸出管理の研修") == ()
