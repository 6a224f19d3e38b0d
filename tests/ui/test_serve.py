"""Serving: `gaihi serve` as a process of its own, with the real page, started, asked and stopped."""

import os
import signal
import socket
import subprocess
import sys
import time

import httpx
import pytest

QUESTION = "グループAの国はどこですか"


def free_port():
    """A port nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def answers(port):
    """Whether something listens on the port."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture
def serve(index_home):
    """Starts `gaihi serve` with options on free ports; gives the process and both ports."""
    started = []

    def start(*options, home=index_home):
        port, ui_port = free_port(), free_port()
        environment = {**os.environ, "GAIHI_HOME": str(home), "GAIHI_PORT": str(port), "GAIHI_UI_PORT": str(ui_port)}
        process = subprocess.Popen(
            [sys.executable, "-m", "ui.command", "serve", *options],
            env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8",
        )  # fmt: skip
        started.append(process)
        return process, port, ui_port

    yield start
    for process in started:
        process.kill()
        process.wait()
        process.stdout.close()  # not `communicate`: a page left behind would hold the pipes open for ever
        process.stderr.close()


def read_until(stream, text):
    """Read lines until one holds the text."""
    lines = []
    for line in stream:
        lines.append(line)
        if text in line:
            return "".join(lines)
    pytest.fail(f"never said {text!r}: {''.join(lines)}")


def gone(port, seconds=15):
    """Whether nothing listens on the port any more, after a while at most."""
    end = time.monotonic() + seconds
    while time.monotonic() < end and answers(port):
        time.sleep(0.1)
    return not answers(port)


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_service_and_page_run_until_stopped(serve, stop):
    """The addresses are printed once both answer; Ctrl-C and SIGTERM end both, with exit status 0."""
    process, port, ui_port = serve()
    said = read_until(process.stdout, "Ctrl-C")
    assert f"http://127.0.0.1:{port}" in said
    assert f"http://127.0.0.1:{ui_port}" in said
    answer = httpx.post(f"http://127.0.0.1:{port}/v1/ask", json={"question": QUESTION}, trust_env=False, timeout=60)
    assert answer.json()["status"] == "answered"
    assert httpx.get(f"http://127.0.0.1:{ui_port}/", trust_env=False).is_success
    process.send_signal(stop)
    process.communicate(timeout=20)
    assert process.returncode == 0
    assert gone(port)
    assert gone(ui_port)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child that its parent was killed")
def test_a_killed_service_leaves_no_page_behind(serve):
    """After `kill -9` the page's port is free again."""
    process, _, ui_port = serve()
    read_until(process.stdout, "Ctrl-C")
    process.kill()
    assert gone(ui_port)


@pytest.mark.parametrize(("option", "no_ui"), [("--port", True), ("--ui-port", False)])
def test_a_taken_port_is_told(serve, option, no_ui):
    """The message names the port and the option that changes it; nothing is left running."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = str(other.getsockname()[1])
        process, port, _ = serve(option, taken, *(["--no-ui"] if no_ui else []))
        _, err = process.communicate(timeout=30)
    assert process.returncode == 1
    assert taken in err
    assert option in err
    assert "Traceback" not in err
    assert gone(port)


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.0.7"])
def test_an_address_that_others_can_reach_is_refused(serve, host):
    """Without configured users there is no service for other machines."""
    process, port, _ = serve("--host", host, "--no-ui")
    _, err = process.communicate(timeout=30)
    assert process.returncode == 1
    assert host in err
    assert "127.0.0.1" in err
    assert not answers(port)


def test_without_an_index_the_service_waits_for_one(serve, tmp_path):
    """It starts, says that an index is missing, and is alive but not ready."""
    process, port, _ = serve("--no-ui", home=tmp_path)
    assert "gaihi ingest" in read_until(process.stderr, "索引がまだありません")
    assert httpx.get(f"http://127.0.0.1:{port}/healthz", trust_env=False).status_code == 200
    assert httpx.get(f"http://127.0.0.1:{port}/readyz", trust_env=False).status_code == 503
