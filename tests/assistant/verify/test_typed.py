"""Typed tokens: however a number, a date or an address is written, it is borne out; another value is not."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.verify.verify import Verifier
from ingest.glossary import load_glossary
from ingest.names import load_names
from ingest.settings import CORPUS

CASES = yaml.safe_load((Path(__file__).parent / "typed.yaml").read_text(encoding="utf-8"))


def _cases(which: str) -> list[Any]:
    return [pytest.param(case, form, id=f"{case['name']}-{form}") for case in CASES for form in case[which]]


@pytest.fixture(scope="module")
def verifier() -> Verifier:
    """A verifier with the names and the glossary that ship."""
    return Verifier(load_names(CORPUS), load_glossary(CORPUS / "glossary.toml"))


@pytest.mark.parametrize(("case", "form"), _cases("same"))
def test_the_same_value_in_another_form_has_no_fault(verifier: Verifier, case: dict[str, Any], form: str) -> None:
    """Labels, numerals, calendars, brackets and anaphora may differ between a statement and its evidence."""
    assert verifier.faults(case["says"].format(form), case["evidence"], case.get("headings", ())) == ()


@pytest.mark.parametrize(("case", "form"), _cases("other"))
def test_another_value_in_the_same_form_has_a_fault(verifier: Verifier, case: dict[str, Any], form: str) -> None:
    """What lets a form pass lets no other value pass."""
    assert verifier.faults(case["says"].format(form), case["evidence"], case.get("headings", ())) != ()
