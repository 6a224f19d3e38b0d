"""The bench on the real service: started, called over HTTP, measured, stopped; and ingests that are killed."""

from pathlib import Path

import pytest

from evals.bench import reingest
from evals.kill import measure
from evals.serving import BenchError, memory_of, serving
from ingest.settings import Settings

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A HOME with the corpus' digests ingested."""
    folder = tmp_path_factory.mktemp("home")
    reingest(folder)
    return folder


def test_measures_a_running_service(home: Path) -> None:
    """The service answers in a process of its own, whose memory is read, and which ends with the measurement."""
    with serving(home) as service:
        found = service.latency("/v1/search", [{"query": "事前報告"}] * 3)
        assert found.n == 3
        assert 0 < found.p50_ms <= found.p95_ms <= found.max_ms
        assert service.memory().peak >= service.memory().now > 50
        assert service.first_answer_s > 0
    with pytest.raises(BenchError, match="/proc"):
        memory_of(service.pid)


def test_an_error_is_not_measured_as_an_answer(home: Path) -> None:
    """A refused request stops the bench with the service's words."""
    with serving(home) as service, pytest.raises(BenchError, match="422"):
        service.latency("/v1/ask", [{"question": ""}])


def test_a_service_that_does_not_start_is_an_error(tmp_path: Path) -> None:
    """Without an index the bench says so instead of waiting."""
    with pytest.raises(BenchError, match="サービス"), serving(tmp_path):
        pass


def test_killed_ingests_lose_nothing(tmp_path: Path) -> None:
    """The old index answers after a kill, and the next run completes."""
    killed = measure(Settings(home=tmp_path), 1, seed=1)
    assert (killed.passed, len(killed.trials)) == (1, 1)
    assert all(trial.killed for trial in killed.trials)
