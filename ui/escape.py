"""Escape: hostile text → HTML text that shows every character for what it is.

Documents and questions are untrusted: their HTML never renders, signs that steer or hide text are shown or removed,
and nothing in them is clickable. Pure.
"""

import html
import re
import unicodedata
from urllib.parse import urlsplit

_UNSEEN = re.compile(
    # zero-width signs, soft hyphen, joiners, invisible operators and fillers: nothing to read, so nothing to show
    "[\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200d\u2060-\u2064\u3164\ufe00-\ufe0f\ufeff\uffa0]"
    # variation selectors, except behind a kanji, where they choose the form of a name (葛󠄀城)
    "|(?<![\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff])[\U000e0100-\U000e01ef]"
)
_LINES = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_ODD = ("Cc", "Cf", "Cs", "Cn")  # controls, format signs (bidi, tags), lone surrogates, unassigned
_KEPT = "\n\t"
_MARKUP = re.compile(r"[!-/:-@\[-`{-~]")  # what Markdown and its directives are written with
_URL = re.compile(r"[!-~]+")  # printable ASCII, no spaces


def visible(text: str) -> str:
    """The text without invisible characters; signs that control direction or layout stand as 「⟦U+202E⟧」."""
    text = _UNSEEN.sub("", _LINES.sub("\n", text))
    return "".join(_shown(sign) for sign in text)


def _shown(sign: str) -> str:
    if sign in _KEPT or unicodedata.category(sign) not in _ODD:
        return sign
    return f"⟦U+{ord(sign):04X}⟧"


def escaped(text: str) -> str:
    """The visible text with every sign of HTML escaped, for text and for attribute values."""
    return html.escape(visible(text), quote=True)


def highlighted(passage: str, quote: str) -> str | None:
    """The escaped passage with the first occurrence of the quote in `<mark>`; None if the quote is not in it."""
    if not quote:
        return escaped(passage)
    before, found, after = passage.partition(quote)
    if not found:
        return None
    return f"{escaped(before)}<mark>{escaped(found)}</mark>{escaped(after)}"


def web_address(url: str) -> tuple[str, str] | None:
    """(address, host) of a plain http(s) URL; None for anything a browser could read in another way.

    Refused: other schemes, user names (`https://meti.go.jp@evil.example`), backslashes, white space, non-ASCII signs.
    """
    if not _URL.fullmatch(url) or "\\" in url:
        return None
    try:
        parts = urlsplit(url)
        host = parts.hostname
        parts.port  # noqa: B018  (raises ValueError for a port that is no number)
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or not host or "@" in parts.netloc:
        return None
    return url, host


def unmarked(text: str) -> str:
    """The visible text for labels of widgets, which read Markdown: every sign of it stands for itself."""
    return _MARKUP.sub(r"\\\g<0>", visible(text)).replace("\n", " ")
