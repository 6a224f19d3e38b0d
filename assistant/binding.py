"""Binding: which addresses a service without configured users may listen on and answer for: this machine's own only."""

import ipaddress

from ingest.errors import SettingsError


def is_loopback(host: str) -> bool:
    """Whether a host name or address (`[::1]` also in brackets) can only mean this machine."""
    name = host.strip().lower().removeprefix("[").removesuffix("]")
    if name == "localhost":
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def require_loopback(host: str) -> None:
    """Raise SettingsError unless `host` is a loopback address."""
    if not is_loopback(host):
        raise SettingsError(
            f"利用者が設定されていないサービスは、この計算機の外から見えるアドレス（{host or '空'}）では待ち受けません。",
            hint="GAIHI_HOST（または --host）を 127.0.0.1・::1・localhost のどれかにしてください。",
        )


def host_of(authority: str) -> str:
    """The host of a `Host` header: `127.0.0.1:8000` → `127.0.0.1`, `[::1]:8000` → `::1`."""
    if authority.startswith("["):
        return authority[1:].partition("]")[0]
    return authority.partition(":")[0]


def url_of(host: str, port: int) -> str:
    """The address of a service for people and clients."""
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
