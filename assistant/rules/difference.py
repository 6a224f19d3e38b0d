"""Difference: an amendment for people, old and new text side by side, in Japanese."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from assistant.rules.basis import Amendment

_WORD = re.compile(r"[一-鿿々〇ー]+|[ぁ-ゖ]+|[ァ-ヺー]+|[0-9０-９]+|[A-Za-zＡ-Ｚａ-ｚ]+|.", re.DOTALL)
_AROUND = 40  # characters of unchanged text shown at either side of a change
_ALIKE = 0.5
_GONE, _NOT_STORED = "（この条項はありません）", "（確認したときの文言は保存されていません）"


@dataclass(frozen=True)
class _Marks:
    """What stands before and after words that only one side has."""

    removed: tuple[str, str]
    added: tuple[str, str]


_MARKDOWN = _Marks(("~~", "~~"), ("**", "**"))
_PLAIN = _Marks(("〔−", "−〕"), ("〔＋", "＋〕"))


def notice(amendment: Amendment) -> str:
    """What a reader of a determination must know while nobody has reviewed the amendment."""
    what = "なくなっています" if amendment.new_text is None else "改正されています"
    new, old = amendment.new_version, amendment.old_version
    return (
        f"根拠条文が{what}（{amendment.law} {amendment.provision}、{new}施行）。"
        f"規則は{old}の文言によります。人の確認が済むまで、この結果は改正を反映していないものとして扱ってください。"
    )


def markdown(amendment: Amendment) -> str:
    """Old and new text as a Markdown table; words only the old has are struck through, words only the new has bold."""
    old, new = f"旧（{amendment.old_version}）", f"新（{amendment.new_version}）"
    rows = "\n".join(f"| {left} | {right} |" for left, right in _rows(amendment, _MARKDOWN, escape=True))
    return f"### {_title(amendment)}\n\n関係する規則: {_rules(amendment)}\n\n| {old} | {new} |\n|---|---|\n{rows}\n"


def plain(amendment: Amendment) -> str:
    """Old above new text for a terminal; 〔−…−〕 is only in the old, 〔＋…＋〕 only in the new."""
    pairs = (f"旧: {left or '―'}\n新: {right or '―'}" for left, right in _rows(amendment, _PLAIN, escape=False))
    return "\n".join((_title(amendment), f"関係する規則: {_rules(amendment)}", *pairs))


def _title(amendment: Amendment) -> str:
    return f"{amendment.law} {amendment.provision}（{amendment.old_version} → {amendment.new_version}）"


def _rules(amendment: Amendment) -> str:
    return "、".join(amendment.rules)


def _rows(amendment: Amendment, marks: _Marks, *, escape: bool) -> Iterator[tuple[str, str]]:
    """Pairs of old and new text, those that are the same left out."""
    old, new = amendment.old_text, amendment.new_text
    if old is None or new is None:
        yield _NOT_STORED if old is None else _cell(old, escape), _GONE if new is None else _cell(new, escape)
        return
    for before, after in _paired(old.split("\n"), new.split("\n")):
        yield _marked(_cell(before, escape), _cell(after, escape), marks)


def _cell(text: str, escape: bool) -> str:
    """A text for a Markdown cell: no sign of it is taken for markup."""
    return re.sub(r"([|*~\\`])", r"\\\1", text).replace("\n", "<br>") if escape else text


def _paired(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Lines that changed, the old beside the new."""
    for kind, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            longest = max(j - i, m - k)
            yield from zip(_filled(old[i:j], longest), _filled(new[k:m], longest), strict=True)


def _filled(lines: Sequence[str], length: int) -> list[str]:
    return [*lines, *[""] * (length - len(lines))]


def _marked(old: str, new: str, marks: _Marks) -> tuple[str, str]:
    """Both texts with the words marked that only one has; long stretches in common are cut."""
    before, after = _WORD.findall(old), _WORD.findall(new)
    words = SequenceMatcher(None, before, after, autojunk=False)
    changes = words.get_opcodes()
    if words.ratio() < _ALIKE:  # another sentence: marks on single words would only confuse
        changes = [("replace", 0, len(before), 0, len(after))]
    left, right = "", ""
    for kind, i, j, k, m in changes:
        gone, come = "".join(before[i:j]), "".join(after[k:m])
        if kind == "equal":
            left, right = left + _cut(gone), right + _cut(come)
            continue
        left += gone and marks.removed[0] + gone + marks.removed[1]
        right += come and marks.added[0] + come + marks.added[1]
    return left, right


def _cut(text: str) -> str:
    return text if len(text) <= 3 * _AROUND else f"{text[:_AROUND]}……{text[-_AROUND:]}"
