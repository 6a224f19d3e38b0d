"""Printed check: a determination as lines of Japanese text for a terminal, what decided first. Pure.

The rules that did not decide it (replaced, not settled, not held) are shown only where the whole trace is asked for.
"""

from collections.abc import Iterator, Sequence

from assistant.rules.determination import Determination, Step, StepResult, WhatIf
from assistant.rules.outcome import LABELS, Outcome
from assistant.words import NOTED, UNSETTLED, Words, changeable, noted, reasons_of, steps_of

_FOLDED = (
    (StepResult.OVERRIDDEN, "別の規則が代わった規則"),
    (StepResult.UNDETERMINED, "事実が足りず決まらない規則"),
    (StepResult.FAILED, "当てはまらなかった規則"),
)


def determination_text(found: Determination, words: Words, *, trace: bool = False) -> str:
    """A determination: result, reasons with their basis, what is open, assumed, may change, and notices."""
    return "\n".join(_Printed(found, words).lines(trace=trace))


class _Printed:
    def __init__(self, found: Determination, words: Words) -> None:
        self.found, self.words, self.labels = found, words, words.labels
        self.reasons = reasons_of(found)

    def lines(self, *, trace: bool) -> Iterator[str]:
        yield from self._result()
        yield from self._reasons()
        yield from self._open()
        yield from self._may_change()
        yield from _part("案内", [f"{one.text}（{one.rule}）" for one in self.found.advice])
        yield from _part("注意", [one.text for one in self.found.notices])
        yield from self._trace() if trace else self._folded()
        yield ""
        yield f"規則の指紋: {self.found.receipt.rules}"

    def _result(self) -> Iterator[str]:
        day = self.found.facts.get("date")
        shown = self.labels.value("date", day) if day else "分からない"
        yield f"【{self.found.label_ja}】判定の日: {shown}"
        yield from (f"並行する義務: {duty.label_ja}（{duty.rule}）" for duty in self.found.duties)

    def _reasons(self) -> Iterator[str]:
        deciding, beside = self.reasons.deciding, self.reasons.beside
        yield from _part("決め手になった規則", [self._with_basis(step) for step in deciding])
        yield from _part("ほかに当てはまった規則", [self._with_basis(step) for step in beside])
        yield from _part(UNSETTLED, [self._with_basis(step) for step in self.reasons.unsettled])

    def _open(self) -> Iterator[str]:
        missing = [self._missing(place) for place in range(len(self.found.missing))]
        assumed = [self._fact(one.fact, one.value) for one in self.found.assumed]
        yield from _part("まだ分からない事実（早く決まる順）", missing)
        yield from _part("仮定した事実（違うときは答えること）", assumed)
        yield from _part(NOTED, [self._fact(key, self.found.facts[key]) for key in noted(self.found, self.words.base)])

    def _may_change(self) -> Iterator[str]:
        yield from _part("事実が違うとき", [self._what_if(one) for one in changeable(self.found)])
        yield from _part("結果が変わり得る日", [f"{one.date}　{one.why}" for one in self.found.changes_on])

    def _trace(self) -> Iterator[str]:
        for result, title in _FOLDED:
            yield from _part(title, [_said(step) for step in steps_of(self.found, result)])

    def _folded(self) -> Iterator[str]:
        counts = [(title, len(steps_of(self.found, result))) for result, title in _FOLDED]
        if shown := "、".join(f"{title} {count}" for title, count in counts if count):
            yield ""
            yield f"（{shown}。--trace で表示）"

    def _with_basis(self, step: Step) -> str:
        bases = self.words.grounds(self.found, step.rule)
        return "\n".join((_said(step), *(f"    根拠: {one}" for one in bases)))

    def _missing(self, place: int) -> str:
        one = self.found.missing[place]
        alone = "" if one.decides else "（ほかの答えと合わせて決まる）"
        return f"（{place + 1}）{self.labels.fact(one.fact)}（{one.fact}）: {one.question}{alone}"

    def _fact(self, key: str, value: object) -> str:
        return f"{self.labels.fact(key)}（{key}）= {self.labels.value(key, value)}"

    def _what_if(self, one: WhatIf) -> str:
        return f"{self._fact(one.fact, one.value)} なら「{LABELS[Outcome(one.outcome)]}」"


def _said(step: Step) -> str:
    return f"{step.rule} {step.title}: {step.text}"


def _part(title: str, lines: Sequence[str]) -> Iterator[str]:
    if lines:
        yield ""
        yield title
        yield from (f"・{line}" for line in lines)
