"""Predicate: a word that affirms or denies, with its sign and the words it is said of. Expects plain text."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from assistant.verify.axes import AXES

Words = Callable[[str], Sequence[str]]  # content words of a piece of text

_DENIAL = (
    r"な(?:い(?!し|かと)|かっ|く(?!す|せ|さ|て(?:は|も)?(?:なら|いけ))|けれ|さ(?=そう))|無(?:い|く|し(?!得))|ません|ざる"
    r"|(?<=[らさせけれきえべみげてめじびちりいしかばまわたなが得])ず(?=[、。にとも)」]|$)|(?<=[せらけれえかめさわたば])ず(?=[一-龠ァ-ヶ])|(?<=[らさせけれきえべみげてめじ])ぬ(?=[、。者もこ一-龠]|$)"
    r"|怠[らりるっ]|(?<=[とはがも])なし|(?<=[一-龠])なし(?=[でにの、。])|まい(?=[、。])"
)
_PREFIX = r"[未無非不][一-龠]{2}|未[定了済着納決完]"
_MARK = re.compile(
    "|".join(f"(?P<m{n}>{axis.minus})|(?P<p{n}>{axis.plus})" for n, axis in enumerate(AXES))
    + f"|(?P<no>{_DENIAL}|{_PREFIX})"
)
_LINK = (
    r"ござい|御座い|おり|おら|受け|得(?=ず|な)|でき|[はがもをにとでのか]|では|とは|には|する|した|して|し|され|さ|せ|なら|なり|なっ|なる|あり|ある|い|られ|れ|ら|り|る|っ|て|た|ま|め|む|る|く"
    r"|こと|もの|わけ|認められ|入ら|含まれ|扱い|申請|負[わいう]|課[さしせす]|付け|生じ"
)
_FLIP = re.compile(rf"(?:{_LINK}|必要|義務){{0,6}}?(?:{_DENIAL})")
_FLIP_ACT = re.compile(
    rf"(?![がはも]?(?:いら|いり))(?:{_LINK}){{0,6}}?(?:{_DENIAL})"
)  # 許可が必要でない is no 許可しない
_STOP = re.compile(r"[、。,;|\n]")
_ASIDE = re.compile(r"\(([^()]*)\)")
_END = re.compile(r"[ぁ-ん]{0,8}(?:。|$)")
_COPULA = re.compile(r"(?:[一-龠ァ-ヶ0-9)]|こと|もの)では(?:ない|あり?ません)$")
_CONTRAST = re.compile(r"[^てでん](?<!十分)(?<!必要)(?<!可能)(?<!有効)(?<!容易)(?<!明らか)で(?:は)?なく(?:て)?$")
_ATTRIBUTIVE = ("以外", "違法")
_BEFORE = re.compile(r"[非未不]|無(?![いくし])|以外|禁輸")
_AXIS = re.compile(r"[a-z]+-?1$")  # an axis named among words
SAYS_LITTLE = frozenset({"性", "的", "項", "条", "第", "号", "年", "月", "日"})
_NEAR = 4  # words: what a bare denial is said of


@dataclass(frozen=True)
class Predicate:
    """`axis`: name of an axis, or the word denied; `sign`: +1 or -1; `near`: the words before it in its clause.

    `around`: all words of its clause; `negates`: whether a minus here denies (and is not just an opposite).
    """

    axis: str
    sign: int
    written: str
    near: frozenset[str]
    around: frozenset[str]
    negates: bool
    turned: bool = False  # a denial behind it has turned its sign
    aside: bool = False  # it stands in brackets
    final: bool = False  # its sentence ends with it
    copular: bool = False  # 「Aではない」 at the end of a sentence
    contrast: bool = False  # 「AではなくB」: B is said, and A only set against it
    text: frozenset[str] = frozenset()  # all words of the text it stands in

    @property
    def denies(self) -> bool:
        """Whether it is a denial: of what denies, its minus; of opposites, what stands with a denial."""
        return self.sign < 0 if self.negates else self.turned

    @property
    def named(self) -> str:
        """The word that is affirmed or denied."""
        return self.axis if self.bare else self.written

    @cached_property
    def attributive(self) -> bool:
        """Whether it denies the noun it stands before or behind, and nothing else (非居住者, A以外)."""
        before = bool(_BEFORE.match(self.written)) and not (self.turned or self.final)
        return before or self.written in _ATTRIBUTIVE

    @cached_property
    def said_of(self) -> frozenset[str]:
        """The content words it is said of, with the word it denies."""
        own = {self.axis} if self.bare else set()
        return frozenset(word for word in self.near | own if word not in SAYS_LITTLE and not _AXIS.match(word))

    @cached_property
    def bare(self) -> bool:
        """Whether it denies a word that is on no axis."""
        return not any(axis.name == self.axis for axis in AXES)


def predicates_in(text: str, words: Words) -> tuple[Predicate, ...]:
    """The predicates of a plain text; what stands in brackets is read for itself."""
    all_words = frozenset(words(text))
    found: list[Predicate] = []
    while aside := _ASIDE.search(text):
        found.extend(replace(one, aside=True, text=all_words) for one in _predicates(aside[1], words))
        text = text[: aside.start()] + text[aside.end() :]
    return (*(replace(one, text=all_words) for one in _predicates(text, words)), *found)


def _predicates(text: str, words: Words) -> Iterator[Predicate]:
    start, topic = 0, ""
    for end in [*(stop.end() for stop in _STOP.finditer(text)), len(text)]:
        clause = text[start:end]
        yield from _in_clause(clause, topic, words)
        start, topic = end, "" if clause.endswith("。") else clause


def _in_clause(clause: str, topic: str, words: Words) -> Iterator[Predicate]:
    """The predicates of a clause; one with nothing before it is said of the clause before (`topic`)."""
    around: frozenset[str] | None = None
    at, marks = 0, list[str]()
    while match := _MARK.search(clause, at):
        if around is None:
            around = frozenset(words(clause))
        end, sign = _sign(clause, match)
        axis, negates = _axis(match)
        own = words(clause[: match.start()])
        near = [*words(topic), *own] if topic.endswith("は、") or not own else own
        if not axis:
            axis = _denied(clause, match, near, words)
            near = near[-_NEAR:]
        if axis:
            written, turned = clause[match.start() : end], end > match.end()
            final = _END.match(clause, end) is not None
            copular = final and _COPULA.search(clause[:end]) is not None
            contrast = not final and _CONTRAST.search(clause[:end]) is not None
            said_of = frozenset((*near, *marks))
            yield Predicate(
                axis, sign, written, said_of, around, negates, turned, final=final, copular=copular, contrast=contrast
            )
            marks.append(f"{axis}{sign}")
        at = max(end, at + 1)


def _axis(match: re.Match[str]) -> tuple[str, bool]:
    group = match.lastgroup or ""
    return ("", True) if group == "no" else (AXES[int(group[1:])].name, AXES[int(group[1:])].negates)


def _sign(clause: str, match: re.Match[str]) -> tuple[int, int]:
    """Where the predicate ends with the denials behind it, and its sign; a second denial takes the first back."""
    behind = _FLIP_ACT if _axis(match)[0] == "permit" else _FLIP
    sign, end = (1 if (match.lastgroup or "").startswith("p") else -1), match.end()
    while flip := behind.match(clause, end):
        sign, end = -sign, flip.end()
    return end, sign


def _denied(clause: str, match: re.Match[str], near: Sequence[str], words: Words) -> str:
    """The word that a bare denial denies: the one before it, or behind 未, 無, 非, 不."""
    if re.fullmatch(_PREFIX, match[0]):
        behind = words(clause[match.start() + 1 : match.end()])
        return behind[0] if behind else ""
    whole = [word for word in words(clause[: match.end()]) if word not in ("無い", "無し", "未", "無", "怠る")]
    return whole[-1] if whole else (near[-1] if near else "無い")
