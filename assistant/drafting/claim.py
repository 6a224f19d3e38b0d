"""Claim: what a typed sentence asserts beside the values and words that `assistant.verify` compares: heavy words, lists.

Each finds what the quotes do not say and tells it in Japanese. A list that says it is no whole (「など」) claims nothing.
"""

import re
from collections.abc import Iterator, Sequence

from assistant.writing.content import HEAVY, RELATIVE
from ingest.fold import squeeze

_JOINT = re.compile(r"、|，|,|・|及び|並びに|又は|若しくは|または|および|ならびに|もしくは")
_NAMES = r"[一-龠々〇ァ-ヶーA-Za-z0-9０-９「」\-－―/／]"
_ITEM = re.compile(rf"{_NAMES}+(?:[のな]{_NAMES}+)*")
_FIRST = re.compile(rf"{_NAMES}+$")
_LAST = re.compile(rf"^{_NAMES}+")
_ASIDE = re.compile(r"[(（][^()（）]*[)）]")
_MARKER = re.compile(
    r"^\s*(?:[-*・]\s*)*(?:[(（]?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3}|[イロハニホヘトチリヌル])[)）.．]?\s+)?"
)
_PART = re.compile(r"など|等|例えば|たとえば|のうち|一部|主な|一つ|いずれか|ほか|その他")
_LIST = 3  # items; of fewer nothing is a list
_SAME = 2  # items that two lists must share to be one


def claims(said: str, quotes: Sequence[str]) -> Iterator[str]:
    """What a sentence asserts that none of its quotes does."""
    told = "".join(map(squeeze, quotes))
    plain = squeeze(said)
    for word in _new(RELATIVE, plain, told):
        yield f"「{word}」は読む日によって変わり、引用にもありません。日付で書いてください。"
    for word in _new(HEAVY, plain, told):
        yield f"「{word}」は引用にありません。"
    for one in quotes:
        for listed in lists(one):
            yield from _compared(said, listed, told)


def lists(text: str) -> tuple[tuple[str, ...], ...]:
    """The lists of names in a text: items between commas and conjunctions, three at least."""
    found, run = [], list[str]()
    for clause in re.split(r"[。\n|;；]", text):
        parts = _JOINT.split(squeeze(_ASIDE.sub("", _MARKER.sub("", clause))))
        for n, part in enumerate(parts):
            whole = bool(_ITEM.fullmatch(part))
            begins = _FIRST.search(part) if n + 1 < len(parts) else None
            ends = _LAST.match(part) if n else None
            if whole and (run or n + 1 < len(parts)):
                run.append(part)
                continue
            if run and ends:
                run.append(ends[0])
            found.append(tuple(run))
            run = [begins[0]] if begins else []
        found.append(tuple(run))
        run = []
    named = (tuple(item for item in one if len(item) > 1) for one in found)
    return tuple(dict.fromkeys(one for one in named if len(one) >= _LIST))


def _new(words: re.Pattern[str], plain: str, told: str) -> Iterator[str]:
    yield from (word for word in dict.fromkeys(match[0] for match in words.finditer(plain)) if word not in told)


def _compared(said: str, listed: Sequence[str], told: str) -> Iterator[str]:
    """What a sentence leaves out of a list that it repeats, and what it puts in."""
    plain = squeeze(said)
    kept = [one for one in listed if one in plain]
    if len(kept) < _SAME:
        return
    if len(kept) < len(listed) and not _PART.search(plain):
        yield f"引用の列挙のうち「{'、'.join(one for one in listed if one not in kept)}」がありません。"
    mine = next((one for one in lists(said) if len(set(one) & set(kept)) >= _SAME), ())
    if strange := [one for one in mine if one not in told]:
        yield f"引用の列挙にない「{'、'.join(strange)}」があります。"
