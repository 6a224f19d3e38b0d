"""Checking: facts as sent become a determination; who confirmed them never changes it; what is wrong is named."""

import json
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.checking import Checker, determination_json, read_given, shipped_rules
from assistant.errors import WrongFactsError
from assistant.rules.basis import Amendment
from assistant.rules.determination import Determination
from assistant.rules.errors import FactError
from assistant.rules.fact import read_facts

FACTS = {"dest": "CN", "date": "2025-10-10", "hs": "8542.31", "list_status": "not_listed"}


@pytest.fixture(scope="module")
def checker():
    """The check with the rules that ship."""
    return Checker()


def test_the_object_has_the_fields_of_the_contract_and_is_json(checker):
    """Dates are ISO texts, several values a list, and `notices` stands beside the contract's fields."""
    found = determination_json(checker.check({**FACTS, "eul": ["CW", "B"]}), {})
    assert set(found) == {
        "outcome", "label_ja", "duties", "rules", "missing", "assumed", "trace", "basis", "advice", "changes_on",
        "would_change", "facts", "receipt", "notices",
    }  # fmt: skip
    assert json.loads(json.dumps(found, allow_nan=False)) == found
    assert (found["facts"]["date"], found["facts"]["eul"]) == ("2025-10-10", ["B", "CW"])
    assert found["receipt"] == {"rules": checker.base.fingerprint}
    assert {"fact", "question", "decides"} == set(found["missing"][0])


def test_who_confirmed_a_fact_changes_nothing_but_the_facts_that_come_back(checker):
    """A confirmed fact comes back as it was sent; sent back again it gives the same."""
    sent = {**FACTS, "dest": {"value": "中国", "confirmed_by": "山田", "confirmed_on": "2025-10-01"}}
    found = determination_json(checker.check(sent), read_given(sent).confirmed)
    assert found["facts"]["dest"] == {"value": "CN", "confirmed_by": "山田", "confirmed_on": "2025-10-01"}
    assert determination_json(checker.check(found["facts"]), read_given(found["facts"]).confirmed) == found
    plain = determination_json(checker.check(FACTS), {})
    assert {**found, "facts": 0} == {**plain, "facts": 0}


@pytest.mark.parametrize(
    "entry",
    [
        {},
        {"confirmed_by": "山田"},
        {"value": "CN", "by": "山田"},
        {"value": "CN", "confirmed_by": " "},
        {"value": "CN", "confirmed_by": 5},
        {"value": "CN", "confirmed_by": "a\nb"},
        {"value": "CN", "confirmed_by": "山" * 101},
        {"value": "CN", "confirmed_on": "2025-10-01"},
        {"value": "CN", "confirmed_by": "山田", "confirmed_on": "2025-02-30"},
        {"value": "CN", "confirmed_by": "山田", "confirmed_on": 20251001},
        {"value": "CN", "confirmed_by": "山田", "confirmed_on": "2025-W40-1"},
    ],
)
def test_a_confirmation_that_is_none_names_its_fact(checker, entry):
    """Who and when is checked like the fact itself."""
    with pytest.raises(WrongFactsError) as caught:
        checker.check({"dest": entry})
    assert caught.value.facts == ("dest",)


@pytest.mark.parametrize(
    ("facts", "named"),
    [
        ({"dest": "XX"}, ("dest",)),
        ({"destination": "CN"}, ("destination",)),
        ({"date": "2025-02-30"}, ("date",)),
        ({"eul": ["B", "none"]}, ("eul",)),
        ({"inform": True}, ("inform",)),
        ({"inform": {"value": {"value": "no"}}}, ("inform",)),
        ({"list_status": "not_listed", "item_no": "7(2)"}, ("list_status", "item_no")),
        ({"kind": "goods", "dest": "JP", "date": "x"}, ("date", "kind", "dest")),
    ],
)
def test_wrong_facts_are_named_and_give_no_outcome(checker, facts, named):
    """Unknown names, wrong values and contradictions are all told at once."""
    with pytest.raises(WrongFactsError) as caught:
        checker.check(facts)
    assert caught.value.facts == named
    assert all(problem.text.endswith("。") for problem in caught.value.problems)


_SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5)
_VALUES = _SCALARS | st.lists(_SCALARS, max_size=2) | st.dictionaries(st.text(max_size=3), _SCALARS, max_size=2)
_KEYS = st.sampled_from(["dest", "eul", "date", "hs", "total_value_jpy", "x", "red_flags"])


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(_KEYS, _VALUES)
def test_whatever_is_sent_is_read_or_refused_by_name(key, value):
    """No value of any shape gets through as something else, and none fails in another way."""
    base = shipped_rules()
    try:
        facts = read_facts(read_given({key: value}).values, base.catalogue, base.countries)
    except (WrongFactsError, FactError) as error:
        assert key in error.facts
    else:
        assert set(facts.given) == {key}


def test_an_amendment_nobody_reviewed_is_a_notice_from_its_day_on(checker):
    """Only of rules that fired, and only where the transaction is on or after the day of the new text."""
    rows = [step.row for step in checker.check(FACTS).trace if step.result == "held"]
    amendment = Amendment((rows[0],), "輸出令", "4条1項3号", date(2025, 10, 9), "旧", date(2025, 11, 1), "新")
    amended = Checker(amended=lambda: {rows[0]: (amendment,)})

    def codes(found: Determination) -> list[str]:
        return [one.code for one in found.notices]

    assert "amended_provision" not in codes(amended.check(FACTS))
    later = amended.check({**FACTS, "date": "2025-11-01"})
    assert codes(later).count("amended_provision") == 1
    assert "輸出令 4条1項3号" in later.notices[0].text
