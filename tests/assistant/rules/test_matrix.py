"""Matrix: when a row holds, fails or stays open, and which rows count."""

from datetime import date
from graphlib import CycleError

import pytest

from assistant.rules.errors import RuleBaseError
from assistant.rules.evaluate import evaluator
from assistant.rules.fact import read_facts
from assistant.rules.values import Given

HELD, FAILED, OPEN = "held", "failed", "open"
DAY = {"date": "2025-11-04"}


def settle(base, raw):
    """The state of the rows, before completion."""
    return evaluator(base).matrix.settle(Given(read_facts({**DAY, **raw}, base.catalogue, base.countries)).values)


def state(base, raw, row="X"):
    """What became of one row."""
    bit, settled = evaluator(base).matrix.bits((row,)), settle(base, raw)
    return HELD if settled.active & bit else OPEN if settled.undetermined & bit else FAILED


CELLS = [
    ({"wmd_use": "yes"}, {"wmd_use": "yes"}, HELD),
    ({"wmd_use": "yes"}, {"wmd_use": "no"}, FAILED),
    ({"wmd_use": "yes"}, {"wmd_use": "unknown"}, OPEN),
    ({"wmd_use": "yes"}, {}, OPEN),
    ({"wmd_use": ["yes", "unknown"]}, {}, HELD),
    ({"wmd_use": ["yes", "unknown"]}, {"wmd_use": "no"}, FAILED),
    ({"wmd_use": {"not": ["yes"]}}, {"wmd_use": "yes"}, FAILED),
    ({"wmd_use": {"not": ["yes"]}}, {"wmd_use": "no"}, HELD),
    ({"wmd_use": {"not": ["yes"]}}, {}, HELD),
    ({"wmd_use": {"not": ["yes", "unknown"]}}, {}, FAILED),
    ({"age_years": {"max": 20}}, {"age_years": 20}, HELD),
    ({"age_years": {"max": 20}}, {"age_years": "20.5"}, FAILED),
    ({"age_years": {"max": 20}}, {}, OPEN),
    ({"ru_item_no": {"min": 1, "max": 31}}, {"ru_item_no": 1}, HELD),
    ({"ru_item_no": {"min": 1, "max": 31}}, {"ru_item_no": 31}, HELD),
    ({"ru_item_no": {"min": 2, "max": 31}}, {"ru_item_no": 1}, FAILED),
    ({"ru_item_no": {"min": 1, "max": 31}}, {"ru_item_no": 32}, FAILED),
    ({"eul": ["B", "C"]}, {"eul": ["B", "CW"]}, HELD),
    ({"eul": ["B", "C"]}, {"eul": ["CW"]}, FAILED),
    ({"eul": ["B", "C"]}, {"eul": "none"}, FAILED),
    ({"eul": ["B", "C"]}, {}, OPEN),
    ({"dest": {"list": "annex_2_4"}}, {"date": "2024-07-02", "dest": "CN"}, FAILED),
    ({"dest": {"list": "annex_2_4"}}, {"date": "2024-07-03", "dest": "CN"}, HELD),
    ({"dest": {"list": "annex_2_4"}}, {"dest": "HK"}, FAILED),
    ({"dest": {"list": ["annex_2_4", "annex_2_4_hk"]}}, {"dest": "HK"}, HELD),
    ({"dest": {"list": "annex_2_4"}}, {}, OPEN),
    ({"dest": {"list": "annex_2_4"}}, {"date": "unknown", "dest": "CN"}, OPEN),
    ({"dest": {"outside": ["annex_2_4"]}}, {"date": "2024-07-02", "dest": "CN"}, HELD),
    ({"dest": {"outside": ["annex_2_4"]}}, {"date": "2024-07-03", "dest": "CN"}, FAILED),
    ({"dest": {"outside": ["annex_2_4"]}}, {}, OPEN),
    ({"wmd_use": "yes", "dest": "CN"}, {"wmd_use": "no"}, FAILED),
    ({"wmd_use": "yes", "dest": "CN"}, {"wmd_use": "yes"}, OPEN),
]


@pytest.mark.parametrize(("cells", "facts", "expected"), CELLS)
def test_a_row_is_as_its_weakest_cell(base_of, cells, facts, expected):
    """False if one cell is false, else open if one is open, else it holds."""
    assert state(base_of({"id": "X", "when": cells, "outcome": "escalate"}), facts) == expected


@pytest.mark.parametrize(
    ("outcome", "axis", "expected"),
    [
        ("permit_not_required", "permit", FAILED),
        ("none", "permit", FAILED),
        ("permit_required", "permit", OPEN),
        ("prohibited", "permit", OPEN),
        ("escalate", "permit", OPEN),
        ("insufficient_facts", "permit", OPEN),
        ("none", "notification", FAILED),
        ("required", "notification", OPEN),
    ],
)
def test_what_relaxes_counts_once_confirmed(base_of, outcome, axis, expected):
    """An unknown relaxing fact fails a row that relaxes and leaves every other row open."""
    base = base_of({"id": "X", "when": {"wmd_clear": "yes"}, "outcome": outcome}, axis=axis)
    assert state(base, {}) == expected
    assert state(base, {"wmd_clear": "yes"}) == HELD
    assert state(base, {"wmd_clear": "no"}) == FAILED


def test_what_relaxes_may_be_named_unknown(base_of):
    """A relaxing row that lists "unknown" takes it."""
    base = base_of({"id": "X", "when": {"wmd_clear": ["yes", "unknown"]}, "outcome": "permit_not_required"})
    assert state(base, {}) == HELD


def test_a_domain_counts_like_a_cell(base_of):
    """What a table requires, each of its rows requires, relaxing facts included."""
    base = base_of({"id": "X", "outcome": "permit_not_required"}, domain={"transit": "yes", "wmd_use": "no"})
    assert state(base, {"transit": "yes", "wmd_use": "no"}) == HELD
    assert state(base, {"transit": "yes"}) == OPEN
    assert state(base, {"transit": "unknown", "wmd_use": "no"}) == FAILED


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2024-12-29", FAILED),
        ("2024-12-30", HELD),
        ("2025-10-08", HELD),
        ("2025-10-09", FAILED),
        ("unknown", OPEN),
    ],
)
def test_from_and_to_are_inclusive(base_of, day, expected):
    """The day before, the first day, the last day, the day after; an unknown date leaves it open."""
    row = {"id": "X", "outcome": "escalate", "from": date(2024, 12, 30), "to": date(2025, 10, 8)}
    assert state(base_of(row), {"date": day}) == expected


def test_unknown_date_opens_nothing_that_fails(base_of):
    """A row with a false cell fails on every date."""
    assert (
        state(
            base_of({"id": "X", "when": {"wmd_use": "yes"}, "outcome": "escalate"}),
            {"date": "unknown", "wmd_use": "no"},
        )
        == FAILED
    )


def test_a_row_about_the_date_has_no_time(base_of):
    """A row that asks for the date holds when there is none."""
    base = base_of({"id": "X", "when": {"date": "unknown"}, "outcome": "insufficient_facts"})
    assert state(base, {"date": "unknown"}) == HELD
    assert state(base, {}) == FAILED


def test_a_table_gives_its_rows_their_time(base_of):
    """Rows without dates of their own have those of the table; a table without begins with the stored law."""
    row = {"id": "X", "outcome": "escalate"}
    assert state(base_of(row), {"date": "2023-07-20"}) == FAILED
    assert state(base_of(row), {"date": "2023-07-21"}) == HELD
    own = {"from": date(2025, 5, 28), "to": date(2025, 6, 1)}
    assert [state(base_of(row, **own), {"date": f"2025-{day}"}) for day in ("05-27", "05-28", "06-01", "06-02")] == [
        FAILED, HELD, HELD, FAILED,
    ]  # fmt: skip
    assert state(base_of(row, **{"from": None}), {"date": "2020-01-01"}) == HELD


# ---- overrides

ANY = {"outcome": "escalate"}


def chain(base_of, *, third="C"):
    """A overrides B, B overrides C."""
    return base_of(
        {"id": "A", "when": {"wmd_use": "yes"}, "overrides": ["B"], **ANY},
        {"id": "B", "when": {"wmd_user": "yes"}, "overrides": [third], **ANY},
        {"id": "C", **ANY},
    )


def test_a_row_that_counts_silences_what_it_overrides(base_of):
    """Without the first row the second one silences the third."""
    base = chain(base_of)
    assert [state(base, {"wmd_use": "no", "wmd_user": "yes"}, row) for row in "ABC"] == [FAILED, HELD, FAILED]


def test_a_silenced_row_silences_nothing(base_of):
    """In a chain the third row counts again."""
    base = chain(base_of)
    assert [state(base, {"wmd_use": "yes", "wmd_user": "yes"}, row) for row in "ABC"] == [HELD, FAILED, HELD]


def test_an_open_row_silences_nothing(base_of):
    """Until it is known to hold, both count."""
    base = chain(base_of)
    assert [state(base, {"wmd_use": "no"}, row) for row in "ABC"] == [FAILED, OPEN, HELD]


def test_an_open_row_can_be_silenced(base_of):
    """What would not count anyway is not open."""
    base = chain(base_of)
    assert [state(base, {"wmd_use": "yes"}, row) for row in "ABC"] == [HELD, FAILED, HELD]


@pytest.mark.parametrize("name", ["B", "series-b", "b-table", "b-regime"])
def test_overrides_name_rows_series_tables_and_regimes(base_of, name):
    """Each way of naming a row silences it."""
    base = base_of(
        {"name": "a-table", "rules": [{"id": "A", "overrides": [name], **ANY}]},
        {"name": "b-table", "regime": "b-regime", "rules": [{"id": "B", "series": "series-b", **ANY}]},
    )
    assert [state(base, {}, row) for row in "AB"] == [HELD, FAILED]


def test_overriding_its_own_table_spares_the_row(base_of):
    """A row that overrides its regime does not override itself."""
    base = base_of({"id": "A", "overrides": ["a-regime"], **ANY}, {"id": "B", **ANY})
    assert [state(base, {}, row) for row in "AB"] == [HELD, FAILED]


@pytest.mark.parametrize("ids", ["AB", "ABC", "ABCD"])
def test_a_circle_is_refused(base_of, ids):
    """Rows that override one another in a circle are a fault of the data."""
    rows = [{"id": a, "overrides": [b], **ANY} for a, b in zip(ids, ids[1:] + ids[0], strict=True)]
    with pytest.raises(RuleBaseError, match="輪になっています") as error:
        base_of(*rows)
    assert isinstance(error.value.__cause__, CycleError | None)


# ---- after


def following(base_of):
    """C waits for B, which waits for A."""
    return base_of(
        {"id": "C", "after": ["B"], "overrides": ["A"], **ANY},
        {"id": "B", "after": ["A"], "when": {"wmd_user": "yes"}, **ANY},
        {"id": "A", "when": {"wmd_use": "yes"}, **ANY},
    )


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"wmd_use": "yes", "wmd_user": "yes"}, [HELD, HELD, FAILED]),
        ({"wmd_use": "yes", "wmd_user": "no"}, [FAILED, FAILED, HELD]),
        ({"wmd_use": "no", "wmd_user": "yes"}, [FAILED, FAILED, FAILED]),
        ({"wmd_use": "unknown", "wmd_user": "yes"}, [OPEN, OPEN, OPEN]),
        ({"wmd_use": "unknown", "wmd_user": "no"}, [FAILED, FAILED, OPEN]),
    ],
)
def test_a_row_waits_for_the_rows_it_follows(base_of, facts, expected):
    """It holds when one of them holds, fails when none may, and what it follows may wait itself."""
    base = following(base_of)
    assert [state(base, facts, row) for row in "CBA"] == expected


def test_rows_that_wait_for_one_another_are_refused(base_of):
    """They could never begin."""
    with pytest.raises(RuleBaseError, match="輪になっています"):
        base_of({"id": "A", "after": ["B"], **ANY}, {"id": "B", "after": ["A"], **ANY})


# ---- results


def outcome(base, raw):
    """Outcome and duties before completion."""
    settled = settle(base, raw)
    return settled.outcome.value, [(duty.value, state.value) for duty, state in settled.duties]


STRICTEST = ["prohibited", "permit_required", "escalate", "insufficient_facts", "permit_not_required"]


@pytest.mark.parametrize("place", range(5))
def test_the_strictest_row_wins(base_of, place):
    """The order of the rows means nothing."""
    rows = [{"id": said, "outcome": said} for said in STRICTEST[place:]]
    assert outcome(base_of(*rows), {})[0] == STRICTEST[place]
    assert outcome(base_of(*reversed(rows)), {})[0] == STRICTEST[place]


@pytest.mark.parametrize(
    ("open_row", "expected"),
    [
        ("prohibited", "insufficient_facts"),
        ("permit_required", "insufficient_facts"),
        ("escalate", "insufficient_facts"),
        ("insufficient_facts", "insufficient_facts"),
        ("permit_not_required", "permit_not_required"),
        ("none", "permit_not_required"),
    ],
)
def test_an_open_row_that_is_stricter_needs_facts(base_of, open_row, expected):
    """A row that may relax leaves nothing open."""
    base = base_of(
        {"id": "A", "outcome": "permit_not_required"}, {"id": "B", "when": {"wmd_use": "yes"}, "outcome": open_row}
    )
    assert outcome(base, {})[0] == expected


@pytest.mark.parametrize("held", ["prohibited", "permit_required", "escalate"])
def test_an_open_row_never_hides_a_stricter_one(base_of, held):
    """What is certain is said."""
    base = base_of({"id": "A", "outcome": held}, {"id": "B", "when": {"wmd_use": "yes"}, "outcome": "prohibited"})
    assert outcome(base, {})[0] == held


def test_without_any_row_facts_are_missing(base_of):
    """Nothing that holds is no answer."""
    base = base_of({"id": "A", "when": {"wmd_use": "yes"}, "outcome": "prohibited"})
    assert outcome(base, {"wmd_use": "no"})[0] == "insufficient_facts"
    assert outcome(base_of({"id": "A", "outcome": "none"}), {})[0] == "insufficient_facts"


DUTIES = [
    ({"wmd_use": "yes", "wmd_user": "yes"}, [("notification", "required")]),
    ({"wmd_use": "no", "wmd_user": "yes"}, [("notification", "escalate")]),
    ({"wmd_use": "no", "wmd_user": "no"}, []),
    ({"wmd_use": "no"}, [("notification", "insufficient_facts")]),
    ({"wmd_user": "yes"}, [("notification", "escalate")]),
    ({"wmd_use": "yes"}, [("notification", "required")]),
]


@pytest.mark.parametrize(("facts", "expected"), DUTIES)
def test_the_strictest_row_of_a_duty_wins(base_of, facts, expected):
    """No duty where none is said; open rows need facts; the permit is not touched."""
    base = base_of(
        {"name": "permit", "rules": [{"id": "P", "outcome": "permit_not_required"}]},
        {
            "name": "duty",
            "axis": "notification",
            "rules": [
                {"id": "A", "when": {"wmd_use": "yes"}, "outcome": "required"},
                {"id": "B", "when": {"wmd_user": "yes"}, "outcome": "escalate"},
                {"id": "C", "when": {"conv_use": "yes"}, "outcome": "none"},
            ],
        },
    )
    assert outcome(base, facts) == ("permit_not_required", expected)


def test_duties_are_told_apart(base_of):
    """Each duty has its own answer."""
    base = base_of(
        {"name": "one", "axis": "prior_report", "rules": [{"id": "A", "outcome": "required"}]},
        {"name": "two", "axis": "bulk_licence", "rules": [{"id": "B", "outcome": "escalate"}]},
    )
    assert outcome(base, {})[1] == [("prior_report", "required"), ("bulk_licence", "escalate")]
