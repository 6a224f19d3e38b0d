"""Page: the chat page's process: Streamlit as a child that never outlives its parent."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import httpx

from assistant.binding import url_of
from ui.errors import PageError
from ui.launch import PAGE, page_command

_STOP_SECONDS = 5.0
_PARENT_DEATH = 1  # PR_SET_PDEATHSIG of prctl(2)


@contextmanager
def page(host: str, port: int, service_url: str) -> Iterator["subprocess.Popen[bytes]"]:
    """Run the chat page against the service; at the end it is stopped. Raises PageError when there is no page."""
    if not PAGE.is_file():
        raise PageError(
            f"画面のファイルがありません: {PAGE}", hint="make setup で入れ直すか、--no-ui を付けてください。"
        )
    child = subprocess.Popen(
        page_command(port, host),
        env=os.environ | {"GAIHI_URL": service_url, "STREAMLIT_LOGGER_LEVEL": "warning"},
        stdout=subprocess.DEVNULL,  # its greeting, in English
        start_new_session=True,  # Ctrl-C in the terminal reaches the parent alone, which then stops the child
        preexec_fn=_die_with_parent if sys.platform == "linux" else None,  # noqa: PLW1509  no thread runs yet
    )
    try:
        yield child
    finally:
        _stop(child)


def _die_with_parent() -> None:
    """Linux: let the kernel end this process when the parent dies, also by `kill -9`."""
    ctypes.CDLL(None).prctl(_PARENT_DEATH, signal.SIGTERM)


def _stop(child: "subprocess.Popen[bytes]") -> None:
    child.terminate()
    try:
        child.wait(_STOP_SECONDS)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


def page_health(host: str, port: int) -> str:
    """The URL at which Streamlit says that it is up."""
    return f"{url_of(host, port)}/_stcore/health"


def wait_for(url: str, seconds: float, alive: Callable[[], bool]) -> bool:
    """Wait until a URL answers with success; False when it does not in time, or `alive` says that nobody will."""
    end = time.monotonic() + seconds
    with httpx.Client(trust_env=False, timeout=2.0) as client:
        while time.monotonic() < end and alive():
            try:
                if client.get(url).is_success:
                    return True
            except httpx.HTTPError:
                pass  # not up yet
            time.sleep(0.1)
    return False
