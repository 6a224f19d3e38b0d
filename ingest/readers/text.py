"""Text files: bytes to characters, and plain text to a Document.

UTF-8 first, CP932 where that cannot be; anything doubtful is an error, never a guess. What the characters mean
(headings, paragraphs, lists) is decided by `ingest.outline`.
"""

import re

from ingest.document import Document
from ingest.readers.file import File

_HINT = "UTF-8 または Shift_JIS（CP932）で保存し直してください。"
_HALF_KANA = re.compile(r"[\uff61-\uff9f]")
_UNASSIGNED = re.compile(r"[\x80\xa0\uf8f0-\uf8f3]")  # what Python's cp932 makes of bytes that CP932 leaves free
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")


def read(file: File) -> tuple[Document, ...]:
    """The document of a plain-text file, structured by the layout of its source. Raises ReadError."""
    from ingest.outline import structure

    blocks, dropped = structure(decode(file), file.source.layout)
    return (file.document(blocks, dropped=dropped),)


def decode(file: File) -> str:
    """The characters of a text file without byte order mark, lines ended by `\\n`. Raises ReadError."""
    if b"\0" in file.data or file.data.startswith((b"\xff\xfe", b"\xfe\xff")):  # the latter are UTF-16
        raise file.error("テキストファイルのはずですが、NUL文字かUTF-16の印が含まれています", hint=_HINT)
    try:
        raw = file.data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raw = _decode_cp932(file, error.start)
    return raw.replace("\r\n", "\n").replace("\r", "\n")


def _decode_cp932(file: File, position: int) -> str:
    """CP932 text; ReadError for damaged UTF-8 and for other encodings that happen to decode as CP932."""
    if _mostly_utf8(file.data):
        raise file.error(f"UTF-8の文字が{position}バイト目で壊れています", hint=_HINT)
    try:
        raw = file.data.decode("cp932")
    except UnicodeDecodeError as error:
        raise file.error(f"文字コードを判別できません（{error.start}バイト目）", hint=_HINT) from error
    # EUC-JP and the like decode as CP932 too, but into runs of half-width katakana
    if _UNASSIGNED.search(raw) or 2 * len(_HALF_KANA.findall(raw)) > len(_BEYOND_ASCII.findall(raw)):
        raise file.error("文字コードがUTF-8でもShift_JIS（CP932）でもないようです", hint=_HINT)
    return raw


def _mostly_utf8(data: bytes) -> bool:
    """Whether more than half of the bytes beyond ASCII are sound UTF-8."""
    high = sum(byte > 0x7F for byte in data)
    sound = _BEYOND_ASCII.findall(data.decode("utf-8", errors="ignore"))
    return 2 * sum(len(sign.encode()) for sign in sound) > high
