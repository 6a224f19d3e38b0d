"""Scale: a corpus of any size made of the statutes with altered text, ingested and served in a temporary HOME.

`python -m evals.scale FOLDER N HOME` builds one size in a process of its own, so that its memory can be measured.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from random import Random

from evals.case import Suite
from evals.serving import BenchError, Latency, Memory, memory_of, serving
from ingest.document import Passage
from ingest.errors import IndexStateError
from ingest.generation import Builder, Manifest, check, current, folder_of, publish
from ingest.glossary import load_glossary
from ingest.inputs import Gatherer
from ingest.library import Library
from ingest.settings import CORPUS, ROOT, Settings, load_settings
from ingest.source import Kind, Source
from ingest.split import with_ids
from ingest.store import PassageStore
from ingest.tokens import Analyzer

_STEPS = (8, 4, 2, 1)  # sizes measured: N divided by these
_WORD = re.compile(r"[\u4e00-\u9fff]{2,}")
_NUMBER = re.compile(r"[0-9０-９]+")
_ALTERED = 0.2  # share of kanji words and numbers that get another value
_GENERATION = "scale"


@dataclass(frozen=True)
class Built:
    """One size. `stages` are seconds by label; `seconds` covers store, indexes, vectors, check and publication."""

    passages: int
    in_force: int  # on the day of the build
    seconds: float
    per_second: float
    stages: tuple[tuple[str, float], ...]
    memory: Memory


@dataclass(frozen=True)
class Scale:
    """Growth of ingest, and the service at the largest size. `read_per_second`: reading and splitting, passages/s."""

    read_per_second: float
    sizes: tuple[Built, ...]
    search: Latency
    ask: Latency
    memory: Memory
    first_answer_s: float


def measure(settings: Settings, suite: Suite, size: int) -> Scale:
    """Ingest at four sizes up to `size`; search and memory at the largest. Raises BenchError, IndexStateError."""
    questions = [case.question for case in suite.cases]
    with tempfile.TemporaryDirectory(prefix="gaihi-scale-") as folder:
        rate = read_rate(settings, Path(folder) / "cache")
        built = []
        for step in _STEPS:
            home = Path(folder) / f"home-{step}"
            built.append(_in_process(settings.home, max(1, size // step), home))
        with serving(home) as service:
            service.latency("/v1/search", [{"query": f"念のため、{question}"} for question in questions[:20]])
            search = service.latency("/v1/search", [{"query": question} for question in questions])
            ask = service.latency("/v1/ask", [{"question": question} for question in questions])
            return Scale(rate, tuple(built), search, ask, service.memory(), service.first_answer_s)


def read_rate(settings: Settings, cache: Path) -> float:
    """Passages read and split per second, all registered files, nothing cached."""
    holdings = Library(settings.home, CORPUS).holdings()
    started = time.perf_counter()
    gathered = Gatherer(cache, CORPUS, (), settings.max_file_mb * 1024 * 1024).gather(holdings, lambda *_: None)
    seconds = time.perf_counter() - started
    return round(sum(report.passages for report in gathered.files) / seconds, 1)


def _in_process(base: Path, size: int, home: Path) -> Built:
    done = subprocess.run(
        [sys.executable, "-m", "evals.scale", str(base), str(size), str(home)],
        cwd=ROOT,
        env=os.environ | {"GAIHI_HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        last = done.stderr.strip().splitlines()[-1:] or ["出力なし"]
        raise BenchError(f"{size} 件の取込みが終了コード {done.returncode} で終わりました: {last[0]}")
    fields = json.loads(done.stdout.strip().splitlines()[-1])
    stages = tuple((label, seconds) for label, seconds in fields.pop("stages"))
    return Built(**{**fields, "stages": stages, "memory": Memory(**fields["memory"])})


def build(base: Path, size: int, settings: Settings) -> Built:
    """Build, check and publish `size` passages under `settings.home`, made from the statutes indexed under `base`."""
    passages, sources = statutes(base)
    corpus = with_ids(tuple(repeated(passages, size)))
    marks: list[tuple[str, float]] = []
    builder = Builder(
        settings,
        CORPUS,
        Analyzer(load_glossary(CORPUS / "glossary.toml")),
        lambda label, _done, _total: marks.append((label, time.perf_counter())),
    )
    started = time.perf_counter()
    folder = builder.build(_GENERATION, corpus, sources)
    marks.append(("検査と公開", time.perf_counter()))
    check(folder, settings)
    publish(settings.home, _GENERATION)
    ended = time.perf_counter()
    day = date.today()
    return Built(
        passages=len(corpus),
        in_force=sum(passage.visible_on(day) for passage in corpus),
        seconds=round(ended - started, 1),
        per_second=round(len(corpus) / (ended - started), 1),
        stages=_stages(marks, ended),
        memory=memory_of(os.getpid()),
    )


def _stages(marks: Sequence[tuple[str, float]], ended: float) -> tuple[tuple[str, float], ...]:
    """Seconds from each mark to the next, by label."""
    total: dict[str, float] = {}
    for (label, at), following in zip(marks, [*(at for _, at in marks[1:]), ended], strict=True):
        total[label] = total.get(label, 0.0) + following - at
    return tuple((label, round(seconds, 2)) for label, seconds in total.items())


def statutes(home: Path) -> tuple[tuple[Passage, ...], tuple[Source, ...]]:
    """Passages of all statutes of the index published under `home`, and their sources. Raises IndexStateError."""
    generation = current(home)
    if generation is None:
        raise IndexStateError(f"索引がまだありません（{home}）。", hint="gaihi ingest を実行してください。")
    folder = folder_of(home, generation)
    sources = tuple(s for s in Manifest.read(folder).sources if s.kind is Kind.STATUTE)
    store = PassageStore(folder / "passages.sqlite")
    wanted = {source.id for source in sources}
    passages = store.at(range(len(store)))
    store.close()
    return tuple(passage for passage in passages if passage.source_id in wanted), sources


def repeated(passages: Sequence[Passage], size: int) -> Iterator[Passage]:
    """`size` passages: the given ones, then copies of them with altered text, the same at every call."""
    words = sorted({word for passage in passages for word in _WORD.findall(passage.text) if len(word) <= 8})
    for n in range(size):
        copy, at = divmod(n, len(passages))
        text = passages[at].text if copy == 0 else altered(passages[at].text, words, seed=n)
        yield replace(passages[at], text=text, order=n, marks=())


def altered(text: str, words: Sequence[str], *, seed: int) -> str:
    """The text with a fifth of its kanji words and numbers replaced; the same seed gives the same text."""
    random = Random(seed)

    def other(match: re.Match[str], make: partial[str]) -> str:
        return make() if random.random() < _ALTERED else match[0]

    worded = _WORD.sub(lambda match: other(match, partial(random.choice, words)), text)
    return _NUMBER.sub(lambda match: other(match, partial(lambda: str(random.randint(1, 9999)))), worded)


def main() -> None:
    """Build one size and print what was measured as one line of JSON."""
    settings = load_settings(home=Path(sys.argv[3]))
    print(json.dumps(asdict(build(Path(sys.argv[1]), int(sys.argv[2]), settings))))  # noqa: T201  # read by `measure`


if __name__ == "__main__":
    main()
