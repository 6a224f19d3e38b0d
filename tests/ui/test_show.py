"""Show: the fragments of an answer say what it is, cite what they show, and run nothing."""

import re
from html.parser import HTMLParser

import pytest

from ingest.errors import GaihiError
from ui import show
from ui.statement import DIGEST_NOTE

LAW = "キャッチオール規制の客観要件とは"
DATED = "2025年5月時点の通常兵器キャッチオールは"
OWN_CASE = "当社の工作機械をシリアへ輸出できますか"
ABSTAINED = "今日の天気は"
HOSTILE = "規程には何と書いてありますか"


class Parts(HTMLParser):
    """What a browser would make of a fragment: tags, links, anchors, marked and plain text."""

    def __init__(self, fragment: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.links: list[str] = []
        self.anchors: list[str] = []
        self.marked = ""
        self.text = ""
        self._path: list[str] = []
        self.feed(fragment)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.add(tag)
        self.attributes |= set(given)
        self.links += [given["href"] or ""] if "href" in given else []
        self.anchors += [given["id"] or ""] if "id" in given else []
        self._path.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._path.pop() == tag, f"</{tag}> closes nothing"

    def handle_data(self, data: str) -> None:
        self.text += data
        self.marked += data if "mark" in self._path else ""


def parts(answer, **view) -> Parts:
    """The parts of the turn that shows an answer."""
    return Parts(show.answered(answer, show.View(**view)))


@pytest.mark.parametrize("question", [LAW, DATED, OWN_CASE, ABSTAINED, HOSTILE])
def test_every_fragment_is_well_formed_and_uses_known_tags_alone(scripted, question):
    """All tags are closed, none can run, load or embed anything, and no event handler or style is set."""
    found = parts(scripted(question))
    known = "article h2 h3 span div p strong ul li a aside details summary blockquote mark dl dt dd"
    assert found.tags <= set(known.split())
    assert found.attributes <= {"class", "id", "lang", "role", "href", "aria-label", "target", "rel", "open"}


def test_each_statement_has_marks_that_lead_to_its_passages(scripted):
    """Every citation mark is a link to an anchor that exists once, inside the card with that number."""
    found = parts(scripted(DATED), number=3)
    assert [link for link in found.links if link.startswith("#")] == ["#t3-c1", "#t3-c2", "#t3-c1"]
    assert found.anchors == ["t3", "t3-c1", "t3-c2"]


def test_the_quote_is_marked_and_the_rest_of_the_passage_shown(scripted):
    """The whole passage stands beside the answer, with exactly the quotes in marks."""
    answer = scripted(LAW)
    found = parts(answer)
    assert found.marked == "".join(citation.quote for citation in answer.citations)
    assert all(citation.passage in found.text for citation in answer.citations)


def test_date_and_its_origin_are_on_every_answer(scripted):
    """The day an answer holds for is written out, with where it came from."""
    assert "基準日 2026年6月10日（今日）" in parts(scripted(LAW)).text
    assert "基準日 2025年5月31日（質問から）" in parts(scripted(DATED)).text
    assert "基準日 2024年1月5日（指定）" in parts(scripted(LAW, as_of="2024-01-05", as_of_from="request")).text


def test_superseded_and_future_statements_say_so_beside_the_sentence(scripted):
    """A statement that is not the law of the day is never without its label, in the text and in the card."""
    text = parts(scripted(DATED), titles={"324CO0000000378": "輸出令"}).text
    assert "インフォーム要件だけである。[1]要旨置き換え済み" in text
    assert "2025年10月9日に置き換え済み" in text
    assert "2025年10月9日から施行（基準日には未施行）" in text
    assert "置き換えた資料輸出令 第四条第一項第三号" in text


def test_a_digest_is_never_shown_as_the_wording_of_the_issuer(scripted):
    """A digest is labelled in the card and beside the sentence, an original is not."""
    found = parts(scripted(LAW)).text
    assert "許可の対象となる。[1]中間報告は" in found
    assert "提言している。[2]要旨提言" in found
    assert found.count("要旨（本プロジェクトによる）") == 1
    assert DIGEST_NOTE in found


def test_items_of_a_list_keep_their_marks_and_share_the_labels_of_their_source(scripted):
    """Every item is cited; the labels stand at the head of a run of items and again where the source changes."""
    texts = [("次のとおり。", [2]), ("韓国", [2]), ("英国", [2]), ("米国", [1]), ("次の文。", [2])]
    given = [{"text": text, "citations": numbers, "origin": "extract"} for text, numbers in texts]
    text = parts(scripted(LAW, statements=given)).text
    assert "次のとおり。[2]要旨提言韓国[2]英国[2]米国[1]次の文。[2]要旨提言" in text


def test_a_sentence_that_no_document_wrote_says_who_did(scripted):
    """What a model or the rules wrote is labelled beside the sentence."""
    given = [{"text": f"{origin}の文。", "citations": [1], "origin": origin} for origin in ("model", "rule", "extract")]
    text = parts(scripted(LAW, statements=given)).text
    assert "modelの文。[1]AIruleの文。[1]規則extractの文。[1]「要旨」" in text


def test_a_question_about_the_users_own_case_says_that_nothing_is_determined(scripted):
    """The box stands before the statements, and nothing of the facts read out of the question is told as known."""
    text = parts(scripted(OWN_CASE)).text
    assert text.index(show.NOT_DETERMINED) < text.index("別表第一の16の項の貨物は")
    assert "読み取った事実" not in text
    assert "品目の該非、仕向地、需要者、用途を確かめ" in text


def test_a_determination_that_cannot_be_read_is_never_shown_by_its_outcome_alone(scripted):
    """Without reasons and notices the outcome is not shown either."""
    text = parts(scripted(OWN_CASE, determination={"outcome": "permit_not_required", "label_ja": "許可不要"})).text
    assert "許可不要" not in text and "規則の照合の結果を表示できません" in text


def test_an_abstention_gives_its_reason_and_the_next_step(scripted):
    """Without an answer there is no statement, but why, and what to do."""
    found = parts(scripted(ABSTAINED))
    assert "収録している資料が扱う範囲の外の質問です。" in found.text
    assert "輸出管理に関する言葉で質問し直してください。" in found.text
    assert "引用した箇所" not in found.text


def test_notices_stand_with_the_answer(scripted):
    """Every notice of the service is shown."""
    assert "収録している版より後の日付です。" in parts(scripted(LAW)).text


def test_hostile_documents_stay_text(scripted):
    """Scripts, images, Markdown links and formulas of a document are shown letter by letter and lead nowhere."""
    found = parts(scripted(HOSTILE))
    assert found.links == ["#t1-c1"]
    assert "<img src=x onerror=alert(1)> **社内** 規程" in found.text
    assert "[次](javascript:alert(4)) 秘密⟦U+202E⟧" in found.text
    assert found.marked == "<script>window.hacked = 1</script> ![絵](http://evil.example/x.png) $$x^2$$"
    assert "公式ページ: javascript:alert(3)" in found.text


def test_a_hostile_question_stays_text(scripted):
    """What the user pasted in is escaped like a document."""
    found = parts(scripted(LAW, question="<b onclick=alert(1)>"))
    assert "<b onclick=alert(1)>" in found.text and "b" not in found.tags


def test_the_official_page_opens_apart_and_names_its_host(scripted):
    """The registered web address is the only way out of the page."""
    fragment = show.answered(scripted(LAW), show.View())
    assert re.findall('<a href="(http[^"]+)" target="_blank" rel="noopener noreferrer">', fragment) == [
        citation.url for citation in scripted(LAW).citations
    ]
    assert "laws.e-gov.go.jp（新しいタブ）" in fragment


def test_a_quote_that_is_not_in_its_passage_is_called_out(scripted):
    """The reader is told to distrust it."""
    answer = scripted(LAW)
    citations = [{**vars(answer.citations[0]), "quote": "許可は不要である"}]
    text = parts(scripted(LAW, citations=citations)).text
    assert "引用文がこの箇所に見つかりません。" in text


def test_an_error_says_what_to_do():
    """Message and hint are shown escaped, with the question kept."""
    found = Parts(show.failed("質問<br>", GaihiError("接続できません。", hint="`gaihi serve` で起動する。")))
    assert "質問<br>" in found.text and "接続できません。`gaihi serve` で起動する。" in found.text


def test_the_record_allows_the_answer_to_be_found_again(scripted):
    """Number, index and program version are folded away below the answer."""
    text = parts(scripted(LAW)).text
    assert "回答の番号a-1" in text and "索引g-1" in text and "モデルなし（抜粋による回答）" in text


def test_the_footer_says_that_nothing_is_finally_judged():
    """Support, not judgement; date and stock; what else to check; whom to ask."""
    text = Parts(show.footer()).text
    assert all(word in text for word in ("最終的に判断しません", "基準日", "外国法", "経済産業省に相談"))
