"""Bench: how fast and how large the service is over the index under HOME; measured through real HTTP on loopback."""

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from evals.case import Suite
from evals.serving import BenchError, Latency, Memory, serving
from ingest.generation import Manifest, current, folder_of
from ingest.settings import ROOT, Settings

_WARMING = 20  # questions asked before the clock runs
_INGEST = "from ingest.run import run_ingest; from ingest.settings import load_settings; run_ingest(load_settings())"


@dataclass(frozen=True)
class Bench:
    """What was measured. `reingest_s` is the wall time of a process that ingests with nothing changed."""

    generation: str
    passages: int
    ask: Latency
    search: Latency
    memory: Memory
    first_answer_s: float
    reingest_s: float


def measure(settings: Settings, suite: Suite) -> Bench:
    """Bench of the published index under `settings.home`. Raises BenchError, IndexStateError."""
    reingest(settings.home)  # whatever is not up to date is built here, off the clock
    seconds = reingest(settings.home)
    questions = [case.question for case in suite.cases]
    with serving(settings.home) as service:
        # other texts than those measured, so that nothing is warm but the code and the index
        warming = [f"念のため教えてください。{question}" for question in questions[:_WARMING]]
        service.latency("/v1/ask", [{"question": question} for question in warming])
        ask = service.latency("/v1/ask", [{"question": question} for question in questions])
        search = service.latency("/v1/search", [{"query": question} for question in questions])
        memory, first = service.memory(), service.first_answer_s
    generation = current(settings.home) or ""
    passages = Manifest.read(folder_of(settings.home, generation)).passages
    return Bench(generation, passages, ask, search, memory, first, seconds)


def reingest(home: Path) -> float:
    """Seconds a process takes to ingest everything registered under `home`. Raises BenchError when it fails."""
    started = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", _INGEST],
        cwd=ROOT,
        env=os.environ | {"GAIHI_HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        last = done.stderr.strip().splitlines()[-1:] or ["出力なし"]
        raise BenchError(f"取込みが終了コード {done.returncode} で終わりました: {last[0]}")
    return round(time.perf_counter() - started, 2)
