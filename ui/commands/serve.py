"""`gaihi serve`: the service and, as a child process, the chat page; both until stopped."""

import errno
import os
import signal
import socket
import subprocess
import threading
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any, NoReturn

import typer
import uvicorn

from assistant.assistant import Assistant
from assistant.binding import require_loopback, url_of
from assistant.checking import prepare_rules
from assistant.history import open_history
from assistant.service import create_app
from ingest.generation import current
from ingest.settings import Settings, load_settings
from ui.errors import PageError, PortTakenError
from ui.page import page, page_health, wait_for
from ui.terminal import Json, note, write, write_json

_UP_SECONDS = 60.0


def serve(
    host: str | None = typer.Option(None, "--host", help="待受けアドレス（この計算機の中だけ）。"),
    port: int | None = typer.Option(None, "--port", help="サービスのポート。"),
    ui_port: int | None = typer.Option(None, "--ui-port", help="画面のポート。"),
    no_ui: bool = typer.Option(False, "--no-ui", help="画面を出さない。"),
    json: bool = Json,
) -> None:
    """サービスと画面を、止めるまで動かす。"""
    given = {"host": host, "port": port, "ui_port": ui_port}
    settings = load_settings(**{key: value for key, value in given.items() if value is not None})
    require_loopback(settings.host)
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _stopped)
    try:
        _run(settings, with_page=not no_ui, json=json)
    except KeyboardInterrupt:
        note("止めました。")


def _stopped(_number: int, _frame: Any) -> NoReturn:
    """Ended from outside is the same as Ctrl-C: the page's process must be stopped too."""
    raise KeyboardInterrupt


def _run(settings: Settings, *, with_page: bool, json: bool) -> None:
    with ExitStack() as stack:
        listener = stack.enter_context(_listen(settings.host, settings.port, "--port"))
        child = None
        if with_page:
            _listen(settings.host, settings.ui_port, "--ui-port").close()  # Streamlit would silently say it in English
            child = stack.enter_context(page(settings.host, settings.ui_port, url_of(settings.host, settings.port)))
        app = create_app(Assistant(settings, history=open_history(settings)), settings)
        server = uvicorn.Server(
            uvicorn.Config(
                app,
                log_level="warning",
                access_log=False,
                proxy_headers=False,
                server_header=False,
                timeout_graceful_shutdown=5,
                lifespan="off",
            )
        )
        watch = _Watch(settings, server, child, json)
        threading.Thread(target=prepare_rules, daemon=True).start()
        threading.Thread(target=watch.announce, daemon=True).start()
        server.run(sockets=[listener])
        if watch.failure:
            raise watch.failure


def _listen(host: str, port: int, option: str) -> socket.socket:
    """A socket bound to the address. Raises PortTakenError."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        why = "別のプログラムが使っています" if error.errno == errno.EADDRINUSE else os.strerror(error.errno or 0)
        raise PortTakenError(
            f"{host} のポート {port} で待ち受けられません（{why}）。",
            hint=f"gaihi がすでに動いていないか確かめるか、{option} で別の番号を指定してください。",
        ) from error


@dataclass
class _Watch:
    """Waits beside the server until everything answers, then says where; stops the server when the page cannot."""

    settings: Settings
    server: uvicorn.Server
    child: "subprocess.Popen[bytes] | None"
    json: bool
    failure: PageError | None = field(default=None)

    def announce(self) -> None:
        """Run in a thread of its own."""
        host, port = self.settings.host, self.settings.port
        if not wait_for(f"{url_of(host, port)}/healthz", _UP_SECONDS, lambda: not self.server.should_exit):
            return
        if self.child is not None and not self._page_up(self.child):
            return
        self._say(url_of(host, port), url_of(host, self.settings.ui_port) if self.child else None)

    def _page_up(self, child: "subprocess.Popen[bytes]") -> bool:
        health = page_health(self.settings.host, self.settings.ui_port)
        up = wait_for(health, _UP_SECONDS, lambda: child.poll() is None and not self.server.should_exit)
        if not up and not self.server.should_exit:
            ended = f"終了コード {child.poll()}" if child.poll() is not None else f"{_UP_SECONDS:.0f} 秒待ちました"
            self.failure = PageError(
                f"画面が立ち上がりません（{ended}）。",
                hint="上の出力を確かめるか、--no-ui でサービスだけを動かしてください。",
            )
            self.server.should_exit = True
        return up

    def _say(self, service: str, page_url: str | None) -> None:
        generation = current(self.settings.home)
        if generation is None:
            note("索引がまだありません。gaihi ingest を実行すると、再起動なしに答え始めます。")
        if self.json:
            write_json({"service": service, "page": page_url, "generation": generation})
            return
        write(f"サービス: {service}（{service}/readyz で状態）")
        if page_url:
            write(f"画面:     {page_url}")
        write("止めるには Ctrl-C を押してください。")
