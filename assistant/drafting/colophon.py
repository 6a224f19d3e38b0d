"""Colophon: what an exported draft says of itself: state, version, people, date, and what it was made with. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

from assistant.drafting.block import Block, Heading, Line, Prose, Row, Table, Tone
from assistant.drafting.draft import Draft, State
from assistant.drafting.headings import KINDS
from assistant.drafting.neutral import day_ja
from assistant.drafting.review import STATES
from assistant.drafting.statement import settles
from assistant.legible import legible

SUPPORT = (
    "この文書は、書き手が自ら行う判断を支える資料です。"
    "個別の取引について許可の要否を決めるものではなく、法令の原文に代わるものでもありません。"
)
UNAPPROVED = "この版は承認されていない下書きです。"
MOVED = "この版は、よりどころにした資料か規則が変わったため、見直しが要ります。"
_JAPAN = timezone(timedelta(hours=9), "JST")
_NONE = "なし"
_HEAD = ("したこと", "版", "した人", "日時（日本）", "内容（した人の言葉）")
_DECIDES = "〔判定と読める記入。書いた人の見解で、規則による判定ではありません〕"


@dataclass(frozen=True)
class Step:
    """What somebody did to a draft; `verified`: whether the name is a configured user's.

    `text`: what they wrote; `told`: what is known of the step beside it.
    """

    what: str
    version: int
    by: str
    at: datetime
    verified: bool = False
    text: str = ""
    told: str = ""


@dataclass(frozen=True)
class Name:
    """The short title of a source."""

    source_id: str
    text: str


@dataclass(frozen=True)
class About:
    """What is known of a version beside its content.

    `saved`: the versions up to it, the last being this one; `reviews`: submitted, returned, approved; `approval`: of
    this very version; `accepted`: the marks it let stand, each with the reason; `moved`: what has moved under it, both in
    Japanese; `newest`: the number of the newest version.
    """

    draft_id: str
    version: int
    newest: int
    state: State
    saved: tuple[Step, ...]
    reviews: tuple[Step, ...] = ()
    approval: Step | None = None
    accepted: tuple[str, ...] = ()
    predecessor: str | None = None
    moved: tuple[str, ...] = ()
    names: tuple[Name, ...] = ()

    @property
    def state_ja(self) -> str:
        """The state, of an old version that it is one."""
        return STATES[self.state] if self.version == self.newest else f"旧い版（最新は版{self.newest}）"


def colophon(draft: Draft, about: About, flagged: int) -> Iterator[Block]:
    """The notice and the table at the front; `flagged`: how many places must be confirmed."""
    yield Prose((Line(notice(about)),), Tone.STRONG)
    rows = (
        *_standing(draft, about),
        ("確認が要る箇所", f"{flagged}件（末尾の一覧）" if flagged else _NONE),
        *_made(draft),
    )
    yield Table(tuple(Row((name, legible(text))) for name, text in rows), (2, 8), head=False)


def notice(about: About) -> str:
    """What must be known before reading."""
    stale = about.state is State.STALE and about.version == about.newest
    return "".join((SUPPORT, "" if about.approval else UNAPPROVED, MOVED if stale else ""))


def reviews(about: About) -> Iterator[Block]:
    """Who saved, submitted, returned and approved which version."""
    steps = sorted((*about.saved, *about.reviews), key=lambda one: one.at)
    yield Heading(2, Line("作成と審査の経過"))
    rows = (Row((one.what, f"版{one.version}", person(one), moment_ja(one.at), remark(one) or "―")) for one in steps)
    yield Table((Row(_HEAD), *rows), (3, 2, 4, 4, 6))


def remark(step: Step) -> str:
    """What a person wrote at a step, and what is known of it beside."""
    return f"{written(step.text)}{step.told}"


def written(text: str) -> str:
    """Words that a person typed, in brackets; those that read as a decision are followed by what they are."""
    said = f"「{legible(text)}」" if text.strip() else ""
    return f"{said}{_DECIDES}" if said and settles(text, free=True) else said


def person(step: Step) -> str:
    """A name; one that no configured user vouches for says so."""
    return legible(step.by) if step.verified else f"{legible(step.by)}（本人確認なし）"


def moment_ja(at: datetime) -> str:
    """A moment of Japan to the minute."""
    return f"{at.astimezone(_JAPAN):%Y-%m-%d %H:%M}"


def _standing(draft: Draft, about: About) -> Iterator[tuple[str, str]]:
    yield "状態", about.state_ja
    yield "文案・版", f"{about.draft_id}　版{about.version}　{KINDS[draft.kind]}"
    yield "基準日", day_ja(draft.as_of)
    yield "書いた人", "、".join(dict.fromkeys(map(person, about.saved)))
    yield "保存", moment_ja(about.saved[-1].at)
    yield "承認", f"{person(about.approval)}　{moment_ja(about.approval.at)}" if about.approval else "されていない"
    if about.accepted:
        yield "承認者が理由を示して残した箇所", "\n".join(about.accepted)
    if about.predecessor:
        yield "引き継いだ文案", about.predecessor
    if about.moved:
        yield "よりどころの変化", "\n".join(about.moved)


def _made(draft: Draft) -> Iterator[tuple[str, str]]:
    made = draft.made
    model = f"、モデル {made.model}、指示文 {made.prompt or _NONE}" if made.model else ""
    yield "作成の条件", f"索引 {made.index}、規則 {made.rules}、コード {made.code}{model}"
