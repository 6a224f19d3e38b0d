"""Fuzz, ablation and overhead over the shipped digests: small numbers of what `gaihi eval` and `gaihi bench` run large."""

import json
import sys
from datetime import date
from pathlib import Path
from random import Random

import pytest

from assistant.assistant import Assistant
from assistant.tell import silent
from assistant.writing.chat import Chat
from assistant.writing.write import Writer, load_judge
from evals.ablation import measure as ablate
from evals.case import load_suite
from evals.fuzz import Checks, Plan, check, fuzz, ground_of
from evals.honest import reword
from evals.invariants import load_law
from evals.liar import Liar
from evals.overhead import measure as overhead
from evals.trial import show_ablation, show_fuzzed, show_overhead
from evals.witness import known, said
from ingest.index import open_index
from ingest.settings import load_settings

sys.path.insert(0, str(Path(__file__).parents[1] / "assistant" / "writing"))  # the scripted server is no package

from scripted import Asked, ChatServer, Played, honest

DAY = date(2026, 4, 1)
CASES = load_suite("dev").cases
REPLIES = 250
OVER_HTTP = 300


def quiet(_label: str, _done: int, _total: int) -> None:
    """Shows nothing."""


def test_nothing_a_liar_writes_gets_through(index_home) -> None:
    """Of hundreds of replies no statement breaks a rule, and some statements are told: the checks check something."""
    fuzzed = fuzz(load_settings(home=index_home), Plan(CASES, DAY, REPLIES, seed=7), quiet)
    assert fuzzed.wrong == (), show_fuzzed(fuzzed)
    assert fuzzed.told > REPLIES / 2
    assert fuzzed.removed > REPLIES / 2
    assert {name for name, _ in fuzzed.troubles} >= {"nonsense", "cut", "unsupported"}


@pytest.mark.slow
def test_nothing_gets_through_over_http(index_home) -> None:
    """The same through a real server and the real client."""
    liar, asked_for = Liar(11), []

    def lies(asked: Asked) -> Played:
        if asked.task == "rewrite":
            return honest(asked)
        asked_for.append(asked.evidence)
        return Played(liar.reply(len(asked_for), asked.evidence))

    settings = load_settings(home=index_home)
    index, assistant, law = open_index(settings), Assistant(settings, lambda: DAY), load_law(index_home)
    grounds = [ground for case in CASES[::9] if (ground := ground_of(index, case, DAY))]
    told = 0
    with ChatServer(lies) as server:
        chat = Chat(load_settings(chat_model="openai:liar", chat_base_url=server.url, chat_seconds=30))
        writer = Writer(chat, load_judge())
        for n in range(OVER_HTTP):
            ground = grounds[n % len(grounds)]
            written = writer.write(ground.question, ground.extract, ground.evidence, silent)
            told += len(written.composed.statements)
            assert list(check(n, written, asked_for[-1], Checks(ground.question.as_of, assistant, law))) == []
    assert len(asked_for) == OVER_HTTP
    assert told > OVER_HTTP / 2


def test_the_same_seed_tells_the_same_lies() -> None:
    """A reply depends on seed, number and evidence alone."""
    evidence = [{"label": "S1", "text": "記録は九年間保存する。", "suggested": True}]
    first, again, other = (Liar(seed).reply(3, evidence) for seed in (1, 1, 2))
    assert first == again
    assert first != other


def test_an_answer_hangs_on_what_it_cites(index_home) -> None:
    """Without the cited passages, and with them altered, answers change."""
    ablation = ablate(load_settings(home=index_home), CASES[::25], DAY, quiet)
    assert ablation.questions >= 8
    rates = (ablation.removed, ablation.altered, ablation.removed_model, ablation.altered_model)
    assert all(rate.share == 1.0 for rate in rates), ablation.stuck
    assert "除く" in show_ablation(ablation)


def test_the_checks_are_timed(index_home) -> None:
    """Every statement of the honest model is judged, and few are removed."""
    found = overhead(load_settings(home=index_home), CASES[::10], DAY)
    assert found.statements >= found.answers > 0
    assert found.removed < 0.1 * found.statements
    assert 0 < found.p50_cpu_ms <= found.p95_cpu_ms
    assert "p95" in show_overhead(found)


@pytest.mark.parametrize(
    ("statement", "evidence", "beyond"),
    [
        ("記録は9年間保存する。", "記録は九年間保存する。", ()),
        ("記録は八年間保存する。", "記録は九年間保存する。", ("8",)),
        ("2025年10月に施行された。", "令和七年十月に施行された。", ()),
        ("令和8年に施行された。", "2025年に施行された。", ("2026",)),
        ("総額は2.4兆円である。", "総額は2.4兆円", ()),
        ("総額は24,000億円である。", "総額は2.4兆円", ()),
        ("総額は2.5兆円である。", "総額は2.4兆円", ("2500000000000",)),
        ("外為法第49条による。", "外為法第48条による。", ("49", "第49条")),
        ("タイに輸出する。", "スタイルを変える。", ("TH",)),
        ("一部の者は三つを選ぶ。", "者は選ぶ。", ()),
        ("①甲、②乙である。", "甲及び乙である。", ()),
        ("⑦年である。", "九年である。", ("7",)),
    ],
)
def test_a_witness_sees_what_evidence_does_not_say(statement: str, evidence: str, beyond: tuple[str, ...]) -> None:
    """Numbers by value, articles and countries; calendar, scale and script make no difference."""
    assert said(statement).beyond(known([evidence])) == beyond


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("改正は、2025年10月9日に施行された。", "改正は、令和7年10月9日に施行されました。"),
        ("改正は、令和七年に施行する。", "改正は、令和七年に施行します。"),
        ("令和7年に公布した。", "2025年に公布しました。"),
        ("期間は六か月である。", "期間は6か月です。"),
        ("輸出貿易管理令による許可が要る。", "輸出令による許可が要ります。"),
        (
            "該当するときは、輸出者は、許可を受けなければならない。",
            "輸出者は、該当するときは、許可を受けなければなりません。",
        ),
        ("島しょ | 11日", "島しょ | 11日"),
    ],
)
def test_the_honest_model_rewords(text: str, other: str) -> None:
    """Style, calendar, numerals, names of laws and order of clauses change; nothing else does."""
    assert reword(text) == other


def test_lies_are_json_most_of_the_time() -> None:
    """Most replies can be read, so that statements are judged and not only shapes."""
    evidence = [{"label": f"S{n}", "text": f"記録は{n}年間保存する。", "suggested": True} for n in range(1, 9)]
    random, readable = Random(5), 0
    for _ in range(200):
        try:
            json.loads(Liar(3).reply(random.randrange(10**6), evidence))
            readable += 1
        except (ValueError, RecursionError):
            continue
    assert readable > 140
