"""Page 「取引の確認」: by interview and by form to a result, wrong facts, the record, and a service that is down."""

from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

PAGE = Path(__file__).parents[2] / "ui" / "review.py"
NOT_LISTED = {"kind": "goods", "date": "2026-06-03", "dest": "CN", "list_status": "not_listed"}


@pytest.fixture
def review(service, monkeypatch) -> AppTest:
    """The page as it opens, talking to the scripted service."""
    monkeypatch.setenv("GAIHI_URL", service.url)
    return AppTest.from_file(str(PAGE), default_timeout=30).run()


def press(page: AppTest, label: str) -> AppTest:
    """The page after a click on the first button of that label."""
    next(button for button in page.button if button.label == label).click().run()
    assert not page.exception
    return page


def form(page: AppTest) -> AppTest:
    """The page with the form."""
    page.segmented_control(key="review-mode").set_value("form").run()
    assert not page.exception
    return page


def shown(page: AppTest) -> str:
    """All HTML of the page."""
    return "\n".join(element.body for element in page.html)


def facts(page: AppTest) -> dict:
    """What the session holds as answered."""
    return dict(page.session_state["deal"].facts)


def answer_date_and_country(page: AppTest) -> AppTest:
    """The interview until the destination is answered."""
    press(page, "貨物の輸出")
    page.date_input(key="ask-date").set_value(date(2026, 6, 3))
    press(page, "決める")
    page.selectbox(key="ask-dest").set_value("CN")
    return press(page, "決める")


def test_the_page_opens_with_the_kind_and_an_open_result(review):
    """Nothing is answered, nothing is assumed to be no, and the reservation is in view."""
    html = shown(review)
    assert not review.exception
    assert "この取引は、貨物の輸出" in html and ">情報不足</span>" in html and "判定の日 未入力" in html
    assert "最終判断ではありません" in html and "取引審査の記録" not in html


def test_an_interview_asks_on_with_each_answer(review):
    """Each answer is listed, and the result goes with the date."""
    html = shown(answer_date_and_country(review))
    assert "回答済みの事実（3）" in html and "中国（CN）" in html and "判定の日 2026年6月3日" in html
    assert facts(review) == {"kind": "goods", "date": "2026-06-03", "dest": "CN"}


def test_unknown_is_an_answer_and_back_takes_it_away(review):
    """「分からない」 goes on to the next question; 「戻る」 asks it again."""
    press(review, "貨物の輸出")
    press(review, "分からない")
    assert facts(review)["date"] == "unknown" and "貨物を輸出する日" not in review.html[4].body
    press(review, "戻る")
    assert facts(review) == {"kind": "goods"} and review.date_input(key="ask-date")


def test_an_answer_can_be_corrected_from_the_list(review):
    """「直す」 asks the fact again with its buttons, and the other answers stay."""
    answer_date_and_country(review)
    review.button(key="edit-kind").click().run()
    press(review, "技術の提供")
    assert facts(review) == {"kind": "tech", "date": "2026-06-03", "dest": "CN"}


def test_a_listed_item_needs_a_permit(review):
    """The interview reaches a result with its reason and legal basis."""
    answer_date_and_country(review)
    press(review, "該当（1〜15項）")
    html = shown(review)
    assert ">許可必要</span>" in html and "法令で確認" in html and "輸出令" in html


def test_an_answer_that_contradicts_another_is_refused_and_named(review):
    """Goods to Japan are no export: the answer is not taken, and the page says which facts clash."""
    press(review, "貨物の輸出")
    press(review, "分からない")
    review.selectbox(key="ask-dest").set_value("JP")
    press(review, "決める")
    html = shown(review)
    assert "その答えは使えません" in html and "kind（取引の種類）" in html
    assert "dest" not in facts(review)
    press(review, "「取引の種類」を答え直す")
    press(review, "技術の提供")
    assert facts(review)["kind"] == "tech"


def test_the_form_has_every_fact_of_the_kind_and_sends_only_what_was_touched(review, service):
    """An untouched field is not given."""
    form(review)
    keys = {"form-list_status", "form-eul", "form-total_value_jpy", "form-machine_tool"}
    widgets = [*review.selectbox, *review.segmented_control, *review.multiselect, *review.number_input]
    assert keys <= {widget.key for widget in widgets}
    assert "form-tech_no" not in {widget.key for widget in widgets}
    review.selectbox(key="form-dest").set_value("CN").run()
    assert service.checked[-1] == {"dest": "CN"}


def test_the_form_follows_the_kind(review):
    """With technology the facts of technology are asked."""
    form(review).selectbox(key="form-kind").set_value("tech").run()
    assert not review.exception
    assert review.selectbox(key="form-tech_no") and not [
        one for one in review.selectbox if one.key == "form-machine_tool"
    ]


def test_wrong_values_are_told_beside_their_fields(review):
    """Two facts that clash are named, there is no result, and nothing crashes."""
    form(review).segmented_control(key="form-list_status").set_value("not_listed").run()
    review.text_input(key="form-item_no").set_value("7(2)").run()
    html = shown(review)
    assert not review.exception
    assert ">結果なし</span>" in html and html.count("item_no（項番）が") == 3  # above, and beside both
    review.text_input(key="form-item_no").set_value("").run()
    assert ">結果なし</span>" not in shown(review)


def test_facts_of_another_kind_can_be_taken_back(review):
    """After a change of the kind, a fact without a field is listed with a button."""
    form(review).selectbox(key="form-kind").set_value("tech").run()
    review.segmented_control(key="form-foreign_origin_tech").set_value("yes").run()
    review.selectbox(key="form-kind").set_value("goods").run()
    assert "この種類の取引では使わない事実" in shown(review) and ">結果なし</span>" in shown(review)
    review.button(key="strange-foreign_origin_tech").click().run()
    assert ">結果なし</span>" not in shown(review)


def test_form_and_interview_hold_the_same_facts(review):
    """Changing the way of answering loses nothing."""
    answer_date_and_country(review)
    form(review)
    assert review.selectbox(key="form-dest").value == "CN" and review.date_input(key="form-date").value == date(
        2026, 6, 3
    )
    review.segmented_control(key="review-mode").set_value("interview").run()
    assert "回答済みの事実（3）" in shown(review)


def test_beginning_again_can_be_undone(review):
    """「最初から」 puts the facts aside, it does not lose them."""
    answer_date_and_country(review)
    press(review, "最初から")
    assert facts(review) == {}
    press(review, "前の入力に戻す")
    assert facts(review)["dest"] == "CN"


def test_a_record_names_who_confirmed_which_fact(review, service):
    """Without a name there is no record; only ticked facts are sent as confirmed; both forms can be saved."""
    review.session_state["deal"] = review.session_state["deal"].with_("kind", "goods").with_("dest", "CN")
    review.run()
    assert review.button(key="record-make").disabled
    review.text_input(key="record-by").set_value("輸出 花子").run()
    review.checkbox(key="seen-dest-CN").check().run()
    press(review, "記録を作る")
    assert [sent["format"] for sent in service.recorded] == ["markdown", "docx"]
    sent = service.recorded[0]
    assert sent["by"] == "輸出 花子" and sent["facts"]["kind"] == "goods"
    assert sent["facts"]["dest"]["value"] == "CN" and sent["facts"]["dest"]["confirmed_by"] == "輸出 花子"
    assert len(review.get("download_button")) == 2


def test_a_record_of_other_facts_is_no_longer_offered(review):
    """After a change of the facts the old file cannot be saved by mistake."""
    review.session_state["deal"] = review.session_state["deal"].with_("kind", "goods")
    review.run()
    review.text_input(key="record-by").set_value("輸出 花子").run()
    press(review, "記録を作る")
    review.date_input(key="ask-date").set_value(date(2026, 6, 3))
    press(review, "決める")
    assert not review.get("download_button") and "もう一度「記録を作る」" in shown(review)


def test_without_a_service_the_page_says_what_to_do(monkeypatch):
    """Nothing crashes, and nothing is shown as a result."""
    monkeypatch.setenv("GAIHI_URL", "http://127.0.0.1:9")
    page = AppTest.from_file(str(PAGE), default_timeout=30).run()
    assert not page.exception
    assert "接続できません" in shown(page) and 'class="g-outcome' not in shown(page)


def test_a_service_that_fails_while_answering_shows_no_old_result(review, monkeypatch, service):
    """An answer is kept, but the result of other facts is not shown for it."""
    answer_date_and_country(review)
    monkeypatch.setattr("ui.client.Client.check", _down)
    press(review, "非該当")
    assert facts(review)["list_status"] == "not_listed"
    assert "つながりません" in shown(review) and 'class="g-outcome' not in shown(review)


def _down(_client, _facts):
    from ui.client import ClientError

    raise ClientError("つながりません。")
