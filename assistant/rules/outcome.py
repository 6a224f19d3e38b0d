"""The two axes of a result: permit outcomes and states of duties, strictest first."""

from enum import StrEnum


class Outcome(StrEnum):
    """What a rule says on the permit axis; `none` says that its table asks nothing and never competes."""

    PROHIBITED = "prohibited"
    PERMIT_REQUIRED = "permit_required"
    ESCALATE = "escalate"
    INSUFFICIENT_FACTS = "insufficient_facts"
    PERMIT_NOT_REQUIRED = "permit_not_required"
    NO_LAW_FOR_DATE = "no_law_for_date"
    NONE = "none"


class DutyState(StrEnum):
    """What a rule says on a duty axis."""

    REQUIRED = "required"
    ESCALATE = "escalate"
    INSUFFICIENT_FACTS = "insufficient_facts"
    NONE = "none"


class Axis(StrEnum):
    """What a rule speaks about: the permit, one of the parallel duties, or advice beside them."""

    PERMIT = "permit"
    PRIOR_REPORT = "prior_report"
    NOTIFICATION = "notification"
    BULK_LICENCE = "bulk_licence"
    CONTROL_LIST_CHECK = "control_list_check"
    ADVICE = "advice"


DUTIES = (Axis.PRIOR_REPORT, Axis.NOTIFICATION, Axis.BULK_LICENCE, Axis.CONTROL_LIST_CHECK)
ADVICE = "advice"
"""The only outcome of a row on the advice axis."""

LABELS = {
    Outcome.PROHIBITED: "禁止",
    Outcome.PERMIT_REQUIRED: "許可必要",
    Outcome.ESCALATE: "要エスカレーション",
    Outcome.INSUFFICIENT_FACTS: "情報不足",
    Outcome.PERMIT_NOT_REQUIRED: "許可不要",
    Outcome.NO_LAW_FOR_DATE: "期間外",
}
DUTY_NAMES = {
    Axis.PRIOR_REPORT: "事前報告",
    Axis.NOTIFICATION: "届出",
    Axis.BULK_LICENCE: "包括許可",
    Axis.CONTROL_LIST_CHECK: "チェックリストの見直し",
}


def duty_label(duty: Axis, state: DutyState) -> str:
    """The Japanese label of a duty: 「事前報告必要」, or that facts or a person are needed."""
    if state is DutyState.REQUIRED:
        return f"{DUTY_NAMES[duty]}必要"
    return {DutyState.ESCALATE: "要エスカレーション", DutyState.INSUFFICIENT_FACTS: "情報不足"}[state]
