"""English: rewrites what is typed in an English sentence (dates, articles, countries, comparators) as Japanese.

The rest of the sentence stays as it is, so that the same readers find the same tokens in both languages.
"""

import re
from collections.abc import Callable

_LETTER = re.compile(r"[A-Za-z]")
_APART = re.compile(r"https?://\S+|[(（「『“\"][^)）」』”\"]*[)）」』”\"]")
_ENDING = re.compile(r"[ぁ-ん][。\s]*$")  # of a Japanese sentence that has mostly foreign names
_FUNCTION = re.compile(r"\b(?:the|of|to|for|and|is|are|in)\b", re.IGNORECASE)
_JAPANESE = re.compile(r"[ぁ-んァ-ヶ一-龠]")

_COUNTRIES = {
    "アルゼンチン": "Argentina",
    "オーストラリア": "Australia",
    "オーストリア": "Austria",
    "ベルギー": "Belgium",
    "ブルガリア": "Bulgaria",
    "カナダ": "Canada",
    "チェコ": "Czech Republic|Czechia",
    "デンマーク": "Denmark",
    "フィンランド": "Finland",
    "フランス": "France",
    "ドイツ": "Germany",
    "ギリシャ": "Greece",
    "ハンガリー": "Hungary",
    "アイルランド": "Ireland",
    "イタリア": "Italy",
    "大韓民国": "South Korea|Republic of Korea",
    "ルクセンブルク": "Luxembourg|Luxemburg",
    "オランダ": "Netherlands",
    "ニュージーランド": "New Zealand",
    "ノルウェー": "Norway",
    "ポーランド": "Poland",
    "ポルトガル": "Portugal",
    "スペイン": "Spain",
    "スウェーデン": "Sweden",
    "スイス": "Switzerland",
    "英国": "United Kingdom|UK|U.K.|Britain",
    "アメリカ合衆国": "United States of America|United States|USA|U.S.A.|U.S.|US|American|America",
    "アフガニスタン": "Afghanistan",
    "中央アフリカ": "Central African Republic",
    "コンゴ民主共和国": "Democratic Republic of the Congo",
    "イラク": "Iraq",
    "レバノン": "Lebanon",
    "リビア": "Libya",
    "北朝鮮": "North Korea|Democratic People's Republic of Korea",
    "ソマリア": "Somalia",
    "南スーダン": "South Sudan",
    "スーダン": "Sudan",
    "イラン": "Iran",
    "アラブ首長国連邦": "United Arab Emirates|UAE",
    "アルメニア": "Armenia",
    "シリア": "Syria",
    "ウズベキスタン": "Uzbekistan",
    "中国": "China|Chinese",
    "インド": "India|Indian",
    "カザフスタン": "Kazakhstan",
    "キルギス": "Kyrgyzstan|Kyrgyz Republic",
    "タイ": "Thailand",
    "トルコ": "Turkey|Türkiye",
    "ロシア": "Russian Federation|Russia|Russian",
    "ベラルーシ": "Belarus",
    "ウクライナ": "Ukraine",
    "香港": "Hong Kong",
    "マカオ": "Macau|Macao",
    "台湾": "Taiwan",
    "パキスタン": "Pakistan",
    "ミャンマー": "Myanmar",
    "カンボジア": "Cambodia",
    "シンガポール": "Singapore",
    "マレーシア": "Malaysia",
    "フィリピン": "Philippines",
    "インドネシア": "Indonesia",
    "ベトナム": "Vietnam|Viet Nam",
    "イスラエル": "Israel",
    "パレスチナ": "Palestine",
    "キューバ": "Cuba",
    "ベネズエラ": "Venezuela",
    "グリーンランド": "Greenland",
    "南アフリカ": "South Africa",
    "日本": "Japan|Japanese",
}
_ORGANISATIONS = {
    "経済産業省": "Ministry of Economy, Trade and Industry|METI",
    "経済産業大臣": "Minister of Economy, Trade and Industry|METI Minister",
    "国連": "United Nations|UN",
    "安全保障貿易情報センター": "Center for Information on Security Trade Controls?",
    "外務省": "Ministry of Foreign Affairs",
    "財務省": "Ministry of Finance",
    "防衛省": "Ministry of Defen[cs]e",
    "欧州委員会": "European Commission",
    "EU": "European Union",
    "米国商務省": "(?:US |U\\.S\\. )?Department of Commerce",
}
_LAWS = {
    "外為法": "Foreign Exchange and Foreign Trade (?:Act|Law)|FEFTA|FEFA",
    "輸出貿易管理令": "Export (?:Trade )?Control Order",
    "外国為替令": "Foreign Exchange Order",
    "輸出貿易管理規則": "Export (?:Trade )?Control (?:Regulations?|Rules?)",
}
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_WORDS = {
    **{word: value for value, word in enumerate(_SMALL.split())},
    **{word: value for value, word in zip(range(20, 100, 10), _TENS.split(), strict=True)},
    "hundred": 100, "thousand": 1000,
}  # fmt: skip
_ANY = "|".join(_WORDS)
_NUMBER_WORDS = re.compile(
    rf"(?<![0-9] )\b(?:an? (?=hundred|thousand))?(?:{_ANY})(?:(?:-| |(?<=hundred) and |(?<=thousand) and )(?:{_ANY}))*\b(?! or\b)",
    re.IGNORECASE,
)
_PARTS = (
    (r"\bhalf a year\b|\bhalf[- ]year\b", "6か月"),
    (r"\b(?:(?:one|a)[- ])?half\b(?! year)", "50%"),
    (r"\btwo[- ]thirds\b", "66.67%"),
    (r"\b(?:one|a)[- ]third\b(?! (?:countr|part))", "33.33%"),
    (r"\btwice\b", "2"),  # 2回 or 2倍
    (r"\b(?:twofold|doubled?|doubling)\b", "2倍"),
    (r"\b(?:threefold|tripled?)\b", "3倍"),
    (r"\btenfold\b", "10倍"),
)
_SHARES = tuple((re.compile(pattern, re.IGNORECASE), instead) for pattern, instead in _PARTS)
_UNITS = {  # what is counted stays without a unit: a bare number agrees with any
    "年": "years?", "か月": "months?", "日": "days?", "週間": "weeks?", "円": "yen", "ドル": "(?:US )?dollars?",
    "%": "percent|per cent",
}  # fmt: skip
_LIMITS = (  # words of a comparator before a number, what stands behind it instead, and whether it is one of dates
    (r"at least|not less than|no fewer than|no less than|a minimum of", "以上", False),
    (
        r"not more than|no more than|no longer than|no higher than"
        r"|(?:may|can|might) (?:reach|go up to|run to|be as (?:high|long|much|many) as)"
        r"|(?:may |must |shall |do |does |can)?not exceed(?:ing)?|capped at|up to|at most|a maximum of|within",
        "以内",
        False,
    ),
    (r"more than|over|above|exceeding|exceeds?|greater than|in excess of", "超", False),
    (r"less than|fewer than|under|below", "未満", False),
    (r"on or before|no later than|by|until|till|through|up to", "まで", True),
    (r"on or after|from|since|as of|as from|starting|beginning|effective", "から", True),
    (r"before|prior to", "より前", True),
    (r"after|following", "より後", True),
)
_AMOUNT = r"[0-9][0-9,.]*[0-9]|[0-9]"


def _either(names: dict[str, str]) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(rf"(?<![A-Za-z])(?:{names[ja]})(?![A-Za-z])"), f" {ja} ") for ja in names)


_NAMES = _either(_ORGANISATIONS) + _either(_LAWS) + _either(_COUNTRIES)
_DAY = r"([0-9]{4}年(?:[0-9]+月(?:[0-9]+日)?)?|[0-9]{1,2}月(?:[0-9]+日)?)"
_BEHIND = (
    rf"((?<![0-9])[0-9][0-9,.]*(?:{'|'.join(_UNITS)}| ?(?:km|mm|cm|m|kg|g|kW|W|V|GHz|MHz|Hz)\b)?)(?![0-9年月]|の項)"
)
_LIMIT_WORDS = tuple(
    (re.compile(rf"\b(?:{words}) {_DAY if date else _BEHIND}", re.IGNORECASE), behind)
    for words, behind, date in _LIMITS
)


def is_english(text: str) -> bool:
    """Whether a text is English: mostly Latin letters, and hardly a Japanese one."""
    text = _APART.sub("", text)
    return (
        len(_JAPANESE.findall(text)) * 4 < len(_LETTER.findall(text))
        and " " in text.strip()
        and (not _ENDING.search(text) or _FUNCTION.search(text) is not None)
    )


def as_japanese(text: str) -> str:
    """The text with its typed tokens as Japanese writes them; words stay."""
    for pattern, share in _SHARES:
        text = pattern.sub(share, text)
    text = _NUMBER_WORDS.sub(_in_digits, text)
    text = re.sub(r"\bUS[- ]dollars?\b", "ドル", text)
    text = _provisions(_dates(text))
    text = re.sub(rf"({_AMOUNT}) (thousand|million|billion|trillion)", _scaled, text)
    text = re.sub(
        rf"((?:percent|per cent|%),?) over (?=(?:the (?:last|past) )?{_AMOUNT} (?:years?|months?))", r"\1 in ", text
    )
    for unit, words in _UNITS.items():
        text = re.sub(rf"(?<![0-9])({_AMOUNT})[ -]?(?:{words})\b", rf"\1{unit}", text)
    for pattern, name in _NAMES:
        text = pattern.sub(name, text)
    return _limits(text)


def _in_digits(m: re.Match[str]) -> str:
    """48 of forty-eight; one and zero by themselves are no numbers (no one, ground zero)."""
    total = now = 0
    words = [word for word in re.split("[- ]", m[0].lower()) if word in _WORDS]
    if words in (["one"], ["zero"]):
        return m[0]
    for word in words:
        size = _WORDS[word]
        now = (now or 1) * size if size >= 100 else now + size
        if word == "thousand":
            total, now = total + now, 0
    return str(total + now)


def _scaled(m: re.Match[str]) -> str:
    number = (
        float(m[1].replace(",", "")) * {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}[m[2]]
    )
    return f"{number:.0f}"


def _dates(text: str) -> str:
    text = re.sub(
        rf"\b([0-9]{{1,2}})(?:st|nd|rd|th)? (?:of )?({_MONTH}),? ([0-9]{{4}})", lambda m: _day(m[3], m[2], m[1]), text
    )
    text = re.sub(rf"\b({_MONTH}) ([0-9]{{1,2}})(?:st|nd|rd|th)?, ([0-9]{{4}})", lambda m: _day(m[3], m[1], m[2]), text)
    text = re.sub(rf"\b({_MONTH}),? ([0-9]{{4}})", lambda m: _day(m[2], m[1], ""), text)
    text = re.sub(rf"\b([0-9]{{1,2}}) ({_MONTH})(?![a-z])", lambda m: _day("", m[2], m[1]), text)
    text = re.sub(r"\b(?:fiscal(?: year)?|FY) ?([0-9]{4})", r"\1年度", text)
    return re.sub(r"(?<![0-9,.年])((?:19|20)[0-9]{2})(?![0-9,年]|\.[0-9])", r"\1年", text)


def _day(year: str, month: str, day: str) -> str:
    number = next(n for n, name in enumerate(_MONTHS, 1) if name == month[:3])
    return (f"{year}年" if year else "") + f"{number}月" + (f"{day}日" if day else "")


def _provisions(text: str) -> str:
    for pattern, instead in _ADDRESSES:
        text = pattern.sub(instead, text)
    return text


def _numbered(start: str, end: str) -> Callable[[re.Match[str]], str]:
    """「第55条の8」 of 55-8."""
    return lambda m: f"{start}{m[1]}{end}" + (f"の{m[2]}" if m[2] else "")


_ADDRESSES: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    (re.compile(r"\b(?:Articles?|Arts?\.) ([0-9]+)(?:-([0-9]+))?"), _numbered("第", "条")),
    (
        re.compile(r"(条(?:の[0-9]+)?)(?: ?\(([0-9]+)\)|,? paragraphs? \(?([0-9]+)\)?)"),
        lambda m: f"{m[1]}第{m[2] or m[3]}項",
    ),
    (re.compile(r"([条項](?:の[0-9]+)?),? items? \(?([0-9]+)\)?"), r"\1第\2号"),
    (re.compile(r"([条項](?:の[0-9]+)?)(?:,? items?)? ?\(([ivx]+)\)"), lambda m: f"{m[1]}第{_roman(m[2])}号"),
    (re.compile(r"\bAppended Tables? ([0-9]+)(?:-([0-9]+))?"), lambda m: _numbered("別表第", "")(m) + " "),
    (re.compile(r"\b(?:sub)?headings? ([0-9]{4}\.[0-9]{2})"), r"HSコード\1"),
    (re.compile(r"\b(?:[Ii]tems?|[Rr]ows?) ([0-9]+)((?:\([0-9]+\))?)"), r"\1の項\2"),
)


def _roman(text: str) -> int:
    """iv → 4."""
    values = [{"i": 1, "v": 5, "x": 10}[sign] for sign in text]
    return sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True))


def _from(text: str) -> str:
    """「2020年から to 2023年」 of from 2020 to 2023."""
    text = re.sub(rf"\bbetween {_DAY} and {_DAY}", r"\1から \2まで ", text, flags=re.IGNORECASE)
    return re.sub(rf"\bfrom {_DAY}", r"\1から ", text, flags=re.IGNORECASE)


def _limits(text: str) -> str:
    text = re.sub(r"\b(from|until) the (?:date|day)\b", lambda m: "日" + {"from": "から", "until": "まで"}[m[1]], text)
    text = re.sub(rf"(から)\s+(?:to|through|–|-)\s+{_DAY}", r"\1 \2まで ", _from(text))
    for pattern, behind in _LIMIT_WORDS:
        text = pattern.sub(rf"\g<1>{behind} ", text)
    text = re.sub(rf"{_BEHIND} or (?:more|over|longer|later|above)\b", r"\1以上", text)
    return re.sub(rf"{_BEHIND} or (?:less|fewer|under|shorter|below)\b", r"\1以下", text)
