"""Propose: facts from words, each with the words it was read from; no "no" that nobody said."""

import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.rules.country import load_countries
from assistant.rules.errors import RuleBaseError
from assistant.rules.fact import json_value, load_catalogue, read_facts
from assistant.rules.propose import load_phrasebook, propose

CASES = Path(__file__).parent / "proposals"
CATALOGUE, COUNTRIES, BOOK = load_catalogue(), load_countries(), load_phrasebook()


def _cases() -> list[Any]:
    return [
        pytest.param(entry["text"], entry["facts"], id=f"{path.stem}-{entry['text'][:30]}")
        for path in sorted(CASES.glob("*.yaml"))
        for entry in yaml.safe_load(path.read_text(encoding="utf-8"))
    ]


def _proposed(text: str) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for one in propose(text, BOOK):
        found.setdefault(one.fact, []).append(json_value(one.value))
    return found


@pytest.mark.parametrize(("text", "facts"), _cases())
def test_a_sentence_yields_these_proposals_and_no_other(text: str, facts: dict[str, Any]) -> None:
    """Every expected value is proposed, in this order, and nothing else."""
    assert _proposed(text) == {fact: value if isinstance(value, list) else [value] for fact, value in facts.items()}


@pytest.mark.parametrize(("text", "facts"), _cases())
def test_every_value_is_in_the_normal_form_of_the_facts(text: str, facts: dict[str, Any]) -> None:
    """read_facts takes each value alone and gives it back unchanged."""
    for one in propose(text, BOOK):
        kind = {"kind": "tech"} if CATALOGUE.get(one.fact).kinds == ("tech",) or one.value == "JP" else {}
        facts_read = read_facts({**kind, one.fact: json_value(one.value)}, CATALOGUE, COUNTRIES)
        assert facts_read.given[one.fact] == one.value
        assert not (CATALOGUE.get(one.fact).human and one.fact.endswith(("clear", "confirmed", "exempt")))
