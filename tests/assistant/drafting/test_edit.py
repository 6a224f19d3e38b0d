"""Edits: citations stay with their sentences and are never lost; determinations are not typed."""

import sys
from collections import Counter
from pathlib import Path
from random import Random

import pytest

from assistant.checking import Checker
from assistant.drafting.align import like
from assistant.drafting.draft import Draft, Kind, Origin, Role
from assistant.drafting.edit import Change, Delete, Drop, Insert, Move, Replace, Typed, apply
from assistant.drafting.refusals import EditError
from assistant.drafting.request import DraftRequest
from assistant.drafting.write import Drafter
from ingest.fold import squeeze

sys.path.insert(0, str(Path(__file__).parent))
from desk_drafts import draft_of, spans_of

EDITS = 1_000


@pytest.fixture(scope="module")
def draft(shipped) -> Draft:
    """Three answers of four sentences each."""
    return draft_of(shipped.index, spans_of(shipped.index, Random(7), 12))


def by_id(draft: Draft, paragraph_id: str):
    """A paragraph."""
    return next(one for one in draft.paragraphs if one.id == paragraph_id)


def running(draft: Draft, paragraph_id: str) -> list[str]:
    """The texts of a paragraph's sentences."""
    return [one.text for one in by_id(draft, paragraph_id).sentences]


def edited(draft: Draft, *changes: Change) -> Draft:
    """The draft with changes, as version 2."""
    return apply(draft, changes, 2)


def test_a_text_without_bounds_keeps_the_citation_of_each_sentence(draft):
    """Sentences reordered within a running text keep their own citations."""
    old = by_id(draft, "a1").sentences
    after = edited(draft, Replace("a1", "\n".join(one.text for one in reversed(old))))
    assert [(one.text, one.citations) for one in by_id(after, "a1").sentences] == [
        (one.text, one.citations) for one in reversed(old)
    ]
    assert by_id(after, "a1").origin is Origin.PERSON


def test_a_sentence_put_in_carries_no_citation(draft):
    """What a person adds is borne out by nothing, and its neighbours keep what they had."""
    texts = running(draft, "a1")
    after = by_id(edited(draft, Replace("a1", "\n".join([texts[0], "社内の窓口は総務部である。", *texts[1:]]))), "a1")
    assert after.sentences[1].citations == ()
    assert [one.citations for one in after.sentences if one.citations] == [
        one.citations for one in by_id(draft, "a1").sentences
    ]


def test_the_citation_of_a_sentence_taken_out_stays_unattached(draft):
    """Until somebody drops it on purpose, and only a citation that is unattached can be dropped."""
    old = by_id(draft, "a1").sentences
    after = edited(draft, Replace("a1", "\n".join(one.text for one in old[1:])))
    assert by_id(after, "a1").unattached == old[0].citations
    assert by_id(edited(after, Drop("a1", old[0].citations)), "a1").unattached == ()
    with pytest.raises(EditError, match="外れた引用ではありません"):
        edited(after, Drop("a1", old[1].citations))


def test_the_citations_of_a_deleted_paragraph_go_to_the_one_before(draft):
    """Nothing is lost with a paragraph; what stood under it stands one step higher."""
    gone = [one for sentence in by_id(draft, "a2").sentences for one in sentence.citations]
    after = edited(draft, Delete("a2"))
    assert list(by_id(after, "q2").unattached) == gone
    after = edited(draft, Delete("q2"))
    assert by_id(after, "a2").parent == "p1"


def test_a_sentence_that_moves_to_another_paragraph_takes_its_citation_along(draft):
    """In one edit a sentence is cut here and pasted there."""
    moved = by_id(draft, "a1").sentences[0]
    after = edited(
        draft,
        Replace("a1", "\n".join(running(draft, "a1")[1:])),
        Replace("a2", "\n".join([*running(draft, "a2"), moved.text])),
    )
    assert by_id(after, "a2").sentences[-1].citations == moved.citations
    assert by_id(after, "a1").unattached == ()


def test_a_person_may_attach_a_citation_by_name(draft):
    """Sentences given one by one carry the citations that are named; an unknown one is refused."""
    old = by_id(draft, "a1").sentences
    typed = (Typed("書き直した文である。", old[0].citations), *(Typed(one.text) for one in old[1:]))
    after = by_id(edited(draft, Replace("a1", sentences=typed)), "a1")
    assert after.sentences[0].citations == old[0].citations and after.unattached == ()
    assert after.sentences[1:] == old[1:]
    with pytest.raises(EditError, match="c999"):
        edited(draft, Replace("a1", sentences=(Typed("文である。", ("c999",)),)))


@pytest.mark.parametrize(
    "change", [Replace("t1", "タイ向け | 許可は不要"), Replace("t1", sentences=(Typed("許可は不要"),))]
)
def test_a_determination_is_not_typed(draft, change):
    """The error says that it can only be made again from the rules; moving it changes nothing of what it says."""
    with pytest.raises(EditError, match="規則による判定") as refused:
        edited(draft, change)
    assert "作り直す" in refused.value.hint
    after = edited(draft, Move("t1", "p1"))
    assert [one.id for one in after.paragraphs[:2]] == ["p1", "t1"] and by_id(after, "t1").sentences == by_id(
        draft, "t1"
    ).sentences


def test_a_paragraph_moves_with_what_stands_under_it(draft):
    """A question takes its answer along, and cannot go under itself."""
    after = edited(draft, Move("q3", "p1"))
    assert [one.id for one in after.paragraphs][:4] == ["p1", "q3", "a3", "q1"]
    with pytest.raises(EditError, match="自分の下"):
        edited(draft, Move("q3", "a3"))


def test_a_new_paragraph_has_an_id_of_its_own(draft):
    """The id names version and change, so it is never that of a paragraph of another version."""
    after = edited(draft, Insert("q1", Role.CAUTION, "社内で確かめる。\n次の点に気を付ける。"))
    new = after.paragraphs[2]
    assert (new.id, new.parent, new.origin, len(new.sentences)) == ("v2-1", "q1", Origin.PERSON, 2)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ((), "変更がありません"),
        ((Delete("x9"),), "x9"),
        ((Replace("a1", "  \n"),), "文がなくなります"),
        ((Insert(None, Role.NOTE, ""),), "空です"),
        ((Replace("a1", sentences=(Typed(" "),)),), "番目の文が空"),
    ],
)
def test_a_change_that_cannot_be_applied_changes_nothing(draft, changes, said):
    """The error names what is wrong."""
    with pytest.raises(EditError, match=said):
        edited(draft, *changes)


def _carried(draft: Draft) -> dict[str, set[str]]:
    """Citation → the squeezed sentences that carry it."""
    found: dict[str, set[str]] = {}
    for paragraph in draft.paragraphs:
        for sentence in paragraph.sentences:
            for one in sentence.citations:
                found.setdefault(one, set()).add(squeeze(sentence.text))
    return found


def _held(draft: Draft) -> set[str]:
    return set(_carried(draft)) | {one for paragraph in draft.paragraphs for one in paragraph.unattached}


class Writer:
    """A person who edits at random and remembers which sentence came from which."""

    def __init__(self, random: Random, pool: list[str]) -> None:
        self.random, self.pool = random, pool

    def altered(self, text: str) -> str:
        """A sentence with some of its characters changed."""
        kind = self.random.randrange(4)
        at = self.random.randrange(len(text) // 4, max(len(text) // 4 + 1, len(text) * 3 // 4))
        if kind == 0:
            return text.replace("。", "とされる。") if text.endswith("。") else text + "とされる"
        if kind == 1:
            return "なお、" + text
        if kind == 2:
            return text[:at] + text[at + min(4, len(text) // 6) :]
        return text[:at] + "（確認済み）" + text[at:]

    def texts(self, texts: list[str]) -> tuple[list[str], list[int | None]]:
        """New sentences, and for each the number of the old one that it is."""
        kept = [(n, text) for n, text in enumerate(texts) if self.random.random() > 0.15] or [(0, texts[0])]
        new: list[tuple[int | None, str]] = [
            (n, self.altered(text) if self.random.random() < 0.3 else text) for n, text in kept
        ]
        if self.random.random() < 0.3:
            self.random.shuffle(new)
        while self.random.random() < 0.4:
            new.insert(self.random.randrange(len(new) + 1), (None, self.random.choice(self.pool)))
        return [text for _, text in new], [n for n, _ in new]


def test_random_edits_lose_no_citation_and_attach_none_to_another_sentence(shipped):
    """1,000 edits over ten drafts, two of them written by the engine: insertions, deletions, other orders, changed
    sentences, whole texts. What is put in is unlike every sentence of the draft: a sentence in nearly the words of one
    that was taken out is a changed one, whoever wrote it.
    """
    counts: Counter[str] = Counter()
    drafter = Drafter(shipped.index, Checker())
    asked = {8: "補完的輸出規制", 9: "官民対話"}
    for seed in range(10):
        random = Random(seed)
        found = spans_of(shipped.index, random, 200)
        pool = [" ".join(span.of(passage.text).split()) for passage, span in found[16:]]
        first = current = draft_of(shipped.index, found[:16])
        if topic := asked.get(seed):
            first = current = drafter.draft(DraftRequest(kind=Kind.QA_SECTION, topic=topic), shipped.today)
        said = [squeeze(one.text) for paragraph in first.paragraphs for one in paragraph.sentences]
        pool = [text for text in pool[:60] if all(like(squeeze(text), one) < 0.5 for one in said)]
        for number in range(EDITS // 10):
            if number % 10 == 0:
                current = first
            current = _random_edit(current, Writer(random, pool), counts)
    assert counts["edits"] == EDITS and counts["kept"] > EDITS
    assert (counts["lost"], counts["wrong"]) == (0, 0), counts


def _open_places(draft: Draft) -> list[str]:
    """The paragraphs behind which something may stand: not within what the rules made as one."""
    ends = zip(draft.paragraphs, [*draft.paragraphs[1:], None], strict=True)
    made = Origin.DETERMINATION
    return [one.id for one, after in ends if not (one.origin is made and after and after.origin is made)]


def _random_edit(draft: Draft, writer: Writer, counts: Counter[str]) -> Draft:
    """One edit, its result compared with what the writer meant."""
    random = writer.random
    answers = [one for one in draft.paragraphs if one.role is Role.ANSWER]
    kind = random.choice(("text", "text", "text", "each", "delete", "move", "insert", "cut"))
    target = random.choice(answers)
    before = [one.text for one in target.sentences]
    allowed = {one: set(texts) for one, texts in _carried(draft).items()}
    changes: list[Change] = []
    if kind in ("text", "each"):
        texts, owners = writer.texts(before)
        joined = Replace(target.id, "\n".join(texts))
        changes = [joined if kind == "text" else Replace(target.id, sentences=tuple(map(Typed, texts)))]
        for text, owner in zip(texts, owners, strict=True):
            for one in target.sentences[owner].citations if owner is not None else ():
                allowed[one].add(squeeze(text))
    elif kind == "delete" and len(answers) > 2:
        changes = [Delete(target.id)]
    elif kind == "move":
        changes = [Move(target.id, random.choice([one for one in _open_places(draft) if one != target.id]))]
    elif kind == "cut" and len(before) > 1:
        other = random.choice(answers)
        if other.id != target.id:
            texts = [*(one.text for one in other.sentences), before[-1]]
            changes = [Replace(target.id, "\n".join(before[:-1])), Replace(other.id, "\n".join(texts))]
    if not changes:
        changes = [Insert(target.id, Role.CAUTION, random.choice(writer.pool))]
    after = apply(draft, changes, random.randrange(2, 10**9))
    counts["edits"] += 1
    counts["lost"] += len(_held(draft) - _held(after))
    for one, texts in _carried(after).items():
        counts["kept"] += len(texts)
        counts["wrong"] += len(texts - allowed.get(one, set()))
    counts["detached"] += len(set(_carried(draft)) - set(_carried(after)))
    return after
