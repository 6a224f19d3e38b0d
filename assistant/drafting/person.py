"""Person: whether two names, as people type them, can be one person's. Pure; knows no list of users.

What does not tell people apart is set aside: width, case, spaces, signs, invisible signs, titles, remarks in brackets,
variants of a character. A name in another script is a spelling of its own where brackets give it: 佐藤花子（Sato Hanako）.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import permutations


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
_TITLES_LATIN = frozenset({"mr", "mrs", "ms", "dr", "prof", "san", "sama", "kun"})
_VARIANTS = str.maketrans(
    "髙﨑邊邉齋齊斉澤濱濵嶋嶌廣國櫻眞惠德渕瀨冨黑", "高崎辺辺斎斎斎沢浜浜島島広国桜真恵徳淵瀬富黒"
)
_LOOKALIKES = str.maketrans("にろかえたはと", "二口力工夕八卜")  # of katakana in a name of kanji, folded to hiragana
_SMALL = str.maketrans("ぁぃぅぇぉっゃゅょゎ", "あいうえおつやゆよわ")
_LONG = re.compile(r"(?<=[おこそとのほもよろごぞどぼぽ])[うお]|ー")
_LONG_LATIN = re.compile(r"(?<=o)[uoh](?![aeiou])|(?<=u)u")
_AGAIN = re.compile(r"(.)々")
_FEW = 4  # parts of a name
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
    pairs = [(here[script], there[script]) for script in here if script in there]
    if any(mine.joined & theirs.joined for mine, theirs in pairs):
        return Alike.SAME
    if not pairs or any(_within(mine, theirs) or _within(theirs, mine) for mine, theirs in pairs):
        return Alike.DOUBTFUL
    return Alike.APART


def _within(one: _Spelling, other: _Spelling) -> bool:
    """Whether a name can be a part of another: its surname alone, its initials, or the name without what was added."""
    if one.script == "latin":
        initials = all(part in other.parts or _begins(part, other) for part in one.parts)
        return initials or any(len(text) >= _SURELY and text in whole for text in one.joined for whole in other.joined)
    return all(any(part in whole for whole in other.joined) for part in one.parts)


def _begins(initial: str, other: _Spelling) -> bool:
    return len(initial) == 1 and any(part.startswith(initial) for part in other.parts)


def _spellings(text: str) -> dict[str, _Spelling]:
    """A name by script; of two in one script the one outside brackets."""
    shown = unicodedata.normalize("NFKC", "".join(one for one in text if not _is_unseen(one)))
    inside = [found[1] for found in _BRACKETS.finditer(shown)]
    spellings: dict[str, _Spelling] = {}
    for one in (_BRACKETS.sub(" ", shown), *inside):
        if parts := _parts(one):
            script = _script("".join(parts))
            folded = tuple(_folded(part, script) for part in parts)
            spellings.setdefault(script, _Spelling(script, tuple(part for part in folded if part)))
    return {script: one for script, one in spellings.items() if one.parts}


def _is_unseen(sign: str) -> bool:
    """Whether a sign leaves no trace: a filler, a control, or a mark that combines with nothing (a variation selector)."""
    category = unicodedata.category(sign)
    return sign in _FILLERS or category[0] == "C" or (category == "Mn" and not unicodedata.combining(sign))


def _parts(text: str) -> tuple[str, ...]:
    """Runs of letters and digits without offices and titles; where those are all, they stay: somebody may be called so."""
    runs = ["".join(run) for run in _runs(unicodedata.normalize("NFKC", text).casefold())]
    bare = [_TITLES.sub("", _OFFICE.sub("", run)) for run in runs]
    kept = tuple(run for run in bare if run and run not in _TITLES_LATIN)
    return kept or tuple(runs)


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
        return _LONG_LATIN.sub("", bare)
    hiragana = "".join(chr(ord(one) - 0x60) if "ァ" <= one <= "ヶ" else one for one in part)
    if script == "kana":
        return _LONG.sub("", hiragana.translate(_SMALL))
    return _AGAIN.sub(r"\1\1", hiragana.translate(_LOOKALIKES).translate(_VARIANTS))
