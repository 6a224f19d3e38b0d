"""Errors of writing with a chat model.

ingest.errors.GaihiError
└── ChatError  the model's answer cannot be used; `trouble` says why. Never reaches a user: extracts are served instead
"""

from enum import StrEnum

from ingest.errors import GaihiError


class Trouble(StrEnum):
    """Why a chat model's answer cannot be used."""

    UNAVAILABLE = "unavailable"  # cannot be reached, fails, is busy
    SLOW = "slow"  # not done within GAIHI_CHAT_SECONDS
    REFUSED = "refused"  # declines to answer
    NONSENSE = "nonsense"  # not the agreed form, or nothing
    ENDLESS = "endless"  # more than an answer may hold
    CUT = "cut"  # breaks off
    UNSUPPORTED = "unsupported"  # its core statement does not stand up to its evidence


class ChatError(GaihiError):
    """A chat model's answer cannot be used."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(f"対話モデルの応答を使えません（{trouble.value}）。")
        self.trouble = trouble
