"""Suggested questions: on what the documents speak of, and in the words in which guidance asks."""

from datetime import date

import pytest

from assistant.checking import Checker
from assistant.drafting.errors import UnspokenTopicError
from assistant.drafting.gather import Scope, spoken_of
from assistant.drafting.questions import as_guidance_asks, suggested_questions
from assistant.drafting.request import DraftRequest
from assistant.drafting.write import Drafter
from ingest.index import open_index
from ingest.settings import load_settings

DAY = date(2026, 4, 1)
OTHER = (
    "カレーの作り方",
    "カレー",
    "料理の手順",
    "確定申告",
    "ピアノの練習方法",
    "引っ越しの手続",
    "プロ野球の順位",
    "恋愛相談",
)
OWN = (
    "補完的輸出規制",
    "官民対話",
    "記録の保存",
    "包括許可",
    "北朝鮮",
    "暗号",
    "少額特例",
    "立入検査",
    "輸出管理の社内研修",
)


@pytest.fixture(scope="module")
def index(index_home):
    """The digests that ship."""
    return open_index(load_settings(home=index_home))


@pytest.mark.parametrize("topic", OTHER)
def test_what_the_documents_do_not_speak_of_is_no_topic(index, topic):
    """It has no questions, and no draft is made of it, although some of its words may stand there."""
    assert not spoken_of(index, topic, Scope(DAY)) and suggested_questions(index, topic, DAY) == ()
    for kind in ("qa_section", "checklist"):
        with pytest.raises(UnspokenTopicError, match=topic) as refused:
            Drafter(index, Checker()).draft(DraftRequest(kind=kind, topic=topic), DAY)
        assert "gaihi search" in refused.value.hint


@pytest.mark.parametrize("topic", OWN)
def test_what_the_documents_speak_of_has_questions(index, topic):
    """Written questions, each one sentence, none of them in slang or with two question marks."""
    found = [one.question for one in suggested_questions(index, topic, DAY)]
    assert len(found) >= 4 and len(set(found)) == len(found)
    assert all(one.endswith("か。") and "？" not in one for one in found)


def test_a_topic_is_asked_what_guidance_asks_of_any(index):
    """What it is, what changed, who is concerned, what is exempt and what is to be done."""
    found = [one.question for one in suggested_questions(index, "補完的輸出規制", DAY)]
    assert {
        "補完的輸出規制とは何か。",
        "補完的輸出規制の対象となるのは誰か。",
        "補完的輸出規制の対象とならないのはどのような場合か。",
        "補完的輸出規制について、どのような手続が必要か。",
    } <= set(found)


@pytest.mark.parametrize(
    ("spoken", "written"),
    [
        ("許可が要るのは？", "許可が要るのはどのような場合か。"),
        ("輸出管理の基準は？", "輸出管理の基準は何か。"),
        ("事前報告の対象？", "事前報告の対象か。"),
        ("文書で決めておくの？", "文書で決めておくのか。"),
        ("施行日はいつですか", "施行日はいつですか。"),
        ("承認なの？", "承認か。"),
    ],
)
def test_a_spoken_question_is_written(spoken, written):
    """Its words stay; its end is that of a written question."""
    assert as_guidance_asks(spoken) == written
