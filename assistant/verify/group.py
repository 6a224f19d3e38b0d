"""Groups: groups of countries (グループA, 一般国 …), organisations that no registry names, and names within compounds.

Finds what `ingest.names` does not look for; compares nothing.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from ingest.names import Names, PlacedName

_GROUPS = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        (
            "グループA",
            r"グループ ?A(?!(?:国)?(?:・地域)?(?:以外|(?:向け)?を除))|\(A\)の国|Group A(?![a-z])|(?<!非)ホワイト国|輸出管理優遇国",
        ),
        ("グループA以外", r"グループ ?A(?:国)?(?:・地域)?(?:以外|(?:向け)?を除)|\(A\)以外"),
        ("グループB", r"グループ ?B|Group B(?![a-z])"),
        ("グループC", r"グループ ?C|Group C(?![a-z])"),
        ("グループD", r"グループ ?D|Group D(?![a-z])"),
        ("一般国", r"一般国|\(B\)の国|非ホワイト国"),
        ("国連武器禁輸国", r"(?:国連)?武器禁輸国|\(C\)の国"),
    )
)
_KATAKANA = re.compile("[ァ-ヺー]{3,}")
_BODY = re.compile(
    r"[一-龠々ァ-ヶー]{1,12}(?:大臣|長官|首相|大統領|審議会|委員会|協会|連合会)"
    r"|[一-龠]{1,8}(?:省(?![令庁略力エエ資都])|庁(?!舎))(?![一-龠])"
)
_COMMON = re.compile(
    r".*(?:主務|関係|担当|両|同|各|当該|本|前|現|副|政|小|専門|次|該|と|閣僚|元|新|旧)(?:大臣|長官|首相|大統領|審議会|委員会|協会|省|庁)|(?:首相|大統領|委員会)"
)


@dataclass(frozen=True)
class PlacedGroup:
    """A group or an organisation at `[start, end)` of a text."""

    name: str
    start: int
    end: int


def groups_in(text: str) -> Iterator[PlacedGroup]:
    """Every group of countries named in an NFKC text."""
    for name, pattern in _GROUPS:
        for match in pattern.finditer(text):
            yield PlacedGroup(name, *match.span())


def unknown_organisations(text: str, taken: Sequence[tuple[int, int]]) -> Iterator[PlacedGroup]:
    """What is named like a ministry or a council and stands at no place that is taken."""
    for match in _BODY.finditer(text):
        if not _COMMON.fullmatch(match[0]) and all(
            match.end() <= start or match.start() >= end for start, end in taken
        ):
            yield PlacedGroup(match[0], *match.span())


@dataclass(frozen=True)
class Compounds:
    """Katakana names inside longer katakana words (スペインミッション), where `Names` finds none."""

    names: Names

    def placed_in(self, text: str, taken: Sequence[tuple[int, int]]) -> Iterator[PlacedName]:
        """Every such name at a place that is not taken."""
        for match in self._pattern.finditer(text):
            if all(match.end() <= start or match.start() >= end for start, end in taken):
                kind, name = self._meanings[match[0]]
                yield PlacedName(kind, name, *match.span())

    @cached_property
    def _meanings(self) -> dict[str, tuple[str, str]]:
        pairs = [(name, ("country", iso)) for iso, names in self.names.countries.items() for name in names]
        pairs += [(name, ("organisation", name)) for name in self.names.organisations]
        return {name: meaning for name, meaning in pairs if _KATAKANA.fullmatch(name)}

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile("|".join(sorted(map(re.escape, self._meanings), key=len, reverse=True)) or r"(?!)")
