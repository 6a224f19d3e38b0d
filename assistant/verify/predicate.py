"""Predicate: a word that affirms or denies, with its sign and the words it is said of. Expects plain text."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.verify.axes import AXES

_DENIAL = (
    r"な(?:い(?!し|か[とぎ]|部|容|外|閣)|かっ|く(?!す|せ|さ)|けれ|さ(?=そう))|無(?:い|く|し(?!得))|ません|ざる"
    r"|(?<=[らさせけれきえべみげてめじびちりいしかばまわたなが])ず(?=[、。にとも)]|$)|(?<=[らさせけれきえべみげてめじ])ぬ(?=[、。者もこ)]|$)"
    r"|(?<=[とはがも])なし|(?<=[一-龠])なし(?=[でにの、。])|(?:未|無|非|不)(?=[一-龠]{2})|まい(?=[、。])"
)
_MARK = re.compile(
    "|".join(f"(?P<m{n}>{axis.minus})|(?P<p{n}>{axis.plus})" for n, axis in enumerate(AXES)) + f"|(?P<no>{_DENIAL})"
)
_LINK = r"(?:[はがもをにとでのか]|では|とは|には|する|した|して|し|され|さ|せ|なら|なり|なっ|なる|あり|ある|い|られ|れ|ら|り|る|っ|て|た|ま|め|む|る|く|必要|こと|もの|わけ|義務)"
_FLIP = re.compile(rf"{_LINK}{{0,6}}?(?:{_DENIAL})")
_STOP = re.compile(r"[、。,;|\n()「」『』]")


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


def predicates_in(text: str, words: Callable[[str], Sequence[str]]) -> tuple[Predicate, ...]:
    """The predicates of a plain text; `words` gives the content words of a piece of it."""
    found, start = [], 0
    for end in [*(stop.end() for stop in _STOP.finditer(text)), len(text)]:
        found.extend(_in_clause(text[start:end], words))
        start = end
    return tuple(found)


def _in_clause(clause: str, words: Callable[[str], Sequence[str]]) -> list[Predicate]:
    found: list[Predicate] = []
    around: frozenset[str] | None = None
    at, before = 0, 0
    while match := _MARK.search(clause, at):
        if around is None:
            around = frozenset(words(clause))
        end, sign = _sign(clause, match)
        axis, negates = _axis(match)
        near = words(clause[before : match.start()])
        if not axis:
            axis = _denied(clause, match, near, words)
        if axis:
            found.append(Predicate(axis, sign, clause[match.start() : end], frozenset(near), around, negates))
        at = before = max(end, at + 1)
    return found


def _axis(match: re.Match[str]) -> tuple[str, bool]:
    group = match.lastgroup or ""
    return ("", True) if group == "no" else (AXES[int(group[1:])].name, AXES[int(group[1:])].negates)


def _sign(clause: str, match: re.Match[str]) -> tuple[int, int]:
    """Where the predicate ends with the denials behind it, and its sign; a second denial takes the first back."""
    sign, end = (1 if (match.lastgroup or "").startswith("p") else -1), match.end()
    while flip := _FLIP.match(clause, end):
        sign, end = -sign, flip.end()
    return end, sign


def _denied(clause: str, match: re.Match[str], near: Sequence[str], words: Callable[[str], Sequence[str]]) -> str:
    """The word that a bare denial denies: the one before it, or behind 未, 無, 非, 不."""
    if match[0] in "未無非不":
        behind = words(clause[match.end() : match.end() + 4])
        return behind[0] if behind else ""
    whole = [word for word in words(clause[: match.end()]) if word not in ("無い", "未", "無")]
    return whole[-1] if whole else (near[-1] if near else "")
