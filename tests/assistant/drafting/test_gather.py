"""Gathering: what a question names comes first, what it does not ask about does not come, fragments never do."""

from datetime import date

import pytest

from assistant.drafting.choose import Said, choose
from assistant.drafting.gather import Scope, gather, provisions, spoken_of
from assistant.drafting.unit import is_cut

SCOPE = Scope(date(2026, 4, 1))


def test_the_item_that_a_question_names_answers_it(shipped):
    """16の項(1) are goods; the technology of 16の項 reads alike and is another item."""
    found = gather(shipped.index, "16の項(1)の対象品目は何か。", SCOPE)
    best = max(found.units, key=lambda one: one.worth)
    assert best.first.hit.passage.locator.endswith("16の項(1)")


def test_what_is_asked_of_one_kind_of_arms_is_not_told_of_the_other(shipped):
    """The two orders on concern read alike: no provision of the one bears out what is asked of the other."""
    found = provisions(shipped.index, "通常兵器の需要者要件は、何によって確かめますか。", SCOPE)
    names = [f"{hit.source.title}{hit.source.short}{''.join(hit.passage.heading)}" for hit in found]
    assert names and not [one for one in names if "核兵器" in one and "通常兵器" not in one]


@pytest.mark.parametrize("question", ["通常兵器の需要者要件は、何によって確かめますか。", "需要者要件とは何ですか。"])
def test_no_answer_begins_with_an_exception(shipped, question):
    """Nor when the rule was told before and only its proviso is left."""
    units = gather(shipped.index, question, SCOPE).units
    said = Said()
    for _ in range(3):
        chosen = choose(units, said)
        assert not chosen.answer or not chosen.answer[0].text.startswith(("ただし", "もっとも")), chosen.answer[0].text
        said.add(chosen.answer)


@pytest.mark.parametrize(
    ("topic", "spoken"), [("宇宙法", False), ("民法", False), ("みなし輸出", True), ("宇宙", True), ("官民対話", True)]
)
def test_a_name_is_spoken_of_where_it_stands_and_not_where_its_parts_do(shipped, topic, spoken):
    """Space and laws are in the corpus, space law is not."""
    assert spoken_of(shipped.index, topic, SCOPE) is spoken


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("※…実績/予定に懸念が", True),
        ("取引の相手方（需要者の確認", True),
        ("「用いる旨確認した場合は許可申請が必要。", True),
        ("貨物の輸出には、", True),
        ("(1) 貨物の輸出には許可が要る。", False),
        ("ア）安全保障上懸念が高い品目", False),
        ("品目 | 需要者が", False),
        ("「用いる」旨を確認した場合（書面）は許可が要る。", False),
    ],
)
def test_a_fragment_is_known_by_its_end_and_its_brackets(text, cut):
    """A table row is no sentence and may end anyhow."""
    assert is_cut(text) is cut
