"""Evidence: the sentences of the retrieved passages, each scored by how much of the question it speaks to."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.hit import Hit
from assistant.question import Question, Wanted
from ingest.citation import Standing, standing
from ingest.fold import squeeze
from ingest.index import Index
from ingest.sentences import Span, sentences

_DATE = re.compile(r"\d{1,4}\s*年|\d{1,2}\s*月|\d{1,2}/\d{1,2}|令和|平成")
_NUMBER = re.compile(r"[0-9０-９一二三四五六七八九十百]+\s*(?:[,.，．]\d+)?\s*\S")
_REASON = re.compile(r"ため|から|ので|より|背景|理由|目的|おそれ|懸念|ねらい|狙い|必要")
_FITS = {Wanted.DATE: _DATE, Wanted.NUMBER: _NUMBER, Wanted.REASON: _REASON}
_TITLE = 0.5  # what a sentence loses that only repeats a title
_WORDED = re.compile(r"[^\W\d_].*[^\W\d_]", re.DOTALL)  # holds two letters at least
_FRAGMENT = 24  # characters; a shorter line without a mark or a full stop is a piece of a table or a title
_MARKED = re.compile(
    r"^(?:[⚫●◆◼■◎○➢▶•･・\-→*※]|[①-⑳]|[(（]?[0-9０-９ア-ンa-z]{1,3}[)）.．]|[一二三四五六七八九十]+　|[イロハニホヘト]　)"
)
_LED = 0.5  # what a sentence gains that the closest lead speaks of wholly


# Words of asking, in Sudachi's normal form: they say nothing of what is asked.
FILLERS = frozenset(
    re.split(
        r"\s",
        "下さる 教える 上げる 良い 何 誰 幾ら 幾つ 何れ 何処 如何 何故 何時 其れ 此れ 其の 此の 有る 為る 成る 居る 因る 言う 遣る 出来る "
        "物 事 時 場合 話 書く 知る 全て 全部 一覧 列挙 本当 もの こと どう どの どんな 欲しい 貰う 呉れる 思う 御 です ます 付く 於く 対する 迄 等 丈",
    )
)


@dataclass(frozen=True)
class Terms:
    """Words of a question with their weight (rarity in the corpus), and its character bigrams."""

    words: Mapping[str, float]
    synonyms: Mapping[str, float]
    bigrams: frozenset[str]

    @property
    def total(self) -> float:
        """Weight of all words."""
        return sum(self.words.values()) or 1.0


@dataclass(frozen=True)
class Sentence:
    """A sentence of a hit: its place, its score against the question and its standing on the day."""

    hit: Hit
    rank: int  # of the hit, from 0
    span: Span
    score: float
    passage_score: float  # of its passage, as a share of the best one's
    standing: Standing

    @property
    def text(self) -> str:
        """The sentence as it stands in its passage."""
        return self.span.of(self.hit.passage.text)

    @property
    def general(self) -> bool:
        """Whether a statute or an authority says it: they speak of everybody's case, whatever the wording."""
        return self.hit.general


def terms_of(index: Index, question: Question) -> Terms:
    """Weighted words of a question: the rarer in the corpus, the heavier."""
    tokens = index.analyzer.tokens(question.text)
    folded = index.analyzer.fold(question.text)
    other = {word for phrase in index.analyzer.expand(folded) for word in index.analyzer.words(phrase)}
    return Terms(
        words={word: index.rarity(word) for word in dict.fromkeys(tokens.words) if word not in FILLERS},
        synonyms={word: index.rarity(word) for word in sorted(other - set(tokens.words))},
        bigrams=frozenset(tokens.bigrams),
    )


@dataclass(frozen=True)
class Lead:
    """The ask (or restated sentence) of a passage that is closest to the question: it points at the sentence meant."""

    share: float  # of the question's words, by weight, that it holds
    grams: frozenset[str]

    def speaks_of(self, text: str) -> float:
        """Share of the lead's character bigrams that stand in a sentence."""
        folded = squeeze(text)
        return sum(gram in folded for gram in self.grams) / max(1, len(self.grams))


def closest_lead(index: Index, terms: Terms, hit: Hit) -> Lead:
    """The lead of a passage that shares most with the question; an empty one when it has none."""
    best, share = "", 0.0
    for ask in hit.passage.asks:
        words = set(index.analyzer.words(index.analyzer.fold(ask)))
        held = sum(weight for word, weight in terms.words.items() if word in words) / terms.total
        if held > share:
            best, share = ask, held
    folded = squeeze(best)
    return Lead(share, frozenset(folded[n : n + 2] for n in range(len(folded) - 1)))


def units(text: str) -> tuple[Span, ...]:
    """Sentences of a passage, with the fragments of a scrambled table or a title joined to what stands beside them.

    A fragment of a few characters says nothing alone; list items and sentences stay as they are.
    """
    joined: list[Span] = []
    for span in sentences(text):
        before = joined[-1] if joined else None
        if before is not None and _is_fragment(before.of(text)) and not _MARKED.match(span.of(text)):
            joined[-1] = Span(before.start, span.end)
        else:
            joined.append(span)
    return tuple(joined)


def _is_fragment(text: str) -> bool:
    return len(text) < _FRAGMENT and not text.endswith("。") and "|" not in text and not _MARKED.match(text)


def read_sentences(index: Index, question: Question, hits: Sequence[Hit]) -> tuple[Sentence, ...]:
    """All sentences of the hits with their scores, in reading order of the hits."""
    terms = terms_of(index, question)
    found = []
    best = max((hit.score for hit in hits), default=0.0) or 1.0
    for rank, hit in enumerate(hits):
        lead = closest_lead(index, terms, hit)
        titles = {squeeze(title) for title in (*hit.passage.heading, hit.source.title)}
        head = set(index.analyzer.words(index.analyzer.fold(" ".join((*hit.passage.heading, hit.passage.locator)))))
        for span in units(hit.passage.text):
            if not _WORDED.search(span.of(hit.passage.text)):
                continue  # a page number or a mark
            text = span.of(hit.passage.text)
            stands = standing(hit.passage, hit.source, index.statuses, question.as_of, span)
            score = _score(index, question, terms, text, head) + _LED * lead.share * lead.speaks_of(text)
            score -= _TITLE if squeeze(text) in titles else 0.0
            found.append(Sentence(hit, rank, span, score, hit.score / best, stands))
    return tuple(found)


def _score(index: Index, question: Question, terms: Terms, text: str, head: set[str]) -> float:
    """Share of the question a sentence speaks to: words, half of a word by synonym or heading; plus its kind."""
    folded = index.analyzer.fold(text)
    words = set(index.analyzer.words(folded))
    said = sum(weight for word, weight in terms.words.items() if word in words)
    above = sum(weight for word, weight in terms.words.items() if word in head - words)
    other = sum(weight for word, weight in terms.synonyms.items() if word in words)
    score = (said + 0.4 * above + 0.25 * min(other, terms.total)) / terms.total
    grams = sum(gram in folded for gram in terms.bigrams) / max(1, len(terms.bigrams))
    fits = _FITS.get(question.wanted)
    bonus = 0.15 if fits is not None and fits.search(text) else 0.0
    return 0.6 * score + 0.4 * grams + bonus
