"""Weigh: a sentence decides when it speaks to its reader, or settles something without saying for which class of cases.

The cues stand in `japanese` and `english`. Reads one text and knows nothing of the question it answers.
"""

import re

from assistant.lock.cue import Cue, Language, found
from assistant.lock.english import ENGLISH
from assistant.lock.japanese import JAPANESE
from assistant.lock.plain import Unit, plain, units
from assistant.lock.vocabulary import strange

_LIMIT = 3  # a bare verdict weighs 4: one sign of a class must be there to carry it past
_STRANGE = 5  # a word that no text of the law knows
_TOUCHED = 1  # what is said of a permit, a rule or a list beside such a word, in whatever way
_NAMED = 5  # the weight of a sign that names one thing, which is matter enough
_WORDED = 14  # pairs of letters; what is shorter is a bare verdict, whoever says it
_SHORT = 22  # letters in which a verdict needs no matter beside it
_TOUCHES = re.compile(r"許可|規制|該当|対象|申請|届出|報告(?!書)|承認|特例|の項|禁止|違反|該非|要件|手続")
_JAPANESE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")


def decides(text: str) -> bool:
    """Whether a reader could take a text, or one sentence of it, for the decision on their own item or transaction."""
    return any(_decides(unit) for unit in units(plain(text)))


def addresses(text: str) -> bool:
    """Whether a text, or one sentence of it, speaks to its reader or points at the item or deal both know of."""
    return any(not _open(unit) and _addresses(unit) for unit in units(plain(text)))


def restates(text: str, told: str) -> bool:
    """Whether a text that decides may be taken as the words of `told`, what a statute or an authority says to everybody.

    It decides in the same way, to no reader and largely in the same words, with no sign of one case and no kind of
    verdict that the official words do not show. Whether it says the same is not looked at here.
    """
    if not decides(told) or addresses(text) or not _signs(text) <= _signs(told):
        return False
    own, official = _pairs(text), _pairs(told)
    return len(own) >= _WORDED and min(len(own), len(official)) / 2 <= len(own & official)


def _decides(unit: Unit) -> bool:
    if _open(unit):
        return False
    if _addresses(unit):
        return True
    language = _language(unit)
    general = found(language.generic, unit.text) + found(language.generic + language.topic, unit.question)
    return _settles(unit.text, general, language)


def _open(unit: Unit) -> bool:
    """Whether it says that nothing is decided, or asks."""
    language = _language(unit)
    return bool(language.declined.search(unit.text)) or (unit.asks and not language.rhetoric.search(unit.text))


def _addresses(unit: Unit) -> bool:
    language = _language(unit)
    return bool(found(language.addressed, unit.text) or found(language.own, unit.question))


def _signs(text: str) -> frozenset[str]:
    """What in a text may make it a decision: the names of the cues that speak for one, and the strange words."""
    read = [(unit.text, _language(unit)) for unit in units(plain(text))]
    cues = (one for part, has in read for one in found(has.voice + has.specific + has.verdicts, part))
    return frozenset([*(one.name for one in cues), *(word for part, _ in read for word in strange(part))])


def _pairs(text: str) -> frozenset[str]:
    letters = plain(text).replace(" ", "")
    return frozenset(letters[n : n + 2] for n in range(len(letters) - 1))


def _language(unit: Unit) -> Language:
    return JAPANESE if _JAPANESE.search(unit.text) else ENGLISH


def _settles(text: str, general: tuple[Cue, ...], language: Language) -> bool:
    """Whether something is settled, and not for a class of cases only."""
    odd = language is JAPANESE and bool(strange(text))
    voice, verdicts = found(language.voice, text), _verdicts(text, language, odd)
    if not verdicts and not (odd and _TOUCHES.search(text)):
        return not general and bool(voice or _talks(text, language))
    pulls = voice + found(language.specific, text) + general
    heaviest = max((one.weight for one in verdicts), default=_TOUCHED)
    return heaviest + sum(one.weight for one in pulls) + odd * _STRANGE >= _LIMIT


def _verdicts(text: str, language: Language, odd: bool) -> tuple[Cue, ...]:
    named = odd or any(one.weight >= _NAMED for one in found(language.specific, text))
    matters = named or len(text) <= _SHORT or language.matter.search(text)
    return found(language.verdicts, text) if matters else ()


def _talks(text: str, language: Language) -> bool:
    return bool(language.talk.search(text)) and not language.ground.search(text)
