"""Notices: what a reader must know beside an answer, in Japanese, and what to do next when there is none."""

from collections.abc import Iterator
from datetime import date

from assistant.answer import AsOfFrom, Notice, Reason
from assistant.compose import Composed
from assistant.conflict import Conflict
from assistant.cut import cut_lists
from assistant.evidence import Sentence
from assistant.question import Question
from ingest.index import Index
from ingest.source import Edition, Kind
from ingest.status import StatusKind

_NEXT = {
    Reason.NOT_IN_CORPUS: "取り込んだ資料からは答えられません。近い箇所を確かめるか、言葉や基準日を変えて尋ねるか、資料を追加してください。",
    Reason.SUPERSEDED_ONLY: "見つかったのは基準日には置き換え済みの記述だけです。現行の法令を確かめてください。",
    Reason.CONFLICT: "資料の間で記述が食い違っています。引用した箇所を見比べ、現行の法令を確かめてください。",
    Reason.OUT_OF_SCOPE: "安全保障貿易管理の資料で答える質問ではないようです。担当の部署や公的な窓口に確かめてください。",
}


def next_step(reason: Reason) -> str:
    """What the asker can do next when there is no, or no full, answer."""
    return _NEXT[reason]


def of(index: Index, question: Question, composed: Composed, *, today: date) -> tuple[Notice, ...]:
    """All notices of an answer, each text once."""
    found = [
        *_date(question),
        *_standing(question, composed),
        *_cut(composed),
        *_editions(composed),
        *_versions(index, question, composed, today),
    ]
    return tuple(dict.fromkeys(found))


def of_conflict(conflict: Conflict) -> Notice:
    """Who says what where two documents are at odds."""
    first, second = (
        f"「{one.hit.source.short}」は「{value}」"
        for one, value in zip((conflict.first, conflict.second), conflict.values, strict=True)
    )
    added, order = ("登録された", "公的な資料の記述を先に示します。") if conflict.between_tiers else ("", "")
    return Notice("conflict", f"資料の間で記述が食い違っています。{first}、{added}{second}としています。{order}")


def _date(question: Question) -> Iterator[Notice]:
    if question.as_of_from is AsOfFrom.QUESTION:
        yield Notice("as_of_from_question", f"質問の日付から、基準日を{_ja(question.as_of)}としました。")


def _standing(question: Question, composed: Composed) -> Iterator[Notice]:
    for sentence in composed.sentences:
        if sentence.standing.in_force is False:
            yield Notice(*_of_sentence(question, sentence))


def _of_sentence(question: Question, sentence: Sentence) -> tuple[str, str]:
    stands = sentence.standing
    where = f"「{sentence.hit.source.short}」の引用"
    if stands.kind is StatusKind.SUPERSEDED and stands.superseded_on:
        return "superseded", f"{where}には、{_ja(stands.superseded_on)}に置き換えられた記述があります。{stands.note}"
    if stands.kind is StatusKind.ANNOUNCED and stands.valid_from:
        return (
            "not_yet_in_force",
            f"{where}には、{_ja(stands.valid_from)}に施行される（基準日には未施行の）内容があります。{stands.note}",
        )
    return "proposed", f"{where}には、法令ではない提言・予定が含まれます。{stands.note}"


def _cut(composed: Composed) -> Iterator[Notice]:
    for one in cut_lists(composed.sentences):
        passage = one.first.hit.passage
        where = f"「{one.first.hit.source.short}」の {passage.locator or ' > '.join(passage.heading[-1:])}"
        yield Notice(
            "list_cut",
            f"{where} の列挙は{one.total}件で、そのうち{one.told}件だけを示しています。"
            f"ほかに{one.total - one.told}件あるので、引用した箇所の全文を確かめてください。",
        )


def _editions(composed: Composed) -> Iterator[Notice]:
    if any(citation.edition == Edition.DIGEST for citation in composed.citations):
        yield Notice("digest", "「要旨」とある引用は本プロジェクトがまとめた要旨で、発行者の文言ではありません。")


def _versions(index: Index, question: Question, composed: Composed, today: date) -> Iterator[Notice]:
    """Statutes are stored from a first to a last version; beyond them a date is covered with a warning, or not."""
    first, last = index.statute_days
    if first is not None and question.as_of < first:
        yield Notice("before_stored_law", f"{_ja(first)}より前の法令は収録していません。法令については答えられません。")
    quoted = any(citation.kind == Kind.STATUTE for citation in composed.citations)
    if last is not None and question.as_of > last and (quoted or question.as_of > today):
        yield Notice(
            "after_stored_law", f"法令は{_ja(last)}施行の版まで収録しています。それより後の改正を確かめてください。"
        )


def _ja(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
