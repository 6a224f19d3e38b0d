"""Plain: the form in which the lock reads a text, with every trick of typing undone, and its single sentences.

Only for judging: nothing of this form is ever shown or quoted. Meaning is not looked at here.
"""

import html
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from assistant.lock.spelling import spelled

_REMEMBERED = 2_048  # texts
_JA = r"[぀-ヿ㐀-鿿々〇]"
_HIDDEN = frozenset({"Cf", "Cc", "Mn", "Me", "Cs", "Co"})
_DECOR = frozenset({"So", "Sk"})
_GAP = re.compile(rf"(?<={_JA})\s+|\s+(?={_JA})|(?<=[、。:|/()])\s+|\s+(?=[、。:|/()])")
_CITATION = re.compile(r"\[\d+(?:[,、]\s*\d+)*\]|[(（](?:出典|根拠|参照)[^()（）]{0,12}[)）]|\[(?:出典|\^)[^\]]{0,8}\]")
_TAG = re.compile(r"<[^<>]{0,80}>")
_MARKS = re.compile(r"[*_`~#\"'“”‘’「」『』《》〈〉★☆◆◇■□●▼▲▶►▷➤※・]+")
# ○ and × are verdicts where they stand alone; in 「第○条」, 「○○社」, 「二〇二五年」 and 「5×10」 they are not.
_YES = re.compile(
    "(?<![○◯〇第一二三四五六七八九十0-9])[○◯〇](?![○◯〇条項号年月日一二三四五六七八九十0-9])|[⭕✅✔☑👌🙆🆗👍]"
)
_NO = re.compile("(?<![×0-9])×(?![×0-9])|[✕✖✗✘❌☓⨯❎╳🙅🚫⛔👎]")
_SPELLED = re.compile(rf"(?<![^\W_])(?:{_JA}[\s\-‐–—・.,_/]){{2,}}{_JA}")
_SPLIT_WORD = re.compile(r"(?<=[該不対])[\-‐–—=・.,_/](?=[当要象])")
_LETTERS = re.compile(r"\b(?:[a-z] ){2,}[a-z]\b")
_LINE = re.compile(r"(?<=[すんるたいだ])[ 　]*\n|\n\s*\n|\n(?=\s*(?:[-*・•●■|]|\d{1,2}[.)]))")
_BOUND = re.compile(
    r"(?<=[。!?])|(?<=[a-z]\.)(?=[^\x00-\x7f])|[\n\r]+|(?<=[a-z0-9)]\.) +(?=[a-z])"
    r"|(?:^|(?<=[。!?|]))\s*(?:[qa]|問|答え?|質問|回答)\s?\d{0,3}(?:[.:)、]\s*| (?![a-z]))"
)
_LEAD = re.compile(
    r"^(?:\d{1,2}[.)](?!\d)\s*|[-*]\s+|(?:なお|また|ただし|さらに|一方|そして|では|まず|次に|他方|加えて|もっとも)、)+"
)
# an English sentence among Japanese
_FOREIGN = re.compile(rf"(?:(?<={_JA})|(?<=[。、:]))\s*((?:[a-z0-9'()-]+,? ){{4,}}[a-z0-9'()-]+)")
_WORD = re.compile(r"\w")
_QUESTION = re.compile(r"(?:(?<!たし)(?<![よな])か|\?)[。?]?$")
# 「要りますよね?」 asks for a nod only.
_TAGGED = re.compile(
    r"^(?!.*(?:何|いつ|どこ|どの|どう|どれ|どんな|誰|いくつ|いくら|なぜ)).*(?:ね|よな|わな|でしょう?|だろう?|やろ|じゃろ|はず|です|ます|ない|る|だ|っけ)\?[。?]?$"
    r"|(?:では|じゃ)(?:ありません|ない(?:です|の)?)か[。?]?$"
)


@lru_cache(maxsize=_REMEMBERED)
def plain(text: str) -> str:
    """A text as the lock reads it: one width, one case, nothing invisible and nothing for show."""
    text = _LINE.sub("。", _shown(unicodedata.normalize("NFKC", _shown(html.unescape(text)))).strip())
    text = _NO.sub(" 不可 ", _YES.sub(" 可 ", _CITATION.sub("", text)))
    text = _without(_DECOR, text)
    text = _MARKS.sub("", _TAG.sub("", text.lower().replace("【", " ").replace("】", ": ")))
    text = _SPELLED.sub(lambda m: re.sub(r"[\s\-‐–—・.,_/]", "", m[0]), text)
    text = _LETTERS.sub(lambda m: m[0].replace(" ", ""), _SPLIT_WORD.sub("", text))
    return _GAP.sub("", re.sub(r"[^\S\n]+", " ", text)).strip()


def _shown(text: str) -> str:
    return _without(_HIDDEN, text)


def _without(categories: frozenset[str], text: str) -> str:
    """A text without the signs of some categories; white space stays."""
    unwanted = [sign for sign in set(text) if not sign.isspace() and unicodedata.category(sign) in categories]
    return text.translate({ord(sign): None for sign in unwanted}) if unwanted else text


@dataclass(frozen=True)
class Unit:
    """One sentence, and the question it answers where one stands before it."""

    text: str
    question: str = ""

    @property
    def asks(self) -> bool:
        """Whether it is itself a question."""
        return _asked(self.text)


@lru_cache(maxsize=_REMEMBERED)
def units(text: str) -> tuple[Unit, ...]:
    """The sentences of a plain text. A question that is answered is no unit of its own."""
    parts = [spelled(part) for piece in _BOUND.split(text) if piece and _WORD.search(part := _bare(piece))]
    said: list[Unit] = []
    question = ""
    for part in parts:
        asked = _asked(part)
        if question:
            said.append(Unit(question) if asked else Unit(part, question))
        elif not asked:
            said.append(Unit(part))
        question = part if asked else ""
    return (*said, *([Unit(question)] if question else []), *map(Unit, _FOREIGN.findall(text)))


def _asked(text: str) -> bool:
    return bool(_QUESTION.search(text)) and not _TAGGED.search(text)


def _bare(piece: str) -> str:
    """A sentence without list mark, brackets around it, or a word that only joins it to the one before."""
    return _LEAD.sub("", piece.strip(" :|-")).strip("() ").replace("!", "。")
