"""Announce: the notice of what changed between two days: per day what, for whom, from when, what to do, and what was."""

import re
from collections.abc import Collection, Iterable, Sequence
from datetime import date

from assistant.drafting import neutral
from assistant.drafting.changes import Period, Reworded, Stated, reworded, stated
from assistant.drafting.choose import Said
from assistant.drafting.draft import Form, Origin, Paragraph, Role, Sentence
from assistant.drafting.section import Page, paragraph
from assistant.drafting.unit import Unit, form_of, past, presentable, tellable
from assistant.evidence import Sentence as Evidence
from assistant.evidence import read_sentences
from assistant.hit import Hit
from assistant.question import Question, read_question
from ingest.fold import fold, squeeze

_ACTION = re.compile(
    r"必要(?:が|で|と|に)|求められ|求める|届け出|届出[がを]|確認し|報告[がを]|申請[がを]|提出[しすが]|義務|しなければ"
)
_WHOM = re.compile(
    r"(?:者|企業|会社|事業者|輸出者|需要者)(?:は|が|に|の|も|を|向け)|対象(?:は|となる|地域|国|者)|グループ[AＡ]|一般国|国連武器禁輸国|仕向地"
)
_LIMIT = 900  # characters of a part
_SHOWN = 8  # provisions of a day whose wording is shown …
_NAMED = 40  # … and that are named
_WORDING = 700  # characters of a provision


def announcement(page: Page, period: Period, topic: str | None, judged: Collection[date]) -> tuple[Paragraph, ...]:
    """The paragraphs of each day on which something changed; a neutral sentence where nothing did.

    `judged`: the days on which the rules say that something must be judged again.
    """
    question = read_question(topic or "改正 施行", page.scope.day, page.scope.day)
    told = {one.day: one for one in stated(page.index, page.scope, period, question, topical=bool(topic))}
    laws = reworded(page.index, page.scope, period, question if topic else None)
    days = sorted({*told, *judged, *(one.day for one in laws)})
    named = (Sentence(neutral.days_of_change(days)),) if days else ()
    front = (Sentence(neutral.period(period.start, period.end)), *named)
    parts = [Paragraph("period", Role.NOTE, Origin.PASSAGES, front)]
    for day in days:
        parts += _day(page, question, day, told.get(day), [one for one in laws if one.day == day])
    if not days:
        parts.append(paragraph("period", Role.CHANGE, (Sentence(neutral.NO_CHANGE),)))
    return tuple(parts)


def _day(page: Page, question: Question, day: date, said: Stated | None, laws: Sequence[Reworded]) -> list[Paragraph]:
    """What changed on one day: what, for whom, from when, what to do; the provisions, and what they said before."""
    heading = f"d-{day.isoformat()}"
    parts = _parted(presentable(said.now) if said else ())
    told = {role: page.tell(_within(page.said, parts[role])) for role in (Role.CHANGE, Role.FOR_WHOM, Role.ACTION)}
    worded = [*[one for one in laws if _is_start(one)][:_SHOWN], *[one for one in laws if not _is_start(one)][:_SHOWN]]
    fresh = _once([(law, _fresh(page, question, law.new, law.old)) for law in worded if law.new])
    starts = [one for law, new in fresh if _is_start(law) for one in page.tell(new)]
    shown = [one for law, new in fresh if not _is_start(law) for one in page.tell(new)]
    history = [
        *(one for unit in past(said.before if said else ()) for one in _past(page, unit)),
        *(one for law in worded if law.old for one in _old(page, question, law, day)),
    ]
    alone = not told[Role.CHANGE]  # where no document says what changed, the provisions do
    texts = {
        Role.CHANGE: shown if alone else told[Role.CHANGE],
        Role.FOR_WHOM: told[Role.FOR_WHOM],
        Role.APPLIES: (Sentence(neutral.from_day(day)), *starts),
        Role.ACTION: told[Role.ACTION],
        Role.BASIS: [
            *(() if alone else shown),
            *(one for law in laws[:_NAMED] if law.new for one in _named(page, question, law.new)),
        ],
        Role.HISTORY: history,
        Role.OPEN: (Sentence(neutral.MORE_CHANGES),) if len(laws) > len(worded) else (),
    }
    if not any((*told.values(), starts, shown, texts[Role.BASIS], history)):
        texts[Role.OPEN] = (Sentence(neutral.NOT_STORED),)
    title = Paragraph(heading, Role.HEADING, Origin.PASSAGES, (Sentence(f"{neutral.day_ja(day)}の改正"),))
    return [title, *(paragraph(heading, role, texts[role]) for role in texts if texts[role])]


def _once(fresh: Iterable[tuple[Reworded, tuple[Evidence, ...]]]) -> list[tuple[Reworded, tuple[Evidence, ...]]]:
    """Without the sentences that another provision says in the same words; items stay, for they are of their list."""
    seen, told = set[str](), []
    for law, new in fresh:
        told.append((law, tuple(one for one in new if form_of(one.text) is not Form.SENTENCE or one.text not in seen)))
        seen |= {one.text for one in new}
    return told


def _is_start(law: Reworded) -> bool:
    """Whether a provision only says from when others apply."""
    return bool(law.new and law.new.passage.locator.startswith("附則（"))


def _fresh(page: Page, question: Question, hit: Hit, other: Hit | None) -> tuple[Evidence, ...]:
    """The sentences of a wording that the other one does not hold, list items with what leads into them."""
    known = {squeeze(one.text) for one in read_sentences(page.index, question, (other,))} if other else set[str]()
    told = [one for one in _wording(page, question, hit) if squeeze(one.text) not in known]
    lead = next(iter(read_sentences(page.index, question, (hit,))), None)
    if told and lead and form_of(told[0].text) is not Form.SENTENCE and lead not in told and tellable(lead):
        return (lead, *told)
    return tuple(told)


def _named(page: Page, question: Question, hit: Hit) -> tuple[Sentence, ...]:
    """The name of a provision that changed, cited."""
    first = next((one for one in read_sentences(page.index, question, (hit,)) if tellable(one)), None)
    if first is not None and not page.ledger.reference(hit.passage.id):
        page.ledger.sentences((first,))
    return page.ledger.reference(hit.passage.id)


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


def _old(page: Page, question: Question, law: Reworded, day: date) -> Iterable[Sentence]:
    """What the wording of a provision up to the day before said otherwise."""
    for one in _fresh(page, question, law.old, law.new) if law.old else ():
        page.said.add((one,))
        yield from page.ledger.sentences((one,), neutral.history_label(one.standing, day))
