"""Statute: the text of a law by version and address. A provision's text is everything under its address.

Pure: `assistant.statutes` makes these of files.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from assistant.rules.address import AMENDING, HEAD, LAST_COLUMN, Address, AddressError, Span, filled, parse

_HEX = 16  # digits of a hash that are kept
_MARK = re.compile(r"（([〇一二三四五六七八九十百]+(?:の[〇一二三四五六七八九十]+)*)）　")
_SUBMARK = re.compile(r"(?<![０-９])([０-９]+(?:の[０-９]+)*)　")
_CELL = " | "
_ROW_NUMBER = re.compile(r"[〇一二三四五六七八九十百の]+")


@dataclass(frozen=True)
class Provision:
    """A stretch of a version of a law with the address ingest gives it; `text` is empty for a heading."""

    law_id: str
    version: date
    address: str
    text: str


@dataclass(frozen=True)
class LawText:
    """One version of a law, in reading order."""

    law_id: str
    version: date
    provisions: tuple[Provision, ...] = field(repr=False)

    @cached_property
    def _pieces(self) -> tuple[tuple[tuple[Address, ...], str], ...]:
        """Every piece of text with its addresses; the numbered entries of a table row are pieces of their own."""
        return tuple(piece for provision in self.provisions for piece in _pieces(provision))

    @cached_property
    def _under(self) -> Mapping[Address, list[int]]:
        """For every address: the pieces at and under it."""
        under: dict[Address, list[int]] = {}
        for n, (addresses, _) in enumerate(self._pieces):
            for address in dict.fromkeys(a[:depth] for a in addresses for depth in range(1, len(a) + 1)):
                under.setdefault(address, []).append(n)
        return under

    def find(self, span: Span) -> str | None:
        """The text of a provision, or of all from one to another; None when one end is not there."""
        begins, ends = self._known(span.first), self._known(span.last)
        first, last = self._under.get(begins), self._under.get(ends)
        if first is None or last is None:
            return None
        numbers: Iterable[int] = first if begins == ends else range(first[0], last[-1] + 1)
        if span.only:
            numbers = [n for n in numbers if self._is(n, span)]
            if not numbers:
                return None
        return "\n".join(text for n in numbers if (text := self._pieces[n][1]))

    def _is(self, number: int, span: Span) -> bool:
        """Whether a piece belongs to the part of the provision that is asked for."""
        addresses = self._pieces[number][0]
        if span.only == HEAD:
            return self._known(span.last) in addresses
        return any(address[-1] == span.only for address in addresses)

    def supplements(self, below: Address) -> Iterator[str]:
        """The text at an address of each 附則 that has it."""
        for division in self._supplements:
            if (found := self.find(_span((division, *below)))) is not None:
                yield found

    def _known(self, address: Address) -> Address:
        """The address with the 附則 of the newest amendment that has it, named as this text names it."""
        if address[:1] != (AMENDING,):
            return address
        of_amendments = reversed(self._supplements[1:])  # the first is that of the law itself
        named = (filled((division, *address[1:])) for division in of_amendments)
        return next((one for one in named if one in self._under), address)

    @cached_property
    def _supplements(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(a[0] for a in self._under if a[0].startswith("附則")))


class Statutes:
    """The stored versions of laws by law id and day of entry into force. The mappings may read on demand."""

    def __init__(self, texts: Mapping[str, Mapping[date, LawText]]) -> None:
        self._texts = texts

    @property
    def law_ids(self) -> tuple[str, ...]:
        """The laws of which something is stored."""
        return tuple(self._texts)

    def versions(self, law_id: str) -> tuple[date, ...]:
        """Days on which the stored versions enter into force, oldest first."""
        return tuple(sorted(self._texts.get(law_id, {})))

    def text(self, law_id: str, version: date, address: str) -> str | None:
        """Text of the provisions that a citation names; None when the version or one of them is not stored.

        Raises AddressError for a text that is no address.
        """
        found = self.search(law_id, version, address)
        return None if found is None or None in found.values() else "\n".join(t for t in found.values() if t)

    def search(self, law_id: str, version: date, address: str) -> dict[Span, str | None] | None:
        """Each provision of a citation with its text, None where there is none; None for a version not stored."""
        spans = parse(address)
        law = self._texts.get(law_id, {}).get(version)
        return None if law is None else {span: law.find(span) for span in spans}

    def in_force(self, law_id: str, day: date) -> date | None:
        """The stored version in force on a day; None before the first."""
        return max((version for version in self.versions(law_id) if version <= day), default=None)

    def keeps(self, law_id: str, version: date, address: str, sha256: str) -> bool:
        """Whether a version still has this text at another 附則: those of amendments are counted, not named."""
        spans, law = parse(address), self._texts[law_id][version]
        if any(span.first[0] != AMENDING for span in spans):
            return False
        return any(digest(text) == sha256 for span in spans for text in law.supplements(span.first[1:]))


def digest(text: str) -> str:
    """The first 16 digits of the sha256 of a text; width of characters, white space and table marks do not count."""
    plain = re.sub(r"[\s|]+", "", unicodedata.normalize("NFKC", text))
    return hashlib.sha256(plain.encode()).hexdigest()[:_HEX]


def _span(address: Address) -> Span:
    return Span(filled(address), filled(address))


def _pieces(provision: Provision) -> Iterator[tuple[tuple[Address, ...], str]]:
    addresses = _addresses(provision)
    if not (" " in provision.address and provision.address.endswith("の項")):
        yield addresses, provision.text
        return
    first, *cells = provision.text.split(_CELL, 2)
    if not _ROW_NUMBER.fullmatch(first):  # the row belongs to the numbered one above it
        yield addresses, first
    for marks, text in _entries(cells[0] if cells else ""):
        yield tuple((*address, *marks) for address in addresses), text
    for text in cells[1:]:
        yield tuple((*address, LAST_COLUMN) for address in addresses), text


def _addresses(provision: Provision) -> tuple[Address, ...]:
    """The addresses of what ingest calls 「第四条」 or 「第三号及び第四号」; of anything else, its own name."""
    try:
        spans = parse(provision.address, listed=False)
    except AddressError:
        return ((provision.address,),)
    found = dict.fromkeys(address for span in spans for address in (span.first, span.last))
    return tuple(_with_paragraph(address) if provision.text else address for address in found)


def _with_paragraph(address: Address) -> Address:
    """A text right under an article stands in its only paragraph."""
    marked = filled((*address, "号"))
    return marked[:-1] if len(marked) > len(address) + 1 and marked[-2] == "1項" else address


def _entries(cell: str) -> Iterator[tuple[Address, str]]:
    """The entries of a table cell: 「（一）　…」, and in them 「１　…」, as far as they count up."""
    for mark, text in _counted(cell, _MARK):
        outer = (f"({mark})",) if mark else ()
        for submark, inner in _counted(text, _SUBMARK) if mark else [("", text)]:
            yield (*outer, submark) if submark else outer, inner


def _counted(text: str, mark: re.Pattern[str]) -> list[tuple[str, str]]:
    """The text before the first mark, then each mark with what follows it; a mark that does not count up is text."""
    found: list[tuple[str, str]] = []
    last: tuple[int, ...] = (0,)
    start, label = 0, ""
    for match in mark.finditer(text):
        order = tuple(int(part.strip("()")) for part in _plain(match[1]).split("の"))
        if _follows(last, order):
            found.append((label, text[start : match.start()]))
            last, start, label = order, match.start(), "の".join(map(str, order))
    return [*found, (label, text[start:])]


def _plain(number: str) -> str:
    return parse(f"({number})")[0].first[-1]


def _follows(last: tuple[int, ...], order: tuple[int, ...]) -> bool:
    """Whether a number may come next: 3 after 2 or 2の4, 2の2 after 2, 2の3 after 2の2."""
    if len(order) == 1:
        return order[0] == last[0] + 1
    return order[0] == last[0] and order[-1] == (last[-1] + 1 if len(last) > 1 else 2)
