"""Record: a determination as 取引審査の記録 for a person to judge and sign: an ordered list of blocks. Pure.

It supports the exporter's own decision and never stands for it. `markdown` writes it here, `record_docx` as DOCX.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.checking import Confirmation
from assistant.rules.catalogue import UNKNOWN
from assistant.rules.determination import Because, Determination, Step, StepResult
from assistant.rules.errors import printable
from assistant.rules.label import GRADES, OPEN, day_ja
from assistant.rules.outcome import LABELS, Outcome
from assistant.words import NOTED, UNSETTLED, Words, changeable, noted, reasons_of, steps_of

TITLE = "取引審査の記録"
SUPPORT = (
    "この記録は、輸出者が自ら行う判断を支える資料です。入力された事実に、表示した日に有効な規則を当てはめた結果を示し、"
    "許可の要否を最終的に決めるものではありません。最終の判断は、下に署名する者が行います。"
)
_UNCONFIRMED = "未確認"
_NONE = "なし"
_SIGNERS = ("作成者", "確認者", "承認者")
_DECISIONS = "□ 許可・承認を申請する　□ 申請は要らないと判断する　□ 経済産業省に相談する　□ 取引をやめる・保留する"
_TO_FILL_IN = ("輸出者の判断", "判断の理由", "条件・後で確かめること")
_FACTS = ("事実", "値", "確認した人", "確認した日")
_FACT_WIDTHS = (4, 4, 2, 2)
_STEPS = ("規則", "内容", "よりどころの事実")
_STEP_WIDTHS = (3, 5, 4)


@dataclass(frozen=True)
class About:
    """What a record says of itself: who made it, on which day, and which transaction it is about."""

    by: str
    on: date
    subject: str = ""


@dataclass(frozen=True)
class Heading:
    """A heading of level 1 (title) to 3."""

    level: int
    text: str


@dataclass(frozen=True)
class Text:
    """A paragraph; `strong` for the result and the reservation."""

    text: str
    strong: bool = False


@dataclass(frozen=True)
class Bullets:
    """A list of points."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Grid:
    """A table; `widths` are the shares of its columns."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]


@dataclass(frozen=True)
class PageBreak:
    """What follows begins on a new page."""


Block = Heading | Text | Bullets | Grid | PageBreak


def record(
    found: Determination, confirmed: Mapping[str, Confirmation], about: About, words: Words
) -> tuple[Block, ...]:
    """The record of a determination, from the result to the lines for signatures and the appendix."""
    sheet = _Record(found, confirmed, about, words)
    return (
        Heading(1, TITLE),
        Text(SUPPORT, strong=True),
        *sheet.head(),
        *sheet.result(),
        *sheet.facts(),
        *sheet.reasons(),
        *sheet.grounds(),
        *sheet.open_questions(),
        *sheet.changes(),
        *sheet.notices(),
        *sheet.signatures(),
        *sheet.appendix(),
    )


def markdown(blocks: Sequence[Block]) -> str:
    """The record as Markdown."""
    return "\n\n".join(part for block in blocks if (part := _markdown(block))) + "\n"


@dataclass(frozen=True)
class _Record:
    found: Determination
    confirmed: Mapping[str, Confirmation]
    about: About
    words: Words

    def head(self) -> Iterator[Block]:
        """What the record is about, and what it rests on."""
        day = self.found.facts.get("date")
        rows = (
            ("件名・取引", printable(self.about.subject) or OPEN),
            ("判定の日（輸出・提供の日）", self._value("date", day) if day else "分からない"),
            ("作成日", day_ja(self.about.on.isoformat())),
            ("作成者", printable(self.about.by)),
            ("規則の指紋", self.found.receipt.rules),
        )
        yield Grid(("項目", "内容"), rows, (3, 7))

    def result(self) -> Iterator[Block]:
        """The permit axis, and the duties beside it."""
        yield Heading(2, "1. 結果")
        yield Text(f"許可: {self.found.label_ja}", strong=True)
        yield from (Text(f"並行する義務: {duty.label_ja}（{duty.rule}）", strong=True) for duty in self.found.duties)
        if not self.found.duties:
            yield Text("並行する義務: 当てはまる規則なし")
        yield Text(f"当てはまった規則: {'、'.join(self.found.rules) or _NONE}")

    def facts(self) -> Iterator[Block]:
        """Facts with who confirmed them, then what was assumed."""
        yield Heading(2, "2. 事実")
        aside = noted(self.found, self.words.base)
        rows = self._facts(tuple(key for key in self.found.facts if key not in aside))
        yield _grid(_FACTS, rows, _FACT_WIDTHS)
        if aside:
            yield Heading(3, NOTED)
            yield _grid(_FACTS, self._facts(aside), _FACT_WIDTHS)
        yield Heading(3, "仮定した事実")
        yield Text("入力がないので、次の値を置いて判定した。正しいか確かめること。" if self.found.assumed else _NONE)
        if self.found.assumed:
            assumed = tuple((self._label(one.fact), self._value(one.fact, one.value)) for one in self.found.assumed)
            yield Grid(("事実", "置いた値"), assumed, (5, 5))

    def reasons(self) -> Iterator[Block]:
        """The rules that decided, and those that hold beside them; all others stand in the appendix."""
        yield Heading(2, "3. 理由")
        reasons = reasons_of(self.found)
        for title, steps in (("決め手になった規則", reasons.deciding), ("ほかに当てはまった規則", reasons.beside)):
            yield Heading(3, title)
            yield self._steps(steps)
        if reasons.unsettled:
            yield Heading(3, UNSETTLED)
            yield self._steps(reasons.unsettled)
        yield Text("当てはまらなかった規則と、別の規則が代わった規則は付録にある。")

    def grounds(self) -> Iterator[Block]:
        """The legal basis of the rules that held."""
        yield Heading(2, "4. 法的根拠")
        rows = tuple(
            (
                ground.rule,
                self.words.title(ground),
                self.words.place(ground),
                str(ground.version or OPEN),
                GRADES.get(ground.grade, ground.grade),
            )
            for ground in self.found.basis
        )
        yield _grid(("規則", "法令・資料", "条項・箇所", "文言を確かめた版", "根拠の種類"), rows, (2, 3, 3, 2, 2))

    def open_questions(self) -> Iterator[Block]:
        """Facts that can still change the result, the one that decides soonest first."""
        yield Heading(2, "5. まだ分からない事実")
        rows = tuple(
            (
                self._label(one.fact),
                one.question,
                "この答えだけで変わり得る" if one.decides else "ほかの答えと合わせて変わり得る",
            )
            for one in self.found.missing
        )
        yield _grid(("事実", "質問", "結果への影響"), rows, (3, 6, 3))

    def changes(self) -> Iterator[Block]:
        """What would change the result: other facts, and later dates."""
        yield Heading(2, "6. 結果が変わる場合")
        yield Heading(3, "事実が違った場合")
        rows = tuple(
            (self._label(one.fact), self._value(one.fact, one.value), LABELS[Outcome(one.outcome)])
            for one in changeable(self.found)
        )
        yield _grid(("事実", "違う値", "そのときの結果"), rows, (4, 4, 4))
        yield Heading(3, "日付による変化")
        yield _grid(("日付", "理由"), tuple((str(one.date), one.why) for one in self.found.changes_on), (2, 8))

    def notices(self) -> Iterator[Block]:
        """Notices and advice."""
        yield Heading(2, "7. 注意と案内")
        items = [one.text for one in self.found.notices]
        items += [f"{one.text}（{one.rule}）" for one in self.found.advice]
        yield Bullets(tuple(items)) if items else Text(_NONE)

    def signatures(self) -> Iterator[Block]:
        """Lines on which people decide and sign."""
        yield PageBreak()  # decision and signatures stay together
        yield Heading(2, "8. 判断と署名")
        yield Text("上の結果は判断の材料です。次の欄は、責任を持って判断する者が記入します。")
        decision, *rest = _TO_FILL_IN
        yield Grid(("項目", "記入"), ((decision, _DECISIONS), *((name, "") for name in rest)), (2, 8))
        rows = tuple((signer, "", "", "") for signer in _SIGNERS)
        yield Grid(("役割", "氏名・所属", "署名", "日付"), rows, (2, 4, 4, 2))

    def appendix(self) -> Iterator[Block]:
        """The rules that were considered and give no reason: replaced, not settled, not held."""
        yield PageBreak()
        yield Heading(2, "付録 調べたほかの規則")
        for title, result in (
            ("当てはまるが、別の規則が代わる規則", StepResult.OVERRIDDEN),
            ("事実が足りず決まらない規則", StepResult.UNDETERMINED),
            ("当てはまらなかった規則", StepResult.FAILED),
        ):
            yield Heading(3, title)
            yield self._steps(steps_of(self.found, result))

    def _facts(self, keys: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
        return tuple((self._label(key), self._value(key, self.found.facts[key]), *self._who(key)) for key in keys)

    def _steps(self, steps: Sequence[Step]) -> Block:
        return _grid(_STEPS, tuple(self._step(step) for step in steps), _STEP_WIDTHS)

    def _step(self, step: Step) -> tuple[str, ...]:
        instead = f"（代わる規則: {step.overridden_by}）" if step.overridden_by else ""
        return f"{step.rule} {step.title}", f"{step.text}{instead}", self._because(step.because)

    def _because(self, items: Sequence[Because]) -> str:
        """The facts a step rests on; what was only assumed has its own table."""
        assumed = {one.fact for one in self.found.assumed}
        named = (one for one in items if self._used(one.fact) and one.fact not in assumed)
        said = (f"{self._label(one.fact)}: {self._value(one.fact, one.value)}" for one in named)
        return "、".join(dict.fromkeys(said)) or OPEN

    def _used(self, key: str) -> bool:
        """Whether this kind of transaction uses a fact; a rule for several kinds looks at those of the others too."""
        assumed = {one.fact: one.value for one in self.found.assumed}
        kind = str(self.found.facts.get("kind", assumed.get("kind", UNKNOWN)))
        definition = self.words.base.catalogue.find(key)
        return definition is None or definition.used_for(kind)

    def _who(self, key: str) -> tuple[str, str]:
        one = self.confirmed.get(key)
        if one is None:
            return _UNCONFIRMED, OPEN
        return printable(one.by), str(one.on or OPEN)

    def _label(self, key: str) -> str:
        return self.words.labels.fact(key)

    def _value(self, key: str, value: object) -> str:
        return printable(self.words.labels.value(key, value))


def _grid(heads: tuple[str, ...], rows: tuple[tuple[str, ...], ...], widths: tuple[int, ...]) -> Block:
    return Grid(heads, rows, widths) if rows else Text(_NONE)


def _markdown(block: Block) -> str:
    match block:
        case Heading(level, text):
            return f"{'#' * level} {_md(text)}"
        case Text(text, strong):
            return f"**{_md(text)}**" if strong else _md(text)
        case Bullets(items):
            return "\n".join(f"- {_md(item)}" for item in items)
        case Grid(heads, rows):
            lines = (heads, ("---",) * len(heads), *rows)
            return "\n".join(f"| {' | '.join(map(_cell, line))} |" for line in lines)
        case _:
            return ""


def _cell(text: str) -> str:
    return text if text == "---" else _md(text)


def _md(text: str) -> str:
    """A text in which no sign is taken for markup, on one line."""
    return re.sub(r"([\\`*_~\[\]<>|#])", r"\\\1", text).replace("\n", " ")
