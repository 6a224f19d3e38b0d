"""Save: a result as a file that a person named. Nothing is overwritten unasked, no folder is made, and a file is there
whole or not at all.
"""

import os
import secrets
from pathlib import Path

from ui.errors import InputError


def save(path: Path, content: bytes, *, force: bool = False) -> None:
    """Write a new file; with `force` also in place of one. Raises InputError."""
    if not path.parent.is_dir():
        raise InputError(f"フォルダがありません: {path.parent}", hint="先に作るか、ある場所を指定してください。")
    if path.is_dir() or (path.exists() and not path.is_file()):
        raise InputError(f"ファイルではありません: {path}", hint="ファイルの名前を指定してください。")
    try:
        _save(path, content, force=force)
    except FileExistsError as error:
        raise InputError(
            f"同じ名前のファイルがあります: {path}", hint="別の名前にするか、置き換えるなら --force を付けてください。"
        ) from error
    except OSError as error:
        raise InputError(f"書けません: {path}: {error.strerror}", hint="書ける場所を指定してください。") from error


def _save(path: Path, content: bytes, *, force: bool) -> None:
    beside = path.with_name(f".{secrets.token_hex(8)}.part")
    try:
        with beside.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if force:
            beside.replace(path)
        else:
            os.link(beside, path)  # unlike a rename, it fails where something stands
    finally:
        beside.unlink(missing_ok=True)
