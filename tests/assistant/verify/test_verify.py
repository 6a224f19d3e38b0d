"""Verifier: a statement that its evidence does not bear out has a fault; one that restates it has none."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.verify.verify import FaultKind, Verifier
from ingest.glossary import Glossary, load_glossary
from ingest.names import Names, load_names
from ingest.settings import CORPUS

HERE = Path(__file__).parent


def _cases(name: str) -> Any:
    return yaml.safe_load((HERE / name).read_text(encoding="utf-8"))


FAULTS = [
    pytest.param(kind, case, id=f"{kind}-{n}")
    for kind, cases in _cases("faults.yaml").items()
    for n, case in enumerate(cases, 1)
]
TURNED = [
    pytest.param(kind, case, id=f"{kind}-{n}")
    for kind, cases in _cases("turned.yaml").items()
    for n, case in enumerate(cases, 1)
]


@pytest.fixture(scope="session")
def verifier() -> Verifier:
    """A verifier with the names and the glossary that ship."""
    return Verifier(load_names(CORPUS), load_glossary(CORPUS / "glossary.toml"))


@pytest.mark.parametrize(("kind", "case"), FAULTS)
def test_what_the_evidence_does_not_say_is_a_fault(verifier, kind, case):
    """The fault has the right kind and names what in the statement is not borne out."""
    found = verifier.faults(case["says"], (case["evidence"],))
    assert (FaultKind(kind), case["found"]) in [(fault.kind, fault.found) for fault in found]


@pytest.mark.parametrize("case", [pytest.param(case, id=case["how"]) for case in _cases("faithful.yaml")])
def test_a_faithful_rewording_has_no_fault(verifier, case):
    """Era, numerals, abbreviations, synonyms, order and language may change; what is said may not."""
    assert verifier.faults(case["says"], [case[name] for name in ("evidence", "beside") if name in case]) == ()


@pytest.mark.parametrize(("kind", "case"), TURNED)
def test_a_turned_statement_has_a_fault(verifier, kind, case):
    """A denial or a comparator that is not that of the evidence is seen, under whatever name."""
    assert verifier.faults(case["says"], (case["evidence"],)) != ()


@pytest.mark.parametrize("case", [pytest.param(case, id=case["how"]) for case in _cases("faithful.yaml")])
def test_the_evidence_bears_out_itself(verifier, case):
    """A sentence is always borne out by the same sentence."""
    assert verifier.faults(case["evidence"], (case["evidence"],)) == ()


def test_each_kind_of_fault_has_a_case():
    """No kind goes untested."""
    assert {*_cases("faults.yaml"), "label"} == {kind.value for kind in FaultKind}


def test_a_statement_without_evidence_is_not_borne_out(verifier):
    """No label, no statement."""
    assert [fault.kind for fault in verifier.faults("許可が要る。", ())] == [FaultKind.LABEL]


def test_every_fault_is_told_in_japanese(verifier):
    """The text is a whole sentence with what was found in it."""
    (fault,) = verifier.faults("12物資のうち3物資です。", ("12物資を指定した。",))
    assert fault.text == "数値「3物資」が根拠の文と合いません。"


def test_a_heading_bears_out_names(verifier):
    """Subject and law may stand in the heading alone."""
    says, evidence = "輸出令では、ロシア向けの輸出に承認が要ります。", ("承認が要る。",)
    assert {fault.kind for fault in verifier.faults(says, evidence)} >= {FaultKind.COUNTRY, FaultKind.LAW}
    assert verifier.faults(says, evidence, ("輸出貿易管理令", "ロシア向けの輸出の承認")) == ()


def test_a_heading_bears_out_the_provision_that_the_evidence_leaves_to_it(verifier):
    """The user sees the heading beside the sentence; another article than that of the heading is still a fault."""
    says, evidence = "{}により、100万円以下なら許可が要りません。", ("百万円以下なら、許可が要らない。",)
    assert verifier.faults(says.format("第四条"), evidence, ("第四条（少額特例）",)) == ()
    other = verifier.faults(says.format("第五条"), evidence, ("第四条（少額特例）",))
    assert [fault.kind for fault in other] == [FaultKind.PROVISION]


def test_a_heading_bears_out_nothing_in_the_place_of_what_the_evidence_says(verifier):
    """Where the sentence names an article, an item or an amount itself, that of the heading may not stand for it."""
    evidence = ("第九条の許可は、16の項(1)の貨物で百万円以下なら要らない。",)
    headings = ("第四条（16の項(2)と五万円の特例）",)
    right = "第九条の許可は、16の項(1)の貨物で100万円以下なら要りません。"
    assert verifier.faults(right, evidence, headings) == ()
    for there, above in (("第九条", "第四条"), ("16の項(1)", "16の項(2)"), ("100万円", "5万円")):
        assert verifier.faults(right.replace(there, above), evidence, headings) != ()


def test_a_comparator_of_a_heading_is_compared_too(verifier):
    """What is borne out by the heading alone has the comparator of the heading."""
    evidence, headings = ("この特例は、15の項の貨物に使える。",), ("少額特例（五万円以下の貨物）",)
    assert verifier.faults("五万円以下の特例は、15の項の貨物に使えます。", evidence, headings) == ()
    assert verifier.faults("五万円超の特例は、15の項の貨物に使えます。", evidence, headings) != ()


def test_parts_of_a_date_may_stand_in_two_sentences(verifier):
    """The year in one sentence, month and day in the other."""
    evidence = ("改正は2025年に公布された。", "施行は10月9日である。")
    assert verifier.faults("改正の施行は2025年10月9日です。", evidence) == ()


def test_a_link_of_the_evidence_may_be_repeated(verifier):
    """Only a link that the evidence does not have is a fault."""
    evidence = ("出典は、WTOのページ（https://www.wto.org/a.htm）である。",)
    assert verifier.faults("出典はWTOのページ（https://www.wto.org/a.htm）です。", evidence) == ()
    assert verifier.faults("出典はWTOのページ（https://www.wto.org/b.htm）です。", evidence) != ()


def test_a_statement_as_long_as_a_page_is_no_statement(verifier):
    """What is longer than 600 characters is not checked but refused."""
    text = "許可が要る。" * 101
    assert [fault.kind for fault in verifier.faults(text, (text,))] == [FaultKind.FORM]


def test_the_same_statement_has_the_same_faults(verifier):
    """Nothing that is remembered changes a result."""
    says, evidence = "許可は不要で、13物資です。", ("許可が要る。12物資である。",)
    assert verifier.faults(says, evidence) == verifier.faults(says, evidence)


def test_names_and_glossary_may_be_empty():
    """Without names and glossary what needs neither is still checked."""
    bare = Verifier(Names(), Glossary())
    assert bare.faults("12物資です。", ("12物資を指定した。",)) == ()
    assert [fault.kind for fault in bare.faults("13物資です。", ("12物資を指定した。",))] == [FaultKind.NUMBER]


@pytest.mark.parametrize(
    "text", ["(" * 300, "[1" * 290, "第" * 600, "一" * 600, "なければ" * 150, "ない" * 300, "9月" * 290]
)
def test_no_text_breaks_or_stalls_the_verifier(verifier, text):
    """Nonsense is judged like anything else."""
    assert isinstance(verifier.faults(text, (text, "許可が要る。")), tuple)
