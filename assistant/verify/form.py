"""Form: what no statement may be or hold, whatever its evidence says (markup, marks, links, invented quotations)."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from assistant.verify.english import is_english
from assistant.verify.fault import Fault, FaultKind, fault
from ingest.fold import squeeze

_LONGEST = 600  # characters: a statement is a sentence, not a page
_BREAKS = "\n\t"
_HIDDEN = frozenset({"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"})
_PATTERNS = (
    (
        "出典の番号",
        re.compile(r"[\[［【〔](?=[^\]］】〕]{0,20}[0-9０-９])[\sA-Z0-9０-９,、:_-]{1,20}[\]］】〕]|\[\^[^\]]{1,20}\]"),
    ),
    ("リンク", re.compile(r"https?:|ftp:|www\.|mailto:|javascript:|data:[a-z]+/|\]\(", re.IGNORECASE)),
    ("マークアップ", re.compile(r"<[A-Za-z/!|?][^>]*>?|```|~~~|\[/?INST|\{\{|\}\}|!\[|^\s{0,3}#{1,6}\s", re.MULTILINE)),
    (
        "指示の形",
        re.compile(r"^\s*(?:system|assistant|user|human|developer|tool)\s*[:：]", re.IGNORECASE | re.MULTILINE),
    ),
)
_URL = re.compile(r"<?https?://[!-~]+")
_QUOTED = re.compile(r"「([^「」]+)」|『([^『』]+)』|“([^”]+)”|\"([^\"]+)\"")
_SHORT = 8  # characters: a term between quotation marks is judged by its words, not as a quotation
_SIGNS = re.compile(r"[、。,.・「」『』“”\"'’\s]")


def form_faults(statement: str, evidence: Sequence[str], headings: Sequence[str]) -> Iterator[Fault]:
    """The faults of form of a statement."""
    if not statement.strip():
        yield fault(FaultKind.FORM, "空の文")
        return
    for url in _URL.findall(statement):
        if any(url in text for text in evidence):
            statement = statement.replace(url, "")
    if len(statement) > _LONGEST:
        yield fault(FaultKind.FORM, f"{_LONGEST}字を超える長さ")
    if any(unicodedata.category(sign) in _HIDDEN for sign in set(statement) if sign not in _BREAKS):
        yield fault(FaultKind.FORM, "見えない文字・制御文字")
    for name, pattern in _PATTERNS:
        if match := pattern.search(statement):
            yield fault(FaultKind.FORM, f"{name}「{match[0].strip()[:20]}」")
    if not is_english(statement):  # a translated term between quotation marks is no quotation
        yield from _false_quotations(statement, evidence, headings)


def _false_quotations(statement: str, evidence: Sequence[str], headings: Sequence[str]) -> Iterator[Fault]:
    quotations = (next(group for group in match.groups() if group) for match in _QUOTED.finditer(statement))
    if not (long := [quoted for quoted in quotations if len(quoted) > _SHORT]):
        return
    said = _SIGNS.sub("", squeeze("|".join((*evidence, *headings))))
    for quoted in long:
        if _SIGNS.sub("", squeeze(quoted)) not in said:
            yield fault(FaultKind.FORM, f"根拠にない引用「{quoted[:20]}」")
