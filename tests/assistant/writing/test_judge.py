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
