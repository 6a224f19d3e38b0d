"""What has moved: a new index, a superseded passage, other rules, a day that passed; each marks what it touches alone."""

import shutil
import sys
from datetime import date
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.checking import Checker
from assistant.drafting.draft import Kind, State
from assistant.drafting.refusals import StepError
from assistant.drafting.request import DraftRequest
from assistant.drafting.sent import (
    ApproveRequest,
    CreateRequest,
    EditRequest,
    RedraftRequest,
    ReplaceChange,
    SubmitRequest,
)
from assistant.drafting.stale import Cause
from assistant.drafting.version import EventKind, How
from assistant.errors import StorageError
from assistant.rules.document import DATA
from assistant.rules.load import load
from assistant.storage.database import FILE

sys.path.insert(0, str(Path(__file__).parent))
from desk_drafts import begun, desk_of

HEAD = "---\nid: kitei\ntitle: 社内規程\npublished: 2026-03-01\n---\n"
BEFORE, AFTER = date(2025, 6, 1), date(2025, 10, 10)


def change(own, file: str, old: str, new: str) -> None:
    """Change a file of the corpus and ingest it."""
    path = own.corpus / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    own.ingest()


def reword(own) -> None:
    """A new wording of one quoted sentence."""
    change(own, "digests/notice.md", "九年間", "十年間")


def moved(view) -> list[tuple[str, Cause]]:
    """Paragraphs that have moved, and why."""
    return [(one.paragraph, one.cause) for one in view.moved]


def test_a_new_index_in_which_the_passages_are_the_same_touches_nothing(own, tmp_path):
    """A document was added; what the draft quotes is as it was."""
    first = begun(desk_of(own, own.today))
    (tmp_path / "rule.md").write_text(
        HEAD + "# 社内規程\n\n## 目的\n\nこの規程は窓口を定める。\n",
        encoding="utf-8",
    )
    own.ingest(str(tmp_path / "rule.md"))
    desk = desk_of(own, own.today)
    assert desk.bench().index.manifest.id != first.draft.made.index
    view = desk.view(first.head.id)
    assert (view.head.state, view.moved) == (State.DRAFT, ()) and desk.events(first.head.id).events == ()


def test_a_reworded_passage_touches_its_paragraph_alone(own):
    """Old and new stand side by side; who lists the drafts sees that one is to be looked at again."""
    desk = desk_of(own, own.today)
    first, other = begun(desk), begun(desk)
    change = ReplaceChange(op="replace", paragraph="a2", text="社内の窓口で確かめる。")
    desk.edit(other.head.id, EditRequest(by="佐藤", base=1, changes=(change,)))
    reword(own)
    desk = desk_of(own, own.today)
    assert {one.id: one.state for one in desk.heads().drafts} == {
        first.head.id: State.STALE,
        other.head.id: State.DRAFT,
    }
    view = desk.view(first.head.id)
    assert moved(view) == [("a2", Cause.REWORDED)]
    assert (view.moved[0].old, view.moved[0].new) == (
        "ムササビ規制の記録は九年間保存する。",
        "ムササビ規制の記録は十年間保存する。",
    )


def test_a_superseded_passage_touches_its_paragraph_alone(own):
    """What is known of a sentence since then names since when, and what replaces it."""
    first = begun(desk_of(own, own.today))
    status = '[[status]]\nid = "S-9"\nsource = "notice"\nkind = "superseded"\non = 2026-03-01\n'
    status += 'digest_phrases = ["九年間保存"]\nby_source = "324CO0000000998"\nby_locator = "第四条第一項"\nnote = "法に移った。"\n\n'
    change(own, "superseded.toml", '[[status]]\nid = "S-1"', status + '[[status]]\nid = "S-1"')
    view = desk_of(own, own.today).view(first.head.id)
    assert moved(view) == [("a2", Cause.SUPERSEDED)]
    assert "2026年3月1日に改められました" in view.moved[0].text and "用途要件を満たす場合" in view.moved[0].new


def test_a_day_that_passed_touches_law_announcements_and_determinations(own):
    """The new wording of the law, the announcement that came true, and the table whose result changed on that day."""
    first = begun(desk_of(own, BEFORE))
    assert moved(desk_of(own, date(2025, 10, 8)).view(first.head.id)) == []
    view = desk_of(own, AFTER).view(first.head.id)
    quotes = {one.paragraph: one for one in view.moved}
    law, announced = (
        next(one for one in view.moved if text in one.old) for text in ("通知を受けた場合に", "施行する。")
    )
    assert (law.cause, announced.cause) == (Cause.SUPERSEDED, Cause.IN_FORCE) and "用途要件を満たす場合" in law.new
    assert quotes["t1"].cause is Cause.RULES and "許可必要" in quotes["t1"].new and "情報不足" in quotes["t1"].old
    assert len(view.moved) == 3


def rules(folder: Path, old: str, new: str) -> Checker:
    """A checker whose rules have something replaced."""
    shutil.copytree(DATA, folder)
    path = folder / "regimes" / "catch_all_from_2025_10_09.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new) + "\n# another byte\n", encoding="utf-8")
    return Checker(load(folder))


def test_other_rules_touch_the_determinations_they_change(own, tmp_path):
    """Rules with another fingerprint and the same result touch nothing."""
    first = begun(desk_of(own, own.today))
    same = rules(tmp_path / "same", "no such text", "")
    assert same.base.fingerprint != first.draft.made.rules
    assert moved(desk_of(own, own.today, checker=same).view(first.head.id)) == []
    other = rules(tmp_path / "other", "outcome: permit_required", "outcome: escalate")
    assert moved(desk_of(own, own.today, checker=other).view(first.head.id)) == [("t1", Cause.RULES)]


def test_a_redraft_writes_those_paragraphs_alone(own):
    """The others stay to the letter, the new version is no longer stale, and the old one is kept."""
    first = begun(desk_of(own, own.today))
    reword(own)
    desk = desk_of(own, own.today)
    view = desk.redraft(first.head.id, RedraftRequest(by="田中", base=1))
    assert (view.note.how, view.head.state, view.moved) == (How.REDRAFTED, State.DRAFT, ())
    changed = [new.id for old, new in zip(first.draft.paragraphs, view.draft.paragraphs, strict=True) if old != new]
    assert changed == ["a2"] and "十年間" in view.draft.paragraphs[4].text
    assert desk.view(first.head.id, 1).draft == first.draft
    with pytest.raises(StepError, match="よりどころが変わった段落はありません"):
        desk.redraft(first.head.id, RedraftRequest(by="田中", base=2))


def test_an_approved_draft_goes_stale_and_stays_as_it_was_approved(own):
    """It is marked, and cannot be drafted again in place."""
    desk = desk_of(own, own.today)
    first = begun(desk)
    desk.submit(first.head.id, SubmitRequest(by="佐藤", version=1))
    desk.approve(first.head.id, ApproveRequest(by="鈴木", version=1))
    reword(own)
    desk = desk_of(own, own.today)
    view = desk.view(first.head.id)
    assert (view.head.state, view.head.approved, view.can_edit) == (State.STALE, 1, False)
    assert desk.events(first.head.id).events[-1].kind is EventKind.STALE
    with pytest.raises(StepError):
        desk.redraft(first.head.id, RedraftRequest(by="田中", base=1))


def test_what_moved_back_is_no_longer_stale(own):
    """The wording returns, and the draft stands where it stood."""
    first = begun(desk_of(own, own.today))
    reword(own)
    assert desk_of(own, own.today).view(first.head.id).head.state is State.STALE
    change(own, "digests/notice.md", "十年間", "九年間")
    view = desk_of(own, own.today).view(first.head.id)
    assert (view.head.state, view.moved) == (State.DRAFT, ())


def test_a_person_may_keep_what_moved_and_says_so(own):
    """Into review goes a stale draft only with each touched paragraph named; that is recorded, and holds."""
    first = begun(desk_of(own, own.today))
    reword(own)
    desk = desk_of(own, own.today)
    with pytest.raises(StepError, match="a2"):
        desk.submit(first.head.id, SubmitRequest(by="佐藤", version=1))
    view = desk.submit(first.head.id, SubmitRequest(by="佐藤", version=1, keep=("a2",)))
    assert view.head.state is State.IN_REVIEW
    assert desk_of(own, date(2026, 4, 2)).view(first.head.id).head.state is State.IN_REVIEW
    kept = next(one for one in desk.events(first.head.id).events if one.kind is EventKind.SUBMITTED).details["kept"]
    assert [one["paragraph"] for one in kept] == ["a2"]


def test_a_new_wording_of_a_provision_that_keeps_the_sentence_touches_nothing(own):
    """Another paragraph of the article changed; the sentence that is quoted is law as before."""
    law = "digests/324CO0000000998.md"
    change(
        own,
        law,
        "用途要件を満たす場合に許可を受けなければならない。",
        "用途要件を満たす場合に許可を受けなければならない。\n届出は窓口にする。",
    )
    first = begun(desk_of(own, date(2026, 1, 10)))
    text = "用途要件を満たす場合に許可を受けなければならない。"
    assert any(text in one.citation.quote for one in first.draft.citations)
    old = (own.corpus / law).read_text(encoding="utf-8")
    part = old[old.index("## 第四条第一項（新）") :]
    newer = (
        part.replace("（新）", "（次）").replace("from: 2025-10-09", "from: 2026-02-01").replace("窓口", "電子の窓口")
    )
    change(own, law, part, part.replace("to: -->", "to: 2026-02-01 -->") + "\n" + newer)
    desk = desk_of(own, date(2026, 3, 10))
    assert len(desk.bench().index.days_of("324CO0000000998")) == 3
    assert moved(desk.view(first.head.id)) == []


def test_a_redraft_keeps_what_stood_unattached(own):
    """A citation left behind by an edit stays with its paragraph when that is written anew."""
    desk = desk_of(own, own.today)
    first = begun(desk)
    change = ReplaceChange(op="replace", paragraph="a3", text="社内の窓口で確かめる。")
    second = desk.edit(first.head.id, EditRequest(by="佐藤", base=1, changes=(change,)))
    left = next(one for one in second.draft.paragraphs if one.id == "a3").unattached
    with pytest.raises(StepError, match="社内の窓口で確かめる"):  # a person's words do not go unasked
        desk.redraft(first.head.id, RedraftRequest(by="佐藤", base=2, paragraphs=("a3",)))
    assert desk.view(first.head.id).note.number == 2
    sure = RedraftRequest(by="佐藤", base=2, paragraphs=("a3",), discard_edits=True)
    third = desk.redraft(first.head.id, sure)
    anew = next(one for one in third.draft.paragraphs if one.id == "a3")
    assert left and anew.unattached == left and set(left) <= {one.id for one in third.draft.citations}


def test_drafts_of_a_file_that_nobody_may_write_can_be_read(own):
    """Listed, shown, compared and exported; what has moved is told although it cannot be stored; a change is refused."""
    first = begun(desk_of(own, own.today))
    reword(own)
    file = own.settings().home / FILE
    file.chmod(0o400)
    desk = desk_of(own, own.today)
    view = desk.view(first.head.id)
    assert (view.head.state, moved(view)) == (State.STALE, [("a2", Cause.REWORDED)])
    assert [one.state for one in desk.heads().drafts] == [State.STALE]
    assert "要見直し" in desk.export(first.head.id, "markdown", None).content.decode()
    assert desk.difference(first.head.id, None, None) and desk.manuscript(first.head.id).text
    with pytest.raises(StorageError):
        desk.redraft(first.head.id, RedraftRequest(by="田中", base=1))
    with pytest.raises(StorageError):
        desk.check(first.head.id)
    file.chmod(0o600)
    assert desk_of(own, own.today).events(first.head.id).events == ()


def past_drafts(own, today: date, day: date) -> list:
    """A section about a day that had passed, and a notice of a period that had, of the engine itself."""
    desk = Assistant(own.settings(), lambda: today).drafts
    asked = ("ムササビ規制の記録は何年保存しますか", "ムササビ規制の許可が要るのはいつですか")
    section = DraftRequest(kind=Kind.QA_SECTION, questions=asked, as_of=day)
    notice = DraftRequest(kind=Kind.CHANGE_NOTICE, from_day=date(2025, 10, 1), to_day=date(2025, 10, 31))
    return [desk.create(CreateRequest(by="佐藤", request=one)) for one in (section, notice)]


def test_what_is_about_a_time_past_is_not_stale_because_time_went_on(own):
    """Neither when it is made nor later; a section for the day it was made is, once that day has passed."""
    made = past_drafts(own, AFTER, BEFORE)
    assert [view.draft.as_of for view in made] == [BEFORE, date(2025, 10, 31)]
    assert all(view.draft.citations and (view.moved, view.head.state) == ((), State.DRAFT) for view in made)
    living = DraftRequest(kind=Kind.QA_SECTION, topic="ムササビ規制", as_of=BEFORE)
    then = Assistant(own.settings(), lambda: BEFORE).drafts.create(CreateRequest(by="佐藤", request=living))
    desk = Assistant(own.settings(), lambda: own.today).drafts
    assert [desk.view(view.head.id).moved for view in made] == [(), ()]
    assert desk.view(then.head.id).moved


def test_what_is_about_a_time_past_is_stale_when_what_it_says_of_it_changes(own):
    """The quote is worded anew: redrafting for the same day mends it."""
    day = date(2026, 2, 10)
    section = past_drafts(own, own.today, day)[0]
    change(own, "digests/notice.md", "九年間", "十年間")
    desk = Assistant(own.settings(), lambda: own.today).drafts
    view = desk.view(section.head.id)
    assert view.head.state is State.STALE and {one.cause for one in view.moved} == {Cause.REWORDED}
    anew = desk.redraft(section.head.id, RedraftRequest(by="田中", base=1))
    assert (anew.head.state, anew.moved, anew.draft.as_of) == (State.DRAFT, (), day)
    assert "十年間" in "".join(one.text for one in anew.draft.paragraphs)
