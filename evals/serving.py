"""Serving: the service in a process of its own, as a bench calls it: `python -m evals.serving PORT`.

BenchError (GaihiError)   what is to be measured did not start or answered with an error
"""

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from evals.metrics import percentile
from ingest.errors import GaihiError
from ingest.settings import ROOT, load_settings

_HOST = "127.0.0.1"
_PATIENCE = 180  # seconds until a service must have answered
_PAUSE = 0.02
FIRST = "官民対話スキームの事前報告は、原則何日以内に判断されますか。"


class BenchError(GaihiError):
    """What is to be measured did not start or answered with an error."""


@dataclass(frozen=True)
class Latency:
    """Round trips over HTTP, milliseconds."""

    n: int
    p50_ms: float
    p95_ms: float
    max_ms: float


@dataclass(frozen=True)
class Memory:
    """Resident memory of a process in MiB: now and at its highest."""

    now: float
    peak: float


@dataclass(frozen=True)
class Serving:
    """A running service. `first_answer_s`: seconds from starting the process to its first answer."""

    pid: int
    client: httpx.Client
    first_answer_s: float

    def latency(self, path: str, bodies: Sequence[dict[str, Any]]) -> Latency:
        """Latency of one POST after the other. Raises BenchError for anything but 200."""
        times = []
        for body in bodies:
            started = time.perf_counter()
            response = self.client.post(path, json=body)
            times.append((time.perf_counter() - started) * 1000)
            if response.status_code != httpx.codes.OK:
                raise BenchError(f"{path}: {response.status_code}: {response.text[:300]}")
        rounded = [round(value, 2) for value in (percentile(times, 0.5) or 0, percentile(times, 0.95) or 0, max(times))]
        return Latency(len(times), *rounded)

    def memory(self) -> Memory:
        """Memory of the service's process."""
        return memory_of(self.pid)


def memory_of(pid: int) -> Memory:
    """Resident memory of a process, from /proc. Raises BenchError where there is none."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    except OSError as error:
        raise BenchError(f"/proc/{pid}/status を読めません: {error}", hint="Linux で測ってください。") from error
    sizes = {line.split(":")[0]: line.split()[1] for line in lines if line.startswith(("VmRSS", "VmHWM"))}
    return Memory(*(round(int(sizes[name]) / 1024, 1) for name in ("VmRSS", "VmHWM")))


@contextmanager
def serving(home: Path) -> Iterator[Serving]:
    """A service over the index under `home`, stopped at the end. Raises BenchError when it does not come up."""
    port = _free_port()
    with tempfile.TemporaryFile("w+") as log, httpx.Client(base_url=f"http://{_HOST}:{port}", timeout=60) as client:
        started = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, "-m", "evals.serving", str(port)],
            cwd=ROOT,
            env=os.environ | {"GAIHI_HOME": str(home)},
            stdout=log,
            stderr=log,
        )
        try:
            while not _answers(client):
                _require_alive(process, log, time.perf_counter() - started)
                time.sleep(_PAUSE)
            yield Serving(process.pid, client, round(time.perf_counter() - started, 2))
        finally:
            process.terminate()
            process.wait(timeout=30)


def _answers(client: httpx.Client) -> bool:
    try:
        response = client.post("/v1/ask", json={"question": FIRST})
    except httpx.TransportError:
        return False
    if response.status_code >= httpx.codes.INTERNAL_SERVER_ERROR:
        raise BenchError(f"サービスが誤りを返しました: {response.status_code}: {response.text[:300]}")
    return response.status_code == httpx.codes.OK


def _require_alive(process: subprocess.Popen[bytes], log: Any, waited: float) -> None:
    if process.poll() is None and waited < _PATIENCE:
        return
    log.seek(0)
    last = log.read().strip().splitlines()[-1:] or ["出力なし"]
    raise BenchError(f"サービスが {waited:.0f} 秒たっても答えません（終了コード {process.poll()}）: {last[0]}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((_HOST, 0))
        return int(probe.getsockname()[1])


def main() -> None:
    """Serve until stopped."""
    import uvicorn

    from assistant.assistant import Assistant
    from assistant.service import create_app

    settings = load_settings()
    app = create_app(Assistant(settings), settings)
    uvicorn.run(app, host=_HOST, port=int(sys.argv[1]), log_level="warning")


if __name__ == "__main__":
    main()
