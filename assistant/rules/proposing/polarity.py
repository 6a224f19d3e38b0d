"""Polarity: whether words are affirmed, denied, asked or left open by what follows them in their sentence.

A denial counts only when nothing but known linking words stands between it and the words, and nothing takes it back
(「ないとは言えない」, 「ないか」). Whatever is not understood is left open: a wrong "no" is the worst error.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from assistant.rules.proposing.reading import Reading


class Polarity(StrEnum):
    """What a sentence says of the words."""

    AFFIRMED = "affirmed"
    DENIED = "denied"
    ASKED = "asked"
    OPEN = "open"
    """Doubted, supposed, defined, or not understood."""


_ASKED = r"か(?=$|[?。、」])|\?"
_ATTRIBUTIVE = re.compile(r"(?:[るたう])$")
_COORDINATED = re.compile(r"(?:も|や|又は|または|及び|および|・|、)$")
_SAME_CLAUSE = re.compile(r"[^。、はが]{1,20}?(?=に|で|は|も|の|として)")
_ALL_OF_THEM = re.compile(r"いずれ|どれも|どちら|ともに|とも[^。]{0,8}(?:な[いし]|ません)|両方")
_TAKEN_UP = re.compile(r"[、,](?:と|では?な|で(?:すよ|しょ|い|よ|す)|よね|ね\?|のは|か)")
_UNDONE = re.compile(r"よう|か(?!ら)|のか|のでし|のでは|とし|との(?:こと)?(?:か|で(?=しょ))")
"""Right behind a denial these take it back: 「使われないように」, 「ないか調べる」."""
_CONTRASTED = ("なく", "無く", "ず")
_UNTICKED = ("□", "☐", "[ ]", "[]", "( )", "×", "✕", "✗", "☒")
_MOST = 120


@dataclass(frozen=True)
class Scale:
    """The words that carry polarity, compiled. Each pattern is tried at one place."""

    links: re.Pattern[str]
    denials: re.Pattern[str]
    open_words: re.Pattern[str]
    connectives: re.Pattern[str]
    asked: re.Pattern[str]
    before: re.Pattern[str]
    endings: re.Pattern[str]
    later: re.Pattern[str]

    def weigh(self, reading: Reading, start: int, end: int) -> Polarity:
        """What the sentence says of the words from `start` to `end`."""
        if reading.folded[max(0, start - 3) : start].endswith(_UNTICKED) or self.before.search(
            reading.folded, reading.sentence_start(start), start
        ):
            return Polarity.OPEN
        tail = reading.folded[end : reading.sentence_end(end, _MOST)]
        if self.later.search(tail):
            return Polarity.OPEN
        cut = self.connectives.search(tail)
        segment = tail[: cut.start()] if cut else tail
        return self._follow(segment, tail[len(segment) :])

    def end_of_denial(self, reading: Reading, end: int) -> int:
        """Where the denial of words that end at `end` and were found to be denied ends: it belongs to their span."""
        denial = self.denials.search(reading.folded, end, reading.sentence_end(end, _MOST))
        return denial.end() if denial else end

    def _follow(self, segment: str, beyond: str) -> Polarity:
        position = 0
        while position < len(segment):
            if denial := self.denials.match(segment, position):
                return self._denied(denial[0], segment[denial.end() :], beyond)
            if self.open_words.match(segment, position):
                return Polarity.OPEN
            if self.asked.match(segment, position):
                return Polarity.ASKED
            link = self.links.match(segment, position)
            if link is None:
                onward = self._coordinated(segment, position)
                if onward is None:
                    return self._broken_off(segment[:position], segment[max(0, position - 3) :])
                position = onward
            else:
                position = link.end()
        return self._ended(segment, beyond)

    def _denied(self, denial: str, rest: str, beyond: str) -> Polarity:
        taken_back = _UNDONE.match(rest) or any(p.search(rest) for p in (self.denials, self.open_words, self.asked))
        if taken_back or _TAKEN_UP.match(beyond):
            return Polarity.OPEN
        if denial in _CONTRASTED:  # 「軍用ではなく民生用」: what follows speaks of another thing
            return Polarity.OPEN if rest.startswith(("な", "て")) else Polarity.DENIED
        return Polarity.DENIED if self.endings.fullmatch(rest) else Polarity.OPEN

    def _coordinated(self, segment: str, position: int) -> int | None:
        """Where to go on behind the second of two joined things: 「AにもBにも使わない」."""
        if not _COORDINATED.search(segment[:position]):
            return None
        second = _SAME_CLAUSE.match(segment, position)
        return second.end() if second else None

    def _broken_off(self, linked: str, rest: str) -> Polarity:
        if self.denials.search(rest) or self.open_words.search(rest):
            return Polarity.OPEN
        if self.asked.search(rest) and not _ATTRIBUTIVE.search(linked):
            return Polarity.ASKED
        return Polarity.AFFIRMED

    def _ended(self, segment: str, beyond: str) -> Polarity:
        listed = not segment or _COORDINATED.search(segment)
        doubted = self.denials.match(beyond, 1) or self.open_words.match(beyond, 1)
        if listed and (doubted or _ALL_OF_THEM.search(beyond)):
            return Polarity.OPEN
        if _COORDINATED.search(segment) and (self.denials.search(beyond) or self.open_words.search(beyond)):
            return Polarity.OPEN
        return Polarity.OPEN if _TAKEN_UP.match(beyond) else Polarity.AFFIRMED


def scale(words: "dict[str, list[str]]") -> Scale:
    """The scale of a list of words: links, denials, open, connectives, endings, later, before. They are patterns of `re`."""
    return Scale(
        links=_any(words["links"]),
        denials=_any(words["denials"]),
        open_words=_any(words["open"]),
        connectives=_any(words["connectives"]),
        asked=re.compile(_ASKED),
        before=_any(words["before"]),
        endings=re.compile(f"(?:{'|'.join(words['endings'])})*+"),
        later=_any(words["later"]),
    )


def _any(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(sorted(words, key=len, reverse=True)))
