"""Amounts: numbers with their unit as Japanese text writes them (2.4兆円, 約1,200社, 五年, 559団体).

Patterns and their values; knows nothing of dates, provisions or names. All expect NFKC text.
"""

import re
from decimal import Decimal

from ingest.fold import kanji_number

KANJI = "[〇一二三四五六七八九十百千]"
_ARABIC = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,18})(?:\.[0-9]{1,9})?"
_PLAIN = rf"{_ARABIC}[十百千]?"
NUMBER = rf"(?:(?:{_PLAIN}[万億兆])+(?:{_PLAIN}(?![0-9]))?|{_PLAIN})"
_KANJI_NUMBER = rf"{KANJI}{{1,12}}(?:[万億兆](?:{KANJI}{{1,12}})?){{0,3}}"
_SCALE = {"": 1, "万": 10**4, "億": 10**8, "兆": 10**12}
_TIMES = {"十": 10, "百": 100, "千": 1000}


def _words(text: str) -> list[str]:
    return text.split()


# spellings of one unit; the first is canonical
_SAME = (
    "か国 カ国 ヶ国 ヵ国 ケ国 箇国 か国・地域",
    "か月 カ月 ヶ月 ヵ月 ケ月 箇月",
    "か所 カ所 ヶ所 ヵ所 ケ所 箇所",
    "か条 カ条 ヶ条 箇条",
    "年 年間 か年 カ年 ヶ年 箇年",
    "日 日間",
    "週間 週",
    "% パーセント",
    "人 名",
    "ページ 頁",
    "ドル 米ドル",
    "か国語 カ国語",
    "km キロメートル",
    "kg キログラム",
    "ナノメートル nm",
)
# units that need a look at what follows: 3回 but not 3回答
_GUARDED = {
    "人": "工材権口民道物事間的",
    "名": "称前目簿義",
    "社": "会",
    "回": "答路線復避収帰目",
    "部": "分品門会局隊長署材",
    "台": "湾",
    "機": "関器械能密微会種",
    "本": "年件格人社部制国報会分委章項文書来体質法",
    "点": "検字在火",
    "国": "際内家連民籍防産会益名交外境土営立有務費王公債",
    "例": "外示え",
    "章": "典",
    "日": "本米韓欧系産市",
    "時": "点間期代価限速効刻",
    "発": "表行展生足電信動効令注明見出売言送射熱光",
    "項": "目",
    "年": "代",
    "位": "置相",
    "級": "数",
    "分": "野類析科担離散割岐解布子配権社会",
    "基": "準本盤礎",
    "件": "名",
    "条": "約件文例項鋼",
    "度": "合量重",
    "校": "正閲舎長内",
    "冊": "子",
    "世代": "",
    "t": "A-Za-z",
    "m": "A-Za-z0-9",
    "g": "A-Za-z",
    "W": "A-Za-z",
    "V": "A-Za-z",
    "K": "A-Za-z",
    "B": "A-Za-z",
}
_OPEN = _words("""
年代 年度 時間 秒 円 ドル ユーロ 人民元 ウォン 者 団体 品目 物資 技術 項目 種類 類型 分野 機関 組織 企業 大学
地域 段階 原則 事例 業種 回目 枚 隻 倍 割 ポイント 桁 要素 行 号 トン 歳 都市 委員会 会合 テーマ 課題 柱 票 通
通り 行為 取引 要件 制度 工程 製品 部会 分科会 専門委員会 施設 拠点 議案 講座 講演 会場 地区 会員 参加 節 画素
層 次元 世帯 店舗 量子ビット ビット kW MW GW GHz MHz kHz Hz GB TB MB mm cm μm nm kPa MPa Pa dB eV °C mL ml cc ha
""")
UNITS = {spelling: group.split()[0] for group in _SAME for spelling in group.split()}
UNITS |= {unit: unit for unit in [*_OPEN, *_GUARDED] if unit not in UNITS}
UNITS |= {"つ": "つ", "個": "つ"}
_LATIN_UNITS = [unit for unit in UNITS if unit.isascii() and unit.isalpha()]


def _spelling(unit: str) -> str:
    guard = _GUARDED.get(unit, "A-Za-z" if unit in _LATIN_UNITS else "")
    return re.escape(unit) + (f"(?![{guard}])" if guard else "")


UNIT = "(?:" + "|".join(_spelling(unit) for unit in sorted(UNITS, key=len, reverse=True)) + ")"
LATIN_UNIT = "(?:" + "|".join(_spelling(unit) for unit in sorted(_LATIN_UNITS, key=len, reverse=True)) + ")"
# counters that turn a kanji numeral into a number; with others it is mostly a word (十分, 一部, 三重)
_COUNTERS = _words("""
か国 カ国 ヶ国 箇国 か月 カ月 ヶ月 箇月 か所 カ所 ヶ所 箇所 か条 箇条 か年 箇年 年間 年 日間 日 週間 時間 円
ドル 人 名 社 者 件 団体 品目 物資 項目 種類 類型 分野 機関 回 点 枚 台 隻 倍 割 桁 段階 原則 要素 歳 通 つ 個 %
パーセント トン キログラム キロメートル
""")
_COUNTER = "(?:" + "|".join(_spelling(unit) for unit in sorted(_COUNTERS, key=len, reverse=True)) + ")"
_ONE = _words("年 年間 か国 カ国 ヶ国 か月 カ月 ヶ月 箇月 円 社 件 品目 団体 割 倍 週間")

_TO = "[~〜–—―-]"
ARABIC_AMOUNT = re.compile(
    rf"(?<![A-Za-z0-9.])(?P<number>{NUMBER})(?:の?(?P<unit>{UNIT})|(?={_TO}約?{NUMBER}の?(?P<shared>{UNIT})))?"
)
KANJI_AMOUNT = re.compile(rf"(?<![第数何各同毎万億兆〇一二三四五六七八九十百千])({_KANJI_NUMBER})({_COUNTER})")


def value(number: str) -> Decimal:
    """Value of a number in arabic or kanji digits with 万・億・兆: 「2兆4,000億」, 「百万」, 「三」."""
    parts = re.findall(r"([^万億兆]+)([万億兆]?)", number.replace(",", ""))
    return sum((_small(part) * _SCALE[scale] for part, scale in parts), Decimal(0))


def _small(part: str) -> Decimal:
    if part[0] not in "0123456789":
        return Decimal(kanji_number(part))
    times = _TIMES.get(part[-1], 1)
    return Decimal(part.rstrip("十百千")) * times


def plain(number: Decimal) -> str:
    """Arabic digits without exponent and without superfluous zeros."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def arabic(match: re.Match[str]) -> str:
    """Canonical form of an ARABIC_AMOUNT: number and unit, as 「2400000000000円」; the bare number without unit."""
    unit = match["unit"] or match["shared"] or ""
    return plain(value(match["number"])) + UNITS.get(unit, "")


def kanji(match: re.Match[str]) -> str:
    """Canonical form of a KANJI_AMOUNT; empty where the numeral is part of a word (一人, 一つ)."""
    number, unit = match[1], match[2]
    if number == "一" and unit not in _ONE:
        return ""
    return plain(value(number)) + UNITS.get(unit, "")


def readable(amount: str) -> str:
    """A canonical amount with 万・億・兆 again: 「2.4兆円」."""
    match = re.match(r"([0-9]+)(.*)", amount)
    if not match or "." in amount:
        return amount
    for scale, size in (("兆", 10**12), ("億", 10**8), ("万", 10**4)):
        if int(match[1][:30]) >= size and int(match[1][:30]) % (size // 1000) == 0:
            return plain(Decimal(match[1]) / size) + scale + match[2]
    return amount
