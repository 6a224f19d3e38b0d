"""Judge: a line that decides passes only in the words of a statute or an authority that it points at."""

from dataclasses import replace

import pytest

from assistant.evidence import Sentence
from assistant.writing.prompt import Shown
from assistant.writing.reply import Line
from assistant.writing.write import load_judge
from ingest.source import Tier

_OFFICIAL = "輸出に使う容器の持ち帰りには、許可が要らない。"


def _reasons(small, text: str, tier: Tier) -> tuple[str, ...]:
    """What is said against a line that points at the official sentence, said by a source of a tier."""
    found: Sentence = small.sentences("テン合金とは何ですか")[0]
    hit = replace(
        found.hit, passage=replace(found.hit.passage, text=_OFFICIAL), source=replace(found.hit.source, tier=tier)
    )
    said = replace(found, hit=hit, span=replace(found.span, start=0, end=len(_OFFICIAL)))
    return load_judge().reasons(Line(text, ("1",)), {"1": Shown("1", said, suggested=True)}, ())


def test_official_words_may_be_said_in_other_order(small):
    """A cited general statement of the law is not a determination, though it says that no permit is needed."""
    assert _reasons(small, "輸出に使う容器の持ち帰りに許可が要らない。", Tier.STATUTE) == ()


def test_nobody_else_lends_a_verdict_authority(small):
    """An uploaded memorandum that says the same carries no verdict past the lock."""
    assert _reasons(small, "輸出に使う容器の持ち帰りに許可が要らない。", Tier.UPLOADED)


@pytest.mark.parametrize(
    "text",
    ["許可が要らない。", "貴社の容器の持ち帰りには、許可が要らない。", "この容器の持ち帰りには、許可が要らない。"],
)
def test_no_reader_and_no_bare_verdict_is_carried_past(small, text):
    """Pointing at a statute makes no determination of one's own case a general statement."""
    assert _reasons(small, text, Tier.STATUTE)


_FREES = "16の項の技術を提供する取引は、次のどれにも当たらなければ許可が要らない。"
_GENERAL = "一般国とは、国連武器禁輸国以外の国・地域をいう。"
_DATED = "改正（③④）は、2025年〔推定〕4月9日に公布され、2025年〔推定〕10月9日に施行される。"
_ROW = "許可申請が必要な場合 | 全ての輸出 | 武器の開発の懸念がある場合に限る"


def _against(small, text: str, evidence: str) -> tuple[str, ...]:
    """What is said against a line that points at a sentence of a statute, and stands behind it."""
    found: Sentence = small.sentences("テン合金とは何ですか")[0]
    source = replace(found.hit.source, tier=Tier.STATUTE)
    passage = replace(found.hit.passage, text=evidence, heading=("許可",))
    hit = replace(found.hit, passage=passage, source=source)
    said = replace(found, hit=hit, span=replace(found.span, start=0, end=len(evidence)))
    return load_judge().reasons(Line(text, ("1",)), {"1": Shown("1", said, suggested=True)}, (evidence,))


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        ("技術を提供する取引は、許可が要らない。", _FREES),
        ("16の項の技術を提供する取引は、すべて許可が要らない。", _FREES),
        ("16の項の技術を提供する取引は、次のどれに当たっても許可が要らない。", _FREES),
        ("一般国とは、国連武器禁輸国をいう。", _GENERAL),
        ("許可申請が必要な場合 | 武器の開発の懸念がある場合に限る | 全ての輸出", _ROW),
        ("改正（③④）は、2025年〔推定〕10月9日に公布され、2025年〔推定〕4月9日に施行された。", _DATED),
        ("はい。", _GENERAL),
        ("一般国は廃止された。", _GENERAL),
        ("改正（③④）は、2025年〔推定〕4月9日に公布され、来月初めに施行される。", _DATED),
    ],
)
def test_what_narrows_the_evidence_is_not_dropped(small, text, evidence):
    """Leave keeps its condition, a definition its exclusion, a row its order; nothing agrees or takes back."""
    assert _against(small, text, evidence)


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        ("次のどれにも当たらなければ、16の項の技術を提供する取引には許可が要りません。", _FREES),
        ("一般国とは国連武器禁輸国を除く国・地域のことです。", _GENERAL),
        (_ROW, _ROW),
        ("改正（③④）の施行は2025年10月9日、公布は2025年4月9日です。", _DATED),
    ],
)
def test_other_words_for_the_same_stand(small, text, evidence):
    """What keeps condition, exclusion and order is said in any words."""
    assert _against(small, text, evidence) == ()
