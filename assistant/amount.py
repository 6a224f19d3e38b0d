"""Amount: the count or the sum a question asks for, and whether a text holds one of the kind. Words in, no retrieval."""

import re

from assistant.question import Question, Wanted

_COUNTED = re.compile(
    r"(?<!月)何(社|人|名|件|回|通|枚|部|円|%|パーセント|倍|歳|問|ページ|[かカヶヵケ箇]月|[かカヶヵケ箇]国|日|年間)"
)
_SMALL_KA = "[かカヶヵケ箇]"
_SAME = {"人": "[人名]", "名": "[人名]", "部": "[部通]", "%": "(?:%|パーセント)", "パーセント": "(?:%|パーセント)"}
_MONTH_DAY = re.compile(r"[0-9]+月[0-9]+日")  # a day, no number of days
_SUM = re.compile(r"いくら(?!か)|何(?:円|億|兆)")
DIGIT = r"[0-9一二三四五六七八九十百千万]"
_MONEY = re.compile(r"[0-9一二三四五六七八九十百千万億兆]\s*(?:円|ドル|ユーロ|元)|無料|無償")


def amount_of(question: Question) -> re.Pattern[str] | None:
    """What a folded text holds that states the count or the sum asked for; None where none is asked for."""
    if counted := _COUNTED.search(question.folded):
        return re.compile(rf"{DIGIT}\s*{_unit(counted[1])}")
    if question.wanted is Wanted.NUMBER and _SUM.search(question.folded):
        return _MONEY
    return None


def states(amount: re.Pattern[str], folded: str) -> bool:
    """Whether a folded text holds an amount of the kind."""
    return amount.search(_MONTH_DAY.sub(" ", folded)) is not None


def counts_countries(question: Question) -> bool:
    """Whether countries are to be counted: a list of them is an answer as well."""
    counted = _COUNTED.search(question.folded)
    return counted is not None and counted[1].endswith("国")


def _unit(unit: str) -> str:
    if unit.endswith(("月", "国")):
        return _SMALL_KA + unit[-1]
    return _SAME.get(unit, re.escape(unit))
