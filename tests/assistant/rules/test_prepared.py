"""Prepared: what was found beforehand is what would be found when asked."""

from datetime import date

import pytest

from assistant.rules.alike import Alike
from assistant.rules.errors import FactError
from assistant.rules.evaluate import Evaluator
from assistant.rules.fact import read_facts
from assistant.rules.load import builtin
from assistant.rules.missing import missing_facts
from assistant.rules.values import Given
from assistant.rules.variation import Sweep

BASE = builtin()
CHECK = Evaluator(BASE)
DAYS = (None, date(2023, 7, 21), date(2024, 9, 5), date(2025, 6, 2), date(2025, 10, 9), date(2026, 11, 30))
DESTS = (None, "VN", "DE", "CN", "RU", "BY", "KP", "IR", "UA", "JP", "TW")


@pytest.fixture(scope="module")
def ready():
    """An evaluator that prepared itself, as that of a service."""
    evaluator = Evaluator(BASE)
    evaluator.prepare()
    return evaluator


@pytest.fixture(scope="module")
def prepared(ready):
    """The orders of asking of the rules that ship."""
    return ready.prepared


def given(raw):
    """The values of facts, or None where they contradict each other."""
    try:
        return Given(read_facts({k: v for k, v in raw.items() if v is not None}, BASE.catalogue, BASE.countries))
    except FactError:
        return None


@pytest.mark.parametrize("kind", ["goods", "tech", "import", "brokering"])
def test_what_is_prepared_is_what_is_found(prepared, kind):
    """For every kind, day and destination the order of asking is the one that the search finds."""
    compared = 0
    for day in DAYS:
        for dest in DESTS:
            if (facts := given({"kind": kind, "date": day, "dest": dest})) is None:
                continue
            found = tuple(one.fact for one in missing_facts(CHECK, facts, CHECK.settle(facts.values)))
            assert prepared.asked(facts) == found, (day, dest)
            compared += 1
    assert compared >= 60


@pytest.mark.slow
def test_with_no_kind_known_too(prepared):
    """The same where even the kind is unknown."""
    for day in DAYS[::2]:
        for dest in DESTS[::3]:
            if (facts := given({"kind": "unknown", "date": day, "dest": dest})) is not None:
                found = tuple(one.fact for one in missing_facts(CHECK, facts, CHECK.settle(facts.values)))
                assert prepared.asked(facts) == found, (day, dest)


@pytest.mark.parametrize(
    "more", [{"wmd_use": "no"}, {"dest_recipient": "CN"}, {"dest_recipient": "unknown"}, {"hs": "845611"}]
)
def test_nothing_is_prepared_once_more_is_known(prepared, more):
    """Any other fact is looked at afresh."""
    assert prepared.asked(given({"kind": "tech", "date": date(2025, 11, 4), "dest": "VN", **more})) is None


def test_nothing_is_prepared_for_days_before_the_stored_law(prepared):
    """The classes of countries say nothing of them."""
    assert prepared.asked(given({"date": date(2020, 1, 1)})) is None


def test_an_evaluator_that_is_prepared_says_the_same(ready):
    """A determination does not change by preparing."""
    for raw in ({}, {"kind": "tech", "dest": "CN"}, {"date": date(2025, 11, 4), "dest": "RU"}):
        facts = read_facts(raw, BASE.catalogue, BASE.countries)
        assert ready.determine(facts) == CHECK.determine(facts)


def test_a_sweep_says_what_the_columns_say(random_cases):
    """What is kept for a class of days and countries holds for each of them."""
    matrix, alike = CHECK.matrix, Alike(BASE, CHECK.matrix)
    sweeps = {
        key: Sweep(matrix, key, CHECK.representatives.of(key)) for key in ("dest", "wmd_user", "recipient_residency")
    }
    sweeps["date"] = Sweep(matrix, "date", matrix.days)
    compared = 0
    for raw in random_cases(7, 150):
        if (facts := given(raw)) is None:
            continue
        for key, sweep in sweeps.items():
            spots = matrix.spots_of(
                frozenset({key, "dest_recipient"} if key in ("dest", "recipient_residency") else {key})
            )
            for value, held, possible in sweep.masks(facts, alike.seen(facts.values)):
                assert (held, possible) == matrix.masks(facts.changed(key, value), spots), (raw, key, value)
                compared += 1
    assert compared > 1000
