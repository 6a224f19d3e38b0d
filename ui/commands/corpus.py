"""`gaihi corpus`: check the digests against the originals."""

from collections.abc import Iterator
from pathlib import Path

import typer

from ingest.errors import GaihiError
from ingest.proof import CorpusProof, as_dict, check_corpus, lines
from ingest.settings import CORPUS, load_settings
from ui.errors import InputError
from ui.terminal import Json, note, write, write_json

app = typer.Typer(help="同梱の要旨の検査。", no_args_is_help=True, rich_markup_mode=None)


@app.callback()
def corpus() -> None:
    """同梱の要旨の検査。"""


@app.command("check")
def check(
    folders: list[Path] | None = typer.Argument(None, metavar="[フォルダ]..."),
    originals: list[Path] | None = typer.Option(None, "--originals", metavar="DIR", help="原文のフォルダ（複数可）。"),
    source: str = typer.Option("", "--source", metavar="ID", help="この資料だけを調べる。"),
    json: bool = Json,
) -> None:
    """要旨を原文と両方向に照合する（フォルダの省略: GAIHI_ORIGINALS）。"""
    places = [*(originals or ()), *(folders or ())] or list(load_settings().originals)
    _require_folders(places)
    found = check_corpus(CORPUS, places, source)
    if not found.proofs and not found.problems:
        raise GaihiError(
            "指定のフォルダに、登録された原文が一つもありません。",
            hint="--originals に原文のフォルダを指定してください。",
        )
    if json:
        write_json(_document(found))
    else:
        write("\n".join(_lines(found)))
    if not found.ok:
        note("誤り: 要旨と原文が合わない所があります。")
        raise typer.Exit(1)


def _require_folders(places: list[Path]) -> None:
    if not places:
        raise InputError("原文のフォルダがありません。", hint="--originals DIR か GAIHI_ORIGINALS で指定してください。")
    for place in places:
        if not place.is_dir():
            raise InputError(f"フォルダがありません: {place}", hint="パスを確かめてください。")


def _lines(found: CorpusProof) -> Iterator[str]:
    for proof in found.proofs:
        yield from lines(proof)
    yield from (f"照合できません: {problem}" for problem in found.problems)
    yield from (f"{source}: 原文が指定のフォルダにありません" for source in found.without_original)
    yield from (f"{source}: 要旨がまだありません" for source in found.without_digest)
    yield f"照合した要旨 {len(found.proofs)}、合格 {sum(proof.ok for proof in found.proofs)}"


def _document(found: CorpusProof) -> dict[str, object]:
    return {
        "ok": found.ok,
        "proofs": [as_dict(proof) for proof in found.proofs],
        "without_original": found.without_original,
        "without_digest": found.without_digest,
        "problems": found.problems,
    }
