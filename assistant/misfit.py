"""Misfit: an answer that does not speak of what was asked for, however like the question it is.

Asked for グループB it speaks of グループA, for 第2版 of 第1版, for a provision of others, for a number of one year of other
years; or a count, a sum or a date is asked for and it holds none.
"""

import re
from collections.abc import Sequence

from assistant.amount import DIGIT, amount_of, counts_countries, states
from assistant.evidence import Sentence
from assistant.named import named_sources
from assistant.question import Question, Wanted
from ingest.index import Index
from ingest.tokens import codes

_YEAR = re.compile(r"((?:19|20)\d{2})年|(令和|平成)(\d+)年")
_ONE_OF_SEVERAL = re.compile(r"グループ[a-z](?![a-z])|第[0-9]+版|第[0-9]+回")
_EXCLUDED = re.compile(r"グループ[a-z]国?[)]?(?:以外|を除|の外|でも)")
_WITHIN = re.compile(r"(?<=.)第|[(]")  # 項 and 号 of an article, (1) of an item: originals write them in too many ways
_WHEN = re.compile(r"いつ|何年|何月|何日|期限|時期")
_DAY = re.compile(
    rf"{DIGIT}\s*(?:年|か月|ヶ月|カ月|月|日|週)|元年|[0-9]+/[0-9]+|即施行|即日|直ち|遅滞なく|速やか|当分の間|(?:前|後|時|際|とき)(?:に|は|まで|から|の)"
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
    provisions = {_WITHIN.split(code)[0] for code in codes(question.folded)}
    spoken = set(_ONE_OF_SEVERAL.findall(_EXCLUDED.sub("", said)))
    if asked and not asked & spoken and (spoken or not provisions):  # a provision on no group goes for every one
        return True
    return bool(provisions) and not provisions & set(codes(said))


def _no_such_number(question: Question, said: str) -> bool:
    """Whether a count, a sum or a day is asked for and nothing of the kind is said."""
    amount = amount_of(question)
    if amount is not None and not counts_countries(question):
        return not states(amount, said)
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
