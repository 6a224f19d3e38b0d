"""Footnote: a citation as the text of a footnote, and the list of the sources of a draft. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from assistant.drafting.block import Block, Heading, Line, Note, Row, Table
from assistant.drafting.neutral import day_ja
from assistant.legible import legible
from ingest.citation import Citation
from ingest.source import Edition, Kind, Tier

_ORIGINAL, _DIGEST = "原文", "要旨"
_CHECKED = frozenset({Tier.STATUTE.value, Tier.OFFICIAL.value})
_UPLOADED = "利用者が取り込んだ資料・確認されていない"
_HEAD = ("資料", "発行者", "公表日", "引用", "脚注")


def footnote(number: int, citation: Citation, day: date, names: Mapping[str, str]) -> Note:
    """The footnote of a citation: 〔資料, 発行者, 公表日, 箇所〕, the quote, and how it stands on the day of the draft."""
    parts = (_name(citation, names), citation.issuer, published(citation), citation.locator)
    source = f"〔{', '.join(part for part in parts if part)}〕"
    told = (
        f"{trust(citation)}{edition(citation)}。基準日（{day_ja(day)}）での位置づけ: {standing(citation, day, names)}。"
    )
    return Note(number, legible(source), legible(citation.quote), legible(told))


def trust(citation: Citation) -> str:
    """What must be known first of a document that nobody has checked: its title and issuer are as somebody typed them."""
    return "" if citation.tier in _CHECKED else f"{_UPLOADED}。"


def edition(citation: Citation) -> str:
    """Whether a quote is the issuer's wording; what is not known to be is this project's digest."""
    return _ORIGINAL if citation.edition == Edition.ORIGINAL else _DIGEST


def published(citation: Citation) -> str:
    """The date of a document, or of the version of a statute."""
    return f"{citation.published}の版" if citation.kind == Kind.STATUTE else citation.published


def standing(citation: Citation, day: date, names: Mapping[str, str]) -> str:
    """How a quote stands to the law of the day."""
    if citation.in_force is None:
        return "資料の記述（基準日の法令かどうかは確かめていない）"
    if citation.in_force:
        return "基準日の法令"
    if citation.superseded_on is not None:
        by = f"（→ {_successor(citation.superseded_by, names)}）" if citation.superseded_by else ""
        return f"{day_ja(citation.superseded_on)}に置き換え済み{by}"
    if citation.valid_from is None:
        return "提言（法令ではない）"
    if citation.valid_from > day:
        return f"{day_ja(citation.valid_from)}から施行（基準日には未施行）"
    return "基準日の法令ではない"


def sources(cited: Sequence[tuple[int, Citation]], names: Mapping[str, str]) -> Iterator[Block]:
    """Every source once, with the numbers of its footnotes."""
    if not cited:
        return
    yield Heading(2, Line("資料の一覧"))
    found: dict[tuple[str, str, str], list[tuple[int, Citation]]] = {}
    for number, one in cited:
        found.setdefault((one.source_id, one.published, one.edition), []).append((number, one))
    rows = (_source(group, names) for group in found.values())
    yield Table((Row(_HEAD), *rows), (7, 3, 3, 2, 4))


def _source(group: Sequence[tuple[int, Citation]], names: Mapping[str, str]) -> Row:
    one = group[0][1]
    short = _name(one, names)
    title = one.title if short == one.title else f"{short}\n{one.title}"
    title = title if one.tier in _CHECKED else f"{title}\n（{_UPLOADED}）"
    where = f"{title}\n{one.url}" if one.url else title
    cells = (where, one.issuer, published(one), edition(one), ", ".join(str(number) for number, _ in group))
    return Row(tuple(map(legible, cells)))


def _name(citation: Citation, names: Mapping[str, str]) -> str:
    return names.get(citation.source_id) or citation.title


def _successor(text: str, names: Mapping[str, str]) -> str:
    """What replaces a quote, its source by name."""
    known, _, locator = text.partition(" ")
    return " ".join(part for part in (names.get(known, known), locator) if part)
