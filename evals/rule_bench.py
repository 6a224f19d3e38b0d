"""Rule bench: how long the rule check and its proofs take, in this process, over the rules that ship."""

import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

from assistant.rules.check import findings
from assistant.rules.check_facts import check
from assistant.rules.load import RuleBase, load

_WARMING = 200  # fact sets checked before the clock runs
_COUNT = 500
_DAYS = ("2024-05-01", "2025-06-10", "2025-11-04", "2026-03-01")
_CODES = ("845611", "854231", "730110", "880730", "940100")

Result = TypeVar("Result")
Raw = dict[str, object]


@dataclass(frozen=True)
class RuleTimes:
    """Milliseconds of a check, half and 95 % of the fact sets below; seconds of loading and of all proofs.

    `usual`: facts that differ each time, the usual ones known. `nothing`: nothing known, asked again and again;
    `nothing_first`: for the first time in a process.
    """

    load_s: float
    usual_p50_ms: float
    usual_p95_ms: float
    nothing_first_ms: float
    nothing_p95_ms: float
    findings_s: float
    findings: int


def rule_times(seed: int = 20261121) -> RuleTimes:
    """The times of the rules that ship."""
    started = time.perf_counter()
    base = load()
    loaded = time.perf_counter() - started
    first = _milliseconds(base, {})
    cases = usual_facts(base, seed)
    for raw in islice(cases, _WARMING):
        _milliseconds(base, raw)
    usual = sorted(_milliseconds(base, raw) for raw in islice(cases, _COUNT))
    nothing = sorted(_milliseconds(base, {}) for _ in range(_COUNT))
    proved, found = _timed(lambda: findings(base))
    return RuleTimes(
        round(loaded, 2), usual[_COUNT // 2], usual[_COUNT * 95 // 100], first, nothing[_COUNT * 95 // 100],
        round(proved, 1), len(found),
    )  # fmt: skip


def usual_facts(base: RuleBase, seed: int) -> Iterator[Raw]:
    """Fact sets with what is usually known, without end."""
    chance = random.Random(seed)
    abroad = [code for code in base.countries.codes if code != "JP"]
    concerns = ("wmd_use", "wmd_user", "conv_use", "conv_user")
    while True:
        yield {
            "kind": chance.choice(["goods", "tech"]),
            "date": chance.choice(_DAYS),
            "dest": chance.choice(abroad),
            "list_status": chance.choice(["listed", "not_listed"]),
            "hs": chance.choice(_CODES),
            "inform": chance.choice(["no", "no", "no", "wmd", "conv"]),
            **{key: chance.choice(["no", "no", "no", "yes"]) for key in concerns},
            "eul": "none",
        }


def _milliseconds(base: RuleBase, raw: Raw) -> float:
    seconds, _ = _timed(lambda: check(raw, base))
    return round(1000 * seconds, 2)


def _timed(action: Callable[[], Result]) -> tuple[float, Result]:
    started = time.perf_counter()
    result = action()
    return time.perf_counter() - started, result
