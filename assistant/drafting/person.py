"""Person: whether two names, as people type them, can be one person's. Pure; knows no list of users.

What does not tell people apart is set aside: width, case, spaces, signs, invisible signs, titles, remarks in brackets,
variants of a character. Every name inside and outside brackets counts: 佐藤花子（Sato Hanako）, and 鈴木一郎（佐藤花子） is both.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import permutations, product

from assistant.drafting.variants import looks, new_forms, romanised


class Alike(StrEnum):
    """How two names stand to each other."""

    SAME = "same"
    DOUBTFUL = "doubtful"  # one may be a part of the other, or the other in another script
    APART = "apart"


_FILLERS = frozenset("\u115f\u1160\u3164\uffa0")  # letters by their category, and yet nothing is seen
_BRACKETS = re.compile(r"[(\[{<〈《「『【〔〘〚]([^)\]}>〉》」』】〕〙〛]*)[)\]}>〉》」』】〕〙〛]?")
_TITLES = re.compile(
    r"(?:さん|さま|様|氏|殿|君|くん|ちゃん|先生|先輩|部長|次長|課長|係長|室長|所長|主任|主査|社長|専務|常務|担当|拝|印)+$"
)
_OFFICE = re.compile(
    r"^.*会社.*$|^.*(?:総務|営業|管理|審査|法務|経理|人事|企画|開発|製造|品質|輸出|貿易|海外|国際|技術|調達|物流|業務|事業|監査|統括|"
    r"知財|購買|情報)[^部課室係局]*(?:部|課|室|係|局|グループ|チーム)"
)
_REMARK = re.compile(
    r"^(?:確認|承認|審査|代理|代行|作成|起案|校閲|担当|本人|主査|副査|正|副|兼務?|出向|派遣|株|有|.*(?:支店|支社|本社|工場|事業所|研究所|センター|支部|出張所|グループ|チーム))"
    r"(?:済み?|者|中)?$"
)
_TITLES_LATIN = frozenset({"mr", "mrs", "ms", "dr", "prof", "san", "sama", "kun"})
_LOOKALIKES = str.maketrans("にろかえたはと", "二口力工夕八卜")  # of katakana in a name of kanji, folded to hiragana
_SMALL = str.maketrans("ぁぃぅぇぉっゃゅょゎ", "あいうえおつやゆよわ")
_LONG = re.compile(r"(?<=[おこそとのほもよろごぞどぼぽ])[うお]|ー")
_LONG_LATIN = re.compile(r"(?<=o)[uoh](?![aeiou])|(?<=u)u")
_AGAIN = re.compile(r"(.)々")
_DASH = re.compile(r"(?<=[一-龠々])[ー―—–‐\-−─━_](?=[一-龠々]|$)")  # the kanji for one, as nobody sees
_FEW = 4  # parts of a name
_LEAST = 3  # signs from which the same ones in another order are no chance
_LONG_ENOUGH = 6  # letters of a Latin name that a single slip can hide
_SURELY = 5  # letters from which a Latin name within another is no chance


@dataclass(frozen=True)
class _Spelling:
    """A name in one script: its parts as they were set apart."""

    script: str
    parts: tuple[str, ...]

    @property
    def joined(self) -> frozenset[str]:
        """The parts put together, in every order; of very many only in theirs."""
        orders = permutations(self.parts) if len(self.parts) <= _FEW else (self.parts,)
        return frozenset("".join(one) for one in orders)


def is_name(text: str) -> bool:
    """Whether something is left of a name that tells people apart."""
    return bool(_spellings(text))


def alike(one: str, other: str) -> Alike:
    """How two names stand to each other; names without a common script cannot be told apart."""
    here, there = _spellings(one), _spellings(other)
    pairs = [(mine, theirs) for mine, theirs in product(here, there) if mine.script == theirs.script]
    if any(mine.joined & theirs.joined or _turned(mine, theirs) for mine, theirs in pairs):
        return Alike.SAME
    if not pairs or any(
        _within(mine, theirs) or _within(theirs, mine) or _near(mine, theirs) for mine, theirs in pairs
    ):
        return Alike.DOUBTFUL
    return Alike.APART


def _turned(one: _Spelling, other: _Spelling) -> bool:
    """Whether a name is the other with its surname behind: 太郎山田."""
    whole, turned = "".join(one.parts), "".join(other.parts)
    return len(whole) == len(turned) >= _LEAST and turned in whole * 2


def _near(one: _Spelling, other: _Spelling) -> bool:
    """Whether a name is the other but for the order of its signs, signs that look alike, or one slip in a Latin name."""
    mine, theirs = "".join(one.parts), "".join(other.parts)
    if one.script == "latin":
        return min(len(mine), len(theirs)) >= _LONG_ENOUGH and _slips(mine, theirs)
    same_signs = len(mine) >= _LEAST and sorted(mine) == sorted(theirs)
    return same_signs or (one.script == "han" and looks(mine) == looks(theirs))


def _slips(one: str, other: str) -> bool:
    """Whether one letter less, more or other behind the first makes a name the other; a swapped pair, too."""
    short, long = sorted((one, other), key=len)
    if short[:1] != long[:1] or len(long) - len(short) > 1:
        return False
    at = next((n for n, sign in enumerate(short) if sign != long[n]), len(short))
    swapped = short[:at] + short[at : at + 2][::-1] + short[at + 2 :]
    return short[at + (len(short) == len(long)) :] == long[at + 1 :] or swapped == long


def _within(one: _Spelling, other: _Spelling) -> bool:
    """Whether a name can be a part of another: its surname alone, its initials, or the name without what was added."""
    if one.script == "latin":
        initials = all(part in other.parts or _begins(part, other) for part in one.parts)
        return initials or any(len(text) >= _SURELY and text in whole for text in one.joined for whole in other.joined)
    return all(any(part in whole for whole in other.joined) for part in one.parts)


def _begins(initial: str, other: _Spelling) -> bool:
    return len(initial) == 1 and any(part.startswith(initial) for part in other.parts)


def _spellings(text: str) -> tuple[_Spelling, ...]:
    """The names that a text gives, outside brackets and inside; a remark in brackets is none."""
    shown = unicodedata.normalize("NFKC", "".join(one for one in text if not _is_unseen(one)))
    shown = _DASH.sub("一", shown)
    inside = [found[1] for found in _BRACKETS.finditer(shown)]
    outside = _BRACKETS.sub(" ", shown)
    named = (_parts(outside), *(_bare(one) for one in inside)) if _parts(outside) else map(_parts, inside)
    return tuple(one for parts in named if (one := _spelling(parts)).parts)


def _spelling(parts: tuple[str, ...]) -> _Spelling:
    script = _script("".join(parts))
    return _Spelling(script, tuple(folded for part in parts if (folded := _folded(part, script))))


def _is_unseen(sign: str) -> bool:
    """Whether a sign leaves no trace: a filler, a control, or a mark that combines with nothing (a variation selector)."""
    category = unicodedata.category(sign)
    return sign in _FILLERS or category[0] == "C" or (category == "Mn" and not unicodedata.combining(sign))


def _parts(text: str) -> tuple[str, ...]:
    """Runs of letters and digits without offices and titles; where those are all, they stay: somebody may be called so."""
    return _bare(text) or tuple(_whole(text))


def _bare(text: str) -> tuple[str, ...]:
    """Runs of letters and digits that are neither office, title nor remark."""
    bare = [_TITLES.sub("", _OFFICE.sub("", run)) for run in _whole(text)]
    return tuple(run for run in bare if run and run not in _TITLES_LATIN and not _REMARK.search(run))


def _whole(text: str) -> list[str]:
    return ["".join(run) for run in _runs(unicodedata.normalize("NFKC", text).casefold())]


def _runs(text: str) -> Iterator[list[str]]:
    run: list[str] = []
    for sign in (*unicodedata.normalize("NFC", text), " "):
        category = unicodedata.category(sign)
        if category[0] in "LN" and sign not in _FILLERS:
            run.append(sign)
        elif category[0] != "M" and run:  # a mark on a letter parts nothing
            yield run
            run = []


def _script(letters: str) -> str:
    """「han」 with any kanji, 「kana」, 「latin」, or what other scripts are mixed in."""
    kinds = {_kind(sign) for sign in letters if unicodedata.category(sign)[0] == "L"}
    if "han" in kinds and kinds <= {"han", "kana"}:
        return "han"
    return "+".join(sorted(kinds)) or "number"


def _kind(sign: str) -> str:
    first = unicodedata.name(sign, "UNKNOWN").partition(" ")[0].partition("-")[0]
    return {"CJK": "han", "IDEOGRAPHIC": "han", "HIRAGANA": "kana", "KATAKANA": "kana"}.get(first, first.lower())


def _folded(part: str, script: str) -> str:
    """A part in the form in which it is compared."""
    if script == "latin":
        bare = "".join(one for one in unicodedata.normalize("NFD", part) if not unicodedata.combining(one))
        return _LONG_LATIN.sub("", romanised(bare))
    hiragana = "".join(chr(ord(one) - 0x60) if "ァ" <= one <= "ヶ" else one for one in part)
    if script == "kana":
        return _LONG.sub("", hiragana.translate(_SMALL))
    return _AGAIN.sub(r"\1\1", new_forms(hiragana.translate(_LOOKALIKES)))
