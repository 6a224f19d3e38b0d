"""Dates: the day of export or provision in a text, 西暦 and 和暦. A month, a limit or another event's day is none."""

import re
from collections.abc import Iterator
from datetime import date

from assistant.rules.proposing.found import Found
from assistant.rules.proposing.reading import Reading

_KANJI = "〇一二三四五六七八九十"
_SMALL = rf"(?:\d{{1,2}}|[{_KANJI}]{{1,3}})"
_YEAR = rf"(?:(?P<era>令和|平成|昭和|(?<![a-z0-9])[rhs]\.?)(?P<nth>元|{_SMALL})|(?<![\d.,/-])(?P<year>\d{{4}}|[〇一二三四五六七八九]{{4}}))"
_DATE = re.compile(
    rf"{_YEAR}\s?(?:年\s?(?P<month>{_SMALL})月\s?(?P<day>{_SMALL})日|"
    rf"(?P<sign>[/.-])(?P<month2>\d{{1,2}})(?P=sign)(?P<day2>\d{{1,2}})(?![\d/-]|\.\d))"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAMED = "|".join(_MONTHS)
_ENGLISH = re.compile(
    rf"(?<![a-z\d])(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)? (?P<month>{_NAMED})[a-z]{{0,6}}\.?,? "
    rf"|(?P<month2>{_NAMED})[a-z]{{0,6}}\.? (?P<day2>\d{{1,2}})(?:st|nd|rd|th)?,? )(?P<year>\d{{4}})(?!\d)"
)
_ERAS = {
    "令和": (2018, date(2019, 5, 1), date(2100, 1, 1)),
    "平成": (1988, date(1989, 1, 8), date(2019, 4, 30)),
    "昭和": (1925, date(1926, 12, 25), date(1989, 1, 7)),
}
_LETTERS = {"r": "令和", "h": "平成", "s": "昭和"}
_FIRST, _LAST = 1950, 2100

_EVENT = (
    r"輸出(?!許可|承認|令|管理|者|申告|規制|貿易)|出荷|船積|積み?込|提供|発送|送付|送[りるっ]|出港|搬出|持ち?出|渡[しす]"
    r"|納入|納品|輸入(?!者|令)|移転|移管|開示|etd|ship|export|deliver|provid|transfer"
)
_OTHER = (
    r"契約|締結|署名|調印|見積|受注|注文|発注|判定|発行|公布|施行|改正|告示|通知|通達|製造|作成|更新|公表|照合|時点|版"
    r"|取得|申請|許可|承認|生まれ|設立|購入|導入|入手|回答|問い合わせ|相談|面談|受領|確認|会議|打ち?合わせ|期限|有効|sign|contract|order|dated"
)
_CUE = re.compile(rf"(?P<event>{_EVENT})|(?P<other>{_OTHER})")
_OPEN_ENDED = re.compile(
    r"(?:\([^)]{1,3}\))?(?:付(?!け?[でに][^、。]{0,4}(?:輸出|出荷|船積|提供|発送|送付))|以降|以後|以前|より|まで|から|頃|ごろ|前後|時点|現在|施行|公布|改正|版|以内|ころ|には?間に合|かもし|で(?:は?な[いく]|はあり)|ではなく|~|-)"
)
_WEEKDAY = re.compile(r"\([^)]{1,3}\)")
_NEAR = 14


def find_dates(reading: Reading) -> Iterator[Found]:
    """The days that words call the day of export or provision; where none is called so, days called nothing else."""
    found = [(role, one) for role, one in _all(reading.folded) if role]
    named = [one for role, one in found if role == "event"]
    yield from named or (one for _, one in found)


def _all(folded: str) -> Iterator[tuple[str, Found]]:
    for match in (*_DATE.finditer(folded), *_ENGLISH.finditer(folded)):
        day = _day(match)
        if day is not None:
            yield _role(folded, match.start(), match.end()), Found("date", day, match.start(), match.end())


def _day(match: re.Match[str]) -> date | None:
    """The day that was written; None where there is no such day, or the era had no such year."""
    parts = match.groupdict()
    month, day = parts["month"] or parts["month2"], parts["day"] or parts["day2"]
    try:
        if not parts.get("era"):
            year = _number(parts["year"])
            return date(year, _month(month), _number(day)) if _FIRST <= year <= _LAST else None
        era = parts["era"].rstrip(".")
        zero, first, last = _ERAS[_LETTERS.get(era, era)]
        found = date(zero + (1 if parts["nth"] == "元" else _era_year(parts["nth"])), _month(month), _number(day))
    except ValueError:
        return None
    return found if first <= found <= last else None


def _era_year(text: str) -> int:
    if (number := _number(text)) == 0:
        raise ValueError("an era has no year 0")
    return number


def _month(text: str) -> int:
    return _MONTHS.index(text) + 1 if text in _MONTHS else _number(text)


def _number(text: str) -> int:
    """Value of arabic or kanji digits: 10, 十九, 二〇二五. Raises ValueError where they make no number."""
    if text.isascii():
        return int(text)
    tens, ten, ones = text.partition("十")
    if "十" in ones or (ten and (len(tens) > 1 or len(ones) > 1)):
        raise ValueError(text)
    if ten:
        return 10 * (_KANJI.index(tens) if tens else 1) + (_KANJI.index(ones) if ones else 0)
    return int("".join(str(_KANJI.index(sign)) for sign in text))


def _role(folded: str, start: int, end: int) -> str:
    """event: of export or provision; other: nothing said; empty: the day of something else, or no single day."""
    if _OPEN_ENDED.match(folded, end):
        return ""
    weekday = _WEEKDAY.match(folded, end)
    after = re.split("[、。\n)]", folded[weekday.end() if weekday else end :][:_NEAR])[0]
    cue = _CUE.search(after)
    if cue is None:
        before = re.split("[。\n]", folded[max(0, start - _NEAR) : start])[-1]
        cues = list(_CUE.finditer(before))
        cue = cues[-1] if cues else None
    if cue is None:
        return "other"
    return "event" if cue["event"] else ""
