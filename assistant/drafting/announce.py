"""Announce: the notice of what changed between two days: per day what, for whom, what to do, the wording before."""

import re
from collections.abc import Iterable, Sequence
from datetime import date

from assistant.drafting import neutral
from assistant.drafting.changes import Period, Reworded, Stated, reworded, stated
from assistant.drafting.choose import Said
from assistant.drafting.draft import Origin, Paragraph, Role, Sentence
from assistant.drafting.section import Page, paragraph
from assistant.drafting.unit import Unit, past, presentable, tellable
from assistant.evidence import Sentence as Evidence
from assistant.evidence import read_sentences
from assistant.hit import Hit
from assistant.question import Question, read_question
from ingest.fold import fold

_ACTION = re.compile(
    r"必要(?:が|で|と|に)|求められ|求める|届け出|届出[がを]|確認し|報告[がを]|申請[がを]|提出[しすが]|義務|しなければ"
)
_WHOM = re.compile(
    r"(?:者|企業|会社|事業者|輸出者|需要者)(?:は|が|に|の|も|を|向け)|対象(?:は|となる|地域|国|者)|グループ[AＡ]|一般国|国連武器禁輸国|仕向地"
)
_LIMIT = 900  # characters of a part
_PROVISIONS = 8  # shown of a day
_WORDING = 700  # characters of a provision


def announcement(page: Page, period: Period, topic: str | None) -> tuple[Paragraph, ...]:
    """The paragraphs of each day on which something changed; a neutral sentence where nothing did."""
    question = read_question(topic or "改正 施行", page.scope.day, page.scope.day)
    told = {one.day: one for one in stated(page.index, page.scope, period, question, topical=bool(topic))}
    laws = reworded(page.index, page.scope, period, question if topic else None)
    days = sorted({*told, *(one.day for one in laws)})
    parts = [Paragraph("period", Role.NOTE, Origin.PASSAGES, (Sentence(neutral.period(period.start, period.end)),))]
    for day in days:
        parts += _day(page, question, day, told.get(day), [one for one in laws if one.day == day])
    if not days:
        parts.append(paragraph("period", Role.CHANGE, (Sentence(neutral.NO_CHANGE),)))
    return tuple(parts)


def _day(page: Page, question: Question, day: date, said: Stated | None, laws: Sequence[Reworded]) -> list[Paragraph]:
    """What changed on one day."""
    heading = f"d-{day.isoformat()}"
    units = presentable(said.now) if said else ()
    parts = _parted(units)
    shown = laws[:_PROVISIONS]
    told = {role: page.tell(_within(page.said, parts[role])) for role in (Role.CHANGE, Role.FOR_WHOM, Role.ACTION)}
    basis = [one for law in shown if law.new for one in page.tell(_wording(page, question, law.new))]
    history = [
        *(one for unit in past(said.before if said else ()) for one in _past(page, unit)),
        *(one for law in shown if law.old for one in _old(page, question, law.old, day)),
    ]
    applies = (Sentence(neutral.from_day(day)),)
    more = (Sentence(neutral.MORE_CHANGES),) if len(laws) > len(shown) else ()
    texts = {**told, Role.APPLIES: applies, Role.BASIS: basis, Role.HISTORY: history, Role.OPEN: more}
    if not any((*told.values(), basis, history)):
        return []
    order = (Role.CHANGE, Role.FOR_WHOM, Role.APPLIES, Role.ACTION, Role.BASIS, Role.HISTORY, Role.OPEN)
    title = Paragraph(heading, Role.HEADING, Origin.PASSAGES, (Sentence(f"{neutral.day_ja(day)}の改正"),))
    return [title, *(paragraph(heading, role, texts[role]) for role in order if texts[role])]


def _parted(units: Iterable[Unit]) -> dict[Role, list[Unit]]:
    """What changed, whom it concerns, what to do: each unit in one part only."""
    parts: dict[Role, list[Unit]] = {Role.CHANGE: [], Role.FOR_WHOM: [], Role.ACTION: []}
    for unit in units:
        first = fold(unit.first.text)
        role = Role.ACTION if _ACTION.search(first) else Role.FOR_WHOM if _WHOM.search(first) else Role.CHANGE
        parts[Role.CHANGE if unit.many else role].append(unit)
    return parts


def _within(said: Said, units: Iterable[Unit]) -> tuple[Evidence, ...]:
    """Units in their order as far as there is room, each text once."""
    told: list[Evidence] = []
    seen, spent = set[str](), 0
    for unit in units:
        if unit.text in seen or any(said.of(one) for one in unit.sentences):
            continue
        if told and spent + len(unit.text) > _LIMIT:
            continue
        seen.add(unit.text)
        told += unit.sentences
        spent += len(unit.text)
    return tuple(told)


def _wording(page: Page, question: Question, hit: Hit) -> tuple[Evidence, ...]:
    """The sentences of a provision that may be told, from its beginning as far as there is room."""
    told: list[Evidence] = []
    for one in read_sentences(page.index, question, (hit,)):
        if not tellable(one) or page.said.at(one):
            continue
        if told and sum(len(other.text) for other in told) + len(one.text) > _WORDING:
            break
        told.append(one)
    return tuple(told)


def _past(page: Page, unit: Unit) -> Iterable[Sentence]:
    for one in unit.sentences:
        if not page.said.of(one):
            page.said.add((one,))
            yield from page.ledger.sentences((one,), neutral.history_label(one.standing))


def _old(page: Page, question: Question, hit: Hit, day: date) -> Iterable[Sentence]:
    """The wording of a provision up to the day before it changed."""
    for one in _wording(page, question, hit):
        page.said.add((one,))
        yield from page.ledger.sentences((one,), neutral.history_label(one.standing, day))
