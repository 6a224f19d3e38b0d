"""Facts: what users write is read into normal forms, assumptions are listed, and what is wrong names its fact."""

import math
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.rules.country import load_countries
from assistant.rules.errors import FactError, shown
from assistant.rules.fact import Facts, contradictions, item_parts, json_value, load_catalogue, read_facts

CATALOGUE, COUNTRIES = load_catalogue(), load_countries()
KEYS = list(CATALOGUE.keys)
GOODS_DEFAULTS = {
    "kind": "goods",
    "new21": "no",
    "list_status_before": "not_listed",
    "wmd_use_annex6": "no",
    "conv_exempt": "no",
    "sanction_exception_claimed": "no",
    "foreign_force_takehome": "no",
    "exception_claimed": "no",
    "split_shipment": "no",
    "transit": "no",
}
TECH_ONLY = {
    "dest_recipient": "JP",
    "recipient_residency": "resident",
    "specific_category": "1",
    "tech_medium": "none",
    "tech_exception": "program_14i",
    "foreign_origin_tech": "yes",
    "tech_no": 1,
    "design_mfg": "yes",
    "act": "jv",
    "contract": "before",
}
SCHEME = ("tech_no", "design_mfg", "act", "contract")


def read(**raw: object) -> Facts:
    return read_facts(raw, CATALOGUE, COUNTRIES)


def refused(raw: Mapping[str, object]) -> FactError:
    with pytest.raises(FactError) as caught:
        read_facts(raw, CATALOGUE, COUNTRIES)
    return caught.value


# ---- assumptions


def test_without_any_fact_a_transaction_in_goods_is_assumed() -> None:
    """The assumptions are those of goods only, in the order of asking; everything else is unknown."""
    facts = read()
    assert dict(facts.given) == {}
    assert list(facts.assumed.items()) == list(GOODS_DEFAULTS.items())
    assert facts.get("date") == facts.get("dest") == facts.get("hs") == facts.get("item_no") == "unknown"


def test_requests_nobody_made_are_none_and_no_assumption() -> None:
    """No exception, no bulk licence, no machine tool, no technology of the scheme, no flags."""
    facts = read()
    keys = ("exception_type", "tech_exception", "machine_tool", "bulk_request", "tech_no", "red_flags")
    assert {facts.get(key) for key in keys} == {"none"}
    assert not set(keys) & set(facts.assumed)


def test_technology_has_assumptions_of_its_own() -> None:
    """The recipient lives where the technology is provided, a document is handed over, no listed technology."""
    assumed = read(kind="tech", dest="CN").assumed
    assert {key: assumed[key] for key in ("dest_recipient", "tech_medium", "foreign_origin_tech", "tech_no")} == {
        "dest_recipient": "CN",
        "tech_medium": "document_or_telecom",
        "foreign_origin_tech": "no",
        "tech_no": "none",
    }
    assert not {"transit", "split_shipment", "foreign_force_takehome"} & set(assumed)


@pytest.mark.parametrize("kind", ["import", "brokering"])
def test_imports_and_brokering_assume_nothing(kind: str) -> None:
    """None of the facts they use has a default."""
    assert dict(read(kind=kind).assumed) == {}


def test_an_unknown_kind_may_be_any() -> None:
    """Every default is assumed then."""
    assert {"transit", "tech_medium"} <= set(read(kind="unknown").assumed)


def test_a_fact_that_is_explicitly_unknown_is_not_assumed() -> None:
    """Unknown is an answer of its own, also where there is a default."""
    facts = read(exception_claimed="unknown", kind="unknown")
    assert facts.get("exception_claimed") == facts.get("kind") == "unknown"
    assert not {"exception_claimed", "kind"} & set(facts.assumed)


def test_the_recipient_follows_the_destination() -> None:
    """Also when the destination is changed later; an unknown destination gives nothing to assume."""
    facts = read(kind="tech", dest="CN")
    assert facts.with_("dest", "US").get("dest_recipient") == "US"
    assert facts.with_("dest", "unknown").get("dest_recipient") == "unknown"
    assert "dest_recipient" not in facts.with_("dest", "unknown").assumed
    assert read(kind="tech", dest="CN", dest_recipient="KP").with_("dest", "US").get("dest_recipient") == "KP"


def test_a_nonresident_in_japan_must_say_where_he_lives() -> None:
    """Japan is never assumed for him; for a resident it is."""
    assert read(kind="tech", dest="JP", recipient_residency="nonresident").get("dest_recipient") == "unknown"
    assert read(kind="tech", dest="JP", recipient_residency="resident").get("dest_recipient") == "JP"


@pytest.mark.parametrize(
    ("raw", "claimed"),
    [
        ({"exception_type": "small_value"}, "yes"),
        ({"kind": "tech", "tech_exception": "public_domain_9"}, "yes"),
        ({"exception_type": "small_value", "exception_claimed": "no"}, "no"),
        ({"exception_type": "small_value", "exception_claimed": "unknown"}, "unknown"),
        ({"exception_type": "unknown"}, "unknown"),
        ({"exception_type": "none"}, "no"),
        ({}, "no"),
    ],
)
def test_whoever_names_an_exception_claims_it(raw: dict[str, object], claimed: str) -> None:
    """Unless he says otherwise; the claim is listed as an assumption."""
    facts = read(**raw)
    assert facts.get("exception_claimed") == claimed
    assert ("exception_claimed" in facts.assumed) == ("exception_claimed" not in raw and claimed != "unknown")


def test_a_changed_fact_gives_new_facts() -> None:
    """The old ones stay, the new ones are assumed afresh, and a fact can be taken back."""
    facts = read(dest="CN")
    tech = facts.with_("kind", "tech")
    assert (facts.kind, tech.kind) == ("goods", "tech")
    assert "transit" not in tech.assumed
    assert tech.without("kind") == facts
    assert hash(tech.without("kind")) == hash(facts)
    with pytest.raises(KeyError):
        facts.with_("destination", "CN")
    with pytest.raises(TypeError):
        cast(dict[str, Any], facts.given)["dest"] = "US"


def test_facts_of_another_kind_of_transaction_are_named() -> None:
    """They are no error; an unknown one says nothing and is not named."""
    assert read(kind="import", dest="CN", hs="8542.31", inform="unknown").unused == ("hs",)
    assert read(dest="CN", hs="8542.31").unused == ()


def test_the_values_of_all_facts() -> None:
    """Given, assumed or absent, in the order of asking, never None."""
    values = read(dest="CN", exception_type="small_value").values()
    assert list(values) == KEYS
    assert None not in values.values()
    assert (values["dest"], values["kind"], values["tech_no"], values["hs"]) == ("CN", "goods", "none", "unknown")


# ---- values


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("word", ["unknown", "UNKNOWN", " ｕｎｋｎｏｗｎ ", "不明"])
def test_unknown_is_accepted_for_every_fact(key: str, word: str) -> None:
    """Whatever its type, and it contradicts nothing."""
    assert read(**{key: word}).given[key] == "unknown"


@pytest.mark.parametrize("key", [d.key for d in CATALOGUE if d.type in ("choice", "ternary")])
def test_every_listed_answer_is_accepted_in_any_spelling(key: str) -> None:
    """Upper case and full width come out in the normal form."""
    for value in CATALOGUE.get(key).allowed:
        wide = "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in value)
        for written in (value, value.upper(), wide, f" {value} "):
            beside = {"kind": "tech"} | ({"new21": "yes"} if key == "list_status_before" else {})
            facts = read(**{**beside, key: written})
            assert facts.get(key) == value


@pytest.mark.parametrize(
    ("key", "written", "value"),
    [
        ("date", "2025-10-09", date(2025, 10, 9)),
        ("date", date(2025, 10, 9), date(2025, 10, 9)),
        ("date", "２０２５-１０-０９", date(2025, 10, 9)),
        ("date", "2024-02-29", date(2024, 2, 29)),
        ("dest", "中国", "CN"),
        ("dest", "ｃｎ", "CN"),
        ("dest", "NO", "NO"),
        ("ship_from", "韓国", "KR"),
        ("tech_no", 11, "11"),
        ("tech_no", "⑪", "11"),
        ("tech_no", "なし", "none"),
        ("ru_category", 7, "7"),
        ("ru_category", "07", "7"),
        ("specific_category", 1, "1"),
        ("item_group", "2〜15", "2-15"),
        ("scope", "16−1", "16-1"),
        ("ru_item_no", "45", 45),
        ("ru_item_no", 85, 85),
        ("total_value_jpy", 0, 0),
        ("total_value_jpy", "1,000,000円", 1_000_000),
        ("total_value_jpy", "５００００", 50_000),
        ("age_years", 20, 20),
        ("age_years", "20.5", 20.5),
        ("age_years", 20.0, 20),
        ("age_years", 20.01, 20.01),
        ("eul", ["N", "b", "N"], ("B", "N")),
        ("eul", "CW、M", ("M", "CW")),
        ("eul", "ｂ", ("B",)),
        ("eul", "none", "none"),
        ("eul", ["none"], "none"),
        ("eul", ["unknown"], "unknown"),
        ("red_flags", ["用途の説明がない", "現金払い"], ("用途の説明がない", "現金払い")),
        ("red_flags", "現金払い, 前金", ("現金払い, 前金",)),
        ("red_flags", [], "none"),
    ],
)
def test_values_come_out_in_their_normal_form(key: str, written: object, value: object) -> None:
    """Numbers as numbers or digits, countries by name, sets in their order."""
    kind = "tech" if key in TECH_ONLY else "goods"
    found = read(kind=kind, **{key: written}).given[key]
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    ("written", "item"),
    [
        ("7(2)", "7(2)"), ("6(2)", "6(2)"), ("7(15)", "7(15)"), ("3の2(2)", "3の2(2)"), ("10(9の2)", "10(9の2)"),
        ("1(11)", "1(11)"), ("7（2）", "7(2)"), ("７の項（２）", "7(2)"), ("7項(2)", "7(2)"), ("別表第一7(2)", "7(2)"),
        ("輸出令別表第一の7の項(2)", "7(2)"), ("外為令別表7(3)", "7(3)"), ("別表第一の一〇の項（九の二）", "10(9の2)"),
        ("三の二の項（二）", "3の2(2)"), ("7の項（十四）", "7(14)"), ("7の項（二十四）", "7(24)"), (" 7 ( 2 ) ", "7(2)"),
        ("07(02)", "7(2)"), ("7(2)号", "7(2)"), ("15", "15"), ("七", "7"), ("15の項", "15"), (15, "15"), ("3の2", "3の2"), ("16(1)", "16(1)"),
    ],
)  # fmt: skip
def test_item_numbers_are_read_as_the_law_and_as_offices_write_them(written: object, item: str) -> None:
    """The normal form is 項(号)."""
    assert read(item_no=written).get("item_no") == item


@pytest.mark.parametrize(
    "written",
    ["0", "0(1)", "7(0)", "17(1)", "7の2", "7の2(1)", "3の3(1)", "7(1の1)", "7(1の0)", "7()", "(2)", "7((2))", "7(2)10",
     "7-2", "x", "7(2", "リスト", 7.2, 0, -1, 17, ["7(2)"], "二十の項", "7(十十)", "7(100)"],
)  # fmt: skip
def test_other_item_numbers_are_refused(written: object) -> None:
    """Numbers that the annex does not have, deeper numbers, other signs."""
    assert refused({"item_no": written}).facts == ("item_no",)


def test_an_item_number_has_two_parts() -> None:
    """項 and 号; the second may be missing."""
    assert [item_parts(item) for item in ("10(9の2)", "3の2(2)", "15")] == [("10", "9の2"), ("3の2", "2"), ("15", None)]


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("8542.31", "854231"), ("８５４２．３１", "854231"), ("8542 31", "854231"), ("8542.31-000", "854231000"),
        ("84", "84"), ("85.42", "8542"), ("8542.31.00", "85423100"), ("2009.11", "200911"), ("0101.21", "010121"),
        (8456, "8456"), (854231, "854231"), ("2710.12.2000", "2710122000"),
    ],
)  # fmt: skip
def test_hs_codes_are_read_with_and_without_dots(written: object, code: str) -> None:
    """Two to ten digits, as text; a number is taken where no zero can have been lost."""
    assert read(hs=written).get("hs") == code


@pytest.mark.parametrize(
    "written",
    [
        "1", "85A2", "85類", "00", "0012.00", "77", "9801", "99", "12345678901", "", ".", 8542.31, 90121, 1, ["8542"],
        "440", "847", "8542.3", "8542311", "854.231", "8-542.31", "8542.31.", "8542..31", "85  42", "8542-31",
        "2025-02-30", "2025.02.28", "20250228", 20250228, "1995-10-09", "2025/10/09", "85④2", "854²",
    ],
)  # fmt: skip
def test_other_hs_codes_are_refused(written: object) -> None:
    """Odd lengths, signs in odd places, letters, chapters that do not exist, dates, numbers that may have lost a zero."""
    assert refused({"hs": written}).facts == ("hs",)


# ---- refusals


@pytest.mark.parametrize(
    ("key", "written"),
    [
        ("total_value_jpy", "10⁷"), ("total_value_jpy", "1０²"), ("age_years", "⑳"), ("age_years", "٢٠"), ("age_years", "½"),
        ("ru_item_no", "②"), ("ru_category", "②"), ("specific_category", "²"), ("item_no", "6²"), ("item_no", "7(②)"),
        ("item_no", "𝟕(2)"), ("date", "2025-10-0⁹"), ("tech_no", "¹"), ("tech_no", "⑯"), ("tech_no", "①②"),
    ],
)  # fmt: skip
def test_signs_that_only_look_like_digits_are_refused(key: str, written: str) -> None:
    """A superscript is no digit, a circled number only that of a technology."""
    assert refused({key: written}).facts == (key,)


def test_full_width_digits_and_circled_technologies_are_read() -> None:
    """Those mean what they look like."""
    facts = read(kind="tech", tech_no="⑮", item_no="７（２）", date="２０２５-１０-０９")
    assert (facts.get("tech_no"), facts.get("item_no")) == ("15", "7(2)")


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize(
    "value", [True, False, None, {"a": 1}, [["x"]], [None], math.nan, math.inf, -1, -0.5, "", "  ", "x" * 201, 10**5000, "\ud800", b"x"],
    ids=shown,
)  # fmt: skip
def test_what_is_no_value_is_refused_and_names_its_fact(key: str, value: object) -> None:
    """Booleans, null, nested values, no numbers, noise: the message names the fact, its label and what to do."""
    if key == "red_flags" and value == -1:
        value = [-1]
    error = refused({key: value})
    assert error.facts == (key,)
    assert str(error).startswith(f"{key}（{CATALOGUE.get(key).label}）: ")
    assert "ください" in str(error)
    assert len(str(error).encode()) < 2000


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ({"date": "2025-02-30"}, "暦にない"),
        ({"date": "2023-02-29"}, "暦にない"),
        ({"date": "0000-01-01"}, "暦にない"),
        ({"date": "2025/10/09"}, "YYYY-MM-DD"),
        ({"date": "2025-10-9"}, "YYYY-MM-DD"),
        ({"date": "20251009"}, "YYYY-MM-DD"),
        ({"date": 20251009}, "YYYY-MM-DD"),
        ({"date": "2025-10"}, "YYYY-MM-DD"),
        ({"date": "2025-10-09T00:00:00"}, "時刻"),
        ({"date": datetime(2025, 10, 9)}, "時刻"),
        ({"date": "令和7年10月9日"}, "YYYY-MM-DD"),
        ({"dest": "アトランティス"}, "アトランティス"),
        ({"dest": "コンゴ"}, "コンゴ共和国（CG）"),
        ({"dest": "オーストリヤ"}, "オーストリア（AT）"),
        ({"dest": "no"}, "ノルウェー"),
        ({"dest": False}, "ノルウェー"),
        ({"dest": 86}, "CN"),
        ({"dest": "JPN"}, "2文字"),
        ({"kind": "export"}, '"goods"'),
        ({"conv_use": "maybe"}, '"yes"'),
        ({"conv_use": False}, "引用符"),
        ({"tech_no": 16}, '"15"'),
        ({"tech_no": 0}, '"15"'),
        ({"tech_no": 1.0}, '"15"'),
        ({"ru_category": 8}, '"7"'),
        ({"ru_item_no": 86}, "1〜85"),
        ({"ru_item_no": 0}, "1〜85"),
        ({"ru_item_no": 1.0}, "整数"),
        ({"total_value_jpy": -1}, "範囲"),
        ({"total_value_jpy": 50000.0}, "整数"),
        ({"total_value_jpy": "5万円"}, "整数"),
        ({"total_value_jpy": "1,00,000"}, "整数"),
        ({"total_value_jpy": 10**16}, "範囲"),
        ({"age_years": 201}, "0〜200"),
        ({"age_years": "二十"}, "0〜200"),
        ({"eul": []}, "空の一覧"),
        ({"eul": ["B", "none"]}, "並べられません"),
        ({"eul": ["B", "unknown"]}, "並べられません"),
        ({"eul": ["X"]}, "「X」"),
        ({"eul": "BCMN"}, "「BCMN」"),
        ({"eul": {"B": 1}}, "入れ子"),
        ({"red_flags": ["x"] * 51}, "51個"),
    ],
)
def test_a_wrong_value_is_refused_with_what_is_wanted(raw: dict[str, object], said: str) -> None:
    """What was found or what is allowed stands in the message."""
    error = refused(raw)
    assert error.facts == tuple(raw)
    assert said in str(error)


@pytest.mark.parametrize(
    ("key", "near"), [("wmd_usr", "wmd_user"), ("Dest", "dest"), ("仕向地", "dest"), ("list-status", "list_status")]
)
def test_an_unknown_fact_is_refused_with_the_closest_ones(key: str, near: str) -> None:
    """Also by its Japanese name."""
    error = refused({key: "yes"})
    assert error.facts == (key,)
    assert f"{near}（" in str(error)


@pytest.mark.parametrize("key", [3, None, "", "あ", "k" * 5000, "a\ud800", ("a",), 10**5000], ids=shown)
def test_a_name_that_is_like_no_fact_is_refused(key: Any) -> None:
    """The answer can always be sent."""
    error = refused({key: "yes"})
    assert len(error.facts) == 1
    assert "という事実はありません" in str(error)
    assert len(str(error).encode()) < 1000
    assert len(error.facts[0].encode()) <= 300


def test_all_problems_are_told_together() -> None:
    """One request, one error, every fact named once."""
    error = refused({"date": "2025-13-01", "dest": "コンゴ", "wmd": "yes", "eul": True})
    assert error.facts == ("date", "dest", "wmd", "eul")
    assert len(error.problems) == 4
    assert [problem.facts for problem in error.problems] == [("date",), ("dest",), ("wmd",), ("eul",)]


# ---- contradictions


@pytest.mark.parametrize(
    ("raw", "facts"),
    [
        ({"list_status": "not_listed", "item_no": "7(2)"}, {"list_status", "item_no"}),
        ({"list_status": "not_listed", "new21": "yes"}, {"list_status", "new21"}),
        ({"list_status": "not_listed", "new21": "yes", "date": "2025-05-27"}, {"list_status", "new21"}),
        ({"dest": "JP"}, {"kind", "dest"}),
        ({"kind": "goods", "dest": "日本"}, {"kind", "dest"}),
        ({"kind": "import", "dest": "JP"}, {"kind", "dest"}),
        *(({"kind": "goods", k: v}, {"kind", k}) for k, v in TECH_ONLY.items() if k not in SCHEME),
        *(({k: v}, {"kind", k}) for k, v in TECH_ONLY.items() if k not in SCHEME),
        *(({"kind": "import", k: v}, {"kind", k}) for k, v in TECH_ONLY.items()),
        *(({"kind": "brokering", k: v}, {"kind", k}) for k, v in TECH_ONLY.items()),
    ],
)
def test_facts_that_cannot_be_true_together_are_refused(raw: dict[str, object], facts: set[str]) -> None:
    """Both facts are named, and what to do."""
    error = refused(raw)
    assert set(error.facts) == facts
    assert all(f"{fact}（" in str(error) for fact in facts)
    assert "ください" in str(error)


@pytest.mark.parametrize(
    ("raw", "keys"),
    [
        ({"list_status_before": "listed"}, ("new21", "list_status_before")),
        ({"list_status_before": "not_listed"}, ("new21", "list_status_before")),
        ({"new21": "no", "list_status_before": "listed"}, ("new21", "list_status_before")),
        ({"list_status": "not_listed", "new21": "unknown", "list_status_before": "listed"}, ("list_status", "list_status_before")),
        ({"list_status": "listed", "item_no": "15(1)", "new21": "yes"}, ("new21", "item_no")),
        ({"item_no": "16", "new21": "yes", "list_status_before": "not_listed"}, ("new21", "item_no")),
        ({"kind": "tech", "dest": "JP", "recipient_residency": "resident", "dest_recipient": "US"}, ("recipient_residency", "dest_recipient")),
        ({"kind": "tech", "dest": "US", "recipient_residency": "resident", "dest_recipient": "CN"}, ("recipient_residency", "dest_recipient")),
    ],
)  # fmt: skip
def test_what_additions_and_residents_rule_out_is_refused(raw: dict[str, object], keys: tuple[str, ...]) -> None:
    """An earlier judgement without an addition or against today's, items nothing was added to, residents elsewhere."""
    error = refused(raw)
    assert error.facts == keys
    assert "ください" in str(error)


@pytest.mark.parametrize(
    "raw",
    [
        {"list_status": "listed", "item_no": "7(2)"},
        {"list_status": "unknown", "item_no": "7(2)"},
        {"item_no": "7(2)"},
        {"list_status": "not_listed", "item_no": "unknown"},
        {"list_status": "listed", "new21": "yes"},
        {"list_status": "not_listed", "new21": "no"},
        {"list_status": "not_listed", "new21": "unknown"},
        {"kind": "tech", "dest": "JP"},
        {"kind": "unknown", "dest": "JP"},
        {"new21": "yes", "list_status_before": "listed", "item_no": "15(1)"},
        {"new21": "yes", "list_status_before": "unknown", "item_no": "15(1)"},
        {"new21": "yes", "item_no": "6(10)"},
        {"new21": "unknown", "list_status": "listed", "list_status_before": "listed"},
        {"new21": "no", "list_status_before": "not_listed"},
        {"kind": "tech", "dest": "JP", "recipient_residency": "resident", "dest_recipient": "JP"},
        {"kind": "tech", "dest": "JP", "recipient_residency": "unknown", "dest_recipient": "US"},
        {"kind": "tech", **TECH_ONLY},
        {"kind": "unknown", **TECH_ONLY},
        {"kind": "goods", "dest": "CN", **{key: TECH_ONLY[key] for key in SCHEME}},
        {"kind": "goods", "tech_exception": "none", "tech_medium": "unknown"},
        {"kind": "import", "tech_no": "none"},
    ],
)
def test_facts_that_may_be_true_together_are_accepted(raw: dict[str, object]) -> None:
    """Unknown contradicts nothing, and the facts of the dialogue scheme may come with goods."""
    assert set(read(**raw).given) == set(raw)


def test_a_kind_that_cannot_be_read_is_not_taken_for_goods() -> None:
    """Only the kind is wrong then, not the facts of technology beside it."""
    assert refused({"kind": "technology", "tech_medium": "none", "dest": "JP"}).facts == ("kind",)


def test_contradictions_can_be_asked_for_changed_facts() -> None:
    """A what-if may not fit what was given."""
    facts = read(list_status="listed", item_no="7(2)")
    assert contradictions(facts, COUNTRIES) == ()
    assert contradictions(facts.with_("list_status", "not_listed"), COUNTRIES)[0].facts == ("list_status", "item_no")


# ---- anything at all

SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.dates() | st.datetimes()
WORDS = st.sampled_from(["yes", "no", "NO", "none", "unknown", "B", "7(2)", "8542.31", "2025-10-09", "中国", "20", "1"])
VALUES = SCALARS | WORDS | st.lists(SCALARS | WORDS, max_size=4) | st.dictionaries(st.text(), SCALARS, max_size=2)


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(st.sampled_from(KEYS) | st.text(max_size=12), VALUES, max_size=8))
def test_whatever_is_sent_is_read_or_refused(raw: dict[str, object]) -> None:
    """No other error escapes, and normal forms read as themselves."""
    try:
        facts = read_facts(raw, CATALOGUE, COUNTRIES)
    except FactError as error:
        assert error.problems
        str(error).encode()
        return
    assert read_facts({key: json_value(value) for key, value in facts.given.items()}, CATALOGUE, COUNTRIES) == facts
