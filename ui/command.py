"""Command: the `gaihi` command line. Each command lives in `ui.commands`; here they are named, run, and their errors
turned into a Japanese message and an exit status: 0 done, 1 a problem, 2 wrong usage.

Commands load what they need when they run, so that `gaihi --help` is there at once.
"""

import importlib
import os
import sys
import traceback
from pathlib import Path

import typer

from ingest.errors import GaihiError
from ingest.settings import ROOT, load_settings

_HELP = "安全保障輸出管理アシスタント。資料と法令から、引用を示して答えます。"
_UsageError: type[Exception] = typer.BadParameter.__mro__[1]  # has a public name neither in typer nor everywhere
_COMMANDS = {
    "ingest": ("ui.commands.ingest", "ingest", "資料を取り込み、索引を作る。"),
    "sources": ("ui.commands.sources", "app", "索引にある資料の一覧（list）と、登録した資料の取り外し（remove ID）。"),
    "corpus": ("ui.commands.corpus", "app", "同梱の要旨を原文と照合する（check --originals DIR）。"),
    "search": ("ui.commands.ask", "search", "資料の中を探す。"),
    "ask": ("ui.commands.ask", "ask", "質問に、資料の引用を示して答える。"),
    "conversations": (
        "ui.commands.conversations",
        "app",
        "保存した会話の一覧（list）、表示（show）、再現（replay）、削除（delete）。",
    ),
    "check": ("ui.commands.check", "check", "取引の事実を規則に当てはめ、許可・報告・届出の要否を整理する。"),
    "draft": ("ui.commands.draft", "app", "ガイダンスの文案を作り、直し、審査し、書き出す。"),
    "rules": ("ui.commands.rules", "app", "規則の一覧・判定表・検査・改正の確認。"),
    "serve": ("ui.commands.serve", "serve", "サービスと画面を動かす。"),
    "doctor": ("ui.commands.doctor", "doctor", "何が入っていて、何が足りず、どう直すかを調べる。"),
    "eval": ("evals.command", "evaluate", "評価用の質問で正答率などを測る。"),
    "bench": ("evals.command", "bench", "速さと記憶量を測る。"),
}


def _root() -> typer.Typer:
    """The command line as `gaihi --help` shows it; the commands themselves are loaded by `_command`."""
    root = typer.Typer(help=_HELP, no_args_is_help=True, add_completion=False, rich_markup_mode=None)
    root.callback()(lambda: None)
    for name, (_, _, help_text) in _COMMANDS.items():
        root.command(name, help=help_text)(lambda: None)
    return root


def _command(name: str) -> typer.Typer:
    module, attribute, help_text = _COMMANDS[name]
    found = getattr(_load(module), attribute)
    if isinstance(found, typer.Typer):
        return found
    app = typer.Typer(add_completion=False, rich_markup_mode=None)
    app.command(help=found.__doc__ or help_text)(found)
    return app


def _load(module: str) -> object:
    try:
        return importlib.import_module(module)
    except ModuleNotFoundError as error:
        raise GaihiError(
            f"必要な部品 {error.name} が入っていません。",
            hint="make setup で入れ直してください（gaihi doctor で確かめられます）。",
        ) from error


def main() -> None:
    """Run the command line of this process and end it."""
    from ui.terminal import force_utf8

    force_utf8()
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run a command line; its exit status."""
    from ui.terminal import complain

    as_document = "--json" in arguments
    try:
        code = _dispatch(arguments)
    except GaihiError as error:
        return complain(error, as_document=as_document)
    except _UsageError as error:
        return _misused(error, as_document)
    except (KeyboardInterrupt, typer.Abort):
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # the reader left; nothing more to tell it
        return 0
    except Exception as error:  # noqa: BLE001  the edge of the program: people get a sentence, the file the traceback
        return _failed(error, as_document)
    return code if isinstance(code, int) else 0


def _dispatch(arguments: list[str]) -> object:
    name = arguments[0] if arguments and arguments[0] in _COMMANDS else ""
    app, rest = (_command(name), arguments[1:]) if name else (_root(), arguments)
    return typer.main.get_command(app).main(rest, prog_name=f"gaihi {name}".strip(), standalone_mode=False)


def _misused(error: Exception, as_document: bool) -> int:
    from ui.errors import InputError
    from ui.terminal import complain

    kind = type(error).__name__  # these classes are public in no version of typer
    if kind == "NoArgsIsHelpError":
        typer.echo(getattr(error, "message", _HELP))  # the help text itself
        return 2
    if kind == "MissingParameter":
        missing = getattr(error, "param", None)
        name = getattr(missing, "metavar", None) or getattr(missing, "name", "引数")
        option = next((one for one in getattr(missing, "opts", ()) if one.startswith("--")), "")
        message = f"{name} がありません。" + (f"{option} に{name}を書いてください。" if option else "")
    elif kind == "NoSuchOption":
        message = f"{getattr(error, 'option_name', '')} というオプションはありません。"
    else:
        message = f"使い方が違います: {error}"
    hint = "gaihi --help（または gaihi 命令 --help）で使い方を確かめられます。"
    return complain(InputError(message, hint=hint), as_document=as_document)


def _failed(error: Exception, as_document: bool) -> int:
    from ui.terminal import complain, record

    path = record("".join(traceback.format_exception(error)), _home())
    hint = f"詳しい記録は {path} にあります。gaihi doctor で状態を確かめてください。" if path else ""
    return complain(
        GaihiError(f"予期しない誤りが起きました（{type(error).__name__}）。", hint=hint), as_document=as_document
    )


def _home() -> Path:
    try:
        return load_settings().home
    except GaihiError:
        return ROOT / "var"


if __name__ == "__main__":
    main()
