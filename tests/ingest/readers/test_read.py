"""Reading one file: what is refused and how the user is told."""

import re
from pathlib import Path

import pytest

from ingest.errors import ReadError
from ingest.read import SUFFIXES, read


def test_a_missing_file_is_named(tmp_path: Path, source):
    """A path without a file gives an error that names the file and says what to do."""
    with pytest.raises(ReadError, match=r"nothing\.md: ファイルがありません") as caught:
        read(tmp_path / "nothing.md", source, limit=10)
    assert caught.value.hint


def test_a_folder_is_no_file(tmp_path: Path, source):
    """A folder whose name looks like a document is refused."""
    (tmp_path / "folder.md").mkdir()
    with pytest.raises(ReadError, match="ファイルがありません"):
        read(tmp_path / "folder.md", source, limit=10)


def test_an_empty_file_is_refused(read_bytes):
    """A file of zero bytes is an error, not an empty document."""
    with pytest.raises(ReadError, match=r"a\.md: 空のファイル"):
        read_bytes("a.md", b"")


@pytest.mark.parametrize("content", ["  \n\n ", "<!-- 注記だけ -->\n"])
def test_a_file_without_text_is_refused(read_bytes, content):
    """A file whose content holds no text at all is an error."""
    with pytest.raises(ReadError, match="文字が見つかりません"):
        read_bytes("a.md", content)


def test_the_limit_is_the_last_size_allowed(read_bytes):
    """A file of exactly the limit is read, one byte more is refused with both sizes."""
    assert read_bytes("a.md", b"a" * 1000, limit=1000)
    with pytest.raises(ReadError, match=re.escape("上限は1,000バイト、このファイルは1,001バイト")):
        read_bytes("a.md", b"a" * 1001, limit=1000)


@pytest.mark.parametrize("name", ["a.doc", "a.exe", "a", "a.md.bak"])
def test_an_unknown_suffix_lists_the_known_ones(read_bytes, name):
    """An unknown suffix is refused, and the hint lists what can be read."""
    with pytest.raises(ReadError, match="読めない形式") as caught:
        read_bytes(name, "x")
    assert all(suffix in caught.value.hint for suffix in SUFFIXES)


def test_the_suffix_may_be_in_capitals(read_bytes):
    """The case of the suffix does not matter."""
    assert read_bytes("A.MD", "本文。")[0].blocks[0].text == "本文。"


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize(
    "data", [b"\x00\x01\x02garbage\xff\xfe", b"PK\x03\x04broken", b"%PDF-1.7\nbroken", b"\xd0\xcf\x11\xe0"]
)
def test_garbage_never_shows_a_library_error(read_bytes, suffix, data):
    """Garbage with any suffix ends in a ReadError or in text, never in a library's own exception."""
    try:
        documents = read_bytes(f"a{suffix}", data)
    except ReadError as error:
        assert error.message.startswith(f"a{suffix}: ")
        assert error.hint
    else:
        assert documents[0].blocks


def test_the_digest_of_the_bytes_is_kept(read_bytes):
    """A document carries the SHA-256 of the file it was read from."""
    assert read_bytes("a.md", b"abc")[0].sha256.startswith("ba7816bf")
