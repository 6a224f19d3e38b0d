"""Reading: a text in matching form that remembers where each of its characters stood in the original.

NFKC, lower case, without format characters, without white space beside Japanese. Offsets lead back to the text.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

LONGEST_READ = 20_000
"""Characters of a text that are read."""

_SIGNS = {
    "〜": "~",
    "~": "~",
    "‐": "-",
    "‑": "-",
    "–": "-",
    "—": "-",
    "−": "-",
    "，": "、",
    "､": "、",
    "．": ".",
    "\t": "、",
    "㋿": "令和",
}
_PLAIN = re.compile(r"[0-9a-z\u3041-\u3096\u30a1-\u30fc\u4e00-\u9fff、。]+(?![\u0300-\u036f\u3099\u309aﾞﾟ])")
"""Characters that stand for themselves; a mark behind the last one would change it."""
_ENDS = "。?!\n:、;"
_WRAPPED = 20
"""A line of so many characters without an end is taken to go on in the next one."""
_MOST_MARKS = 4


@dataclass(frozen=True)
class Reading:
    """`folded` in matching form; its character i came from text[starts[i]:ends[i]]."""

    text: str
    folded: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch of `folded`, which is not empty, stands in the text."""
        return self.starts[start], self.ends[end - 1]

    def sentence_end(self, position: int, most: int = 120) -> int:
        """Where the sentence around a position ends, at most so many characters on."""
        limit = min(len(self.folded), position + most)
        ends = (self.folded.find(sign, position, limit) for sign in "。!\n")
        return min((end for end in ends if end >= 0), default=limit)

    def sentence_start(self, position: int, most: int = 120) -> int:
        """Where the sentence around a position begins, at most so many characters back."""
        limit = max(0, position - most)
        return max(limit, *(self.folded.rfind(sign, limit, position) + 1 for sign in "。!?\n"))


def read(text: str) -> Reading:
    """A text in matching form; of a longer one the sentences that end within its first `LONGEST_READ` characters.

    An unfinished sentence is not read: what takes its words back may stand in the rest.
    """
    if len(text) > LONGEST_READ:
        text = text[: _last_end(text)]
    folded: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    line_start, position = 0, 0
    while position < len(text):
        if run := _PLAIN.match(text, position):
            position = run.end()
            folded.extend(run[0])
            starts.extend(range(run.start(), position))
            ends.extend(range(run.start() + 1, position + 1))
            continue
        end = _cluster(text, position)
        piece = _fold(text[position:end])
        if piece.isspace():
            end = _blank(text, position)
            broken = "\n" in text[position:end]
            piece = _between(folded, text[end : end + 1], broken, len(folded) - line_start)
            line_start = len(folded) + len(piece) if broken else line_start
        folded.extend(piece)
        starts.extend([position] * len(piece))
        ends.extend([end] * len(piece))
        position = end
    return Reading(text, "".join(folded), tuple(starts), tuple(ends))


def _last_end(text: str) -> int:
    ends = [text.rfind(sign, 0, LONGEST_READ) for sign in "。？！?!"]
    return 1 + (max(ends) if max(ends) >= 0 else text.rfind("\n", 0, LONGEST_READ))


def _cluster(text: str, start: int) -> int:
    """End of a character with the voicing marks and accents behind it (ﾊﾞ is two characters and one sound)."""
    end = start + 1
    while (mark := _next_visible(text, end)) < len(text) and mark - start <= _MOST_MARKS and _is_mark(text[mark]):
        end = mark + 1
    return end


def _next_visible(text: str, start: int) -> int:
    end = start
    while end < len(text) and end - start < _MOST_MARKS and _is_hidden(text[end]):
        end += 1
    return end


@lru_cache(maxsize=8192)
def _is_hidden(sign: str) -> bool:
    return unicodedata.category(sign) == "Cf"


@lru_cache(maxsize=8192)
def _is_mark(sign: str) -> bool:
    return sign in "ﾞﾟ" or unicodedata.combining(sign) != 0


@lru_cache(maxsize=8192)
def _fold(cluster: str) -> str:
    if cluster in _SIGNS:
        return _SIGNS[cluster]
    if "①" <= cluster <= "⑳":  # NFKC would melt the number into the digits beside it
        return cluster
    if cluster in "\r\n\u2028\u2029\x0b\x0c\x85":
        return "\n"
    visible = "".join(sign for sign in cluster if not _is_hidden(sign))
    signs = unicodedata.normalize("NFKC", visible).lower()
    return "".join(_SIGNS.get(sign, sign) for sign in signs if unicodedata.category(sign) not in ("Cf", "Cc", "Cs"))


def _blank(text: str, start: int) -> int:
    """End of a run of white space; format characters inside it belong to it."""
    end = start
    while end < len(text) and _fold(text[end]).strip() == "" and text[end] != "\t":
        end += 1
    return end


def _between(folded: list[str], following: str, broken: bool, length: int) -> str:
    """What stands for white space: nothing beside Japanese, a line end where a line ends, otherwise one space."""
    before, after = folded[-1] if folded else "\n", _fold(following) if following else ""
    if broken and (length < _WRAPPED or before in _ENDS or (after and after in "・-■□●○※*(①")):
        return "\n"
    return " " if before.isascii() and after.isascii() and before != "\n" else ""
