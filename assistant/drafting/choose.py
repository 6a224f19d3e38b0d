"""Choose: of the units that speak of a question those that answer it, say from when it applies, and what to mind. Pure.

Every sentence goes into one part only, and what was told before is not told again.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from assistant.compose import show
from assistant.drafting.draft import Form
from assistant.drafting.draft import Sentence as Written
from assistant.drafting.neutral import without_label
from assistant.drafting.unit import Unit, form_of, past, presentable
from assistant.evidence import Sentence
from ingest.fold import squeeze

_APPLIES = re.compile(
    r"(?:年|月|日)[^。]{0,24}(?:施行|公布|適用|から(?:対象|適用|この|新|許可|要件)|まで(?:適用|延長)|期限|以後|以降)|施行(?:日|期日)|経過措置"
)
_CAUTION = re.compile(
    r"ただし|なお、|除く|除か|例外|場合に限|に限る|注意|留意|対象外|とは限らない|わけではない|前提|懸念がある場合|努める|※"
)
_BARE = re.compile(
    r"^[-・※●○◆\s]*(?:ただし|但し|もっとも|この限り|[^。は]{0,40}(?:を|は)除く[。）]?$|[^。]{0,12}による除外が無い)"
)
"""How an exception begins whose rule stands elsewhere: it reserves and answers nothing."""
_SIGNS = re.compile(r"[\s、。・「」（）()|]")
_ALIKE = 0.75  # share of a unit's bigrams that were told together …
_SIZE = 1.5  # how much longer what was told may be
_LONG = 30  # … and how many it must have for that to say anything


@dataclass(frozen=True)
class Budget:
    """How much a part says, in characters; a list or table may be longer than a sentence but not endless."""

    answer: int = 620
    own: int = 900  # of the section that the best unit stands in
    listed: int = 2400
    lead: float = 0.5  # share of the best unit's worth in the section of the best unit
    least: float = 0.75  # … and in another one
    sections: int = 3
    speaks: float = 0.6  # share of what the best unit of all is worth, told or not, that an answer must have


BUDGET = Budget()


@dataclass
class Said:
    """What a draft has told already, by text, by place, and by the bigrams of what was told together."""

    texts: set[str] = field(default_factory=set)
    places: set[tuple[str, int]] = field(default_factory=set)
    stretches: list[frozenset[str]] = field(default_factory=list)

    def of(self, one: Sentence) -> bool:
        """Whether a sentence was told."""
        return (one.hit.passage.id, one.span.start) in self.places or squeeze(show(one.text)) in self.texts

    def at(self, one: Sentence) -> bool:
        """Whether the very place was told: an earlier wording may repeat the words of the one in force."""
        return (one.hit.passage.id, one.span.start) in self.places

    def like(self, text: str) -> bool:
        """Whether nearly the same was told in other words or another order, as in two lists of one thing."""
        grams = _grams(text)
        return any(_alike(grams, told) for told in self.stretches)

    def add(self, evidence: Iterable[Sentence]) -> None:
        """Remember what is told."""
        evidence = tuple(evidence)
        self.stretches += (_grams(text) for text in _stretches(evidence))
        for one in evidence:
            self.texts.add(squeeze(show(one.text)))
            self.places.add((one.hit.passage.id, one.span.start))

    def keep(self, sentences: Iterable[Written]) -> None:
        """Remember what stands in paragraphs that are there already."""
        self.texts.update(squeeze(without_label(one.text)) for one in sentences if one.citations)


@dataclass(frozen=True)
class Chosen:
    """The parts of a section. `told_before`: the best unit stands in an earlier one; `withheld`: some of a unit decides.

    `fresh`: worth of the best new unit beside the best of all, 0 to 1."""

    answer: tuple[Sentence, ...] = ()
    applies: tuple[Sentence, ...] = ()
    caution: tuple[Sentence, ...] = ()
    past: tuple[Unit, ...] = ()
    told_before: bool = False
    withheld: bool = False
    fresh: float = 0.0

    @property
    def all(self) -> tuple[Sentence, ...]:
        """Every sentence that is told as the law of the day."""
        return (*self.answer, *self.applies, *self.caution)


def choose(units: Sequence[Unit], said: Said, budget: Budget = BUDGET) -> Chosen:
    """The parts of a section from the units of a question."""
    best = max((unit.worth for unit in units), default=0.0)
    telling = presentable(units)
    least = budget.least if telling else budget.lead  # where only the past speaks of it, more of it is wanted
    gone = tuple(unit for unit in past(units) if unit.worth >= least * best)
    ranked = sorted(telling, key=lambda one: (_is_bare(one), -one.worth, one.first.rank, one.first.span.start))
    ranked = ranked if ranked and not _is_bare(ranked[0]) else []
    if not ranked or ranked[0].worth < budget.speaks * best:
        return Chosen(past=gone, withheld=bool(ranked) and any(_decides(unit) for unit in units))
    fresh = [unit for unit in ranked if not _told(unit, said)]
    picked = _picked(fresh, ranked[0], budget)
    parts = _parts(picked)
    return Chosen(
        answer=_in_order(parts["answer"]),
        applies=_in_order(parts["applies"]),
        caution=_in_order(parts["caution"]),
        past=gone,
        told_before=_told(ranked[0], said),
        withheld=any(_decides(unit) for unit in picked),
        fresh=max((unit.worth for unit in picked), default=0.0) / ranked[0].worth,
    )


def _is_bare(unit: Unit) -> bool:
    """Whether a unit is an exception without its rule."""
    return not unit.many and bool(_BARE.search(show(unit.first.text)))


def _decides(unit: Unit) -> bool:
    """Whether something of a unit was left out because it decides."""
    return any(one.standing.in_force is not False for one in unit.withheld)


def _grams(text: str) -> frozenset[str]:
    folded = _SIGNS.sub("", squeeze(text))
    return frozenset(folded[n : n + 2] for n in range(len(folded) - 1))


def _alike(one: frozenset[str], told: frozenset[str]) -> bool:
    """Whether a text says nearly what another one of about its size says."""
    return len(one) >= _LONG and len(told) <= _SIZE * len(one) and len(one & told) >= _ALIKE * len(one)


def _stretches(evidence: Sequence[Sentence]) -> Iterable[str]:
    """Each sentence, and each run of list items or rows together with what leads into it."""
    run = ""
    for one in evidence:
        shown = show(one.text)
        if form_of(one.text) is Form.SENTENCE:
            yield from (run, shown)
            run = shown
        else:
            run += shown
    yield run


def _told(unit: Unit, said: Said) -> bool:
    """Whether most of a unit was told: its lead-in alone does not count."""
    if said.like(unit.text):
        return True
    body = unit.sentences[1:] if unit.many else unit.sentences
    return sum(said.of(one) for one in body) * 2 > len(body)


def _picked(ranked: Sequence[Unit], best: Unit, budget: Budget) -> list[Unit]:
    """The units that are told: of the best one's section most of what is about the question, of others the best."""
    picked: list[Unit] = []
    spent, sections, texts = 0, [_section(best)], set[str]()
    for unit in ranked:
        own = _section(unit) == sections[0]
        if unit.worth < (budget.lead if own else budget.least) * best.worth or squeeze(unit.text) in texts:
            continue
        if _section(unit) not in sections and len(set(sections)) >= budget.sections:
            continue
        size = len(unit.text)
        if any(_alike(_grams(unit.text), _grams(other.text)) for other in picked):
            continue
        if size > budget.listed or (picked and spent + size > (budget.own if own else budget.answer)):
            continue
        picked.append(unit)
        sections.append(_section(unit))
        texts.add(squeeze(unit.text))
        spent += min(size, budget.answer // 2) if unit.many else size
    return picked


def _section(unit: Unit) -> tuple[str, tuple[str, ...]]:
    return unit.first.hit.passage.source_id, unit.first.hit.passage.heading


def _parts(picked: Sequence[Unit]) -> dict[str, list[Unit]]:
    """The best unit answers whatever it speaks of; of the others dates and reservations stand apart."""
    parts: dict[str, list[Unit]] = {"answer": [], "applies": [], "caution": []}
    for n, unit in enumerate(picked):
        if _is_bare(unit):
            parts["caution"].append(unit)
        elif n and not unit.many and _APPLIES.search(unit.text):
            parts["applies"].append(unit)
        elif n and _CAUTION.search(unit.first.text):
            parts["caution"].append(unit)
        else:
            parts["answer"].append(unit)
    return parts


def _in_order(units: Sequence[Unit]) -> tuple[Sentence, ...]:
    """Section by section, the one of the best hit first, in reading order."""
    ordered = sorted(units, key=lambda one: (one.first.rank, one.first.hit.passage.order, one.first.span.start))
    return tuple(sentence for unit in ordered for sentence in unit.sentences)
