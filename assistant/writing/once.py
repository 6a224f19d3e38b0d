"""Once: JSON as it comes in, piece by piece, watched for a key that stands twice in one object: readers differ on which.

Parses nothing; what is no JSON at all is left to whoever reads it.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from assistant.writing.errors import ChatError, Trouble


class Once:
    """Sees each key of each object once."""

    def __init__(self) -> None:
        self._open: list[set[str] | None] = []  # the keys so far of each open object; None for an array
        self._string: list[str] | None = None
        self._escaped = False
        self._key = False  # whether the next string is one

    def feed(self, piece: str) -> None:
        """Raises ChatError(NONSENSE) for a key that stands twice."""
        for sign in piece:
            if self._string is not None:
                self._within(self._string, sign)
            elif sign == '"':
                self._string = []
            else:
                self._between(sign)

    def _between(self, sign: str) -> None:
        if sign in "{[":
            self._open.append(set() if sign == "{" else None)
        elif sign in "}]" and self._open:
            self._open.pop()
        if sign in "{[]},:":
            self._key = sign in "{," and bool(self._open) and self._open[-1] is not None

    def _within(self, string: list[str], sign: str) -> None:
        if sign == '"' and not self._escaped:
            self._string = None
            self._ended("".join(string))
            return
        self._escaped = sign == "\\" and not self._escaped
        string.append(sign)

    def _ended(self, written: str) -> None:
        keys = self._open[-1] if self._open else None
        if keys is None or not self._key:
            return
        try:
            key = str(json.loads(f'"{written}"', strict=False))
        except ValueError:
            key = written
        if key in keys:
            raise ChatError(Trouble.NONSENSE)
        keys.add(key)


def watched(chunks: Iterable[Any]) -> Iterator[Any]:
    """The chunks of a message as they come. Raises ChatError(NONSENSE) at a key that stands twice."""
    once = Once()
    for chunk in chunks:
        once.feed(str(getattr(chunk, "text", "")))
        yield chunk
