"""`gaihi ask --conversation`, `--continue` and `gaihi conversations`: with this machine's database and with a service."""

import io
import json
import shutil

import pytest

from assistant.storage.database import FILE
from ui.command import run

QUESTION = "グループAの国はどこですか"


@pytest.fixture(scope="module")
def home(index_home, tmp_path_factory):
    """A copy of the index, with a database of its own."""
    home = tmp_path_factory.mktemp("talks") / "home"
    shutil.copytree(index_home, home)
    return home


@pytest.fixture
def gaihi(capsys, monkeypatch, home):
    """Runs a command line; gives exit status, stdout and stderr."""
    monkeypatch.setenv("GAIHI_HOME", str(home))

    def call(*arguments):
        code = run([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return code, out, err

    yield call
    for path in home.glob(f"{FILE}*"):
        path.unlink()


def begun(gaihi):
    """The id of a conversation with one question."""
    return json.loads(gaihi("ask", QUESTION, "--continue", "--json")[1])["conversation_id"]


def test_a_single_question_is_not_stored(gaihi, home):
    """`gaihi ask` alone keeps nothing, and its conversation id is the same every time."""
    first, second = (json.loads(gaihi("ask", QUESTION, "--json")[1])["conversation_id"] for _ in range(2))
    assert first == second
    assert not (home / FILE).exists()


def test_continue_begins_a_conversation_and_goes_on_with_the_last(gaihi):
    """The follow-up is understood by the question before it, and says as what."""
    code, out, err = gaihi("ask", QUESTION, "--continue")
    assert code == 0 and "会話: c-" in err
    code, out, err = gaihi("ask", "では2024年6月時点では？", "--continue")
    assert code == 0
    assert "「2024年6月時点で、グループAの国はどこですか」という質問に答えました" in out
    assert "基準日 2024年6月30日" in out


def test_a_conversation_is_named_by_its_id(gaihi):
    """`--conversation ID`; an unknown id and both options together are refused."""
    key = begun(gaihi)
    assert gaihi("ask", "その根拠は？", "--conversation", key)[0] == 0
    code, _, err = gaihi("ask", "その根拠は？", "--conversation", "c-nowhere")
    assert code == 1 and "c-nowhere" in err and "conversations list" in err
    assert gaihi("ask", "x", "--conversation", key, "--continue")[0] == 2


def test_conversations_are_listed_shown_and_deleted(gaihi, monkeypatch):
    """Each with its first question; deleting asks first, unless it is told not to."""
    key = begun(gaihi)
    code, out, _ = gaihi("conversations")
    assert code == 0 and key in out and QUESTION in out and "1問" in out
    code, out, _ = gaihi("conversations", "show", key)
    assert code == 0 and QUESTION in out and "【回答】" in out
    monkeypatch.setattr("sys.stdin", io.StringIO("n\n"))
    code, _, err = gaihi("conversations", "delete", key)
    assert code == 130 and "元に戻せません" in err
    assert key in gaihi("conversations")[1]
    assert gaihi("conversations", "delete", key, "--yes")[0] == 0
    code, out, _ = gaihi("conversations", "list")
    assert code == 0 and "保存した会話はありません" in out
    assert gaihi("conversations", "delete", key, "--yes")[0] == 1


def test_a_replay_says_what_is_the_same(gaihi):
    """Exit status 0 where nothing differs; with `--json` the object of the service."""
    key = begun(gaihi)
    code, out, _ = gaihi("conversations", "replay", key)
    assert (code, out.strip()) == (0, "1. 同じ")
    found = json.loads(gaihi("conversations", "replay", key, "--json")[1])
    assert [turn["same"] for turn in found["turns"]] == [True]


def test_what_differs_in_a_replay_is_printed_and_ends_with_1():
    """The field, before and after, and what the answer rests on that changed."""
    from assistant.conversation import Difference, Replayed
    from ui.printed_conversation import replay_text

    turn = Replayed(1, "a-1", False, (Difference("status", "answered", "abstained"),), {"index": "g1"}, {"index": "g2"})
    assert replay_text([turn]).splitlines() == [
        "1. 違いあり（変わったもの: 索引）",
        "   status",
        "   - answered",
        "   + abstained",
    ]


def test_switched_off_the_commands_say_how_to_switch_on(gaihi, monkeypatch, home):
    """Nothing is stored; a single question is answered as ever."""
    monkeypatch.setenv("GAIHI_HISTORY", "off")
    for arguments in (["conversations"], ["ask", QUESTION, "--continue"]):
        code, _, err = gaihi(*arguments)
        assert code == 1 and "GAIHI_HISTORY" in err
    assert gaihi("ask", QUESTION)[0] == 0
    assert not (home / FILE).exists()


def test_a_service_is_asked_for_its_conversations(gaihi, service, monkeypatch):
    """With GAIHI_URL the list, a conversation and its deletion are those of the service."""
    monkeypatch.setenv("GAIHI_URL", service.url)
    service.talks = {"c-7": ["キャッチオール規制の客観要件とは"]}
    assert "c-7" in gaihi("conversations")[1]
    assert "客観要件を加えることを提言している" in gaihi("conversations", "show", "c-7")[1]
    assert gaihi("ask", "キャッチオール規制の客観要件とは", "--continue")[0] == 0
    assert service.asked[-1] == {"question": "キャッチオール規制の客観要件とは", "conversation_id": "c-7"}
    assert gaihi("conversations", "delete", "c-7", "--yes")[0] == 0
    assert service.talks == {}


def test_a_single_question_to_a_service_is_not_stored_either(gaihi, home, monkeypatch, serve_app):
    """With GAIHI_URL `gaihi ask` alone keeps nothing: a later `--continue` goes on with what was to be kept."""
    from assistant.assistant import Assistant
    from assistant.history import open_history
    from assistant.service import create_app
    from ingest.settings import load_settings

    settings = load_settings(home=home)
    monkeypatch.setenv(
        "GAIHI_URL", serve_app(create_app(Assistant(settings, history=open_history(settings)), settings))
    )
    key = begun(gaihi)
    assert gaihi("ask", "補完的輸出規制の客観要件は何ですか")[0] == 0
    listed = gaihi("conversations")[1]
    assert key in listed and len(listed.splitlines()) == 1
    assert key in gaihi("ask", "では2024年6月時点では？", "--continue")[2]


def test_the_client_replays_over_http(home, serve_app):
    """Replays of a real service come back as their types."""
    from assistant.assistant import Assistant
    from assistant.history import open_history
    from assistant.request import AskRequest
    from assistant.service import create_app
    from ingest.settings import load_settings
    from ui.client import Client, ClientError

    settings = load_settings(home=home)
    url = serve_app(create_app(Assistant(settings, history=open_history(settings)), settings))
    with Client(url) as client:
        key = client.ask(AskRequest(question=QUESTION)).conversation_id
        assert [turn.same for turn in client.replay(key)] == [True]
        assert client.summaries(5)[0].title == QUESTION
        client.delete(key)
        with pytest.raises(ClientError) as caught:
            client.conversation(key)
    assert caught.value.status == 404


def test_how_a_follow_up_was_understood_stands_above_the_answer(gaihi):
    """Right below the standing, and not once more among the notices."""
    gaihi("ask", QUESTION, "--continue")
    lines = gaihi("ask", "では2024年6月時点では？", "--continue")[1].splitlines()
    assert lines[1].startswith("前の質問の続き: ") and sum("という質問に答えました" in line for line in lines) == 1


def test_what_was_read_from_an_own_case_is_printed(gaihi):
    """With its name, its value and the words it came from, below what to do next, which speaks of it."""
    out = gaihi("ask", "当社の測定器をベトナムに輸出するのに許可は要りますか")[1]
    step, _, proposed = out.partition("次にすること: ")[2].partition("質問から読み取った事実（未確認）")
    assert "・仕向地（dest）= ベトナム（VN）　「ベトナム" in proposed and "下の事実を確かめて" in step


def test_what_does_not_exist_is_told_before_anything_is_asked_or_deleted(gaihi):
    """A conversation named beside it stays."""
    key = begun(gaihi)
    code, _, err = gaihi("conversations", "delete", key, "nope")
    assert code == 1 and "nope" in err and "消しますか" not in err
    assert gaihi("conversations", "show", key)[0] == 0
