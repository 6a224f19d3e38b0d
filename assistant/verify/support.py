"""Support: a statement most of whose content words stand neither in its evidence nor above it is not borne out."""

import re
from collections.abc import Iterator, Sequence

from assistant.verify.fault import Fault, FaultKind, fault
from assistant.verify.reading import Reader, Reading

_LEAST = 0.4  # share of the words; set on the half `tune`: see docs/decisions/0012-verifier.md
_FEW = 4  # words: of fewer, no share is taken
_FREE = frozenset(
    re.split(
        " ",
        "資料 説明 述べる 示す 因る 為す 行う 内容 際 次 下記 以下 御座る 呉れる 頂く 置く 見る 知る 関する 就く 通り 様 物 旨 共 他 其の他 場合 もの こと"
        " 方 人 者 為さる 致す 必要 上 中 訳 無い",
    )
)


def support_faults(
    statement: Reading, evidence: Sequence[Reading], headings: Sequence[Reading], reader: Reader
) -> Iterator[Fault]:
    """The fault of a statement whose words are not those of its evidence; English ones are not judged by words."""
    if statement.english:
        return
    words = [word for word in dict.fromkeys(statement.words) if word not in _FREE and not word.isdigit()]
    if len(words) < _FEW:
        return
    text = "|".join(reading.squeezed for reading in (*evidence, *headings))
    known = {word for reading in (*evidence, *headings) for word in reading.words}
    if _share(words, known, text) >= _LEAST:
        return
    known |= {word for other in reader.synonyms(text) for word in reader.words(other)}
    if _share(words, known, text) < _LEAST:
        yield fault(FaultKind.UNSUPPORTED, "、".join([word for word in words if not _held(word, known, text)][:4]))


def _share(words: Sequence[str], known: set[str], text: str) -> float:
    return sum(_held(word, known, text) for word in words) / len(words)


def _held(word: str, known: set[str], text: str) -> float:
    """1 for a word of the evidence, less for one that shares a kanji with it."""
    if word in known or word in text:
        return 1.0
    return 0.6 if any("一" <= sign <= "龠" and sign in text for sign in word) else 0.0
