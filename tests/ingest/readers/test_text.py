"""Encodings of text files."""

from pathlib import Path

import pytest

from ingest.errors import ReadError
from ingest.readers.file import File
from ingest.readers.text import decode

TEXT = "輸出貿易管理令①㈱\n第四条～－髙"


def _decode(data: bytes, source) -> str:
    return decode(File(Path("a.txt"), data, source, 1000))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_utf8_and_cp932_give_the_same_text(source, encoding):
    """UTF-8 with or without byte order mark and CP932 with its extensions give the same characters."""
    assert _decode(TEXT.encode(encoding), source) == TEXT


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_line_ends_are_normalised(source, end):
    """Windows and old Macintosh line ends become a line feed."""
    assert _decode(f"一{end}二".encode(), source) == "一\n二"


def test_nul_bytes_are_refused(source):
    """A NUL byte shows that the file is no text (UTF-16 among them)."""
    with pytest.raises(ReadError, match="NUL"):
        _decode("輸出".encode("utf-16"), source)
    with pytest.raises(ReadError, match="NUL"):
        _decode(b"abc\0def", source)


def test_damaged_utf8_is_not_taken_for_cp932(source):
    """UTF-8 with one broken byte is reported with its position, not decoded to something else."""
    with pytest.raises(ReadError, match="UTF-8の文字が6バイト目で壊れています"):
        _decode("輸出".encode() + b"\xff" + "貿易管理令".encode(), source)


def test_euc_jp_is_refused(source):
    """EUC-JP is refused even where its bytes are valid CP932."""
    with pytest.raises(ReadError):
        _decode("これは輸出管理の資料です。".encode("euc_jp"), source)


def test_undecodable_bytes_are_refused(source):
    """Bytes that are neither UTF-8 nor CP932 are refused, also where Python's codec lets them pass."""
    with pytest.raises(ReadError, match="でもない"):
        _decode(b"\xfd\xfe\xff\xfd abc", source)
    with pytest.raises(ReadError, match="2バイト目"):
        _decode(b"ab\x81", source)


def test_plain_text_becomes_blocks(read_bytes):
    """A text file is structured by the layout of its source and keeps all its characters."""
    blocks = read_bytes("a.txt", "1. 目的\n本規程は輸出管理を定める。\n".encode("cp932"))[0].blocks
    assert "".join(block.text for block in blocks).replace(" ", "") == "1.目的本規程は輸出管理を定める。"
