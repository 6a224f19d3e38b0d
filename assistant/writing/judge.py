"""Judge: whether a line of a chat model may be shown: what it points at, what it decides, and whether that bears it out.

Gives reasons in Japanese that hold no word of the model's: they are shown to users.
"""

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from assistant.compose import show
from assistant.evidence import Sentence
from assistant.lock import decides
from assistant.writing.content import Content
from assistant.writing.foreign import foreign
from assistant.writing.prompt import Shown
from assistant.writing.qualifier import drops_condition, drops_exclusion, exchanges_cells, exchanges_days
from assistant.writing.reply import Line
from ingest.fold import squeeze

if TYPE_CHECKING:
    from assistant.verify.verify import Verifier

_SENTENCE = re.compile(r"(?<=[。！？!?])(?![)）」』】〕。！？!?])")
_CASE = r"本(?:件|取引|製品|貨物|装置)|[貴御]社|お(?:尋ね|問い?合わせ|客様)|ご(?:照会|質問|相談)|あなた"
# where a verdict may begin without a full stop before it
_PIECE = re.compile(rf"(?<!^)(?=はい、|いいえ、|{_CASE})|\s+(?=よって|したがって|従って|結論|以上)")
_COPIED = 8  # signs from which on words count as copied, or as added
_FINISHED = re.compile(r"(?<!か)。[)）」』]?$")
_BEFORE = 3  # statements before a line that are read together with it
_REMEMBERED = 256  # statements
_UNLABELLED = "根拠の番号がない"
_UNSHOWN = "示していない番号を根拠にしている"
_DECIDES = "質問者の事案の要否や該非を述べている"
_FOREIGN = "根拠にない文字や外国語を含む"
_NARROWER = "根拠にある条件や除外を落としている"
_EXCHANGED = "表の欄が入れ替わっている"
_MOST = 0.6  # share of what a statement says that a citation has which is kept beside better ones
_POINTING = "それだけでは意味が決まらない"
_WHY = {
    "number": "数値が根拠と合わない",
    "date": "日付が根拠と合わない",
    "provision": "条文の番号が根拠と合わない",
    "item": "項の番号が根拠と合わない",
    "hs": "HSコードが根拠と合わない",
    "code": "番号・記号が根拠と合わない",
    "country": "国・地域が根拠と合わない",
    "organisation": "組織が根拠と合わない",
    "law": "法令の名が根拠と合わない",
    "comparator": "以上・未満・以前などの語が根拠と合わない",
    "polarity": "肯定・否定が根拠と合わない",
    "scope": "及ぶ範囲が根拠と合わない",
    "form": "文の形に問題がある",
}
_OTHER = "根拠にない内容を述べている"


class Judge:
    """Judges lines. `latin`: words in Latin letters that may stand in any statement. Thread-safe."""

    def __init__(self, verifier: "Verifier", content: Content, latin: frozenset[str] = frozenset()) -> None:
        self._verifier = verifier
        self._content = content
        self._latin = latin

    def reasons(self, line: Line, shown: Mapping[str, Shown], said: Sequence[str]) -> tuple[str, ...]:
        """Why a line may not be shown behind the statements `said`; empty when it may."""
        if not line.labels:
            return (_UNLABELLED,)
        if any(label not in shown for label in line.labels):
            return (_UNSHOWN,)
        pointed = [shown[label].sentence for label in line.labels]
        text = show(line.text)
        if any(one.general and text == show(one.text) for one in pointed):
            return ()  # word for word what the extract would say
        # as written, as shown, and as read on from what stands before: a verdict may be dealt out over lines
        pieces = (piece for piece in _PIECE.split(text) if piece)
        if any(
            _decided(one, pointed)
            for one in dict.fromkeys((line.text, text, _read_on(said) + text, *pieces, *_added(text, pointed)))
        ):
            return (_DECIDES,)
        return self._unsupported(line.text, text, pointed)

    def _unsupported(self, raw: str, text: str, pointed: Sequence[Sentence]) -> tuple[str, ...]:
        """What the evidence does not bear out: of the line, and of each of its sentences by itself."""
        evidence = _rows_meant(text, [one.text for one in pointed])
        headings = _titles(pointed)
        if foreign(text, [one.text for one in pointed], headings, self._latin):
            return (_FOREIGN,)
        parts = [part for part in _SENTENCE.split(text) if part.strip()]
        told = {squeeze(part) for one in pointed for part in _SENTENCE.split(show(one.text))}
        if why := self._unsaid([part for part in parts if squeeze(part) not in told], evidence, headings):
            return why
        texts = (raw, *parts) if len(parts) > 1 else (raw,)
        faults = [fault for one in texts for fault in self._verifier.faults(one, evidence, headings)]
        return tuple(dict.fromkeys(_WHY.get(fault.kind.value, _OTHER) for fault in faults))

    def _unsaid(self, parts: Sequence[str], evidence: Sequence[str], headings: Sequence[str]) -> tuple[str, ...]:
        """What sentences that are not copied leave out of the evidence, or put into it."""
        if not all(map(self._content.stands_alone, parts)):
            return (_POINTING,)
        if any(self._content.unsaid(part, (*evidence, *headings)) for part in parts):
            return (_OTHER,)
        if any(drops_condition(part, evidence, self._content) or drops_exclusion(part, evidence) for part in parts):
            return (_NARROWER,)
        if any(exchanges_days(part, evidence) for part in parts):
            return (_WHY["date"],)
        if exchanges_cells("".join(parts), evidence):
            return (_EXCHANGED,)
        return ()

    def contributing(self, line: Line, shown: Mapping[str, Shown], said: Sequence[str]) -> tuple[str, ...]:
        """The labels of a line that stands without which it would not, or that share most of what it says."""
        if len(line.labels) == 1:
            return line.labels
        text = show(line.text)
        shared = {label: self._content.shared(text, shown[label].sentence.text) for label in line.labels}
        best = sorted(line.labels, key=lambda label: -len(shared[label]))
        most, kept, covered = _MOST * len(self._content.words(text)), list[str](), set[str]()
        for label in best:
            if not kept or len(shared[label]) >= most or shared[label] - covered:
                kept.append(label)
                covered |= shared[label]
        for label in best:  # what no word shows may still be needed
            if not self.reasons(Line(line.text, tuple(kept)), shown, said):
                break
            kept += [label] if label not in kept else []
        return tuple(label for label in line.labels if label in kept)


def _decided(text: str, pointed: Sequence[Sentence]) -> bool:
    """Whether a text decides a case, beside what it points at of statutes and authorities."""
    told = [one for one in pointed if one.general]
    return decides(text, [show(one.text) for one in told], _titles(told))


def _titles(pointed: Sequence[Sentence]) -> list[str]:
    return [part for one in pointed for part in (one.hit.source.title, *one.hit.passage.heading)]


def _added(text: str, pointed: Sequence[Sentence]) -> tuple[str, ...]:
    """What a line puts behind words of its evidence, where hardly anything of it stands there: it may be a verdict."""
    told = "|".join(show(one.text) for one in pointed)
    size = bisect_left(range(len(text) + 1), True, key=lambda n: text[:n] not in told) - 1
    rest = text[size:]
    pairs = [rest[n : n + 2] for n in range(len(rest) - 1)]
    if min(size, len(rest)) < _COPIED or sum(pair in told for pair in pairs) > len(pairs) / 2:
        return ()
    return (rest,)


def _read_on(said: Sequence[str]) -> str:
    """The last statements as far as they are unfinished, or a question: what stands behind them is read with them."""
    before = ""
    for text in reversed(said[-_BEFORE:]):
        if _FINISHED.search(text):
            break
        before = (text if not _decides_alone(text) else "") + before  # one that does was shown as official words
    return before


@lru_cache(maxsize=_REMEMBERED)
def _decides_alone(text: str) -> bool:
    """Whether a statement decides; each is asked for as many lines as are read together with it."""
    return decides(text)


def _rows_meant(text: str, evidence: Sequence[str]) -> Sequence[str]:
    """The evidence without the table rows of other things, where a text names the first cell of some row."""
    heads = {one: squeeze(one.strip("| ").partition("|")[0]) for one in evidence if "|" in one.strip("| ")}
    named = {one for one, head in heads.items() if len(head) > 1 and head in squeeze(text)}
    if not named:
        return evidence
    return [one for one in evidence if one not in heads or one in named or not any(sign.isdigit() for sign in one)]
