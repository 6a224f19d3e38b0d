"""Read one file: check it, choose its reader by suffix and content, return its documents.

The only part of reading that touches the disk. The formats themselves are in `ingest.readers`.
"""

import re
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from ingest.document import Document
from ingest.errors import ReadError
from ingest.readers.file import File
from ingest.source import Kind, Source

Reader = Callable[[File], tuple[Document, ...]]

_BROKEN = re.compile(r"[\ud800-\udfff]")  # JSON can hold halves of a character, which no file can be written with
_UNPACK = 10  # an Office file may unpack to this many times the limit


def read(path: Path, source: Source, *, limit: int) -> list[Document]:
    """The documents of a file: one, or one per period of validity for a digest of provisions.

    `limit` is the greatest size in bytes. Raises ReadError for a file that is missing, empty, too large,
    encrypted, damaged, in an unknown format or encoding, or without any text.
    """
    file = File(path, require_readable(path, limit=limit), source, limit * _UNPACK)
    documents = list(_reader(file)(file))
    if not any(block.text.strip() for document in documents for block in document.blocks):
        raise file.error(
            "文字が見つかりません（画像だけの資料の可能性があります）",
            hint="OCRで文字を付けた資料か、テキスト版を使ってください。",
        )
    if any(_BROKEN.search(block.text) for document in documents for block in document.blocks):
        raise file.error("文字にならない符号（対になっていないサロゲート）が含まれています")
    if source.kind is Kind.STATUTE and any(document.valid_from is None for document in documents):
        raise file.error(
            f"法令 {source.id} の版のはずですが、施行日が分かりません",
            hint="e-Gov の XML か JSON を使うか、法令の解説なら --id を付けて自分の資料として登録してください。",
        )
    return documents


def require_readable(path: Path, *, limit: int) -> bytes:
    """The bytes of a file. Raises ReadError for a suffix nobody reads, no file, an empty or a too large one."""
    if path.suffix.lower() not in _READERS:
        raise ReadError(
            f"{path.name}: 読めない形式です（拡張子 {path.suffix or 'なし'}）",
            hint=f"読める形式は {' '.join(SUFFIXES)} です。",
        )
    if not _is_file(path):
        raise ReadError(f"{path.name}: ファイルがありません（{path}）", hint="パスを確かめてください。")
    try:
        with path.open("rb") as stream:
            data = stream.read(limit + 1)
    except OSError as error:
        reason = error.strerror or str(error)
        raise ReadError(f"{path.name}: 開けません（{reason}）", hint="読み取りの権限を確かめてください。") from error
    _require_size(path, len(data), limit)
    return data


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a name longer than any file's
        return False


def _require_size(path: Path, size: int, limit: int) -> None:
    if size == 0:
        raise ReadError(f"{path.name}: 空のファイルです", hint="元の資料を取得し直してください。")
    if size > limit:
        raise ReadError(
            f"{path.name}: 大きすぎます（上限は{limit:,}バイト、このファイルは{path.stat().st_size:,}バイト）",
            hint="資料を分割するか、GAIHI_MAX_FILE_MB で上限を上げてください。",
        )


def _reader(file: File) -> Reader:
    """The `read` of the module for this file, imported only now: the libraries behind them are heavy."""
    name = _READERS[file.suffix]
    if name == "markdown":
        name = _markdown_kind(file)
    reader: Reader = import_module(f"ingest.readers.{name}").read
    return reader


def _markdown_kind(file: File) -> str:
    """Markdown is a digest by its front matter, a statute by its source, else a document like any other."""
    from ingest.readers.frontmatter import header
    from ingest.readers.text import decode

    if header(file, decode(file)).text("edition") == "digest":
        return "digest"
    return "statute" if file.source.kind is Kind.STATUTE else "markdown"


_READERS = {  # suffix → module in ingest.readers
    ".txt": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".pdf": "pdf",
    ".html": "html",
    ".htm": "html",
    ".docx": "docx",
    ".pptx": "pptx",
    ".xlsx": "xlsx",
    ".xml": "egov",
    ".json": "egov",
}

SUFFIXES = tuple(_READERS)
