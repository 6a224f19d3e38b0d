"""Phrases: the facts that the phrases of the phrasebook find in a text."""

import re
from collections.abc import Iterator

from assistant.rules.proposing.found import Found
from assistant.rules.proposing.phrasebook import Phrase, Phrasebook, Together
from assistant.rules.proposing.polarity import Polarity
from assistant.rules.proposing.reading import Reading

MOST_HITS = 2000
"""Matches of phrases that are weighed in one text: nobody's words need more, and hostile ones shall not cost more."""

_COUNTS = {
    "stated": (Polarity.AFFIRMED,),
    "asked": (Polarity.AFFIRMED, Polarity.ASKED),
    "mentioned": (Polarity.AFFIRMED, Polarity.ASKED, Polarity.OPEN),
}


def find_phrases(reading: Reading, book: Phrasebook) -> Iterator[Found]:
    """Every fact that a phrase speaks of, in the order of the text."""
    hits = 0
    for first in book.first_signs.finditer(reading.folded):
        position = first.start()
        for phrase in _beginning(reading.folded, position, book):
            match = phrase.template.pattern.match(reading.folded, position)
            if match is None or _is_other_word(reading.folded, match.start(), match.end(), phrase):
                continue
            hits += 1
            yield from _spoken(reading, match, phrase, book)
            if hits >= MOST_HITS:
                return


def find_together(reading: Reading, book: Phrasebook) -> Iterator[Found]:
    """Values that need several words in one sentence."""
    start = 0
    for sentence in reading.folded.replace("\n", "。").split("。"):
        for entry in book.together:
            if sentence and _holds(sentence, entry) and _asserted(sentence, book):
                yield Found(entry.fact, entry.value, start, start + len(sentence))
        start += len(sentence) + 1


def _beginning(folded: str, position: int, book: Phrasebook) -> tuple[Phrase, ...]:
    head = folded[position : position + 2]
    return (*book.by_head.get(head, ()), *(book.by_head.get(head[0], ()) if len(head) == 2 else ()))


def _is_other_word(folded: str, start: int, end: int, phrase: Phrase) -> bool:
    before = folded[max(0, start - 8) : start]
    return before.endswith(phrase.not_after) or folded.startswith(phrase.not_before, end)


def _spoken(reading: Reading, match: re.Match[str], phrase: Phrase, book: Phrasebook) -> Iterator[Found]:
    polarity = book.scale.weigh(reading, match.start(), match.end())
    if polarity is Polarity.DENIED and phrase.denied is not None:
        yield Found(phrase.fact, phrase.denied, match.start(), book.scale.end_of_denial(reading, match.end()))
    elif polarity in _COUNTS[phrase.when] and phrase.value is not None:
        yield Found(phrase.fact, phrase.value, match.start(), match.end())


def _holds(sentence: str, entry: Together) -> bool:
    words = all(any(word in sentence for word in group) for group in entry.words)
    return words and not any(word in sentence for word in entry.unless)


def _asserted(sentence: str, book: Phrasebook) -> bool:
    """Whether nothing in a sentence denies, doubts or asks."""
    return not any(p.search(sentence) for p in (book.scale.denials, book.scale.open_words, book.scale.asked))
