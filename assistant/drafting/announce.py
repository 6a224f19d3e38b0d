"""Announce: the notice of what changed between two days: per day what, for whom, from when, what to do, and what was."""

import re
from collections.abc import Iterable, Sequence
from datetime import date

from assistant.drafting import neutral
from assistant.drafting.changes import Period, Reworded, reworded, stated
from assistant.drafting.choose import Said
from assistant.drafting.determined import Turn
from assistant.drafting.draft import Form, Origin, Paragraph, Role, Sentence
from assistant.drafting.effect import effect, replaced
from assistant.drafting.foreseen import foreseen, passed_law
from assistant.drafting.renumbering import sort
from assistant.drafting.section import Page, paragraph
from assistant.drafting.unit import Unit, form_of, tellable
from assistant.evidence import Sentence as Evidence
from assistant.evidence import read_sentences
from assistant.hit import Hit
from assistant.question import Question, read_question
from ingest.fold import fold, squeeze

_ACTION = re.compile(
    r"(?:必要(?:である|がある|となる|になる)|求められる|義務(?:である|がある|付けられる)|しなければならない|ならない|要る)(?:（[^）]*）)?。"
)
_WHOM = re.compile(
    r"(?:者|企業|会社|事業者|輸出者|需要者)(?:は|が|に|の|も|を|向け)|対象(?:は|となる|地域|国|者)|グループ[AＡ]|一般国|国連武器禁輸国|仕向地"
)
_WHEN = re.compile(r"公布[^。]*施行される(?:\([^)]*\))?。$")  # says when, and not what
_LEANS = re.compile(r"(?:この|その|これ|同|前)")  # a sentence that says nothing without what stands before it
_LIMIT = 900  # characters of the sentences of a part …
_LISTED = 2_400  # … and of its lists and tables, which are told whole or not
_SHOWN = 8  # provisions of a day whose wording is shown
_WORDING = 700  # characters of a provision


def announcement(page: Page, period: Period, topic: str | None, known: Sequence[Turn]) -> tuple[Paragraph, ...]:
    """The paragraphs of each day on which something changed; a neutral sentence where nothing is known to.

    `known`: the days of which the rules know, with what they say.
    """
    question = read_question(topic or "改正 施行", page.scope.day, page.scope.day)
    told = {one.day: one.units for one in stated(page.index, page.scope, period, question, topical=bool(topic))}
    laws = reworded(page.index, page.scope, period, question if topic else None)
    ahead = {} if topic else {one.day: one for one in foreseen(page.index, page.scope, period, question)}
    rules = {one.day: one for one in known}
    days = sorted({*told, *rules, *ahead, *(one.day for one in laws)})
    parts: list[Paragraph] = []
    unworded: list[date] = []
    shown: list[date] = []
    for day in days:
        found = _day(page, question, day, told.get(day, ()), [one for one in laws if one.day == day])
        if day in ahead:
            found.append(paragraph(_id(day), Role.CHANGE, page.tell(ahead[day].sentences)))
        if not found and day not in rules:
            continue  # documents name the day and say nothing of it that may be told
        shown.append(day)
        stored = not passed_law(page.index, day)
        unworded += [day] if not found and stored else []
        parts.append(Paragraph(_id(day), Role.HEADING, Origin.PASSAGES, (Sentence(_title(day, ahead=day in ahead)),)))
        parts += [told_by_rules(rules[day])] if day in rules else []
        parts += found or ([paragraph(_id(day), Role.OPEN, (Sentence(neutral.NOT_STORED),))] if stored else [])
    if not shown:
        parts.append(paragraph("period", Role.CHANGE, (Sentence(neutral.NO_CHANGE),)))
    return (_front(period, shown), *parts, _left_open(page, period, unworded))


def told_by_rules(known: Turn) -> Paragraph:
    """What the rules say of a day, generated like the tables."""
    lines = tuple(Sentence(one, form=Form.ITEM) for one in known.told)
    return Paragraph(f"{_id(known.day)}-rules", Role.CHANGE, Origin.DETERMINATION, lines, _id(known.day))


def _title(day: date, *, ahead: bool) -> str:
    return f"{neutral.day_ja(day)}の期限・予定" if ahead else f"{neutral.day_ja(day)}に変わること"


def _id(day: date) -> str:
    return f"d-{day.isoformat()}"


def _front(period: Period, days: Sequence[date]) -> Paragraph:
    named = (Sentence(neutral.days_of_change(days)),) if days else ()
    return Paragraph("period", Role.NOTE, Origin.PASSAGES, (Sentence(neutral.period(period.start, period.end)), *named))


def _left_open(page: Page, period: Period, unworded: Sequence[date]) -> Paragraph:
    """What a notice cannot know: other days, the wording of some, and the law after the stored one."""
    last = page.index.statute_days[1]
    told = [
        *([neutral.law_ends(last)] if last is not None and passed_law(page.index, period.end) else []),
        *([neutral.without_wording(unworded)] if unworded else []),
        neutral.ONLY_KNOWN,
    ]
    return paragraph("period", Role.OPEN, tuple(map(Sentence, told)))


def _day(page: Page, question: Question, day: date, units: Sequence[Unit], laws: Sequence[Reworded]) -> list[Paragraph]:
    """What changed on one day: what, for whom, from when, what to do; the provisions, and what they said before."""
    new = effect(units, day)
    parts = _parted(new.units)
    told = {role: page.tell(_within(page.said, parts[role])) for role in (Role.CHANGE, Role.FOR_WHOM, Role.ACTION)}
    found = sort(laws)
    worded = _worded(found.rest)
    fresh = _once([(law, _fresh(page, question, law.new, law.old)) for law in worded if law.new])
    starts = [one for law, said in fresh if _is_start(law) for one in page.tell(said)]
    shown = [one for law, said in fresh if not _is_start(law) for one in page.tell(said)]
    moved = found.renumbered[:_SHOWN]
    alone = not told[Role.CHANGE]  # where no document says what changed, the provisions do
    texts = {
        Role.CHANGE: (*(shown if alone else told[Role.CHANGE]), *_renumbered(page, question, moved)),
        Role.FOR_WHOM: told[Role.FOR_WHOM],
        Role.APPLIES: (Sentence(neutral.from_day(day)), *page.tell(_within(page.said, parts[Role.APPLIES])), *starts),
        Role.ACTION: told[Role.ACTION],
        Role.BASIS: () if alone else shown,
        Role.HISTORY: [
            *_history(page, question, day, units, worded),
            *(one for law in moved if law.old for one in _old_place(page, question, law.old, day)),
        ],
        Role.OPEN: [
            *([Sentence(neutral.PARTIAL)] if new.partial else []),
            *([Sentence(neutral.MORE_CHANGES)] if found.more_than(len(worded), len(moved)) else []),
        ],
    }
    if not any((*told.values(), starts, shown, moved, texts[Role.HISTORY])):
        return []
    return [paragraph(_id(day), role, tuple(texts[role])) for role in texts if texts[role]]


def _worded(laws: Sequence[Reworded]) -> list[Reworded]:
    """The provisions whose wording is shown: when others apply, and of each statute in turn those that are new first."""
    rest = [one for one in laws if not _is_start(one)]
    seen: dict[str, int] = {}
    ranked = []
    for one in sorted(rest, key=lambda one: (one.new is None, one.old is not None)):
        source = (one.new or one.old).source.id  # type: ignore[union-attr]  # one of them is there
        seen[source] = seen.get(source, 0) + 1
        ranked.append((seen[source], one))
    kept = [one for _, one in sorted(ranked, key=lambda pair: pair[0])[:_SHOWN]]
    return [*[one for one in laws if _is_start(one)][:_SHOWN], *[one for one in rest if one in kept]]


def _renumbered(page: Page, question: Question, laws: Sequence[Reworded]) -> tuple[Sentence, ...]:
    """The first sentence of each provision in which only numbers changed: it names the provision."""
    firsts = [one for law in laws if law.new and (one := _first(page, question, law.new)) is not None]
    return (Sentence(neutral.RENUMBERED), *page.tell(firsts)) if firsts else ()


def _first(page: Page, question: Question, hit: Hit) -> Evidence | None:
    return next((one for one in read_sentences(page.index, question, (hit,)) if tellable(one)), None)


def _history(
    page: Page, question: Question, day: date, units: Sequence[Unit], laws: Iterable[Reworded]
) -> list[Sentence]:
    """What the documents and the provisions said up to the day before."""
    told = [one for unit in replaced(units, day) for one in _past(page, unit)]
    return [*told, *(one for law in laws if law.old for one in _old(page, question, law, day))]


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
    in_force = hit.standing.in_force is True
    leaning = bool(told) and (
        form_of(told[0].text) is not Form.SENTENCE or (in_force and bool(_LEANS.match(told[0].text)))
    )
    if leaning and lead and lead not in told and tellable(lead):
        return (lead, *told)
    return tuple(told)


def _parted(units: Iterable[Unit]) -> dict[Role, list[Unit]]:
    """What changed, whom it concerns, what to do: each unit in one part only."""
    parts: dict[Role, list[Unit]] = {Role.CHANGE: [], Role.FOR_WHOM: [], Role.ACTION: [], Role.APPLIES: []}
    for unit in units:
        first = fold(unit.first.text)
        role = Role.ACTION if _ACTION.search(first) else Role.FOR_WHOM if _WHOM.search(first) else Role.CHANGE
        role = Role.APPLIES if _WHEN.search(first) else role
        parts[Role.CHANGE if unit.many else role].append(unit)
    return parts


def _within(said: Said, units: Iterable[Unit]) -> tuple[Evidence, ...]:
    """Units in their order as far as there is room, each text once."""
    told: list[Evidence] = []
    seen, items, spent = set[str](), set[str](), {False: 0, True: 0}
    for unit in units:
        listed = {one.text for one in unit.sentences[1:] if form_of(one.text) is not Form.SENTENCE}
        if unit.text in seen or any(said.of(one) for one in unit.sentences) or (listed and listed <= items):
            continue
        if told and spent[unit.many] + len(unit.text) > (_LISTED if unit.many else _LIMIT):
            continue
        seen.add(unit.text)
        items |= listed
        told += unit.sentences
        spent[unit.many] += len(unit.text)
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


def _old_place(page: Page, question: Question, old: Hit, day: date) -> Iterable[Sentence]:
    """The first sentence of a provision that only moved, as it was: it names the place it had."""
    first = _first(page, question, old)
    return page.ledger.sentences((first,), neutral.history_label(first.standing, day)) if first else ()


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
