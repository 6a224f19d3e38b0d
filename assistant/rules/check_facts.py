"""Check: raw facts → Determination with the rules that ship. The short way for callers and tests."""

import gc
from collections.abc import Mapping

from assistant.rules.determination import Determination
from assistant.rules.evaluate import determine, evaluator
from assistant.rules.fact import read_facts
from assistant.rules.load import RuleBase, builtin


def check(raw: Mapping[str, object], base: RuleBase | None = None) -> Determination:
    """The determination for facts as a caller sends them. Raises FactError that names every fact that is wrong."""
    base = base or builtin()
    return determine(read_facts(raw, base.catalogue, base.countries), base)


def prepare(base: RuleBase | None = None) -> None:
    """Finds beforehand what a service is asked first (about a second): `prepared` says what. Results stay the same."""
    evaluator(base or builtin()).prepare()
    # rules and what was prepared live as long as the process: the collector need not walk through them again
    gc.collect()
    gc.freeze()
