"""Qualifier: what narrows a sentence of the evidence and must not be dropped: the conditions of a leave, an exclusion.

Compares words; whether a leave or an exclusion is there at all in what is said, `assistant.verify` tells too.
"""

import re
from collections.abc import Sequence

from assistant.writing.content import Content
from ingest.fold import squeeze

_DUTY = r"(?:許可|承認|届け?出|申請|報告|手続き?|確認)(?:の取得)?"
_FREES = re.compile(
    rf"{_DUTY}[^。、|]{{0,8}}?(?:要らな|いらな|要りません|いりません|要しな|不要|免除|(?:必要|義務)[はがも]?(?:な[いくし]|あり?ません|無))"
    rf"|{_DUTY}を?(?:受け|取得し|取ら|せ)[^。、|]{{0,4}}?(?:なくて|ずに|ないで)|{_DUTY}な[しく](?:で|に|輸出|提供)?"
    r"|対象外|対象(?:と|に)は?(?:ならな|なりま?せん|しな)|適用(?:され|し)(?:な|ませ)|適用除外|規制を受け(?:な|ませ)"
)
_CONDITION = re.compile(
    r"なければ|ない(?:場合|とき|時|限り|もの|貨物|技術|取引|国)|いない|ません?(?:場合|とき|限り)|を除|以外|限り|限る|に限|(?:れ|え|け|せ|て|め|ね|べ)ば|場合|とき|なら|もの"
)
_DENIED = re.compile(
    r"なけれ?ば|ない(?:場合|とき|時|限り|もの|貨物|技術|取引|国)|いない|ません|なく|ず(?=に|、)|を除|除[いかきく]|以外|非"
)
_OUT = re.compile(r"以外|を除[いきくか]|除外|ではな[いく]|ではあり|でな[いく]|を含ま?[なず]")
_EXCLUDED = re.compile(rf"(?P<who>[一-龠々ァ-ヶーA-Za-z0-9]{{2,}})(?:[^。、|]{{0,6}}?)(?:{_OUT.pattern})")
_REPEATS = 0.75  # share of the words of a sentence that frees which a statement that frees must have
_DAY = re.compile(r"[0-9]{4}年[0-9]{1,2}月(?:[0-9]{1,2}日)?")
_EVENT = re.compile(r"公布|施行|公表|発効|適用")
_NEAR = 8  # characters behind a day within which its event is named
_ROW = 2  # cells
_ASIDE = re.compile(r"[(（][^()（）]*[)）]")
_SENTENCE = re.compile(r"(?<=[。！？!?])(?![）)」』】〕])")


def drops_condition(text: str, evidence: Sequence[str], content: Content) -> bool:
    """Whether a sentence frees from a duty without the conditions of the one of the evidence that does."""
    if not _FREES.search(text):
        return False
    freeing = [part for one in evidence for part in _SENTENCE.split(one) if _FREES.search(part)]
    return bool(freeing) and not any(_repeats(text, one, content) for one in freeing)


def drops_exclusion(text: str, evidence: Sequence[str]) -> bool:
    """Whether a sentence speaks of what the evidence only excludes (「AとBを除く国」), and excludes nothing."""
    if _OUT.search(text):
        return False
    told, plain = "。".join(evidence), squeeze(text)
    out = [match["who"] for match in _EXCLUDED.finditer(told)]
    return any(who in plain and told.count(who) == out.count(who) for who in out)


def exchanges_days(text: str, evidence: Sequence[str]) -> bool:
    """Whether a sentence tells a day of one event (公布) that the evidence tells of another (施行), whose day it also has."""
    told = {pair for one in evidence for pair in _days(one)}
    for day, event in _days(text):
        of_day = {other for each, other in told if each == day}
        if of_day and event not in of_day and any(other == event for _, other in told):
            return True
    return False


def _days(text: str) -> list[tuple[str, str]]:
    """The days of a text, each with its event: the next one before another day, else the last one before it."""
    plain = squeeze(text).replace("〔推定〕", "")
    found, places = [], list(_DAY.finditer(plain))
    for n, place in enumerate(places):
        end = places[n + 1].start() if n + 1 < len(places) else len(plain)
        start = places[n - 1].end() if n else 0
        behind = _EVENT.search(re.split("[、。|]", plain[place.end() : min(end, place.end() + _NEAR)])[0])
        before = _EVENT.findall(plain, start, place.start())
        if behind or before:
            found.append((place[0], behind[0] if behind else before[-1]))
    return found


def exchanges_cells(text: str, evidence: Sequence[str]) -> bool:
    """Whether a table row has cells of one of the evidence in another order."""
    cells = _cells(text)
    if len(cells) < _ROW:
        return False
    rows = [_cells(one) for one in evidence]
    return any(set(cells) <= set(row) and [cell for cell in row if cell in cells] != cells for row in rows)


def _cells(row: str) -> list[str]:
    return [squeeze(cell) for cell in row.split("|") if cell.strip()]


def _repeats(text: str, freeing: str, content: Content) -> bool:
    """Whether a sentence has the words and the conditions of one that frees; of a table row its first and freeing cell."""
    if "|" in freeing:
        cells = [cell for cell in freeing.split("|") if cell.strip()]
        freeing = "".join(cell for n, cell in enumerate(cells) if n == 0 or _FREES.search(cell))
    freeing = _ASIDE.sub("", freeing)
    words = content.words(freeing)
    if words and len(content.shared(freeing, text)) < _REPEATS * len(words):
        return False
    if _CONDITION.search(freeing) and not _CONDITION.search(text):
        return False
    return not _DENIED.search(_before(freeing)) or bool(_DENIED.search(_before(text)))


def _before(text: str) -> str:
    """What stands before the words that free."""
    return _FREES.split(text, maxsplit=1)[0]
