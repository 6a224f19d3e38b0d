"""Review, form: every fact that the kind of transaction uses, in groups; what is not touched is not given."""

import streamlit as st

from ui import review_text
from ui.desk import Checked, Desk
from ui.escape import unmarked
from ui.fact_input import fact_input
from ui.questions import Question, Questions, kind_of

_GROUPS = (
    (
        "取引と相手",
        "kind date dest dest_recipient recipient_residency specific_category area ship_from item_group contract",
    ),
    ("品目・技術と該非", "list_status item_no new21 list_status_before hs scope basis tech_medium"),
    (
        "用途と需要者",
        "inform wmd_use wmd_use_annex6 wmd_user wmd_clear conv_use conv_user conv_clear conv_exempt eul red_flags",
    ),
    ("制裁", "designated_entity ru_category ru_item_no sanction_exception_claimed"),
    (
        "特例",
        "exception_claimed exception_type exception_confirmed total_value_jpy notice_50k split_shipment transit "
        "foreign_force_takehome tech_exception foreign_origin_tech",
    ),
    ("官民対話（事前報告）", "tech_no design_mfg act"),
    ("中古工作機械・包括許可", "machine_tool exporter_is_maker age_years bulk_request"),
)
_REST = "そのほか"
_OPEN = 3  # groups that are unfolded at first: nearly every transaction needs them


def form(desk: Desk, checked: Checked, questions: Questions) -> None:
    """The whole left side of the form."""
    st.html(review_text.caption("触れていない事実は「答えていない」ものとして扱い、「いいえ」とはみなしません。"))
    _strangers(desk, questions)
    for place, (title, facts) in enumerate(grouped(questions.of_kind(kind_of(desk.deal.facts)))):
        given = any(one.key in desk.deal.facts for one in facts)
        wrong = any(checked.problems_of(one.key) for one in facts)
        with st.expander(title, expanded=place < _OPEN or given or wrong, key=f"g-group-{place}"):
            _open(desk, checked, facts)
            for one in facts:
                _field(desk, checked, one)


def grouped(facts: tuple[Question, ...]) -> list[tuple[str, tuple[Question, ...]]]:
    """The facts under the headings of the form; one that no heading knows stands under the last."""
    places = {key: title for title, keys in _GROUPS for key in keys.split()}
    titles = [*(title for title, _ in _GROUPS), _REST]
    found = [(title, tuple(one for one in facts if places.get(one.key, _REST) == title)) for title in titles]
    return [(title, members) for title, members in found if members]


def _open(desk: Desk, checked: Checked, facts: tuple[Question, ...]) -> None:
    """Which facts of a group can still change the result."""
    missing = {one.fact for one in checked.found.missing} if checked.found else set()
    names = [one.label for one in facts if one.key in missing and one.key not in desk.deal.facts]
    if names:
        st.html(review_text.caption(f"答えると結果が変わり得る: {'、'.join(names)}"))


def _field(desk: Desk, checked: Checked, question: Question) -> None:
    fact_input(question, desk.deal.facts.get(question.key), desk.put, "form")
    if wrong := checked.problems_of(question.key):
        st.html(review_text.problems(wrong))


def _strangers(desk: Desk, questions: Questions) -> None:
    """Facts of another kind of transaction, which have no field here."""
    used = {one.key for one in questions.of_kind(kind_of(desk.deal.facts))}
    given = [key for key in desk.deal.facts if key not in used]
    if not given:
        return
    with st.container(border=True):
        st.html(review_text.heading("この種類の取引では使わない事実"))
        for key in given:
            name = unmarked(questions.label(key))
            with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
                st.html(review_text.pair(questions, key, desk.deal.facts[key]))
                st.button("消す", key=f"strange-{key}", on_click=desk.forget, args=(key,), help=f"{name}を消す")
