"""Notices that go with a determination: what the reader must know beside the result (limits.md §5)."""

from datetime import date

from assistant.rules.determination import RuleNotice
from assistant.rules.fact import Facts
from assistant.rules.load import RuleBase
from assistant.rules.outcome import Outcome

STORED_UNTIL = date(2026, 6, 5)
"""The last stored version of 輸出令, 外為令 and 外為法; later dates are answered by it, with a notice."""

SUPPORT = (
    "この結果は、入力された事実と表示した日の法令に基づく整理で、許可の要否の最終判断ではない。判断は輸出者が行う。"
)
LISTING = "リスト規制の該非は、人が入力した判定をそのまま使っている。"
ELSEWHERE = "制裁の対象者の名簿、外国の法律、契約上の制限、この規則に収録していない告示・通達は、別に確かめること。"
CONSULT = "迷うときは経済産業省に事前相談する。相談の結果、許可申請を求める通知を受けることもある。"


def notices(base: RuleBase, facts: Facts, outcome: Outcome) -> tuple[RuleNotice, ...]:
    """The notices for a result, the most particular first."""
    return tuple(RuleNotice(code, text) for code, text in (*_particular(base, facts, outcome), *_always(facts)))


def _particular(base: RuleBase, facts: Facts, outcome: Outcome) -> list[tuple[str, str]]:
    found = []
    day = facts.get("date")
    if isinstance(day, date) and day > STORED_UNTIL:
        text = f"収録している法令の最後の版（{STORED_UNTIL}）より後の日付です。最新の法令を確認してください。"
        found.append(("after_stored_law", text))
    if outcome is Outcome.INSUFFICIENT_FACTS:
        found.append(("unknown_is_not_no", "分からない事実を「ない」とはみなしていない。結論には、挙げた事実が要る。"))
    if unused := [base.catalogue.get(key).label for key in facts.unused]:
        found.append(("unused_facts", f"この種類の取引では使わない事実が渡された: {'、'.join(unused)}"))
    return found


def _always(facts: Facts) -> list[tuple[str, str]]:
    listing = [("listing_as_given", LISTING)] if facts.get("list_status") != "unknown" else []
    return [("support_only", SUPPORT), *listing, ("elsewhere", ELSEWHERE), ("consult", CONSULT)]
