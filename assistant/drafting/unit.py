"""Unit: what is told or left out as one: a sentence, or a list or table with what leads into it. Pure.

A list that a passage cuts off goes on in the next passage of its section, so units are read over whole sections.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from assistant.compose import show
from assistant.drafting.draft import Form
from assistant.evidence import Sentence
from assistant.lock import decides
from ingest.source import Edition

_MARKED = re.compile(
    r"^(?:[⚫●◆◼■◎○➢▶•･・\-→*※]|[①-⑳]|[(（][0-9０-９ア-ンa-zⅰ-ⅹ]{1,3}[)）]|[0-9０-９]{1,2}[.．)）](?![はがをのに])"
    r"|[一二三四五六七八九十]+[　 ]|[イロハニホヘトチリヌ][　 ])"
)
_LEADS = re.compile(
    r"(?:次の|次に|下記|とおり|以下の(?:とおり|各|もの|者|事項|要件|場合|[0-9０-９]))[^。]*[。:：]$|[:：]$"
)
_ABOUT_PAGE = re.compile(
    r"^(?:図|表|スライド|脚注)\s*[0-9０-９①-⑳]*(?:によれば|は、|の|に|では)|^(?:この|本)(?:資料|文書|図|表|スライド)[はで]|略称である。$"
)
_BETWEEN = 5  # sentences that may stand between a lead-in and its list
_TABLE = 3  # rows, the one with the headings among them, of a table that nothing leads into
_ITEMS = 24  # characters of list items that say something without what led into them
_QUOTES = (("「", "」"), ("『", "』"))
_CUT = re.compile(r"(?:[がをにはへ、，]|(?<![一-龠])の)$")  # 「…実績/予定に懸念が」
_SHORTEST = 12  # characters of a sentence that says something by itself


def form_of(text: str) -> Form:
    """How a sentence of a passage is set there."""
    if "|" in text:
        return Form.ROW
    return Form.ITEM if _MARKED.match(text) else Form.SENTENCE


@dataclass(frozen=True)
class Unit:
    """Sentences in reading order; a list or table begins with what leads into it, where its section has that.

    `withheld`: sentences left out because they decide a case or are not the law of the day.
    """

    sentences: tuple[Sentence, ...]
    worth: float
    withheld: tuple[Sentence, ...] = ()

    @cached_property
    def text(self) -> str:
        """All that is shown of it, as one text."""
        return "".join(show(one.text) for one in self.sentences)

    @property
    def first(self) -> Sentence:
        """The sentence it begins with."""
        return self.sentences[0]

    @property
    def many(self) -> bool:
        """Whether it is a list or a table."""
        return len(self.sentences) > 1

    @cached_property
    def spoken(self) -> bool:
        """Whether it can stand alone: whole sentences, or a list or table that something leads into."""
        shown = show(self.first.text)
        if is_cut(shown):
            return False
        if _ABOUT_PAGE.search(shown) and not self.many:
            return False
        if form_of(self.first.text) is Form.ROW:
            return len(self.sentences) >= _TABLE
        if form_of(self.first.text) is Form.SENTENCE:
            return len(shown) >= _SHORTEST and (
                shown.endswith(("。", "。）", "）")) or (self.many and shown[-1] in ":：")
            )
        if self.first.hit.passage.edition is Edition.DIGEST:
            return shown.endswith("。")  # a digest has a sentence before every list
        return len(self.text) >= _ITEMS if self.many else shown.endswith("。") or len(shown) >= _ITEMS


def read_units(run: Sequence[Sentence], worth: dict[int, float]) -> tuple[Unit, ...]:
    """The units of the sentences of a section in reading order; `worth` by place in `run`. A unit has its best one's."""
    found: list[list[int]] = []
    for n, one in enumerate(run):
        listed = form_of(one.text) is not Form.SENTENCE
        if found and listed and (_is_listed(run[found[-1][-1]]) or leads(run[found[-1][-1]].text)):
            found[-1].append(n)
        elif listed and (at := _led_from(run, found)) is not None:
            found[at:] = [[*(m for group in found[at:] for m in group), n]]
        elif listed and found and _introduces(run[found[-1][-1]], one):
            found[-1].append(n)
        else:
            found.append([n])
    return tuple(Unit(tuple(run[n] for n in group), max(worth[n] for n in group)) for group in found)


def _introduces(before: Sentence, one: Sentence) -> bool:
    """Whether a sentence stands right before a list in a digest, where nothing else does."""
    same = before.hit.passage.id == one.hit.passage.id
    return same and one.hit.passage.edition is Edition.DIGEST and form_of(before.text) is Form.SENTENCE


def _led_from(run: Sequence[Sentence], found: Sequence[Sequence[int]]) -> int | None:
    """The group that leads into a list although other sentences of its passage stand between; None without one."""
    for at in range(len(found) - 1, max(-1, len(found) - 1 - _BETWEEN), -1):
        first = run[found[at][0]]
        if len(found[at]) > 1 or first.hit.passage.id != run[found[-1][-1]].hit.passage.id:
            return None
        if leads(first.text):
            return at
    return None


def tellable(one: Sentence) -> bool:
    """Whether a sentence decides nobody's case, as it stands there and as it is shown."""
    return not _decides(one.text)


@lru_cache(maxsize=20_000)  # the same sentences come up for question after question
def _decides(text: str) -> bool:
    return decides(text) or decides(show(text))


def leads(text: str) -> bool:
    """Whether a sentence only leads into what follows."""
    return bool(_LEADS.search(text.strip()))


def _is_listed(sentence: Sentence) -> bool:
    return form_of(sentence.text) is not Form.SENTENCE


def presentable(units: Iterable[Unit]) -> tuple[Unit, ...]:
    """The units that may be told as the law of the day: what is past, planned or decides a case is withheld.

    A list whose lead-in falls falls with it, a table does not: its headings say what it is.
    """
    kept = []
    for unit in units:
        good = tuple(one for one in unit.sentences if _presentable(one))
        table = bool(good) and all(form_of(one.text) is Form.ROW for one in good)
        if (
            not good
            or (good[0] is not unit.first and not table)
            or (unit.many and len(good) == 1 and leads(good[0].text))
        ):
            continue
        if not unit.many and leads(unit.first.text):
            continue  # a lead-in alone says nothing
        kept.append(replace(unit, sentences=good, withheld=tuple(one for one in unit.sentences if one not in good)))
    return tuple(unit for unit in kept if unit.spoken)


def _presentable(one: Sentence) -> bool:
    return one.standing.in_force is not False and tellable(one) and not is_cut(show(one.text))


def is_cut(text: str) -> bool:
    """Whether a text is a fragment: it breaks off before its predicate, or a quotation or bracket in it stays open."""
    if "|" in text:
        return False
    torn = any(text.count(opens) != text.count(closes) for opens, closes in _QUOTES)
    left_open = text.count("（") + text.count("(") > text.count("）") + text.count(")")
    return torn or left_open or bool(_CUT.search(text.strip()))


def _alone(one: Sentence) -> bool:
    """Whether a sentence of the past can be told by itself: a row of a table cannot."""
    return form_of(one.text) is not Form.ROW and tellable(one)


def past(units: Iterable[Unit]) -> tuple[Unit, ...]:
    """What is superseded, proposed or not yet in force, with what leads into it; nothing of the law of the day else."""
    found = []
    for unit in units:
        gone = tuple(one for one in unit.sentences if one.standing.in_force is False and _alone(one))
        if not gone or all(leads(one.text) for one in gone):
            continue
        found.append(replace(unit, sentences=gone, withheld=()))
    return tuple(unit for unit in found if len(show(unit.first.text)) >= _SHORTEST)
