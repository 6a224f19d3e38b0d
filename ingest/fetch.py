"""Fetch: a document from a URL into a folder, only when the settings allow connections."""

import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

import httpx

from ingest.errors import ReadError
from ingest.settings import Settings

_TYPES = {
    "application/pdf": ".pdf",
    "text/html": ".html",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "application/xml": ".xml",
    "text/xml": ".xml",
    "application/json": ".json",
}
_HERE = ("127.0.0.1", "localhost", "::1")
_LONGEST = 60  # characters of a name; file systems take 255 bytes


def is_url(target: str) -> bool:
    """Whether a target names a page of the web."""
    return target.lower().startswith(("http://", "https://"))


def fetch(url: str, folder: Path, settings: Settings) -> Path:
    """Download `url` into `folder`. Raises ReadError: offline, no answer, an error status, too large."""

    def allowed(request: httpx.Request) -> None:
        if settings.offline and request.url.host not in _HERE:
            raise ReadError(
                f"{request.url}: オフラインの設定のため取得しません", hint="GAIHI_OFFLINE=0 で取得を許可できます。"
            )

    limit = settings.max_file_mb * 1024 * 1024
    hooks = {"request": [allowed]}  # called for each redirect as well
    try:
        # offline, a proxy of the environment would be a call outside
        with (
            httpx.Client(
                timeout=30, follow_redirects=True, event_hooks=hooks, trust_env=not settings.offline
            ) as client,
            client.stream("GET", url) as response,
        ):
            response.raise_for_status()
            path = folder / _name(url, response.headers.get("content-type", ""))
            with path.open("wb") as stream:
                for chunk in response.iter_bytes():
                    stream.write(chunk)
                    if stream.tell() > limit:
                        raise ReadError(
                            f"{url}: 大きすぎます（上限 {settings.max_file_mb} MB）",
                            hint="GAIHI_MAX_FILE_MB で上限を上げられます。",
                        )
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise ReadError(f"{url}: 取得できません（{error}）", hint="URL と接続を確かめてください。") from error
    return path


def _name(url: str, content_type: str) -> str:
    """A file name with the suffix of the URL, or of the content type."""
    name = re.sub(r"[^\w.-]+", "-", unquote(Path(urlsplit(url).path).name))[-_LONGEST:] or "page"
    if Path(name).suffix.lower() in {*_TYPES.values(), ".docx", ".pptx", ".xlsx", ".htm"}:
        return name
    return name + _TYPES.get(content_type.split(";", maxsplit=1)[0].strip(), ".html")
