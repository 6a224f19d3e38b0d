"""Missing: which fact would decide, and which is asked first, against trying everything.

The brute force fills in every combination of the unknown facts and asks the rules for each. It knows no diagram, and its
answers are written down here: the allowed ones of the fact definitions, and for the rest values on either side of every
day, amount, number, list and class that the specification names.
"""

import math
import random
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import product

import numpy as np
import pytest

from assistant.rules.errors import FactError
from assistant.rules.evaluate import determine, evaluator
from assistant.rules.fact import read_facts
from assistant.rules.load import builtin
from assistant.rules.values import Given

BASE = builtin()
CHECK = evaluator(BASE)
CALM = {
    "goods": {
        "kind": "goods", "dest": "VN", "area": "other", "list_status": "not_listed", "hs": "845611", "inform": "no",
        "wmd_use": "no", "wmd_user": "no", "wmd_clear": "no", "conv_use": "no", "conv_user": "no", "conv_clear": "no",
        "eul": "none", "designated_entity": "no", "ru_category": "none", "ru_item_no": 1, "exception_confirmed": "no",
        "total_value_jpy": 1000, "notice_50k": "no", "exporter_is_maker": "no", "age_years": 5, "basis": "measured",
    },
    "tech": {
        "kind": "tech", "dest": "VN", "recipient_residency": "nonresident", "specific_category": "no", "area": "other",
        "list_status": "not_listed", "hs": "845611", "inform": "no", "wmd_use": "no", "wmd_user": "no",
        "wmd_clear": "no", "conv_use": "no", "conv_user": "no", "conv_clear": "no", "eul": "none",
        "exception_confirmed": "no", "design_mfg": "yes", "act": "jv", "contract": "before",
    },
    "import": {"kind": "import", "dest": "VN"},
    "brokering": {
        "kind": "brokering", "dest": "VN", "ship_from": "MY", "item_group": "2-15", "inform": "no", "wmd_use": "no",
        "wmd_user": "no", "eul": "none",
    },
}  # fmt: skip
"""What is filled in where a random case leaves a fact out: no more is unknown than what is hidden on purpose."""
DAYS = (
    "2023-07-20 2023-07-21 2023-12-27 2024-07-03 2024-10-30 2024-12-30 2025-01-23 2025-04-03 2025-04-09 2025-05-28 "
    "2025-06-09 2025-10-09 2025-11-15 2026-02-14 2027-04-14"
)
PLACES = ["US", "VN", "LB", "KP", "IQ", "IR", "RU", "BY", "UA", "JP", "AE", "CN", "HK", "TH"]
ANSWERS = {
    "date": tuple(map(date.fromisoformat, DAYS.split())),
    "dest": tuple(PLACES), "dest_recipient": tuple(PLACES), "ship_from": tuple(PLACES),
    "hs": ("010121", "392010", "845611", "880730"),
    "item_no": ("1(1)", "2(1)", "6(1)", "7(2)", "15(1)"),
    "eul": ("none", ("B",), ("CW",), ("B", "CW")),
    "total_value_jpy": (50_000, 50_001, 1_000_000, 1_000_001),
    "ru_item_no": (1, 31, 32, 45, 46, 85),
    "age_years": (20, 21),
}  # fmt: skip
"""The answers to facts that cannot list them; A, B, C, each list of countries and each entry into one; HS by its part."""
MOST = 3000  # combinations of one state


def states(random_cases, seed, count):
    """Facts of which up to six are unknown, most of them facts that the rules look at."""
    chance, found = random.Random(seed), 0
    for drawn in random_cases(seed, 20 * count):
        if found == count:
            return
        completed = {"date": "2025-11-04", **CALM[drawn.get("kind", "goods")], **drawn}
        raw = {key: value for key, value in completed.items() if value != "unknown"}
        if raw.get("list_status") == "listed":
            raw.setdefault("item_no", "7(2)")
        hidden = chance.sample(sorted(raw), min(len(raw), chance.randint(1, 6)))
        for key in hidden:
            if chance.random() < 0.5:
                raw.pop(key)
            else:
                raw[key] = "unknown"
        try:
            brute = Brute(read_facts(raw, BASE.catalogue, BASE.countries))
        except FactError:  # what is hidden may leave facts that do not fit together
            continue
        if brute.keys and brute.size <= MOST:
            found += 1
            yield brute


def answers_to(key):
    """The answers that are tried: those the fact definition allows, "unknown" aside."""
    return ANSWERS.get(key) or tuple(value for value in BASE.catalogue.get(key).allowed if value != "unknown")


def left_to_a_person(code, day):
    """Whether an HS code is known, and long enough, and does not tell the part of item 16."""
    return code != "unknown" and BASE.scope.of(code, day) == "unknown" and not BASE.scope.short(code, day)


@dataclass(frozen=True)
class Brute:
    """The results of every way of filling in the unknown facts of `facts`, the last answer being "unknown"."""

    facts: object

    @cached_property
    def keys(self):
        """The unknown facts that some row could look at, in the order of asking."""
        values = self.facts.values()
        used = [f.key for f in BASE.catalogue if f.used_for(self.facts.kind) and f.used_in_result]
        scope = "scope" not in self.facts.given and self._scope_may_open()
        may_open = {
            key for key, may in (("scope", scope), ("hs", self._short), ("dest_recipient", self._abroad)) if may
        }
        return [key for key in used if values[key] == "unknown" or key in may_open]

    @property
    def _abroad(self):
        """Whether a recipient in Japan may turn out to live elsewhere, so that the country is no longer assumed."""
        at_home = self.facts.get("dest") == "JP" and self.facts.get("recipient_residency") == "unknown"
        return at_home and self.facts.kind == "tech" and "dest_recipient" not in self.facts.given

    def _scope_may_open(self):
        values = self.facts.values()
        codes = answers_to("hs") if values["hs"] == "unknown" or self._short else (values["hs"],)
        days = answers_to("date") if values["date"] == "unknown" else (values["date"],)
        return any(left_to_a_person(code, day) for code in codes for day in days)

    @property
    def _short(self):
        """Whether the HS code is asked again because it is too short."""
        code, day = self.facts.get("hs"), self.facts.get("date")
        days = answers_to("date") if day == "unknown" else (day,)
        known = code != "unknown" and "scope" not in self.facts.given
        return known and any(BASE.scope.short(code, day) for day in days)

    @cached_property
    def answers(self):
        return [answers_to(key) for key in self.keys]

    @property
    def size(self):
        return math.prod(len(answers) + 1 for answers in self.answers)

    def result(self, answers):
        """What the rules say when some of the facts are answered."""
        facts = self.facts
        given = {key: value for key, value in answers.items() if value is not None}
        if "scope" in given:
            values = {**facts.values(), **given}
            if not left_to_a_person(values["hs"], values["date"]):
                del given["scope"]  # it is asked only where the HS code leaves it open
        for key, value in given.items():
            facts = facts.with_(key, value)
        return CHECK.settle(Given(facts).values).result

    @cached_property
    def table(self):
        """Number of the result, an axis per fact."""
        numbers = {}
        found = [
            numbers.setdefault(self.result(dict(zip(self.keys, answers, strict=True))), len(numbers))
            for answers in product(*((*answers, None) for answers in self.answers))
        ]
        return np.array(found).reshape([len(answers) + 1 for answers in self.answers])

    def depends(self, axis):
        """Whether some completion of the others exists under which the answer changes the result."""
        return not (self.table == self.table.take([0], axis=axis)).all()

    def decides(self, axis):
        """Whether the answer alone changes the result; the part of item 16 may be told without a code."""
        key, now = self.keys[axis], self.result({})
        told = (CHECK.settle(Given(self.facts.with_(key, answer)).values) for answer in self.answers[axis])
        return any(settled.result != now for settled in told)

    def cost(self, fixed):
        """The fewest questions that settle the result, whatever the answers are; `fixed`: axis → answer."""
        if fixed not in self._costs:
            part = self.table[tuple(dict(fixed).get(n, slice(None)) for n in range(self.table.ndim))]
            rest = [n for n in range(self.table.ndim) if n not in dict(fixed)]
            self._costs[fixed] = 0 if (part == part.flat[0]).all() else 1 + min(self.worst(fixed, n) for n in rest)
        return self._costs[fixed]

    def worst(self, fixed, axis):
        """Questions still needed after this one."""
        return max(self.cost(fixed | {(axis, answer)}) for answer in range(len(self.answers[axis])))

    @cached_property
    def _costs(self):
        return {}

    @property
    def expected(self):
        """(fact, decides), the one to ask first before the others."""
        axes = [n for n in range(len(self.keys)) if self.depends(n)]
        places = {key: float(place) for place, key in enumerate(BASE.catalogue.keys)}
        clear = [places[self.keys[n]] for n in axes if self.keys[n] in ("wmd_clear", "conv_clear")]
        places["eul"] = min([places["eul"], *(place - 0.5 for place in clear)])  # the list before 「明らか」 (§7.4)
        axes.sort(key=lambda n: (self.worst(frozenset(), n), places[self.keys[n]]))
        return [(self.keys[n], self.decides(n)) for n in axes]


def compare(random_cases, seed, count):
    """Facts for which the answer differs from brute force: (facts, got, wanted)."""
    found, seen, asked = [], 0, 0
    for brute in states(random_cases, seed, count):
        seen += 1
        got = [(missing.fact, missing.decides) for missing in determine(brute.facts, BASE).missing]
        asked += bool(got)
        if got != brute.expected:
            found.append((dict(brute.facts.given), got, brute.expected))
    assert seen == count and asked > count // 3
    return found


def test_missing_facts_are_those_that_can_change_the_result(random_cases):
    """The same facts, in the same order, and the same ones decide, as by trying everything."""
    assert compare(random_cases, 11, 60) == []


@pytest.mark.slow
def test_missing_facts_on_two_thousand_states(random_cases):
    """The same on a larger number of states."""
    assert compare(random_cases, 12, 2000) == []


@pytest.mark.parametrize(
    "users", [{"wmd_user": "yes", "conv_user": "yes"}, {"wmd_user": "yes", "conv_user": "no"}, {"conv_user": "yes"}]
)
def test_the_end_user_list_is_asked_before_whether_another_use_is_clear(users):
    """「明らか」 counts only after the list was consulted (rules.md §7.4), so that the other order would ask in vain."""
    facts = {
        "date": "2025-10-10", "dest": "CN", "list_status": "not_listed", "hs": "8542.31", "inform": "no", "wmd_use": "no",
        "conv_use": "no", "designated_entity": "no",
    }  # fmt: skip
    given = read_facts({**facts, **users}, BASE.catalogue, BASE.countries)
    asked = [one.fact for one in determine(given, BASE).missing]
    assert "eul" in asked
    assert all(asked.index("eul") < asked.index(key) for key in ("wmd_clear", "conv_clear") if key in asked)
