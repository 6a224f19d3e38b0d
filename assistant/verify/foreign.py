"""Foreign: of an English statement, only whether it denies where its Japanese evidence does."""

import re
from collections.abc import Iterator, Sequence

from assistant.verify.fault import Fault, FaultKind, fault
from assistant.verify.reading import Reading

_PLAIN_AXES = ("need", "can", "target", "permit", "have")  # whose denials English has no single word for
_ENGLISH_DENIAL = re.compile(
    r"\b(?:not|no|never|neither|nor|none|without|cannot|except|exclud\w+|exempt\w*|unless|prohibit\w*|bann?(?:ed|s)?"
    r"|forbid\w*|unnecessary|other than|non|outside|out of|lacks?|prevent\w*|avoid\w*)\b|n't\b|\bnon-",
    re.IGNORECASE,
)
_ENGLISH_LIMIT = re.compile(  # comparators
    r"\b(?:not|no) (?:more|less|later|earlier|longer|fewer|higher|lower|greater|exceed\w*)\b", re.IGNORECASE
)
_ENGLISH_DOUBLE = re.compile(  # a denial of a denial
    r"\b(?:no|without(?: any)?)\b(?: \w+){0,1}? (?:exempt\w*|exclu\w+|exceptions?|carve-?outs?)"
    r"|\bwithout (?:undue )?(?:delay|fail|limit\w*|distinction|(?:prior |advance )?notice)"
    r"|\b(?:not|never|no longer)\b(?: \w+){0,2}? (?:exempt\w*|exclud\w+|prohibit\w*|banned|forbidden|unnecessary|not)\b",
    re.IGNORECASE,
)
_ENGLISH_NEED = re.compile(r"\b(?:not|cannot|no)\b.{0,60}?\b(?:without|unless|until)\b", re.IGNORECASE)
_ENGLISH_SOFT = re.compile(  # what may deny, and need not
    r"\b(?:fail\w*|lack\w*|absen\w+|reject\w*|refus\w+|den(?:y|ies|ied)|omit\w*|waive\w*|free of|instead of"
    r"|rather than|impossible|difficult|insufficient|inadequate|no longer|ceas\w+|yet|few|little|hardly"
    r"|un(?:able|published|known|decided|available|clear|determined|likely|related|licen[cs]ed|authori[sz]ed)"
    r"|in(?:complete|eligible|applicable|valid))\b",
    re.IGNORECASE,
)


def foreign_faults(statement: Reading, evidence: Sequence[Reading]) -> Iterator[Fault]:
    """An English statement must deny something exactly where its Japanese evidence does (what stands in brackets may
    be left out)."""
    if any(reading.english for reading in evidence):
        return
    raw = _ENGLISH_DOUBLE.sub("", _ENGLISH_LIMIT.sub("", _ENGLISH_NEED.sub("", statement.raw)))
    denial = _ENGLISH_DENIAL.search(raw)
    known = [one for reading in evidence for one in reading.predicates if one.denies]
    soft = re.search(r"のみ|だけ|限[るりらっ定]|困難|難し|不足|以外", "".join(reading.squeezed for reading in evidence))
    if denial and not known and not soft and not any(reading.turns for reading in evidence):
        yield fault(FaultKind.POLARITY, denial[0])
    last = [one for one in evidence[-1].predicates if not one.aside][-1:]
    denial = denial or _ENGLISH_NEED.search(statement.raw)
    if (
        not denial
        and not _ENGLISH_SOFT.search(statement.raw)
        and len(evidence) == 1
        and any(one.denies and (one.bare or one.axis in _PLAIN_AXES) for one in last)
    ):
        yield fault(FaultKind.POLARITY, "not")
