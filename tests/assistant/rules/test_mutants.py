"""Every change of the rules is noticed: a sample of mutants here, all of them by `python mutants.py`; and what the
rows say beside their examples (`rows.yaml`), which is what notices a change that no other test sees.
"""

import importlib.util
import random
import sys
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

pytest.importorskip("clingo")

HERE = Path(__file__).parent
SAMPLE, SEED, RANDOMS, PROOFS = 60, 7, 300, 25


def load(name: str) -> ModuleType:
    """A module beside this file: tests are no package."""
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(name, HERE / f"{name}.py")
        assert spec
        assert spec.loader
        sys.modules[name] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules[name])
    return sys.modules[name]


jury, mutants = load("jury"), load("mutants")


@cache
def a_jury() -> Any:
    """The tests, with few random facts."""
    return jury.Jury(jury.parsed(), RANDOMS)


def test_rows_count_beside_their_examples_as_written() -> None:
    """Each line of rows.yaml is true of the rules."""
    base = a_jury().base
    wrong = [point for point in a_jury().refuted if point.who == "row"]
    assert [(point.expected, point.facts) for point in wrong] == []
    assert sum(1 for _ in jury.beside(base)) > 500


def test_outcomes_events_and_defaults_are_those_written() -> None:
    """All rows with their outcomes, the days on which people must judge again, what is assumed: no more, no less."""
    assert jury.facts_of(a_jury().base) == jury.written_facts()


def test_a_sample_of_mutants_is_noticed() -> None:
    """Changed thresholds, dates, countries, outcomes, conditions and overrides: no test lets one of them pass."""
    every = mutants.mutants(a_jury().sheets)
    chosen = [mutant for mutant in random.Random(SEED).sample(every, 2 * SAMPLE) if mutant.name not in same()][:SAMPLE]
    assert len(chosen) == SAMPLE
    assert [mutant.name for mutant in chosen if a_jury().judge(mutant) is None] == []


def same() -> dict[str, str]:
    """The mutants that are the same rules in other words."""
    return mutants.same_rules()


def test_mutants_that_are_the_same_rules_exist() -> None:
    """A line of mutants_same.yaml whose row was changed must be thought over again."""
    assert set(same()) <= {mutant.name for mutant in mutants.mutants(a_jury().sheets)}


@pytest.mark.slow
def test_mutants_that_are_the_same_rules_are_proved() -> None:
    """A sample of what mutants_same.yaml says is proved: the same rows count for every combination of answers."""
    prove, bench = load("prove"), a_jury().bench
    every = {mutant.name: mutant for mutant in mutants.mutants(a_jury().sheets)}
    said = [
        (name, entry["by"]) for entry in jury.written("mutants_same.yaml") if "by" in entry for name in entry["mutants"]
    ]
    chosen = random.Random(SEED).sample(said, PROOFS)
    changed = ((name, bench.base(every[name].applied(a_jury().sheets)), reach) for name, reach in chosen)
    assert [name for name, base, reach in changed if not prove.the_same(a_jury().base, base, reach)] == []


@pytest.mark.slow
def test_the_oracle_agrees_beside_the_examples() -> None:
    """Outcome and duties of the facts of rows.yaml, judged by the second implementation."""
    facts = [
        {key: value for key, value in raw.items() if value != "unknown" or key not in ("hs", "item_no")}
        for _, raw, _ in jury.beside(a_jury().base)
    ]
    verdicts = load("oracle").Oracle().judge_all(facts)
    evaluator = jury.Quick(a_jury().base)
    told = [
        (raw, verdict.outcome, verdict.duties)
        for raw, verdict in zip(facts, verdicts, strict=True)
        if jury.Point(
            "oracle", raw, {"outcome": verdict.outcome, "duties": verdict.duties}, a_jury().values_of(raw)
        ).differs(evaluator)
    ]
    assert told == []
