"""`gaihi ask` and `gaihi search`."""

from typing import Any

import typer

from assistant.request import AskRequest, SearchRequest
from ingest.settings import Settings, load_settings
from ui.door import Door, open_conversations, open_door, open_talk, request_of
from ui.errors import InputError
from ui.printed import answer_text, search_text
from ui.terminal import Json, note, write, write_json

_AS_OF = typer.Option(None, "--as-of", metavar="YYYY-MM-DD", help="基準日（省略: 質問に書かれた日か今日）。")
_SOURCE = typer.Option(None, "--source", metavar="ID", help="この資料だけから探す（繰り返し可）。")
_CLOSEST = 3  # passages named below an answer that cites nothing


def ask(
    question: str = typer.Argument(..., metavar="質問"),
    *,
    as_of: str | None = _AS_OF,
    source: list[str] | None = _SOURCE,
    conversation: str | None = typer.Option(None, "--conversation", metavar="ID", help="この会話の続きとして尋ねる。"),
    last: bool = typer.Option(False, "--continue", help="最後の会話の続きとして尋ねる（なければ新しい会話）。"),
    json: bool = Json,
) -> None:
    """質問に、資料の引用を示して答える。"""
    if conversation and last:
        raise InputError("--conversation と --continue は一緒に使えません。", hint="どちらか一つにしてください。")
    # what is not given is left out: in a conversation it goes over from the question before
    given: dict[str, Any] = {"as_of": as_of} if as_of else {}
    given |= {"source_ids": tuple(source)} if source else {}
    given |= {} if last or conversation else {"keep": False}
    request = request_of(AskRequest, question=question, **given)
    settings = load_settings()
    if last:
        conversation = _last(settings)
    if conversation:
        request = request_of(AskRequest, question=question, conversation_id=conversation, **given)
    door = open_talk(settings) if last or conversation else open_door(settings)
    answer = door.ask(request)
    if json:
        write_json(answer)
        return
    closest = [] if answer.citations else [door.passage(key, answer.as_of) for key in answer.closest[:_CLOSEST]]
    write(answer_text(answer, closest))
    if last or conversation:
        note(f"会話: {answer.conversation_id}")


def _last(settings: Settings) -> str | None:
    """The conversation that was asked in last."""
    found = open_conversations(settings).summaries(1)
    return found[0].conversation_id if found else None


def search(
    query: str = typer.Argument(..., metavar="語句"),
    k: int = typer.Option(10, "--k", help="件数（1〜100）。"),
    as_of: str | None = _AS_OF,
    source: list[str] | None = _SOURCE,
    json: bool = Json,
) -> None:
    """資料の中を探す。"""
    request = request_of(SearchRequest, query=query, k=k, as_of=as_of, source_ids=tuple(source or ()))
    door: Door = open_door(load_settings())
    result = door.search(request)
    if json:
        write_json(result)
    else:
        write(search_text(result))
