"""Questions: what a section on a topic should answer, suggested from the corpus alone and without a model.

From the asks of the passages that speak of the topic, the dated changes among them, and what they say of numbers,
exceptions and consequences. A suggestion is a question, not a statement; nothing is answered here.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
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
_COLLOQUIAL = re.compile(
    r"っけ|って|んだ|じゃ|さぼ|紙|やばい|ばれ|もら[えわっ]|ちゃ|ダメ|だめ|なに|ネット|出禁|ポンチ絵|クルマ|役所|お役所|よその|にらんで|縛り|横流し|"
    r"わりと|いきなり|勝手に|ここ[一二三十]|送るの|物を送|品を送|逆らっ|安い物|怪しい|商売|よいという許し|決まりの変更|気をつける|わざと|"
    r"お金|やらないと|やること|みる[?？]|見ている[?？]|くらい|どんな罰|なくなった[?？]|書いてある|教えて|春に|絵に|もう(?:使|古|いら)|出そう|"
    r"白黒|面倒を見|手を貸|売り買い|買い手|危ない|その絵|がらみ|国のOK|言われ|待ち時間|品物の値段|作り方を|渡すとき|心配|許可なしで|自分で使う|刑務所|替えの利かない|ブラックリスト|網の|[?？].+"
)
_QUIZ = re.compile(
    r"(?:何|誰|どこ|どの)[^、。]{0,30}(?:何|誰|どこ|どの)|(?:名称|表題|題名|条番号|略称)は|推定|"
    r"とされ(?:た|ている|ます|てい)|述べて|説明されて|何の(?:合意|礎)|何に(?:基づ|応)|何枚|(?:作っ|書い|まとめ|出し|求め|述べ)たのは(?:どこ|誰)|どの国・地域|人を派遣|何を(?:提出|考慮)|内訳|回収数|対象者数|アンケート|"
    r"意見交換|要望|日経|記事|報告書は|資料[はで]|本文|例[0-9２-９]|番号は|段階に当たる|何%|何％|割合|順に|総合部会|"
    r"読売|新聞|人数|件数|回収|一人当たり|戦い|統計|億円で|誰の中|挙げる例|見込みは|会合を重ね|経験した会社|"
    r"^[（(][0-9０-９]+[）)]|[①-⑳]|この[号項条]|の[イロハニホヘトチリ](?:と|から|は)"
)
_TRIVIAL = re.compile(
    r"見出し|スライド|脚注|図[0-9１-９]|何の決まり|条文|何ページ|項って|号って|条[0-9]*項?って|名称は何|分科会"
)
_ENDINGS = (
    ("のは", "のはどのような場合か。"),
    ("は", "は何か。"),
    ("が", "が何か。"),
    ("なの", "か。"),
)
"""Spoken ends of questions and how they are written; others take か alone."""
_FORMS = (
    (Why.MEANING, re.compile(r"[^のとや、・]+(?<!向け輸出)(?<!罰則)"), "{topic}とは何か。"),
    (Why.MEANING, re.compile(r".*[のとや、・].*|.*向け輸出|.*罰則"), "{topic}について、何が定められているか。"),
    (Why.WHO, re.compile(r".*(?:規制|制度|義務|基準|報告|届出|許可|要件|禁止|承認)"), "{topic}の対象となるのは誰か。"),
    (
        Why.EXCEPTION,
        re.compile(r".*(?:規制|制度|義務|報告|届出|許可|要件|禁止|承認|検査|輸出|手続)"),
        "{topic}の対象とならないのはどのような場合か。",
    ),
    (Why.PROCEDURE, re.compile(r".*(?<!罰則)(?<!手続)"), "{topic}について、どのような手続が必要か。"),
    (
        Why.WHAT_IF,
        re.compile(r".*(?:規制|義務|基準|報告|届出|禁止)"),
        "{topic}に違反した場合はどうなるか。",
    ),
)
"""What a guidance asks of a topic, and of which topics."""
_FIRST = 2.0  # worth of what is asked of any topic
_FEW = 6  # questions well put below which others are suggested as well
_DAY_ON = "{topic}について、{day}の前と後で何が変わりましたか。"


def suggested_questions(index: Index, topic: str, as_of: date, source_ids: Sequence[str] = ()) -> tuple[Suggested, ...]:
    """About eight to twelve questions on a topic, in the order in which a reader asks them; none nobody speaks of."""
    scope = Scope(as_of, tuple(source_ids))
    if not spoken_of(index, topic, scope):
        return ()
    ranked = ranked_questions(index, topic, scope)
    well_put = [one for one in ranked if not _oddness(one.question)]
    return in_order((well_put if len(well_put) >= _FEW else ranked)[:LIMIT])


def in_order(suggested: Iterable[Suggested]) -> tuple[Suggested, ...]:
    """Questions in the order in which a reader asks them."""
    return tuple(sorted(suggested, key=lambda one: _ORDER.index(one.why)))


def ranked_questions(index: Index, topic: str, scope: Scope) -> tuple[Suggested, ...]:
    """Questions on a topic, the most useful first: more than a section needs, for those that find no answer."""
    hits = pool(index, topic, scope)
    asked = read_question(topic, scope.day, scope.day)
    asks = [*_candidates(index, asked, hits)]
    found = [*_of_topic(index, topic, asks), *asks, *_dated(index, topic, hits, scope.day)]
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
    """`formed`: made of the topic, so that it is like all others made of it and yet asks something else."""

    suggested: Suggested
    worth: float
    asked: Profile
    formed: bool = False


def _candidates(index: Index, topic: Question, hits: Sequence[Hit]) -> Iterable[_Candidate]:
    """The asks of the passages that are the law of the day at least in part, by their passage and the topic."""
    about, wanted = About(index, topic), profile(index, topic.text)
    best = {law: max((hit.score for hit in hits if _is_law(hit) is law), default=1.0) for law in (True, False)}
    for hit in hits:
        if not _tells(index, hit, topic):
            continue
        worth = 0.7 * hit.score / best[_is_law(hit)] + 0.7 * about.share(hit)
        for ask in _well_put(hit.passage.asks):
            own, text = profile(index, ask), as_guidance_asks(ask)
            yield _Candidate(
                Suggested(text, why_of(ask), (hit.passage.id,)), worth + likeness(wanted, own) - _oddness(ask), own
            )


def _of_topic(index: Index, topic: str, asks: Sequence[_Candidate]) -> Iterable[_Candidate]:
    """What a guidance asks of any topic, as far as several passages are asked the like."""
    for why, of, form in _FORMS:
        passages = dict.fromkeys(
            known for one in asks if one.suggested.why is why for known in one.suggested.passage_ids
        )
        if len(passages) >= _SEVERAL and of.fullmatch(topic):
            text = form.format(topic=topic)
            yield _Candidate(Suggested(text, why, tuple(passages)), _FIRST, profile(index, text), formed=True)


def _well_put(asks: Iterable[str]) -> list[str]:
    """The asks that are questions: those that a guidance could put, or all where it could put none."""
    asked = [ask for ask in asks if ask.endswith(_ASKING) and not _TRIVIAL.search(ask)]
    return [ask for ask in asked if not _oddness(ask)] or asked


def _oddness(ask: str) -> float:
    """What a question loses that is asked in slang, like a quiz, or at length."""
    return _SPOKEN * (bool(_COLLOQUIAL.search(ask)) + bool(_QUIZ.search(ask)) + (len(ask) > _LONG))


def as_guidance_asks(ask: str) -> str:
    """A question as guidance puts it: 「許可が要るのは？」 → 「許可が要るのはどのような場合か。」"""
    text = ask.rstrip("?？。 　")
    if text.endswith("か"):
        return f"{text}。"
    for ending, put in _ENDINGS:
        if text.endswith(ending):
            return f"{text.removesuffix(ending)}{put}"
    return f"{text}か。"


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
        asked = Counter(known for one in chosen if not one.formed for known in one.suggested.passage_ids)
        kinds = {one.suggested.why for one in chosen}
        best = max(left, key=lambda one: _gain(one, asked, kinds))
        left.remove(best)
        if all((best.formed and one.formed) or likeness(best.asked, one.asked) < _ALIKE for one in chosen):
            chosen.append(best)
    return chosen


def _gain(one: _Candidate, asked: Mapping[str, int], kinds: set[Why]) -> float:
    again = 0 if one.formed else sum(asked.get(passage, 0) for passage in one.suggested.passage_ids)
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
        yield _Candidate(Suggested(text, Why.CHANGE, tuple(passages)), _FIRST, profile(index, text), formed=True)
