"""Beside: what the rule check says beside an answer. Facts that were sent are checked; facts read out of a question are
proposals, which never count: with them alone nothing is determined.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from assistant.answer import Notice, ProposedFact
from assistant.checking import Checker, determination_json, read_given
from assistant.differing import differences
from assistant.errors import WrongFactsError
from assistant.question import Question
from assistant.request import AskRequest
from assistant.rules.catalogue import UNKNOWN
from assistant.rules.determination import Determination, Missing
from assistant.rules.label import Labels
from assistant.rules.propose import Proposal, propose

_FIRST = 3  # questions named as the next to answer
_NOT_HERE = "ご自身の品目や取引の該非・許可要否は、この回答では判断しません。"
_EXPLAIN = "規則の照合には、確認済みの事実が要ります。下の事実を確かめて送るか、画面の「取引の確認」か gaihi check で答えてください。"
_LAST = "迷うときは輸出管理部門か経済産業省に相談してください。"


@dataclass(frozen=True)
class Beside:
    """What stands beside an answer. `rules` is the fingerprint, None where no check ran."""

    determination: dict[str, Any] | None = None
    proposed: tuple[ProposedFact, ...] = ()
    missing: tuple[Missing, ...] = field(default=())
    next_step: str | None = None
    rules: str | None = None
    notices: tuple[Notice, ...] = ()


def check_beside(question: Question, request: AskRequest, checker: Checker) -> Beside:
    """The check of the facts sent, or for an own case without facts what to confirm and to ask.

    Raises WrongFactsError, BrokenRulesError.
    """
    if not request.facts and not question.own_case:
        return Beside()
    proposed = propose(question.text)
    if request.facts:
        return _checked(question, request.facts, proposed, checker)
    supposed = _if_confirmed(proposed, checker)
    return Beside(
        proposed=_shown(proposed),
        next_step=_ask(proposed, supposed.missing),
        rules=supposed.receipt.rules,
    )


def _checked(question: Question, facts: Mapping[str, Any], proposed: tuple[Proposal, ...], checker: Checker) -> Beside:
    """The check of the facts as sent. What the words say otherwise is told; what nobody sent stays a proposal."""
    found = checker.check(facts)
    new = [one for one in proposed if question.own_case and found.facts.get(one.fact, UNKNOWN) == UNKNOWN]
    return Beside(
        determination=determination_json(found, read_given(facts).confirmed),
        proposed=_shown(new),
        missing=found.missing,
        next_step=_then(found),
        rules=found.receipt.rules,
        notices=differences(question, found.facts, proposed, Labels(checker.base)),
    )


def _if_confirmed(proposed: Iterable[Proposal], checker: Checker) -> Determination:
    """What would be left to ask if every proposal were confirmed; proposals that clash count for nothing.

    Only its questions are used: its outcome is shown to nobody.
    """
    values: dict[str, set[Any]] = {}
    for one in proposed:
        values.setdefault(one.fact, set()).add(one.value)
    clear = {fact: next(iter(found)) for fact, found in values.items() if len(found) == 1}
    try:
        return checker.check(clear)
    except WrongFactsError as error:
        return checker.check({fact: value for fact, value in clear.items() if fact not in error.facts})


def _shown(proposed: Iterable[Proposal]) -> tuple[ProposedFact, ...]:
    return tuple(ProposedFact(one.fact, _plain(one.value), one.span) for one in proposed)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _ask(proposed: tuple[Proposal, ...], missing: tuple[Missing, ...]) -> str:
    """What to confirm and to answer next, with nothing decided."""
    title = "読み取った事実を全て確認した場合に残る質問" if proposed else "まず答えてほしい質問"
    rest = f"（ほか{len(missing) - _FIRST}問）" if len(missing) > _FIRST else ""
    asked = " ".join(f"({number}) {one.question}" for number, one in enumerate(missing[:_FIRST], 1))
    return f"{_NOT_HERE}{_EXPLAIN}{title}: {asked}{rest} {_LAST}" if missing else f"{_NOT_HERE}{_EXPLAIN}{_LAST}"


def _then(found: Determination) -> str:
    if not found.missing:
        return "規則の照合の結果と、その理由・根拠・仮定した事実を確かめ、最終の判断は輸出者が記録に残してください。"
    asked = " ".join(f"({number}) {one.question}" for number, one in enumerate(found.missing[:_FIRST], 1))
    return f"結果を変え得る事実がまだ分かっていません。次の質問に答えてください: {asked}"
