"""Front matter of Markdown files: the YAML between two `---` lines at the top.

Gives values as text or dates with errors that name file and key; knows no particular key.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import frontmatter
import yaml

from ingest.readers.file import File

_FENCE = "---"


@dataclass(frozen=True)
class Header:
    """The front matter of a file; `end` is the offset of the body in the raw text. Empty where there is none."""

    fields: Mapping[str, Any]
    end: int = 0

    def text(self, key: str) -> str:
        """The value of a key, or of the same key under `extra`; empty when missing."""
        value = self.fields.get(key)
        extra = self.fields.get("extra")
        if value is None and isinstance(extra, Mapping):
            value = extra.get(key)
        return "" if value is None else str(value)

    def day(self, file: File, key: str) -> date:
        """The value of a key as a date. Raises ReadError when it is missing or no date."""
        try:
            return date.fromisoformat(self.text(key))
        except ValueError as error:
            raise file.error(
                f"先頭の {key} は YYYY-MM-DD の日付のはずですが、{self.text(key)!r} です",
                hint=f"ファイルの先頭の {key} を直してください。",
            ) from error


def header(file: File, raw: str) -> Header:
    """The front matter of a Markdown text. Raises ReadError when it is not YAML."""
    if not raw.startswith(f"{_FENCE}\n"):
        return Header({})
    close = raw.find(f"\n{_FENCE}\n", len(_FENCE))
    if close < 0:
        return Header({})  # a lone rule on the first line
    end = close + len(_FENCE) + 2
    try:
        fields, _ = frontmatter.parse(raw[:end])
    except yaml.YAMLError as error:
        raise file.error(f"先頭のYAMLを読めません（{error}）", hint="先頭の --- の間を直してください。") from error
    return Header(fields, end) if fields else Header({})
