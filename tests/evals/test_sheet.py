"""Bench results as text: each figure beside what is asked of it."""

from evals.bench import Bench
from evals.kill import Killed, Trial
from evals.scale import Built, Scale
from evals.serving import Latency, Memory
from evals.sheet import show_bench, show_killed, show_scale

LATENCY = Latency(355, 21.0, 48.5, 90.0)


def test_the_bench_shows_figures_and_targets() -> None:
    """Latency, memory, start and re-ingest stand beside their limits."""
    text = show_bench(Bench("g1", 4071, LATENCY, LATENCY, Memory(335.0, 340.0), 1.5, 1.2))
    for part in ("4,071", "p95 48.5 ms", "p95 60 ms 以下", "p95 20 ms 以下", "335 MiB", "1.50 秒", "1.20 秒"):
        assert part in text


def test_the_growth_shows_every_size() -> None:
    """Each size has its passages, throughput and seconds by stage."""
    built = Built(12_500, 9_000, 10.0, 1_250.0, (("語彙索引", 4.0), ("埋め込み", 6.0)), Memory(300.0, 400.0))
    text = show_scale(Scale(500.0, (built,), LATENCY, LATENCY, Memory(900.0, 950.0), 4.2))
    for part in ("12,500", "1,250 断片/秒", "語彙索引 4.0", "900 MiB", "p95 50 ms 以下"):
        assert part in text


def test_killed_ingests_are_counted() -> None:
    """A trial passes when the old index answered and the next run completed; the sum comes last."""
    good = Trial(1.0, killed=True, published=False, served=True, completed=True, problem="")
    bad = Trial(2.0, killed=True, published=False, served=True, completed=False, problem="壊れた")
    killed = Killed(7, 15.0, (good, bad))
    assert killed.passed == 1
    assert show_killed(killed).splitlines()[-1].startswith("1/2")
    assert "壊れた" in show_killed(killed)
