"""One value as a user wrote it → its normal form, by the type of the fact. What cannot be read is refused.

A refusal says in Japanese what was found and what is wanted; which fact it is about, the caller adds.
"""

import math
import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime

from assistant.rules.catalogue import NONE, UNKNOWN, FactDefinition, Value
from assistant.rules.country import Countries
from assistant.rules.errors import CountryError, RulesError, shown

LONGEST_TEXT = 200  # characters of one value
MOST_TEXTS = 50  # free texts of one fact

_WORDS = {"不明": UNKNOWN, "なし": NONE}
_DASHES = str.maketrans(dict.fromkeys("‐‑–—−〜~", "-"))
_OR_UNKNOWN = '分からないときは "unknown" としてください。'
_CIRCLED = re.compile("[①-⑮]")
_HS = re.compile(
    r"[0-9]{2}(?:[.\s]?[0-9]{2}(?:[.\s]?[0-9]{2}(?:[.\s-]?[0-9]{2}(?:[.\s-]?[0-9]{2})?|[.\s-]?[0-9]{3}(?:[.\s-]?[0-9])?)?)?)?"
)
"""2, 4, 6, 8, 9 or 10 digits, parted behind chapter, heading, subheading and statistical number, if at all."""
_LAST_HEADINGS = {"19": "1905", "20": "2009"}
"""The chapters that a year can be taken for, and their last headings."""
_ITEMS = frozenset([*map(str, range(1, 17)), "3の2"])
"""The 項 of 輸出令 別表第一 and 外為令 別表."""
_KANJI = "〇一二三四五六七八九"
_NUMBER = rf"(?:[0-9]{{1,2}}|[{_KANJI}十]{{1,3}})"
_BRANCH = rf"{_NUMBER}(?:の{_NUMBER})?"
_ITEM = re.compile(
    rf"(?:輸出(?:貿易管理)?令|外為令|外国為替令)?の?(?:別表(?:第[一1])?の?)?({_BRANCH})(?:の?項)?の?(?:\(({_BRANCH})\)号?)?"
)


class RefusedError(RulesError):
    """A value that cannot be read. The message says what was found and what is wanted."""


def normalise(definition: FactDefinition, raw: object, countries: Countries) -> Value:
    """The normal form of a value, "unknown" included. Raises RefusedError."""
    if isinstance(raw, bool):
        raise RefusedError(_boolean(definition))
    if raw is None:
        raise RefusedError(f"値がありません（null）。項目を省くか、{_OR_UNKNOWN}")
    if isinstance(raw, str):
        _check_digits(definition, raw)
        raw = _clean(raw)
        if _word(raw) == UNKNOWN:
            return UNKNOWN
    if definition.type == "country":
        return _country(raw, countries)
    return _READERS[definition.type](definition, raw)


def item_parts(item: str) -> tuple[str, str | None]:
    """項 and 号 of an item number in normal form: "10(9の2)" → ("10", "9の2"), "7" → ("7", None)."""
    head, _, rest = item.partition("(")
    return head, rest.removesuffix(")") or None


def _clean(text: str) -> str:
    if len(text) > LONGEST_TEXT:
        raise RefusedError(f"長すぎます（{len(text)}字）。{LONGEST_TEXT}字以内で書いてください。")
    cleaned = unicodedata.normalize("NFKC", text).strip()
    if not cleaned:
        raise RefusedError(f"空です。項目を省くか、{_OR_UNKNOWN}")
    return cleaned


def _check_digits(definition: FactDefinition, text: str) -> None:
    """Refuses signs that only look like digits (10⁷, ②): full-width digits are digits, circled ones name a technology."""
    free = definition.type == "set" and not definition.values
    if free or (definition.key == "tech_no" and _CIRCLED.fullmatch(text.strip())):
        return
    if odd := [
        sign for sign in text[:LONGEST_TEXT] if unicodedata.category(sign) in ("Nd", "Nl", "No") and not _digit(sign)
    ]:
        raise _refuse(definition, text, f"読めません。{shown(odd[0])}は数字ではないので、普通の数字を使ってください。")


def _digit(sign: str) -> bool:
    return sign in "0123456789０１２３４５６７８９〇"


def _word(text: str) -> str:
    return _WORDS.get(text, text.casefold())


def _boolean(definition: FactDefinition) -> str:
    if definition.type == "country":
        return '真偽値です。YAML では NO が偽に化けます。ノルウェーなら "NO" と引用符で囲んでください。'
    if definition.type in ("choice", "ternary", "set"):
        return f'真偽値です。YAML では no や on が真偽値に化けるので、"no" のように引用符で囲み、{_wanted(definition)}'
    return f"真偽値は使えません。{_wanted(definition)}"


def _wanted(definition: FactDefinition) -> str:
    match definition.type:
        case "date":
            wanted = "YYYY-MM-DD（例 2025-10-09）で書いてください。"
        case "integer" | "number":
            sort = "整数" if definition.type == "integer" else "数"
            wanted = f"{definition.minimum}〜{definition.maximum} の{sort}で書いてください。"
        case "hs":
            wanted = '"8542.31" のように、2・4・6・8・9・10桁の数字の文字列で書いてください。'
        case "item":
            wanted = '"7(2)"、"3の2(2)"、"10(9の2)" のように、項と（号）で書いてください。'
        case _ if not definition.values:
            wanted = f"{LONGEST_TEXT}字以内の文字列を、{MOST_TEXTS}個以内の一覧で書いてください。"
        case _:
            several = "から選び、複数なら一覧で" if definition.type == "set" else "のどれかで"
            wanted = "・".join(f'"{value}"' for value in definition.allowed) + f" {several}書いてください。"
    return f"{wanted}{_OR_UNKNOWN}"


def _refuse(definition: FactDefinition, raw: object, why: str = "使えません。") -> RefusedError:
    return RefusedError(f"{shown(raw)}は{why}{_wanted(definition)}")


def _country(raw: object, countries: Countries) -> str:
    if not isinstance(raw, str):
        raise RefusedError(f"{shown(raw)}は国・地域ではありません。コード（例 CN）か国名の文字列で書いてください。")
    if raw in ("no", "No"):
        # Norway belongs to group A: an answer that means いいえ must not be read as it
        raise RefusedError('「no」は国・地域ではありません。ノルウェーなら大文字で "NO" と書いてください。')
    try:
        return countries.resolve(raw)
    except CountryError as error:
        raise RefusedError(f"{error}{_OR_UNKNOWN}") from error


def _date(definition: FactDefinition, raw: object) -> Value:
    if isinstance(raw, date) and not isinstance(raw, datetime):
        return raw
    if not isinstance(raw, str) or not re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", raw):
        raise _refuse(definition, raw, "日付として読めません。時刻は付けず、")
    try:
        return date.fromisoformat(raw)
    except ValueError as error:
        raise _refuse(definition, raw, "暦にない日です。") from error


def _choice(definition: FactDefinition, raw: object) -> Value:
    if not isinstance(raw, str | int):
        raise _refuse(definition, raw)
    value = _find(definition, str(raw) if isinstance(raw, str) or raw.bit_length() <= 64 else "")
    if value is None:
        raise _refuse(definition, raw)
    return value


def _find(definition: FactDefinition, text: str) -> str | None:
    word = _word(text).translate(_DASHES)
    if re.fullmatch("[0-9]+", word):
        word = word.lstrip("0")
    return next((value for value in definition.allowed if value.casefold() == word), None)


def _set(definition: FactDefinition, raw: object) -> Value:
    if isinstance(raw, str):
        raw = re.split(r"[,、・/;\s]+", raw) if definition.values else [raw]
    if not isinstance(raw, list | tuple | set | frozenset):
        raise _refuse(definition, raw)
    if not definition.values:
        return _texts(definition, list(raw))
    found = {_member(definition, item) for item in raw if item != ""}
    if not found:
        raise RefusedError(f"空の一覧では、載っていないのか確かめていないのか分かりません。{_wanted(definition)}")
    if found & {UNKNOWN, NONE} and len(found) > 1:
        raise RefusedError(f'"none" や "unknown" は、ほかの値と並べられません。{_wanted(definition)}')
    only = next(iter(found))
    return only if only in (UNKNOWN, NONE) else tuple(value for value in definition.allowed if value in found)


def _member(definition: FactDefinition, raw: object) -> str:
    text = _clean(raw) if isinstance(raw, str) else None
    value = UNKNOWN if text and _word(text) == UNKNOWN else _find(definition, text or "")
    if value is None:
        raise _refuse(definition, raw)
    return value


def _texts(definition: FactDefinition, raw: list[object]) -> Value:
    if len(raw) > MOST_TEXTS:
        raise RefusedError(f"{len(raw)}個は多すぎます。{_wanted(definition)}")
    texts = []
    for item in raw:
        if not isinstance(item, str) or not item.isprintable():
            raise _refuse(definition, item)
        texts.append(_clean(item))
    return NONE if texts in ([], [NONE], ["なし"]) else tuple(texts)


def _integer(definition: FactDefinition, raw: object) -> Value:
    if isinstance(raw, str):
        digits = re.fullmatch(r"([0-9]{1,18}|[0-9]{1,3}(?:,[0-9]{3}){1,5})(?:円|番|年)?", raw)
        if not digits:
            raise _refuse(definition, raw)
        return _within(definition, int(digits[1].replace(",", "")))
    if not isinstance(raw, int):
        raise _refuse(definition, raw)
    return _within(definition, raw)


def _number(definition: FactDefinition, raw: object) -> Value:
    if isinstance(raw, str) and re.fullmatch(r"[0-9]{1,15}\.[0-9]{1,6}", raw):
        raw = float(raw)
    if not isinstance(raw, float):
        return _integer(definition, raw)
    if not math.isfinite(raw):
        raise _refuse(definition, raw, "数ではありません。")
    number = _within(definition, raw)
    return int(number) if number == int(number) else number


def _within(definition: FactDefinition, number: int | float) -> int | float:
    low, high = definition.minimum, definition.maximum
    if (low is not None and number < low) or (high is not None and number > high):
        raise _refuse(definition, number, "範囲の外です。")
    return number


def _hs(definition: FactDefinition, raw: object) -> Value:
    # a number has lost the leading zero of chapters 01 to 09, which leaves an odd count of digits
    if isinstance(raw, int) and 10 <= raw < 10**10 and len(str(raw)) % 2 == 0:
        raw = str(raw)
    if not isinstance(raw, str):
        raise _refuse(definition, raw, "文字列ではないので、先頭や末尾の 0 が失われます。")
    text = raw.translate(_DASHES)
    if not _HS.fullmatch(text):
        raise _refuse(definition, raw, "HSコードではありません。")
    code = re.sub(r"[\s.\-]", "", text)
    if code[:2] in ("00", "77", "98", "99"):
        raise _refuse(definition, raw, f"使えません。第{code[:2]}類の品目はHSにありません。")
    if code[:4] > _LAST_HEADINGS.get(code[:2], code[:4]):
        raise _refuse(
            definition, raw, f"使えません。{code[:2]}.{code[2:4]} の項はHSにありません（日付ではありませんか）。"
        )
    return code


def _item(definition: FactDefinition, raw: object) -> Value:
    text = re.sub(r"\s", "", str(raw)) if isinstance(raw, str) or (isinstance(raw, int) and 0 < raw < 100) else ""
    parts = _ITEM.fullmatch(text)
    head = _numeral(parts[1]) if parts else ""
    mark = _numeral(parts[2]) if parts and parts[2] else ""
    if head not in _ITEMS or mark is None:
        raise _refuse(definition, raw, "項番として読めません。")
    return f"{head}({mark})" if mark else head


def _numeral(text: str) -> str | None:
    # 号 are counted from 1, their branches from の2
    numbers = [_counted(part) for part in text.split("の")]
    if 0 in numbers or max(numbers) > 99 or numbers[1:] == [1]:
        return None
    return "の".join(map(str, numbers))


def _counted(text: str) -> int:
    if text.isascii():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    if ten:
        return 10 * (_counted(tens) if tens else 1) + (_counted(ones) if ones else 0)
    return int("".join(str(_KANJI.index(sign)) for sign in text))


_READERS: dict[str, Callable[[FactDefinition, object], Value]] = {
    "date": _date,
    "choice": _choice,
    "ternary": _choice,
    "set": _set,
    "integer": _integer,
    "number": _number,
    "hs": _hs,
    "item": _item,
}
