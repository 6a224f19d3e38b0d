"""`/v1/drafts` over HTTP: what is made, refused and told, always as a problem document."""

from typing import Any

import httpx
import pytest

from assistant.assistant import Assistant
from assistant.service import create_app

QUESTION = "ムササビ規制の記録は何年保存しますか"


@pytest.fixture
def client(own, serve) -> httpx.Client:
    """A client of a real service on the small corpus."""
    return serve(create_app(Assistant(own.settings(), lambda: own.today), own.settings()))


@pytest.fixture
def made(client) -> dict[str, Any]:
    """A draft by 佐藤."""
    found = client.post("/v1/drafts", json={"by": "佐藤", "request": {"kind": "qa_section", "questions": [QUESTION]}})
    assert found.status_code == 201, found.text
    return found.json()


def path(made: dict[str, Any], *parts: str) -> str:
    """The address of a draft."""
    return "/".join(("/v1/drafts", made["head"]["id"], *parts))


def answer(view: dict[str, Any]) -> dict[str, Any]:
    """The first answer."""
    return next(one for one in view["draft"]["paragraphs"] if one["role"] == "answer")


def edit(client, made, **change: Any) -> httpx.Response:
    """An edit on version 1."""
    return client.post(path(made, "versions"), json={"by": "佐藤", "base": 1, "changes": [change]})


def test_a_draft_is_made_read_and_listed(client, made):
    """Every cited sentence stands in the stored passage of its citation."""
    assert made["head"]["state"] == "draft" and made["note"] == {
        **made["note"],
        "number": 1,
        "author": "佐藤",
        "verified": False,
    }
    quotes = {one["id"]: one["citation"]["quote"] for one in made["draft"]["citations"]}
    cited = [one for one in answer(made)["sentences"] if one["citations"]]
    assert cited and all("九年間" in quotes[key] for one in cited for key in one["citations"])
    assert client.get(path(made)).json() == made
    assert [one["id"] for one in client.get("/v1/drafts").json()["drafts"]] == [made["head"]["id"]]


def test_an_edit_is_a_new_version_with_its_marks(client, made):
    """The number made wrong is marked; the old version can be read."""
    text = answer(made)["sentences"][0]["text"].replace("九年間", "三年間")
    found = edit(client, made, op="replace", paragraph=answer(made)["id"], text=text)
    assert found.status_code == 201 and found.json()["note"]["base"] == 1
    assert [one["mark"]["kind"] for one in found.json()["marks"]] == ["not_supported"]
    assert client.get(path(made), params={"version": 1}).json()["draft"] == made["draft"]
    turns = client.get(path(made, "diff")).json()["difference"]["paragraphs"]
    assert [one["paragraph"] for one in turns if one["turn"] == "changed"] == [answer(made)["id"]]


def test_a_conflict_names_version_author_and_time(client, made):
    """As a problem document that a program can read."""
    change = {"op": "insert", "after": None, "role": "note", "text": "注記である。"}
    assert edit(client, made, **change).status_code == 201
    found = edit(client, made, **change)
    assert found.status_code == 409 and found.headers["content-type"].startswith("application/problem+json")
    problem = found.json()
    assert (problem["type"], problem["base"], problem["version"], problem["author"]) == (
        "urn:gaihi:problem:draft-conflict",
        1,
        2,
        "佐藤",
    )
    assert problem["at"] and "やり直し" in problem["detail"]


@pytest.mark.parametrize(
    ("change", "status", "said"),
    [
        ({"op": "replace", "paragraph": "x9", "text": "文。"}, 422, "x9"),
        ({"op": "burn", "paragraph": "x9"}, 422, "changes"),
        ({"op": "delete", "paragraph": "x9", "why": "?"}, 422, "why"),
        ({"op": "insert", "role": "poem", "text": "文。"}, 422, "role"),
        ({"op": "insert", "role": "note", "text": "字" * 20_001}, 422, "20,000"),
    ],
)
def test_a_wrong_change_is_refused_and_nothing_is_stored(client, made, change, status, said):
    """The problem names what is wrong."""
    found = edit(client, made, **change)
    assert found.status_code == status and said in found.text
    assert len(client.get(path(made, "versions")).json()["versions"]) == 1


def test_review_over_http(client, made):
    """Submitted, refused to its author, approved by another; then nothing is edited."""
    text = answer(made)["sentences"][0]["text"].replace("九年間", "三年間")
    assert edit(client, made, op="replace", paragraph=answer(made)["id"], text=text).status_code == 201
    assert client.post(path(made, "submit"), json={"by": "佐藤", "version": 2}).json()["head"]["state"] == "in_review"
    own = client.post(path(made, "approve"), json={"by": "佐藤", "version": 2})
    assert own.status_code == 409 and own.json()["type"] == "urn:gaihi:problem:wrong-step"
    unseen = client.post(path(made, "approve"), json={"by": "鈴木", "version": 2})
    assert (unseen.status_code, unseen.json()["type"]) == (409, "urn:gaihi:problem:unconfirmed-marks")
    named = {"by": "鈴木", "version": 2, "confirm": unseen.json()["marks"]}
    assert client.post(path(made, "approve"), json=named).json()["marks"] == unseen.json()["marks"]
    accepted = [{"mark": one, "reason": "社内の規程は三年間である。"} for one in unseen.json()["marks"]]
    done = client.post(path(made, "approve"), json={"by": "鈴木", "version": 2, "accepted": accepted})
    assert (done.status_code, done.json()["head"]["approved"]) == (200, 2)
    change = {"op": "insert", "after": None, "role": "note", "text": "注記である。"}
    late = client.post(path(made, "versions"), json={"by": "佐藤", "base": 2, "changes": [change]})
    assert late.status_code == 409 and "承認済み" in late.json()["detail"]
    assert client.post(path(made, "succeed"), json={"by": "佐藤"}).json()["head"]["predecessor"] == made["head"]["id"]


def test_file_comment_check_redraft_export_and_questions(client, made):
    """The other ways to a draft."""
    text = client.get(path(made, "file")).json()["text"]
    sent = {"by": "田中", "text": text.replace("九年間", "とても長く九年間")}
    assert client.post(path(made, "file"), json=sent).json()["note"]["number"] == 2
    events = client.post(path(made, "comments"), json={"by": "鈴木", "text": "よい。"}).json()["events"]
    assert [one["text"] for one in events] == ["よい。"]
    assert client.post(path(made, "check")).json()["moved"] == []
    wanted = {"by": "田中", "base": 2, "paragraphs": [answer(made)["id"]]}
    refused = client.post(path(made, "redraft"), json=wanted)
    assert refused.status_code != 201 and "とても長く九年間" in refused.text  # a person wrote that
    anew = client.post(path(made, "redraft"), json={**wanted, "discard_edits": True}).json()
    assert anew["note"]["how"] == "redrafted" and answer(anew)["sentences"] == answer(made)["sentences"]
    file = client.get(path(made, "export"), params={"format": "markdown"})
    assert file.status_code == 200 and "九年間" in file.text and "attachment" in file.headers["content-disposition"]
    assert client.get("/v1/draft-questions", params={"topic": "ムササビ規制"}).json()["questions"]


@pytest.mark.parametrize(
    "method_path", [("GET", "d-0"), ("GET", "d-0/versions"), ("POST", "d-0/check"), ("GET", "d-0/diff")]
)
def test_an_unknown_draft_is_a_404(client, method_path):
    """With what to do."""
    method, rest = method_path
    found = client.request(method, f"/v1/drafts/{rest}")
    assert found.status_code == 404 and found.json()["type"] == "urn:gaihi:problem:unknown-draft"
    assert "gaihi draft list" in found.json()["detail"]


NUMBERS = ("99999999999999999999", "9" * 5_000, str(2**63), "-1", "0", "1.5", "1e9", "abc", "", "\x00")


@pytest.mark.parametrize("number", NUMBERS)
def test_a_number_that_no_version_has_is_refused_where_it_is_given(client, made, number):
    """As 422 with what would do, for every address that takes one; one that is only too high for this draft is a 404."""
    asked = [(path(made, *part), "version") for part in ((), ("file",), ("export",))]
    for address, name in (*asked, (path(made, "diff"), "old"), (path(made, "diff"), "new")):
        found = client.get(address, params={name: number})
        assert (found.status_code, found.json()["errors"][0]["field"]) == (422, name), (address, found.text)
        assert "以上" in found.text or "以下" in found.text or "整数" in found.text
        assert client.get(address, params={name: "1000000"}).status_code == 404


@pytest.mark.parametrize("number", [10**20, 2**63, -1, 0, 1.5, "x"])
def test_a_step_on_a_number_that_no_version_has_is_refused(client, made, number):
    """In a body too, and in the file of a draft; nothing is stored."""
    steps = (("submit", {}), ("return", {"reason": "x"}), ("approve", {}), ("comments", {"text": "x"}))
    for step, more in steps:
        assert client.post(path(made, step), json={"by": "鈴木", "version": number, **more}).status_code == 422, step
    assert client.post(path(made, "redraft"), json={"by": "鈴木", "base": number}).status_code == 422
    text = client.get(path(made, "file")).json()["text"].replace("version 1 -->", f"version {number} -->")
    found = client.post(path(made, "file"), json={"by": "鈴木", "text": text})
    assert found.status_code in (404, 409, 422), found.text
    assert client.get(path(made, "comments")).json()["events"] == []
    assert len(client.get(path(made, "versions")).json()["versions"]) == 1


def found(client, query: str) -> dict[str, Any]:
    """The best hit of a search."""
    return client.post("/v1/search", json={"query": query}).json()["hits"][0]


def test_evidence_found_by_hand_is_attached_and_compared(client, made):
    """A sentence that was written without any loses its mark once a quote bears it out, and keeps another if it does not."""
    text = "ムササビ規制の記録は九年間保存する。"
    added = edit(client, made, op="insert", after=answer(made)["id"], role="note", text=text).json()
    paragraph = next(one["paragraph"] for one in added["marks"] if one["mark"]["kind"] == "no_evidence")
    hit = found(client, "ムササビ規制の記録 保存")
    sent = {
        "by": "佐藤",
        "base": 2,
        "paragraph": paragraph,
        "sentence": 0,
        "passage_id": hit["passage_id"],
        "quote": text,
    }
    done = client.post(path(made, "citations"), json=sent)
    assert done.status_code == 201 and done.json()["marks"] == [], done.text
    cited = next(one for one in done.json()["draft"]["paragraphs"] if one["id"] == paragraph)["sentences"][0][
        "citations"
    ]
    quotes = {one["id"]: one["citation"]["quote"] for one in done.json()["draft"]["citations"]}
    assert [quotes[one] for one in cited] == [text]
    again = client.post(path(made, "citations"), json={**sent, "base": 3})
    assert again.status_code == 422 and "変更がありません" in again.text
    wrong = edit_text(client, made, paragraph, "ムササビ規制の記録は三年間保存する。", 3)
    assert [one["mark"]["kind"] for one in wrong["marks"]] == ["not_supported"]


def edit_text(client, made, paragraph: str, text: str, base: int) -> dict[str, Any]:
    """The draft with another text of a paragraph."""
    change = {"op": "replace", "paragraph": paragraph, "text": text}
    return client.post(path(made, "versions"), json={"by": "佐藤", "base": base, "changes": [change]}).json()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"quote": "そのような文はない。"}, "一字一句"),
        ({"passage_id": "no-such"}, "一字一句"),
        ({"sentence": 99}, "100 番目"),
        ({"sentence": -1}, "sentence"),
        ({"paragraph": "x9"}, "x9"),
        ({"quote": ""}, "quote"),
    ],
)
def test_evidence_that_is_not_there_is_refused(client, made, wrong, said):
    """Or that is to stand where nothing stands; no version is made of it."""
    hit = found(client, "ムササビ規制の記録 保存")
    sent = {"by": "佐藤", "base": 1, "paragraph": answer(made)["id"], "sentence": 0, "passage_id": hit["passage_id"],
            "quote": "ムササビ規制の記録は九年間保存する。"}  # fmt: skip
    refused = client.post(path(made, "citations"), json={**sent, **wrong})
    assert refused.status_code == 422 and said in refused.text
    assert len(client.get(path(made, "versions")).json()["versions"]) == 1


def test_evidence_that_is_not_the_law_of_the_day_is_refused(client, made):
    """A wording that was replaced bears out nothing but the history."""
    old = client.post(
        "/v1/search", json={"query": "試験輸出令 第四条第一項 通知", "as_of": "2025-06-01", "k": 30}
    ).json()
    hit = next(
        one for one in old["hits"] if one["source_id"].startswith("324CO") and "通知を受けた場合に" in one["text"]
    )
    sent = {"by": "佐藤", "base": 1, "paragraph": answer(made)["id"], "sentence": 0, "passage_id": hit["passage_id"],
            "quote": hit["text"].strip().splitlines()[0]}  # fmt: skip
    refused = client.post(path(made, "citations"), json=sent)
    assert refused.status_code == 422 and "基準日" in refused.text


def test_a_part_of_a_sentence_is_quoted_as_the_whole(client, made):
    """A crop leaves out what a sentence says it of; two crops of one sentence are one citation."""
    text = "ムササビ規制の記録は九年間保存する。"
    added = edit(client, made, op="insert", after=answer(made)["id"], role="note", text=text).json()
    paragraph = next(one["paragraph"] for one in added["marks"] if one["mark"]["kind"] == "no_evidence")
    hit = found(client, "ムササビ規制の記録 保存")
    sent = {"by": "佐藤", "paragraph": paragraph, "sentence": 0, "passage_id": hit["passage_id"]}
    done = client.post(path(made, "citations"), json={**sent, "base": 2, "quote": "記録は九年間"}).json()
    cited = next(one for one in done["draft"]["paragraphs"] if one["id"] == paragraph)["sentences"][0]["citations"]
    assert [one["citation"]["quote"] for one in done["draft"]["citations"] if one["id"] in cited] == [text]
    again = client.post(path(made, "citations"), json={**sent, "base": 3, "quote": "保存する。"})
    assert again.status_code == 422 and "変更がありません" in again.text


def test_a_sentence_has_few_citations(client, made):
    """Of many one has any word; the refusal says what to do."""
    one = answer(made)
    cited = [f"c-{n}" for n in range(4)]
    refused = edit(
        client, made, op="replace", paragraph=one["id"], sentences=[{"text": "許可が要る。", "citations": cited}]
    )
    assert refused.status_code == 422 and "citations" in refused.text


@pytest.mark.parametrize("number", [True, 1.0, "1"])
def test_a_version_is_a_whole_number_and_nothing_that_can_be_read_as_one(client, made, number):
    """`true` and `1.0` name no version."""
    body = {"by": "佐藤", "base": number, "changes": [{"op": "delete", "paragraph": "note"}]}
    refused = client.post(path(made, "versions"), json=body)
    assert refused.status_code == 422 and "整数" in refused.text
