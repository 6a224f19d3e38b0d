"""Legible: a text with a box for every sign that a file must not hold. Escaping for a format is done where it is written."""

import re

# what no XML document may hold, halves of surrogate pairs, and signs that turn the order of what is read around
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
_ENDS = re.compile("\r\n?|[\x85\u2028\u2029]")


def legible(text: str) -> str:
    """The text; line ends of every kind become line feeds."""
    return _FORBIDDEN.sub("□", _ENDS.sub("\n", text))
