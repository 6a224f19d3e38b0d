"""Amounts: the total value in yen. A limit, a unit price, an estimate or a fine is none."""

import re
from collections.abc import Iterator
from decimal import Decimal

from assistant.rules.proposing.found import Found
from assistant.rules.proposing.reading import Reading

_NUMBER = r"(?:\d{1,3}(?:,\d{3}){1,5}(?!\d|,\d)|\d{1,15})(?:\.\d{1,4})?"
_JAPANESE = rf"(?:{_NUMBER}[十百千]?[万億兆]){{0,3}}(?:{_NUMBER}[百千]?)?"
_KANJI = r"[一二三四五六七八九十百千]{1,7}(?:[万億兆](?:[一二三四五六七八九十百千]{1,7})?){1,2}"
_AMOUNT = re.compile(
    rf"(?<![\d.,a-z])(?P<yen>{_JAPANESE})円|(?<![一二三四五六七八九十百千万億兆数何])(?P<kanji>{_KANJI})円"
    rf"|(?:¥|jpy ?|\\)(?P<sign>{_NUMBER})(?P<scale>[万億]?)(?![\d,.]*\d)|(?<![\d.,a-z])(?P<latin>{_NUMBER}) ?(?:jpy|yen)(?![a-z])"
)
_PART = re.compile(r"([\d,.一二三四五六七八九]*)([十百千]?)|[万億兆]")
_SCALES = {"万": 10**4, "億": 10**8, "兆": 10**12}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_DIGITS = "〇一二三四五六七八九"
_MOST = 10**15

_NOT_AFTER = re.compile(
    r"(?:分)?(?:以下|以内|未満|まで|を?超|を?越|を?上回|を?下回|以上|程度|くらい|ぐらい|前後|弱|強|台|ほど|ずつ|/(?=個|台|本|枚|kg|式|月|年|m|件|人|セット|pc|unit)|x|×|か(?:も|と)|でしょうか|の?(?:限度|上限|枠|特例|罰|基準)|で(?:は?な[いく]|はあり))"
)
_NOT_BEFORE = re.compile(
    r"(?:約|およそ|おおよそ|概算|単価|@|[0-9一](?:台|個|本|枚|式|つ|kg|回|人|年|月)(?:あ?たり|当た?り|につき)?|あたり|当たり|につき|上限|限度額?|少額特例|特例|罰金|資本金|売上高?|年商"
    r"|運賃|送料|保険料?|手数料|税(?!抜|込)|予算|月額|年額|基準|以上|から|~)(?:は|が|の|で|も|[:=(])?[^、。\n0-9]{0,4}$"
)
_TOTAL = re.compile(
    r"(?:総価額|総額|合計|価額|価格|金額|代金|インボイス|invoice|total|fob|cif|value)[^、。\n0-9]{0,8}$"
)


def find_amounts(reading: Reading) -> Iterator[Found]:
    """Amounts that words call the total value; where none is called so, every amount that is called nothing else."""
    found = [(called, one) for called, one in _all(reading.folded)]
    named = [one for called, one in found if called]
    yield from named or (one for _, one in found)


def _all(folded: str) -> Iterator[tuple[bool, Found]]:
    for match in _AMOUNT.finditer(folded):
        written = match["yen"] or match["kanji"] or match["latin"] or (match["sign"] or "") + (match["scale"] or "")
        value = _value(written) if written else None
        before = folded[max(0, match.start() - 12) : match.start()]
        if value is None or _NOT_AFTER.match(folded, match.end()) or _NOT_BEFORE.search(before):
            continue
        yield _TOTAL.search(before) is not None, Found("total_value_jpy", value, match.start(), match.end())


def _value(written: str) -> int | None:
    """Yen of an amount; None where it is no whole number of them, or more than there are."""
    total, part = Decimal(0), Decimal(0)
    for piece in _PART.finditer(written):
        if piece[0] in _SCALES:
            total, part = total + (part or 1) * _SCALES[piece[0]], Decimal(0)
        elif piece[0]:
            digits = piece[1].replace(",", "")
            number = Decimal(_arabic(digits)) if digits else Decimal(1)
            part += number * _SMALL.get(piece[2], 1)
    total += part
    return int(total) if total == int(total) and 0 < total <= _MOST else None


def _arabic(digits: str) -> str:
    return "".join(str(_DIGITS.index(sign)) if sign in _DIGITS else sign for sign in digits)
