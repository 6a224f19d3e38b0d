"""The days of the rules: those on which people must judge again, and the last of the stored law."""

from datetime import date

import pytest

from assistant.rules.check_facts import check
from assistant.rules.evaluate import evaluator
from assistant.rules.fact import read_facts
from assistant.rules.load import builtin
from assistant.rules.values import Given

BASE = builtin()
EVERY = ["2024-02-01", "2024-09-08", "2025-05-28", "2025-11-15", "2026-02-14"]
"""Days of amended control lists, for goods and technology alike."""
THIRD_COUNTRIES = {
    "2023-12-27": "AE AM SY UZ",
    "2024-07-03": "CN HK MO IN KZ",
    "2025-01-23": "KG TH TR",
}
"""Days of 別表第二の四, and the countries that stand there from then on (HK and MO like CN)."""
INDUSTRY = {
    "2023-08-09": "RU",
    "2024-04-17": "RU AE AM SY UZ",
    "2025-01-23": "RU AE AM CN HK MO IN KZ SY UZ",
}
"""Days on which the industrial goods of 別表第二の三 grow, and where that matters by then."""
PLACES = ["unknown", "RU", "BY", "KP", "UA", "US", "VN", "IR", *" ".join(THIRD_COUNTRIES.values()).split()]


def again(**facts: str | list[str]) -> list[str]:
    """The days on which something must be judged again, by these facts on the first day of the stored law."""
    rules, reasons = evaluator(BASE), {event.why for event in BASE.events}
    given = Given(read_facts({"date": "2023-07-21", **facts}, BASE.catalogue, BASE.countries))
    told = rules._changes(given, rules.settle(given.values))  # all of `check` would look for missing facts too
    return [change.date.isoformat() for change in told if change.why in reasons]


def listed_for(place: str) -> list[str]:
    """The days of the lists for Russia and third countries that concern a destination, one for each reason."""
    return [day for days in (THIRD_COUNTRIES, INDUSTRY) for day, places in days.items() if place in places.split()]


@pytest.mark.parametrize("place", PLACES)
def test_goods_are_judged_again_when_lists_grow(place: str) -> None:
    """Whoever exports to a country of the Russia measures looks again on their days, everybody on the lists' own."""
    assert again(kind="goods", dest=place, list_status="listed") == sorted([*EVERY, *listed_for(place)])


@pytest.mark.parametrize("place", ["RU", "AE", "CN", "TH", "US"])
def test_technology_is_judged_again_when_control_lists_change(place: str) -> None:
    """The lists for Russia are lists of goods; the dialogue begins on two days for a technology nobody named yet."""
    dialogue = ["2024-12-30", "2025-06-09"]
    found = again(kind="tech", dest=place, list_status="listed")
    assert found == sorted([*EVERY, *dialogue])
    assert again(kind="tech", dest=place, list_status="listed", tech_no="3") == EVERY


@pytest.mark.parametrize("kind", ["import", "brokering", "unknown"])
@pytest.mark.parametrize("place", ["RU", "AE", "CN", "TH"])
def test_no_list_is_judged_again_by_others(kind: str, place: str) -> None:
    """What is imported or brokered is not judged by the lists of goods and technology that are exported."""
    assert again(kind=kind, dest=place) == []


@pytest.mark.parametrize(
    ("facts", "days"),
    [
        ({"kind": "goods", "conv_use": "yes"}, ["2024-07-12", "2025-08-18"]),
        ({"kind": "tech", "conv_use": "yes", "tech_no": "1", "list_status": "listed"}, ["2024-07-12", "2025-08-18"]),
        ({"kind": "goods", "conv_use": "no"}, []),
        ({"kind": "goods", "conv_use": "unknown"}, []),
        ({"kind": "brokering", "conv_use": "yes"}, []),
        ({"kind": "unknown", "conv_use": "yes"}, []),
        ({"kind": "import", "scope": "16-2"}, []),
        ({"kind": "unknown", "scope": "16-2"}, []),
        ({"kind": "import", "conv_exempt": "yes"}, []),
        ({"kind": "unknown", "conv_exempt": "yes"}, []),
        ({"kind": "unknown", "tech_exception": "program_14ni"}, []),
        ({"kind": "goods", "scope": "16-2"}, ["2025-10-09"]),
        ({"kind": "tech", "scope": "16-2", "tech_no": "1", "list_status": "listed"}, ["2025-10-09"]),
        ({"kind": "goods", "scope": "exempt"}, []),
        ({"kind": "goods", "scope": "16-1"}, []),
        ({"kind": "goods", "scope": "unknown"}, []),
        ({"kind": "goods", "eul": "none"}, ["2025-10-09"]),
        ({"kind": "goods", "eul": ["N"]}, ["2025-10-09"]),
        ({"kind": "tech", "eul": "none", "tech_no": "1", "list_status": "listed"}, ["2025-10-09"]),
        ({"kind": "brokering", "eul": "none"}, ["2025-10-09"]),
        ({"kind": "import", "eul": "none"}, []),
        ({"kind": "unknown", "eul": "none"}, []),
        ({"kind": "goods", "eul": "unknown"}, []),
        ({"kind": "goods", "conv_exempt": "yes"}, ["2025-10-09"]),
        ({"kind": "tech", "conv_exempt": "yes", "tech_no": "1", "list_status": "listed"}, ["2025-10-09"]),
        ({"kind": "goods", "conv_exempt": "no"}, []),
        ({"kind": "goods", "conv_exempt": "unknown"}, []),
        ({"kind": "tech", "tech_no": "1", "list_status": "listed"}, []),
        ({"kind": "tech", "tech_no": "1", "list_status": "not_listed"}, ["2024-10-30"]),
        ({"kind": "tech", "tech_no": "1"}, ["2024-10-30"]),
        ({"kind": "goods", "list_status": "not_listed"}, []),
        ({"kind": "unknown", "list_status": "not_listed"}, []),
        ({"kind": "tech", "tech_no": "unknown", "list_status": "listed"}, []),
        ({"kind": "tech", "tech_no": "1", "list_status": "listed", "tech_exception": "program_14ni"}, ["2025-11-15"]),
        ({"kind": "tech", "tech_no": "1", "list_status": "listed", "tech_exception": "program_14ho"}, []),
        ({"kind": "tech", "tech_no": "1", "list_status": "listed", "tech_exception": "unknown"}, []),
    ],
)
def test_judgements_of_people_are_judged_again(facts: dict[str, str], days: list[str]) -> None:
    """Whoever relied on an exempted use, a part of item 16, the user list or an exception looks again when it changes."""
    lists = EVERY if facts["kind"] in ("goods", "tech") else []
    assert again(**{"dest": "VN", **facts}) == sorted([*lists, *days])


def test_the_stored_law_ends_on_a_day() -> None:
    """After the last stored version of the export order the answer says so, from the next day on."""
    last = date(2026, 6, 5)
    told = {
        day: {notice.code for notice in check({"date": day.isoformat()}, BASE).notices}
        for day in (last, last.replace(day=6))
    }
    assert {day for day, codes in told.items() if "after_stored_law" in codes} == {last.replace(day=6)}
