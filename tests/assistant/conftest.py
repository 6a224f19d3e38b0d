"""A running service over real HTTP, a small corpus with its index, and the cases in YAML."""

import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvicorn
import yaml
from fastapi import FastAPI

from assistant.answer import Answer
from assistant.ask import window_of
from assistant.assistant import Assistant
from assistant.compose import Composed, compose
from assistant.evidence import Sentence, read_sentences
from assistant.hit import Hit
from assistant.question import Question, read_question
from assistant.request import AskRequest
from assistant.retrieve import retrieve
from ingest.index import Index, open_index
from ingest.run import IngestReport, run_ingest
from ingest.settings import Settings, load_settings

Serve = Callable[[FastAPI], httpx.Client]


@pytest.fixture(scope="module")
def serve() -> Iterator[Serve]:
    """Runs an application on a free port of loopback and gives a client for it."""
    running: list[tuple[uvicorn.Server, threading.Thread]] = []

    def start(app: FastAPI) -> httpx.Client:
        server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="error", lifespan="off"))
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        running.append((server, thread))
        while not server.started:
            assert thread.is_alive(), "the service did not start"
            thread.join(0.01)
        port = server.servers[0].sockets[0].getsockname()[1]
        return httpx.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False, timeout=60)

    yield start
    for server, thread in running:
        server.should_exit = True
        thread.join(5)


LAW = "324CO0000000998"
TODAY = date(2026, 4, 1)
_SOURCES = f"""
[[source]]
id = "report"
title = "小委員会 中間報告"
short = "中間報告（2024-04）"
issuer = "経済産業省"
kind = "report"
tier = "official"
published = "2024-04"

[[source]]
id = "slides"
title = "最近の動向"
issuer = "経済産業省"
kind = "slides"
tier = "official"
published = "2025-04-10"

[[source]]
id = "manual"
title = "窓口の手引"
issuer = "経済産業省"
kind = "notice"
tier = "official"
published = "2023-05"

[[source]]
id = "notice"
title = "新しい通達"
issuer = "経済産業省"
kind = "notice"
tier = "official"
published = "2026-02-01"

[[source]]
id = "{LAW}"
title = "試験輸出令"
issuer = "内閣"
kind = "statute"
tier = "statute"
"""
_REPORT = """---
source: report
edition: digest
---
# 小委員会 中間報告

## 第1章 現状
<!-- locator: 第1章; lines: 1-9 -->
ムササビ規制の対象は通知を受けた貨物だけである。ムササビ規制を監督するのは監督課である。

## 第2章 提言
<!-- locator: 第2章; lines: 10-20 -->
小委員会は、ムササビ規制に用途要件を加えることを提言した。小委員会は、ムササビ規制の様式を一つにまとめることも提言した。
"""
_SLIDES = """---
source: slides
edition: digest
---
# 最近の動向

## 改正の概要
<!-- locator: スライド4; lines: 1-9 -->
ムササビ規制に用途要件を加える改正は、2025年10月9日に施行する。

## 届出の対象技術
<!-- locator: スライド5; lines: 10-19 -->
カワウソ届出の対象技術は次のとおり。

- 耐熱塗料の配合
- 深海用の電池
- 量子時計の校正
- 軽量繊維の紡糸
- 低温ポンプの設計

## ヤマネ審査の早見表
<!-- locator: スライド6; lines: 20-29 -->
| 地形 | 所要 |
|---|---|
| 島しょ | 審査に11日かかる |
| 山岳 | 審査に22日かかる |
| 平野 | 審査に33日かかる |
| 湿地 | 審査に44日かかる |
| 砂丘 | 審査に55日かかる |

## 許可の要否
<!-- locator: スライド7; lines: 30-39 -->
テン合金の輸出に許可は不要である。テン合金は耐食性の高い材料である。
"""
_MANUAL = """---
source: manual
edition: digest
---
# 窓口の手引

## 紙の届出
<!-- locator: p. 3; lines: 1-9 -->
モモンガ届は、紙の書面を三部そろえて窓口に出す。
"""
_NOTICE = """---
source: notice
edition: digest
---
# 新しい通達

## ムササビ規制の記録
<!-- locator: p. 1; lines: 1-9 -->
ムササビ規制の記録は九年間保存する。
"""
_LAW = f"""---
source: {LAW}
edition: digest
---
# 試験輸出令

## 第四条第一項（旧）
<!-- provision: 第四条第一項; from: 2023-12-27; to: 2025-10-09 -->
ムササビ規制の貨物は、通知を受けた場合に許可を受けなければならない。

## 第四条第一項（新）
<!-- provision: 第四条第一項; from: 2025-10-09; to: -->
ムササビ規制の貨物は、通知を受けた場合又は用途要件を満たす場合に許可を受けなければならない。
"""
_SUPERSEDED = f"""
[[status]]
id = "S-1"
source = "report"
kind = "superseded"
on = 2025-10-09
digest_phrases = ["通知を受けた貨物だけ"]
by_source = "{LAW}"
by_locator = "第四条第一項"
note = "用途要件が加わった。"

[[status]]
id = "S-2"
source = "manual"
kind = "superseded"
on = 2024-12-01
digest_phrases = ["紙の書面を三部"]
by_source = "slides"
note = "電子届出になった。"

[[status]]
id = "P-1"
source = "report"
kind = "proposed"
sections = ["第2章"]
note = "提言であって法ではない。"

[[status]]
id = "A-1"
source = "slides"
kind = "announced"
on = 2025-10-09
digest_phrases = ["2025年10月9日に施行する"]
note = "施行前の説明。"
"""
_GAPS = """
[[gap]]
topic = "天気"
reason = "out_of_scope"
pointer = "天気は気象庁の発表を見てください。"
asks = ["明日の天気はどうですか", "週末は雨が降りますか"]

[[gap]]
topic = "窓口の電話番号"
reason = "not_in_corpus"
pointer = "電話番号は経済産業省の組織案内を見てください。"
asks = ["ムササビ規制の窓口の電話番号を教えてください"]
"""
_GLOSSARY = """
[[term]]
ja = "ムササビ規制"
en = "musasabi controls"
synonyms = ["滑空規制"]
"""
_ASKS = {
    "report": """
[[section]]
heading = "第1章 現状"
lines = "1-9"
asks = ["ムササビ規制の対象は何ですか", "滑空するやつを見張っている役所はどこ？"]

[[section]]
heading = "第2章 提言"
lines = "10-20"
asks = ["小委員会は何を提言しましたか"]
""",
    "slides": """
[[section]]
heading = "改正の概要"
lines = "1-9"
asks = ["ムササビ規制の改正はいつ施行されますか"]

[[section]]
heading = "届出の対象技術"
lines = "10-19"
asks = ["カワウソ届出の対象技術をすべて挙げてください"]

[[section]]
heading = "ヤマネ審査の早見表"
lines = "20-29"
asks = ["ヤマネ審査は山岳だと何日かかりますか"]

[[section]]
heading = "許可の要否"
lines = "30-39"
asks = ["テン合金とは何ですか"]
""",
    "manual": """
[[section]]
heading = "紙の届出"
lines = "1-9"
asks = ["モモンガ届は何部出しますか"]
""",
    "notice": """
[[section]]
heading = "ムササビ規制の記録"
lines = "1-9"
asks = ["ムササビ規制の記録は何年保存しますか"]
""",
}


def write_corpus(folder: Path) -> Path:
    """A corpus of four documents and a statute with two wordings, each about animals that no law protects."""
    digests = {"report": _REPORT, "slides": _SLIDES, "manual": _MANUAL, "notice": _NOTICE, LAW: _LAW}
    files = {
        "sources.toml": _SOURCES,
        "glossary.toml": _GLOSSARY,
        "superseded.toml": _SUPERSEDED,
        "gaps.toml": _GAPS,
        **{f"digests/{name}.md": text for name, text in digests.items()},
        **{f"asks/{name}.toml": text for name, text in _ASKS.items()},
    }
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


@dataclass(frozen=True)
class Small:
    """A home with the index of the small corpus, and questions to it on TODAY."""

    home: Path
    corpus: Path
    law: str = LAW
    today: date = TODAY

    @cached_property
    def assistant(self) -> Assistant:
        """An assistant for whom it is TODAY."""
        return Assistant(self.settings(), lambda: TODAY)

    @cached_property
    def index(self) -> Index:
        """The published index."""
        return open_index(self.settings())

    def settings(self, **others: Any) -> Settings:
        """Settings of this home."""
        return load_settings(home=self.home, **others)

    def ingest(self, *targets: str, **options: Any) -> IngestReport:
        """Run an ingest of this corpus."""
        return run_ingest(self.settings(), targets, corpus=self.corpus, **options)

    def ask(self, question: str, **fields: Any) -> Answer:
        """The answer to a question."""
        return self.assistant.ask(AskRequest(question=question, **fields))

    def read(self, question: str, as_of: date | None = None) -> Question:
        """The question as the pipeline reads it on TODAY."""
        return read_question(question, as_of, TODAY)

    def hits(self, question: str, as_of: date | None = None, limit: int = 10) -> tuple[Hit, ...]:
        """What is retrieved for a question."""
        read = self.read(question, as_of)
        return retrieve(self.index, read.text, window_of(read, ()), limit)

    def sentences(self, question: str, as_of: date | None = None) -> tuple[Sentence, ...]:
        """The evidence read for a question."""
        return read_sentences(self.index, self.read(question, as_of), self.hits(question, as_of))

    def composed(self, question: str, as_of: date | None = None) -> Composed:
        """The extractive answer to a question, whether or not it would be given."""
        return compose(self.read(question, as_of), self.sentences(question, as_of))


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Small:
    """The small corpus, indexed. Tests only read it."""
    folder = tmp_path_factory.mktemp("small")
    small = Small(folder / "home", write_corpus(folder / "corpus"))
    small.ingest()
    return small


@pytest.fixture
def own(small: Small, tmp_path: Path) -> Small:
    """A copy of the small corpus and its home, for a test to change."""
    shutil.copytree(small.home, tmp_path / "home")
    return Small(tmp_path / "home", write_corpus(tmp_path / "corpus"))


@pytest.fixture(scope="session")
def shipped(index_home: Path) -> Small:
    """The digests that ship, indexed, and questions to them on TODAY."""
    return Small(index_home, Path())


def cases(name: str) -> list[Any]:
    """The sentences of `cases/<name>.yaml`, each as a pytest parameter whose id is its group and number."""
    groups = yaml.safe_load((Path(__file__).parent / "cases" / f"{name}.yaml").read_text(encoding="utf-8"))
    return [pytest.param(text, id=f"{group}-{n}") for group, texts in groups.items() for n, text in enumerate(texts, 1)]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test marked `cases("name")` runs once for each sentence of that file, as its argument `text`."""
    for mark in metafunc.definition.iter_markers("cases"):
        metafunc.parametrize("text", cases(mark.args[0]))
