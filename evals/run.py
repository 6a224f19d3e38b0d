"""Run: a suite put to an assistant on a fixed day → its scores and its Report."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from assistant.assistant import Assistant
from evals import baseline
from evals.case import Suite
from evals.invariants import DayChecked, check_answers, check_days, load_law
from evals.report import Ran, Report, concealed, summarise
from evals.score import Answering, score
from ingest.settings import Settings

DAYS = (date(2024, 6, 30), date(2025, 4, 30))
"""Days, beside that of the run, on which the invariants are checked."""

Step = Callable[[str, int, int], None]
"""Called with a Japanese label, the cases done and the cases in all."""


def silent(_label: str, _done: int, _total: int) -> None:
    """A step that shows nothing."""


@dataclass(frozen=True)
class Plan:
    """What to measure: `asking` for answers too, not the search alone; the naive `baseline`; the `invariants`."""

    suite: Suite
    today: date
    asking: bool = True
    invariants: bool = True
    baseline: bool = False
    reveal: bool = False


def measure(plan: Plan, settings: Settings, step: Step = silent) -> tuple[Report, Ran]:
    """A report of the index under `settings.home`, with the scores it is made of. Raises IndexStateError."""
    assistant = Assistant(settings, lambda: plan.today)
    ran = run(plan, assistant, step)
    days = _invariants(plan, ran, assistant, settings, step) if plan.asking and plan.invariants else ()
    naive = baseline.measure(plan.suite.cases, settings) if plan.baseline else ()
    shown = days if plan.reveal else concealed(days, plan.suite.cases)
    return summarise(ran, settings, plan.today, invariants=shown, baselines=naive), ran


def run(plan: Plan, assistant: Answering, step: Step = silent) -> Ran:
    """Score every case of the plan's suite, in order."""
    started = time.perf_counter()
    originals = frozenset(source.id for source in assistant.sources() if source.edition == "original")
    scores = []
    for done, case in enumerate(plan.suite.cases):
        step("評価", done, len(plan.suite.cases))
        scores.append(score(case, assistant, originals=originals, asking=plan.asking))
    seconds = time.perf_counter() - started
    return Ran(plan.suite, tuple(scores), tuple(sorted(originals)), assistant.generation() or "", seconds)


def _invariants(plan: Plan, ran: Ran, assistant: Answering, settings: Settings, step: Step) -> tuple[DayChecked, ...]:
    """The scored answers, then every question again on each of three days."""
    law = load_law(settings.home)
    scored = check_answers(None, [one.answer for one in ran.scores if one.answer], assistant, law)
    checked = [scored]
    days = (*DAYS, plan.today)
    for done, day in enumerate(days):
        step(f"不変条件 {day}", done, len(days))
        checked.extend(check_days(plan.suite.cases, assistant, (day,), law))
    return tuple(checked)
