"""A running service over real HTTP."""

import threading
from collections.abc import Callable, Iterator

import httpx
import pytest
import uvicorn
from fastapi import FastAPI

Serve = Callable[[FastAPI], httpx.Client]


@pytest.fixture(scope="module")
def serve() -> Iterator[Serve]:
    """Runs an application on a free port of loopback and gives a client for it."""
    running: list[tuple[uvicorn.Server, threading.Thread]] = []

    def start(app: FastAPI) -> httpx.Client:
        server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="error", lifespan="off"))
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        running.append((server, thread))
        while not server.started:
            assert thread.is_alive(), "the service did not start"
            thread.join(0.01)
        port = server.servers[0].sockets[0].getsockname()[1]
        return httpx.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False, timeout=60)

    yield start
    for server, thread in running:
        server.should_exit = True
        thread.join(5)
