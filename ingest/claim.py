"""Claim: what a digest section says about a provision of a statute, and since when; held against the stored versions.

The wording must be the same in all versions from `from` until `to`, and another one before `from` and at `to`.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from ingest.document import Block, Document
from ingest.facts import numbered
from ingest.fold import squeeze
from ingest.readers.provision import kanji
from ingest.section import Section

ROW = re.compile(r"(別表.*?)の([^の]+(?:の[^の]+)*の項)([(（].+[)）])?")
ROWS = re.compile(r"(別表.*?)の([0-9]+)から([0-9]+)までの項")
_PHRASE = re.compile(r"附則（(.+)）")
_RANGE = re.compile(r"(.*?)([イ-ヺ])[~〜～]([イ-ヺ])")
_SUPPLEMENT = re.compile(r"附則(?:（[^）]*）)?")
_PROVISO_OF_LIST = re.compile(r"ただし、[^。]*(?:次の|次に掲げる|各号)")
_SIGNS = "イロハニホヘトチリヌルヲワカヨタレソツネナラム"
_MAIN = "本則"
_PROVISO, _BUT = "ただし書", "ただし、"


def canonical(address: str) -> str:
    """An address in one form: 「第四条の二」 is 「第4条の2」, 「別表第一　一六の項」 is 「別表第1 16の項」."""
    parts = re.split(r"[ 　]", address)
    return " ".join(numbered(squeeze(part)) for part in parts)


@dataclass(frozen=True)
class Version:
    """One stored version of a statute."""

    valid_from: date
    blocks: tuple[Block, ...]

    @cached_property
    def addressed(self) -> tuple[tuple[str, Block], ...]:
        """Every block with its canonical address."""
        return tuple((canonical(block.locator), block) for block in self.blocks)

    def at(self, address: str, *, only_own: bool = False) -> list[Block]:
        """The blocks of the provision at an address, with all below it unless `only_own`."""
        for spelling in _spellings(canonical(address)):
            found = [
                block
                for place, block in self.addressed
                if place == spelling or (not only_own and _is_below(place, spelling))
            ]
            if found:
                return found
        return []

    def supplements(self) -> list[list[Block]]:
        """The blocks of each 附則."""
        groups: dict[str, list[Block]] = {}
        for block in self.blocks:
            if match := _SUPPLEMENT.match(block.locator):
                groups.setdefault(match[0], []).append(block)
        return list(groups.values())


def version_of(document: Document) -> Version:
    """The Version that the statute reader's Document holds."""
    if document.valid_from is None:
        raise ValueError(f"{document.source.id}: 施行日のない版です")
    return Version(document.valid_from, document.blocks)


def _is_below(place: str, address: str) -> bool:
    """「第4条の2」 is not below 「第4条」; everything outside 附則 and 別表 is below 「本則」."""
    if address == _MAIN:
        return not place.startswith(("附則", "別表", "別紙", "様式"))
    return place.startswith(address) and place[len(address)] not in "の0123456789号項条"


def _spellings(address: str) -> Iterator[str]:
    """The addresses under which the reader may have a provision."""
    yield address
    if match := ROW.fullmatch(address):
        yield f"{match[1]} {match[2]}"
    if address.startswith(_MAIN):
        yield address.removeprefix(_MAIN) or address
    if "第1項" in address:
        yield address.replace("第1項", "", 1)  # an article of one paragraph has no paragraph number


def text_of(blocks: Iterable[Block]) -> str:
    """The text of blocks, one a line."""
    return "\n".join(block.text for block in blocks)


def wording(version: Version, provision: str, *, without_proviso: bool = False) -> str:
    """The text of a provision as digests name it; empty when the version has none.

    Beside plain addresses: 「…ただし書」; 「本則」; 「附則（公布の日から六月）」, all 附則 with the phrase; 「別表第一の16の項(1)」,
    a part of a row; 「別表第一の1から15までの項」, the last column of these rows; 「…イ〜ニ」.
    """
    if match := _PHRASE.fullmatch(provision):
        phrase = _phrase(match[1])
        return "\n".join(text for text in map(text_of, version.supplements()) if phrase.search(squeeze(text)))
    if match := ROWS.fullmatch(provision):
        return "\n".join(_last_cells(version, match))
    if match := _RANGE.fullmatch(provision):
        signs = _SIGNS[_SIGNS.index(match[2]) : _SIGNS.index(match[3]) + 1]
        return "\n".join(text_of(version.at(match[1] + sign)) for sign in signs)
    if without_proviso or provision.endswith(_PROVISO):
        main, proviso = _halves(version, provision.removesuffix(_PROVISO))
        return proviso if provision.endswith(_PROVISO) else main
    match = ROW.fullmatch(provision)
    if match and match[3]:
        return _row_part(text_of(version.at(f"{match[1]} {match[2]}")), match[3])
    return text_of(version.at(provision))


def _halves(version: Version, provision: str) -> tuple[str, str]:
    """A provision before and from 「ただし、」; its items belong to the half that says 「次に掲げる」."""
    own, below = text_of(version.at(provision, only_own=True)), text_of(version.at(provision))
    items = below[len(own) :] if below.startswith(own) else below
    main, but, proviso = own.partition(_BUT)
    if _PROVISO_OF_LIST.search(own):
        return main, but + proviso + items
    return main + items, but + proviso


def _last_cells(version: Version, rows: re.Match[str]) -> Iterator[str]:
    for place, block in version.addressed:
        table, _, row = place.partition(" ")
        number = re.match(r"[0-9]+", row)
        if table == canonical(rows[1]) and number and int(rows[2]) <= int(number[0]) <= int(rows[3]):
            yield block.text.rpartition(" | ")[2]


def _row_part(text: str, part: str) -> str:
    """Of a table row the part （一）, （二） …"""
    pieces = re.split(r"（([一二三四五六七八九十]+)）　", text)
    wanted = numbered(squeeze(part)).strip("()")
    return next((body for mark, body in zip(pieces[1::2], pieces[2::2], strict=True) if numbered(mark) == wanted), "")


def _phrase(text: str) -> re.Pattern[str]:
    """「公布の日から六月」 also finds 「公布の日から起算して六月」; dates may be in arabic digits."""
    text = re.escape(re.sub("[0-9]+", lambda m: kanji(int(m[0])), squeeze(text)))
    return re.compile(text.replace("から", "から(?:起算して)?"))


def lead(version: Version, provision: str) -> str:
    """The text above an item: the opening words of its paragraph and article."""
    address = canonical(provision.removesuffix(_PROVISO))
    above = [
        place
        for place in dict.fromkeys(place for place, _ in version.addressed)
        if place and any(one != place and _is_part(one, place) for one in _spellings(address))
    ]
    return "\n".join(text_of(version.at(place, only_own=True)) for place in above)


def _is_part(address: str, place: str) -> bool:
    return address.startswith(place) and address[len(place)] not in "の0123456789号項条"


def in_force(versions: Sequence[Version], day: date) -> Version | None:
    """The last version that is in force on a day."""
    return max((v for v in versions if v.valid_from <= day), key=lambda v: v.valid_from, default=None)


def wrong_claims(section: Section, versions: Sequence[Version], *, without_proviso: bool = False) -> Iterator[str]:
    """What is wrong with `provision`, `from` and `to` of a section, in Japanese.

    `without_proviso`: the provision's ただし書 has sections of its own and does not count here.
    """
    if section.valid_from is None:
        yield "from: がありません"
        return
    if section.heading.split("（")[0] != section.provision.split("（")[0]:
        yield f"見出しの番号と provision: {section.provision} が違います"
    stored = {version.valid_from for version in versions}
    if unknown := sorted(day for day in (section.valid_from, section.valid_to) if day and day not in stored):
        yield f"{'、'.join(map(str, unknown))} に施行された版がありません（from と to は保存された版の施行日）"
        return
    yield from _wrong_wordings(section, _Wordings.read(section, versions, without_proviso))


@dataclass(frozen=True)
class _Wordings:
    """The wording of one provision (white space folded) and of the lead above it, by version, oldest first."""

    own: dict[date, str]
    leads: dict[date, str]
    only_grows: bool  # 附則 are only ever added: the older ones stand in what is found later

    @classmethod
    def read(cls, section: Section, versions: Sequence[Version], without_proviso: bool) -> "_Wordings":
        ordered = sorted(versions, key=lambda version: version.valid_from)
        provision = section.provision
        own = {v.valid_from: squeeze(wording(v, provision, without_proviso=without_proviso)) for v in ordered}
        leads = {v.valid_from: squeeze(lead(v, provision)) for v in ordered}
        return cls(own, leads, bool(_PHRASE.fullmatch(provision)))

    def same(self, one: date, other: date) -> bool:
        """Whether the provision itself reads the same."""
        return self.own[one] in self.own[other] if self.only_grows else self.own[one] == self.own[other]

    def same_with_lead(self, one: date, other: date) -> bool:
        """Whether the provision and the words above it read the same (a penalty stands in the lead)."""
        return self.same(one, other) and (self.only_grows or self.leads[one] == self.leads[other])


def _wrong_wordings(section: Section, found: _Wordings) -> Iterator[str]:
    start, end = section.valid_from or date.min, section.valid_to or date.max
    days = list(found.own)
    if not found.own[start]:
        yield f"{start} の版に {section.provision} が見つかりません"
        return
    before = [day for day in days if day < start]
    if before and found.same_with_lead(start, before[-1]):
        yield f"from: {start} の前の版（{before[-1]}）も同じ文言です"
    if changed := [day for day in days if start < day < end and not found.same(start, day)]:
        yield f"{changed[0]} の版で文言が変わっています（to: {section.valid_to or '空'}）"
    if section.valid_to and found.same_with_lead(start, end):
        yield f"to: {end} の版でも文言が同じです"
