"""Items: HS codes, item numbers of the control lists and the result of the classification, as a text states them."""

import re
from collections.abc import Iterator

from assistant.rules.proposing.found import Found
from assistant.rules.proposing.phrasebook import Phrasebook
from assistant.rules.proposing.polarity import Polarity
from assistant.rules.proposing.reading import Reading

# ---- HS
_CUED = re.compile(
    r"(?:(?<![a-z])hs(?: ?コード| ?code)?s?|統計品目番号|輸出統計品目番号|品目番号|統計番号|税番|税表番号|関税番号|関税分類)(?:\(hs(?:コード)?\))?"
    r"(?:は|が|の|:|=|第| |で|、|\(|no\.?)*(?P<code>\d{2,10}(?:[.-]\d{1,6}){0,3})(?![\d/]|\.\d)"
)
_DOTTED = re.compile(
    r"(?<![\d.,¥$a-z/-])(?P<code>\d{4}\.\d{2}(?:[.-]\d{2,4}){0,2})(?![\d/%円ドル倍台個mkgヶか年月]|\.\d|[a-z])"
)
_EDITION = re.compile(r"年?版?(?:の?hs|年|版)")
_EDITIONS = {"2002", "2007", "2012", "2017", "2022", "2028"}
_NO_CHAPTER = {"00", "77", "98", "99"}
_REJECTED = re.compile(r"(?:類|項|番)?(?:で(?:は?な[いくし]|はあり)|じゃな|以外|を?除|か(?:も|どうか|[0-9])|とは)")
_OTHER_NUMBER = re.compile(
    r"(?:型番|型式|品番|図番|製番|version|ver\.?|バージョン|モデル|注文番号|契約番号|番号|no\.?)(?:は|が|:|=| )*$"
)


def find_hs(reading: Reading) -> Iterator[Found]:
    """HS codes: behind a word that announces one, or in the dotted form."""
    folded = reading.folded
    cued = [(m.start("code"), m.end("code"), m["code"]) for m in _CUED.finditer(folded) if not _is_edition(folded, m)]
    taken = {start for start, _, _ in cued}
    dotted = [
        (m.start(), m.end(), m["code"])
        for m in _DOTTED.finditer(folded)
        if m.start() not in taken and _alone(folded, m)
    ]
    also = [one for start, end, _ in cued for one in _corrected(folded, end)]
    for start, end, code in (*cued, *dotted, *also):
        digits = re.sub(r"[.-]", "", code)
        if digits[:2] not in _NO_CHAPTER and 2 <= len(digits) <= 10 and not _REJECTED.match(folded, end):
            yield Found("hs", digits, start, end)


_CORRECTED = re.compile(r"(?:類|項)?(?:では?なく|じゃなく)(?:て)?、?(?P<code>\d{4,10}(?:\.\d{1,4}){0,2})(?![\d年円])")


def _corrected(folded: str, end: int) -> list[tuple[int, int, str]]:
    """「8542ではなく8541」: the code that stands in the place of the first."""
    match = _CORRECTED.match(folded, end)
    return [(match.start("code"), match.end("code"), match["code"])] if match else []


def _is_edition(folded: str, match: re.Match[str]) -> bool:
    return match["code"] in _EDITIONS and (
        folded[match.end() : match.end() + 1] in ("版", "年") or match["code"] > "2010"
    )


def _alone(folded: str, match: re.Match[str]) -> bool:
    """Whether a dotted number is no month and nobody's part number."""
    month = re.fullmatch(r"(?:19|20)\d\d\.(?:0[1-9]|1[0-2])(?:\.\d\d)?", match["code"])
    return not month and not _OTHER_NUMBER.search(folded[max(0, match.start() - 10) : match.start()])


# ---- item numbers
_KANJI = "一二三四五六七八九十"
_NUMBER = rf"(?:\d{{1,2}}|[{_KANJI}]{{1,3}})"
_BRANCH = rf"{_NUMBER}(?:の{_NUMBER})?"
_ITEM = re.compile(
    rf"(?:別表第?[一1]の?|(?<![\d.{_KANJI}第~-]))第?(?P<head>{_BRANCH})(?:の項|項)(?!目|番)"
    rf"(?:の?第?\((?P<sub>{_BRANCH})\)|の?第?(?P<sub2>{_NUMBER})号)?(?!\()"
)
_SHORT = re.compile(rf"(?<![\d.{_KANJI}a-z項])(?P<head>{_BRANCH})\((?P<sub>{_BRANCH})\)(?P<sub2>項)?")
_SHORT_BEFORE = re.compile(r"(?:項番|項目番号|規制番号|該当番号|別表第?[一1])(?:は|が|の|:|=|で)*$")
_RANGE = re.compile(
    r"(?:第?[1一](?:の?項)?(?:~|-|から|乃至)第?(?:15|十五)(?:の?項)(?:目)?|全て?の?項番|どの項(?:番|目)?)(?:の?いずれ|のどれ|の中のどれ)?(?:に)?(?:も|にも)?"
)
_LAW = re.compile(r"(?:条(?:の\d+)*(?:第)?|則(?:第)?|同|前|次|第)$|別表第?[二三四五六七八九2-9][^、。]{0,8}$|号の?$")
_LISTED = re.compile(
    r"(?:号)?(?:の?(?:規制)?(?:貨物|技術|品目|品))?(?:に|は|には|も|にも|で|として|へ|が|と)*(?P<no>[非不])?(?P<word>該当|当た(?=[りるっ])|当てはま)"
)
_ITEM_16 = re.compile(r"(?:の)?(?:貨物|技術|品|商品)(?!目)|(?=です|だ|となり|扱い|のみ|である)")
_PARTS = {"1": "16-1", "2": "16-2"}


def find_items(reading: Reading, book: Phrasebook, kinds: frozenset[str]) -> Iterator[Found]:
    """Item numbers, and that something is listed or not where the text says so of an item."""
    folded = reading.folded
    ranges = list(_RANGE.finditer(folded))
    for match in ranges:
        yield from _range(reading, match, book)
    inside = [(match.start(), match.end()) for match in ranges]
    for match in (*_ITEM.finditer(folded), *_SHORT.finditer(folded)):
        head, sub = _canonical(match["head"]), _canonical(match["sub"] or _plain_sub(match))
        if head is None or sub is None or any(start <= match.start() < end for start, end in inside):
            continue
        if "brokering" in kinds:
            yield from _group(reading, match, head, book)
        elif _names_item(folded, match):
            found = (
                _catch_all(reading, match, sub, book)
                if head == "16"
                else _item(reading, match, f"{head}({sub})" if sub else head, book)
            )
            yield from found


def _plain_sub(match: re.Match[str]) -> str:
    return "" if match.re is _SHORT else match["sub2"] or ""


def _names_item(folded: str, match: re.Match[str]) -> bool:
    before = folded[max(0, match.start() - 12) : match.start()]
    if match.re is _SHORT:
        return bool(match["sub2"] or _SHORT_BEFORE.search(before) or _LISTED.match(folded, match.end()))
    return not _LAW.search(before)


def _item(reading: Reading, match: re.Match[str], number: str, book: Phrasebook) -> Iterator[Found]:
    head = number.partition("(")[0]
    if head != "3の2" and not (head.isdecimal() and 1 <= int(head) <= 15):
        return
    listed = _LISTED.match(reading.folded, match.end())
    if listed and not listed["no"]:
        if book.scale.weigh(reading, match.start(), listed.end()) is Polarity.AFFIRMED:
            yield Found("item_no", number, match.start(), match.end())
            yield Found("list_status", "listed", match.start(), listed.end())
    elif not listed and "(" in number:
        polarity = book.scale.weigh(reading, match.start(), match.end())
        if polarity in (Polarity.AFFIRMED, Polarity.ASKED):
            yield Found("item_no", number, match.start(), match.end())


def _catch_all(reading: Reading, match: re.Match[str], sub: str, book: Phrasebook) -> Iterator[Found]:
    """Item 16 holds what is on no list. Only a plain statement counts."""
    said = _LISTED.match(reading.folded, match.end()) or _ITEM_16.match(reading.folded, match.end())
    if said is None or said.groupdict().get("no"):
        return
    if book.scale.weigh(reading, match.start(), said.end()) is Polarity.AFFIRMED:
        yield Found("list_status", "not_listed", match.start(), max(said.end(), match.end()))
        if sub in _PARTS:
            yield Found("scope", _PARTS[sub], match.start(), match.end())


def _range(reading: Reading, match: re.Match[str], book: Phrasebook) -> Iterator[Found]:
    """「1〜15項のいずれにも該当しない」."""
    listed = _LISTED.match(reading.folded, match.end())
    if listed is None:
        return
    polarity = book.scale.weigh(reading, match.start(), listed.end())
    wanted = Polarity.AFFIRMED if listed["no"] else Polarity.DENIED
    if polarity is wanted:
        end = listed.end() if listed["no"] else book.scale.end_of_denial(reading, listed.end())
        yield Found("list_status", "not_listed", match.start(), end)


_GROUP_RANGE = re.compile(r"第?[2二](?:の?項)?(?:~|-|から|乃至)第?(?:15|十五)(?:の?項)")


def find_groups(reading: Reading) -> Iterator[Found]:
    """「2〜15項の貨物」 in a brokering."""
    for match in _GROUP_RANGE.finditer(reading.folded):
        yield Found("item_group", "2-15", match.start(), match.end())


def _group(reading: Reading, match: re.Match[str], head: str, book: Phrasebook) -> Iterator[Found]:
    known = {"1": "1", "16": "16"}.get(head, "2-15")
    if _LAW.search(reading.folded[max(0, match.start() - 12) : match.start()]):
        return
    listed = _LISTED.match(reading.folded, match.end())
    end = listed.end() if listed else match.end()
    if not (listed and listed["no"]) and book.scale.weigh(reading, match.start(), end) is Polarity.AFFIRMED:
        yield Found("item_group", known, match.start(), match.end())


def _canonical(text: str) -> str | None:
    """A number with its branch in arabic digits; None where it is no such number."""
    if not text:
        return ""
    numbers = [_number(part) for part in text.split("の")]
    valid = all(1 <= number <= 99 for number in numbers) and numbers[1:] != [1]
    return "の".join(map(str, numbers)) if valid else None


def _number(text: str) -> int:
    if text.isascii():
        return int(text)
    tens, ten, ones = text.partition("十")
    if len(tens) > 1 or len(ones) > 1 or "十" in ones:
        return 0
    first, last = (_KANJI.index(sign) + 1 if sign else 0 for sign in (tens, ones))
    return 10 * (first or 1) + last if ten else first


# ---- the result of the classification as such
_NOT_LISTED = re.compile(r"[非不]該当(?!証明|判定書|である?か|か(?!ら))")
_PAPER = re.compile(
    r"非該当(?:証明書?|判定書)(?:を|が|も|は|の)?(?:既に|すでに)?(?:入手|取得|もら|受領|あり|有り|ある|発行(?:済|し)|添付|ござ|受け取)"
)
_ABOUT_OTHER = re.compile(
    r"項(?!目|番の)|\d\(\d|ユーザ|eul|類型|指定|少額|特例|キャッチオール|例外|おそれ|懸念|明らか|要件|部品は|一部|仮に"
)
_MOST = 40


def find_listing(reading: Reading, book: Phrasebook) -> Iterator[Found]:
    """「非該当」 where the classification is meant, not one item and not a list of persons."""
    for pattern in (_NOT_LISTED, _PAPER):
        for match in pattern.finditer(reading.folded):
            if _ABOUT_OTHER.search(_clause_before(reading, match.start())):
                continue
            if book.scale.weigh(reading, match.start(), match.end()) is Polarity.AFFIRMED:
                yield Found("list_status", "not_listed", match.start(), match.end())


def _clause_before(reading: Reading, position: int) -> str:
    start = reading.sentence_start(position, _MOST)
    return reading.folded[start:position].rpartition("、")[2]
