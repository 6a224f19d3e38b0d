"""Url: the addresses of servers as they may be shown: without user, password, query and fragment, which may be secrets."""

import re
from urllib.parse import parse_qsl, urlsplit

_ADDRESS = re.compile(r"(?P<scheme>\b[A-Za-z][A-Za-z0-9+.-]*://)(?P<user>\S*@)?(?P<rest>[^?#\s]*)(?P<query>[?#]\S*)?")
_SHORT = 4  # characters; fewer are no secret


def without_secrets(text: str, mask: str = "") -> str:
    """A text in which no address tells more than scheme, host, port and path; `mask` stands where more was."""

    def shown(match: re.Match[str]) -> str:
        user = f"{mask}@" if mask and match["user"] else ""
        query = f"?{mask}" if mask and match["query"] else ""
        return f"{match['scheme']}{user}{match['rest']}{query}"

    return _ADDRESS.sub(shown, text)


def secrets_in(address: str) -> tuple[str, ...]:
    """What an address tells its server alone: the password, or the user where there is none, and the query's values."""
    try:
        parts = urlsplit(address)
        found = (parts.password or parts.username or "", *(value for _, value in parse_qsl(parts.query)))
    except ValueError:
        return ()
    return tuple(one for one in found if len(one) >= _SHORT)
