"""`gaihi ask` and `gaihi search`."""

import typer

from assistant.request import AskRequest, SearchRequest
from ingest.settings import load_settings
from ui.door import Door, open_door, request_of
from ui.printed import answer_text, search_text
from ui.terminal import Json, write, write_json

_AS_OF = typer.Option(None, "--as-of", metavar="YYYY-MM-DD", help="基準日（省略: 質問に書かれた日か今日）。")
_SOURCE = typer.Option(None, "--source", metavar="ID", help="この資料だけから探す（繰り返し可）。")
_CLOSEST = 3  # passages named below an answer that cites nothing


def ask(
    question: str = typer.Argument(..., metavar="質問"),
    as_of: str | None = _AS_OF,
    source: list[str] | None = _SOURCE,
    json: bool = Json,
) -> None:
    """質問に、資料の引用を示して答える。"""
    request = request_of(AskRequest, question=question, as_of=as_of, source_ids=tuple(source or ()))
    door = open_door(load_settings())
    answer = door.ask(request)
    if json:
        write_json(answer)
        return
    closest = [] if answer.citations else [door.passage(key, answer.as_of) for key in answer.closest[:_CLOSEST]]
    write(answer_text(answer, closest))


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
