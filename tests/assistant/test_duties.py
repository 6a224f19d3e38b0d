"""Duties in answers: told with the exceptions that stand in another provision, or not at all."""

import pytest

ORDER, CABINET = "324CO0000000378", "355CO0000000260"


def _cited(answer):
    return [one.locator.replace(" ", "") for one in answer.citations]


@pytest.mark.parametrize(
    ("question", "duty", "exceptions"),
    [
        ("輸出令第1条第3項は何を定めていますか", "第一条第三項", ["第四条第二項"]),
        ("グループA国向けの貨物は、キャッチオール規制の対象になりますか", "第一条第三項", ["第四条第二項"]),
        ("グループAの国への16の項の貨物に許可が要るのはどんなときですか", "第一条第三項", ["第四条第二項"]),
        ("外為令第17条第2項は何を定めていますか", "第十七条第二項", ["第九条第二項第七号", "第九条第二項第八号"]),
    ],
)
def test_a_duty_is_followed_by_its_exceptions(shipped, question, duty, exceptions):
    """Who reads that Group A needs a permit reads at once that it does only after a notification."""
    answer = shipped.ask(question, as_of="2026-06-10")
    places = _cited(answer)
    at = places.index(duty)
    behind = list(dict.fromkeys(place for place in places[at + 1 :] if place.startswith(tuple(exceptions))))
    assert [place[: len(wanted)] for place, wanted in zip(behind, exceptions, strict=True)] == exceptions
    assert places[at + 1].startswith(exceptions[0])
    assert "通知" in " ".join(one.text for one in answer.statements)


def test_a_duty_whose_exceptions_may_not_be_told_is_left_out(shipped):
    """Among the cabinet order alone the exceptions of its duty cannot be had."""
    answer = shipped.ask("外為令第17条第2項は何を定めていますか", as_of="2026-06-10", source_ids=[CABINET])
    assert "第十七条第二項" not in _cited(answer)


def test_before_the_duty_nothing_is_added(shipped):
    """The paragraph of that number was another one before 2025-10-09."""
    answer = shipped.ask("輸出令第1条第3項は何を定めていますか", as_of="2025-03-01")
    assert "第四条第二項" not in _cited(answer)
