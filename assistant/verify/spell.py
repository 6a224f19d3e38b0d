"""Spelling: addresses, dates and numbers in the one form that the readers of facts know, for statement and evidence alike.

Rewrites a text before it is read: what shares a label is given one each, 同年 is told by the year before it, a second
calendar and an editor's 〔推定〕 within a date are left out. Finds no facts and compares nothing.
"""

import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal

from ingest.amount import plain
from ingest.fold import kanji_number

_K = "〇一二三四五六七八九十百千"
_N = rf"(?:[0-9]{{1,4}}|[{_K}]{{1,6}})"
_ADDRESS = rf"{_N}(?:の{_N}(?![{_K}0-9]))*"
_ERAS = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018}
_ERA = "|".join(_ERAS)
_NUMBERED = re.compile(f"[0-9{_K}①-⑳]|初[版回]|過半数")
_GUESS = r"[〔(（\[]\s*(?:年は)?(?:推定|推計)\s*[)）〕\]]"
_FORMS = str.maketrans({sign: unicodedata.normalize("NFKC", sign) for sign in "０１２３４５６７８９（）／－．，：　"})
_YEAR = re.compile(
    rf"(?:(?P<era>{_ERA})(?P<n>元|[0-9]{{1,2}}|[{_K}]{{1,3}})|(?P<west>[0-9]{{4}}|[〇一二三四五六七八九]{{4}}))年"
)
_MONTH = re.compile(rf"(?<![0-9{_K}])({_N})月(?!間)")
_DAY = re.compile(rf"(?:[0-9{_K}]+年)?[0-9{_K}]{{1,3}}月[0-9{_K}]{{1,3}}日")
_ANAPHOR = re.compile(
    rf"(?P<year>(?P<turn>同じ|同|翌|前)年|その年)(?![度比末産代来])(?:{_GUESS})?の?(?=(?P<dated>{_N}月)|)"
    rf"|(?P<month>同月|その月)(?:の)?(?={_N}日)|(?P<day>同日)(?=[、。にのかまよ付施公])"
)


def unified(text: str) -> str:
    """The text with its typed tokens written in one way."""
    text = text.translate(_FORMS)
    if not _NUMBERED.search(text):
        return text
    for pattern, instead in _RULES:
        text = pattern.sub(instead, text)
    return _shared(_resolved(text))


def _year_of(m: re.Match[str]) -> int:
    if not m["era"]:
        return int(m["west"]) if m["west"].isdecimal() else kanji_number(m["west"])
    return _ERAS[m["era"]] + (1 if m["n"] == "元" else _integer(m["n"]))


def _integer(text: str) -> int:
    return int(text) if text.isdecimal() else kanji_number(text)


def _resolved(text: str) -> str:
    """The text with 同年, 翌年, 同月 and 同日 as the date before them says; a year that stands alone is set in brackets."""
    at = 0
    while match := _ANAPHOR.search(text, at):
        told = _told(match, text[: match.start()])
        text = text[: match.start()] + (told or match[0]) + text[match.end() :]
        at = match.start() + len(told or match[0])
    return text


def _told(match: re.Match[str], before: str) -> str:
    """What stands for an anaphor; empty where nothing before it tells."""
    if match["day"]:
        days = _DAY.findall(before)
        return str(days[-1]) if days else ""
    if match["month"]:
        months = _MONTH.findall(before)
        return f"{months[-1]}月" if months else ""
    years = [_year_of(year) for year in _YEAR.finditer(before)]
    if not years:
        return ""
    year = f"{years[-1] + {'翌': 1, '前': -1}.get(match['turn'] or '', 0)}年"
    return year if match["dated"] else f"{match['year']}({year})" if match["turn"] in ("翌", "前") else match[0]


_LIST = re.compile(
    rf"(?<![0-9{_K}.,/年月日条項号表の])(?!第?[〇一二三四五六七八九]{{2,4}}・[〇一二三四五六七八九]{{2}})(?P<nth>第?)(?P<first>{_ADDRESS})"
    rf"(?P<rest>(?:(?:、|・|及び|並びに|又は|若しくは|と|〜|～|~|から|-){{1,2}}第?{_ADDRESS}){{1,12}})"
    r"(?P<label>[章節条項号回]|品目|団体|社|か国|億円|万円|兆円|人)(?!目|約|件|答|会|路)"
)
_EACH = re.compile(
    rf"(?P<joint>(?:、|・|及び|並びに|又は|若しくは|と|〜|～|~|から|-){{1,2}})(?P<nth>第?)(?P<n>{_ADDRESS})"
)


def _shared(text: str) -> str:
    """「第1章・第3章」 of 第1・3章: what is counted or numbered in a row has its label behind the last only."""
    return _LIST.sub(_with_labels, text)


def _with_labels(m: re.Match[str]) -> str:
    nth, label = m["nth"], m["label"]
    if (not nth and label in "章節回") or "の" in m["first"] + m["rest"]:
        return m[0]
    each = _EACH.sub(lambda one: f"{one['joint']}{one['nth'] or nth}{one['n']}{label}", m["rest"])
    return f"{nth}{m['first']}{label}{each}"


def _fraction(m: re.Match[str]) -> str:
    """50% of 2分の1, 33.33% of 3分の1."""
    whole, part = _integer(m["whole"]), _integer(m["part"])
    return f"{plain(round(Decimal(part * 100) / whole, 2))}%" if whole else m[0]


def _paragraph(m: re.Match[str]) -> str:
    """第4条第1項 of 4条(1) and 4条①."""
    return f"{m[1]}第{m[2] or unicodedata.normalize('NFKC', m[3])}項"


def _one_calendar(m: re.Match[str]) -> str:
    """令和7年 of 令和7(2025)年; where the two are not one year both stay, each as a year."""
    years = [match and _year_of(match) for match in (_YEAR.match(f"{m[name]}年") for name in ("first", "second"))]
    return f"{m['first']}年" if years[0] == years[1] else f"{m['first']}年({m['second']}年)"


def _decimal(m: re.Match[str]) -> str:
    """95.2 of 九五・二."""
    return ".".join(_digits(part) for part in m.groups())


def _grouped(m: re.Match[str]) -> str:
    """1900 of 一、九〇〇."""
    return _digits(m[1] + m[2])


def _digits(kanji: str) -> str:
    return "".join(str("〇一二三四五六七八九".index(sign)) for sign in kanji)


def _slashed(m: re.Match[str]) -> str:
    """2025年12月1日 of 2025/12/1, which must not melt into a row of numbers behind it."""
    year, month, day = m[0].split("/")
    return f"{year}年{month}月{day}日"


_MEASURED = "立方|cc|円|ドル|ユーロ|人|名|社|件|億|万|キロ|トン|リットル|メートル|団体|品目"
Instead = str | Callable[[re.Match[str]], str]
_COUNTED = "技術|品目|物資|団体|企業|機関|組織|国|会社|分野|項目|要件|行為|措置|施策|論点|課題|条件|事例|柱|点|類型|種類|書類|部|者|案件"
_RULES: tuple[tuple[re.Pattern[str], Instead], ...] = tuple(
    (re.compile(pattern), instead)
    for pattern, instead in (
        # dates
        (rf"(?<=年){_GUESS}の?(?=[0-9]{{1,2}}月)|(?<=[0-9]){_GUESS}(?=年)", ""),
        (rf"(?P<first>(?:{_ERA})(?:元|{_N}))\((?P<second>[0-9]{{4}})\)年", _one_calendar),
        (rf"(?P<first>[0-9]{{4}})\((?P<second>(?:{_ERA})(?:元|{_N}))\)年", _one_calendar),
        (
            rf"(?P<first>(?:{_ERA})(?:元|{_N}))年\((?:西暦(?:では|で)?)?(?P<second>[0-9]{{4}})年?\)(?={_N}月|の|に|、|。)",
            _one_calendar,
        ),
        (rf"(?P<first>[0-9]{{4}})年\((?P<second>(?:{_ERA})(?:元|{_N}))年?\)(?={_N}月|の|に|、|。)", _one_calendar),
        (r"翌(?=[0-9]{4}年)", ""),
        (r"(?<=[0-9]年)の(?=[0-9]{1,2}月)|(?<=[0-9]月)の(?=[0-9]{1,2}日)", ""),
        (r"(?<![0-9./])((?:19|20)[0-9]{2})-(1[0-2]|0[1-9])-([0-2][0-9]|3[01])(?![0-9])", r"\1年\2月\3日"),
        (r"(?<![0-9./])(1[0-2]|0?[1-9])/(?=[上中下初末])", r"\1月"),
        # addresses
        (rf"(?<![0-9{_K}.])第?({_N})((?:の{_N})+)条(?={_N}[項号])", r"第\1条\2第"),
        (rf"(?<![0-9{_K}.])第?({_N})((?:の{_N})+)条(?!約)", r"第\1条\2"),
        (rf"(?<=[0-9{_K}])条の({_N})(?=[項号])", r"条第\1"),
        (rf"(条(?:の{_N})*?)の({_N})(?=[項号])", r"\1第\2"),
        (rf"(?<=項)の第?({_N})(?=号)", r"第\1"),
        (rf"([条項](?:の{_N})*)[・、\s]第?({_N})([項号])(?!目)", r"\1第\2\3"),
        (rf"([条項](?:の{_N})*)\(第?({_N})([項号])((?:の{_N})*)\)", r"\1第\2\3\4"),
        (rf"([0-9{_K}]条(?:の{_N})*)(?:\(([0-9]{{1,2}})\)|([①-⑳]))", _paragraph),
        (rf"項({_N})の({_N})号", r"項第\1号の\2"),
        (rf"別表(第?{_N})[-‐–](?={_N}(?![0-9]))", r"別表\1の"),
        (rf"別表(?=第?{_N}号)(?!第?{_N}号の様式)第?", "別表の第"),
        (rf"別表(第?(?:{_N})(?:の{_N})*)の?(?:第|\s|・)(?={_N}(?:の{_N})*の?項)", r"別表\1の"),
        (rf"別表(第?[{_K}]+)(?=[0-9]+の?項)", r"別表\1の"),
        (rf"(?<=[0-9{_K}])((?:の{_N})+)項(?!目)", r"\1の項"),
        (r"項の(?=\([0-9]{1,2}\))", "項"),
        (r"(?<![0-9.])第?([0-9]{2})([0-9]{2})項(?!目)", r"\1.\2項"),
        (rf"(?<![第0-9.の{_K}条項年])({_N})号(?=まで|から|[)、。〜～~のにとはを及又若])(?!機)", r"第\1号"),
        (r"§ ?([0-9]{1,4})(?![0-9.])", r"第\1条"),
        # numbers
        (r"過半数", "50%超"),
        (
            rf"(?<![{_K}0-9・第])([〇一二三四五六七八九]{{1,3}})・([〇一二三四五六七八九]{{1,2}})(?=パーセント|[%％倍万億兆]|ポイント)",
            _decimal,
        ),
        (rf"(?<![{_K}0-9、第])([一二三四五六七八九]{{1,3}})、([〇一二三四五六七八九]{{3}})(?={_MEASURED})", _grouped),
        (r"立方センチ(?:メートル)?", "cc"),
        (r"初(?=[版回](?!心|復))", "第1"),
        (r"(?<![0-9.])(?:[0-9]{4}/[0-9]{1,2}/[0-9]{1,2})(?=から|まで|、)", _slashed),
        (rf"(?<![第数何0-9{_K}])(?P<whole>{_N})分の(?P<part>{_N})", _fraction),
        (r"(?<=の)(?P<part>[1-9])/(?P<whole>[2-9])(?![0-9/月日])", _fraction),
        (rf"(?<![第数何0-9{_K}])([{_K}]{{1,6}})の(?={_COUNTED})", lambda m: f"{kanji_number(m[1])}の"),
        (rf"(?<![第数何0-9{_K}])([{_K}]{{1,6}})(?=技術|品目|物資|団体)", lambda m: str(kanji_number(m[1]))),
        (rf"(?<![第数何{_K}])({_N})度(?=目)", r"\1回"),
    )
)
