"""Escape: what hostile text looks like once it is on the page."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.escape import escaped, highlighted, unmarked, visible, web_address

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg/onload=alert(1)>',
    "' onmouseover='alert(1)",
    "</style></blockquote><iframe src=javascript:alert(1)>",
    "<!-- --><![CDATA[ x ]]>",
    "&lt;b&gt;",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_html_in_a_text_stays_text(text):
    """No tag, quote or entity of a document survives escaping; read as HTML it is the document's text again."""
    shown = escaped(text)
    assert not re.search("[<>\"']", shown)
    assert html.unescape(shown) == text


@given(st.text())
def test_nothing_in_any_text_opens_a_tag_or_an_attribute(text):
    """Whatever the text, its escaped form has no sign that HTML reads as markup."""
    assert not re.search("[<>\"']", escaped(text))


@given(st.text())
def test_no_hidden_sign_remains_in_any_text(text):
    """Whatever the text, nothing that steers direction or hides text is left in what is shown."""
    assert not re.search("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\U000e0000-\U000e007f\x00-\x08]", visible(text))


def test_a_sign_that_reverses_text_is_shown_by_its_code():
    """An override that makes `txt.exe` read as something else becomes visible."""
    assert visible("仕様\u202etxt.exe") == "仕様⟦U+202E⟧txt.exe"


def test_zero_width_signs_are_removed():
    """A word that is broken by invisible signs is shown whole."""
    assert visible("許\u200b可\u00ad不\ufeff要") == "許可不要"


def test_invisible_tag_letters_are_shown_by_their_codes():
    """Instructions hidden in tag characters do not stay hidden."""
    assert visible("本文\U000e0041") == "本文⟦U+E0041⟧"


def test_the_form_of_a_kanji_is_kept():
    """A variation selector behind a kanji belongs to a name; elsewhere it is removed."""
    assert visible("葛\U000e0100城A\U000e0100") == "葛\U000e0100城A"


def test_line_ends_become_one_kind():
    """All line separators are shown as line breaks, tabs stay."""
    assert visible("一\r\n二\u2028三\t四") == "一\n二\n三\t四"


def test_the_quote_is_marked_in_its_passage():
    """The first occurrence of the quote stands in a mark, all around it is escaped."""
    assert highlighted("A<b>の貨物。A<b>の技術。", "A<b>") == "<mark>A&lt;b&gt;</mark>の貨物。A&lt;b&gt;の技術。"


def test_a_quote_with_hidden_signs_is_found_before_they_are_removed():
    """The quote is looked up in the stored characters, and shown without the invisible ones."""
    assert highlighted("前\u200bの許\u200b可。", "許\u200b可") == "前の<mark>許可</mark>。"


def test_a_quote_that_is_not_in_the_passage_is_not_marked():
    """A quote that is not verbatim gives no passage to show as proof."""
    assert highlighted("許可が要る。", "許可は不要") is None


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " https://www.meti.go.jp",
        "java\nscript:alert(1)",
        "data:text/html,<script>1</script>",
        "//evil.example",
        "https://www.meti.go.jp@evil.example/",
        "https:\\\\evil.example",
        "https://www.meti.go.jp\u202e/",
        "https://mеti.go.jp/",  # a Cyrillic е
        "https://evil.example:port/",
        "https://[broken/",
        "https:///path",
        "ftp://www.meti.go.jp",
        "",
    ],
)
def test_only_plain_web_addresses_are_links(url):
    """Other schemes, user names, tricks with backslashes or look-alike letters give no link."""
    assert web_address(url) is None


def test_a_web_address_is_given_with_its_host():
    """The host is what the reader is shown beside the link."""
    assert web_address("https://www.meti.go.jp/policy/a.pdf?x=1") == (
        "https://www.meti.go.jp/policy/a.pdf?x=1",
        "www.meti.go.jp",
    )


def test_labels_of_widgets_hold_no_markup():
    """Every sign of Markdown and its directives is escaped; Japanese stays as it is."""
    assert unmarked("**a** :red[x]\n16項（1）") == r"\*\*a\*\* \:red\[x\] 16項（1）"
