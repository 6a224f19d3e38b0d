"""Countries and areas: spellings → ISO 3166-1 codes, and the dated lists of the law that name them.

A text that may mean more than one country never resolves. Nothing here knows what a list is for.
"""

import difflib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from assistant.rules.document import DATA, read_document
from assistant.rules.errors import CountryError, Finding, RuleBaseError, shown

Group = Literal["A", "B", "C"]

LONGEST_NAME = 100  # characters

_IGNORED = re.compile(r"[\s・.,'’‐‑–—−\-()]")


@dataclass(frozen=True)
class Membership:
    """Codes that a list holds from one day to another, inclusive; None = open."""

    codes: frozenset[str]
    from_day: date | None
    to_day: date | None

    def covers(self, day: date) -> bool:
        return (self.from_day is None or self.from_day <= day) and (self.to_day is None or day <= self.to_day)


@dataclass(frozen=True)
class DatedList:
    """A list of countries in the law, with every change of its members."""

    name: str
    law: str
    provision: str
    memberships: tuple[Membership, ...]


@dataclass(frozen=True)
class Ambiguity:
    """Spellings that name no single country, the codes they may mean, and why, in Japanese."""

    names: tuple[str, ...]
    may_be: tuple[str, ...]
    because: str


@dataclass(frozen=True)
class Countries:
    """All countries and areas. `names` maps each code to its short name and its other spellings, in that order."""

    names: Mapping[str, tuple[str, ...]]
    ambiguous: tuple[Ambiguity, ...]
    lists: Mapping[str, DatedList]
    covered_from: date

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(self.names)

    def name(self, iso: str) -> str:
        """Japanese short name of a code."""
        return self.names[iso][0]

    def resolve(self, text: str) -> str:
        """The code a text names. Raises CountryError when it names none, or more than one."""
        spelling = fold(text)
        if spelling.isascii() and spelling.upper() in self.names:
            return spelling.upper()
        if spelling in self._unclear:
            raise self._ambiguous(text, self._unclear[spelling])
        if spelling not in self._codes:
            raise self._unknown(text)
        return self._codes[spelling]

    @cached_property
    def spellings(self) -> Mapping[str, str]:
        """Every spelling that names one country, as written in the data, with its code; codes are not among them."""
        return {
            spelling: iso
            for iso, spellings in self.names.items()
            for spelling in spellings
            if fold(spelling) not in self._unclear
        }

    def member(self, list_name: str, iso: str, day: date) -> bool:
        """Whether a list holds the country on the day."""
        return any(iso in part.codes and part.covers(day) for part in self.lists[list_name].memberships)

    def group(self, iso: str, day: date) -> Group:
        """A (輸出令 別表第三), C (別表第三の二) or B (every other country) on the day."""
        if self.member("group_a", iso, day):
            return "A"
        return "C" if self.member("group_c", iso, day) else "B"

    def breakpoints(self) -> tuple[date, ...]:
        """The days on which some list changes, including those before the covered time."""
        return tuple(sorted({day for dated in self.lists.values() for day in _changes(dated)}))

    def signature_classes(self, apart: Iterable[str] = ()) -> tuple[tuple[str, ...], ...]:
        """Codes grouped by membership in every list over the whole covered time; each code of `apart` stands alone."""
        alone = set(apart)
        days = [self.covered_from, *(day for day in self.breakpoints() if day > self.covered_from)]
        classes: dict[object, list[str]] = {}
        for iso in sorted(self.names):
            signature = tuple(self.member(name, iso, day) for name in self.lists for day in days)
            classes.setdefault((signature, iso if iso in alone else None), []).append(iso)
        return tuple(tuple(codes) for codes in classes.values())

    def as_json(self) -> list[dict[str, str]]:
        """Codes and short names, for a form."""
        return [{"value": iso, "label": self.name(iso)} for iso in self.names]

    @cached_property
    def _unclear(self) -> dict[str, Ambiguity]:
        return {fold(name): entry for entry in self.ambiguous for name in entry.names}

    @cached_property
    def _codes(self) -> dict[str, str]:
        return {fold(spelling): iso for iso, spellings in self.names.items() for spelling in spellings}

    def _ambiguous(self, text: str, entry: Ambiguity) -> CountryError:
        means = f"考えられるのは {self._listed(entry.may_be)} です。" if entry.may_be else ""
        return CountryError(f"{shown(text)}では国が決まりません。{entry.because}{means}", entry.may_be)

    def _unknown(self, text: str) -> CountryError:
        close = difflib.get_close_matches(fold(text), self._codes, n=6, cutoff=0.5)
        candidates = tuple(dict.fromkeys(self._codes[spelling] for spelling in close))[:3]
        similar = f"近い名前は {self._listed(candidates)} です。" if candidates else ""
        wanted = "国・地域は ISO 3166-1 の2文字のコード（例 CN）か国名で書いてください。"
        return CountryError(f"{shown(text)}という国・地域はありません。{similar}{wanted}", candidates)

    def _listed(self, codes: tuple[str, ...]) -> str:
        return "・".join(f"{self.name(iso)}（{iso}）" for iso in codes)


def fold(text: str) -> str:
    """A spelling without what does not tell countries apart: width, case, spaces, middle dots, hyphens."""
    return _IGNORED.sub("", unicodedata.normalize("NFKC", text)).lower()


def load_countries(path: Path = DATA / "countries.yaml") -> Countries:
    """The countries of a countries file. Raises RuleBaseError when the file contradicts itself."""
    raw = read_document(path, _File)
    countries = Countries(
        names={iso: tuple(spellings) for iso, spellings in raw.names.items()},
        ambiguous=tuple(Ambiguity(tuple(a.names), tuple(a.may_be), a.because) for a in raw.ambiguous),
        lists={name: entry.dated(name) for name, entry in raw.lists.items()},
        covered_from=raw.covered_from,
    )
    if findings := [*_unknown_codes(countries), *_clashes(countries), *_disorder(countries)]:
        raise RuleBaseError(findings)
    return countries


def _changes(dated: DatedList) -> Iterable[date]:
    for part in dated.memberships:
        if part.from_day:
            yield part.from_day
        if part.to_day:
            yield part.to_day + timedelta(days=1)


def _unknown_codes(countries: Countries) -> Iterable[Finding]:
    for name, dated in countries.lists.items():
        for iso in sorted(set().union(*(part.codes for part in dated.memberships)) - set(countries.names)):
            yield Finding(f"countries.yaml lists.{name}", f"{iso} は names にありません。")
    for entry in countries.ambiguous:
        for iso in sorted(set(entry.may_be) - set(countries.names)):
            yield Finding(f"countries.yaml ambiguous {entry.names[0]}", f"{iso} は names にありません。")


def _clashes(countries: Countries) -> Iterable[Finding]:
    owner: dict[str, str] = {fold(iso): iso for iso in countries.names}
    for iso, spellings in countries.names.items():
        for spelling in dict.fromkeys(map(fold, spellings)):
            if owner.setdefault(spelling, iso) != iso:
                yield Finding(f"countries.yaml names.{iso}", f"「{spelling}」は {owner[spelling]} とも読めます。")


def _disorder(countries: Countries) -> Iterable[Finding]:
    for name, dated in countries.lists.items():
        for part in dated.memberships:
            if part.from_day and part.to_day and part.to_day < part.from_day:
                yield Finding(f"countries.yaml lists.{name}", f"{part.to_day} は {part.from_day} より前です。")


_Code = Annotated[str, StringConstraints(pattern="^[A-Z]{2}$")]
_Name = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_NAME)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Members(_Strict):
    codes: list[_Code] = Field(min_length=1)
    from_day: date | None = Field(default=None, alias="from")
    to_day: date | None = Field(default=None, alias="to")


class _List(_Strict):
    law: str
    provision: str
    members: list[_Members] = Field(min_length=1)

    def dated(self, name: str) -> DatedList:
        parts = tuple(Membership(frozenset(part.codes), part.from_day, part.to_day) for part in self.members)
        return DatedList(name, self.law, self.provision, parts)


class _Ambiguous(_Strict):
    names: list[_Name] = Field(min_length=1)
    may_be: list[_Code]
    because: _Name


class _File(_Strict):
    covered_from: date
    lists: dict[str, _List]
    ambiguous: list[_Ambiguous]
    names: dict[_Code, list[_Name]]
