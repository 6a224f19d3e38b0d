"""Lies that the verifier is known not to see: each is expected to pass, so that mending one shows."""

from pathlib import Path

import pytest
import yaml

from assistant.verify.verify import Verifier
from ingest.glossary import load_glossary
from ingest.names import load_names
from ingest.settings import CORPUS

OPEN = yaml.safe_load((Path(__file__).parent / "open.yaml").read_text(encoding="utf-8"))


@pytest.mark.xfail(strict=True, reason="not seen yet; see open.yaml")
@pytest.mark.parametrize("case", [pytest.param(case, id=f"{case['why']}-{n}") for n, case in enumerate(OPEN, 1)])
def test_an_open_lie_is_a_fault(case: dict[str, str]) -> None:
    """What the evidence does not say ought to be a fault."""
    verifier = Verifier(load_names(CORPUS), load_glossary(CORPUS / "glossary.toml"))
    assert verifier.faults(case["says"], [case[name] for name in ("evidence", "beside") if name in case])
