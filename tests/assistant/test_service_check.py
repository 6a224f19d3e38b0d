"""Service of the rule check: the contract over real HTTP, and a problem document for everything that can go wrong."""

import io

import pytest
from docx import Document

from assistant.assistant import Assistant
from assistant.service import create_app
from ingest.settings import load_settings

FACTS = {"dest": "CN", "date": "2025-10-10", "hs": "8542.31", "list_status": "not_listed"}


@pytest.fixture(scope="module")
def client(tmp_path_factory, serve):
    """A client of a service without an index: the rule check needs none."""
    settings = load_settings(home=tmp_path_factory.mktemp("home"))
    return serve(create_app(Assistant(settings), settings))


def test_a_check_answers_without_an_index(client):
    """The outcome with its label, its rules, its trace and the fingerprint of the rules."""
    found = client.post("/v1/check", json={"facts": FACTS})
    assert found.status_code == 200
    assert found.json()["outcome"] == "insufficient_facts"
    assert found.json()["facts"] == {**FACTS, "hs": "854231"}
    assert found.json()["missing"] and found.json()["trace"]


def test_no_facts_at_all_are_a_question_and_no_error(client):
    """An empty request is told what is needed."""
    found = client.post("/v1/check", json={"facts": {}}).json()
    assert (found["outcome"], "date" in [one["fact"] for one in found["missing"]]) == ("insufficient_facts", True)


@pytest.mark.parametrize(
    ("facts", "named"),
    [
        ({"dest": "XX", "foo": 1}, ["dest", "foo"]),
        ({"list_status": "not_listed", "new21": "yes"}, ["list_status", "new21"]),
    ],
)
def test_wrong_facts_are_a_problem_that_names_them(client, facts, named):
    """`facts` lists them, `problems` says of each what is wrong."""
    answer = client.post("/v1/check", json={"facts": facts})
    document = answer.json()
    assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")
    assert document["type"] == "urn:gaihi:problem:wrong-facts"
    assert document["facts"] == named
    assert [fact for problem in document["problems"] for fact in problem["facts"]] == named
    assert [error["field"] for error in document["errors"]] == [f"facts.{fact}" for fact in named]
    assert "Traceback" not in answer.text


@pytest.mark.parametrize("body", [{}, {"facts": []}, {"facts": None}, {"facts": {}, "as_of": "2025-01-01"}, []])
def test_a_body_of_another_shape_is_refused(client, body):
    """Only `facts`, and it is an object: no date of an answer slips in beside it."""
    assert client.post("/v1/check", json=body).status_code == 422


def test_the_catalogue_describes_every_fact(client):
    """Key, type, answers and question of each, in the order of asking; countries with their names."""
    facts = client.get("/v1/facts").json()["facts"]
    assert [fact["key"] for fact in facts][:3] == ["kind", "date", "dest"]
    assert all(fact["question"] and fact["label"] for fact in facts)
    dest = next(fact for fact in facts if fact["key"] == "dest")
    assert {"value": "CN", "label": "中国"} in dest["values"]


def test_a_record_comes_as_a_file(client):
    """Markdown or DOCX, with who made it and on which day."""
    body = {"facts": FACTS, "by": "佐藤", "on": "2026-01-05", "subject": "T-1"}
    text = client.post("/v1/check/record", json=body)
    assert text.headers["content-type"] == "text/markdown; charset=utf-8"
    assert text.text.startswith("# 取引審査の記録")
    assert "2026年1月5日" in text.text
    file = client.post("/v1/check/record", json={**body, "format": "docx"})
    assert Document(io.BytesIO(file.content)).core_properties.author == "佐藤"
    assert ".docx" in file.headers["content-disposition"]


@pytest.mark.parametrize(
    "wrong", [{"by": ""}, {"by": "a\u0000"}, {"format": "pdf"}, {"on": "2026-02-30"}, {"subject": "x\n"}]
)
def test_a_record_needs_a_name_a_day_and_a_form(client, wrong):
    """What is wrong is named by its field."""
    answer = client.post("/v1/check/record", json={"facts": FACTS, "by": "佐藤", **wrong})
    assert answer.status_code == 422
    assert [error["field"] for error in answer.json()["errors"]] == list(wrong)
