"""Honest: chat models that say what the suggested evidence says, as it stands or in other words. For measuring only.

The rewording is deterministic and changes no fact: ですます, the calendar, numerals, names of laws, the order of clauses.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from langchain_core.messages import BaseMessage

from ingest.fold import kanji_number

_POLITE = (
    (r"である。$", "です。"),
    (r"ではない。$", "ではありません。"),
    (r"(?<=[がはもの])ない。$", "ありません。"),
    (r"(?<=[がはもに])ある。$", "あります。"),
    (r"している。$", "しています。"),
    (r"されている。$", "されています。"),
    (r"した。$", "しました。"),
    (r"された。$", "されました。"),
    (r"する。$", "します。"),
    (r"される。$", "されます。"),
    (r"なければならない。$", "なければなりません。"),
    (r"できる。$", "できます。"),
    (r"要る。$", "要ります。"),
    (r"なる。$", "なります。"),
)
_LAWS = (
    ("外国為替及び外国貿易法", "外為法"),
    ("輸出貿易管理令", "輸出令"),
    ("外国為替令", "外為令"),
)
_YEAR = re.compile(r"(?<![0-9])(20(?:19|[2-9][0-9]))年(?!度|代|間)")
_ERA = re.compile(r"令和([0-9]+|元)年(?!度)")
_KANJI = re.compile(r"(?<![一二三四五六七八九十百千万第])([一二三四五六七八九十百]+)(?=年間|か月|箇月|日以内|社|人)")
_CLAUSES = re.compile(r"^(?P<when>[^、。「（|]{2,24}(?:場合|とき)(?:には|は))、(?P<who>[^、。「（|]{2,16}は)、")


def reword(text: str) -> str:
    """A sentence in other words that say the same."""
    for long, short in _LAWS:
        text = text.replace(long, short)
    if "「" in text:
        pass  # a quotation stays as it is
    elif _YEAR.search(text):
        text = _YEAR.sub(lambda m: f"令和{'元' if m[1] == '2019' else int(m[1]) - 2018}年", text)
    else:
        text = _ERA.sub(lambda m: f"{2018 + (1 if m[1] == '元' else int(m[1]))}年", text)
    text = _KANJI.sub(lambda m: str(kanji_number(m[1])), text)
    text = _CLAUSES.sub(r"\g<who>、\g<when>、", text)
    for plain, polite in _POLITE:
        if (said := re.sub(plain, polite, text)) != text:
            return said
    return text


def echo(text: str) -> str:
    """The sentence itself."""
    return text


@dataclass(frozen=True)
class HonestChat:
    """A chat model in this process that says each suggested sentence by itself, in some wording."""

    wording: Callable[[str], str] = echo
    fingerprint: str = "honest"

    def grow(self, messages: Sequence[BaseMessage], _schema: Mapping[str, Any]) -> Iterator[Any]:
        """The whole reply at once; no other wordings of a question."""
        yield reply(json.loads(str(messages[-1].content)), self.wording)


def reply(given: Mapping[str, Any], wording: Callable[[str], str]) -> dict[str, Any]:
    """What an honest model answers to what it was given."""
    if "evidence" not in given:
        return {"queries": [], "done": True}
    said = [{"text": wording(one["text"]), "evidence": [one["label"]]} for one in given["evidence"] if one["suggested"]]
    return {"statements": said, "done": True}
