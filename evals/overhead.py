"""Overhead: what the checks of a chat model's answer (verification and lock) cost, an answer at a time.

The model is an honest one in this process that rewords, so that its statements are not passed as mere copies.
"""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from assistant.tell import silent
from assistant.writing.judge import Judge
from assistant.writing.prompt import Shown
from assistant.writing.reply import Line
from assistant.writing.write import Writer, load_judge
from evals.case import Case
from evals.fuzz import ground_of
from evals.honest import HonestChat, reword
from evals.metrics import percentile
from ingest.index import open_index
from ingest.settings import Settings


@dataclass(frozen=True)
class Overhead:
    """Times of the checks per answer, in ms, by the clock and of this thread's processor; `removed` of `statements`."""

    answers: int
    statements: int
    removed: int
    p50_ms: float
    p95_ms: float
    p50_cpu_ms: float
    p95_cpu_ms: float


@dataclass
class _Timed:
    """A judge that adds up the time it takes."""

    judge: Judge
    wall: float = 0.0
    cpu: float = 0.0
    lines: int = field(default=0)

    def reasons(self, line: Line, shown: Mapping[str, Shown], said: Sequence[str]) -> tuple[str, ...]:
        """What the judge says."""
        wall, cpu = time.perf_counter(), time.thread_time()
        found = self.judge.reasons(line, shown, said)
        self.wall += time.perf_counter() - wall
        self.cpu += time.thread_time() - cpu
        self.lines += 1
        return found

    def contributing(self, line: Line, shown: Mapping[str, Shown], said: Sequence[str]) -> tuple[str, ...]:
        """What the judge says."""
        wall, cpu = time.perf_counter(), time.thread_time()
        found = self.judge.contributing(line, shown, said)
        self.wall += time.perf_counter() - wall
        self.cpu += time.thread_time() - cpu
        return found


def measure(settings: Settings, cases: Sequence[Case], day: date) -> Overhead:
    """Overhead of every question that expects an answer, each asked once. Raises IndexStateError."""
    index, judge = open_index(settings), load_judge()
    grounds = [ground for case in cases if (ground := ground_of(index, case, day))]
    walls, cpus, statements, removed = [], [], 0, 0
    for ground in grounds:
        timed = _Timed(judge)
        written = Writer(HonestChat(reword), timed).write(ground.question, ground.extract, ground.evidence, silent)
        walls.append(timed.wall * 1000)
        cpus.append(timed.cpu * 1000)
        statements += timed.lines
        removed += len(written.removed)
    return Overhead(
        len(grounds),
        statements,
        removed,
        percentile(walls, 0.5) or 0.0,
        percentile(walls, 0.95) or 0.0,
        percentile(cpus, 0.5) or 0.0,
        percentile(cpus, 0.95) or 0.0,
    )
