"""The oracle itself: sentences of the law by hand, one stable reading, and what unknown facts must not do."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml

HERE = Path(__file__).parent
CASES = yaml.safe_load((HERE / "oracle" / "cases.yaml").read_text(encoding="utf-8"))["cases"]
SAID_LATER = {"kind", "date", "hs", "item_no"}  # not facts that can be unknown, or unknown by leaving them out

pytest.importorskip("clingo")


def load(name: str) -> ModuleType:
    """A module beside this file: tests are no package."""
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(name, HERE / f"{name}.py")
        assert spec and spec.loader
        sys.modules[name] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules[name])
    return sys.modules[name]


oracle, random_facts = load("oracle"), load("random_facts")


@pytest.mark.parametrize("case", CASES, ids=[case[0] for case in CASES])
def test_sentence_of_the_law(case: list[Any]) -> None:
    """Every sentence comes out as it reads."""
    _, facts, outcome, *rest = case
    verdict = oracle.Oracle().judge(facts)
    assert verdict.outcome == outcome
    if rest:
        assert rest[0] in verdict.deciding
    if len(rest) > 1:
        assert verdict.duties == rest[1]


def test_same_seed_same_facts() -> None:
    """A seed names its fact sets."""
    assert list(random_facts.random_cases(7, 50)) == list(random_facts.random_cases(7, 50))


def test_random_facts_do_not_contradict() -> None:
    """No goods to Japan, no item number of what is not listed, no technology facts with goods."""
    technology = {"dest_recipient", "recipient_residency", "specific_category", "tech_medium", "tech_exception"}
    for facts in random_facts.random_cases(8, 2000):
        kind = facts.get("kind", "goods")
        assert kind == "tech" or (facts.get("dest") != "JP" and not technology & set(facts))
        assert facts.get("list_status") != "not_listed" or ("item_no" not in facts and facts.get("new21") != "yes")


def test_every_case_has_a_row() -> None:
    """The law program leaves no random case without any row."""
    verdicts = oracle.Oracle().judge_all(list(random_facts.random_cases(9, 2000)))
    assert not any(verdict.unreached for verdict in verdicts)


@pytest.mark.slow
def test_unknown_never_frees() -> None:
    """Hiding one fact never makes a permit unnecessary and never ends a duty."""
    cases = list(random_facts.random_cases(10, 1000))
    judge = oracle.Oracle().judge_all
    hidden = [
        (index, facts | {key: "unknown"}) for index, facts in enumerate(cases) for key in facts if _hides(key, facts)
    ]
    before, after = judge(cases), judge([facts for _, facts in hidden])
    freed = [
        facts
        for (index, facts), verdict in zip(hidden, after, strict=True)
        if (verdict.outcome == "permit_not_required" != before[index].outcome)
        or set(before[index].duties) - set(verdict.duties)
    ]
    assert freed == []


def _hides(key: str, facts: dict[str, Any]) -> bool:
    return key not in SAID_LATER and facts[key] != "unknown"
