"""Printed check: a determination as lines of Japanese text for a terminal. Pure."""

from collections.abc import Iterator, Sequence

from assistant.checking import steps_of
from assistant.grounds import document_titles
from assistant.record import Words
from assistant.rules.determination import Determination, Ground, StepResult
from assistant.rules.label import GRADES, OPEN
from assistant.rules.load import RuleBase
from assistant.rules.outcome import LABELS, Outcome


def determination_text(found: Determination, base: RuleBase) -> str:
    """A determination: result, reasons, basis, what is open, what was assumed, what may change, notices."""
    return "\n".join(_Printed(found, Words(base, document_titles())).lines())


class _Printed:
    def __init__(self, found: Determination, words: Words) -> None:
        self.found, self.words, self.labels = found, words, words.labels

    def lines(self) -> Iterator[str]:
        found = self.found
        day = found.facts.get("date")
        shown = self.labels.value("date", day) if day else "分からない"
        yield f"【{found.label_ja}】判定の日: {shown}"
        yield from (f"並行する義務: {duty.label_ja}（{duty.rule}）" for duty in found.duties)
        yield from _part("当てはまった規則", self._steps(StepResult.HELD))
        yield from _part("別の規則が代わった規則", self._steps(StepResult.OVERRIDDEN))
        yield from _part("法的根拠", [self._ground(one) for one in found.basis])
        yield from _part("まだ分からない事実（早く決まる順）", [self._missing(n) for n in range(len(found.missing))])
        yield from _part(
            "仮定した事実（違うときは答えること）", [self._fact(one.fact, one.value) for one in found.assumed]
        )
        yield from _part("事実が違うとき", [self._what_if(n) for n in range(len(found.would_change))])
        yield from _part("結果が変わり得る日", [f"{one.date}　{one.why}" for one in found.changes_on])
        yield from _part("案内", [f"{one.text}（{one.rule}）" for one in found.advice])
        yield from _part("注意", [one.text for one in found.notices])
        yield ""
        yield f"規則の指紋: {found.receipt.rules}"

    def _steps(self, result: StepResult) -> list[str]:
        return [f"{step.rule} {step.title}: {step.text}" for step in steps_of(self.found, result)]

    def _ground(self, ground: Ground) -> str:
        where = ground.provision or ground.locator or OPEN
        version = f"（{ground.version}の版）" if ground.version else ""
        return f"{ground.rule}: {self.words.title(ground)} {where}{version} {GRADES.get(ground.grade, ground.grade)}"

    def _missing(self, place: int) -> str:
        one = self.found.missing[place]
        alone = "" if one.decides else "（ほかの答えと合わせて決まる）"
        return f"（{place + 1}）{one.fact}（{self.labels.fact(one.fact)}）: {one.question}{alone}"

    def _fact(self, key: str, value: object) -> str:
        return f"{key}（{self.labels.fact(key)}）= {self.labels.value(key, value)}"

    def _what_if(self, place: int) -> str:
        one = self.found.would_change[place]
        return f"{self._fact(one.fact, one.value)} なら「{LABELS[Outcome(one.outcome)]}」"


def _part(title: str, lines: Sequence[str]) -> Iterator[str]:
    if lines:
        yield ""
        yield title
        yield from (f"・{line}" for line in lines)
