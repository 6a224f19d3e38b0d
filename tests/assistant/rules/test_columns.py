"""Derived columns: their values, table by table as the law groups the facts."""

from datetime import date

import pytest

from assistant.rules.fact import read_facts
from assistant.rules.load import builtin
from assistant.rules.values import Given

BASE = builtin()
P0, P1 = "2025-10-08", "2025-10-09"
U = "unknown"


def value(column, **raw):
    """The value of a derived column; the date is the first day of the new rules unless said."""
    facts = read_facts({"date": P1, **raw}, BASE.catalogue, BASE.countries)
    return BASE.columns[column].value(Given(facts).values)


@pytest.mark.parametrize(
    ("dest", "day", "group"),
    [
        ("DE", P1, "A"), ("KR", "2023-07-21", "A"), ("KR", "2023-07-20", "B"), ("CN", P1, "B"), ("TW", P1, "B"),
        ("HK", P1, "B"), ("PR", P1, "B"), ("LB", P1, "C"), ("KP", P1, "C"), ("RU", P1, "B"),
        (U, P1, U), ("DE", U, U),
    ],
)  # fmt: skip
def test_group_of_goods(dest, day, group):
    """別表第三 is A, 別表第三の二 is C, every other country B; nothing without country or date."""
    for kind in ("goods", "import"):
        assert value("group", kind=kind, dest=dest, date=day) == group


def test_group_needs_the_kind():
    """What is not known to be goods may be technology, which looks at the recipient too."""
    assert value("group", kind=U, dest="DE") == U


@pytest.mark.parametrize(
    ("dest", "recipient", "group"),
    [
        ("US", "DE", "A"), ("US", "CN", "B"), ("CN", "US", "B"), ("CN", "LB", "C"), ("LB", "US", "C"),
        (U, "LB", "C"), ("LB", U, "C"), (U, "US", U), ("US", U, U), ("CN", U, U), (U, U, U), ("US", "JP", "B"),
    ],
)  # fmt: skip
def test_group_of_technology_is_the_stricter_one(dest, recipient, group):
    """C before B before A; where one is not known, only C is certain."""
    assert value("group", kind="tech", dest=dest, dest_recipient=recipient) == group


def test_the_recipient_is_assumed_to_be_at_the_destination():
    """Only the destination given: it counts for both."""
    assert value("group", kind="tech", dest="US") == "A"
    assert value("group", kind="tech", dest="LB") == "C"


@pytest.mark.parametrize(
    ("residency", "recipient", "group"),
    [
        ("nonresident", "US", "A"), ("nonresident", "LB", "C"), ("nonresident", None, U), ("nonresident", U, U),
        ("resident", "JP", "B"), (U, "LB", "B"), ("resident", None, "B"),
    ],
)  # fmt: skip
def test_group_of_technology_at_home(residency, recipient, group):
    """In Japan a nonresident's country counts, and Japan is never assumed for it."""
    told = {} if recipient is None else {"dest_recipient": recipient}
    assert value("group", kind="tech", dest="JP", recipient_residency=residency, **told) == group


@pytest.mark.parametrize(
    ("kind", "facts", "kp", "ru_by"),
    [
        ("tech", {"dest": "KP", "dest_recipient": "CN"}, "yes", "no"),
        ("tech", {"dest": "CN", "dest_recipient": "BY"}, "no", "yes"),
        ("tech", {"dest": "CN", "dest_recipient": U}, U, U),
        ("tech", {"dest": "RU", "dest_recipient": U}, U, "yes"),
        ("brokering", {"dest": "VN", "ship_from": "KP"}, "yes", "no"),
        ("brokering", {"dest": "VN"}, U, U),
        ("brokering", {"dest": "VN", "ship_from": "MY"}, "no", "no"),
    ],
)
def test_parties(kind, facts, kp, ru_by):
    """Whether one of the two places is a sanctioned country."""
    assert (value("party_kp", kind=kind, **facts), value("party_ru_by", kind=kind, **facts)) == (kp, ru_by)


@pytest.mark.parametrize(
    ("dest", "ship_from", "place"),
    [("DE", U, "a"), (U, "DE", "a"), ("VN", "MY", "other"), ("VN", U, U), (U, U, U), ("DE", "DE", "a")],
)
def test_broker_place(dest, ship_from, place):
    """One country of group A is enough; otherwise both must be known."""
    assert value("broker_place", kind="brokering", dest=dest, ship_from=ship_from) == place


@pytest.mark.parametrize(
    ("facts", "before", "after"),
    [
        ({"list_status": "listed"}, "listed", "listed"),
        ({"list_status": "not_listed"}, "not_listed", "not_listed"),
        ({}, U, U),
        ({"list_status": "listed", "new21": "yes"}, "not_listed", "listed"),
        ({"list_status": "listed", "new21": "yes", "list_status_before": "listed"}, "listed", "listed"),
        ({"list_status": "listed", "new21": "yes", "list_status_before": U}, U, "listed"),
        ({"new21": "yes"}, "not_listed", "listed"),
        ({"list_status": "listed", "new21": U}, U, "listed"),
        ({"list_status": "listed", "new21": U, "list_status_before": "listed"}, "listed", "listed"),
        ({"list_status": "not_listed", "new21": U}, "not_listed", "not_listed"),
    ],
)
def test_listing(facts, before, after):
    """The added items are listed from 2025-05-28; before that day their earlier status counts."""
    assert value("listing", date="2025-05-27", **facts) == before
    assert value("listing", date="2025-05-28", **facts) == after
    if facts.get("new21") == "yes":
        assert value("listing", date=U, **facts) == U


def test_russian_category():
    """A listed item is category 1; otherwise what was said."""
    assert value("ru_cat", list_status="listed", ru_category="5") == "1"
    assert value("ru_cat", list_status="not_listed", ru_category="5") == "5"
    assert value("ru_cat", ru_category="5") == "5"
    assert value("ru_cat") == U


HS = [
    ("01", "exempt", "exempt"), ("24", "exempt", "exempt"), ("2501", "16-2", "16-2"), ("40", "16-2", "16-2"),
    ("41", "exempt", "exempt"), ("53", "exempt", "exempt"), ("54", "16-2", "16-2"), ("59", "16-2", "16-2"),
    ("60", "exempt", "exempt"), ("62", "exempt", "exempt"), ("63", "16-2", "16-2"), ("64", "exempt", "exempt"),
    ("67", "exempt", "exempt"), ("68", "16-2", "16-2"), ("93", "16-2", "16-2"), ("94", "exempt", "exempt"),
    ("95", "16-2", "16-2"), ("96", "exempt", "exempt"), ("97", "exempt", "exempt"),
    ("84", "16-2", U), ("85", "16-2", U), ("88", "16-2", U), ("90", "16-2", U),
    ("8455", "16-2", "16-2"), ("8456", "16-2", "16-1"), ("845611", "16-2", "16-1"), ("8461", "16-2", "16-1"),
    ("8462", "16-2", "16-2"), ("8526", "16-2", "16-1"), ("8525", "16-2", "16-2"),
    ("8542", "16-2", U), ("8542.31", "16-2", "16-1"), ("8542.90", "16-2", "16-2"),
    ("8542.9010", "16-2", "16-2"), ("8802", "16-2", U), ("8802.60", "16-2", "16-1"), ("8802.40", "16-2", "16-2"),
    ("8806", "16-2", "16-1"), ("8806.21", "16-2", "16-1"), ("8807", "16-2", U), ("8807.30", "16-2", U),
    ("8807.30.0000", "16-2", U), ("8801", "16-2", "16-2"), ("9014", "16-2", U), ("9014.20", "16-2", "16-1"),
    ("9014.80", "16-2", "16-1"), ("9014.10", "16-2", "16-2"), ("9027", "16-2", U), ("9027.50", "16-2", "16-1"),
    ("9027.80", "16-2", "16-2"), ("9030", "16-2", U), ("9030.20", "16-2", "16-1"), ("9030.32", "16-2", "16-1"),
    ("9030.39", "16-2", "16-1"), ("9030.33", "16-2", "16-2"), ("9031", "16-2", "16-2"), ("7326.90", "16-2", "16-2"),
]  # fmt: skip


@pytest.mark.parametrize(("hs", "before", "after"), HS)
def test_scope_of_an_hs_code(hs, before, after):
    """By the chapter before 2025-10-09, from then by heading and subheading; too few digits leave it open."""
    assert (value("scope16", hs=hs, date=P0), value("scope16", hs=hs, date=P1)) == (before, after)
    assert value("scope16", hs=hs, date=U) == (before if before == after else U)


def test_scope_as_a_person_said():
    """What a person says goes before the code, "unknown" too."""
    assert value("scope16", hs="8807.30", scope="16-1") == "16-1"
    assert value("scope16", hs="01", scope="16-2") == "16-2"
    assert value("scope16", hs="845611", scope=U) == U
    assert value("scope16") == U


@pytest.mark.parametrize(
    ("status", "item", "one"),
    [
        ("listed", "1(1)", "yes"), ("listed", "1", "yes"), ("listed", "15(1)", "no"), ("listed", "10(2)", "no"),
        ("listed", U, U), ("not_listed", None, "no"), (U, "1(1)", "yes"), (U, None, U),
    ],
)  # fmt: skip
def test_item_one(status, item, one):
    """Arms; nothing that is not listed is item 1."""
    assert value("item_one", list_status=status, **({} if item is None else {"item_no": item})) == one


NEVER = ["1(1)", "2(1)", "3(1)", "3の2(2)", "4(1)", "14(2)", "16"]
NOTICE = ["5(14)", "5(18)", "7(2)", "7(15)", "8", "8(1)", "9(1)", "9(6)", *(f"10({n})" for n in (1, 2, 4, 6, 7, 9, 11))]
NOTICE += ["10(9の2)", "12(1)", "12(2)", "12(5)", "12(6)", "13(5)"]
PLAIN = ["5(1)", "6(2)", "7(3)", "9(2)", "10(3)", "11(1)", "12(3)", "13(1)"]
LISTED = {"list_status": "listed"}


def small(item, yen, notice="unknown", day=P1):
    """The test of the value."""
    return value("value_test", item_no=item, total_value_jpy=yen, notice_50k=notice, date=day, **LISTED)


def test_item_small():
    """The items that may use the exception for small values, and their limits."""
    for items, expected in ((NEVER, "none"), (["15", "15(1)"], "15"), (NOTICE, "table"), (PLAIN, "plain"), ([U], U)):
        for item in items:
            assert value("item_small", item_no=item, **LISTED) == expected, item
    assert value("item_small", item_no="7", **LISTED) == "table", "an item without its number may be one of the table"
    assert value("item_small", item_no="6", **LISTED) == "plain"


@pytest.mark.parametrize("day", ["2023-07-21", P0, P1, "2026-06-05"])
@pytest.mark.parametrize(
    ("yen", "plain", "fifteen", "table"),
    [
        (0, "within", "within", ("within", "within", "within")),
        (50_000, "within", "within", ("within", "within", "within")),
        (50_001, "within", "over", ("over", "within", "notice")),
        (1_000_000, "within", "over", ("over", "within", "notice")),
        (1_000_001, "over", "over", ("over", "over", "over")),
    ],
)
def test_value_test(day, yen, plain, fifteen, table):
    """One million yen; fifty thousand for item 15 and for notice goods of the table."""
    assert {small(item, yen, day=day) for item in PLAIN} == {plain}
    assert {small("15(1)", yen, notice, day) for notice in ("yes", "no", U)} == {fifteen}
    for item in NOTICE:
        assert tuple(small(item, yen, notice, day) for notice in ("yes", "no", U)) == table, item


def test_value_test_needs_item_and_value():
    """No test where the item may not use the exception, or one of them is not known."""
    assert small(U, 10) == small("7(2)", U) == small("1(1)", 10) == U


KLEENE = [("yes", "yes", "yes"), ("yes", "no", "yes"), ("yes", U, "yes"), ("no", "no", "no"), ("no", U, U), (U, U, U)]


@pytest.mark.parametrize(("first", "second", "either"), [*KLEENE, *((b, a, c) for a, b, c in KLEENE)])
def test_end_use_with_annex_six(first, second, either):
    """Annex 6 counts as an end use until 2025-10-08; without a date it may."""
    assert value("wmd_use_met", wmd_use=first, wmd_use_annex6=second, date=P0) == either
    assert value("wmd_use_met", wmd_use=first, wmd_use_annex6=second, date=P1) == first
    undated = first if second == "no" or first == "yes" else U
    assert value("wmd_use_met", wmd_use=first, wmd_use_annex6=second, date=U) == undated


@pytest.mark.parametrize("use", ["yes", "no", U])
def test_exempt_end_use(use):
    """The exempt use takes away use and user; unknown takes away nothing."""
    for exempt, wanted in (("yes", "no"), ("no", use), (U, use)):
        assert value("conv_use_met", conv_use=use, conv_exempt=exempt) == wanted
        assert value("conv_user_alone", conv_user=use, conv_exempt=exempt) == wanted
        assert value("conv_user_met", conv_user=use, eul="none", conv_exempt=exempt) == wanted


@pytest.mark.parametrize(
    ("user", "eul", "wmd", "conv"),
    [
        ("no", "none", "no", "no"), ("no", ["B"], "yes", "no"), ("no", ["C"], "yes", "no"), ("no", ["M"], "yes", "no"),
        ("no", ["N"], "yes", "no"), ("no", ["CW"], "no", "yes"), ("no", ["B", "CW"], "yes", "yes"), ("no", U, U, U),
        ("yes", U, "yes", "yes"), ("yes", "none", "yes", "yes"), (U, "none", U, U), (U, ["CW"], U, "yes"),
        (U, ["N"], "yes", U),
    ],
)  # fmt: skip
def test_end_user(user, eul, wmd, conv):
    """Known of the user, or on the list in the category that counts."""
    assert value("wmd_user_met", wmd_user=user, eul=eul) == wmd
    assert value("conv_user_met", conv_user=user, eul=eul) == conv


TESTS = [
    ("no", "none", U, "no"), (U, "none", "yes", U), ("no", U, "yes", U),
    ("yes", "none", "no", "met"), ("yes", U, "no", "met"), ("no", "hit", "no", "met"), (U, "hit", "no", "met"),
    ("yes", "none", U, "open"), ("yes", U, U, "open"), ("no", "hit", U, "open"), (U, "hit", U, "open"),
    ("yes", "none", "yes", "cleared"), ("no", "hit", "yes", "cleared"), ("yes", "hit", "yes", "cleared"),
    ("yes", U, "yes", "unchecked"), (U, "hit", "yes", U), (U, U, "yes", U),
]  # fmt: skip


@pytest.mark.parametrize(("user", "eul", "clear", "expected"), TESTS)
def test_end_user_after_the_judgement(user, eul, clear, expected):
    """The judgement that another use is clear takes the user away only where user and list are known."""
    wmd, conv = (["N"], ["CW"]) if eul == "hit" else (eul, eul)
    assert value("wmd_user_test", wmd_user=user, eul=wmd, wmd_clear=clear) == expected
    assert value("conv_user_test", conv_user=user, eul=conv, conv_clear=clear) == expected
    assert value("conv_user_test", conv_user=user, eul=conv, conv_clear=clear, conv_exempt="yes") == "no"


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, "none"),
        ({"exception_claimed": "no"}, "none"),
        ({"exception_claimed": "no", "exception_type": "small_value"}, "none"),
        ({"exception_claimed": U}, "untyped"),
        ({"exception_claimed": U, "exception_type": "small_value"}, "small_value"),
        ({"exception_claimed": "yes"}, "untyped"),
        ({"exception_claimed": "yes", "exception_type": "none"}, "untyped"),
        ({"exception_claimed": "yes", "exception_type": U}, U),
        ({"exception_claimed": "yes", "exception_type": "small_value"}, "small_value"),
        ({"exception_type": "small_value"}, "small_value"),
        ({"kind": "tech", "tech_exception": "basic_science_10"}, "basic_science_10"),
        ({"kind": "tech", "tech_exception": "program_14i", "exception_type": "small_value"}, "program_14i"),
        ({"kind": "tech", "exception_type": "small_value"}, "small_value"),
        ({"kind": "tech", "exception_claimed": "yes", "tech_exception": U}, U),
        ({"kind": "tech", "exception_type": "small_value", "tech_exception": U}, "small_value"),
    ],
)
def test_exception(facts, expected):
    """The exception that was named, unless the claim is denied; whether it is claimed is looked at beside it."""
    assert value("exception", **facts) == expected


def test_every_derived_column_says_only_what_it_declares(random_cases):
    """A column with listed answers gives one of them, or "unknown"."""
    listed = [column for column in BASE.columns.values() if column.answers]
    assert len(listed) > 15
    for raw in random_cases(31, 1500):
        values = Given(read_facts(raw, BASE.catalogue, BASE.countries)).values
        for column in listed:
            assert column.value(values) in {*column.answers, U}, column.name


def test_columns_say_what_they_look_at(random_cases):
    """A column does not change with a fact that is not among its inputs: it is given no other."""
    for raw in random_cases(32, 300):
        values = Given(read_facts(raw, BASE.catalogue, BASE.countries)).values
        for column in BASE.columns.values():
            assert column.value({key: values[key] for key in column.inputs}) == column.value(values), column.name


def test_the_day_counts_not_its_spelling():
    """A date given as a date is the same as one given as text."""
    assert value("group", dest="KR", date=date(2023, 7, 21)) == value("group", dest="KR", date="2023-07-21") == "A"
