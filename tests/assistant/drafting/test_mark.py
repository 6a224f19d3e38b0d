"""Marks: every seeded error of an edit is marked, whatever else the edit does; nothing is deleted."""

import re
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random

import pytest

from assistant.checking import Checker
from assistant.drafting.draft import Draft, Kind, MarkKind, Origin, Paragraph, Role, Sentence
from assistant.drafting.edit import STRUCTURE, Insert, Replace, Typed, apply
from assistant.drafting.mark import Marker, load_marker
from assistant.drafting.neutral import labels_of
from assistant.drafting.request import DraftRequest
from assistant.drafting.write import Drafter
from evals.mutate import Seed
from evals.seeded import MutantKind, mutants
from ingest.names import load_names
from ingest.settings import CORPUS

sys.path.insert(0, str(Path(__file__).parent))
from desk_drafts import draft_of, spans_of

SEEDED = (MutantKind.NUMBER, MutantKind.DATE, MutantKind.COUNTRY, MutantKind.ORGANISATION, MutantKind.ARTICLE)


@pytest.fixture(scope="module")
def marker() -> Marker:
    """A marker with the names that ship."""
    return load_marker()


@pytest.fixture(scope="module")
def draft(shipped) -> Draft:
    """An answer of four sentences."""
    return draft_of(shipped.index, spans_of(shipped.index, Random(7), 4))


def rewritten(marker: Marker, draft: Draft, *texts: str) -> Sequence[Sentence]:
    """The sentences of the first answer after it was rewritten."""
    after = marker.mark(draft, apply(draft, [Replace("a1", "\n".join(texts))], 2))
    return next(one for one in after.paragraphs if one.id == "a1").sentences


def kinds(sentence: Sentence) -> list[MarkKind]:
    """The kinds of its marks."""
    return [mark.kind for mark in sentence.marks]


def test_what_a_person_adds_is_marked_as_without_evidence_and_stays(draft, marker):
    """The sentence stands as it was typed; the others have no mark."""
    texts = [one.text for one in draft.paragraphs[2].sentences]
    found = rewritten(marker, draft, *texts, "社内の窓口は総務部である。")
    assert found[-1].text == "社内の窓口は総務部である。" and kinds(found[-1]) == [MarkKind.NO_EVIDENCE]
    assert [kinds(one) for one in found[:-1]] == [[]] * 4


def test_a_sentence_that_decides_a_case_is_marked(draft, marker):
    """Outside a determination nobody decides an item or a deal, with or without evidence."""
    texts = [one.text for one in draft.paragraphs[2].sentences]
    found = rewritten(marker, draft, *texts, "お問い合わせの貨物の輸出に許可は不要です。")
    assert MarkKind.DETERMINES in kinds(found[-1])


def test_headings_and_questions_need_no_citation(draft, marker):
    """A question put in has no mark; an answer put in has one."""
    changes = [Insert("a1", Role.QUESTION, "窓口はどこですか。"), Insert("a1", Role.CAUTION, "窓口は総務部である。")]
    after = marker.mark(draft, apply(draft, changes, 2))
    marked = {one.id: kinds(one.sentences[0]) for one in after.paragraphs if one.id.startswith("v2")}
    assert marked == {"v2-1": [], "v2-2": [MarkKind.NO_EVIDENCE]}


def test_a_fixed_sentence_may_not_change_its_date(draft, marker):
    """The date of application is the draft's own; another one is a statement without evidence."""
    texts = [one.text for one in draft.paragraphs[2].sentences]
    found = rewritten(marker, draft, *texts, "基準日は2026年4月1日です。", "基準日は2026年4月2日です。")
    assert [kinds(one) for one in found[-2:]] == [[], [MarkKind.NO_EVIDENCE]]


def test_a_value_from_elsewhere_in_a_long_quote_is_marked(marker, draft):
    """Two rows share a quote; the number of the one put into the other is marked, put right again it is not."""
    rows = ("島しょ向けの審査には11日かかる。", "山岳向けの審査には22日かかる。")
    one = draft.citations[0]
    wide = replace(one, citation=replace(one.citation, quote="".join(rows), in_force=None))
    answer = replace(draft.paragraphs[2], sentences=tuple(Sentence(row, (one.id,)) for row in rows), unattached=())
    both = replace(draft, paragraphs=(*draft.paragraphs[:2], answer), citations=(wide,))
    wrong = marker.mark(both, apply(both, [Replace("a1", "島しょ向けの審査には22日かかる。\n" + rows[1])], 2))
    assert kinds(wrong.paragraphs[2].sentences[0]) == [MarkKind.NOT_SUPPORTED]
    again = marker.mark(wrong, apply(wrong, [Replace("a1", "島しょ向けの審査にはおよそ22日かかる。\n" + rows[1])], 3))
    assert kinds(again.paragraphs[2].sentences[0]) == [MarkKind.NOT_SUPPORTED]
    right = marker.mark(again, apply(again, [Replace("a1", "島しょ向けの審査には、11日かかる。\n" + rows[1])], 4))
    assert kinds(right.paragraphs[2].sentences[0]) == []


def test_the_day_in_a_label_is_that_of_the_citation(marker, draft):
    """「（…に改められる前）」 says a day that the citation knows, or is marked."""
    one = draft.citations[0]
    dated = replace(one, citation=replace(one.citation, superseded_on=date(2025, 10, 9), in_force=False))
    text = draft.paragraphs[2].sentences[0].text
    old = replace(draft.paragraphs[2], sentences=(Sentence(text, (one.id,)),))
    before = replace(draft, paragraphs=(*draft.paragraphs[:2], old), citations=(dated,))
    for day, found in ((9, []), (8, [MarkKind.NOT_SUPPORTED])):
        label = f"（2025年10月{day}日に改められる前）"
        after = marker.mark(before, apply(before, [Replace("a1", label + text)], 2))
        assert kinds(after.paragraphs[2].sentences[0]) == found


def _past(draft: Draft, **standing) -> Draft:
    """The draft with one sentence under the label of what was the law, which its citation is."""
    one = draft.citations[0]
    told = {"in_force": False, "superseded_on": date(2025, 10, 9), "valid_from": None, "kind": "report", **standing}
    dated = replace(one, citation=replace(one.citation, **told))
    (label, *_) = labels_of(dated.citation) or ("",)
    text = label + draft.paragraphs[2].sentences[0].text
    history = Paragraph("h1", Role.HISTORY, Origin.PASSAGES, (Sentence(text, (one.id,)),), "q1")
    return replace(draft, paragraphs=(*draft.paragraphs[:2], history), citations=(dated, *draft.citations[1:]))


@pytest.mark.parametrize(
    "standing",
    [{}, {"kind": "statute"}, {"superseded_on": None}, {"superseded_on": None, "valid_from": date(2027, 4, 1)}],
)
def test_what_is_not_the_law_of_the_date_is_marked_without_its_label(marker, draft, standing):
    """Past law, an earlier wording, a proposal, what is yet to come: whoever takes the label off, and in whatever words."""
    before = _past(draft, **standing)
    label = labels_of(before.citations[0].citation)[0]
    said = before.paragraphs[2].sentences[0]
    bare = said.text.removeprefix(label)
    for text in (bare, f"なお、{bare}", f"（参考）{bare}"):
        for typed in (Typed(text), Typed(text, said.citations)):
            after = marker.mark(before, apply(before, [Replace("h1", sentences=(typed,))], 2))
            (mark,) = after.paragraphs[2].sentences[0].marks
            assert mark.kind is MarkKind.NOT_SUPPORTED and label in mark.text
            again = marker.mark(after, apply(after, [Replace("h1", sentences=(Typed(label + bare),))], 3))
            assert not kinds(again.paragraphs[2].sentences[0])


def test_a_present_citation_beside_it_does_not_bear_out_what_is_past(marker, draft):
    """Without a label a sentence rests on the citations that are the law of the date; with one on the others."""
    before = _past(draft)
    said, other = before.paragraphs[2].sentences[0], before.citations[1]
    present = replace(other, citation=replace(other.citation, in_force=True))
    before = replace(before, citations=(before.citations[0], present, *before.citations[2:]))
    label = labels_of(before.citations[0].citation)[0]
    typed = Typed(said.text.removeprefix(label), (*said.citations, present.id))
    after = marker.mark(before, apply(before, [Replace("h1", sentences=(typed,))], 2))
    assert MarkKind.NOT_SUPPORTED in kinds(after.paragraphs[2].sentences[0])
    told = f"{label}{' '.join(present.citation.quote.split())}"
    after = marker.mark(before, apply(before, [Replace("h1", sentences=(Typed(told, (present.id,)),))], 2))
    assert kinds(after.paragraphs[2].sentences[0]) == [MarkKind.NOT_SUPPORTED]


@pytest.mark.parametrize("role", [Role.TITLE, Role.HEADING, Role.QUESTION, Role.POINT, Role.OPEN])
def test_no_role_is_passed_over(marker, draft, role):
    """What states is marked as without evidence, what decides as deciding; what names or asks is not."""
    texts = {
        "この制度は廃止された。": [MarkKind.NO_EVIDENCE],
        "許可不要": [MarkKind.DETERMINES],
        "お問い合わせの貨物の輸出に許可は不要です。": [MarkKind.NO_EVIDENCE, MarkKind.DETERMINES],
        "この表は規則の照合から作りました。": [MarkKind.NO_EVIDENCE, MarkKind.DETERMINES],
        "規則から作った表": [MarkKind.DETERMINES],
        "この取引に許可は必要ですか。": [],
        "記録の保存期間": [],
    }
    after = marker.mark(draft, apply(draft, [Insert("p1", role, text) for text in texts], 2))
    found = {one.text: kinds(one.sentences[0]) for one in after.paragraphs if one.id.startswith("v2-")}
    assert found == texts


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("この制度は2025年10月9日から始まる。", "この制度は廃止された。"),
        ("記録は作成の日から九年間保存する。", "記録は作成の日から٣年間保存する。"),
        ("記録は作成の日から九年間保存する。", "記録は作成の日から③年間保存する。"),
        ("記録は作成の日から九年間保存する。", "記録は作成の日からⅢ年間保存する。"),
        ("記録は作成の日から九年間保存する。", "記録は作成の日から参年間保存する。"),
        ("この制度は2025年10月9日から始まる。", "この制度は一昨年から始まる。"),
        ("この制度は2025年10月9日から始まる。", "この制度は来月初めから始まる。"),
        ("違反した者は10年以下の懲役に処する。", "違反した者は無期懲役に処する。"),
        (
            "改正法は2025年4月9日に公布し、2025年10月9日に施行する。",
            "改正法は2025年10月9日に公布し、2025年4月9日に施行する。",
        ),
        ("対象は、核兵器、化学兵器、生物兵器及びミサイルである。", "対象は、核兵器、化学兵器及びミサイルである。"),
        ("対象は、核兵器、化学兵器及びミサイルである。", "対象は、核兵器、化学兵器、通常兵器及びミサイルである。"),
    ],
)
def test_a_citation_that_is_attached_by_name_bears_out_no_false_statement(marker, draft, quote, text):
    """Whether the sentence was made from another one or is new; the quote itself and its like are not marked."""
    one = draft.citations[0]
    cited = replace(one, citation=replace(one.citation, quote=quote, in_force=None))
    answer = replace(draft.paragraphs[2], sentences=(Sentence(quote, (one.id,)),))
    before = replace(draft, paragraphs=(*draft.paragraphs[:2], answer), citations=(cited,))
    for typed in (Typed(text, (one.id,)), Typed(text)):
        after = marker.mark(before, apply(before, [Replace("a1", sentences=(typed,))], 2))
        marks = kinds(after.paragraphs[2].sentences[0])
        assert marks and marks[0] in (MarkKind.NOT_SUPPORTED, MarkKind.NO_EVIDENCE), typed
    for true in (quote, f"なお、{quote}"):
        after = marker.mark(before, apply(before, [Replace("a1", sentences=(Typed(true, (one.id,)),))], 2))
        assert not kinds(after.paragraphs[2].sentences[0]), true


_CONDITIONS = (
    (
        "核兵器等の開発等以外に用いられることが明らかなときは除く。",
        "核兵器等の開発等以外に用いられるおそれがあるときは除く。",
    ),
    ("技術を当初の相手方や利用者に提供する。", "技術を第三者に提供する。"),
    ("無償の貨物で告示が定めるものは、武器でも特例を使える。", "無償の貨物は、武器でも特例を使える。"),
    ("改正省令は公布の日の翌日に施行する。", "改正省令は公布の日に施行する。"),
    ("懸念がなくならないときはインフォームを出す場合もある。", "懸念がなくならないときはインフォームを必ず出す。"),
    (
        "外国が関心を示し、我が国に優位性がある技術を選ぶ。",
        "外国が関心を示す技術、又は我が国に優位性がある技術を選ぶ。",
    ),
)


@pytest.mark.parametrize(("quote", "text"), _CONDITIONS)
def test_a_condition_that_was_changed_is_marked_with_its_words(marker, draft, quote, text):
    """Whatever else the evidence says: a word put in or left out is there for a person to look at."""
    one = draft.citations[0]
    long = f"{quote}第三者に必ず提供するおそれがあることが明らかな技術、又は貨物は、公布の日に定める。"
    for told in (quote, long):
        cited = replace(one, citation=replace(one.citation, quote=told, in_force=None))
        answer = replace(draft.paragraphs[2], sentences=(Sentence(quote, (one.id,)),))
        before = replace(draft, paragraphs=(*draft.paragraphs[:2], answer), citations=(cited,))
        after = marker.mark(before, apply(before, [Replace("a1", sentences=(Typed(text, (one.id,)),))], 2))
        marks = after.paragraphs[2].sentences[0].marks
        assert {mark.kind for mark in marks} & {MarkKind.REWORDED, MarkKind.NOT_SUPPORTED}, text


def test_what_reads_as_deciding_is_marked_for_its_words_too(marker, draft):
    """A word put into a list is named beside the mark that the sentence decides."""
    quote = "承認を受けない輸出に許可は不要である。"
    one = draft.citations[0]
    cited = replace(one, citation=replace(one.citation, quote=quote, in_force=None, tier="community"))
    answer = replace(draft.paragraphs[2], sentences=(Sentence(quote, (one.id,)),))
    before = replace(draft, paragraphs=(*draft.paragraphs[:2], answer), citations=(cited,))
    typed = Typed("承認を受けない輸入及び輸出に許可は不要である。", (one.id,))
    after = marker.mark(before, apply(before, [Replace("a1", sentences=(typed,))], 2))
    texts = [mark.text for mark in after.paragraphs[2].sentences[0].marks if mark.kind is not MarkKind.DETERMINES]
    assert texts and "輸入" in "".join(texts)


def test_dates_that_change_places_are_marked_where_their_words_stay(marker, draft):
    """Two dates of one sentence under each other's words are marked; whole clauses in another order are not."""
    quote = "説明会の申込みは2025年4月9日まで、資料の提出は2025年10月9日まで受け付ける。"
    one = draft.citations[0]
    cited = replace(one, citation=replace(one.citation, quote=quote, in_force=None))
    answer = replace(draft.paragraphs[2], sentences=(Sentence(quote, (one.id,)),))
    before = replace(draft, paragraphs=(*draft.paragraphs[:2], answer), citations=(cited,))
    crossed = "説明会の申込みは2025年10月9日まで、資料の提出は2025年4月9日まで受け付ける。"
    turned = "資料の提出は2025年10月9日まで、説明会の申込みは2025年4月9日まで受け付ける。"
    for text, found in ((crossed, [MarkKind.NOT_SUPPORTED]), (turned, [])):
        after = marker.mark(before, apply(before, [Replace("a1", sentences=(Typed(text, (one.id,)),))], 2))
        assert kinds(after.paragraphs[2].sentences[0]) == found


def test_the_marker_knows_the_terms_that_answers_know(marker):
    """It reads with the glossary: another word for a concept is not one that the quote lacks."""
    assert "キャッチオール規制" in marker.reader.synonyms("補完的輸出規制")


def test_a_basis_is_compared_with_the_place_it_names(marker, draft):
    """The title and the provision of a citation bear out a line that names them; another provision does not."""
    one = draft.citations[0]
    named = replace(one, citation=replace(one.citation, title="外国為替令", locator="第十七条第二項", in_force=True))
    basis = Paragraph("b1", Role.BASIS, Origin.PASSAGES, (Sentence("外国為替令 第十七条第二項", (one.id,)),))
    before = replace(draft, paragraphs=(basis,), citations=(named,))
    for text, found in (("外国為替令の第十七条第二項", []), ("外国為替令の第十八条第二項", [MarkKind.NOT_SUPPORTED])):
        after = marker.mark(before, apply(before, [Replace("b1", text)], 2))
        assert kinds(after.paragraphs[0].sentences[0]) == found


def test_every_seeded_error_of_an_edit_is_marked(shipped, marker):
    """A number, date, article, country or organisation made wrong in one sentence of a paragraph is marked there."""
    names = load_names(CORPUS)
    found = spans_of(shipped.index, Random(11), 1200)
    missed, seen = [], 0
    for at in range(0, len(found), 8):
        draft = draft_of(shipped.index, found[at : at + 8], size=8)
        answer = next(one for one in draft.paragraphs if one.role is Role.ANSWER)
        for n, sentence in enumerate(answer.sentences):
            said = next(one.citation.quote for one in draft.citations if one.id in sentence.citations)
            true = Seed("s", (said,), sentence.text)
            for one in mutants([true], names, seed=at, per_kind=1):
                if one.kind not in SEEDED:
                    continue
                texts = [one.text if m == n else each.text for m, each in enumerate(answer.sentences)]
                after = marker.mark(draft, apply(draft, [Replace(answer.id, "\n".join(texts))], 2))
                new = next(each for each in after.paragraphs if each.id == answer.id)
                seen += 1
                wrong = [each for each in new.sentences if each.text == one.text]
                if not wrong or not all(each.marks for each in wrong):
                    missed.append((one.kind.value, one.original, one.text))
    assert seen > 500
    assert not missed, f"{len(missed)} of {seen}: {missed[:20]}"


def test_a_word_of_the_corpus_in_the_place_of_another_and_a_clause_left_out_are_marked(shipped, marker):
    """Of two hundred sentences; none that only lost a comma or turned polite is."""
    random, missed, troubled = Random(5), [], []
    found = spans_of(shipped.index, random, 200, least=20)
    words = [word for passage, span in found for word in re.findall(r"[一-龠]{2,4}", span.of(passage.text))]
    for passage, span in found:
        draft = draft_of(shipped.index, [(passage, span)], size=1)
        plain = (replace(one, citation=replace(one.citation, in_force=None)) for one in draft.citations)
        draft = replace(draft, citations=tuple(plain))  # else each needs a label, and is marked for lacking it
        text = draft.paragraphs[2].sentences[0].text
        own = re.findall(r"[一-龠]{2,4}", text)
        clauses = text.split("、")
        wrong = [text.replace(random.choice(own), random.choice(words), 1)] if own else []
        wrong += ["、".join(clauses[:-2] + clauses[-1:])] if len(clauses) > 2 else []
        for one in wrong:
            typed = Typed(one, draft.paragraphs[2].sentences[0].citations)
            after = marker.mark(draft, apply(draft, [Replace("a1", sentences=(typed,))], 2))
            missed += [one] if one not in text and not after.paragraphs[2].sentences[0].marks else []
        for one in (text.rstrip("。"), text.replace("である。", "です。"), text.replace("する。", "します。")):
            typed = Typed(one, draft.paragraphs[2].sentences[0].citations)
            if one != text:
                after = marker.mark(draft, apply(draft, [Replace("a1", sentences=(typed,))], 2))
                troubled += [one] if after.paragraphs[2].sentences[0].marks else []
    assert len(missed) <= 4, missed
    assert len(troubled) <= 6, troubled


def test_every_seeded_error_in_a_written_draft_is_marked(shipped, marker):
    """Its sentences share quotes of several sentences, stand under labels, or name a basis."""
    drafter = Drafter(shipped.index, Checker())
    draft = drafter.draft(DraftRequest(kind=Kind.QA_SECTION, topic="補完的輸出規制"), shipped.today)
    names, missed, seen = load_names(CORPUS), [], 0
    quotes = {one.id: one.citation.quote for one in draft.citations}
    for paragraph in draft.paragraphs:
        if paragraph.origin is Origin.DETERMINATION or paragraph.role in STRUCTURE:
            continue
        for n, sentence in enumerate(paragraph.sentences):
            true = Seed("s", tuple(quotes[one] for one in sentence.citations) or (sentence.text,), sentence.text)
            for one in (one for one in mutants([true], names, seed=n, per_kind=1) if one.kind in SEEDED):
                typed = tuple(Typed(one.text if m == n else each.text) for m, each in enumerate(paragraph.sentences))
                after = marker.mark(draft, apply(draft, [Replace(paragraph.id, sentences=typed)], 2))
                new = next(each for each in after.paragraphs if each.id == paragraph.id).sentences[n]
                seen += 1
                if not new.marks:
                    missed.append((one.kind.value, one.original, one.text))
    assert seen > 50 and not missed, f"{len(missed)} of {seen}: {missed[:20]}"
