"""The rule check against a second reading of the law: random facts, the same outcome, the same duties."""

import sys
from pathlib import Path
from typing import Any

import pytest

from assistant.rules.check_facts import check
from assistant.rules.evaluate import evaluator
from assistant.rules.fact import read_facts
from assistant.rules.load import builtin
from assistant.rules.values import Given

pytest.importorskip("clingo")
sys.path.insert(0, str(Path(__file__).parent))  # the modules beside this one are no package

import oracle
import random_facts

Answer = tuple[str, dict[str, str]]

PART = 1_000  # fact sets a seed
ORDINARY = range(101, 104)
ALL = range(1, 21)
SHOWN = 5  # differences a message spells out


@pytest.mark.parametrize("seed", ORDINARY)
def test_both_readings_agree(seed: int) -> None:
    """3,000 random fact sets come out alike."""
    compare(seed, PART)


@pytest.mark.slow
@pytest.mark.parametrize("seed", ALL)
def test_both_readings_agree_on_many(seed: int) -> None:
    """20,000 more do."""
    compare(seed, PART)


def test_the_short_way_answers_the_same() -> None:
    """What callers are given is the answer that is compared here."""
    for facts in random_facts.random_cases(100, 100):
        found = check(facts)
        assert answer(facts) == (found.outcome, {duty.duty: duty.state for duty in found.duties})


def compare(seed: int, count: int) -> None:
    """Fails with the smallest of the fact sets on which the rule check and the oracle differ."""
    cases = list(random_facts.random_cases(seed, count))
    verdicts = oracle.Oracle().judge_all(cases)
    apart = [
        (facts, found, verdict)
        for facts, verdict in zip(cases, verdicts, strict=True)
        if (found := answer(facts)) != (verdict.outcome, verdict.duties)
    ]
    if apart:
        pytest.fail(told(apart))


def answer(facts: dict[str, Any]) -> Answer:
    """Outcome and duties by the rules that ship."""
    base = builtin()
    outcome, duties = evaluator(base).settle(Given(read_facts(facts, base.catalogue, base.countries)).values).result
    return str(outcome), {str(axis): str(state) for axis, state in duties}


def told(apart: list[tuple[dict[str, Any], Answer, oracle.Verdict]]) -> str:
    """The facts and both answers, fewest facts first."""
    shortest = sorted(apart, key=lambda one: len(one[0]))[:SHOWN]
    return "\n".join([f"{len(apart)} fact sets come out differently", *(_told(*one) for one in shortest)])


def _told(facts: dict[str, Any], found: Answer, verdict: oracle.Verdict) -> str:
    second = f"{verdict.outcome} {verdict.duties} by {sorted(verdict.deciding)}"
    return f"facts: {facts}\n  rule check: {found[0]} {found[1]}\n  oracle: {second}"
