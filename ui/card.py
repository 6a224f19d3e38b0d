"""Card: a cited or close passage as an HTML fragment: where it stands, what it is worth, its text with the quote marked.

Pure; everything that comes from a document goes through `ui.escape`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from assistant.hit import PassageView
from ingest.citation import Citation
from ingest.source import Kind
from ui import label
from ui.escape import escaped, highlighted, web_address
from ui.label import Label

_DIGEST_NOTE = "次の文は要旨で、発行者の文言ではありません。原文は公式ページで確かめてください。"
_LOST = '<p class="g-note g-alert">引用文がこの箇所に見つかりません。公式ページで確かめてください。</p>'


@dataclass(frozen=True)
class Place:
    """Where a card stands on the page: its anchor, the number of its citation, and whether it is open at first."""

    anchor: str
    number: int | None = None
    is_open: bool = False


def badge(one: Label) -> str:
    """A label as a coloured badge."""
    return f'<span class="g-badge g-{one.tone}">{escaped(one.text)}</span>'


def cited(citation: Citation, as_of: date, place: Place, titles: Mapping[str, str]) -> str:
    """The card of a citation; `titles` names source ids."""
    body = highlighted(citation.passage, citation.quote)
    if body is None:  # a quote that is not verbatim in its passage: say so rather than show it as good
        body = f"<mark>{escaped(citation.quote)}</mark>\n\n{escaped(citation.passage)}"
        return _card(citation, as_of, place, _LOST + _passage(citation.edition, body), titles)
    return _card(citation, as_of, place, _passage(citation.edition, body), titles)


def close(passage: PassageView, as_of: date, place: Place, titles: Mapping[str, str]) -> str:
    """The card of a passage that is near the question without answering it."""
    return _card(passage, as_of, place, _passage(passage.edition, escaped(passage.text)), titles)


def _card(one: Citation | PassageView, as_of: date, place: Place, body: str, titles: Mapping[str, str]) -> str:
    number = f'<span class="g-number">{place.number}</span>' if place.number else ""
    locator = f'<span class="g-locator">{escaped(one.locator)}</span>' if one.locator else ""
    badges = [label.edition(one.edition), label.standing(one, as_of), label.tier(one.tier)]
    return (
        f'<details class="g-card"{" open" if place.is_open else ""}>'
        f'<summary>{number}<span class="g-head"><span class="g-title">{escaped(one.title)}</span>{locator}'
        f'<span class="g-badges">{"".join(badge(each) for each in badges if each)}</span></span></summary>'
        f'<div class="g-body" id="{escaped(place.anchor)}">{body}{_facts(one, titles)}{_link(one.url)}</div></details>'
    )


def _passage(edition: str, body: str) -> str:
    note = f'<p class="g-caption">{_DIGEST_NOTE}</p>' if label.edition(edition) is label.DIGEST else ""
    return f'{note}<blockquote class="g-passage">{body}</blockquote>'


def _facts(one: Citation | PassageView, titles: Mapping[str, str]) -> str:
    """Issuer, kind, dates and successor as a definition list."""
    valid = f"{label.date_ja(one.valid_from)}から" if one.valid_from else ""
    published = "" if one.kind == Kind.STATUTE and valid else label.published_ja(one.published)
    rows = [
        ("発行者", one.issuer),
        ("種類", label.kind_ja(one.kind)),
        ("公表", published),
        ("適用", valid),
        ("置き換えた資料", _successor(one.superseded_by, titles)),
    ]
    shown = "".join(f"<div><dt>{name}</dt><dd>{escaped(value)}</dd></div>" for name, value in rows if value)
    return f'<dl class="g-facts">{shown}</dl>'


def _successor(text: str | None, titles: Mapping[str, str]) -> str:
    """「source-id locator」 with the title in place of the id."""
    source_id, _, locator = (text or "").partition(" ")
    return f"{titles.get(source_id, source_id)} {locator}".strip()


def _link(url: str) -> str:
    """The registered official page as a link; what is no plain web address stays inert text."""
    if not url:
        return ""
    address = web_address(url)
    if address is None:
        return f'<p class="g-link">公式ページ: {escaped(url)}</p>'
    href, host = (escaped(part) for part in address)
    return (
        f'<p class="g-link"><a href="{href}" target="_blank" rel="noopener noreferrer">公式ページを開く'
        f'<span class="g-host">{host}（新しいタブ）</span></a></p>'
    )
