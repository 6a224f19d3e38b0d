"""Determination card: a determination as HTML, whole for the page of the check, compact for a chat answer. Pure.

Everything that comes from the service is escaped. An outcome is a colour, a sign and a word together, never one alone.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from assistant.grounds import shipped_documents
from assistant.rules.determination import Because, Determination, Ground, Step, StepResult
from assistant.words import NOTED, UNSETTLED, changeable, reasons_of, steps_of
from ui.escape import escaped
from ui.questions import UNKNOWN, Questions, day_ja

SUPPORT = "入力された事実に、表示した日の規則を当てはめた整理です。最終判断ではありません。判断は輸出者が行います。"
_FIRST = 3  # reasons and questions in view in the compact card
_OPEN = 5  # questions in view in the whole one


@dataclass(frozen=True)
class Look:
    """How an outcome is shown."""

    tone: str
    sign: str
    word: str
    sentence: str


_LOOKS = {
    "prohibited": Look("alert", "×", "禁止", "この事実のとおりなら、この日の規則では行えない取引です。"),
    "permit_required": Look(
        "alert", "！", "許可必要", "この事実のとおりなら、行う前に許可が要ります（制裁の規則では承認を含みます）。"
    ),
    "escalate": Look(
        "warn", "人", "要エスカレーション", "規則だけでは決まりません。輸出管理部門や経済産業省の判断を仰いでください。"
    ),
    "insufficient_facts": Look(
        "plan", "？", "情報不足", "分からない事実があるので、結論は出ていません。質問に答えると先に進みます。"
    ),
    "permit_not_required": Look(
        "good",
        "○",
        "許可不要",
        "この事実と仮定のとおりなら、収録した規則で許可の要るものに当たりません。仮定も確かめてください。",
    ),
    "no_law_for_date": Look("quiet", "－", "期間外", "収録した法令より前の日付なので、判定できません。"),
}
_DUTY_LOOKS = {"required": ("alert", "！"), "escalate": ("warn", "人"), "insufficient_facts": ("plan", "？")}
_GRADES = {"S": ("good", "法令で確認"), "D": ("digest", "文書だけ"), "2": ("warn", "二次資料")}
_DUTY_NAMES = {
    "prior_report": "事前報告",
    "notification": "届出",
    "bulk_licence": "包括許可",
    "control_list_check": "チェックリストの見直し",
}


@dataclass(frozen=True)
class Names:
    """Words for what a determination refers to: facts and their values, titles of laws and documents by id."""

    questions: Questions = field(default_factory=Questions)
    titles: Mapping[str, str] = field(default_factory=dict)


def look_of(outcome: str) -> Look:
    """The look of an outcome; one that is not known is shown as itself, for a person to judge."""
    return _LOOKS.get(outcome) or Look("warn", "人", outcome, "この版の画面が知らない結果です。人が確かめてください。")


def banner(found: Determination, anchor: str = "") -> str:
    """The outcome so far, with duties and date, on one or two lines."""
    look = look_of(found.outcome)
    duties = "".join(_duty_badge(duty.duty, duty.state, duty.label_ja) for duty in found.duties)
    more = f'<a class="g-more" href="#{escaped(anchor)}">理由と根拠</a>' if anchor else ""
    return (
        f'<div class="g-outcome g-{look.tone}" role="status" aria-live="polite" lang="ja">'
        f'<span class="g-sign" aria-hidden="true">{look.sign}</span><span class="g-said">'
        f'<span class="g-word"><span class="g-unseen">結果: </span>{escaped(found.label_ja or look.word)}</span>'
        f'<span class="g-on">{_on(found)}</span></span>{duties}{more}</div>'
    )


def whole(found: Determination, names: Names, anchor: str = "") -> str:
    """Everything that a determination says, the mandatory notices first."""
    card = _Card(found, names)
    open_first = found.outcome == "insufficient_facts"  # then the questions say most, otherwise the reasons
    asked, reasons = card.open_questions(), card.reasons()
    parts = (card.sentence(), card.notices(), card.duties(), *((asked, reasons) if open_first else (reasons, asked)))
    rest = (card.assumed(), card.what_if(), card.changes(), card.advice(), card.facts(), card.trace(), card.receipt())
    return f'<section class="g-result" id="{escaped(anchor)}" lang="ja" aria-label="結果">{"".join((*parts, *rest))}</section>'


def compact(found: Determination, names: Names) -> str:
    """The outcome, the first reasons, the open questions, days of change and notices, for a chat answer."""
    card = _Card(found, names)
    parts = (card.sentence(), card.duties(), card.first_reasons(), card.open_questions(_FIRST))
    rest = (card.assumed(fold=True), card.facts(), card.advice(fold=True), card.changes(), card.notices())
    body = "".join((banner(found), *parts, *rest))
    return f'<section class="g-result g-compact" lang="ja" aria-label="規則の照合の結果">{body}</section>'


@dataclass(frozen=True)
class _Card:
    found: Determination
    names: Names

    def sentence(self) -> str:
        """What the outcome means, and that it decides nothing."""
        said = escaped(look_of(self.found.outcome).sentence)
        return f'<p class="g-sentence">{said}</p><p class="g-support">{escaped(SUPPORT)}</p>'

    def notices(self) -> str:
        """The notices of the service, always in view; the first words of the card say the support notice already."""
        shown = [one.text for one in self.found.notices if one.code != "support_only"]
        return _part("必ず読む注意", _list(escaped(text) for text in shown), "g-warn") if shown else ""

    def duties(self) -> str:
        """What is to be done beside the permit."""
        items = [
            f"{_duty_badge(duty.duty, duty.state, duty.label_ja)}"
            f'<span class="g-ref">{escaped(_DUTY_NAMES.get(duty.duty, duty.duty))}（{escaped(duty.rule)}）</span>'
            for duty in self.found.duties
        ]
        return _part("許可と並ぶ義務", _list(items)) if items else ""

    def open_questions(self, first: int = _OPEN) -> str:
        """The facts that can still change the result, the one to ask first at the top; what follows is folded."""
        items = [
            f"{self._fact(one.fact)}{_decides(one.decides)}<br>{escaped(one.question)}" for one in self.found.missing
        ]
        rest = _fold(f"ほかの {len(items) - first} 問", _list(items[first:], first + 1)) if items[first:] else ""
        return _part(f"まだ分からない事実（{len(items)}）", _list(items[:first], 1) + rest) if items else ""

    def reasons(self) -> str:
        """The rules that decided, each with its legal basis; all others folded beneath."""
        reasons = reasons_of(self.found)
        deciding, beside = reasons.deciding or reasons.beside, reasons.beside if reasons.deciding else ()
        decided = "".join(map(self._reason, deciding)) or "<p>当てはまった規則はありません。</p>"
        folded = (
            ("ほかに当てはまった規則", beside),
            (UNSETTLED, reasons.unsettled),
            ("事実が足りず決まらない規則", steps_of(self.found, StepResult.UNDETERMINED)),
            ("当てはまるが、別の規則が代わる規則", steps_of(self.found, StepResult.OVERRIDDEN)),
        )
        rest = (
            _fold(f"{title}（{len(steps)}）", "".join(map(self._reason, steps))) for title, steps in folded if steps
        )
        return "".join((_part("決め手になった理由", decided), *rest))

    def first_reasons(self) -> str:
        """The first rules that decided, without their facts."""
        reasons = reasons_of(self.found)
        first = (reasons.deciding or reasons.beside)[:_FIRST]
        items = [f'<span class="g-ref">{escaped(step.rule)}</span> {escaped(step.text)}' for step in first]
        return _part("主な理由", _list(items)) if items else ""

    def assumed(self, *, fold: bool = False) -> str:
        """The defaults that were used."""
        items = [self._pair(one.fact, one.value) for one in self.found.assumed]
        told = '<p class="g-caption">答えがないので置いた値です。違うときは答えてください。</p>'
        if not items:
            return ""
        body = told + _list(items)
        return _fold(f"仮定した事実（{len(items)}）", body) if fold else _part("仮定した事実", body)

    def what_if(self) -> str:
        """Single facts that would change the result."""
        items = [
            f"{self._fact(one.fact)}が「{escaped(self._text(one.fact, one.value))}」なら {_badge(one.outcome)}"
            for one in changeable(self.found)
        ]
        return _part("何が変われば結果が変わるか", _list(items)) if items else ""

    def changes(self) -> str:
        """Later dates on which the result may change."""
        items = [f"<strong>{day_ja(one.date)}</strong> {escaped(one.why)}" for one in self.found.changes_on]
        return _part("結果が変わり得る日", _list(items)) if items else ""

    def advice(self, *, fold: bool = False) -> str:
        """Guidance beside the result."""
        items = [f'{escaped(one.text)} <span class="g-ref">{escaped(one.rule)}</span>' for one in self.found.advice]
        if not items:
            return ""
        return _fold(f"案内（{len(items)}）", _list(items)) if fold else _part("案内", _list(items))

    def facts(self) -> str:
        """The facts as the service understood them."""
        noted = {one.key for one in self.names.questions if not one.counts}
        used = [self._pair(key, value) for key, value in self.found.facts.items() if key not in noted]
        aside = [self._pair(key, value) for key, value in self.found.facts.items() if key in noted]
        folded = (("使った事実", used), (NOTED, aside))
        return "".join(_fold(f"{title}（{len(items)}）", _list(items)) for title, items in folded if items)

    def trace(self) -> str:
        """The rules that were considered and do not hold."""
        failed = steps_of(self.found, StepResult.FAILED)
        items = [
            f'<span class="g-ref">{escaped(step.rule)}</span> {escaped(step.title)}{self._because(step.because)}'
            for step in failed
        ]
        return _fold(f"当てはまらなかった規則（{len(items)}）", _list(items)) if items else ""

    def receipt(self) -> str:
        """What the result rests on, to find the same rules again."""
        return f'<p class="g-caption">規則の指紋 <code>{escaped(self.found.receipt.rules)}</code></p>'

    def _reason(self, step: Step) -> str:
        grounds = [one for one in self.found.basis if one.rule == step.rule] if step.result == StepResult.HELD else []
        listed = _list(map(self._ground, dict.fromkeys(grounds)))
        basis = f'<div class="g-basis">{listed}</div>' if grounds else ""
        return (
            f'<div class="g-reason"><p class="g-rule"><span class="g-ref">{escaped(step.rule)}</span> '
            f"{escaped(step.title)}</p><p>{escaped(step.text)}</p>{self._because(step.because)}"
            f"{basis}</div>"
        )

    def _because(self, items: Sequence[Because]) -> str:
        left_out = {one.fact for one in self.found.assumed}  # assumptions have a part of their own
        known = {
            one.fact: one.value
            for one in items
            if one.fact not in left_out and (one.value != UNKNOWN or one.fact not in self._unused)
        }
        if not known:
            return ""
        return f'<p class="g-caption">事実: {"、".join(self._pair(key, value) for key, value in known.items())}</p>'

    @property
    def _unused(self) -> set[str]:
        """Facts that the kind of transaction does not use: an empty one says nothing."""
        used = {one.key for one in self.names.questions.of_kind(str(self.found.facts.get("kind", "goods")))}
        return {one.key for one in self.names.questions} - used

    def _ground(self, ground: Ground) -> str:
        tone, words = _GRADES.get(ground.grade, ("warn", ground.grade))
        known = ground.law_id or ground.source_id or ""
        title = self.names.titles.get(known) or known or "出典の記載なし"
        place = ground.provision or shipped_documents().place(ground.source_id or "", ground.locator or "")
        version = f"（{day_ja(ground.version)}の版）" if ground.version else ""
        where = f"{escaped(title)} {escaped(place)}{escaped(version)}"
        return f'{where} <span class="g-badge g-{tone}">{escaped(words)}</span>'

    def _fact(self, key: str) -> str:
        return f"<strong>{escaped(self.names.questions.label(key))}</strong>"

    def _pair(self, key: str, value: object) -> str:
        return f"{escaped(self.names.questions.label(key))}: {escaped(self._text(key, value))}"

    def _text(self, key: str, value: object) -> str:
        return self.names.questions.text(key, value)


def _on(found: Determination) -> str:
    day = found.facts.get("date", UNKNOWN)
    return "判定の日 未入力" if day == UNKNOWN else f"判定の日 {escaped(day_ja(day))}"


def _decides(decides: bool) -> str:
    tone, words = ("plan", "これだけで変わり得る") if decides else ("quiet", "ほかと合わせて変わり得る")
    return f' <span class="g-badge g-{tone}">{words}</span>'


def _duty_badge(duty: str, state: str, label: str) -> str:
    tone, sign = _DUTY_LOOKS.get(state, ("warn", "人"))
    # a state like 「情報不足」 does not say of which duty
    name = "" if state == "required" else f"{_DUTY_NAMES.get(duty, duty)}: "
    return f'<span class="g-badge g-duty g-{tone}">{sign} {escaped(name + label)}</span>'


def _badge(outcome: str) -> str:
    look = look_of(outcome)
    return f'<span class="g-badge g-{look.tone}">{look.sign} {escaped(look.word)}</span>'


def _list(items: Iterable[str], start: int | None = None) -> str:
    """A list, numbered from `start` where there is one."""
    body = "".join(f"<li>{item}</li>" for item in items)
    return f"<ul>{body}</ul>" if start is None else f'<ol start="{start}">{body}</ol>'


def _part(title: str, body: str, tone: str = "") -> str:
    return f'<div class="g-part {tone}"><h3>{title}</h3>{body}</div>'


def _fold(title: str, body: str) -> str:
    return f'<details class="g-part g-fold"><summary>{title}</summary>{body}</details>'
