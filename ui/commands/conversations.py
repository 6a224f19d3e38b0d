"""`gaihi conversations`: the stored conversations: list, show, replay, delete."""

import typer

from ingest.settings import load_settings
from ui.door import open_conversations
from ui.printed_conversation import conversation_text, replay_text, summaries_text
from ui.terminal import Json, note, write, write_json

app = typer.Typer(help="保存した会話の一覧・表示・再現・削除。", rich_markup_mode=None)
_ID = typer.Argument(..., metavar="ID")


@app.callback(invoke_without_command=True)
def default(context: typer.Context, json: bool = Json) -> None:
    """Without a subcommand: the list."""
    if context.invoked_subcommand is None:
        list_conversations(limit=20, before=None, json=json)


@app.command("list")
def list_conversations(
    limit: int = typer.Option(20, "--limit", min=1, max=100, help="件数（1〜100）。"),
    before: str | None = typer.Option(None, "--before", metavar="ID", help="この会話より前のものから。"),
    json: bool = Json,
) -> None:
    """会話の一覧（新しい順）。"""
    found = open_conversations(load_settings()).summaries(limit, before)
    if json:
        write_json({"conversations": found})
    else:
        write(summaries_text(found))


@app.command("show")
def show(id: str = _ID, json: bool = Json) -> None:
    """一つの会話の質問と回答。"""
    found = open_conversations(load_settings()).conversation(id)
    if json:
        write_json(found)
    else:
        write(conversation_text(found))


@app.command("replay")
def replay(id: str = _ID, json: bool = Json) -> None:
    """会話の質問をもう一度尋ね、回答の違いを示す（保存はしない）。違いがあれば終了コード 1。"""
    found = open_conversations(load_settings()).replay(id)
    if json:
        write_json({"turns": found})
    else:
        write(replay_text(found))
    if not all(turn.same for turn in found):
        raise typer.Exit(1)


@app.command("delete")
def delete(
    ids: list[str] = typer.Argument(..., metavar="ID…"),
    yes: bool = typer.Option(False, "--yes", help="確かめずに消す。"),
    json: bool = Json,
) -> None:
    """会話を消す（元に戻せない）。"""
    door = open_conversations(load_settings())
    for one in ids:
        door.conversation(one)  # one that does not exist is told before anything is asked or deleted
    if not yes and not json:
        typer.confirm(f"{len(ids)} 件の会話を消します。元に戻せません。消しますか", abort=True, err=True)
    for one in ids:
        door.delete(one)
        note(f"消しました: {one}")
    if json:
        write_json({"deleted": ids})
