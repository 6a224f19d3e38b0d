"""Persons: what a text says of the foreign end user list. The categories are those it names."""

import re
from collections.abc import Iterator

from assistant.rules.catalogue import NONE
from assistant.rules.proposing.found import Found
from assistant.rules.proposing.phrasebook import Phrasebook
from assistant.rules.proposing.polarity import Polarity
from assistant.rules.proposing.reading import Reading

_LIST = re.compile(r"外国?ユーザー?リスト|(?<!外国)ユーザー?リスト|懸念企業リスト|(?<![a-z])eul(?![a-z])|end user list")
_ON_IT = re.compile(
    r"[未非]?(?:掲載|記載)(?!区分|の有無|有無)|(?<!未)載っ|載って|該当(?!区分)|一致|ヒット|リストアップ|名前が(?:あ|な)|(?<=[はに:])(?=なし|無し|無$|ない|ありません|ございません)"
)
_LETTERS = re.compile(r"(?<![a-z0-9])(cw|[bcmn])(?=$|[^a-z0-9-])")
_ORDER = ("B", "C", "M", "N", "CW")
_NOT = ("未", "非")
_FAR = 40


def find_list(reading: Reading, book: Phrasebook) -> Iterator[Found]:
    """`none` where the text says that the user is not on the list, otherwise the categories it names."""
    for match in _LIST.finditer(reading.folded):
        end = reading.sentence_end(match.end())
        on_it = _ON_IT.search(reading.folded, match.end(), min(end, match.end() + _FAR))
        if on_it is None:
            continue
        stop = max(on_it.end(), match.end())
        polarity = book.scale.weigh(reading, match.start(), stop)
        if on_it[0].startswith(_NOT):
            polarity = Polarity.DENIED if polarity is Polarity.AFFIRMED else Polarity.OPEN
        elif polarity is Polarity.DENIED:
            stop = book.scale.end_of_denial(reading, stop)
        if polarity is Polarity.DENIED:
            yield Found("eul", NONE, match.start(), stop)
        elif polarity is Polarity.AFFIRMED and (named := _named(reading, match.end(), end, book)):
            yield Found("eul", named, match.start(), stop)


def _named(reading: Reading, start: int, end: int, book: Phrasebook) -> tuple[str, ...]:
    """The categories of the sentence, or of the next one where that speaks of them: 「…載っています。区分は核です。」"""
    following = reading.folded[end + 1 : reading.sentence_end(end + 1)]
    open_or_denied = book.scale.denials.search(following) or book.scale.open_words.search(following)
    said = "区分" in following and not open_or_denied
    return _categories(reading.folded[start:end], book) or (_categories(following, book) if said else ())


def _categories(words: str, book: Phrasebook) -> tuple[str, ...]:
    named = {match[1].upper() for match in _LETTERS.finditer(words)}
    named |= {category for word, category in book.concerns.items() if word in words}
    return tuple(category for category in _ORDER if category in named)
