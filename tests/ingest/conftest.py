"""A small corpus, a home with its published index, and makers of sources and passages."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ingest.document import Passage
from ingest.glossary import Glossary, Term
from ingest.run import IngestReport, run_ingest
from ingest.settings import Settings, load_settings
from ingest.source import Edition, Kind, Source, Tier
from ingest.tokens import Analyzer

LAW = "324CO0000000999"
_SOURCES = f"""
[[source]]
id = "report-2024"
title = "小委員会 中間報告"
short = "中間報告（2024-04）"
issuer = "経済産業省"
kind = "report"
tier = "official"
published = "2024-04"
layout = "report"

[[source]]
id = "slides-2025"
title = "最近の動向"
issuer = "経済産業省"
kind = "slides"
tier = "official"
published = "2025-04-10"

[[source]]
id = "{LAW}"
title = "試験輸出令"
issuer = "内閣"
kind = "statute"
tier = "statute"
"""
_REPORT = """---
source: report-2024
edition: digest
---
# 小委員会 中間報告

## 第2章 提言
<!-- locator: 第2章; lines: 10-20 -->
通常兵器の補完的輸出規制を見直すべきだと提言した。官民対話の仕組みは2024年12月30日に始まった。

## 第1章 現状
<!-- locator: 第1章; lines: 1-9 -->
一般国向けの要件は通知だけである。グループAの国は27か国である。
"""
_SLIDES = """---
source: slides-2025
edition: digest
---
# 最近の動向

## 改正の概要
<!-- locator: スライド4; lines: 1-9 -->
一般国向けに用途要件と需要者要件を設ける改正は、2025年10月9日に施行する。
"""
_LAW = f"""---
source: {LAW}
edition: digest
---
# 試験輸出令

## 第四条第一項（特例）
<!-- provision: 第四条第一項; from: 2023-12-27; to: 2025-10-09 -->
旧の特例として、通知を受けた場合だけ許可が要る。

## 第四条第一項（特例の改正後）
<!-- provision: 第四条第一項; from: 2025-10-09; to: -->
新の特例として、用途要件と需要者要件に当たる場合も許可が要る。
"""
_GLOSSARY = """
[[term]]
ja = "補完的輸出規制"
en = "catch-all controls"
synonyms = ["キャッチオール規制"]

[[variant]]
wrong = "ス一ダン"
right = "スーダン"
"""
_SUPERSEDED = f"""
[[status]]
id = "T-1"
source = "report-2024"
kind = "superseded"
on = 2025-10-09
digest_phrases = ["要件は通知だけである"]
by_source = "{LAW}"
by_locator = "第四条第一項"
note = "2025-10-09 から要件が増えた。"

[[status]]
id = "P-1"
source = "report-2024"
kind = "proposed"
sections = ["第2章"]
note = "提言であって法ではない。"

[[status]]
id = "A-1"
source = "slides-2025"
kind = "announced"
on = 2025-10-09
digest_phrases = ["2025年10月9日に施行する"]
note = "施行前の説明。"
"""
_ASKS = """
[[section]]
heading = "第2章 提言"
lines = "10-20"
asks = ["お役所は何を変えろと言ったの？"]
"""

# the characters a model of the tests knows: each has a direction of its own
_SIGNS = (
    "輸出貿易管理令の別表第一に掲げる貨物許可を受けなければならない技術官民対話象と事前報告提供について"
    "キャッチオール規制客観要件インフォームは用途需者からる検索クエリ文書: querypassage問答"
)


@dataclass(frozen=True)
class Bench:
    """A corpus and a home, and ingest with both."""

    home: Path
    corpus: Path

    def settings(self, **others: Any) -> Settings:
        """Settings of this home."""
        return load_settings(home=self.home, **others)

    def ingest(self, *targets: Path | str, **options: Any) -> IngestReport:
        """Run an ingest of this corpus; `settings` may replace the usual ones."""
        settings = options.pop("settings", None) or self.settings()
        return run_ingest(settings, [str(target) for target in targets], corpus=self.corpus, **options)


def write_corpus(folder: Path) -> Path:
    """A corpus of two digests of documents and one of a statute with two wordings."""
    files = {
        "sources.toml": _SOURCES,
        "digests/report-2024.md": _REPORT,
        "digests/slides-2025.md": _SLIDES,
        f"digests/{LAW}.md": _LAW,
        "glossary.toml": _GLOSSARY,
        "superseded.toml": _SUPERSEDED,
        "asks/report-2024.toml": _ASKS,
    }
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """The small corpus, for a test to change."""
    return write_corpus(tmp_path / "corpus")


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    """A home with the published index of the small corpus. Tests only read it."""
    folder = tmp_path_factory.mktemp("published")
    bench = Bench(folder / "home", write_corpus(folder / "corpus"))
    bench.ingest()
    return bench


@pytest.fixture
def bench(published: Bench, tmp_path: Path, corpus: Path) -> Bench:
    """A copy of the published home and corpus, for a test to change."""
    shutil.copytree(published.home, tmp_path / "home")
    return Bench(tmp_path / "home", corpus)


@pytest.fixture(scope="session")
def analyzer() -> Analyzer:
    """An analyzer that knows one term and one spelling variant."""
    terms = (Term("補完的輸出規制", "catch-all controls", ("キャッチオール規制",)),)
    return Analyzer(Glossary(terms, (("ス一ダン", "スーダン"),)))


@pytest.fixture
def make_source() -> Callable[..., Source]:
    """Makes a source: a report published in April 2024 unless told otherwise."""

    def make(**fields: Any) -> Source:
        usual = {
            "id": "doc",
            "title": "資料",
            "short": "資料",
            "issuer": "省",
            "kind": Kind.REPORT,
            "tier": Tier.OFFICIAL,
        }
        return Source(**{**usual, "published": "2024-04", **fields})

    return make


@pytest.fixture
def make_passage() -> Callable[..., Passage]:
    """Makes a passage of `doc`, visible since April 2024 unless told otherwise; its id is made of its text."""

    def make(text: str, **fields: Any) -> Passage:
        usual = {"id": f"doc:{text}", "source_id": "doc", "edition": Edition.ORIGINAL, "heading": ("章",)}
        return Passage(**{**usual, "locator": "p. 1", "text": text, "visible_from": date(2024, 4, 1), **fields})

    return make


@pytest.fixture(scope="session")
def make_model(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., str]:
    """Builds a real sentence-transformers model folder: each known character has a direction of its own."""

    def make(name: str, prompts: dict[str, str] | None = None) -> str:
        from sentence_transformers import SentenceTransformer
        from sentence_transformers.sentence_transformer.modules import StaticEmbedding
        from tokenizers import Regex, Tokenizer
        from tokenizers.models import WordLevel
        from tokenizers.pre_tokenizers import Split

        signs = ["[UNK]", *sorted(set(_SIGNS))]
        tokenizer = Tokenizer(WordLevel({sign: n for n, sign in enumerate(signs)}, unk_token="[UNK]"))
        tokenizer.pre_tokenizer = Split(Regex("."), "isolated")
        weights = np.eye(len(signs), dtype=np.float32)
        weights[0] = 0
        module = StaticEmbedding(tokenizer, embedding_weights=weights)
        folder = tmp_path_factory.mktemp("model") / name
        SentenceTransformer(modules=[module], device="cpu", prompts=prompts).save(str(folder))
        return str(folder)

    return make
