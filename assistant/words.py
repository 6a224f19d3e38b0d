"""Words: the Japanese names for what a determination refers to: facts and values, laws and documents, deciding rules.

Shared by what people read of a determination: terminal, batch, record. Pure.
"""

from dataclasses import dataclass, field
from functools import cached_property

from assistant.grounds import Documents
from assistant.rules.catalogue import UNKNOWN
from assistant.rules.determination import Determination, Ground, Step, StepResult, WhatIf
from assistant.rules.label import GRADES, OPEN, Labels
from assistant.rules.load import RuleBase
from assistant.rules.outcome import Outcome

_GROUP_ROWS = "R-GRP-"
UNSETTLED = "まだ確かめていないことを挙げた規則"
"""Title of what the rules that hold beside the result leave open."""
NOTED = "判定に使わない事実（記録だけ）"
_FIXED = frozenset({"kind", "dest", "hs", "scope", "transit", "foreign_force_takehome", "exception_claimed"})
"""What a transaction is: nobody is told that it might be stated otherwise."""


@dataclass(frozen=True)
class Words:
    """The words of one rule base and of the documents it cites."""

    base: RuleBase
    documents: Documents = field(default_factory=Documents)

    @cached_property
    def labels(self) -> Labels:
        """Labels of facts and values."""
        return Labels(self.base, self.documents.name)

    def title(self, ground: Ground) -> str:
        """The short name of the law or document that a basis stands in."""
        laws = {law_id: short for short, law_id in self.base.laws.items()}
        known = ground.law_id or ground.source_id or ""
        return laws.get(known) or self.documents.title(known) or OPEN

    def place(self, ground: Ground) -> str:
        """The provision of a law, or the section of a document."""
        if ground.provision:
            return ground.provision
        return self.documents.place(ground.source_id or "", ground.locator or "") or OPEN

    def ground(self, ground: Ground) -> str:
        """「輸出令 4条1項3号ハ（2025-10-09の版、法令）」."""
        version = f"{ground.version}の版、" if ground.version else ""
        return f"{self.title(ground)} {self.place(ground)}（{version}{GRADES.get(ground.grade, ground.grade)}）"

    def grounds(self, found: Determination, rule: str) -> tuple[str, ...]:
        """The legal basis of one of the rules that hold."""
        return tuple(dict.fromkeys(self.ground(one) for one in found.basis if one.rule == rule))


@dataclass(frozen=True)
class Reasons:
    """The rules that hold: those that give the result or a duty, those beside them, and those that say what is open."""

    deciding: tuple[Step, ...]
    beside: tuple[Step, ...]
    unsettled: tuple[Step, ...]


def reasons_of(found: Determination) -> Reasons:
    """The rules that hold, in the order of the result. Where no row gives the result, all stand beside it."""
    steps = steps_of(found, StepResult.HELD)
    duties = {duty.rule for duty in found.duties}
    deciding = tuple(step for step in steps if step.outcome == found.outcome or step.rule in duties)
    rest = [step for step in steps if step not in deciding and not _of_japan(step, found)]
    unsettled = tuple(step for step in rest if step.outcome == Outcome.INSUFFICIENT_FACTS)
    return Reasons(deciding, tuple(step for step in rest if step not in unsettled), unsettled)


def noted(found: Determination, base: RuleBase) -> tuple[str, ...]:
    """The given facts that are written down and never used for the result."""
    return tuple(key for key in found.facts if (fact := base.catalogue.find(key)) and not fact.used_in_result)


def _of_japan(step: Step, found: Determination) -> bool:
    """Whether a row says which group of destinations Japan is in: it is none, and the row gives no result."""
    at_home = found.facts.get("dest") == "JP" and found.facts.get("dest_recipient", "JP") in ("JP", UNKNOWN)
    return at_home and step.rule.startswith(_GROUP_ROWS)


def changeable(found: Determination) -> tuple[WhatIf, ...]:
    """What would change the result and is still to be found out; not what the transaction is."""
    return tuple(one for one in found.would_change if one.fact not in _FIXED)


def steps_of(found: Determination, result: StepResult) -> tuple[Step, ...]:
    """The steps of the trace with a result; rules that fired in the order of the result, the strictest first."""
    places = {rule: place for place, rule in enumerate(found.rules)}
    steps = [step for step in found.trace if step.result == result]
    return tuple(sorted(steps, key=lambda step: places.get(step.rule, len(places))))
