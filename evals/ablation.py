"""Ablation: does an answer hang on the passages it cites? Each is asked again without them, and with them altered.

The index is wrapped, not rebuilt: hidden passages are not found, altered ones read otherwise. Alterations keep every
place in the text: digits, kanji numerals, opposites, names; where there is none of these, the words themselves.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from assistant.answer import Answer, Status
from assistant.ask import Means, ask
from assistant.asked import Asked
from assistant.checking import Checker
from assistant.request import AskRequest
from assistant.writing.write import Writer, load_judge
from evals.case import Case
from evals.honest import HonestChat
from evals.metrics import Rate, rate
from ingest.document import Passage
from ingest.errors import IndexStateError
from ingest.generation import current, folder_of
from ingest.index import Index, Scored
from ingest.lexical import Weighted, Window
from ingest.settings import Settings

Step = Callable[[str, int, int], None]


class Ablated(Index):
    """An index in which some passages are hidden or read otherwise."""

    hidden: frozenset[int] = frozenset()
    altered: frozenset[str] = frozenset()

    def without(self, rows: frozenset[int] = frozenset(), altered: frozenset[str] = frozenset()) -> None:
        """Hide rows, and alter passages."""
        self.hidden, self.altered, self._last_seen = rows, altered, None

    def visible(self, window: Window) -> NDArray[np.bool_]:
        mask = super().visible(window).copy()
        mask[list(self.hidden)] = False
        return mask

    def lexical(self, channel: str, query: Sequence[Weighted], window: Window, limit: int) -> list[Scored]:
        return self._left(super().lexical(channel, query, window, limit + len(self.hidden)))[:limit]

    def short(self, channel: str, query: Sequence[Weighted], window: Window, limit: int) -> list[Scored]:
        return self._left(super().short(channel, query, window, limit + len(self.hidden)))[:limit]

    def passages(self, rows: Sequence[int]) -> list[Passage]:
        return [_changed(one) if one.id in self.altered else one for one in super().passages(rows)]

    def _left(self, scored: Sequence[Scored]) -> list[Scored]:
        return [one for one in scored if one.row not in self.hidden]


@dataclass(frozen=True)
class Stuck:
    """A question whose answer stayed the same, with the sentences it kept."""

    case: str
    how: str
    statements: tuple[str, ...]


@dataclass(frozen=True)
class Ablation:
    """Shares of answered questions whose answer changed or was withheld, for the extract and for an honest model."""

    questions: int
    removed: Rate
    altered: Rate
    removed_model: Rate
    altered_model: Rate
    stuck: tuple[Stuck, ...]


def measure(settings: Settings, cases: Sequence[Case], day: date, step: Step) -> Ablation:
    """Ask, ablate, ask again. Raises IndexStateError."""
    if (generation := current(settings.home)) is None:
        raise IndexStateError(f"索引がありません: {settings.home}", hint="gaihi ingest を実行してください。")
    index = Ablated(folder_of(settings.home, generation), settings)
    checker = Checker()
    means = {"extract": Means(checker), "model": Means(checker, None, Writer(HonestChat(), load_judge()))}
    changed: dict[str, list[bool]] = {f"{how} {by}": [] for how in ("removed", "altered") for by in means}
    stuck = []
    for done, case in enumerate(cases):
        step("除去と改変", done, len(cases))
        for by, with_ in means.items():
            for how, kept in _ablated(index, case, day, with_):
                changed[f"{how} {by}"].append(not kept)
                stuck += [Stuck(case.id, f"{how} {by}", kept)] if kept else []
    rates = {name: rate(flags) for name, flags in changed.items()}
    return Ablation(
        len(changed["removed extract"]),
        rates["removed extract"],
        rates["altered extract"],
        rates["removed model"],
        rates["altered model"],
        tuple(stuck),
    )


def _ablated(index: Ablated, case: Case, day: date, means: Means) -> list[tuple[str, tuple[str, ...]]]:
    """How it was ablated, and the whole answer where it stayed the same (empty: it changed); nothing unless answered."""

    def answer() -> Answer:
        return ask(index, Asked.alone(AskRequest(question=case.question, as_of=case.as_of)), day, means)

    index.without()
    before = answer()
    if before.status not in (Status.ANSWERED, Status.PARTIAL):
        return []
    cited = frozenset(citation.passage_id for citation in before.citations)
    index.without(rows=frozenset(row for one in cited if (row := index.row_of(one)) is not None))
    removed = answer()
    index.without(altered=cited)
    altered = answer()
    index.without()
    said = tuple(one.text for one in before.statements)
    return [
        (how, said if said == tuple(one.text for one in after.statements) else ())
        for how, after in (("removed", removed), ("altered", altered))
    ]


_DIGITS = str.maketrans("0123456789０１２３４５６７８９", "3456789012３４５６７８９０１２")
_KANJI = str.maketrans("一二三四五六七八九", "四五六七八九一二三")
_COUNTED = re.compile("[一二三四五六七八九]+(?=[十百千年月日条項号か箇人社件通部円])|(?<=第)[一二三四五六七八九]+")
_OPPOSITES = (
    ("必要", "不要"),
    ("以上", "未満"),
    ("以下", "以上"),
    ("以内", "以上"),
    ("以降", "以前"),
    ("含む", "除く"),
    ("対象", "例外"),
    ("許可", "禁止"),
    ("強化", "緩和"),
    ("増加", "減少"),
    ("米国", "韓国"),
    ("中国", "英国"),
    ("ロシア", "ブラジ"),
)
_ENDS = re.compile(r"る(?=。)|た(?=。)|い(?=。)")
_LETTERS = re.compile(r"[ァ-ヺ]{2,}|[一-鿿]{2,}")


def _changed(passage: Passage) -> Passage:
    """The passage with its values, names and polarity changed and every place kept."""
    return replace(passage, text="".join(_line(line) for line in passage.text.splitlines(keepends=True)))


def _line(line: str) -> str:
    """A line that says something else in the same number of signs."""
    said = _COUNTED.sub(lambda m: m[0].translate(_KANJI), line.translate(_DIGITS))
    for word, other in _OPPOSITES:
        said = said.replace(word, other)
    said = _ENDS.sub("ぬ", said)
    return said if said != line else _LETTERS.sub(lambda m: m[0][1:] + m[0][0], line)
