"""Address: where a provision stands in a law, from the short form of the rules and from what ingest calls it.

「4条1項3号イ」 and 「第四条第一項第三号イ」 give the same Address. Parses text alone; knows no law.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

Address = tuple[str, ...]
"""The parts of an address from the outside in: `("4条", "1項", "3号", "イ")`, `("別表第1", "16項", "(1)")`."""

MAIN = "本則"
HEAD, LAST_COLUMN = "柱書", "下欄"
AMENDING = "改正附則"
"""The 附則 of the amendment that made a version: the last one in it."""


class AddressError(ValueError):
    """A text is no address: the message names it and the piece that cannot be read."""


@dataclass(frozen=True)
class Span:
    """One provision, or all from `first` to `last` (「1〜15号」) where they differ.

    `only`: `HEAD` for its own sentences without the items under it (「4条1項ただし書」, 「柱書」), `LAST_COLUMN` for
    that column of a table row.
    """

    first: Address
    last: Address
    only: str = ""


# ---- what the pieces look like after NFKC; the number of the kind is its depth
_K = "〇一二三四五六七八九十百千"
_N = rf"(?:[0-9]+|[{_K}]+)(?:の(?:[0-9]+|[{_K}]+))*"
_DIVISION, _ARTICLE, _PARAGRAPH, _ITEM, _KANA, _PAREN, _BARE = range(7)
_PIECES = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("space", r"\s+"),
        ("join", r"[・、,，]|及び"),
        ("to", r"[〜~–]|から"),
        ("head", r"柱書|ただし書|但書|かっこ書|本文|前段|後段"),
        ("column", LAST_COLUMN),
        ("silent", r"まで|[上中]欄"),
        ("appendix", rf"別表(?:第([{_K}]+(?:の[{_K}]+)*)(?![{_K}号]|の[{_K}]))?(?:の(?=[0-9]))?"),
        ("form", r"別紙様式第[0-9]+(?:の[0-9]+)*"),
        ("supplement", r"改正附則|附則(?:\([^)]*(?:番目|号)\))?"),
        ("main", MAIN),
        ("begins", rf"第?({_N})(?=(?:[〜~–])第?{_N}(?:の)?([条項号]))"),  # 「1〜15号」: the sign stands at the end
        ("article", rf"第?({_N})条((?:の(?:[0-9]+|[{_K}]+))*)"),
        ("row", rf"({_N})の項()"),
        ("paragraph", rf"第?({_N})項((?:の(?:[0-9]+|[{_K}]+))*)"),
        ("item", rf"第?({_N})号((?:の(?:[0-9]+|[{_K}]+))*)"),
        ("kana", r"[ア-ヺ]"),
        ("paren", rf"\(({_N}|[a-z]+)\)"),
        ("ordinal", rf"第([{_K}]+(?:の[{_K}]+)*)"),
        ("bare", rf"[0-9]+(?:の[0-9]+)*|[{_K}]+"),
    )
)
_DEPTH = {
    **dict.fromkeys(("appendix", "form", "supplement", "main", "ordinal"), _DIVISION),
    **{
        "article": _ARTICLE,
        "paragraph": _PARAGRAPH,
        "row": _PARAGRAPH,
        "item": _ITEM,
        "kana": _KANA,
        "paren": _PAREN,
        "bare": _BARE,
    },
}
_SIGNS = {"条": "article", "項": "paragraph", "号": "item"}
_UNITS = {"十": 10, "百": 100, "千": 1000}


@dataclass(frozen=True)
class _Piece:
    """A piece of an address: its kind, and its part in one spelling."""

    kind: str
    part: str

    @property
    def depth(self) -> int:
        return _DEPTH[self.kind]


@lru_cache(maxsize=1 << 16)
def parse(text: str, *, listed: bool = True) -> tuple[Span, ...]:
    """The provisions a text names. Raises AddressError.

    `listed`: pieces of one sort in a row stand side by side (「イロ」, 「(18)(24)」), as people write; in addresses
    that ingest builds they stand one inside the other.
    """
    reader = _Reader(listed)
    for piece in _pieces(text):
        reader.take(piece)
    if not reader.spans and not reader.path:
        raise AddressError(f"条項がありません: {text!r}")
    return reader.done()


def number(text: str) -> int:
    """A number in digits, in kanji with units (「二十五」) or digit by digit (「一六」)."""
    if text.isdigit():
        return int(text)
    if not set(text) & set(_UNITS):
        return int("".join(str(_K.index(sign)) for sign in text))
    total, digit = 0, 0
    for sign in text:
        if sign in _UNITS:
            total, digit = total + (digit or 1) * _UNITS[sign], 0
        else:
            digit = _K.index(sign)
    return total + digit


def filled(address: Address) -> Address:
    """The address with the paragraph that is not printed where an article has only one: 71条9号 is 71条1項9号."""
    if not address:
        return address
    at = next((n for n, part in enumerate(address) if part.endswith("条")), 0)
    holder = address[at]
    if not (holder.endswith("条") or holder.startswith(("附則", AMENDING, MAIN))):
        return address
    below = address[at + 1 : at + 2]
    if not below or below[0].endswith(("項", "条", "行")):
        return address
    return (*address[: at + 1], "1項", *address[at + 1 :])


def _pieces(text: str) -> Iterator[_Piece]:
    plain, at = unicodedata.normalize("NFKC", text).replace(" ", " ").strip(), 0
    while at < len(plain):
        found = ((kind, match) for kind, pattern in _PIECES if (match := pattern.match(plain, at)))
        kind, match = next(found, ("", None))
        if match is None:
            raise AddressError(f"条項として読めません: {text!r} の {plain[at:]!r}")
        at = match.end()
        yield _Piece(_SIGNS[match[2]] if kind == "begins" else kind, _part(kind, match))


def _part(kind: str, match: re.Match[str]) -> str:
    """One spelling of a piece."""
    if kind in ("article", "paragraph", "row", "item"):
        sign = next((sign for sign, named in _SIGNS.items() if named == kind), "項")
        return _number(match[1] + match[2]) + sign
    if kind == "begins":
        return _number(match[1]) + match[2]
    if kind == "paren":
        inner = match[1]
        return f"({inner if inner.isascii() and inner.isalpha() else _number(inner)})"
    if kind in ("appendix", "ordinal"):
        return f"別表第{_number(match[1])}" if match[1] else "別表"
    if kind == "bare":
        return match[0] if match[0][0].isdigit() else f"={_number(match[0])}"
    return match[0]


def _number(text: str) -> str:
    return "の".join(str(number(part)) for part in text.split("の"))


class _Reader:
    """Puts pieces together; a new element of a list takes over what stands before its own depth."""

    def __init__(self, listed: bool) -> None:
        self.listed = listed
        self.spans: list[Span] = []
        self.path: list[_Piece] = []
        self.open = False  # an element of a list has just begun
        self.to: Address | None = None  # where a range begins
        self.only = ""
        self.spaced = False

    def take(self, piece: _Piece) -> None:
        if piece.kind in ("join", "to"):
            self._close(begins=piece.kind == "to")
        elif piece.kind == "space":
            self.spaced = True
        elif piece.kind in ("head", "column"):
            self.only = HEAD if piece.kind == "head" else LAST_COLUMN
        elif piece.kind != "silent":
            self._add(piece)
            self.spaced, self.only = False, ""

    def _add(self, piece: _Piece) -> None:
        beside = self.listed and bool(self.path) and not self.open and self._beside(piece)
        if beside:
            self._close()
        if self.open:
            self.path = self._above(piece)
            self.open = False
        elif not self.path and piece.depth > _ARTICLE:
            self.path = [_Piece("main", MAIN)]
        self.path.append(self._row(piece))

    def _row(self, piece: _Piece) -> _Piece:
        """A row of a table that stands inside an article is no paragraph of it."""
        inside = self.spaced and piece.kind == "row" and self.path[0].kind != "appendix"
        return _Piece("bare", piece.part.replace("項", "行")) if inside else piece

    def _beside(self, piece: _Piece) -> bool:
        last = self.path[-1]
        if piece.kind != last.kind or piece.kind not in ("kana", "paren"):
            return False
        return piece.kind == "kana" or piece.part[1].isdigit() == last.part[1].isdigit()

    def _above(self, piece: _Piece) -> list[_Piece]:
        """What the new element has in common with the one before."""
        if piece.depth == _DIVISION:
            return []
        same = [n for n, one in enumerate(self.path) if one.depth == piece.depth]
        if same:
            return self.path[: same[-1]]
        return [one for one in self.path if one.depth < piece.depth]

    def _close(self, *, begins: bool = False) -> None:
        if self.open or not self.path:
            raise AddressError("条項の区切りの前に条項がありません")
        address = filled(tuple(piece.part for piece in self.path))
        if self.only == HEAD and (address[-1].endswith("条") or address in ((MAIN,), ("附則",))):
            address = (*address, "1項")  # the sentences of an article are those of its paragraph
        if begins:
            self.to = address
        else:
            self.spans.append(Span(self.to or address, address, self.only))
            self.to, self.only = None, ""
        self.open = True

    def done(self) -> tuple[Span, ...]:
        if not self.open:
            self._close()
        return tuple(self.spans)
