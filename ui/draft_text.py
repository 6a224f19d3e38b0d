"""Draft text: drafts, their marks, differences and events as HTML fragments. Pure; all text goes through `ui.escape`."""

from collections.abc import Mapping, Sequence

from assistant.drafting.difference import ParagraphChange, Piece, SentenceChange, Turn
from assistant.drafting.draft import Draft, Form, Kind, Mark, MarkKind, Origin, Paragraph, Role, Sentence, State
from assistant.drafting.headings import HEADINGS, KINDS, name_of
from assistant.drafting.review import STATES, Placed
from assistant.drafting.stale import Moved
from assistant.drafting.version import Event, EventKind, Head, Note
from assistant.drafting.view import DifferenceView, DraftView
from ui import card
from ui.card import Place
from ui.escape import escaped
from ui.label import Label, date_ja
from ui.printed_draft import EVENTS, HOWS, MARKS, ORIGINS, TURNS, moment_ja, name_ja

_TONES = {State.DRAFT: "plain", State.IN_REVIEW: "plan", State.APPROVED: "good", State.STALE: "warn"}
_MARK_TONES = {
    MarkKind.NO_EVIDENCE: "warn",
    MarkKind.NOT_SUPPORTED: "alert",
    MarkKind.REWORDED: "warn",
    MarkKind.DETERMINES: "alert",
    MarkKind.CONTEXT: "warn",
    MarkKind.STALE: "warn",
}
_ORIGIN_TONES = {Origin.PASSAGES: "quiet", Origin.DETERMINATION: "good", Origin.PERSON: "plan"}
_SIZES = {Role.TITLE: "h2", Role.HEADING: "h3", Role.QUESTION: "h3"}

INTRO = (
    '<div lang="ja"><p class="g-page">ガイダンスの文案</p><p class="g-lead">資料と規則から、引用の付いた下書きを作ります。'
    "人が直し、別の人が承認します。下書きの文は、引用した箇所を確かめてから使ってください。</p></div>"
)
EMPTY = '<p class="g-caption" lang="ja">文案はまだありません。右の欄で作れます。</p>'
NOBODY = '<p class="g-caption" lang="ja">氏名を入れると、作成・編集・コメント・審査ができます。</p>'
UNVERIFIED = '<p class="g-caption" lang="ja">氏名は入力されたまま記録し、「本人確認なし」と記します。</p>'


def heading(text: str) -> str:
    """A heading of a part of the page."""
    return f'<h3 class="g-heading" lang="ja">{escaped(text)}</h3>'


def caption(text: str) -> str:
    """A remark in small print."""
    return f'<p class="g-caption" lang="ja">{escaped(text)}</p>'


def state_badge(state: State) -> str:
    """Where a draft stands."""
    return card.badge(Label(STATES[state], _TONES[state]))


def listed(head: Head) -> str:
    """A draft in the list."""
    about = f"{KINDS[Kind(head.kind)]}・版{head.version}・{moment_ja(head.changed_at)}"
    approved = f"・承認済み（版{head.approved}）" if head.approved else ""
    follows = f"・{head.predecessor} を引き継いだ文案" if head.predecessor else ""
    about += f"{approved}{follows}・{head.id}"
    return (
        f'<div class="g-draft" lang="ja"><span class="g-title">{escaped(head.title)}</span>'
        f'<span class="g-badges">{state_badge(head.state)}<span class="g-caption">{escaped(about)}</span></span></div>'
    )


def banner(view: DraftView) -> str:
    """Title, standing and version of the draft that is open."""
    head, note = view.head, view.note
    older = "" if note.number == head.version else f"（最新は版{head.version}）"
    parts = [
        f"{KINDS[view.draft.kind]}・基準日 {date_ja(view.draft.as_of)}",
        f"版{note.number}{older} {HOWS[note.how]} {name_ja(note.author, verified=note.verified)} {moment_ja(note.at)}",
        *([f"承認された版: 版{head.approved}"] if head.approved else []),
        *([f"引き継いだ文案: {head.predecessor}"] if head.predecessor else []),
    ]
    return (
        f'<div class="g-draft-head" lang="ja"><p class="g-page">{escaped(view.draft.title)}</p>'
        f'<p class="g-banner">{state_badge(head.state)}<span class="g-date">{escaped("　".join(parts))}</span></p></div>'
    )


def paragraph(one: Paragraph, draft: Draft, *, stale: bool) -> str:
    """A paragraph with the numbers of its citations and its marks."""
    numbers = {each.id: each.citation.n for each in draft.citations}
    size = _SIZES.get(one.role)
    badges = [card.badge(Label(ORIGINS[one.origin], _ORIGIN_TONES[one.origin]))] if not size else []
    badges += [card.badge(Label(MARKS[MarkKind.STALE], "warn"))] if stale else []
    head = f'<p class="g-role"><span>{name_of(one)}</span>{"".join(badges)}</p>'
    if size:
        text = "".join(_marked(sentence, numbers) for sentence in one.sentences)
        return f'<div class="g-paragraph" lang="ja">{head if stale else ""}<{size}>{text}</{size}></div>'
    return f'<div class="g-paragraph" lang="ja">{head}{_body(one.sentences, numbers)}{_unattached(one, numbers)}</div>'


def _body(sentences: Sequence[Sentence], numbers: Mapping[str, int]) -> str:
    """Sentences as lines, rows as a table."""
    parts: list[str] = []
    rows: list[str] = []
    for sentence in sentences:
        if sentence.form is Form.ROW:
            rows.append(_row(sentence, numbers))
            continue
        parts += [_table(rows)] if rows else []
        rows = []
        item = ' class="g-item"' if sentence.form is Form.ITEM else ""
        parts.append(f"<li{item}>{_marked(sentence, numbers)}</li>")
    parts += [_table(rows)] if rows else []
    return f'<ul class="g-statements">{"".join(parts)}</ul>'


def _row(sentence: Sentence, numbers: Mapping[str, int]) -> str:
    cells = [part.strip() for part in sentence.text.strip("| ").split("|")]
    filled = "".join(f"<td>{escaped(cell)}</td>" for cell in cells[:-1])
    return f"<tr>{filled}<td>{escaped(cells[-1])}{_notes(sentence, numbers)}{_flags(sentence)}</td></tr>"


def _table(rows: Sequence[str]) -> str:
    return f'<li class="g-rows"><table>{"".join(rows)}</table></li>'


def _marked(sentence: Sentence, numbers: Mapping[str, int]) -> str:
    return f'<span class="g-text">{escaped(sentence.text)}</span>{_notes(sentence, numbers)}{_flags(sentence)}'


def _notes(sentence: Sentence, numbers: Mapping[str, int]) -> str:
    return "".join(f'<span class="g-mark">[{numbers[one]}]</span>' for one in sentence.citations if one in numbers)


def _flags(sentence: Sentence) -> str:
    return "".join(map(_flag, sentence.marks))


def _flag(mark: Mark) -> str:
    return f'<span class="g-flag g-{_MARK_TONES[mark.kind]}">{MARKS[mark.kind]}: {escaped(mark.text)}</span>'


def placed(one: Placed) -> str:
    """A marked sentence as an approver looks at it."""
    return f'<div class="g-placed" lang="ja"><p class="g-quoted">{escaped(one.text)}</p>{_flag(one.mark)}</div>'


def _unattached(one: Paragraph, numbers: Mapping[str, int]) -> str:
    if not one.unattached:
        return ""
    named = " ".join(f"[{numbers.get(each, '?')}]" for each in one.unattached)
    return f'<p class="g-note g-warn">文から外れた引用: {escaped(named)}</p>'


def evidence(one: Paragraph, draft: Draft, titles: Mapping[str, str]) -> str:
    """The cards of the citations of a paragraph, unattached ones last."""
    used = dict.fromkeys((*(each for sentence in one.sentences for each in sentence.citations), *one.unattached))
    known = {each.id: each.citation for each in draft.citations}
    cards = (
        card.cited(known[each], draft.as_of, Place(f"{one.id}-{each}", known[each].n), titles)
        for each in used
        if each in known
    )
    return f'<div class="g-evidence" lang="ja">{"".join(cards)}</div>'


def moved(found: Sequence[Moved]) -> str:
    """What has moved, old and new side by side."""
    rows = "".join(
        f'<div class="g-moved"><p class="g-rule">{escaped(one.text)}</p><div class="g-sides"><div><span class="g-caption">'
        f'文案にある引用・表</span><p>{escaped(one.old)}</p></div><div><span class="g-caption">今</span>'
        f"<p>{escaped(one.new or 'なし')}</p></div></div></div>"
        for one in found
    )
    return f'<div class="g-result" lang="ja">{rows}</div>'


def marks(found: Sequence[Placed]) -> str:
    """How many marks there are of each kind."""
    counts = {kind: sum(one.mark.kind is kind for one in found) for kind in MarkKind}
    badges = [card.badge(Label(f"{MARKS[kind]} {count}", _MARK_TONES[kind])) for kind, count in counts.items() if count]
    return f'<p class="g-badges" lang="ja">{"".join(badges)}</p>' if badges else ""


def note(one: Note) -> str:
    """A version in the list of versions."""
    comment = f"　{one.comment}" if one.comment else ""
    text = (
        f"版{one.number}　{HOWS[one.how]}　{name_ja(one.author, verified=one.verified)}　{moment_ja(one.at)}{comment}"
    )
    return f'<p class="g-line" lang="ja">{escaped(text)}</p>'


def event(one: Event) -> str:
    """A comment or a step."""
    by = one.by if one.kind in (EventKind.STALE, EventKind.CURRENT) else name_ja(one.by, verified=one.verified)
    where = f"版{one.version}" + (f"・段落 {one.paragraph}" if one.paragraph else "")
    head = f"{EVENTS[one.kind]}　{by}　{moment_ja(one.at)}　{where}"
    text = f'<p class="g-quoted">{escaped(one.text)}</p>' if one.text else ""
    return f'<div class="g-event" lang="ja"><p class="g-caption">{escaped(head)}</p>{text}</div>'


def difference(view: DifferenceView) -> str:
    """Two versions side by side; paragraphs that are the same are left out."""
    changed = [one for one in view.difference.paragraphs if one.turn is not Turn.SAME]
    if not changed:
        return caption("この二つの版に違いはありません。")
    head = f'<div class="g-sides g-caption"><span>版{view.old.number}</span><span>版{view.new.number}</span></div>'
    return f'<div class="g-result g-diff" lang="ja">{head}{"".join(map(_change, changed))}</div>'


def _change(one: ParagraphChange) -> str:
    moved_too = "・移動" if one.moved and one.turn is not Turn.MOVED else ""
    name = f"{HEADINGS[Role(one.role)]} {one.paragraph}（{TURNS[one.turn]}{moved_too}）"
    rows = "".join(map(_sides, one.sentences)) if one.turn is not Turn.MOVED else ""
    return f'<div class="g-part"><p class="g-ref">{escaped(name)}</p>{rows}</div>'


def _sides(one: SentenceChange) -> str:
    kind = "" if one.turn is Turn.SAME else " g-turned"
    cited = (
        '<span class="g-flag g-warn">引用が変わりました</span>' if one.citations_changed and one.old and one.new else ""
    )
    old, new = _pieces(one.old_pieces, "del"), _pieces(one.new_pieces, "ins")
    return f'<div class="g-sides{kind}"><p>{old}</p><p>{new}{cited}</p></div>'


def _pieces(pieces: Sequence[Piece], tag: str) -> str:
    return "".join(escaped(one.text) if one.kept else f"<{tag}>{escaped(one.text)}</{tag}>" for one in pieces)
