"""Fetch: a document over HTTP, from a real server on loopback."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from ingest.errors import ReadError
from ingest.fetch import fetch, is_url
from ingest.settings import Settings, load_settings

_MB = 1024 * 1024


@dataclass
class Site:
    """A server with pages: path → (status, headers, body), and the paths it was asked for."""

    pages: dict[str, tuple[int, dict[str, str], bytes]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    port: int = 0

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        """Address of a page."""
        return f"http://{host}:{self.port}{path}"

    def add(self, path: str, body: bytes, status: int = 200, **headers: str) -> str:
        """Add a page and return its address."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.pages[path] = (status, named, body)
        return self.url(path)


@pytest.fixture
def site() -> Iterator[Site]:
    """A server on a free loopback port."""
    found = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found.asked.append(self.path)
            status, headers, body = found.pages.get(self.path, (404, {}, b""))
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", headers.get("X-Length", str(len(body))))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    found.port = server.server_address[1]
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield found
    server.shutdown()
    server.server_close()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Offline settings with a limit of one megabyte."""
    return load_settings(home=tmp_path, max_file_mb=1)


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("http://a/b", True),
        ("HTTPS://a", True),
        ("a.pdf", False),
        ("/tmp/http://x", False),
        ("ftp://a", False),
        ("", False),
    ],
)
def test_pages_of_the_web_are_told_from_paths(target: str, expected: bool) -> None:
    """Only http and https addresses are fetched."""
    assert is_url(target) is expected


@pytest.mark.parametrize(
    ("path", "kind", "name"),
    [
        ("/docs/a.pdf", "application/pdf", "a.pdf"),
        ("/page", "text/html; charset=utf-8", "page.html"),
        ("/", "text/html", "page.html"),
        ("/law", "application/json", "law.json"),
        ("/old.php?id=1", "application/pdf", "old.php.pdf"),
        ("/%E8%A6%8F%E7%A8%8B.TXT", "text/plain", "規程.TXT"),
        ("/unknown", "application/x-thing", "unknown.html"),
    ],
)
def test_the_name_comes_from_address_and_type(
    site: Site, settings: Settings, *, path: str, kind: str, name: str
) -> None:
    """The file keeps the name of the address, with the suffix of its content type where it has none."""
    site.add(path, b"content", Content_Type=kind)
    found = fetch(site.url(path), settings.home, settings)
    assert (found.parent, found.name, found.read_bytes()) == (settings.home, name, b"content")


@pytest.mark.parametrize(
    "path", ["/..%2f..%2fetc%2fpasswd", "/a/%2e%2e", "/%00.txt", "/a%5c..%5cb.txt", "/" + "%E8%A6%8F" * 200]
)
def test_hostile_names_stay_in_the_folder(site: Site, settings: Settings, tmp_path: Path, path: str) -> None:
    """No address, however crooked or long, makes a file outside the folder."""
    site.add(path, b"x", Content_Type="text/plain")
    folder = tmp_path / "downloads"
    folder.mkdir()
    found = fetch(site.url(path), folder, settings)
    assert found.resolve().parent == folder.resolve()
    assert [one.name for one in tmp_path.iterdir()] == ["downloads"]


def test_offline_fetches_nothing_from_outside(settings: Settings, tmp_path: Path) -> None:
    """Offline an outside address is refused, and the hint says how to allow it."""
    with pytest.raises(ReadError, match="オフライン") as caught:
        fetch("https://www.meti.go.jp/a.pdf", tmp_path, settings)
    assert "GAIHI_OFFLINE=0" in caught.value.hint


@pytest.mark.parametrize("url", ["http://127.0.0.1.example.jp/a", "http://localhost@example.jp/a", "http://0.0.0.0/a"])
def test_addresses_that_only_look_local_are_outside(settings: Settings, tmp_path: Path, url: str) -> None:
    """A host that merely contains a loopback name is not this machine."""
    with pytest.raises(ReadError, match="オフライン"):
        fetch(url, tmp_path, settings)


def test_offline_follows_no_redirect_to_outside(site: Site, settings: Settings, tmp_path: Path) -> None:
    """A local page that points outside is not followed: not one request leaves."""
    outside = site.url("/secret", host="0.0.0.0")  # reaches this server, but is not a loopback name
    start = site.add("/start", b"", 302, Location=outside)
    with pytest.raises(ReadError, match="オフライン"):
        fetch(start, tmp_path, settings)
    assert site.asked == ["/start"]


def test_a_local_redirect_is_followed(site: Site, settings: Settings, tmp_path: Path) -> None:
    """A page that moved on the same machine is found."""
    site.add("/there.txt", b"found", Content_Type="text/plain")
    assert fetch(site.add("/here", b"", 302, Location="/there.txt"), tmp_path, settings).read_bytes() == b"found"


def test_offline_uses_no_proxy(site: Site, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A proxy of the environment gets nothing while the settings say offline."""
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert fetch(site.add("/a.txt", b"x"), tmp_path, settings).read_bytes() == b"x"


@pytest.mark.parametrize("status", [401, 404, 500])
def test_an_error_status_is_reported(site: Site, settings: Settings, tmp_path: Path, status: int) -> None:
    """A page that is not there is an error with its address, not a document that says so."""
    with pytest.raises(ReadError, match=f"/gone.*取得できません.*{status}"):
        fetch(site.add("/gone", b"error page", status), tmp_path, settings)


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:1/a", "http://127.0.0.1:99999999/a", "http://[bad/a", "http://", "http://127.0.0.1/\x00"]
)
def test_an_address_that_cannot_be_reached_is_reported(tmp_path: Path, url: str) -> None:
    """No server, no such port, no address at all: an error that names the address."""
    with pytest.raises(ReadError, match="取得できません"):
        fetch(url, tmp_path, load_settings(home=tmp_path, offline=False))


def test_a_file_above_the_limit_is_refused(site: Site, settings: Settings, tmp_path: Path) -> None:
    """A download stops at the limit, and the hint names the setting."""
    assert fetch(site.add("/fits.txt", b"a" * _MB), tmp_path, settings).stat().st_size == _MB
    with pytest.raises(ReadError, match="上限 1 MB") as caught:
        fetch(site.add("/big.txt", b"a" * (_MB + 1)), tmp_path, settings)
    assert "GAIHI_MAX_FILE_MB" in caught.value.hint


def test_a_download_that_breaks_off_is_reported(site: Site, settings: Settings, tmp_path: Path) -> None:
    """Half a document is no document."""
    with pytest.raises(ReadError, match="取得できません"):
        fetch(site.add("/half.txt", b"half", X_Length="1000"), tmp_path, settings)
