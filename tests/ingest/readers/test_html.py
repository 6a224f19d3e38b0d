"""HTML: content, what is not content, and encodings."""

import pytest

from ingest.errors import ReadError

PAGE = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>安全保障貿易管理</title>
<style>p {color: red}</style><script>track()</script></head>
<body><header><h1>省のロゴ</h1></header><nav><ul><li>トップ</li></ul></nav>
<!-- 下書き -->
<main><h1>補完的輸出規制</h1>
<p>本文は<b>太字</b>を
含む。<br>改行の後。</p>
<div>裸の文<ul><li>甲<ol><li>子</li></ol></li><li><p>乙</p><p>続き</p></li></ul></div>
<table><caption>表一</caption><tr><th>国</th><th>日付</th></tr><tr><td>日<br>本</td><td>x<table><tr><td>内</td></tr></table></td></tr></table>
<p hidden>隠し一</p><p style="display: none">隠し二</p><ruby>該<rt>がい</rt></ruby>
</main><footer>所在地</footer></body></html>"""


def _texts(documents):
    return [(block.kind.value, block.level, block.text) for block in documents[0].blocks]


def test_the_content_of_a_page_is_read_in_order(read_bytes):
    """Headings, paragraphs, nested lists and tables come in order with their marks and depths."""
    assert _texts(read_bytes("a.html", PAGE)) == [
        ("heading", 1, "補完的輸出規制"),
        ("paragraph", 0, "本文は太字を含む。"),
        ("paragraph", 0, "改行の後。"),
        ("paragraph", 0, "裸の文"),
        ("item", 1, "- 甲"),
        ("item", 2, "1. 子"),
        ("item", 1, "- 乙"),
        ("paragraph", 0, "続き"),
        ("note", 0, "表一"),
        ("row", 0, "国 | 日付"),
        ("row", 0, "日本 | x内"),
        ("paragraph", 0, "該"),
    ]


def test_what_is_left_out_is_counted_by_reason(read_bytes):
    """Scripts, navigation, page edges, comments, hidden elements and readings are counted."""
    reasons = {one.reason for one in read_bytes("a.html", PAGE)[0].dropped}
    assert reasons == {"スクリプト等", "案内", "ページのヘッダー・フッター", "コメント", "非表示", "ふりがな"}


def test_the_title_is_the_heading_where_no_other_is(read_bytes):
    """A page without `h1` takes its title as heading."""
    documents = read_bytes("a.htm", "<title>題</title><p>本文</p>")
    assert _texts(documents) == [("heading", 1, "題"), ("paragraph", 0, "本文")]


@pytest.mark.parametrize(("declared", "encoding"), [("Shift_JIS", "cp932"), ("EUC-JP", "euc_jp"), ("", "cp932")])
def test_declared_encodings_are_used(read_bytes, declared, encoding):
    """The encoding a page declares is used; without one, that of text files."""
    meta = f'<meta charset="{declared}">' if declared else ""
    assert _texts(read_bytes("a.html", f"{meta}<p>輸出管理の資料</p>".encode(encoding)))[0][2] == "輸出管理の資料"


def test_a_wrong_declaration_is_refused(read_bytes):
    """A page whose bytes do not fit its declared encoding, or that declares an unknown one, is refused."""
    for declared in ("EUC-JP", "no-such"):
        with pytest.raises(ReadError, match="宣言された文字コード"):
            read_bytes("a.html", f'<meta charset="{declared}"><p>輸出管理</p>'.encode("cp932"))


def test_deep_nesting_does_not_crash(read_bytes):
    """Thousands of nested elements end in text or in a ReadError."""
    try:
        assert read_bytes("a.html", "<div>" * 5000 + "底" + "</div>" * 5000)
    except ReadError as error:
        assert error.message.startswith("a.html: ")
