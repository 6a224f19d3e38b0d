"""Pairing: denials in other words pair, and what is left over is counted by whether the statement must have it."""

import pytest

from assistant.verify.pairing import Pairing, paired
from assistant.verify.polarity import weight
from assistant.verify.reading import Reader
from assistant.verify.symptom import contrary_in, symptoms
from assistant.verify.weights import LEAST
from ingest.glossary import load_glossary
from ingest.names import load_names
from ingest.settings import CORPUS


@pytest.fixture(scope="module")
def reader() -> Reader:
    """A reader with the names and the glossary that ship."""
    return Reader(load_names(CORPUS), load_glossary(CORPUS / "glossary.toml"))


def _pairing(reader: Reader, says: str, *evidence: str) -> Pairing:
    return paired(reader.read(says), [reader.read(text) for text in evidence])


def test_a_denial_in_another_word_leaves_nothing_over(reader):
    """得られていない restates ない."""
    pairing = _pairing(reader, "検査の情報は得られていません。", "検査の情報は、まだない。")
    assert (pairing.extra, pairing.unsaid, pairing.count.odd) == ((), (), False)
    assert len(pairing.reworded) == 1


def test_two_denials_more_are_no_odd_number(reader):
    """従わずに行ってはならない: 従って行わなければならない."""
    pairing = _pairing(reader, "基準に従わずに輸出してはなりません。", "基準に従って輸出しなければならない。")
    assert not pairing.count.odd


def test_one_denial_more_is_odd_and_weighs(reader):
    """The same words with one denial are an error."""
    pairing = _pairing(reader, "違反の事例は見つかりませんでした。", "違反の事例が見つかった。")
    assert pairing.count.odd
    assert not pairing.count.open
    assert weight(symptoms(pairing)) > LEAST


def test_a_denial_before_a_noun_may_be_left_out(reader):
    """非居住者 among the parties need not be said again."""
    pairing = _pairing(reader, "提供には許可が要ります。", "提供又は非居住者への提供には、許可が要る。")
    assert (pairing.count.must, weight(symptoms(pairing)) > LEAST) == (0, False)


def test_two_predicates_that_change_places_need_no_weighing(reader):
    """The count of denials is the same, and yet both are wrong."""
    says, evidence = "該当なら申請は不要で、非該当なら必要です。", "該当なら申請が必要で、非該当なら不要である。"
    assert len(contrary_in(_pairing(reader, says, evidence))) == 2
    assert contrary_in(_pairing(reader, evidence, evidence)) == ()
