"""A scripted service on loopback: real HTTP, answers from scripted.yaml, and a record of what it was asked.

Facts are checked by the rules that ship, as the real service does it.
"""

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import uvicorn
import yaml
from fastapi import FastAPI
from fastapi.responses import JSONResponse, Response
from pydantic import TypeAdapter

from assistant.answer import Answer
from assistant.checking import Checker, determination_json, read_given
from assistant.errors import WrongFactsError
from assistant.problem import problem_of
from assistant.rules.determination import Determination

SCRIPT = yaml.safe_load(Path(__file__).with_name("scripted.yaml").read_text(encoding="utf-8"))
TODAY = "2026-06-10"
_ANSWER = {
    "answer_id": "a-1",
    "conversation_id": "c-1",
    "as_of": TODAY,
    "as_of_from": "default",
    "status": "answered",
    "reason": None,
    "closest": [],
    "next_step": None,
    "proposed_facts": [],
    "determination": None,
    "notices": [],
}
_RECEIPT = {"index": "g-1", "rules": None, "model": None, "prompt": None, "code": "0.1.0", "elapsed_ms": 12.3}
_STANDING = {"valid_from": None, "in_force": None, "superseded_on": None, "superseded_by": None}


def answer_json(question: str) -> dict[str, Any]:
    """The scripted answer to a question as the service would send it."""
    given = SCRIPT["answers"][question]
    keys = list(dict.fromkeys(key for one in given.get("statements", []) for key in one["citations"]))
    statements = [
        {"text": one["text"], "citations": [keys.index(key) + 1 for key in one["citations"]], "origin": "extract"}
        for one in given.get("statements", [])
    ]
    citations = [{"n": n, **_STANDING, **SCRIPT["citations"][key]} for n, key in enumerate(keys, 1)]
    return {
        **_ANSWER,
        **given,
        "question": question,
        "statements": statements,
        "citations": citations,
        "receipt": _RECEIPT,
    }


def passage_json(passage_id: str) -> dict[str, Any] | None:
    """The scripted passage as `/v1/passages/{id}` would send it; None for an id nobody knows."""
    found = next((one for one in SCRIPT["citations"].values() if one["passage_id"] == passage_id), None)
    if found is None:
        return None
    rest = {key: value for key, value in found.items() if key not in ("quote", "passage")}
    extra = {"heading": [], "text": found["passage"], "as_of": TODAY, "valid_to": None, "note": ""}
    return {**_STANDING, **rest, **extra}


@dataclass
class Service:
    """A running scripted service: where it is, and the bodies of the questions, checks and records it got."""

    url: str = ""
    asked: list[dict[str, Any]] = field(default_factory=list)
    checked: list[dict[str, Any]] = field(default_factory=list)
    recorded: list[dict[str, Any]] = field(default_factory=list)
    talks: dict[str, list[str]] = field(default_factory=dict)  # questions of each stored conversation, the last first
    fail: int = 0  # status with which conversations are refused


def _app(service: Service) -> FastAPI:
    app = FastAPI()

    def problem(status: int, title: str, detail: str) -> JSONResponse:
        body = {"type": "about:blank", "status": status, "title": title, "detail": detail}
        return JSONResponse(body, status, media_type="application/problem+json")

    @app.post("/v1/ask")
    def ask(body: dict[str, Any]) -> Any:
        service.asked.append(body)
        question = body["question"]
        if question in SCRIPT["problems"]:
            return problem(**SCRIPT["problems"][question])
        if question not in SCRIPT["answers"]:
            return problem(422, "台本にない質問です。", question)
        given: dict[str, Any] = {"as_of": body["as_of"], "as_of_from": "request"} if body.get("as_of") else {}
        if body.get("facts"):
            given["determination"] = checked_json(body["facts"])
        return {**answer_json(question), **given}

    @app.get("/v1/sources")
    def sources() -> Any:
        return {"sources": SCRIPT["sources"]}

    @app.get("/v1/passages/{passage_id}")
    def passage(passage_id: str) -> Any:
        return passage_json(passage_id) or problem(404, "その箇所はありません。", passage_id)

    _add_talks(app, service)
    _add_check(app, service)
    return app


def _add_talks(app: FastAPI, service: Service) -> None:
    def refused() -> JSONResponse | None:
        body = {"type": "about:blank", "status": service.fail, "title": "会話を使えません", "detail": "台本です。"}
        return JSONResponse(body, service.fail, media_type="application/problem+json") if service.fail else None

    @app.get("/v1/conversations")
    def summaries() -> Any:
        found = [
            {**summary(key, asked), "turns": len(asked), "title": asked[0]} for key, asked in service.talks.items()
        ]
        return refused() or {"conversations": found}

    @app.get("/v1/conversations/{key}")
    def conversation(key: str) -> Any:
        if key not in service.talks:
            service.fail = 404
        return refused() or {
            **summary(key, service.talks[key]),
            "turns": [turn_json(key, asked) for asked in service.talks[key]],
        }

    @app.delete("/v1/conversations/{key}")
    def delete(key: str) -> Any:
        service.talks.pop(key, None)
        return refused() or Response(status_code=204)


def summary(key: str, asked: list[str]) -> dict[str, Any]:
    """What a conversation and its place in the list have in common."""
    at = "2026-06-10T03:00:00+00:00"
    return {"conversation_id": key, "created_at": at, "changed_at": at}


def turn_json(key: str, question: str) -> dict[str, Any]:
    """A stored turn with its scripted answer."""
    return {
        "number": 1,
        "after": 0,
        "asked_at": "2026-06-10T03:00:00+00:00",
        "today": TODAY,
        "request": {"question": question},
        "understood": {"question": question, "facts": None},
        "answer": {**answer_json(question), "conversation_id": key},
    }


def checked_json(facts: dict[str, Any]) -> dict[str, Any]:
    """The determination as `/v1/check` would send it. Raises WrongFactsError."""
    given = read_given(facts)
    return determination_json(_check(json.dumps(dict(given.values), ensure_ascii=False)), given.confirmed)


@cache
def _check(facts: str) -> Determination:
    # the same few sets of facts occur in many tests
    return Checker().check(json.loads(facts))


def _add_check(app: FastAPI, service: Service) -> None:
    def known(facts: dict[str, Any]) -> Any:
        try:
            return checked_json(facts)
        except WrongFactsError as error:
            return JSONResponse(problem_of(error).as_json(), 422, media_type="application/problem+json")

    @app.get("/v1/facts")
    def facts() -> Any:
        return {"facts": Checker().facts()}

    @app.post("/v1/check")
    def check(body: dict[str, Any]) -> Any:
        service.checked.append(body["facts"])
        return known(body["facts"])

    @app.post("/v1/check/record")
    def record(body: dict[str, Any]) -> Any:
        service.recorded.append(body)
        found = known(body["facts"])
        return found if isinstance(found, Response) else Response(f"# 記録 {body['format']}", media_type="text/plain")


@pytest.fixture
def service() -> Iterator[Service]:
    """The scripted service, listening on a free port of loopback."""
    service = Service()
    server = uvicorn.Server(uvicorn.Config(_app(service), host="127.0.0.1", port=0, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive(), "the scripted service did not start"
        thread.join(0.01)
    service.url = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    yield service
    server.should_exit = True
    thread.join(5)


@pytest.fixture(scope="session")
def scripted() -> Callable[..., Answer]:
    """Makes the scripted answer to a question, with the given members of its JSON replaced."""

    def make(question: str, /, **members: Any) -> Answer:
        return TypeAdapter(Answer).validate_python({**answer_json(question), **members})

    return make


@pytest.fixture(scope="session")
def script() -> dict[str, Any]:
    """The script as data."""
    return SCRIPT


@pytest.fixture
def serve_app() -> Iterator[Callable[[FastAPI], str]]:
    """Runs an application on a free port of loopback; gives its address."""
    running: list[tuple[uvicorn.Server, threading.Thread]] = []

    def start(app: FastAPI) -> str:
        server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="error", lifespan="off"))
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        running.append((server, thread))
        while not server.started:
            assert thread.is_alive(), "the service did not start"
            thread.join(0.01)
        return f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"

    yield start
    for server, thread in running:
        server.should_exit = True
        thread.join(5)
