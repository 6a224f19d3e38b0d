"""Drafts made by hand to be exported: every role that is set differently, marks, tables, repeated and lost citations."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from assistant.drafting.colophon import About, Name, Step
from assistant.drafting.draft import (
    Cited,
    Draft,
    Form,
    Kind,
    Made,
    Mark,
    MarkKind,
    Origin,
    Paragraph,
    Role,
    Sentence,
    State,
)
from ingest.citation import Citation

DAY = date(2026, 4, 1)
AT = datetime(2026, 4, 1, 1, 0, tzinfo=UTC)
HOSTILE = (
    "<script>alert(1)</script>]]><w:p/>&amp;\x00\x0b\x1f\ufffe\ud800\u202e![i](http://evil.example/i)[^1]"
    "[x](javascript:1)|`c`**b**_e_\"'https://evil.example www.evil.example {{x}} $y$ a@b.example"
)
HOSTILE_STARTS = (
    "# 見出し",
    "1. 番号",
    "- 点",
    "+ 点",
    "> 引用",
    "=== 線",
    "--- 線",
    "    字下げ",
    "~~~ 囲み",
    "``` 囲み",
)
TABLE_QUOTE = "米国 | あり | \n韓国 | あり | なし"
QUOTES = {
    "c1": "ムササビ規制の記録は九年間保存する。",
    "c2": "テン合金は次のとおり。\n- 耐食性の高い材料\n- 耐熱性の高い材料",
    "c3": TABLE_QUOTE,
    "c4": "ムササビ規制の対象は通知を受けた貨物だけである。",
    "c5": "ムササビ規制に用途要件を加える改正を行う。",
    "c6": "ムササビ規制の様式を一つにまとめる。",
}


def citation(known: str, **other: Any) -> Cited:
    """A citation of a quote; `other` are fields that are not as usual."""
    quote = QUOTES[known]
    made = Citation(
        n=int(known[1:]), passage_id=f"p-{known}", source_id="report", title="小委員会 中間報告", issuer="経済産業省",
        published="2024-04", kind="report", edition="digest", tier="official", locator="第1章", url="", quote=quote,
        passage=f"次の表のとおり。\n国 | 用途要件 | 需要者要件\n{quote}", valid_from=None, in_force=None,
        superseded_on=None, superseded_by=None,
    )  # fmt: skip
    return Cited(known, replace(made, **other), 0, len(quote))


CITATIONS = (
    citation("c1", source_id="law", title="試験輸出令", kind="statute", published="2025-10-09", locator="第四条", edition="original", in_force=True, url="https://example.go.jp/law"),
    citation("c2"),
    citation("c3"),
    citation("c4", in_force=False, superseded_on=date(2025, 10, 9), superseded_by="law 第四条第一項"),
    citation("c5", in_force=False, valid_from=date(2027, 1, 1)),
    citation("c6", in_force=False),
)  # fmt: skip


def marked() -> tuple[Sentence, ...]:
    """Sentences with each kind of mark."""
    marks = (
        Mark(MarkKind.NOT_SUPPORTED, "「八年」は引用にありません。"),
        Mark(MarkKind.NO_EVIDENCE, "根拠の引用がありません。"),
        Mark(MarkKind.DETERMINES, "個別の取引の判定と読めます。"),
        Mark(MarkKind.STALE, "よりどころが変わりました。"),
    )
    return (
        Sentence("記録は八年間保存する。", ("c1",), (marks[0],)),
        Sentence("この取引に許可は要らない。", (), marks[1:3]),
        Sentence("対象は貨物だけである。", ("c4",), (marks[3],)),
    )


def a_draft() -> Draft:
    """A draft of a question, a table of the rules, and its history."""
    answer = (
        Sentence("記録は九年間保存する。", ("c1",)),
        Sentence("テン合金は次のとおり。", ("c2",)),
        Sentence("耐食性の高い材料", ("c2",), form=Form.ITEM),
        Sentence("耐熱性の高い材料", ("c2", "c1"), form=Form.ITEM),
        Sentence("国 | 用途要件 | 需要者要件", ("c3",), form=Form.ROW),
        Sentence("米国 | あり | ", ("c3",), form=Form.ROW),
        Sentence("韓国 | あり | なし", ("c3",), form=Form.ROW),
    )
    rows = ("仕向地 | 2026年4月1日の結果", "タイ | 許可必要", "中国 | 許可必要")
    table = tuple(Sentence(text, form=Form.ROW) for text in rows)
    history = (
        Sentence("（2025年10月9日に改められる前）対象は通知を受けた貨物だけである。", ("c4",)),
        Sentence("（2027年1月1日に施行の予定）用途要件を加える改正を行う。", ("c5",)),
        Sentence("（提言・予定）様式を一つにまとめる。", ("c6",)),
    )
    paragraphs = (
        Paragraph("title", Role.TITLE, Origin.PASSAGES, (Sentence("ムササビ規制: Q&A"),)),
        Paragraph("note", Role.NOTE, Origin.PASSAGES, (Sentence("基準日は2026年4月1日です。"),)),
        Paragraph("h1", Role.HEADING, Origin.PERSON, (Sentence("保存"),)),
        Paragraph("q1", Role.QUESTION, Origin.PASSAGES, (Sentence("記録は何年保存しますか。"),), "h1"),
        Paragraph("q1-answer", Role.ANSWER, Origin.PASSAGES, answer, "q1"),
        Paragraph(
            "q1-basis", Role.BASIS, Origin.PASSAGES, (Sentence("試験輸出令 第四条", ("c1",), form=Form.ITEM),), "q1"
        ),
        Paragraph("q2", Role.QUESTION, Origin.PERSON, (Sentence("何が要りますか。"),)),
        Paragraph("q2-answer", Role.ANSWER, Origin.PERSON, marked(), "q2", unattached=("c2",)),
        Paragraph("t1", Role.HEADING, Origin.DETERMINATION, (Sentence("要件と国の区分"),)),
        Paragraph("t1-table", Role.TABLE, Origin.DETERMINATION, table, "t1", rules=("R-1",)),
        Paragraph("history", Role.HEADING, Origin.PASSAGES, (Sentence("改正の経緯"),)),
        Paragraph("history-history", Role.HISTORY, Origin.PASSAGES, history, "history"),
    )
    made = Made("0123456789abcdef", "fedcba9876543210", None, None, "00ff00ff00ff00ff")
    return Draft(Kind.QA_SECTION, "ムササビ規制: Q&A", DAY, paragraphs, CITATIONS, made)


def hostile_draft() -> Draft:
    """A draft in which every text that comes from elsewhere tries to be something else than text."""
    draft = a_draft()
    paragraphs = tuple(
        replace(
            one,
            sentences=tuple(
                replace(each, text=f"{each.text}{HOSTILE}", marks=tuple(replace(m, text=HOSTILE) for m in each.marks))
                for each in one.sentences
            ),
        )
        for one in draft.paragraphs
    )
    starts = Paragraph("starts", Role.ANSWER, Origin.PERSON, tuple(Sentence(one) for one in HOSTILE_STARTS))
    alone = tuple(
        Paragraph(f"s{n}", Role.ANSWER, Origin.PERSON, (Sentence(one),)) for n, one in enumerate(HOSTILE_STARTS)
    )
    cited = tuple(
        replace(
            one,
            citation=replace(
                one.citation,
                title=HOSTILE,
                issuer=HOSTILE,
                locator=HOSTILE,
                url=HOSTILE,
                quote=f"{one.citation.quote}\n\n{HOSTILE}\n" + "\n".join(HOSTILE_STARTS),
            ),
        )
        for one in draft.citations
    )
    made = replace(draft.made, model=HOSTILE, prompt=HOSTILE)
    return replace(draft, paragraphs=(*paragraphs, starts, *alone), citations=cited, made=made, title=HOSTILE)


def about(**other: Any) -> About:
    """What is known of the draft: written by two, submitted, approved."""
    approval = Step("承認した", 2, "鈴木一郎", AT.replace(hour=5), True, "確認した。")
    usual = About(
        draft_id="d-0123456789abcdef",
        version=2,
        newest=2,
        state=State.APPROVED,
        saved=(Step("作成", 1, "佐藤花子", AT, True), Step("編集", 2, "田中", AT.replace(hour=3))),
        reviews=(Step("審査に出した", 2, "田中", AT.replace(hour=4)), approval),
        approval=approval,
        names=(Name("law", "試験令"), Name("report", "中間報告（2024-04）")),
    )
    return replace(usual, **other)
