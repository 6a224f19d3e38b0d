"""Scope: words that widen or narrow what is said (のみ, 全て, 一部, 原則, 及び・又は), added or dropped."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.verify.fault import Fault, FaultKind, fault
from assistant.verify.reading import Clause, Reading

_NOT_ONLY = re.compile(r"(?:だけ|のみ)(?:で(?:は)?な|なら)|に限ら[ずな]|限らず")


@dataclass(frozen=True)
class _Scope:
    """`said`: the word in a statement; `known`: what in the evidence bears it out; `kept`: whether it may not be dropped."""

    name: str
    said: re.Pattern[str]
    known: re.Pattern[str]
    kept: bool


_ONLY = r"のみ|だけ|に限[るりっらる定]|限定|限られ|に限$|専ら|もっぱら|唯一|しか"
_SCOPES = (
    _Scope("のみ", re.compile(_ONLY), re.compile(_ONLY + r"|絞|特化|限度|すぎ|過ぎ|1つ|一つ|原則|単独"), kept=True),
    _Scope(
        "全て",
        re.compile(r"すべて|全て|全部|いずれも|どれも|あらゆる|一切|例外なく|一律|全面的"),
        re.compile(
            r"すべて|全|いずれ|どれ|どの|どこ|あらゆる|一切|一律|各|両|双方|とも|どちらも|問わ|かかわら|何も|総|必ず|まで|ごと|毎|除|以外|[、・]"
        ),
        kept=False,
    ),
    _Scope(
        "一部",
        re.compile(r"一部(?!改正)|部分的"),
        re.compile(r"一部|部分|うち|多く|限|中には|など|等|特定|或る|ある"),
        kept=True,
    ),
    _Scope("原則", re.compile(r"原則(?!3|三|等)"), re.compile(r"原則|基本的|通常|一般に"), kept=True),
)
_JOINTS = re.compile(
    r"(?P<all>及び|並びに|かつ|両方|双方|いずれも|どちらも|ともに)|(?P<any>又は|若しくは|または|もしくは|あるいは|いずれか|どちらか|どれか|一方)"
)


def scope_faults(statement: Reading, evidence: Sequence[Reading]) -> Iterator[Fault]:
    """The faults of scope of a Japanese statement."""
    if statement.english:
        return
    said = _NOT_ONLY.sub("", statement.squeezed)
    known = _NOT_ONLY.sub("", "|".join(reading.squeezed for reading in evidence))
    for scope in _SCOPES:
        if (match := scope.said.search(said)) and not scope.known.search(known):
            yield fault(FaultKind.SCOPE, said[max(0, match.start() - 6) : match.end()])
        elif scope.kept and not scope.known.search(said) and _is_dropped(scope, statement, evidence):
            yield fault(FaultKind.SCOPE, scope.name)


def _is_dropped(scope: _Scope, statement: Reading, evidence: Sequence[Reading]) -> bool:
    """Whether the statement says what a clause of the evidence says, without the clause's word of scope."""
    return any(
        scope.said.search(_NOT_ONLY.sub("", clause.text)) and _restates(statement, clause)
        for reading in evidence
        for clause in reading.clauses
    )


def _restates(statement: Reading, clause: Clause) -> bool:
    words = {word for word in clause.words if word not in ("一部", "原則", "限る", "丈", "のみ")}
    return len(words) >= 2 and len(words & statement.word_set) >= 0.75 * len(words)
