"""Identify: which source a file belongs to: a registered one by its hash or by --id alone, else an own document.

What a file says of itself — its name, its front matter — never makes it a registered document.
"""

import codecs
import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ingest.errors import ReadError
from ingest.source import Kind, Layout, Source, Tier, first_day

_LAW_ID = re.compile(r"(?<![0-9A-Za-z])(\d{3}[A-Z]{1,2}[0-9A-Z]{0,2}\d{8,12})(?![0-9A-Za-z])")
_HEAD = 4_000  # characters in which front matter or a law id stands


@dataclass(frozen=True)
class Given:
    """What the user says of an own document on the command line; empty fields are not given."""

    title: str = ""
    issuer: str = ""
    published: str = ""
    tier: str = ""
    id: str = ""
    layout: str = ""


def identify(path: Path, registry: Sequence[Source], given: Given) -> Source:
    """The source of a file.

    Raises ReadError when an own document lacks what it needs, or passes itself off as a registered one.
    """
    data = path.read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    known = {source.id: source for source in registry}
    named = known.get(given.id) or next((source for source in registry if digest in source.sha256), None)
    if named is not None and named.kind is not Kind.OWN:
        return named
    official = {source.id.casefold(): source for source in known.values() if source.kind is not Kind.OWN}
    head = _head(data)
    if not given.id:
        _require_no_claim(path, head, official)
    merged = _merged(given, head)
    own_id = merged.id or _slug(path.stem, digest)
    _require_own_id(path, own_id, official)
    own = _own(path, _filled(replace(merged, id=own_id), known.get(own_id)))
    _require_own_title(path, own.title, official.values())
    return own


def _require_no_claim(path: Path, head: str, official: Mapping[str, Source]) -> None:
    """Anybody can write an id into a file: what claims to be a registered source is none without --id."""
    claims = {"法令 ID": _law_id(path, head), "front matter の source": _field(head, "source")}
    for where, claimed in claims.items():
        if source := official.get(claimed.casefold()):
            raise ReadError(
                f"{path.name}: {where} で登録された資料 {source.id}（{source.short}）を名乗っていますが、"
                "内容が既知の原文ではありません",
                hint=f"その資料の原文（新しい版など）と確かめたなら --id {source.id} を、"
                "自分の資料なら別の --id を付けてください。",
            )


def _require_own_id(path: Path, own_id: str, official: Mapping[str, Source]) -> None:
    """An own document has no id that is, or looks like, that of a registered source."""
    if source := official.get(own_id.casefold()):
        raise ReadError(
            f"{path.name}: {own_id!r} は登録された資料の id です"
            + ("" if own_id == source.id else f"（{source.id} と大文字・小文字だけが違います）"),
            hint=f"その資料の原文なら --id {source.id} を、自分の資料なら別の --id を付けてください。",
        )


def _require_own_title(path: Path, title: str, official: Iterable[Source]) -> None:
    """An own document is not called like a registered source: readers would take it for that."""
    for source in official:
        if _look(title) in map(_look, (source.title, source.short, *source.aliases)):
            raise ReadError(
                f"{path.name}: 題名 {title!r} は登録された資料 {source.id}（{source.short}）の題名か呼び名と同じです",
                hint=f"その資料の原文なら --id {source.id} を、自分の資料なら別の --title を付けてください。",
            )


def _look(title: str) -> str:
    """What a reader sees of a title: NFKC, no white space, no invisible signs, one case."""
    plain = unicodedata.normalize("NFKC", title).casefold()
    return "".join(sign for sign in plain if unicodedata.category(sign)[0] not in "ZC")


def _head(data: bytes) -> str:
    """The beginning of a text file; of other files some characters without meaning."""
    try:
        return codecs.getincrementaldecoder("utf-8-sig")().decode(data[:_HEAD])
    except UnicodeDecodeError:
        return data[:_HEAD].decode("cp932", errors="ignore")


def _law_id(path: Path, head: str) -> str:
    """The e-Gov law id in front matter, XML, JSON or the file's name; empty when there is none."""
    for text in (
        _field(head, "identifier"),
        _field(head, "law_id"),
        path.name,
        *re.findall(r'"law_id":\s*"(\w+)"', head),
    ):
        if match := _LAW_ID.search(text):
            return match[1]
    return ""


def _field(head: str, name: str) -> str:
    """A field of a Markdown front matter."""
    if not head.startswith("---"):
        return ""
    match = re.search(rf'^{name}:\s*["\']?(.*?)["\']?\s*$', head.split("\n---", 1)[0], re.MULTILINE)
    return match[1] if match else ""


def _merged(given: Given, head: str) -> Given:
    """What the command line gives, else what the front matter says."""
    return Given(
        title=given.title or _field(head, "title"),
        issuer=given.issuer or _field(head, "issuer"),
        published=given.published or _field(head, "published") or _field(head, "date"),
        tier=given.tier or _field(head, "tier"),
        id=given.id or _field(head, "id"),
        layout=given.layout or _field(head, "layout"),
    )


def _filled(given: Given, before: Source | None) -> Given:
    """What is said of an own document, else what was said when it was registered; a new text needs its own date."""
    if before is None:
        return given
    return replace(
        given,
        title=given.title or before.title,
        issuer=given.issuer or before.issuer,
        tier=given.tier or before.tier.value,
        layout=given.layout or before.layout.value,
    )


def _own(path: Path, given: Given) -> Source:
    """An own document, from what was given."""
    try:
        day = first_day(given.published)
    except ValueError as error:
        raise ReadError(
            f"{path.name}: 日付が読めません（{error}）", hint="--date を YYYY-MM-DD か YYYY-MM で書いてください。"
        ) from error
    if day is None:
        raise ReadError(
            f"{path.name}: 登録にない資料で、日付がありません",
            hint="--date YYYY-MM-DD（必要なら --title と --tier）を付けるか、front matter に published を書いてください。",
        )
    return Source(
        id=given.id,
        title=given.title or path.stem,
        short=given.title or path.stem,
        issuer=given.issuer,
        kind=Kind.OWN,
        tier=_tier(path, given.tier),
        published=given.published,
        layout=_layout(path, given.layout),
    )


def _tier(path: Path, tier: str) -> Tier:
    """Own documents are `own` or `uploaded`; nobody can make a file official by saying so."""
    if tier in ("", Tier.UPLOADED):
        return Tier.UPLOADED
    if tier == Tier.OWN:
        return Tier.OWN
    raise ReadError(f"{path.name}: 区分 {tier!r} は使えません", hint="--tier は own か uploaded です。")


def _layout(path: Path, layout: str) -> Layout:
    try:
        return Layout(layout) if layout else Layout.PLAIN
    except ValueError as error:
        raise ReadError(
            f"{path.name}: レイアウト {layout!r} はありません", hint=f"使えるのは {'、'.join(Layout)} です。"
        ) from error


def _slug(stem: str, digest: str) -> str:
    """A stable id of a file's name: letters of it, and a piece of its hash where letters had to go."""
    plain = re.sub(r"[^a-z0-9]+", "-", unicodedata.normalize("NFKC", stem).lower()).strip("-")[:48]
    clean = plain == stem.lower()
    return plain if clean and plain else f"own-{plain}-{digest[:6]}".replace("--", "-")
