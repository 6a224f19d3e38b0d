"""Rule bench: how long the rule check and its proofs take, in this process, over the rules that ship.

Every fact set is one that the process has not seen before; the rules are prepared as a service prepares them.
"""

import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from typing import TypeVar

from assistant.rules.check import findings
from assistant.rules.check_facts import check, prepare
from assistant.rules.load import RuleBase, load

_WARMING = 200  # fact sets checked before the clock runs
_COUNT = 500
_DAYS = ("2024-05-01", "2025-06-10", "2025-11-04", "2026-03-01")
_CODES = ("845611", "854231", "730110", "880730", "940100")
_FIRST, _SPAN = date(2023, 7, 21), 1200  # days on which something is asked while nothing is known

Result = TypeVar("Result")
Raw = dict[str, object]


@dataclass(frozen=True)
class Spread:
    """Milliseconds of a check of `count` fact sets, none of them seen before: half of them below, 95 % below.

    `p95_cpu_ms`: what the check takes of one processor, whatever else runs beside it.
    """

    count: int
    p50_ms: float
    p95_ms: float
    p95_cpu_ms: float


@dataclass(frozen=True)
class RuleTimes:
    """Seconds of loading and preparing the rules; the checks; seconds of all proofs of `rules` rows.

    `usual`: the usual facts known, 8 to 14 of them. `nothing`: nothing but perhaps kind, date and destination.
    `findings_cpu_s`: what the proofs take of one processor, whatever else runs beside them.
    """

    load_s: float
    prepare_s: float
    usual: Spread
    nothing: Spread
    findings_s: float
    findings_cpu_s: float
    rules: int
    findings: int


def rule_times(seed: int = 20261121) -> RuleTimes:
    """The times of the rules that ship."""
    loading, base = _timed(load)
    preparing, _ = _timed(lambda: prepare(base))
    usual = _spread(base, usual_facts(base, seed))
    nothing = _spread(base, next_to_nothing(base, seed))
    before = time.process_time()
    proving, found = _timed(lambda: findings(base))
    proving_cpu = time.process_time() - before
    return RuleTimes(
        round(loading, 2), round(preparing, 2), usual, nothing, round(proving, 1), round(proving_cpu, 1),
        len(base.rules), len(found),
    )  # fmt: skip


def next_to_nothing(base: RuleBase, seed: int) -> Iterator[Raw]:
    """Fact sets with nothing known but perhaps the kind, the date and the destination, without end."""
    chance = random.Random(seed)
    kinds = (None, "unknown", *base.catalogue.get("kind").allowed)
    abroad = [code for code in base.countries.codes if code != "JP"]
    while True:
        known = {
            "kind": chance.choice(kinds),
            "date": chance.choice([None, _FIRST + timedelta(days=chance.randrange(_SPAN))]),
            "dest": chance.choice([None, chance.choice(abroad)]),
        }
        yield {key: value for key, value in known.items() if value is not None}


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


def _spread(base: RuleBase, cases: Iterator[Raw]) -> Spread:
    unseen = _unseen(cases)
    for raw in islice(unseen, _WARMING):
        check(raw, base)
    wall, cpu = [], []
    for raw in islice(unseen, _COUNT):
        before = time.thread_time()
        seconds, _ = _timed(lambda: check(raw, base))  # noqa: B023 called at once
        wall.append(1000 * seconds)
        cpu.append(1000 * (time.thread_time() - before))
    wall.sort()
    half, most = _COUNT // 2, _COUNT * 95 // 100
    return Spread(_COUNT, round(wall[half], 2), round(wall[most], 2), round(sorted(cpu)[most], 2))


def _unseen(cases: Iterator[Raw]) -> Iterator[Raw]:
    """Each fact set once: what was checked before would be answered from memory."""
    seen = set()
    for raw in cases:
        told = frozenset(raw.items())
        if told not in seen:
            seen.add(told)
            yield raw


def _timed(action: Callable[[], Result]) -> tuple[float, Result]:
    started = time.perf_counter()
    result = action()
    return time.perf_counter() - started, result
