"""Kill: an ingest is killed (SIGKILL) at random moments; the old index must go on answering, a new run must complete.

Works in a temporary HOME with a copy of the registered documents. `python -m evals.kill ingest FILE` and
`… answer QUESTION` are the processes that it starts.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random

from assistant.answer import Status
from assistant.assistant import Assistant
from assistant.request import AskRequest, SearchRequest
from evals.score import fingerprint
from evals.serving import FIRST, BenchError
from ingest.settings import ROOT, Settings, load_settings

_FILE = "kill-trial.md"
_OWN = "kill-trial"
_EARLIER = 0.8  # where an ingest ended before it was killed, the next try comes at this share of the moment
Step = Callable[[int, int], None]
"""Called with the trials done and the trials in all."""


@dataclass(frozen=True)
class Seen:
    """What a reader sees: the generation, whether it answers, and the fingerprint of the answer."""

    generation: str
    answered: bool
    answer: str


@dataclass(frozen=True)
class Trial:
    """One killed ingest. `moment_s`: seconds after its start; `killed`: it was still running then.

    `served`: a reader that was open all the time and a fresh one both answered as before (or, when the kill came after
    the publication, from the new index). `completed`: the next run published an index that holds the new document;
    `problem` is what it complained of otherwise.
    """

    moment_s: float
    killed: bool
    published: bool
    served: bool
    completed: bool
    problem: str


@dataclass(frozen=True)
class Killed:
    """All trials, and the seconds an undisturbed ingest takes."""

    seed: int
    ingest_s: float
    trials: tuple[Trial, ...]

    @property
    def passed(self) -> int:
        """Trials in which nothing was lost."""
        return sum(trial.served and trial.completed for trial in self.trials)


def measure(settings: Settings, trials: int, seed: int, step: Step = lambda _done, _all: None) -> Killed:
    """Kill `trials` ingests. Raises BenchError when an undisturbed one fails."""
    with tempfile.TemporaryDirectory(prefix="gaihi-kill-") as folder:
        home = Path(folder) / "home"
        if (settings.home / "library").is_dir():
            shutil.copytree(settings.home / "library", home / "library")
        bed = _Bed(home, settings.model_copy(update={"home": home}))
        bed.complete("最初")  # reads every document once; later ones take the passages from the cache
        usual = bed.complete("準備")
        random = Random(seed)
        order = random.sample(range(trials), trials)
        done = []
        for number, part in enumerate(order):
            step(number, trials)
            moment = (part + random.random()) / trials * usual  # one in each part, so that every stage is met
            done.append(bed.killed_trial(f"試行{number + 1}", moment))
        return Killed(seed, round(usual, 2), tuple(done))


@dataclass(frozen=True)
class _Bed:
    """The temporary HOME in which ingests are killed."""

    home: Path
    settings: Settings

    def killed_trial(self, name: str, moment: float) -> Trial:
        """A trial whose ingest was still running when it was killed: earlier and earlier until it is."""
        trial = self.trial(name, moment)
        while not trial.killed and trial.served and trial.completed:
            moment *= _EARLIER
            trial = self.trial(f"{name}（{moment:.3f}）", moment)
        return trial

    def trial(self, name: str, moment: float) -> Trial:
        """Kill an ingest of a changed document `moment` seconds after its start; look; run it again; look."""
        reader = Assistant(self.settings)  # a service that runs all the time
        before = see(reader)
        self._write(name)
        killed = self._kill(moment)
        open_reader, fresh = see(reader), self._fresh()
        published = fresh.generation != before.generation
        served = all(seen.answered and (published or seen == before) for seen in (open_reader, fresh))
        problem = self._again()
        completed = not problem and self._holds(name)
        return Trial(round(moment, 2), killed, published, served and open_reader == fresh, completed, problem)

    def complete(self, name: str) -> float:
        """Ingest undisturbed; seconds."""
        self._write(name)
        started = time.perf_counter()
        if problem := self._again():
            raise BenchError(f"止めない取込みが失敗しました: {problem}")
        return time.perf_counter() - started

    def _write(self, name: str) -> None:
        head = f"---\nid: {_OWN}\ntitle: 試験用の文書\npublished: 2020-01-01\n---\n"
        (self.home.parent / _FILE).write_text(f"{head}# 試験\n\nこれは{name}の文書である。\n", encoding="utf-8")

    def _start(self, *arguments: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "evals.kill", *arguments],
            cwd=ROOT,
            env=os.environ | {"GAIHI_HOME": str(self.home)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,  # so that the processes it starts die with it
        )

    def _kill(self, moment: float) -> bool:
        process = self._start("ingest", str(self.home.parent / _FILE))
        try:
            process.communicate(timeout=moment)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
        return process.returncode == -signal.SIGKILL

    def _again(self) -> str:
        """Ingest undisturbed; the last line it complained with, empty when it completed."""
        process = self._start("ingest", str(self.home.parent / _FILE))
        _, said = process.communicate()
        return "" if process.returncode == 0 else (said.strip().splitlines() or ["出力なし"])[-1]

    def _fresh(self) -> Seen:
        process = self._start("answer")
        out, _ = process.communicate()
        return Seen(**json.loads(out.splitlines()[-1])) if process.returncode == 0 else Seen("", False, "")

    def _holds(self, name: str) -> bool:
        """Whether the published index answers and holds the document as last written."""
        assistant = Assistant(self.settings)
        hits = assistant.search(SearchRequest(query=f"これは{name}の文書である", k=10, source_ids=(_OWN,))).hits
        return see(assistant).answered and any(f"これは{name}の文書である" in hit.text for hit in hits)


def see(assistant: Assistant) -> Seen:
    """What a reader sees now."""
    answer = assistant.ask(AskRequest(question=FIRST, conversation_id=None))
    answered = answer.status in (Status.ANSWERED, Status.PARTIAL) and bool(answer.statements and answer.citations)
    return Seen(assistant.generation() or "", answered, fingerprint(answer))


def main() -> None:
    """Ingest a file, or answer a question and print what was seen."""
    settings = load_settings()
    if sys.argv[1] == "ingest":
        from ingest.run import run_ingest

        run_ingest(settings, [sys.argv[2]])
    else:
        print(json.dumps(asdict(see(Assistant(settings)))))  # noqa: T201  # read by the process that started this one


if __name__ == "__main__":
    main()
