"""PDF files made in the test: pages, paragraphs, furniture, encryption, scans."""

import zlib
from collections.abc import Callable
from io import BytesIO

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from ingest.errors import ReadError

FONT = "HeiseiKakuGo-W5"
pdfmetrics.registerFont(UnicodeCIDFont(FONT))


def _pdf(*pages: Callable[[Canvas], None], encrypt: StandardEncryption | None = None) -> bytes:
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842), encrypt=encrypt)
    for page in pages:
        page(canvas)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def _text(canvas: Canvas, lines: list[str], *, top: float = 700, size: float = 10) -> None:
    canvas.setFont(FONT, size)
    for n, line in enumerate(lines):
        canvas.drawString(60, top - n * size * 1.5, line)


def _page(number: int) -> Callable[[Canvas], None]:
    def draw(canvas: Canvas) -> None:
        _text(canvas, ["輸出管理の手引き"], top=820)
        _text(canvas, [f"第{number}章"], top=740, size=18)
        _text(canvas, ["本規程は、外国為替及び外国貿易法に基づく輸出管", "理を適切に行うことを目的とする。"])
        _text(canvas, ["・該非判定を行う"], top=640)
        _text(canvas, [f"- {number} -"], top=20)

    return draw


def test_lines_are_joined_and_pages_named(read_bytes):
    """A wrapped paragraph is one block, larger type is a heading, and each block names its page."""
    (document,) = read_bytes("a.pdf", _pdf(*(_page(n) for n in (1, 2, 3, 4))))
    found = [(block.kind.value, block.text, block.locator) for block in document.blocks]
    assert found[:3] == [
        ("heading", "第1章", "p. 1"),
        ("paragraph", "本規程は、外国為替及び外国貿易法に基づく輸出管理を適切に行うことを目的とする。", "p. 1"),
        ("item", "・該非判定を行う", "p. 1"),
    ]
    assert [locator for _, _, locator in found] == [f"p. {n}" for n in (1, 2, 3, 4) for _ in range(3)]


def test_page_numbers_and_running_headers_are_counted(read_bytes):
    """What stands at the edge of most pages is left out of the text and counted by reason."""
    (document,) = read_bytes("a.pdf", _pdf(*(_page(n) for n in (1, 2, 3, 4))))
    assert {one.reason: one.characters for one in document.dropped} == {"ページ番号": 20, "柱（繰り返される行）": 32}


def test_a_header_on_one_page_stays(read_bytes):
    """A line at the edge that does not repeat is text."""
    (document,) = read_bytes("a.pdf", _pdf(lambda canvas: _text(canvas, ["一度だけの柱"], top=820)))
    assert [block.text for block in document.blocks] == ["一度だけの柱"]


def test_a_pdf_that_needs_a_password_is_refused(read_bytes):
    """A PDF that cannot be opened without a password is named as encrypted."""
    data = _pdf(_page(1), encrypt=StandardEncryption("secret", strength=128))
    with pytest.raises(ReadError, match="暗号化") as caught:
        read_bytes("a.pdf", data)
    assert "パスワード" in caught.value.hint


def test_a_pdf_that_anyone_may_open_is_read(read_bytes):
    """A PDF that is encrypted only against changes opens without a password."""

    def draw(canvas: Canvas) -> None:
        canvas.drawString(60, 700, "Export control")

    data = _pdf(draw, encrypt=StandardEncryption("", ownerPassword="owner", strength=128))
    assert read_bytes("a.pdf", data)[0].blocks[0].text == "Export control"


def test_glyphs_without_characters_are_refused(read_bytes):
    """A PDF whose glyphs stand for no characters is refused, not read as garbage."""
    # reportlab leaves the names of a CID font unreadable in an encrypted file
    data = _pdf(_page(1), encrypt=StandardEncryption("", ownerPassword="owner", strength=128))
    with pytest.raises(ReadError, match="文字コードのない字形"):
        read_bytes("a.pdf", data)


def test_a_scanned_pdf_has_no_text(read_bytes):
    """A PDF of pictures only is refused with a hint about OCR."""
    with pytest.raises(ReadError, match="文字が見つかりません") as caught:
        read_bytes("a.pdf", _pdf(lambda canvas: canvas.rect(50, 50, 100, 100, fill=1)))
    assert "OCR" in caught.value.hint


@pytest.mark.parametrize("cut", [20, 400, 1500])
def test_a_truncated_pdf_is_an_error_or_text(read_bytes, cut):
    """A PDF cut off anywhere never lets the library's exception through."""
    try:
        assert read_bytes("a.pdf", _pdf(_page(1))[:cut])
    except ReadError as error:
        assert error.message.startswith("a.pdf: ")


def test_a_stream_that_unpacks_without_end_is_refused(read_bytes):
    """A small PDF with a stream that unpacks to more than ten times the limit is refused before it is parsed."""
    bomb = b"%PDF-1.4\n1 0 obj <</Filter /FlateDecode>>\nstream\n" + zlib.compress(b" " * 2_000_000) + b"\nendstream"
    with pytest.raises(ReadError, match="展開後の大きさが上限を超えます"):
        read_bytes("a.pdf", bomb, limit=100_000)
