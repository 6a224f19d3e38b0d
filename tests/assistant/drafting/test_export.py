"""Export: what a file says of a draft, its sentences and its sources, whatever its format."""

import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from assistant.checking import Checker
from assistant.drafting.block import Heading, Items, Prose, Ref, Sheet, Table
from assistant.drafting.draft import Form, Mark, MarkKind, Origin, Paragraph, Role, Sentence, State
from assistant.drafting.export import Format, export
from assistant.drafting.refusals import UnknownDraftError
from assistant.drafting.request import DraftRequest
from assistant.drafting.sent import ApproveRequest, EditRequest, ReplaceChange, ReturnRequest, SubmitRequest
from assistant.drafting.sheet import sheet
from assistant.drafting.write import Drafter

sys.path.insert(0, str(Path(__file__).parent))
from desk_drafts import begun, desk_of
from export_drafts import CITATIONS, HOSTILE, QUOTES, a_draft, about, hostile_draft, marked

SIGNS = {"\x00", "\x0b", "\x1f", "\ufffe", "\ud800", "\u202e"}


def tables(written: Sheet) -> list[tuple[tuple[str, ...], ...]]:
    """The cells of its tables."""
    return [tuple(row.cells for row in one.rows) for one in written.blocks if isinstance(one, Table)]


def front(written: Sheet) -> dict[str, str]:
    """The table at the front."""
    return dict(tables(written)[0])  # type: ignore[arg-type]


def texts(written: Sheet) -> str:
    """All that stands in it."""
    return repr(written)


def test_the_front_says_state_version_people_date_and_what_it_was_made_with():
    """And how many places must be confirmed; a name that nobody vouches for says so."""
    told = front(sheet(a_draft(), about()))
    assert told["状態"] == "承認済み"
    assert told["文案・版"] == "d-0123456789abcdef　版2　Q&A"
    assert told["基準日"] == "2026年4月1日"
    assert told["書いた人"] == "佐藤花子、田中（本人確認なし）"
    assert told["承認"] == "鈴木一郎　2026-04-01 14:00"
    assert told["確認が要る箇所"] == "5件（末尾の一覧）"
    for fingerprint in ("0123456789abcdef", "fedcba9876543210", "00ff00ff00ff00ff"):
        assert fingerprint in told["作成の条件"]


@pytest.mark.parametrize(
    ("other", "said", "unsaid"),
    [
        ({}, "許可の要否を決めるものではなく", "承認されていない"),
        ({"approval": None, "state": State.DRAFT}, "承認されていない下書き", "見直しが要ります"),
        ({"state": State.STALE, "moved": ("q1: 改められました。",)}, "見直しが要ります", "承認されていない"),
        ({"state": State.STALE, "newest": 3, "approval": None}, "承認されていない下書き", "見直しが要ります"),
    ],
)
def test_a_notice_before_all_else_says_what_the_file_is(other, said, unsaid):
    """Support for a person's judgement; not approved; to be looked at again."""
    first = sheet(a_draft(), about(**other)).blocks[0]
    assert isinstance(first, Prose) and first.tone == "strong"
    assert said in first.lines[0].text and unsaid not in first.lines[0].text


def test_an_old_version_says_that_there_is_a_newer_one():
    """Its state is not that of the newest."""
    told = front(sheet(a_draft(), about(newest=4)))
    assert told["状態"] == "旧い版（最新は版4）"


def test_what_has_moved_under_a_stale_draft_stands_at_the_front():
    """Each with its paragraph."""
    told = front(sheet(a_draft(), about(state=State.STALE, moved=("q1: 改められました。", "t1: 規則が変わりました。"))))
    assert told["よりどころの変化"] == "q1: 改められました。\nt1: 規則が変わりました。"


def test_a_citation_has_a_footnote_in_each_paragraph_that_uses_it():
    """Within a paragraph its number is repeated; no sentence that cites is without a number."""
    draft, written = a_draft(), sheet(a_draft(), about())
    uses = [
        known
        for one in draft.paragraphs
        for known in dict.fromkeys((*(c for s in one.sentences for c in s.citations), *one.unattached))
    ]
    quotes = [note.quote for note in written.notes]
    assert quotes == [QUOTES[known] for known in uses]
    assert [note.number for note in written.notes] == list(range(1, len(uses) + 1))
    items = next(one for one in written.blocks if isinstance(one, Items) and "耐食性" in one.lines[0].text)
    assert [line.refs for line in items.lines] == [(Ref(2, True),), (Ref(2, True), Ref(1, True))]


@pytest.mark.parametrize(
    ("known", "source", "told"),
    [
        ("c1", "〔試験令, 経済産業省, 2025-10-09の版, 第四条〕", "原文。基準日（2026年4月1日）での位置づけ: 基準日の法令。"),
        ("c2", "〔中間報告（2024-04）, 経済産業省, 2024-04, 第1章〕", "要旨。基準日（2026年4月1日）での位置づけ: 資料の記述（"),
        ("c4", "〔中間報告", "2025年10月9日に置き換え済み（→ 試験令 第四条第一項）。"),
        ("c5", "〔中間報告", "2027年1月1日から施行（基準日には未施行）。"),
        ("c6", "〔中間報告", "提言（法令ではない）。"),
    ],
)  # fmt: skip
def test_a_footnote_names_source_issuer_date_place_and_how_it_stands(known, source, told):
    """With 要旨 or 原文; what replaces a quote is named by its short title."""
    note = next(one for one in sheet(a_draft(), about()).notes if one.quote == QUOTES[known])
    assert note.source.startswith(source) and told in note.standing


def test_without_a_short_title_the_title_stands():
    """A source that the index no longer holds keeps the title it was cited with."""
    assert "〔試験輸出令, " in sheet(a_draft(), about(names=())).notes[0].source


def test_every_mark_stands_at_its_sentence_and_in_the_list():
    """With kind, place, sentence and reason; nothing marked is left out."""
    written = sheet(a_draft(), about())
    prose = next(one for one in written.blocks if isinstance(one, Prose) and "八年間" in one.lines[0].text)
    assert [line.flags for line in prose.lines] == [
        ("要確認1: 根拠と合わない",),
        ("要確認2: 根拠なし", "要確認3: 判定と読める"),
        ("要確認4: 要見直し",),
    ]
    listed = next(rows for rows in tables(written) if rows[0][0] == "番号")
    assert [row[:3] for row in listed[1:]] == [
        ("1", "問2", "記録は八年間保存する。"),
        ("2", "問2", "この取引に許可は要らない。"),
        ("3", "問2", "この取引に許可は要らない。"),
        ("4", "問2", "対象は貨物だけである。"),
        ("5", "問2", "文から外れた引用:"),
    ]
    for (_, _, _, reason), mark in zip(listed[1:], (m for s in marked() for m in s.marks), strict=False):
        assert mark.text in reason


def test_marks_of_titles_questions_and_rows_are_shown_too():
    """A mark is never lost by where it stands."""
    mark = (Mark(MarkKind.NOT_SUPPORTED, "理由。"),)
    parts = tuple(
        Paragraph(role.value, role, Origin.PERSON, (Sentence("甲 | 乙", marks=mark, form=form),))
        for role, form in (
            (Role.TITLE, Form.SENTENCE),
            (Role.QUESTION, Form.SENTENCE),
            (Role.TABLE, Form.ROW),
            (Role.OPEN, Form.ITEM),
        )
    )
    written = sheet(replace(a_draft(), paragraphs=parts), about())
    assert front(written)["確認が要る箇所"] == "4件（末尾の一覧）"
    assert all(f"要確認{n}: 根拠と合わない" in texts(written) for n in range(1, 5))


def test_a_citation_that_lost_its_sentence_or_is_not_there_is_told():
    """Neither is dropped."""
    lost = Paragraph("a", Role.ANSWER, Origin.PERSON, (Sentence("文。", ("c9",)),), unattached=("c6",))
    written = sheet(replace(a_draft(), paragraphs=(lost,)), about())
    assert [note.quote for note in written.notes] == [QUOTES["c6"]]
    assert "要確認1: 引用なし" in texts(written) and "c9" in texts(written)
    assert "要確認2: 文から外れた引用" in texts(written)


def test_headings_follow_the_tree_and_labels_stand_once():
    """Questions are counted; a label that repeats its heading is left out; who wrote a paragraph is told."""
    found = [(one.level, one.line.text) for one in sheet(a_draft(), about()).blocks if isinstance(one, Heading)]
    assert found == [
        (2, "注記"), (2, "保存（人が書いた）"), (3, "問1　記録は何年保存しますか。"), (4, "答"), (4, "根拠"),
        (2, "問2　何が要りますか。（人が書いた）"), (3, "答（人が書いた）"), (2, "要件と国の区分"), (3, "規則から作った表"),
        (2, "改正の経緯"), (2, "確認が要る箇所"), (2, "作成と審査の経過"), (2, "資料の一覧"),
    ]  # fmt: skip


def test_rows_become_tables_and_only_headings_are_set_as_headings():
    """A row of a document is a heading where it is the first of a table there, one of the rules where it is the first."""
    made = [one for one in sheet(a_draft(), about()).blocks if isinstance(one, Table)]
    cited = next(one for one in made if one.rows[0].cells[0] == "国")
    assert cited.head and [row.cells for row in cited.rows[1:]] == [("米国", "あり", ""), ("韓国", "あり", "なし")]
    draft = a_draft()
    paragraphs = tuple(
        replace(one, sentences=one.sentences[5:]) if one.id == "q1-answer" else one for one in draft.paragraphs
    )
    cut = sheet(replace(draft, paragraphs=paragraphs), about())
    assert not next(one for one in cut.blocks if isinstance(one, Table) and one.rows[0].cells[0] == "米国").head
    assert next(one for one in made if one.rows[0].cells[0] == "仕向地").head


def test_tables_that_follow_one_another_are_parted():
    """Two tables of a document without a word between them do not become one."""
    rows = ("国 | 法律", "米国 | 甲法", "国 | 通知 | 用途", "韓国 | あり | なし")
    cited = replace(CITATIONS[2], citation=replace(CITATIONS[2].citation, passage="\n".join(("次のとおり。", *rows))))
    said = tuple(Sentence(one, ("c3",), form=Form.ROW) for one in rows)
    draft = replace(a_draft(), paragraphs=(Paragraph("a", Role.ANSWER, Origin.PASSAGES, said),), citations=(cited,))
    made = [one for one in sheet(draft, about()).blocks if isinstance(one, Table) and one.rows[0].cells[0] == "国"]
    assert [(one.head, len(one.rows), len(one.widths)) for one in made] == [(True, 2, 2), (True, 2, 3)]


def test_every_source_is_listed_once_with_its_footnotes():
    """Short title, title, address, issuer, date, 要旨 or 原文."""
    listed = next(rows for rows in tables(sheet(a_draft(), about())) if rows[0][0] == "資料")
    assert listed[1] == (
        "試験令\n試験輸出令\nhttps://example.go.jp/law", "経済産業省", "2025-10-09の版", "原文", "1, 4, 5",
    )  # fmt: skip
    assert listed[2][0] == "中間報告（2024-04）\n小委員会 中間報告"
    assert len(listed) == 3


def test_every_step_of_the_review_stands_in_order():
    """Who saved, submitted and approved which version."""
    listed = next(rows for rows in tables(sheet(a_draft(), about())) if rows[0][0] == "したこと")
    assert [(row[0], row[2]) for row in listed[1:]] == [
        ("作成", "佐藤花子"),
        ("編集", "田中（本人確認なし）"),
        ("審査に出した", "田中（本人確認なし）"),
        ("承認した", "鈴木一郎"),
    ]


@pytest.mark.parametrize("format", list(Format))
def test_the_same_draft_gives_the_same_bytes(format):
    """Whenever it is exported."""
    assert export(a_draft(), about(), format) == export(a_draft(), about(), format)


def test_no_sign_that_a_file_must_not_hold_is_left():
    """Such a sign is shown as a box, wherever it comes from."""
    stranger = about(
        draft_id=HOSTILE,
        moved=(HOSTILE,),
        names=(),
        saved=tuple(replace(one, by=HOSTILE, text=HOSTILE) for one in about().saved),
    )
    written = texts(sheet(hostile_draft(), stranger))
    escapes = {repr(sign).strip("'") for sign in SIGNS}
    assert not any(one in written for one in escapes | SIGNS)
    assert "□" in written


@pytest.mark.parametrize("format", list(Format))
def test_a_draft_without_anything_is_exported(format):
    """A title alone, without sentences or citations."""
    empty = replace(a_draft(), paragraphs=(Paragraph("a", Role.ANSWER, Origin.PERSON, ()),), citations=())
    assert export(empty, about(), format)


def rewritten(desk, view):
    """The draft with a sentence that nothing bears out."""
    change = ReplaceChange(op="replace", paragraph="a2", text="ムササビ規制の記録は八年間保存する。")
    return desk.edit(view.head.id, EditRequest(by="田中", base=view.note.number, changes=(change,), comment="直した"))


def test_only_a_table_of_the_rules_says_that_the_rules_made_it():
    """One that a person typed says that a person did."""
    draft = a_draft()
    rows = (Sentence("国 | 審査の期間", form=Form.ROW), Sentence("米国 | 一週間", form=Form.ROW))
    typed = Paragraph("x1", Role.TABLE, Origin.PERSON, rows, draft.paragraphs[0].id)
    with_typed = replace(draft, paragraphs=(*draft.paragraphs, typed))
    found = [one.line.text for one in sheet(with_typed, about()).blocks if isinstance(one, Heading)]
    assert found.count("規則から作った表") == 1 and "表（人が書いた）" in found


@pytest.mark.parametrize("format", list(Format))
def test_a_stored_draft_is_exported_with_its_review(own, format):
    """From the desk: authors, the way back, the approval with the marks that were confirmed; the names as given."""
    desk = desk_of(own, own.today)
    view = rewritten(desk, begun(desk))
    known, confirm = view.head.id, tuple(one.id for one in view.marks)
    assert confirm
    desk.submit(known, SubmitRequest(by="田中", version=2))
    desk.send_back(known, ReturnRequest(by="鈴木", version=2, reason="印を確かめて。"))
    desk.submit(known, SubmitRequest(by="田中", version=2))
    desk.approve(known, ApproveRequest(by="鈴木", version=2, confirm=confirm, comment="社内の規程による。"))
    found = desk.export(known, format.value, None)
    assert found.name.startswith(f"{known}_v2.")
    assert found.content == desk.export(known, format.value, None).content
    if format is not Format.DOCX:
        text = found.content.decode()
        for said in (
            "承認済み",
            "佐藤（本人確認なし）",
            "田中（本人確認なし）",
            "印を確かめて。",
            f"印を{len(confirm)}件確かめた。",
            "承認者が理由を示して残した箇所",
            "残す理由: 「社内の規程による。」",
        ):
            assert said in text
        assert "承認されていない" in desk.export(known, format.value, 1).content.decode()
    with pytest.raises(UnknownDraftError):
        desk.export("d-0", format.value, None)


def test_every_sentence_and_quote_of_a_written_draft_stands_in_the_file(shipped):
    """A section of the shipped digests: nothing is lost on the way."""
    draft = Drafter(shipped.index, Checker()).draft(
        DraftRequest.model_validate({"kind": "qa_section", "topic": "通常兵器補完的輸出規制"}), date(2026, 4, 1)
    )
    written = sheet(draft, about())
    shown = "".join(
        "".join(line.text for line in (one.lines if isinstance(one, Prose | Items) else (one.line,)))
        if not isinstance(one, Table)
        else "".join(cell for row in one.rows for cell in row.cells)
        for one in (*written.blocks, Heading(1, written.title))
    )
    plain = "".join(shown.split())
    for sentence in (one for paragraph in draft.paragraphs for one in paragraph.sentences):
        for part in sentence.text.split("|"):
            assert "".join(part.split()) in plain
    assert {note.quote for note in written.notes} == {one.citation.quote for one in draft.citations}
    assert len(CITATIONS) < len(draft.citations)


def test_a_title_that_a_person_typed_says_so():
    """It stands on the first page, where the words of the engine stand else."""
    first, *rest = a_draft().paragraphs
    typed = replace(a_draft(), paragraphs=(replace(first, origin=Origin.PERSON), *rest))
    assert sheet(typed, about()).title.text == "ムササビ規制: Q&A（人が書いた）"
    assert sheet(a_draft(), about()).title.text == "ムササビ規制: Q&A"


@pytest.mark.parametrize("tier", ["uploaded", "own"])
def test_a_document_that_nobody_has_checked_says_so_in_footnote_and_list(tier):
    """Its title and issuer are as somebody typed them."""
    cited = tuple(
        replace(one, citation=replace(one.citation, tier=tier)) if one.id == "c1" else one for one in CITATIONS
    )
    written, said = sheet(replace(a_draft(), citations=cited), about()), "利用者が取り込んだ資料・確認されていない"
    notes = {note.quote: note.standing for note in written.notes}
    assert notes[QUOTES["c1"]].startswith(said) and said not in notes[QUOTES["c4"]]
    assert [said in row[0] for row in tables(written)[-1][1:]].count(True) == 1


@pytest.mark.parametrize(
    "text",
    [
        "当社のポンプP-300は非該当なので、中国向け輸出に許可は不要です。",
        "許可不要で確定。",
        "P-300の輸出に許可は不要です。",
    ],
)
def test_a_comment_that_decides_is_shown_as_what_a_person_thought(text):
    """Of a version, of a step of its review, and as the reason for a mark; other comments are in brackets alone."""
    saved, approval = about().saved, about().approval
    told = about(saved=(replace(saved[0], text=text), saved[1]), reviews=(replace(approval, text="規程による。"),))
    rows = {row[0]: row[-1] for row in tables(sheet(a_draft(), told))[-2]}
    assert rows["作成"] == f"「{text}」〔判定と読める記入。書いた人の見解で、規則による判定ではありません〕"
    assert rows["承認した"] == "「規程による。」" and rows["編集"] == "―"
