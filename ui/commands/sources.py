"""`gaihi sources`: list what is indexed, take a registered document out."""

import typer

from ingest.settings import load_settings
from ui.commands.ingest import finish
from ui.door import open_door
from ui.printed import sources_text
from ui.terminal import Json, progress_bar, write, write_json

app = typer.Typer(help="索引にある資料の一覧と、登録した資料の取り外し。", rich_markup_mode=None)


@app.callback(invoke_without_command=True)
def default(context: typer.Context, json: bool = Json) -> None:
    """Without a subcommand: the list."""
    if context.invoked_subcommand is None:
        list_sources(json)


@app.command("list")
def list_sources(json: bool = Json) -> None:
    """資料の一覧。"""
    sources = open_door(load_settings()).sources()
    if json:
        write_json({"sources": sources})
    else:
        write(sources_text(sources))


@app.command("remove")
def remove(id: str = typer.Argument(..., metavar="ID"), json: bool = Json) -> None:
    """登録した資料を取り外す（同梱の要旨がある資料は要旨に戻る）。"""
    from ingest.run import remove_source

    with progress_bar() as progress:
        report = remove_source(load_settings(), id, progress=progress)
    finish(report, json=json)
