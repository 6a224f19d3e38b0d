"""Vocabulary: which words of a sentence no text of the law knows: names of things, places and trades of somebody's case.

`words.txt` holds the kanji compounds and katakana words of the digests and of general statements, one a line
(`python -m evals.words` writes it); `ordinary.txt` words of offices that they happen not to use. Judges nothing.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

_FILES = tuple(Path(__file__).with_name(name) for name in ("words.txt", "ordinary.txt"))
_RUN = re.compile(r"[ァ-ヶー]{2,}|[一-鿿々]{2,}")
# 「ムササビ規制」 is a rule and 「東雲省」 an office, whatever they are called.
_NAME = r"(?:規制|制度|条約|協定|(?<!製)(?<!方)(?<!工)法|令|庁|省|課)"
_NAMED = re.compile(rf"(?<![ァ-ヶー])[ァ-ヶー]+(?={_NAME})|(?<![一-鿿々])[一-鿿々]+{_NAME}(?![一-鿿々])")
# Numerals and what is put before or behind a word; they make no word a strange one.
AFFIXES = frozenset(
    "一二三四五六七八九十百千万条項号日月年前後再各全本同当該新旧他第上下内外以中用可要否的者国等性化案数点物件部先元級方時分"
    "毎約計済時間回度別無不非未最総主副被諸約翌又及並旬初末"
)
_REMEMBERED = 8_192  # runs; those of an answer come up again and again
_LONGEST = 20  # signs of a known katakana word
_LEAST = 2  # kanji in a row that stand in no known pair


@dataclass(frozen=True)
class Vocabulary:
    """Known katakana words, and pairs of kanji that stand in a known word: compounds of known parts are known, too."""

    katakana: frozenset[str]
    pairs: frozenset[str]

    def knows(self, run: str) -> bool:
        """Whether a run of kanji or of katakana is made of known parts."""
        return self._made(run) if "ァ" <= run[0] <= "ー" else self._paired(run)

    def _made(self, run: str) -> bool:
        ends = {0}
        for end in range(2, len(run) + 1):
            if any(run[start:end] in self.katakana for start in ends if start >= end - _LONGEST):
                ends.add(end)
        return len(run) in ends

    def _paired(self, run: str) -> bool:
        lone = "".join(
            sign if sign not in AFFIXES and not {run[n - 1 : n + 1], run[n : n + 2]} & self.pairs else " "
            for n, sign in enumerate(run)
        )
        return not any(len(part) >= _LEAST for part in lone.split())


def runs(text: str) -> tuple[str, ...]:
    """The runs of kanji and of katakana of a plain text."""
    return tuple(_RUN.findall(text))


def strange(text: str) -> tuple[str, ...]:
    """The words of a plain text that the vocabulary does not know."""
    return tuple(run for run in runs(_NAMED.sub(" ", text)) if not _is_known(run))


@lru_cache(maxsize=_REMEMBERED)
def _is_known(run: str) -> bool:
    return vocabulary().knows(run)


def known_by(words: Iterable[str]) -> Vocabulary:
    """The vocabulary of words: katakana words as they are, kanji words by their pairs."""
    known = frozenset(words)
    kanji = frozenset(word for word in known if not "ァ" <= word[0] <= "ー")
    return Vocabulary(known - kanji, frozenset(word[n : n + 2] for word in kanji for n in range(len(word) - 1)))


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary that ships."""
    return known_by(word for path in _FILES for word in path.read_text(encoding="utf-8").split())
