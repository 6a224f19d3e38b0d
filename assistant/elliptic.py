"""Elliptic: whether a question leaves out what it is about, so that only the one before it can say. Words in, yes or no out.

It is elliptic by its form (性能が上がる場合は？, タイは入っていますか, 虚偽の報告も同じですか), because it has no topic at all
(いつ開かれた会合ですか), or because it is short and names nothing special. One that defines, or names a law, is none.
"""

import re

from assistant.topic import ASKING

_LONG = 32  # characters: more says what it needs itself
_SHORT = 20
_NAMES = re.compile(
    r"とは|って(?:何|なに|どういう|どんな)|条|別表|の項|グループ[a-z]|hs|(?:[一-龯]{2,}|[ァ-ヴー]{2,})(?:法|令|局|省|庁|会|室|課|社|国)(?![一-龯])",
    re.IGNORECASE,
)
_FRAME = re.compile(
    r"^(?!.*(?:[一-龯]{4}|[ァ-ヴー]{5})).*(?:場合|とき|時|[たで]ら|必要なもの|の(?:ほう|方))(?:に?は|も)?"
    r"(?:どう(?:なり|なる|です|でしょう)?(?:ます|の|ん)?(?:です)?か?)?$"
    r"|^[^をに]*(?:(?:場合|とき|時)の[一-龯]{2,4}|こと)は(?!何)|^(?:ほか|他)に|^[^をに]*[るいう]とどう|なら(?:どれ|どう|何)"
)
_BELONGS = re.compile(
    r"^[^にへ]{1,20}(?:は|も)(?:入[っりるら]|含[まみ]|該当|当たり|当たる|対象(?:です|でしょう|になり|に入|です)|同じ|同様)"
)
_TOO = re.compile(
    r"も(?:同じ|同様|一緒に?|教え|お願い|知り|挙げ|見せ|含め|$)|でも(?:よ[いろ]|い[いけ]|引っ?掛?か|ひっか|かま|構)"
)
_MARKED = re.compile(r"は|が|を|も|って|について|に関し|に対し|教え|説明|示し")
_GIVEN = re.compile(
    r"(?<![何誰])[にをへ](?!な[るりっ]|は(?:いくら|いつ|どう))"
)  # an argument beside the topic: the question is complete
_RUNS = re.compile(r"[一-龯]+|[ァ-ヴー]+|[a-z]+", re.IGNORECASE)


def is_elliptic(said: str, aspect: str, light: re.Pattern[str]) -> bool:
    """Whether a plain question needs the one before it; an `aspect` is of something, `light` words name nothing."""
    if len(said) > _LONG:
        return False
    if re.match(rf"(?:{aspect})[はがも]", said):
        return True
    if _FRAME.search(said) or _BELONGS.search(said) or _TOO.search(said):
        return not re.search(r"とは|って何", said)
    if _NAMES.search(said) or re.search(rf"[一-龯ァ-ヴー]{{2}}の(?:{aspect})は", said):  # an aspect, and what it is of
        return False
    if ASKING.search(said) and not _MARKED.search(said):
        return True
    return len(said) <= _SHORT and not _GIVEN.search(said) and _names_little(said, light)


def _names_little(said: str, light: re.Pattern[str]) -> bool:
    """Whether at most two short words remain that could name something."""
    words = [word for word in _RUNS.findall(said) if light.sub("", word)]
    return len(words) <= 2 and all(len(word) <= 3 for word in words)
