"""Reword: the words in which an edited sentence differs from what it was made from: put in, left out, or turned about.

Compares word by word and knows no meaning: politeness, order, punctuation and other words of the glossary make no
difference, everything else does. It says what a person must look at, not that the sentence is wrong.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ingest.fold import fold
from ingest.glossary import Glossary
from ingest.tokens import Analyzer, Morpheme

_SAYING = frozenset({"名詞", "動詞", "形容詞", "形状詞", "副詞", "接頭辞", "接尾辞", "代名詞", "連体詞", "接続詞"})
_LIMITING = frozenset(
    re.split(" ", "のみ だけ しか まで から より ほど くらい さえ すら こそ ずつ など や か も ば と")
)
_CASES = frozenset(re.split(" ", "が を に へ から より まで"))
_BLIND = frozenset(re.split(" ", "は も の"))  # what stands there hides the case
_DENYING = frozenset(re.split(" ", "ない 無い ず ぬ まい"))
_SILENT = frozenset(
    re.split(" ", "為る 有る 居る 御 下さる 頂く 致す 御座る 御座居ます 付く 就く おく 於く 因る 猶 又 尚 だ です ます")
)  # politeness, and what may be left out
_SAME = {
    "時": "場合",
    "並びに": "及び",
    "られる": "れる",
    "させる": "せる",
    "こと": "事",
}
_OR = re.compile(r"又は|または|若しくは|もしくは")  # Sudachi reads 又は as two words
_EITHER = "若しくは"
_LIKELY = re.compile(r"でしょう|だろう")
_NOUNS = frozenset({"名詞", "接頭辞", "接尾辞"})
_SENTENCES = 4_000  # that are remembered
_SHOWN = 8  # words of a kind that a mark names


@dataclass(frozen=True)
class Reworded:
    """`added`: words that no sentence it was made from has; `missing`: its words that are gone; `turned`: words in another case."""

    added: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    turned: tuple[str, ...] = ()

    @property
    def size(self) -> int:
        """How many words differ."""
        return len(self.added) + len(self.missing) + len(self.turned)

    @property
    def text(self) -> str:
        """The difference in Japanese; empty where there is none."""
        parts = (
            ("根拠の文に無い語", self.added),
            ("根拠の文から落ちた語", self.missing),
            ("役割の変わった語", self.turned),
        )
        return "".join(f"{name}: {_listed(words)}。" for name, words in parts if words)


def _listed(words: Sequence[str]) -> str:
    rest = len(words) - _SHOWN
    return "、".join(f"「{one}」" for one in words[:_SHOWN]) + (f" ほか{rest}語" if rest > 0 else "")


@dataclass(frozen=True, eq=False)
class _Read:
    """What a text says: its words in order, how often each counts, and the cases that its nouns stand in."""

    morphemes: tuple[Morpheme, ...]
    words: Counter[str]
    cases: dict[str, frozenset[str]]

    def written(self, words: Counter[str]) -> tuple[str, ...]:
        """Words as they stand in the text: a noun in its compound."""
        groups = (group for group in _compounds(self.morphemes) if any(words[_key(one)] for one in group))
        return tuple(dict.fromkeys("".join(one.surface for one in group).replace(_EITHER, "又は") for group in groups))


class Rewording:
    """Compares sentences. Safe to share between threads."""

    def __init__(self, glossary: Glossary, analyzer: Analyzer | None = None) -> None:
        self._analyzer = analyzer or Analyzer(glossary)
        self._pairs = tuple(sorted(_pairs(glossary)))
        self._read = lru_cache(maxsize=_SENTENCES)(_read)

    def of(self, text: str, models: Iterable[str]) -> Reworded:
        """How a text differs from the one of the models that it differs least from."""
        said = self._plain(text)
        found = (self._beside(said, self._plain(one)) for one in models)
        return min(found, key=lambda one: one.size, default=Reworded())

    def _plain(self, text: str) -> str:
        return _LIKELY.sub("らしい", _OR.sub(_EITHER, self._analyzer.fold(text)))

    def _beside(self, said: str, model: str) -> Reworded:
        """The difference; another word for a term of the model is that term, where that leaves fewer."""
        least = self._difference(said, model)
        for one, other in self._pairs if least.size else ():
            if one in said and other in model and (one not in model or other not in said):
                put = said.replace(one, other)
                if (found := self._difference(put, model)).size < least.size:
                    said, least = put, found
        return least

    def _difference(self, said: str, model: str) -> Reworded:
        new, old = self._read(said, self._analyzer), self._read(model, self._analyzer)
        added, missing = new.words - old.words, old.words - new.words
        turned = () if added or missing else tuple(_turned(new, old))
        return Reworded(new.written(added), old.written(missing), turned)


def _pairs(glossary: Glossary) -> Iterator[tuple[str, str]]:
    """Two words for one term, both ways; not those of which one says more than the other."""
    for term in glossary.terms:
        head = fold(term.ja)
        for word in (fold(one) for one in term.synonyms if len(one) > 1):
            if word not in head and head not in word:
                yield from ((word, head), (head, word))


def _read(text: str, analyzer: Analyzer) -> _Read:
    morphemes = analyzer.morphemes(text)
    cases: dict[str, set[str]] = {}
    last = ""
    for one in morphemes:
        if one.kind == "助詞" and last and one.division in ("格助詞", "係助詞"):
            cases.setdefault(last, set()).add(one.normal)
        last = _key(one) if one.kind in _SAYING else last if one.kind == "補助記号" else ""
    words = Counter(filter(None, map(_key, morphemes)))
    return _Read(morphemes, words, {word: frozenset(found) for word, found in cases.items()})


def _compounds(morphemes: Sequence[Morpheme]) -> Iterator[list[Morpheme]]:
    """Each word by itself, nouns with the nouns and affixes beside them."""
    group: list[Morpheme] = []
    for one in morphemes:
        if group and not (one.kind in _NOUNS and group[-1].kind in _NOUNS):
            yield group
            group = []
        group.append(one)
    if group:
        yield group


def _key(one: Morpheme) -> str:
    """What a word counts as; empty for one that makes no difference."""
    normal = _SAME.get(one.normal, one.normal)
    if normal in _DENYING:
        return "ない"
    if normal in _SILENT:
        return ""
    said = one.kind in _SAYING or one.kind == "助動詞" or (one.kind == "助詞" and normal in _LIMITING)
    return normal if said else ""


def _turned(said: _Read, model: _Read) -> Iterator[str]:
    """Words that stand in other cases now; one under は, も or の may be in any."""
    for word, cases in said.cases.items():
        before = model.cases.get(word, frozenset())
        if (cases | before) & _BLIND:
            continue
        now, was = cases & _CASES, before & _CASES
        if now and was and now != was:
            written = next(one.surface for one in said.morphemes if _key(one) == word)
            yield f"{written}{'・'.join(sorted(now))}"
