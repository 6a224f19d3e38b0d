"""Mutants: the rule base with one thing changed, and how many of them the tests notice.

`python tests/assistant/rules/mutants.py [--sample N] [--seed S] [--jobs 2]` prints the score and every mutant that
no test notices. What counts as a test stands in `jury.py`; mutants that are the same rules in other words are listed
with the reason in `mutants_same.yaml` (most are proved by `prove.py`), and the score is told with and without them.
"""

import argparse
import multiprocessing
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

sys.path.insert(0, str(Path(__file__).parent))  # the modules beside this one are no package

from mutate import Mutant, mutants

if TYPE_CHECKING:
    from jury import Jury

HERE = Path(__file__).parent


def main() -> None:
    """Draws the mutants, lets the tests look at each, prints the report."""
    from jury import Jury, parsed

    options = _options()
    started, sheets = time.monotonic(), parsed()
    every = mutants(sheets)
    chosen = random.Random(options.seed).sample(every, options.sample) if options.sample else every
    chosen = [mutant for mutant in chosen if options.only in mutant.name]
    jury = Jury(sheets)
    verdicts = judged(jury, chosen, options.jobs)
    for point in jury.refuted:
        print(f"the rules and the {point.who} disagree, not used: {point.facts} {dict(point.expected)}")  # noqa: T201 the report
    print(*report(chosen, verdicts), f"{time.monotonic() - started:.0f} s", sep="\n")  # noqa: T201


def judged(jury: "Jury", chosen: list[Mutant], jobs: int) -> list[str | None]:
    """Who notices each mutant, in as many processes; they are forks, so nothing but numbers is sent to them."""
    global _task  # noqa: PLW0603 the forks find it here
    _task = lambda number: jury.judge(chosen[number])  # noqa: E731
    if jobs == 1:
        return [_task(number) for number in range(len(chosen))]
    with multiprocessing.get_context("fork").Pool(jobs) as pool:
        return list(pool.imap(_number, range(len(chosen)), chunksize=16))


_task: Callable[[int], str | None]


def _number(number: int) -> str | None:
    try:
        return _task(number)
    except Exception as error:  # noqa: BLE001 one that cannot be sent between processes would leave the pool waiting
        raise RuntimeError(f"mutant {number}: {error!r}") from None


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="How many changes of the rules do the tests notice?")
    parser.add_argument("--sample", type=int, default=0, help="this many mutants, drawn by the seed (0: all)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--only", default="", help="mutants whose name holds this text")
    return parser.parse_args()


def same_rules() -> dict[str, str]:
    """Mutants that are the same rules in other words → why."""
    path = HERE / "mutants_same.yaml"
    entries = yaml.safe_load(path.read_text(encoding="utf-8")) if path.exists() else []
    return {name: entry["because"] for entry in entries for name in entry["mutants"]}


def report(chosen: list[Mutant], verdicts: list[str | None]) -> Iterable[str]:
    """The score by kind and in all, who noticed, and what nobody noticed."""
    same = same_rules()
    kinds, killed = Counter(m.kind for m in chosen), Counter(m.kind for m, v in zip(chosen, verdicts, strict=True) if v)
    yield from (f"{kind:<12} {killed[kind]:>5} of {count:>5}" for kind, count in kinds.items())
    yield from (f"noticed by {who:<12} {count:>5}" for who, count in Counter(v for v in verdicts if v).items())
    left = [mutant for mutant, verdict in zip(chosen, verdicts, strict=True) if not verdict]
    for mutant in left:
        reason = same.get(mutant.name)
        yield f"  {'same' if reason else 'LEFT'} {mutant.kind}: {mutant.name}{f' ({reason})' if reason else ''}"
    alike = sum(mutant.name in same for mutant in left)
    total, dead = len(chosen), len(chosen) - len(left)
    yield f"score {dead / total:.4f} ({dead} of {total})"
    yield f"score {dead / (total - alike):.4f} without the {alike} that are the same rules"


if __name__ == "__main__":
    main()
