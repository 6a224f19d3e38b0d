"""Page 「ガイダンスの文案」: from a new draft over edits with their marks to the approval by another person."""

import shutil
from datetime import date
from pathlib import Path

import httpx
import pytest
from streamlit.testing.v1 import AppTest

from assistant.assistant import Assistant
from assistant.service import create_app
from ingest.settings import load_settings

PAGE = Path(__file__).parents[2] / "ui" / "drafts.py"
QUESTION = "グループAの国はどこですか"


@pytest.fixture
def url(index_home, tmp_path, serve_app) -> str:
    """A real service with the digests that ship and a database of its own."""
    shutil.copytree(index_home, tmp_path / "home")
    settings = load_settings(home=tmp_path / "home")
    return serve_app(create_app(Assistant(settings, lambda: date(2026, 6, 10)), settings))


@pytest.fixture
def page(url, monkeypatch) -> AppTest:
    """The page as it opens, after a name was entered."""
    monkeypatch.setenv("GAIHI_URL", url)
    page = AppTest.from_file(str(PAGE), default_timeout=60).run()
    page.text_input(key="draft-by").set_value("佐藤").run()
    return page


def press(page: AppTest, key: str) -> AppTest:
    """The page after a click."""
    page.button(key=key).click().run()
    assert not page.exception
    return page


def shown(page: AppTest) -> str:
    """All HTML of the page."""
    return "\n".join(element.body for element in page.html)


def part(page: AppTest, name: str) -> AppTest:
    """Another part of the open draft."""
    page.segmented_control(key="draft-part").set_value(name).run()
    assert not page.exception
    return page


def begun(page: AppTest) -> AppTest:
    """The page with a new draft open."""
    page.text_area(key="draft-questions").set_value(QUESTION).run()
    return press(page, "draft-make")


def answer_of(url: str) -> tuple[str, dict]:
    """Id and first answer of the only draft."""
    draft_id = httpx.get(f"{url}/v1/drafts", trust_env=False).json()["drafts"][0]["id"]
    view = httpx.get(f"{url}/v1/drafts/{draft_id}", trust_env=False).json()
    return draft_id, next(one for one in view["draft"]["paragraphs"] if one["role"] == "answer")


def rewrite(page: AppTest, paragraph: dict, *more: str) -> AppTest:
    """The page after a paragraph was edited and saved."""
    press(page, f"edit-{paragraph['id']}")
    area = next(
        one for one in page.text_area if one.key.endswith(f"-{paragraph['id']}") and one.key.startswith("text-")
    )
    area.set_value("\n".join([*(one["text"] for one in paragraph["sentences"]), *more])).run()
    return press(page, f"save-{paragraph['id']}")


def test_nothing_is_made_without_a_name(url, monkeypatch):
    """The page opens with an empty list, and says why the button is off."""
    monkeypatch.setenv("GAIHI_URL", url)
    page = AppTest.from_file(str(PAGE), default_timeout=60).run()
    assert not page.exception
    assert (
        page.button(key="draft-make").disabled and "氏名を入れると" in shown(page) and "まだありません" in shown(page)
    )


def test_suggested_questions_can_be_put_in(page):
    """They stand in the field, to be changed."""
    page.text_input(key="draft-topic").set_value("補完的輸出規制").run()
    press(page, "draft-suggest")
    assert len(page.text_area(key="draft-questions").value.splitlines()) >= 4


def test_a_draft_is_made_edited_and_shown_with_its_marks(page, url):
    """What a person adds is marked and stays; the evidence stands beside the text; the versions show what changed."""
    begun(page)
    assert QUESTION in shown(page) and 'class="g-evidence"' in shown(page)
    _, answer = answer_of(url)
    rewrite(page, answer, "社内の窓口は総務部である。")
    html = shown(page)
    assert "根拠なし: 根拠となる引用がありません。" in html and "版2" in html
    assert "<ins>社内の窓口は総務部である。</ins>" in shown(part(page, "versions"))


def test_evidence_is_searched_for_and_attached(page, url):
    """A sentence that a person added gets a citation of the passage and the sentence that were chosen."""
    begun(page)
    _, answer = answer_of(url)
    rewrite(page, answer, "社内の窓口は総務部である。")
    page.text_input(key=f"seek-{answer['id']}").set_value("記録の保存").run()
    press(page, f"seek-do-{answer['id']}")
    page.selectbox(key=f"seek-at-{answer['id']}").set_value(len(answer["sentences"])).run()
    press(page, f"cite-{answer['id']}")
    _, now = answer_of(url)
    assert now["sentences"][-1]["citations"] and now["sentences"][-1]["text"] == "社内の窓口は総務部である。"
    assert [one["kind"] for one in now["sentences"][-1]["marks"]] != ["no_evidence"] and "版3" in shown(page)


def test_a_topic_that_no_document_speaks_of_is_told(page):
    """Neither questions nor a draft come of it."""
    page.text_input(key="draft-topic").set_value("カレーの作り方").run()
    press(page, "draft-suggest")
    assert "資料に見つかりません" in shown(page) and not page.text_area(key="draft-questions").value
    press(page, "draft-make")
    assert "資料に見つかりません" in shown(page) and "まだありません" in shown(page)


def test_a_conflict_is_told_with_who_was_first(page, url):
    """What was typed is not stored over the other's version."""
    begun(page)
    draft_id, answer = answer_of(url)
    press(page, f"edit-{answer['id']}")
    change = {"op": "insert", "after": answer["id"], "role": "caution", "text": "社内でも確かめる。"}
    sent = {"by": "田中", "base": 1, "changes": [change]}
    assert httpx.post(f"{url}/v1/drafts/{draft_id}/versions", json=sent, trust_env=False).status_code == 201
    area = next(one for one in page.text_area if one.key == f"text-1-{answer['id']}")
    area.set_value(area.value + "\n社内の窓口は総務部である。").run()
    press(page, f"save-{answer['id']}")
    assert "田中" in shown(page) and "版 1 は最新ではありません" in shown(page)
    press(page, f"stop-{answer['id']}")
    versions = httpx.get(f"{url}/v1/drafts/{draft_id}/versions", trust_env=False).json()["versions"]
    assert [one["author"] for one in versions] == ["佐藤", "田中"]


def accept(page, ticks):
    """Each mark ticked, with the reason why it may stand."""
    for key in ticks:
        page.checkbox(key=key).check().run()
        page.text_input(key=key.replace("seen-", "reason-")).set_value("窓口の回答の写しである。").run()


def test_a_draft_is_reviewed_by_another_person(page, url):
    """The author cannot approve; the other ticks each mark first and says why it may stand."""
    begun(page)
    _, answer = answer_of(url)
    rewrite(page, answer, "お問い合わせの貨物の輸出に許可は不要です。")
    press(part(page, "review"), "draft-submit")
    blocking = [one.key for one in page.checkbox if one.key.startswith("seen-")]
    assert blocking and page.button(key="draft-approve").disabled
    for key in blocking:
        page.checkbox(key=key).check().run()
    assert page.button(key="draft-approve").disabled
    accept(page, blocking)
    press(page, "draft-approve")
    assert "書いた人なので、承認できません" in shown(page)
    page.text_input(key="draft-by").set_value("鈴木").run()
    accept(page, blocking)
    press(page, "draft-approve")
    html = shown(page)
    assert "承認済み" in html and "鈴木（本人確認なし）" in html and "承認された版: 版2" in html
    press(page, "draft-succeed")
    assert "引き継いだ文案" in shown(page)


def test_a_draft_is_returned_and_commented_on(page, url):
    """The reason and the comment stand in the course of events."""
    begun(page)
    press(part(page, "review"), "draft-submit")
    page.text_area(key="draft-reason").set_value("出典が足りない。").run()
    press(page, "draft-return")
    assert "出典が足りない。" in shown(page) and "差し戻した" in shown(page)


def test_a_version_is_exported(page):
    """The file can be saved once it is made."""
    begun(page)
    press(part(page, "export"), "export-markdown")
    assert not page.exception and page.get("download_button")


def test_a_draft_that_is_not_there_is_told(url, monkeypatch):
    """The list stands below the problem."""
    monkeypatch.setenv("GAIHI_URL", url)
    page = AppTest.from_file(str(PAGE), default_timeout=60)
    page.query_params["draft"] = "d-0"
    page.run()
    assert not page.exception and "d-0" in shown(page) and "文案の一覧" in shown(page)


@pytest.mark.parametrize("kind", ["commentary", "change_notice"])
def test_the_other_kinds_are_made_as_well(page, kind):
    """A commentary asks for an element, a notice for the two ends of its period."""
    page.segmented_control(key="draft-kind").set_value(kind).run()
    if kind == "change_notice":
        page.date_input(key="draft-from").set_value(date(2025, 10, 1)).run()
        page.date_input(key="draft-to").set_value(date(2025, 10, 31)).run()
    press(page, "draft-make")
    assert 'class="g-draft-head"' in shown(page)


def test_a_notice_without_its_period_is_told_in_the_words_of_the_page(page):
    """What is wrong stands there under the names of the fields that are seen, and no command."""
    page.segmented_control(key="draft-kind").set_value("change_notice").run()
    press(page, "draft-make")
    assert "「期間の始め」と「期間の終わり」を選んでください" in shown(page)
    page.date_input(key="draft-from").set_value(date(2025, 10, 31)).run()
    page.date_input(key="draft-to").set_value(date(2025, 10, 1)).run()
    press(page, "draft-make")
    (told,) = [element.body for element in page.html if "g-alert" in element.body and "<style" not in element.body]
    assert "期間の終わりの日は" in told and not any(word in told for word in ("to_day", "body:", "--help"))
