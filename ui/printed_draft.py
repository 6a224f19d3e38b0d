"""Printed draft: drafts, their differences and what happened to them as lines of Japanese text. Pure."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from assistant.drafting.difference import Piece, Turn
from assistant.drafting.draft import Kind, MarkKind, Origin, Paragraph, Sentence, State
from assistant.drafting.headings import KINDS, name_of
from assistant.drafting.review import STATES, Placed
from assistant.drafting.stale import Moved
from assistant.drafting.version import Event, EventKind, Head, How, Note
from assistant.drafting.view import DifferenceView, DraftList, DraftView, EventList, QuestionList, VersionList

MARKS = {
    MarkKind.NO_EVIDENCE: "根拠なし",
    MarkKind.NOT_SUPPORTED: "根拠と合わない",
    MarkKind.REWORDED: "要確認: 言い換え",
    MarkKind.DETERMINES: "判定と読める",
    MarkKind.CONTEXT: "前後が変わった",
    MarkKind.STALE: "要見直し",
}
ORIGINS = {Origin.PASSAGES: "資料から", Origin.DETERMINATION: "規則による判定", Origin.PERSON: "人が書いた"}
EVENTS = {
    EventKind.COMMENTED: "コメント",
    EventKind.SUBMITTED: "審査に出した",
    EventKind.RETURNED: "差し戻した",
    EventKind.APPROVED: "承認した",
    EventKind.STALE: "よりどころが変わった",
    EventKind.CURRENT: "よりどころが元に戻った",
}
HOWS = {How.CREATED: "作成", How.EDITED: "編集", How.REDRAFTED: "再作成", How.SUCCEEDED: "引き継ぎ"}
TURNS = {
    Turn.SAME: "同じ",
    Turn.CHANGED: "変更",
    Turn.ADDED: "追加",
    Turn.REMOVED: "削除",
    Turn.MOVED: "移動",
}
_NOTHING = "報告することはありません。よりどころ（資料・規則・日付）は変わっていません。"


def moment_ja(at: datetime) -> str:
    """A moment of Japan to the minute."""
    from zoneinfo import ZoneInfo

    return f"{at.astimezone(ZoneInfo('Asia/Tokyo')):%Y-%m-%d %H:%M}"


def name_ja(name: str, *, verified: bool) -> str:
    """A name; one that no configured user vouches for says so."""
    return name if verified else f"{name}（本人確認なし）"


def heads_text(found: DraftList) -> str:
    """All drafts, one a line."""
    if not found.drafts:
        return "文案はまだありません。gaihi draft new で作れます。"
    return "\n".join(head_text(head) for head in found.drafts)


def head_text(head: Head) -> str:
    """A draft in one line."""
    approved = f"（承認: 版{head.approved}）" if head.approved else ""
    follows = f"　{head.predecessor} を引き継いだ文案" if head.predecessor else ""
    return (
        f"{head.id}　{STATES[head.state]}{approved}　版{head.version}　{KINDS[Kind(head.kind)]}　{head.title}"
        f"　{moment_ja(head.changed_at)}{follows}"
    )


def draft_text(view: DraftView) -> str:
    """A version: its standing, its paragraphs with marks, its citations, and what has moved."""
    return "\n".join(_draft(view))


def _draft(view: DraftView) -> Iterator[str]:
    yield head_text(view.head)
    yield f"この版: {note_text(view.note)}"
    if view.head.predecessor:
        yield f"引き継いだ文案: {view.head.predecessor}"
    numbers = {one.id: one.citation.n for one in view.draft.citations}
    for paragraph in view.draft.paragraphs:
        yield ""
        yield f"【{name_of(paragraph)}】{paragraph.id}・{ORIGINS[paragraph.origin]}"
        for sentence in paragraph.sentences:
            yield from _sentence(sentence, numbers)
        yield from _unattached(paragraph, numbers)
    yield ""
    yield "出典"
    for one in view.draft.citations:
        citation = one.citation
        yield f"[{citation.n}] {citation.title} {citation.locator}「{' '.join(citation.quote.split())}」"
    yield from _moved(view.moved)


def _sentence(sentence: Sentence, numbers: dict[str, int]) -> Iterator[str]:
    marks = "".join(f"[{numbers[one]}]" for one in sentence.citations if one in numbers)
    yield f"{sentence.text} {marks}".rstrip()
    yield from (f"    ▲ {MARKS[mark.kind]}: {mark.text}" for mark in sentence.marks)


def _unattached(paragraph: Paragraph, numbers: dict[str, int]) -> Iterator[str]:
    if paragraph.unattached:
        yield f"    文から外れた引用: {' '.join(f'[{numbers.get(one, one)}]' for one in paragraph.unattached)}"


def _moved(found: Sequence[Moved]) -> Iterator[str]:
    if not found:
        return
    yield ""
    yield "よりどころが変わった段落（gaihi draft redraft で、その段落だけを作り直せます）"
    for one in found:
        yield f"・{one.paragraph}: {one.text}"
        yield f"    旧: {' '.join(one.old.split())}"
        yield f"    新: {' '.join(one.new.split()) or 'なし'}"


def note_text(note: Note) -> str:
    """A version in one line."""
    comment = f"　{note.comment}" if note.comment else ""
    author = name_ja(note.author, verified=note.verified)
    return f"版{note.number}　{HOWS[note.how]}　{author}　{moment_ja(note.at)}{comment}"


def versions_text(found: VersionList) -> str:
    """All versions."""
    return "\n".join(note_text(note) for note in found.versions)


def events_text(found: EventList) -> str:
    """Comments and steps."""
    return "\n".join(event_text(event) for event in found.events) or "まだ何もありません。"


def event_text(event: Event) -> str:
    """An event in one line."""
    where = f"版{event.version}" + (f"・{event.paragraph}" if event.paragraph else "")
    by = event.by if event.by == "gaihi" else name_ja(event.by, verified=event.verified)
    confirmed = event.details.get("confirmed", [])
    more = f"　確認した印 {len(confirmed)} 件" if confirmed else ""
    return f"{moment_ja(event.at)}　{EVENTS[event.kind]}　{by}　{where}　{event.text}{more}".rstrip()


def difference_text(found: DifferenceView) -> str:
    """What changed between two versions; the rest is left out."""
    lines = [f"版{found.old.number} → 版{found.new.number}"]
    for one in found.difference.paragraphs:
        if one.turn is Turn.SAME:
            continue
        lines += ["", f"{one.paragraph}（{TURNS[one.turn]}）"]
        for sentence in one.sentences:
            if sentence.turn is Turn.SAME and not sentence.citations_changed:
                continue
            lines += [f"- {_marked(sentence.old_pieces)}"] if sentence.old else []
            lines += [f"+ {_marked(sentence.new_pieces)}"] if sentence.new else []
    return "\n".join(lines if len(lines) > 1 else [*lines, "違いはありません。"])


def _marked(pieces: Sequence[Piece]) -> str:
    return "".join(piece.text if piece.kept else f"【{piece.text}】" for piece in pieces)


def marks_text(found: Sequence[Placed]) -> str:
    """Marks, two lines each: what it is called, its sentence, its name for --confirm; and its reason."""
    return "\n".join(f"▲ {MARKS[one.mark.kind]}: 「{one.text}」（印 {one.id}）\n    {one.mark.text}" for one in found)


def check_text(view: DraftView) -> str:
    """A draft in one line and what has moved under it, or that nothing has."""
    lines = [head_text(view.head), *_moved(view.moved)]
    return "\n".join(lines if view.moved else [*lines, _NOTHING])


def checked_text(found: DraftList) -> str:
    """All drafts, and how many of them must be looked at again."""
    stale = sum(head.state is State.STALE for head in found.drafts)
    said = f"よりどころが変わった文案が {stale} 件あります。" if stale else _NOTHING
    return f"{heads_text(found)}\n{said}" if found.drafts else heads_text(found)


def questions_text(found: QuestionList) -> str:
    """Suggested questions, one a line."""
    return (
        "\n".join(one.question for one in found.questions)
        or "この主題の問いの候補は、収録した資料からは見つかりませんでした。"
    )
