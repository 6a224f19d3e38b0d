"""Said: Japanese names, labels and days of what people type become keys and values, and nothing is guessed."""

from datetime import date

import pytest

from assistant.checking import shipped_rules
from assistant.said import said_facts, said_key, said_value

CATALOGUE = shipped_rules().catalogue


@pytest.mark.parametrize("fact", list(CATALOGUE), ids=lambda fact: fact.key)
def test_every_label_and_every_value_of_every_fact_is_accepted(fact):
    """What the list of facts shows may be typed, and the check reads the same value either way."""
    for value, label in fact.values:
        assert said_value(fact, label) in (value, value.casefold())
        assert said_value(fact, value) == value


@pytest.mark.parametrize(
    ("key", "typed", "value"),
    [
        ("list_status", "該当", "listed"),
        ("list_status", " 非該当 ", "not_listed"),
        ("kind", "貨物", "goods"),
        ("kind", "技術", "tech"),
        ("exception_type", "少額特例", "small_value"),
        ("tech_exception", "公知の技術", "public_domain_9"),
        ("wmd_use", "はい", "yes"),
        ("wmd_use", "不明", "unknown"),
        ("dest", "分からない", "unknown"),
        ("scope", "16項(1)", "16-1"),
        ("scope", "１６項（１）", "16-1"),
        ("eul", "照合し、掲載なし", "none"),
        ("eul", "ミサイル、核兵器（N）", "M,N"),
        ("eul", ["生物兵器", "CW"], ["B", "CW"]),
        ("date", "2025年10月9日", "2025-10-09"),
        ("date", "2025/10/9", "2025-10-09"),
        ("date", "令和7年10月9日", "2025-10-09"),
        ("date", "2025-02-30", "2025-02-30"),
        ("date", date(2025, 10, 9), date(2025, 10, 9)),
        ("wmd_use", "たぶん", "たぶん"),
        ("wmd_use", False, False),
        ("total_value_jpy", 50000, 50000),
    ],
)
def test_labels_days_and_short_forms_mean_values(key, typed, value):
    """What is not recognised stays as it is, for the check to refuse."""
    assert said_value(CATALOGUE.get(key), typed) == value


def test_a_short_form_of_two_answers_means_neither():
    """「プログラム」 is the beginning of five answers: the check refuses it instead of taking the first."""
    fact = CATALOGUE.get("tech_exception")
    assert said_value(fact, "プログラム") == "プログラム"


def test_names_are_keys_and_strange_names_stay():
    """Full-width and Japanese names alike."""
    assert [said_key(name, CATALOGUE) for name in ("仕向地", "ｄｅｓｔ", "DEST", "宛先")] == [
        "dest",
        "dest",
        "dest",
        "宛先",
    ]


def test_a_confirmed_fact_and_a_strange_one_keep_their_form():
    """Who confirmed a fact stays; the value alone is read."""
    raw = {"list_status": {"value": "非該当", "confirmed_by": "山田"}, "nowhere": "はい"}
    assert said_facts(raw, CATALOGUE) == {
        "list_status": {"value": "not_listed", "confirmed_by": "山田"},
        "nowhere": "はい",
    }


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("HS番号", "hs"), ("hsコード", "hs"), ("HS", "hs"), ("日付", "date"), ("輸出日", "date"), ("提供日", "date"),
        ("仕向国", "dest"), ("需要者リスト", "eul"), ("該非", "list_status"), ("インフォーム", "inform"),
    ],
)  # fmt: skip
def test_usual_names_of_facts_are_names(name, key):
    """What people call a fact is accepted beside its name in the list."""
    assert said_key(name, CATALOGUE) == key


def test_no_usual_name_takes_the_place_of_another_fact():
    """The label of a fact always means that fact."""
    assert all(said_key(fact.label, CATALOGUE) == said_key(fact.key, CATALOGUE) == fact.key for fact in CATALOGUE)
