"""Question: what is asked, as of which day, and whether it is about the asker's own case. Words in, no retrieval."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from assistant.answer import AsOfFrom
from assistant.errors import ImpossibleDateError
from assistant.own_case import is_own_case
from ingest.fold import fold, kanji_number
from ingest.source import last_day


class Wanted(StrEnum):
    """What kind of answer a question asks for."""

    LIST = "list"
    DATE = "date"
    NUMBER = "number"
    REASON = "reason"
    FACT = "fact"


@dataclass(frozen=True)
class Question:
    """A question with the day it is to be answered for; `folded` is its text in matching form."""

    text: str
    folded: str
    as_of: date
    as_of_from: AsOfFrom
    wanted: Wanted
    own_case: bool


_ERA = {"令和": 2018, "平成": 1988, "昭和": 1925, "r": 2018, "h": 1988, "s": 1925}
_YEAR = r"(?:(?P<era>令和|平成|昭和|(?<![a-z])[rhs])(?P<era_year>元|\d{1,2})|(?<!\d)(?P<year>\d{4}))"
_BEHIND = r"\s*の?\s*(?:時点|現在|段階|当時|付けの法令|法令では)"
_AS_OF = re.compile(
    rf"{_YEAR}(?:年(?P<fiscal>度)?(?:(?P<month>\d{{1,2}})月(?:(?P<day>\d{{1,2}})日)?)?|(?P<sign>[/.-])(?P<month2>\d{{1,2}})(?:(?P=sign)(?P<day2>\d{{1,2}}))?)"
    rf"\s*(?:末日?)?{_BEHIND}"
)
_KANJI_DATE = re.compile(r"[〇一二三四五六七八九十]+(?=年|月|日)")
_REJECTED = re.compile(r"\s*(?:で|のもの)?(?:は|じゃ)(?:なく|ない)")


def date_in(folded: str) -> date | None:
    """The day a question names as its date: 「2024年6月時点では」 means the last day of that month.

    A date without 時点, 現在 or 当時 behind it is part of what is asked, not the day of the law. Of several the latest
    counts, but none that is turned down (「2024年6月時点ではなく」). Raises ImpossibleDateError (2024年13月時点).
    """
    text = _KANJI_DATE.sub(lambda match: str(kanji_number(match[0])), folded)
    found = [match for match in _AS_OF.finditer(text) if not _REJECTED.match(text, match.end())]
    return max((_named_day(match) for match in found), default=None)


def _named_day(match: re.Match[str]) -> date:
    try:
        return _day(match.groupdict())
    except ValueError as error:
        raise ImpossibleDateError(
            f"質問にある「{match[0]}」という日付はありません。", hint="質問の日付を直してください。"
        ) from error


def _day(parts: Mapping[str, Any]) -> date:
    """The last day of what was named: year, fiscal year, month or day. Raises ValueError when there is no such day."""
    year = int(parts["year"]) if parts["year"] else _ERA[parts["era"]] + _era_year(parts["era_year"])
    month, day = parts["month"] or parts["month2"], parts["day"] or parts["day2"]
    if not month:
        return date(year + 1, 3, 31) if parts["fiscal"] else date(year, 12, 31)
    return date(year, int(month), int(day)) if day else last_day(f"{year:04d}-{int(month):02d}")


def _era_year(text: str) -> int:
    """The number of an era's year; there is no year 0."""
    number = 1 if text == "元" else int(text)
    if number == 0:
        raise ValueError("an era has no year 0")
    return number


_LIST = re.compile(
    r"すべて|全て|全部|列挙|一覧|挙げ(?:て|よ|る)|リストアップ|(?:何|なに)が(?:ある|あり|含まれ|列挙|挙げ)|どれとどれ|"
    r"(?:どんな|どのような|どういう)(?:もの|国|品目|種類|項目|分野|団体|組織|論点|課題|技術|類型|措置|取組|要素|活動|資料)|"
    r"[0-9]+(?:つ|個|種類|分野|項目|品目|技術|か国|カ国)(?:と)?は(?:何|なに|どれ|それぞれ)|それぞれ|内訳|各.{0,8}は(?:何|どれ)|"
    r"の(?:種類|類型|構成|顔ぶれ|メンバー|内容)は|何と何|どこどこ|の[0-9]+(?:つ|点)を|どの(?:国|品目|技術|分野|団体)(?:が|です|か|・)|"
    r"(?:国|国・地域|地域|品目|技術|団体|貨物|要件|書類|分野|項目)(?:は|って)(?:どこ|何|どれ|なに)(?:です|でしょう|か|になり|が|\?|$)"
)
_DATE_ASKED = re.compile(r"いつ|何年|何月|何日|期限|施行日|公布日|日付|時期")
_NUMBER_ASKED = re.compile(
    r"いくつ|いくら|何(?:件|社|人|名|か国|カ国|ヶ国|団体|品目|技術|割|%|パーセント|倍|回|円|兆|億|ドル|年間|日以内|つ|個|ページ|枚|種類|物資|分野|企業|機関)|"
    r"何%|どれ(?:くらい|ぐらい|ほど)|どのくらい|割合|件数|金額|総額|数は|人数|社数|比率|率は|規模"
)
_REASON = re.compile(r"なぜ|どうして|理由|背景|根拠は|何のため|ねらい|狙い|目的|きっかけ")


def wanted_of(folded: str) -> Wanted:
    """What kind of answer a folded question asks for."""
    if _LIST.search(folded):
        return Wanted.LIST
    if _DATE_ASKED.search(folded):
        return Wanted.DATE
    if _NUMBER_ASKED.search(folded):
        return Wanted.NUMBER
    return Wanted.REASON if _REASON.search(folded) else Wanted.FACT


def read_question(text: str, as_of: date | None, today: date) -> Question:
    """A question with its date: the request's, else the question's own, else today. Raises ImpossibleDateError."""
    folded = fold(text)
    named = date_in(folded)
    day, origin = today, AsOfFrom.DEFAULT
    if as_of is not None:
        day, origin = as_of, AsOfFrom.REQUEST
    elif named is not None:
        day, origin = named, AsOfFrom.QUESTION
    return Question(text, folded, day, origin, wanted_of(folded), is_own_case(folded))
