"""Misfit: an answer that does not speak of what was asked for, however like the question it is.

Asked for グループB it speaks of グループA, for 第2版 of 第1版, for a provision of others, for a number of one year of other
years; or a count, a sum or a date is asked for and it holds none.
"""

import re
from collections.abc import Sequence

from assistant.evidence import Sentence
from assistant.named import named_sources
from assistant.question import Question, Wanted
from ingest.index import Index
from ingest.tokens import codes

_YEAR = re.compile(r"((?:19|20)\d{2})年|(令和|平成)(\d+)年")
_ONE_OF_SEVERAL = re.compile(r"グループ[a-z](?![a-z])|第[0-9]+版|第[0-9]+回")
_WITHIN = re.compile(r"(?<=.)第|[(]")  # 項 and 号 of an article, (1) of an item: originals write them in too many ways
_COUNTED = re.compile(r"(?<!月)何(社|人|名|件|回|通|枚|部|円|%|パーセント|倍|歳|問|ページ|か月|ヶ月|カ月|日|年間)")
_MONTH_DAY = re.compile(r"[0-9]+月[0-9]+日")  # a day, no number of days
_SAME = {
    "人": "人名",
    "名": "人名",
    "部": "部通",
    "か月": "か月ヶ月カ月",
    "ヶ月": "か月ヶ月カ月",
    "カ月": "か月ヶ月カ月",
}
_SUM = re.compile(r"いくら(?!か)|何(?:円|億|兆)")
_MONEY = re.compile(r"[0-9一二三四五六七八九十百千万億兆]\s*(?:円|ドル|ユーロ|元)|無料|無償")
_WHEN = re.compile(r"いつ|何年|何月|何日|期限|時期")
_DIGIT = r"[0-9一二三四五六七八九十百千万]"
_DAY = re.compile(
    rf"{_DIGIT}\s*(?:年|か月|ヶ月|カ月|月|日|週)|元年|[0-9]+/[0-9]+|即施行|即日|直ち|遅滞なく|速やか|当分の間|(?:前|後|時|際|とき)(?:に|は|まで|から|の)"
)


def misfits(index: Index, question: Question, told: Sequence[Sentence]) -> bool:
    """Whether the told sentences do not speak of the one thing, or hold nothing of the kind, that is asked for."""
    if not told:
        return False
    said = index.analyzer.fold(" ".join(_whole(one) for one in told))
    return _other_one(question, said) or _no_such_number(question, said) or _other_year(index, question, told)


def _whole(sentence: Sentence) -> str:
    passage = sentence.hit.passage
    return " ".join((sentence.hit.source.title, *passage.heading, passage.locator, sentence.text))


def _other_one(question: Question, said: str) -> bool:
    """Whether one of several, or a provision, is named and not spoken of."""
    asked = set(_ONE_OF_SEVERAL.findall(question.folded))
    if asked and not any(one in said for one in asked):
        return True
    provisions = {_WITHIN.split(code)[0] for code in codes(question.folded)}
    return bool(provisions) and not provisions & set(codes(said))


def _no_such_number(question: Question, said: str) -> bool:
    """Whether a count, a sum or a day is asked for and nothing of the kind is said."""
    if counted := _COUNTED.search(question.folded):
        units = _SAME.get(counted[1], counted[1])
        return re.search(rf"{_DIGIT}\s*[{units}]", _MONTH_DAY.sub(" ", said)) is None
    if question.wanted is Wanted.NUMBER and _SUM.search(question.folded):
        return _MONEY.search(said) is None
    return question.wanted is Wanted.DATE and bool(_WHEN.search(question.folded)) and _DAY.search(said) is None


def years(folded: str) -> set[int]:
    """Years a folded text names, eras converted."""
    eras = {"令和": 2018, "平成": 1988}
    return {int(m[1]) if m[1] else eras[m[2]] + int(m[3]) for m in _YEAR.finditer(folded)}


def _other_year(index: Index, question: Question, told: Sequence[Sentence]) -> bool:
    """Whether a number is asked for a year and the best sentence speaks of other years only."""
    if question.wanted is not Wanted.NUMBER:
        return False
    named = named_sources(question.folded, index.sources.values())
    known = {int(index.sources[one].published[:4]) for one in named if index.sources[one].published}
    asked = years(question.folded) - known - {question.as_of.year}
    best = max(told, key=lambda one: one.score)
    spoken = years(index.analyzer.fold(" ".join((*best.hit.passage.heading, best.text))))
    return bool(asked and spoken and not asked & spoken)
