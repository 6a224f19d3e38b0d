"""Manuscript: a draft as a text file that a person edits with any editor, and the changes read back from it. Pure.

A paragraph begins with its line `<!-- id role -->`; below it stands one sentence a line, the numbers of its citations
behind it. Numbers are not read: a citation stays with its sentence by the sentence itself. A `<!-- new role -->` line
begins a new paragraph. Who takes a paragraph with its line out, deletes it; who moves it, moves it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.drafting.draft import Draft, Origin, Paragraph, Role
from assistant.drafting.edit import Change, Delete, Insert, Move, Replace, Typed, apply
from assistant.drafting.headings import HEADINGS, name_of
from assistant.drafting.refusals import EditError

NEW = "new"
_LINE = re.compile(r"^<!--\s*(?P<id>[\w.:-]+)\s+(?P<role>[a-z_]+)(?:\s[^>]*)?-->\s*$")
_HEAD = re.compile(r"^<!--\s*gaihi draft (?P<id>[\w-]+) version (?P<version>[0-9]{1,7})\s*-->\s*$")
_NUMBERS = re.compile(r"(?:\s*\[\^[0-9]+\])+\s*$")
_HELP = (
    "一行が一文です。文末の [^番号] は引用で、書き換えても読みません。規則による判定（determination）は直せません。",
    "段落を足すには <!-- new answer --> のような行の下に書きます。段落を消すには、その行ごと消します。",
)


@dataclass(frozen=True)
class Read:
    """A file read back: the draft and version it was written from, and what was changed in it."""

    draft_id: str
    version: int
    changes: tuple[Change, ...]


def manuscript(draft_id: str, version: int, draft: Draft) -> str:
    """The file of a version."""
    return "\n".join(_lines(draft_id, version, draft)) + "\n"


def named_in(text: str) -> tuple[str, int]:
    """Id and version of the draft that a file was written from. Raises EditError."""
    head = next((match for line in text.splitlines() if (match := _HEAD.match(line))), None)
    if head is None:
        raise EditError(
            "文案の編集用ファイルではありません（版を示す最初の行がありません）。",
            hint="gaihi draft show ID --edit で書き出したファイルを使い、最初の行を残してください。",
        )
    return head["id"], int(head["version"])


def read(text: str, draft: Draft) -> Read:
    """The changes of a file against the version it names, given as `draft`. Raises EditError."""
    draft_id, version = named_in(text)
    parts = list(_parts(text))
    known = {one.id: one for one in draft.paragraphs}
    _require_sound([part for part in parts if part.id != NEW], known)
    changes = [*_deleted(parts, draft)]
    changes += _moved(parts, apply(draft, changes, version) if changes else draft)
    return Read(draft_id, version, (*changes, *_inserted(parts), *_replaced(parts, known)))


@dataclass(frozen=True)
class _Part:
    id: str
    role: str
    lines: tuple[str, ...]
    at: int


def _lines(draft_id: str, version: int, draft: Draft) -> Iterator[str]:
    yield f"<!-- gaihi draft {draft_id} version {version} -->"
    yield from (f"<!-- {line} -->" for line in _HELP)
    numbers = {one.id: one.citation.n for one in draft.citations}
    for one in draft.paragraphs:
        yield ""
        kind = " determination" if one.origin is Origin.DETERMINATION else ""
        yield f"<!-- {one.id} {one.role.value} {name_of(one)}{kind} -->"
        for sentence in one.sentences:
            marks = "".join(f"[^{numbers[each]}]" for each in sentence.citations if each in numbers)
            yield " ".join(part for part in (_written(sentence.text), marks) if part)


def _written(text: str) -> str:
    """A sentence as one line that is no comment."""
    line = " ".join(text.split())
    return f"\\{line}" if line.startswith(("<!--", "\\")) else line


def _read(line: str) -> str:
    """The sentence of a line."""
    return _NUMBERS.sub("", line).strip().removeprefix("\\")


def _parts(text: str) -> Iterator[_Part]:
    start: re.Match[str] | None = None
    at, lines = 0, list[str]()
    for number, line in enumerate(text.splitlines(), 1):
        found = _LINE.match(line)
        if found and not _HEAD.match(line):
            if start:
                yield _Part(start["id"], start["role"], tuple(lines), at)
            start, at, lines = found, number, []
        elif start and line.strip():
            lines.append(_read(line))
    if start:
        yield _Part(start["id"], start["role"], tuple(lines), at)


def _require_sound(parts: Sequence[_Part], known: dict[str, Paragraph]) -> None:
    seen: set[str] = set()
    for part in parts:
        if part.id not in known or part.id in seen:
            why = "この版にありません" if part.id not in known else "二度あります"
            raise EditError(
                f"{part.at} 行目の段落 {part.id} は{why}。",
                hint="新しい段落は <!-- new answer --> のように始めてください。",
            )
        seen.add(part.id)


def _deleted(parts: Sequence[_Part], draft: Draft) -> Iterator[Change]:
    left = {part.id for part in parts}
    yield from (Delete(one.id) for one in draft.paragraphs if one.id not in left)


def _moved(parts: Sequence[_Part], draft: Draft) -> Iterator[Change]:
    """The old paragraphs that stand elsewhere now, from the first place to the last."""
    order = [part.id for part in parts if part.id != NEW]
    for n, wanted in enumerate(order):
        if draft.paragraphs[n].id != wanted:
            change = Move(wanted, order[n - 1] if n else None)
            draft = apply(draft, [change], 0)
            yield change


def _inserted(parts: Sequence[_Part]) -> Iterator[Change]:
    """New paragraphs, each behind the old one before it."""
    waiting: list[_Part] = []
    for part in reversed(parts):  # from the end, so that several behind one old paragraph keep their order
        if part.id == NEW:
            waiting.append(part)
            continue
        yield from (Insert(part.id, _role(one), "\n".join(one.lines)) for one in waiting)
        waiting = []
    yield from (Insert(None, _role(one), "\n".join(one.lines)) for one in waiting)


def _replaced(parts: Sequence[_Part], known: dict[str, Paragraph]) -> Iterator[Change]:
    for part in parts:
        old = known.get(part.id)
        if old is not None and list(part.lines) != [_read(_written(one.text)) for one in old.sentences]:
            yield Replace(part.id, sentences=tuple(map(Typed, part.lines))) if part.lines else Delete(part.id)


def _role(part: _Part) -> Role:
    if part.role not in list(Role):
        names = "、".join(f"{role.value}（{HEADINGS[role]}）" for role in Role)
        raise EditError(
            f"{part.at} 行目の {part.role} という種類の段落はありません。", hint=f"使えるのは {names} です。"
        )
    return Role(part.role)
