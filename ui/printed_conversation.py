"""Printed conversation: stored conversations and their replay as lines of Japanese text for a terminal. Pure."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from pydantic import TypeAdapter, ValidationError

from assistant.answer import Answer
from assistant.conversation import Conversation, Difference, Replayed, Summary, Turn
from ui.label import moment_ja
from ui.printed import answer_text

_ANSWER = TypeAdapter(Answer)
_TITLE = 60  # characters of a first question
_VALUE = 200  # characters of a value that differs


def summaries_text(found: Sequence[Summary]) -> str:
    """One conversation a line, in their order."""
    if not found:
        return "保存した会話はありません。"
    return "\n".join(
        f"{one.conversation_id}　{moment_ja(one.changed_at)}　{one.turns}問　{_short(one.title, _TITLE)}"
        for one in found
    )


def conversation_text(found: Conversation) -> str:
    """All questions with their answers."""
    head = f"会話 {found.conversation_id}　{moment_ja(found.created_at)}〜{moment_ja(found.changed_at)}"
    return "\n".join((head, *(line for turn in found.turns for line in _turn(turn))))


def _turn(turn: Turn) -> Iterator[str]:
    yield ""
    yield f"■ {turn.number}. {turn.request.get('question', '')}（{moment_ja(turn.asked_at)}）"
    answer = answer_of(turn)
    yield answer_text(answer) if answer else "回答の形がこの版と違うため、表示できません（--json で読めます）。"


def answer_of(turn: Turn) -> Answer | None:
    """The stored answer; None where it has a form that this version does not know."""
    try:
        return _ANSWER.validate_python(turn.answer)
    except ValidationError:
        return None


def replay_text(found: Sequence[Replayed]) -> str:
    """Which turns came out the same, and what differs in the others."""
    return "\n".join(line for turn in found for line in _replayed(turn))


def _replayed(turn: Replayed) -> Iterator[str]:
    now = turn.receipt_now or {}
    changed = [
        key for key in ("index", "rules", "model", "prompt", "code") if turn.receipt_before.get(key) != now.get(key)
    ]
    basis = f"（変わったもの: {'、'.join(_BASIS[key] for key in changed)}）" if changed and turn.receipt_now else ""
    yield f"{turn.number}. {'同じ' if turn.same else '違いあり'}{basis}"
    yield from (line for one in turn.differences for line in _difference(one))


def _difference(one: Difference) -> Iterator[str]:
    yield f"   {one.field}"
    yield f"   - {_short(_plain(one.before), _VALUE)}"
    yield f"   + {_short(_plain(one.after), _VALUE)}"


_BASIS = {"index": "索引", "rules": "規則", "model": "モデル", "prompt": "指示文", "code": "プログラム"}


def _plain(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _short(text: str, length: int) -> str:
    line = " ".join(text.split())
    return line if len(line) <= length else f"{line[:length]}…"
