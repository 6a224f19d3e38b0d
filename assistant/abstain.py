"""Abstain: whether what was found is enough to answer from, and if not, why and where to look.

A question is answered when it is more like something the corpus is known to answer (an ask, or a sentence under its
heading) than like a known gap, the more of its words one passage holds the sooner, and when the answer speaks of what
was asked for (`assistant.misfit`). The thresholds were chosen on the `tune` half of the development suite and on `staff`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.compose import compose
from assistant.evidence import Sentence
from assistant.hit import Hit
from assistant.likeness import Bank, Profile, likeness, profile
from assistant.misfit import misfits
from assistant.question import Question
from assistant.topic import ASKING
from ingest.gaps import Gap
from ingest.index import Index

_ASKED = 10  # passages whose asks are compared
_LIKE = 0.45  # likeness from which a refusal points to the gap
_READ = 5  # passages whose words are compared
_WORDS = 0.4  # share of the question's words below which nothing found speaks of it
_LEAST = 0.2  # likeness below which nothing found speaks of the question at all
_TOGETHER = 0.3  # worth of the words that one passage holds together, beside the likeness of the answer …
_GAP = 1.1  # … against that of a gap's likeness …
_MARGIN = 0.17  # … and what must be left
_BESIDE = 0.25  # likeness above which a passage may stand beside a question about somebody's own case
_CAPTION = re.compile(r"^第[^（]*（(.+)）$")
_NOWHERE = "\0"  # a word that no document holds
_BARE = 3  # content words; fewer say nothing of a case


@dataclass(frozen=True)
class Support:
    """How well an answer is supported; likenesses from 0 to 1."""

    answer: float  # of the question and the closest ask, or sentence under its heading, of a found passage
    gap: float  # of the question and the closest ask of a known gap
    words: float  # share of the question's words, by weight, that the best passages or their asks hold
    together: float  # the same of that one passage that holds most
    misfit: bool  # the answer speaks of another year, group or provision, or holds no number of the kind asked for

    @property
    def spoken_of(self) -> bool:
        """Whether what was found speaks of the subject at all; of a bare topic, which asks nothing, no more is known."""
        return self.answer >= _LEAST and self.words >= _WORDS

    @property
    def enough(self) -> bool:
        """Whether the question can be answered."""
        likely = self.answer + _TOGETHER * self.together - _GAP * self.gap >= _MARGIN
        return self.spoken_of and likely and not self.misfit


def support(index: Index, question: Question, hits: Sequence[Hit], sentences: Sequence[Sentence]) -> Support:
    """Support of the question by its hits and their sentences."""
    asked = profile(index, question.text)
    texts = [ask for hit in hits[:_ASKED] for ask in hit.passage.asks]
    texts += [_title(hit) for hit in hits[:_READ]]
    texts += [" ".join((*one.hit.passage.heading[-1:], one.text)) for one in sentences]
    held = [_held(index, asked, hit) for hit in hits[:_READ]]
    return Support(
        answer=max((likeness(asked, profile(index, text)) for text in texts), default=0.0),
        gap=nearest_gap(index, question)[1],
        words=_share(asked, frozenset().union(*held)),
        together=max((_share(asked, words) for words in held), default=0.0),
        misfit=misfits(index, question, compose(question, sentences).sentences),
    )


def _title(hit: Hit) -> str:
    """What a passage is about by its heading: 「許可と承認の有効期間」 of 「第八条第一項（許可と承認の有効期間）」."""
    heading = "".join(hit.passage.heading[-1:])
    return _CAPTION.sub(r"\1", heading)


def _held(index: Index, asked: Profile, hit: Hit) -> frozenset[str]:
    """The words of a question that a passage, its heading or one of its asks holds."""
    texts = (" ".join((hit.source.title, *hit.passage.heading, hit.passage.text)), *hit.passage.asks)
    return frozenset(word for text in texts for word in profile(index, text).words if word in asked.words)


def _share(asked: Profile, held: frozenset[str]) -> float:
    """Share of the words of a question by their weight."""
    return sum(weight for word, weight in asked.words.items() if word in held) / (asked.weight or 1.0)


def beside(index: Index, question: Question, sentences: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """Of these sentences those that may stand beside a question about somebody's own case, which none of them answers.

    From passages that are like the question, or that it names, without what is no longer or not yet the law. What only
    shares a word with the question is left out; a bare question is like everything.
    """
    asked = profile(index, question.text)
    if len(asked.words) < _BARE:
        return ()
    standing = [one for one in sentences if one.standing.in_force is not False]
    near = {one.hit.passage.id for one in standing if _near(index, asked, one)}
    return tuple(one for one in standing if one.hit.passage.id in near)


def _near(index: Index, asked: Profile, sentence: Sentence) -> bool:
    """Whether a sentence under its heading, or an ask of its passage, is like a question, or the question names it."""
    texts = (" ".join((*sentence.hit.passage.heading[-1:], sentence.text)), *sentence.hit.passage.asks)
    return "code" in sentence.hit.found_by or any(likeness(asked, profile(index, text)) > _BESIDE for text in texts)


def is_strange(index: Index, typed: str) -> bool:
    """Whether no document holds any word of a text; a follow-up of such words is none, whatever it was made into."""
    unknown = index.rarity(_NOWHERE)
    words = profile(index, ASKING.sub(" ", typed)).words.values()
    return bool(words) and all(weight >= unknown for weight in words)


def known_gap(index: Index, question: Question) -> Gap | None:
    """The known gap a question is about, if it is about one."""
    gap, like = nearest_gap(index, question)
    return gap if like >= _LIKE else None


def nearest_gap(index: Index, question: Question) -> tuple[Gap | None, float]:
    """The known gap whose ask is most like the question, and how like."""
    owners = [gap for gap in index.gaps for _ in gap.asks]
    bank = index.memo.get("gaps")
    if not isinstance(bank, Bank):
        bank = index.memo["gaps"] = Bank(index, [ask for gap in index.gaps for ask in gap.asks])
    place, like = bank.nearest(profile(index, question.text))
    return (owners[place] if place >= 0 else None), like
