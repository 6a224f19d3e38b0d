"""Weigh: a sentence decides when it speaks to its reader, or settles something without saying for which class of cases.

The cues stand in `japanese` and `english`. Reads one text and knows nothing of the question it answers.
"""

import re
from collections.abc import Sequence

from assistant.lock.borne import Told, concerns, joined, language_of, names_other, read_told
from assistant.lock.cue import Cue, Language, found
from assistant.lock.english import ENGLISH
from assistant.lock.impersonal import impersonal
from assistant.lock.japanese import JAPANESE
from assistant.lock.plain import Unit, plain, units
from assistant.lock.vocabulary import strange

_LIMIT = 3  # a bare verdict weighs 4: one sign of a class must be there to carry it past
_STRANGE = 5  # a word that no text of the law knows
_TOUCHED = 1  # what is said of a permit, a rule or a list beside such a word, in whatever way
_NAMED = 5  # the weight of a sign that names one thing, which is matter enough
_SHORT = 22  # letters in which a verdict needs no matter beside it
_TOUCHES = re.compile(r"許可|規制|該当|対象|申請|届出|報告(?!書)|承認|特例|の項|禁止|ライセンス|違反|該非|要件|手続")

_YES_OR_NO = re.compile("^(?:はい|いいえ)、(?=.{12})")


def decides(text: str, told: Sequence[str] = (), titles: Sequence[str] = ()) -> bool:
    """Whether a reader could take a text, or one sentence of it, for the decision on their own item or transaction.

    `told`: what a statute or an authority says to everybody and the text points at, under `titles`; it may settle the
    same, of nobody's case and of nothing else.
    """
    official = read_told(told, titles)
    said = units(plain(text))
    whole = "".join(impersonal(one.question + one.text) for one in said)
    return any(_decides(unit, whole, official) for unit in said)


def _decides(unit: Unit, whole: str, told: tuple[Told, ...]) -> bool:
    if _open(unit):
        return False
    language = language_of(unit.text)
    if told:
        return _decides_beside(unit, whole, language, told)
    return _addressed(unit, language) or _settles(unit, language)


def _decides_beside(unit: Unit, whole: str, language: Language, told: tuple[Told, ...]) -> bool:
    """The same beside official words, which are compared with what is said, without politeness and with its question."""
    alone = Unit(impersonal(unit.text), unit.question)
    said = impersonal(unit.question) + _YES_OR_NO.sub("", alone.text) if unit.question else alone.text
    if found(language.own, unit.question) or _addressed(Unit(said), language, told):
        return True
    polite = _addressed(unit, language)
    touches = (polite or concerns(said)) and _touches(alone.text, language)
    lent = told if polite else (*told, joined(told))
    if not touches and any(one.repeats(said, whole, language) for one in lent):
        return False
    if polite or _settles(unit, language) or _settles(alone, language):
        return not any(one.bears(said, whole, language) for one in told)
    return touches and names_other(said, told)


def _addressed(unit: Unit, language: Language, told: tuple[Told, ...] = ()) -> bool:
    """Whether it speaks to its reader, or points at something that nothing told points at."""
    cues = found(language.addressed, unit.text)
    return bool(found(language.own, unit.question)) or any(
        not any(one.points(cue, unit.text) for one in told) for cue in cues
    )


def _touches(text: str, language: Language) -> bool:
    """Whether something is settled, or said of a permit, a rule or a list."""
    return language is ENGLISH or bool(_TOUCHES.search(text) or found(language.verdicts, text))


def _open(unit: Unit) -> bool:
    """Whether it says that nothing is decided, or asks."""
    language = language_of(unit.text)
    return bool(language.declined.search(unit.text)) or (unit.asks and not language.rhetoric.search(unit.text))


def _settles(unit: Unit, language: Language) -> bool:
    """Whether something is settled, and not for a class of cases only."""
    text = unit.text
    odd = language is JAPANESE and bool(strange(text))
    voice, verdicts = found(language.voice, text), _verdicts(text, language, odd)
    bare = not verdicts and not (odd and _TOUCHES.search(text))
    if bare and not voice and not _talks(text, language):
        return False
    general = found(language.generic, text) + found(language.generic + language.topic, unit.question)
    if bare:
        weight = sum(one.weight for one in voice + general)
        return bool(voice and weight >= _LIMIT) or not general
    pulls = voice + found(language.specific, text) + general
    heaviest = max((one.weight for one in verdicts), default=_TOUCHED)
    return heaviest + sum(one.weight for one in pulls) + odd * _STRANGE >= _LIMIT


def _verdicts(text: str, language: Language, odd: bool) -> tuple[Cue, ...]:
    matters = odd or len(text) <= _SHORT or bool(language.matter.search(text))
    named = matters or any(one.weight >= _NAMED for one in found(language.specific, text))
    return found(language.verdicts, text) if named else ()


def _talks(text: str, language: Language) -> bool:
    return bool(language.talk.search(text)) and not language.ground.search(text)
