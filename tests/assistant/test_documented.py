"""Every question that the READMEs and the guide show is answered as they promise; the questions are read out of them."""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from assistant.answer import Status
from assistant.assistant import Assistant
from assistant.history import open_history
from assistant.request import AskRequest
from ingest.settings import load_settings

ROOT = Path(__file__).parents[2]
DOCUMENTS = ("README.md", "README.ja.md", "docs/guide.ja.md")
TODAY = date(2026, 11, 30)
_SHOWN = re.compile(r"(?:Q=|gaihi ask )\"([^\"]+)\"|「([^「」]*(?:ですか|ますか|しましたか|は？|の一覧|詳しく))」")
_CODE = re.compile(r"「(第[0-9]+条[^「」]*|[0-9]+の項[^「」]*)」")


@dataclass(frozen=True)
class Promise:
    """What an answer to a shown question must say, after which question it is asked, and of what kind it is."""

    said: tuple[str, ...]
    after: str = ""
    status: Status = Status.ANSWERED


TEN = "10の技術は何ですか"
FIFTEEN = ("積層セラミックコンデンサ", "走査型", "磁気センサー", "セパレータ製造装置")
WHERE = "グループAの国はどこですか"
REQUIREMENTS = "補完的輸出規制の客観要件は何ですか"
PENALTY = "無許可で輸出した場合はどうなりますか"
PROMISES = {
    "グループAの国はどこですか": Promise(("アルゼンチン", "アメリカ合衆国")),
    "グループAの国の一覧": Promise(("アルゼンチン", "アメリカ合衆国")),
    "補完的輸出規制の客観要件は何ですか": Promise(("用途要件", "需要者要件")),
    "中間報告は、官民対話について何を提言しましたか": Promise(("官民対話スキームの構築",)),
    "官民対話スキームでは何を報告しますか": Promise(("事前報告",)),
    "10の技術は何ですか": Promise(FIFTEEN[:2]),
    "では15の技術は？": Promise(FIFTEEN, TEN),
    "グループAの国への16の項の貨物に許可が要るのはどんなときですか": Promise(("通知を受けたとき",)),
    "当社の○○を△△に輸出するのに許可は要りますか": Promise((), status=Status.NEEDS_DETERMINATION),
    "グループBは？": Promise((), WHERE, Status.ABSTAINED),
    "2024年6月時点では？": Promise(("アルゼンチン",), WHERE),
    "今は？": Promise(("アルゼンチン",), WHERE),
    "その根拠は？": Promise(("客観要件",), REQUIREMENTS),
    "いつからですか": Promise(("2025年10月9日",), REQUIREMENTS),
    "例外は？": Promise(("使えない",), "少額特例の限度額はいくらですか"),
    "罰則は？": Promise(("罰金",), PENALTY),
    "もっと詳しく": Promise(("用途・需要者", "通知を受けた"), REQUIREMENTS),
    "第55条の8": Promise(("報告を求めること",)),
    "16の項(1)": Promise(("16の項(1)の貨物",)),
}


def _shown():
    """All questions that the documents show."""
    found = {}
    for name in DOCUMENTS:
        text = (ROOT / name).read_text(encoding="utf-8")
        for match in (*_SHOWN.finditer(text), *_CODE.finditer(text)):
            question = next(part for part in match.groups() if part)
            found[question] = name
    return found


@pytest.fixture(scope="module")
def assistant(index_home, tmp_path_factory):
    """The digests that ship on the day of a new user, with conversations of their own."""
    history = open_history(load_settings(home=tmp_path_factory.mktemp("documented")))
    return Assistant(load_settings(home=index_home), lambda: TODAY, history)


def test_every_shown_question_has_a_promise():
    """Whoever writes a question into a document says here what its answer must hold."""
    assert set(_shown()) == set(PROMISES)


@pytest.mark.parametrize("question", sorted(_shown()))
def test_a_shown_question_is_answered_as_promised(assistant, question):
    """The first thing a new user does is to copy an example."""
    promise = PROMISES[question]
    before = assistant.ask(AskRequest(question=promise.after)).conversation_id if promise.after else None
    answer = assistant.ask(AskRequest(question=question, conversation_id=before))
    said = " ".join(one.text for one in answer.statements)
    assert answer.status is promise.status
    assert [one for one in promise.said if one not in said] == []
    assert promise.status is not Status.ABSTAINED or not answer.statements
