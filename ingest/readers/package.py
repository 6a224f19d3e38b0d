"""Office packages (DOCX, PPTX, XLSX): checks of the zip file before a library opens it.

Refuses encrypted files, zip bombs and XML with document type declarations; reads no content.
"""

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

from lxml.etree import LxmlError

from ingest.readers.file import File

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_UNLOCK = "パスワードを外して保存し直してください。古い形式（.doc など）なら新しい形式で保存し直してください。"
_DECLARATIONS = (b"<!DOCTYPE", b"<!ENTITY")

# what zipfile, lxml and the Office libraries raise for damaged packages: missing parts come out of them as KeyError,
# wrong content types as ValueError or OSError, elements that lack what the schema demands as the other three
_DAMAGE = (
    *(zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, LxmlError, RecursionError),
    *(KeyError, ValueError, OSError, AttributeError, TypeError, IndexError),
)


@contextmanager
def opened(file: File) -> Iterator[BytesIO]:
    """The package as a stream that is safe to hand to a library; what goes wrong inside becomes a ReadError."""
    try:
        _check(file)
        yield BytesIO(file.data)
    except _DAMAGE as error:
        raise file.error(f"Officeファイルとして読めません（{type(error).__name__}: {error}）") from error


def _check(file: File) -> None:
    """Raise ReadError for a package that must not be opened."""
    if file.data.startswith(_OLE):
        raise file.error("暗号化されているか、古い形式のOfficeファイルです", hint=_UNLOCK)
    with zipfile.ZipFile(BytesIO(file.data)) as package:
        entries = package.infolist()
        if any(entry.flag_bits & 1 for entry in entries):
            raise file.error("パスワードで暗号化されています", hint=_UNLOCK)
        # zipfile never reads more than the declared size of an entry
        if (size := sum(entry.file_size for entry in entries)) > file.limit:
            raise file.error(
                f"展開後の大きさが上限を超えます（上限は{file.limit:,}バイト、このファイルは{size:,}バイト）",
                hint="画像を減らすか、資料を分割してください。",
            )
        for entry in entries:
            if entry.filename.endswith((".xml", ".rels")):
                _require_plain_xml(file, package.read(entry))


def _require_plain_xml(file: File, part: bytes) -> None:
    """Office XML has no document type declaration; one is an attack (UTF-16 is looked through, too)."""
    if any(declaration in part.replace(b"\0", b"") for declaration in _DECLARATIONS):
        raise file.error("XMLにDTDまたは実体の宣言が含まれています", hint="信頼できる資料か確かめてください。")
