"""Wording: what pydantic found wrong with a request, said in Japanese, with what to do about it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

WHOLE = "body"
"""The field of an error of a request as a whole."""
_PLACES = ("body", "query", "path")  # FastAPI puts the place of a value before its name
_DATE = "日付は実在する日を YYYY-MM-DD（例: 2024-06-30）で書いてください。"
_OBJECT = "JSON のオブジェクト（{{…}}）で書いてください。"
_WORDS = {
    "missing": "必須の項目がありません。値を入れてください。",
    "extra_forbidden": "この名前の項目はありません。名前を直すか、取り除いてください。",
    "string_type": "文字列で書いてください。",
    "string_too_long": "長すぎます。{max_length:,} 字までにしてください。",
    "string_unicode": "文字の符号化が壊れています。UTF-8 で送ってください。",
    "int_type": "整数で書いてください。",
    "int_parsing": "整数で書いてください。",
    "int_parsing_size": "数が大きすぎます。小さい整数で書いてください。",
    "int_from_float": "整数で書いてください。",
    "greater_than_equal": "{ge} 以上にしてください。",
    "less_than_equal": "{le} 以下にしてください。",
    "tuple_type": "配列（[…]）で書いてください。",
    "list_type": "配列（[…]）で書いてください。",
    "dict_type": _OBJECT,
    "model_type": _OBJECT,
    "model_attributes_type": _OBJECT,
    "date_type": _DATE,
    "date_parsing": _DATE,
    "date_from_datetime_parsing": _DATE,
    "date_from_datetime_inexact": _DATE,
}


@dataclass(frozen=True)
class FieldError:
    """One wrong field: its path in the request (`source_ids.0`), and in Japanese what is wrong and what to do."""

    field: str
    detail: str


def field_errors(found: Sequence[Mapping[str, Any]]) -> tuple[FieldError, ...]:
    """The errors of a pydantic (or FastAPI) validation, without the values that were sent."""
    return tuple(FieldError(_field(error["loc"]), _detail(error)) for error in found)


def _field(location: Sequence[str | int]) -> str:
    inner = location[1:] if len(location) > 1 and location[0] in _PLACES else location
    return ".".join(str(part) for part in inner) or WHOLE


def _detail(error: Mapping[str, Any]) -> str:
    context = error.get("ctx", {})
    if error["type"] == "value_error":
        return str(context.get("error", "値が正しくありません。"))
    words = _WORDS.get(error["type"], "値が正しくありません（{kind}）。書き方を確かめてください。")
    return words.format(kind=error["type"], **context)
