"""Questions: what a section on a topic should answer, suggested from the corpus alone and without a model.

From the asks of the passages that speak of the topic, the dated changes among them, and what they say of numbers,
exceptions and consequences. A suggestion is a question, not a statement; nothing is answered here.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from assistant.ask import window_of
from assistant.drafting.about import LIKE, About
from assistant.drafting.gather import Scope, provisions, spoken_of
from assistant.drafting.neutral import day_ja
from assistant.drafting.unit import leads
from assistant.evidence import read_sentences
from assistant.hit import Hit
from assistant.likeness import Profile, likeness, profile
from assistant.question import Question, read_question
from assistant.retrieve import retrieve
from ingest.index import Index
from ingest.source import Kind

LIMIT = 12
_RANKED = 30
_POOL = 16  # passages of a topic
_SHARE = 0.45  # of the best passage's score below which a passage is about something else
_LAW_SHARE = 0.6  # … and a provision
_ALIKE = 0.55  # likeness from which two questions ask the same
_ABOUT = 0.7  # share of what the passage most about the topic holds of its words, below which another is not
_ABOUT_LAW = 0.5  # … and a provision that is like the topic: it says it in its own words
_ABOUT_THIN = 0.45  # … and where that leaves next to nothing
_THIN = 4  # passages
_SYNONYMS = 5
_AGAIN = 2.0  # what a second question to one passage loses
_SPOKEN = 0.3  # what a question loses that is asked in slang, like a quiz, or at length
_LONG = 50  # characters of a question that nobody asks like that
_SEVERAL = 2  # passages that a change must touch to be asked about


class Why(StrEnum):
    """What a question is after."""

    MEANING = "meaning"  # what it is and what it is for
    CHANGE = "change"
    WHO = "who"
    THRESHOLD = "threshold"
    DATE = "date"
    EXCEPTION = "exception"
    PROCEDURE = "procedure"
    WHAT_IF = "what_if"


@dataclass(frozen=True)
class Suggested:
    """A question, what it is after, and the passages that led to it."""

    question: str
    why: Why
    passage_ids: tuple[str, ...]


_WHY = (
    (
        Why.WHAT_IF,
        re.compile(r"違反|破[るっ]|怠|罰|守らな|しなかった|忘れ|ばれ|もし|したらどうな|するとどうな|とどうなる"),
    ),
    (Why.DATE, re.compile(r"いつ|何年何月|何月|施行日|公布日|期限|時期|何日(?!以内)")),
    (
        Why.THRESHOLD,
        re.compile(
            r"いくつ|いくら|何(?:年|件|社|国|カ国|か国|個|つ|%|割|円|日以内|品目|種類|枚)|どれくらい|上限|以内|金額|数は"
        ),
    ),
    (
        Why.EXCEPTION,
        re.compile(r"除|例外|対象外|不要|いらな|要らな|しなくて|免除|特例|だけ(?:なら|で)|でも(?:対象|許可|必要)"),
    ),
    (Why.WHO, re.compile(r"誰|だれ|どの会社|どの企業|どの国|どこの国|どんな会社|責任者|部署|対象者|事業者は")),
    (Why.CHANGE, re.compile(r"変わ|改正|見直|新し|新設|追加|増え|減|以前|前は|前と|廃止|緩")),
    (
        Why.PROCEDURE,
        re.compile(
            r"どうすれば|どうやって|手続|申請|届|報告|提出|書類|確認|方法|進め方|流れ|何をす|やること|手順|相談"
        ),
    ),
)
_ORDER = tuple(Why)
_ASKING = ("?", "？", "か", "か。")
_COLLOQUIAL = re.compile(r"っけ|って|んだ|じゃ|さぼ|紙|やばい|ばれ|もらえる|ちゃ|ダメ|なに|ネット")
_QUIZ = re.compile(r"(?:何|誰|どこ|どの)[^、。]{0,30}(?:何|誰|どこ|どの)|(?:名称|表題|題名|条番号|略称)は|推定される")
_TRIVIAL = re.compile(
    r"見出し|スライド|脚注|図[0-9１-９]|何の決まり|条文|何ページ|項って|号って|条[0-9]*項?って|名称は何|分科会"
)
_DAY_ON = "{topic}について、{day}の前と後で何が変わりましたか。"


def suggested_questions(index: Index, topic: str, as_of: date, source_ids: Sequence[str] = ()) -> tuple[Suggested, ...]:
    """About eight to twelve questions on a topic, in the order in which a reader asks them; none nobody speaks of."""
    scope = Scope(as_of, tuple(source_ids))
    return in_order(ranked_questions(index, topic, scope)[:LIMIT]) if spoken_of(index, topic, scope) else ()


def in_order(suggested: Iterable[Suggested]) -> tuple[Suggested, ...]:
    """Questions in the order in which a reader asks them."""
    return tuple(sorted(suggested, key=lambda one: _ORDER.index(one.why)))


def ranked_questions(index: Index, topic: str, scope: Scope) -> tuple[Suggested, ...]:
    """Questions on a topic, the most useful first: more than a section needs, for those that find no answer."""
    hits = pool(index, topic, scope)
    asked = read_question(topic, scope.day, scope.day)
    found = [*_candidates(index, asked, hits), *_dated(index, topic, hits, scope.day)]
    return tuple(one.suggested for one in _chosen(found))


def pool(index: Index, topic: str, scope: Scope) -> tuple[Hit, ...]:
    """The passages that speak of a topic in its own words or in those of its synonyms: documents, then provisions."""
    asked = read_question(topic, scope.day, scope.day)
    found: dict[str, Hit] = {}
    for wording in wordings(index, topic):
        documents = retrieve(index, wording, window_of(asked, scope.source_ids), _POOL)
        for hit in (*_near(documents, _SHARE), *_near(provisions(index, wording, scope), _LAW_SHARE)):
            found[hit.passage.id] = max(hit, found.get(hit.passage.id, hit), key=lambda one: one.score)
    about = About(index, asked)
    near = [(hit, about.share(hit)) for hit in found.values()]
    best = max((share for _, share in near), default=0.0)
    kept: list[Hit] = []
    for least in (_ABOUT, _ABOUT_THIN):
        if len(kept) < _THIN:
            kept = [hit for hit, share in near if share >= best * (_ABOUT_LAW if _named(about, hit) else least)]
    return tuple(sorted(kept, key=lambda hit: (_is_law(hit), -hit.score, hit.passage.id)))


def _named(about: About, hit: Hit) -> bool:
    """Whether a hit is a provision that the topic is like."""
    return _is_law(hit) and about.like(hit) >= LIKE


def wordings(index: Index, topic: str) -> tuple[str, ...]:
    """A topic as it is, and together with other words for what it names."""
    other = index.analyzer.expand(index.analyzer.fold(topic))[:_SYNONYMS]
    return (topic, " ".join((topic, *other))) if other else (topic,)


def _near(hits: Sequence[Hit], share: float) -> Iterable[Hit]:
    return (hit for hit in hits if hit.score >= share * hits[0].score)


@dataclass(frozen=True)
class _Candidate:
    suggested: Suggested
    worth: float
    asked: Profile


def _candidates(index: Index, topic: Question, hits: Sequence[Hit]) -> Iterable[_Candidate]:
    """The asks of the passages that are the law of the day at least in part, by their passage and the topic."""
    about, wanted = About(index, topic), profile(index, topic.text)
    best = {law: max((hit.score for hit in hits if _is_law(hit) is law), default=1.0) for law in (True, False)}
    for hit in hits:
        if not _tells(index, hit, topic):
            continue
        worth = 0.7 * hit.score / best[_is_law(hit)] + 0.7 * about.share(hit)
        for ask in hit.passage.asks:
            if ask.endswith(_ASKING) and not _TRIVIAL.search(ask):
                own = profile(index, ask)
                spoken = _SPOKEN * (bool(_COLLOQUIAL.search(ask)) + bool(_QUIZ.search(ask)) + (len(ask) > _LONG))
                yield _Candidate(
                    Suggested(ask, why_of(ask), (hit.passage.id,)), worth + likeness(wanted, own) - spoken, own
                )


def _is_law(hit: Hit) -> bool:
    return hit.source.kind is Kind.STATUTE


def _tells(index: Index, hit: Hit, topic: Question) -> bool:
    """Whether a passage says something that may be told as the law of the day."""
    return any(
        one.standing.in_force is not False and not leads(one.text) for one in read_sentences(index, topic, (hit,))
    )


def why_of(ask: str) -> Why:
    """What a question is after, by its words."""
    return next((why for why, words in _WHY if words.search(ask)), Why.MEANING)


def _chosen(candidates: Sequence[_Candidate]) -> list[_Candidate]:
    """The best that ask different things of different passages; kinds that are not there yet come first."""
    left = list(candidates)
    chosen: list[_Candidate] = []
    while left and len(chosen) < _RANKED:
        asked = {passage: sum(passage in one.suggested.passage_ids for one in chosen) for one in left for passage in one.suggested.passage_ids}  # fmt: skip
        kinds = {one.suggested.why for one in chosen}
        best = max(left, key=lambda one: _gain(one, asked, kinds))
        left.remove(best)
        if all(likeness(best.asked, one.asked) < _ALIKE for one in chosen):
            chosen.append(best)
    return chosen


def _gain(one: _Candidate, asked: dict[str, int], kinds: set[Why]) -> float:
    again = sum(asked.get(passage, 0) for passage in one.suggested.passage_ids)
    return one.worth - _AGAIN * again + (0.1 if one.suggested.why not in kinds else 0.0)


def _dated(index: Index, topic: str, hits: Sequence[Hit], day: date) -> Iterable[_Candidate]:
    """A question for the day on which most of what several passages say of the topic changed."""
    changed: dict[date, list[str]] = {}
    for hit in hits:
        statuses = [index.statuses[mark.status_id] for mark in hit.passage.marks if mark.status_id in index.statuses]
        for on in {status.on for status in statuses if status.on and status.on <= day}:
            changed.setdefault(on, []).append(hit.passage.id)
    on, passages = max(changed.items(), key=lambda one: (len(one[1]), one[0]), default=(day, []))
    if len(passages) >= _SEVERAL:
        text = _DAY_ON.format(topic=topic, day=day_ja(on))
        yield _Candidate(Suggested(text, Why.CHANGE, tuple(passages)), 2.0, profile(index, text))
