"""`gaihi draft`: drafts of guidance: new, list, show, edit, cite, diff, comment, review, check, redraft, export, questions."""

from collections.abc import Collection
from pathlib import Path

import typer

from assistant.checking import shipped_rules
from assistant.drafting.draft import Kind
from assistant.drafting.headings import KINDS
from assistant.drafting.outline import shipped_outline
from assistant.drafting.request import DraftRequest
from assistant.drafting.sent import (
    ApproveRequest,
    CiteRequest,
    CommentRequest,
    CreateRequest,
    DiffQuery,
    ExportQuery,
    FileRequest,
    QuestionsRequest,
    RedraftRequest,
    ReturnRequest,
    SubmitRequest,
    SucceedRequest,
    VersionQuery,
)
from assistant.drafting.view import DraftView
from ingest.settings import load_settings
from ui.door import request_of
from ui.draft_door import Drafts, open_drafts
from ui.errors import InputError
from ui.facts_given import assumed_facts, facts_told
from ui.printed_draft import (
    check_text,
    checked_text,
    difference_text,
    draft_text,
    events_text,
    head_text,
    heads_text,
    marks_text,
    questions_text,
    versions_text,
)
from ui.save import save
from ui.terminal import Json, note, write, write_json

app = typer.Typer(help="ガイダンスの文案を作り、直し、審査し、書き出す。", no_args_is_help=True, rich_markup_mode=None)
_KIND_NAMES = "・".join(f"{kind.value}（{name}）" for kind, name in KINDS.items())
_ELEMENTS = "・".join(f"{one.id}（{one.title}）" for one in shipped_outline().elements)
_ID = typer.Argument(..., metavar="ID")
_BY = typer.Option(..., "--by", metavar="氏名", help="行う人の氏名。")
_COMMENT = typer.Option("", "--comment", help="版や操作に添える言葉。")
_VERSION = typer.Option(None, "--version", help="版（省略: 最新）。")
_AS_OF = typer.Option(None, "--as-of", metavar="YYYY-MM-DD", help="基準日（省略: 今日）。")


@app.callback()
def draft() -> None:
    """ガイダンスの文案を作り、直し、審査し、書き出す。"""


@app.command("new")
def new(
    *,
    kind: str = typer.Option(
        "qa_section",
        "--kind",
        metavar="種類",
        help=f"{_KIND_NAMES}。commentary には --element、change_notice には --from と --to が要る。",
    ),
    topic: str | None = typer.Option(None, "--topic", metavar="主題", help="主題。"),
    question: list[str] | None = typer.Option(None, "--question", help="問い（繰り返し可）。"),
    element: str | None = typer.Option(None, "--element", metavar="要素", help=f"CP の要素: {_ELEMENTS}。"),
    start: str | None = typer.Option(None, "--from", metavar="YYYY-MM-DD", help="改正のお知らせの期間の始め。"),
    end: str | None = typer.Option(None, "--to", metavar="YYYY-MM-DD", help="改正のお知らせの期間の終わり。"),
    as_of: str | None = _AS_OF,
    source: list[str] | None = typer.Option(None, "--source", metavar="ID", help="この資料だけから（繰り返し可）。"),
    title: str | None = typer.Option(None, "--title", help="表題。"),
    fact: list[str] | None = typer.Option(
        None, "--fact", metavar="名前=値", help="判定の表で前提とする事実（繰り返し可）。名前は dest や「仕向地」。"
    ),
    facts: Path | None = typer.Option(None, "--facts", metavar="YAML", help="事実のファイル。--fact が優先する。"),
    by: str = _BY,
    comment: str = _COMMENT,
    json: bool = Json,
) -> None:
    """新しい文案を作る。"""
    _require_one_of("--kind", kind, _KIND_NAMES, KINDS)
    _require_parts(Kind(kind), topic=topic or question, element=element, period=start and end)
    asked = request_of(
        DraftRequest,
        kind=kind,
        topic=topic,
        questions=tuple(question or ()),
        element=element,
        from_day=start,
        to_day=end,
        as_of=as_of,
        source_ids=tuple(source or ()),
        title=title,
        facts=assumed_facts(fact or (), facts, shipped_rules().catalogue),
    )
    with facts_told():
        made = _drafts().create(request_of(CreateRequest, by=by, request=asked, comment=comment))
    _show(made, json=json)


@app.command("list")
def list_drafts(json: bool = Json) -> None:
    """文案の一覧（最近変わった順）。"""
    found = _drafts().heads()
    write_json(found) if json else write(heads_text(found))


@app.command("show")
def show(
    id: str = _ID,
    version: int | None = _VERSION,
    edit: bool = typer.Option(False, "--edit", help="編集用のファイルとして書く（gaihi draft edit で読み戻す）。"),
    json: bool = Json,
) -> None:
    """一つの版。"""
    wanted = request_of(VersionQuery, version=version).version
    if edit:
        typer.echo(_drafts().manuscript(id, wanted).text, nl=False)
        return
    _show(_drafts().view(id, wanted), json=json)


@app.command("edit")
def edit(
    id: str = _ID,
    file: Path = typer.Argument(..., metavar="FILE"),
    by: str = _BY,
    comment: str = _COMMENT,
    json: bool = Json,
) -> None:
    """編集したファイルから新しい版を作る。"""
    found = _drafts().edit_file(id, request_of(FileRequest, by=by, text=_read(file), comment=comment))
    _done(found, "保存しました", json=json)


@app.command("cite")
def cite(
    *,
    id: str = _ID,
    paragraph: str = typer.Option(..., "--paragraph", metavar="段落", help="段落の id。"),
    sentence: int = typer.Option(1, "--sentence", metavar="番目", help="段落の何番目の文か。"),
    passage: str = typer.Option(
        ..., "--passage", metavar="ID", help="箇所の id（gaihi search --json の passage_id）。"
    ),
    quote: str = typer.Option(..., "--quote", metavar="文", help="引用する文。箇所の本文をそのまま書く。"),
    by: str = _BY,
    comment: str = _COMMENT,
    json: bool = Json,
) -> None:
    """資料の文を、文案の文の根拠として付ける。"""
    drafts = _drafts()
    base = drafts.view(id).note.number
    sent = request_of(
        CiteRequest, by=by, base=base, paragraph=paragraph, sentence=sentence - 1, passage_id=passage, quote=quote,
        comment=comment,
    )  # fmt: skip
    _done(drafts.cite(id, sent), "根拠を付けました", json=json)


@app.command("versions")
def versions(id: str = _ID, json: bool = Json) -> None:
    """版の一覧。"""
    found = _drafts().versions(id)
    write_json(found) if json else write(versions_text(found))


@app.command("diff")
def diff(
    id: str = _ID,
    old: int | None = typer.Argument(None, metavar="[旧版]"),
    new: int | None = typer.Argument(None, metavar="[新版]"),
    json: bool = Json,
) -> None:
    """二つの版の違い（省略: 最新とその前）。"""
    wanted = request_of(DiffQuery, old=old, new=new)
    found = _drafts().difference(id, wanted.old, wanted.new)
    write_json(found) if json else write(difference_text(found))


@app.command("comment")
def comment(
    id: str = _ID,
    text: str = typer.Argument("", metavar="[言葉]"),
    paragraph: str | None = typer.Option(None, "--paragraph", help="段落の id。"),
    by: str = typer.Option("", "--by", metavar="氏名", help="書く人の氏名。"),
    json: bool = Json,
) -> None:
    """コメントを書く（言葉の省略: コメントと操作の一覧）。"""
    drafts = _drafts()
    sent = request_of(CommentRequest, by=by, text=text, paragraph=paragraph) if text else None
    found = drafts.comment(id, sent) if sent else drafts.events(id)
    write_json(found) if json else write(events_text(found))


@app.command("submit")
def submit(
    id: str = _ID,
    by: str = _BY,
    comment: str = _COMMENT,
    keep: list[str] | None = typer.Option(None, "--keep", metavar="段落", help="よりどころが変わったまま残す段落。"),
    json: bool = Json,
) -> None:
    """審査に出す。"""
    drafts = _drafts()
    newest = drafts.view(id).note.number
    sent = request_of(SubmitRequest, by=by, version=newest, comment=comment, keep=tuple(keep or ()))
    _done(drafts.submit(id, sent), "審査に出しました", json=json)


@app.command("return")
def send_back(
    id: str = _ID,
    by: str = _BY,
    reason: str = typer.Option(..., "--reason", "--comment", metavar="理由", help="差し戻す理由。"),
    json: bool = Json,
) -> None:
    """理由を添えて差し戻す。"""
    drafts = _drafts()
    sent = request_of(ReturnRequest, by=by, version=drafts.view(id).note.number, reason=reason)
    _done(drafts.send_back(id, sent), "差し戻しました", json=json)


@app.command("approve")
def approve(
    *,
    id: str = _ID,
    version: int = typer.Option(..., "--version", help="承認する版（読んだ版を書く）。"),
    by: str = _BY,
    confirm: list[str] | None = typer.Option(
        None,
        "--confirm",
        metavar="印=理由",
        help="確かめて残す印と、その理由（繰り返し可）。印だけなら --comment が理由。",
    ),
    comment: str = _COMMENT,
    json: bool = Json,
) -> None:
    """読んだ版を承認する。"""
    named = [one.partition("=") for one in confirm or ()]
    accepted = tuple({"mark": mark, "reason": reason.strip()} for mark, sign, reason in named if sign)
    bare = tuple(mark for mark, sign, _ in named if not sign)
    sent = request_of(ApproveRequest, by=by, version=version, confirm=bare, accepted=accepted, comment=comment)
    _done(_drafts().approve(id, sent), "承認しました", json=json)


@app.command("check")
def check(id: str = typer.Argument("", metavar="[ID]"), json: bool = Json) -> None:
    """よりどころ（資料・規則・日付）が変わっていないか調べる（ID の省略: 全ての文案）。"""
    drafts = _drafts()
    if not id:
        found = drafts.heads()
        write_json(found) if json else write(checked_text(found))
        return
    view = drafts.check(id)
    write_json(view) if json else write(check_text(view))


@app.command("redraft")
def redraft(
    id: str = _ID,
    by: str = _BY,
    *,
    paragraph: list[str] | None = typer.Option(
        None, "--paragraph", help="作り直す段落（省略: よりどころが変わった段落）。"
    ),
    discard_edits: bool = typer.Option(
        False, "--discard-edits", help="人が書いた文が失われても作り直す（前の版は残る）。"
    ),
    comment: str = _COMMENT,
    json: bool = Json,
) -> None:
    """段落だけを今日の資料と規則で作り直す。"""
    drafts = _drafts()
    base = drafts.view(id).note.number
    wanted = tuple(paragraph or ())
    sent = request_of(RedraftRequest, by=by, base=base, paragraphs=wanted, discard_edits=discard_edits, comment=comment)
    _done(drafts.redraft(id, sent), "作り直しました", json=json)


@app.command("succeed")
def succeed(id: str = _ID, by: str = _BY, comment: str = _COMMENT, json: bool = Json) -> None:
    """承認済みの文案を引き継ぐ、新しい文案を作る。"""
    _done(_drafts().succeed(id, request_of(SucceedRequest, by=by, comment=comment)), "引き継ぎました", json=json)


@app.command("export")
def export(
    id: str = _ID,
    form: str = typer.Option("markdown", "--format", help="markdown・docx・html。"),
    version: int | None = _VERSION,
    out: Path | None = typer.Option(None, "--out", metavar="FILE", help="書く先（省略: 文案の名前で今のフォルダ）。"),
    force: bool = typer.Option(False, "--force", help="同じ名前のファイルを置き換える。"),
) -> None:
    """一つの版をファイルに書き出す。"""
    _require_one_of("--format", form, "markdown・docx・html", ("markdown", "docx", "html"))
    wanted = request_of(ExportQuery, format=form, version=version)
    found = _drafts().export(id, wanted.format, wanted.version)
    path = out or Path(Path(found.name).name)
    save(path, found.content, force=force)
    note(f"書き出しました: {path}")


@app.command("questions")
def questions(topic: str = typer.Argument(..., metavar="主題"), as_of: str | None = _AS_OF, json: bool = Json) -> None:
    """主題について答えるべき問いの候補。"""
    found = _drafts().questions(request_of(QuestionsRequest, topic=topic, as_of=as_of))
    write_json(found) if json else write(questions_text(found))


def _drafts() -> Drafts:
    return open_drafts(load_settings())


def _show(found: DraftView, *, json: bool) -> None:
    write_json(found) if json else write(draft_text(found))


def _done(found: DraftView, said: str, *, json: bool) -> None:
    if json:
        write_json(found)
        return
    write(f"{said}: {head_text(found.head)}")
    if found.marks:
        note(f"印が {len(found.marks)} 件あります。\n{marks_text(found.marks)}")


def _require_one_of(option: str, given: str, names: str, known: Collection[str]) -> None:
    if given not in known:
        raise InputError(f"{option} に {given} は使えません。", hint=f"使えるのは {names} です。")


def _require_parts(kind: Kind, *, topic: object, element: object, period: object) -> None:
    """What a kind of draft cannot be made without, by the names of the options."""
    topic_wanted, element_wanted = "--topic 主題 か --question 問い", f"--element 要素（{_ELEMENTS}）"
    given, wanted = {
        Kind.QA_SECTION: (topic, topic_wanted),
        Kind.COMMENTARY: (element, element_wanted),
        Kind.CHANGE_NOTICE: (period, "--from YYYY-MM-DD と --to YYYY-MM-DD（期間の両端）"),
        Kind.CHECKLIST: (topic or element, f"--topic 主題 か {element_wanted}"),
    }[kind]
    if not given:
        raise InputError(f"{kind.value}（{KINDS[kind]}）には {wanted} が要ります。", hint="書き足してください。")


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            f"ファイルを読めません: {path}: {getattr(error, 'strerror', None) or 'UTF-8 ではありません'}",
            hint="gaihi draft show ID --edit > FILE で書き出した UTF-8 のファイルを指定してください。",
        ) from error
