"""Facts given: facts of one transaction as typed: `key=value` options and a YAML file. What is wrong is an InputError."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import yaml

from assistant.errors import WrongFactsError
from assistant.rules.catalogue import Catalogue
from assistant.rules.document import read_document
from assistant.rules.errors import RuleBaseError
from assistant.said import said_facts, said_key
from assistant.wording import FieldError
from ui.errors import InputError

_FORM = "--fact dest=CN のように、事実の名前と値を = でつないでください（一覧は gaihi check --list）。"


def facts_given(options: Sequence[str], path: Path | None, catalogue: Catalogue) -> dict[str, Any]:
    """The facts of a YAML file and of options together; an option wins over the file."""
    given = {**(_of_file(path, catalogue) if path else {}), **_of_options(options, catalogue)}
    return said_facts(given, catalogue)


def assumed_facts(options: Sequence[str], path: Path | None, catalogue: Catalogue) -> dict[str, Any] | None:
    """The facts that the determinations of a draft take for given; their day is the draft's own. Raises InputError."""
    given = facts_given(options, path, catalogue)
    if "date" in given:
        raise InputError(
            "文案の事実に date（日付）は使えません。",
            hint="判定の日は文案の基準日（--as-of）、改正のお知らせでは期間の両端（--from と --to）です。",
        )
    return given or None


@contextmanager
def facts_told() -> Iterator[None]:
    """Facts that the rules refuse as an InputError that names them."""
    try:
        yield
    except WrongFactsError as error:
        named = tuple(FieldError(f"facts.{key}", one.text) for one in error.problems for key in one.facts)
        raise InputError(f"事実に誤りがあります。\n{error.message}", hint=error.hint, errors=named) from error


def _of_options(options: Sequence[str], catalogue: Catalogue) -> dict[str, str]:
    found: dict[str, str] = {}
    for option in options:
        name, sign, value = option.partition("=")
        if not sign or not name.strip():
            raise InputError(f"--fact {option} を読めません。", hint=_FORM)
        key = said_key(name, catalogue)
        if key in found:
            raise InputError(
                f"--fact {key} が二度あります。", hint="値は一つにしてください（複数の区分は B,CW のように）。"
            )
        found[key] = value
    return found


def _where(error: RuleBaseError) -> str:
    """Where a YAML file goes wrong, and in Japanese what, as far as that is known."""
    cause = error.__cause__
    if not isinstance(cause, yaml.MarkedYAMLError):
        return "" if isinstance(cause, yaml.YAMLError | OSError | UnicodeDecodeError) else ": 事実の名前と値の組でない"
    place = f" の{cause.problem_mark.line + 1}行目" if cause.problem_mark else ""
    ours = (cause.problem or "").isascii()
    return f"{place}: " + ("YAML の書き方の誤り（括弧・引用符・字下げなど）" if ours else str(cause.problem))


def _of_file(path: Path, catalogue: Catalogue) -> dict[str, Any]:
    if path.is_dir():
        raise InputError(f"{path} はフォルダです。", hint="--facts には YAML のファイルを指定してください。")
    if not path.is_file():
        raise InputError(f"事実のファイルがありません: {path}", hint="パスを確かめてください。")
    try:
        read = read_document(path, dict[str, Any])
    except RuleBaseError as error:
        raise InputError(
            f"事実のファイルを読めません（{path.name}{_where(error)}）。",
            hint="「dest: CN」のように、一行に一つの事実を書いた YAML にしてください。",
        ) from error
    inner = read.get("facts")
    given: Mapping[Any, Any] = inner if isinstance(inner, Mapping) and len(read) == 1 else read
    return {said_key(str(name), catalogue): value for name, value in given.items()}
