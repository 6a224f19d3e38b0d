"""Role: of two numbers, dates, items … in the evidence, a statement must give each to the words it belongs to."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.verify.fault import Fault, FaultKind, fault
from assistant.verify.named import same_value
from assistant.verify.reading import Reader, Reading, Token
from assistant.verify.unit import unit_of
from ingest.fact import Fact, holds, implied

_TOPIC = re.compile(r"(?:[はがも]|では|には)(?=[^はがも]*$)")
_LEAD = re.compile("[^、。]{1,60}は、")
_DATED = re.compile("に[はも]?、(?=[^、。はが]{4,})(?![^、。]*[はが])")  # 2008年に、…
_SEVERAL = 2
_ASIDE = re.compile(r"\([^()]*\)")
_LONG = re.compile("[一-龠]{3,}")
_OWN_YEAR = re.compile("^(?:[0-9]{4}|-)")
_DIGIT = re.compile("[0-9]")
_TOPICS = "はがも"
_SILENT = frozenset(["年", "月", "日", "年間", "日間", "令和", "平成", "推定", "第", "版"])
_TOLD = re.compile(r"[日期版時点額数率年月度者]は$|[がも:]$")  # what is behind it is said of the words before it
_OWN = re.compile("(?:^|[、。])[^、。]{1,20}[はが]$")
_NEXT = re.compile("、[^、。はが]{1,20}[はが]")  # 委員は12人、委員長は…
_JOINT = re.compile("(?:[、・,]|及び|並びに|又は|若しくは|と|や|から|[〜～~–-]){1,2}")
_ENDS = "、。;；|\n()"
_BOUND = (FaultKind.NUMBER, FaultKind.DATE)
_COUNTED = (
    FaultKind.NUMBER, FaultKind.ITEM, FaultKind.PROVISION, FaultKind.DATE, FaultKind.COUNTRY, FaultKind.ORGANISATION,
)  # fmt: skip


@dataclass(frozen=True)
class _Place:
    """A token of the evidence with the words it is said of."""

    token: Token
    words: frozenset[str]


def role_faults(statement: Reading, evidence: Sequence[Reading], reader: Reader) -> Iterator[Fault]:
    """A fault for each token that stands with the words of another one of its kind, or twice in place of another."""
    foreign = statement.english and not any(reading.english for reading in evidence)
    for token in statement.tokens:
        if token.kind not in _BOUND or foreign:
            continue
        kin = [(reading, other) for reading in evidence for other in reading.tokens if _comparable(token, other)]
        if all(same(token, other) for _, other in kin) or not any(same(token, other) for _, other in kin):
            continue
        if any("|" in reading.raw.strip("| ") for reading, other in kin if same(token, other)):
            continue  # in a table the head of a column tells what a cell is said of
        places = [_Place(other, context(reading, other, reader)) for reading, other in kin]
        if _is_misplaced(token, context(statement, token, reader), places, _shared(statement, token, reader)):
            yield fault(token.kind, token.written)
    yield from _doubled(statement, evidence)


def _comparable(token: Token, other: Token) -> bool:
    """Whether one could stand in place of the other: numbers of one unit, dates."""
    if token.kind is FaultKind.DATE is other.kind:
        return _fineness(token) == _fineness(other)
    return token.kind is other.kind and _sort(token) == _sort(other)


def _sort(token: Token) -> str:
    """The unit; shares and times, which say how much something grew, are one."""
    return "率" if token.kind is FaultKind.NUMBER and unit_of(token) in ("%", "割", "倍") else unit_of(token)


def _fineness(date: Token) -> str:
    """Whether a date is a day, a month, a year or a fiscal year; its year may be left out."""
    return _outline(date.value) if "-" in date.value else unit_of(date)


@lru_cache(maxsize=1_024)
def _outline(value: str) -> str:
    return _DIGIT.sub("0", _OWN_YEAR.sub("", value))


def _shared(statement: Reading, token: Token, reader: Reader) -> frozenset[str]:
    """The words of the topic of a whole statement, which tell no two of its tokens apart."""
    kin = [one for one in statement.tokens if _comparable(token, one)]
    if len(kin) < _SEVERAL:
        return frozenset()
    lead = _LEAD.match(statement.text)
    return frozenset(_stems(reader.words(lead[0]))) if lead and lead.end() <= kin[0].start else frozenset()


def _is_misplaced(token: Token, said: frozenset[str], places: Sequence[_Place], shared: frozenset[str]) -> bool:
    """Whether the words that tell two places apart all speak for the place of another token."""
    own = [place for place in places if same(token, place.token)]
    rivals = [place for place in places if not same(token, place.token)]
    mine = frozenset(word for place in own for word in place.words)
    if any(not place.words for place in own):
        return False  # a cell by itself: nothing tells what it is said of
    for rival in rivals:
        theirs, ours = _telling((said & rival.words) - mine), (said & mine) - rival.words - shared
        if theirs and not ours and not any(said <= place.words for place in own):
            return True
    return False


def _telling(words: Iterable[str]) -> list[str]:
    """The words that may tell one place from another: no numbers, and no parts of dates."""
    return [word for word in words if word not in _SILENT and not word.isdigit()]


def _doubled(statement: Reading, evidence: Sequence[Reading]) -> Iterator[Fault]:
    """A token said more often than in the evidence, while another of its kind there is not said at all."""
    said_of = {token.kind for token in statement.tokens}
    for kind in (one for one in _COUNTED if one in said_of):
        said = Counter(_key(token) for token in statement.tokens if token.kind is kind)
        known = Counter(_key(token) for reading in evidence for token in reading.tokens if token.kind is kind)
        if said.total() < known.total():
            continue
        unsaid = [one for one in known if one not in said]
        if said.total() == known.total() and kind is FaultKind.COUNTRY:
            unsaid = [one for one in known if said[one] < known[one]]
        for token in {_key(token): token for token in statement.tokens if token.kind is kind}.values():
            if 0 < known[_key(token)] < said[_key(token)] and any(one[0] == _key(token)[0] for one in unsaid):
                yield fault(kind, token.written)


def _key(token: Token) -> tuple[str, str]:
    return unit_of(token), same_value(token)


def same(token: Token, other: Token) -> bool:
    """Whether two tokens of a kind mean one thing; a date or provision may be written with fewer parts."""
    if same_value(token) == same_value(other):
        return True
    if token.fact is None or other.fact is None:
        return False
    return holds(token.fact, _within(other.fact)) or holds(other.fact, _within(token.fact))


@lru_cache(maxsize=4_096)
def _within(fact: Fact) -> frozenset[Fact]:
    """A fact with all it contains."""
    return implied((fact,))


def context(reading: Reading, token: Token, reader: Reader) -> frozenset[str]:
    """The words a token is said of: those before it, back to the clause of the last one of its kind, and those behind
    it, to the next token or the end of the clause. A token that stands by itself is said of the next clause."""
    text = reading.text
    row = _row(reading, token)
    before = [other for other in reading.tokens if _comparable(token, other) and other.end <= row[0].start]
    behind = [other.start for other in reading.tokens if _comparable(token, other) and other.start >= row[-1].end]
    start = _after(text, before[-1], row[0]) if before else 0
    token = row[-1]
    end = min(behind, default=len(text))
    aside = _ASIDE.match(text, token.end)
    reach = aside.end() if aside else token.end + _step(text, token)
    end = next((at for at in range(reach, end) if text[at] in _ENDS), end)
    own = text[start : row[0].start]
    dates = {one.value for one in reading.tokens if one.kind is FaultKind.DATE and start <= one.start < end}
    words = (*reader.words(own), *reader.words(text[token.end : end]))
    told = dates if token.kind is FaultKind.NUMBER else set()  # 2022年度の1,250件
    return frozenset((*_stems((*words, *_topic(reading, token, own, reader))), *told))


def _row(reading: Reading, token: Token) -> list[Token]:
    """The tokens of its kind that stand in one row with it, itself among them (第一章、第三章、第四章)."""
    rows: list[list[Token]] = []
    for one in reading.tokens:
        if not _comparable(token, one):
            continue
        if rows and _JOINT.fullmatch(reading.text[rows[-1][-1].end : one.start]):
            rows[-1].append(one)
        else:
            rows.append([one])
    return next((row for row in rows if token in row), [token])


def _after(text: str, last: Token, token: Token) -> int:
    """Where the words before a token begin, that belong to it and not to the last one of its kind."""
    if text[last.end : last.end + 1] == "の" == text[token.end : token.end + 1]:
        return token.start  # 1社のAと3社のB
    aside = _ASIDE.match(text, last.end)
    start = aside.end() if aside and aside.end() <= token.start else last.end
    ends = [at for at in range(start, token.start) if text[at] in _ENDS]
    if len(ends) > 1 and text[token.start - 1] == "、" and text[token.start - 2] not in _TOPICS:
        return token.start  # 「連携し、2023年12月には」
    return ends[0] + 1 if ends else start


def _step(text: str, token: Token) -> int:
    """How many signs behind a token do not end what it is said of: 「10月、」 begins the next clause, 「施行日は10月、」 not."""
    if token.kind is FaultKind.DATE and (dated := _DATED.match(text, token.end)):
        return dated.end() - token.end
    if text[token.end : token.end + 1] not in ("、", "は"):
        return 1
    told = _TOLD.search(text[: token.start]) or (_OWN.search(text[: token.start]) and _NEXT.match(text, token.end))
    return 0 if told else 2


def _stems(words: Iterable[str]) -> Iterator[str]:
    """The words, and of long ones in kanji the first two signs too (施行日 is said of 施行)."""
    for word in words:
        yield word
        if _LONG.fullmatch(word):
            yield word[:2]


def _topic(reading: Reading, token: Token, own: str, reader: Reader) -> tuple[str, ...]:
    """The words before the first token of its kind, which hold for all of them unless one has a topic of its own."""
    if _TOPIC.search(own):
        return ()
    first = min((other.start for other in reading.tokens if _comparable(token, other)), default=0)
    match = _TOPIC.search(reading.text[:first])
    return reader.words(reading.text[: match.end()]) if match else ()
