"""Exchange: a word of scope in the place of its opposite, with the same word beside it (企業だけ for 企業も).

Knows only pairs of words at one place; what is added or dropped is `scope`'s.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_HEAD = r"(?P<head>[^、。|()]{2})"
_CLOSED = r"[)」]?"
_ONLY = r"(?:だけ|のみ|に限)"
_WHOLE = r"(?:すべての|全ての|あらゆる|全)"
_PART = r"(?:一部の?|必要最小限の?)"
_ANY = r"(?:いずれ|どれ|どちら)か(?:一つ|1つ|一方)?"
_EVERY = r"(?:すべて|全て|全部|両方)"
_MEETS = r"(?P<head>に(?:当たる|当たれば|該当)|を満た)"


@dataclass(frozen=True)
class _Exchange:
    """`said` in a statement, where the evidence has `known` at the same `head`, and nowhere `excuse`."""

    said: re.Pattern[str]
    known: str
    excuse: str


_EXCHANGES = tuple(
    _Exchange(re.compile(said), known, excuse)
    for said, known, excuse in (
        (
            rf"{_HEAD}{_CLOSED}(?:など(?=[をがはの、])|を含[むみ]|に限らず)",
            rf"{{head}}{_CLOSED}{_ONLY}",
            rf"{{head}}{_CLOSED}(?!{_ONLY})",
        ),
        (
            rf"{_HEAD}{_CLOSED}(?:に|を)?(?:だけ|のみ)(?!で(?:は)?な|ならず)",
            rf"{{head}}{_CLOSED}(?:に|を)?も(?!の|し)",
            rf"{{head}}{_CLOSED}(?!(?:に|を)?も)|{_ONLY}",
        ),
        (rf"{_WHOLE}(?P<head>[一-龠ァ-ヶ]{{2}})", rf"{_PART}{{head}}", rf"{_WHOLE}{{head}}"),
        (
            r"(?<!対象を)一部の(?P<head>[一-龠ァ-ヶ]{2})",
            rf"{_WHOLE}{{head}}|{{head}}を問わ",
            r"一部|除[くいき]|以外",
        ),
        (rf"{_EVERY}{_MEETS}", rf"{_ANY}{{head}}", rf"{_EVERY}|全部"),
        (r"(?:どちら|いずれ)か一(?P<head>方)(?=[がをは])", r"併科", r"一{head}"),
        (r"(?<!な)(?:例外なく|必ず|常に)(?P<head>)(?!し?も)", r"原則", r"例外なく|必ず|常に|一律"),
        (
            r"(?:とき|場合)に限(?P<head>[りっ])",
            r".",
            rf"{_ONLY}|限定|絞|しか|限り|なければ|でないと|うち|初めて|のは、|きり|特化|単独",
        ),
    )
)


def exchanged(said: str, known: str) -> Iterator[str]:
    """The words of a statement that stand where the evidence has their opposite."""
    for one in _EXCHANGES:
        for match in one.said.finditer(said):
            head = re.escape(match["head"])
            if re.search(one.known.format(head=head), known) and not re.search(one.excuse.format(head=head), known):
                yield match[0]
                break
