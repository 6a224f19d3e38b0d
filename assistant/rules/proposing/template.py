"""Template: a phrase as a lawyer writes it → a pattern, and the signs it may begin with.

`…` stands for up to 12 characters of the same clause, `{a|b}` for one of several words, `{a|}` for a word that may be
missing, `<name>` for one of a list of words. Everything else stands for itself.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

_GAP = r"[^。?!\n、]{0,12}?"
_PIECE = re.compile(r"…|\{([^{}]*)\}|<[a-z_]+>|[^…{}<>]+")
_LIST = re.compile(r"<([a-z_]+)>")
_HEAD = 2


class TemplateError(ValueError):
    """A phrase that cannot be read; the message says which."""


@dataclass(frozen=True)
class Template:
    """A compiled phrase. Every match begins with one of `heads` (one or two characters)."""

    pattern: re.Pattern[str]
    heads: frozenset[str]


def compile_template(phrase: str, words: Mapping[str, Sequence[str]]) -> Template:
    """The template of a phrase in matching form. Raises TemplateError."""
    pieces, position = [], 0
    while position < len(phrase):
        piece = _PIECE.match(phrase, position)
        if piece is None or any(name not in words for name in _LIST.findall(piece[0])):
            raise TemplateError(f"「{phrase}」の「{phrase[position:]}」は読めません。")
        pieces.append(_alternatives(piece, words))
        position = piece.end()
    if pieces and pieces[0] is None:
        raise TemplateError(f"「{phrase}」は … で始まっています。")
    pattern = "".join(_GAP if piece is None else _group(piece) for piece in pieces)
    return Template(re.compile(pattern), _heads(pieces))


def _alternatives(piece: re.Match[str], words: Mapping[str, Sequence[str]]) -> tuple[str, ...] | None:
    """The words a piece stands for; None for a gap."""
    if piece[0] == "…":
        return None
    written = [piece[0]] if piece[1] is None else piece[1].split("|")
    return tuple(word for one in written for word in (words[one[1:-1]] if _LIST.fullmatch(one) else (one,)))


def _group(words: tuple[str, ...]) -> str:
    return "(?:" + "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) + ")"


def _heads(pieces: list[tuple[str, ...] | None]) -> frozenset[str]:
    heads, done = {""}, set()
    for piece in pieces:
        if piece is None:
            break
        longer = {head + word for head in heads for word in piece}
        done |= {head[:_HEAD] for head in longer if len(head) >= _HEAD}
        heads = {head for head in longer if len(head) < _HEAD}
        if not heads:
            break
    if "" in heads:
        raise TemplateError("何にでも合う句です。")
    return frozenset(done | heads)
