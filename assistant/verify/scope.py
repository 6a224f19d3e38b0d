"""Scope: words that widen or narrow what is said (のみ, 全て, 一部, 原則, 及び・又は), added, dropped or exchanged."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.verify.exchange import exchanged
from assistant.verify.fault import Fault, FaultKind, fault
from assistant.verify.reading import Clause, Reading

_BEYOND = (
    r"(?:だけ|のみ)(?:で(?:は)?(?:な[くいし]|あり?ません)|ならず|とは限ら[ずな]|[のをがに][^、。]{0,16}(?:の|わけ|問題|話)で(?:は)?(?:な[くいし]|あり?ません))"
    r"|に(?:は|必ずしも)?(?:限らな|限らず|限られ(?:ず|な|ませ)|とどまら(?:ず|な|れ(?!て))|限定(?:さ?れ|せ|し)(?:ず|な|ませ)|尽き(?:ず|な|るわけで(?:は)?な))"
)
_ONLY = (
    r"(?<!それ|これ|どれ|あれ|きる)(?:のみ|だけ(?!で(?!す|あ|な)|しか))(?!なら|で(?:は)?(?:な|あり?ません)|とは限ら)|(?<!まで)に限(?!ら[ずな]|られ[ずな]|定さ?れ[ずな])"
    r"|限定(?!さ?れ[ずな]|[はがも](?:な|あり))|もっぱら|専ら|唯一"
)
_ALL = r"すべて|全て|全部(?!で)|(?:いずれ|どれ|どちら)にも|あらゆる|一切|例外なく|一律|必ず(?!しも)|(?<![安完保健万])全(?=[一-龠])(?![体般会面国て部])"
_EITHER = r"(?:いずれ|どちら|どれ)か(?!ら)|(?<=[のか])一方(?=に)|1つでも|一つでも|(?<![うの柱])一つに"
_BOTH = r"両方|双方|両者"

_AND, _OR = r"及び|並びに|かつ|および|ならびに", r"又は|若しくは|または|もしくは|あるいは|或いは"


@dataclass(frozen=True)
class _Scope:
    """`said`: the word in a statement; `known`: what in the evidence bears it out."""

    name: str
    said: re.Pattern[str]
    known: re.Pattern[str]


_SCOPES = tuple(
    _Scope(name, re.compile(said), re.compile(f"{said}|{known}"))
    for name, said, known in (
        (
            "のみ",
            _ONLY,
            r"絞|特化|限度|すぎ|過ぎ|しか|単独|独占|ない(?:場合|とき|者|もの)|なければ|ない限り|以外|ほか|足り|以下の者|次の者|ただし|最小限|のは、[^。]*で(?:ある|す)|うち、?[^。]*もの",
        ),
        (
            "全て",
            _ALL,
            r"とは限ら|わけで|必ずしも|にも[^、。|]{1,12}にも|でも[^、。|]{1,12}でも|いずれ(?!か)|どれ(?!か)|どの|どこ|各|両|双方|どちらも|問わ|かかわら|何も|なく|しなければ|のみ|(?<![安完保健万])全|毎|ごと|まで|例外",
        ),
        ("一部", r"一部(?!改正|を改正する)|部分的", r"部分(?!品)|うち|中には|特定|多く"),
        (
            "原則",
            r"(?<![三3])原則(?!等|の)",
            r"基本|通常|一般に|ただし|例外|を除[くいき]|(?:とき|場合)に?は|\([^()]*は[^()]*\)",
        ),
        ("主に", r"主に|主として", r"主な|主たる|主要|中心|多く|大半|大部分|主"),
        ("以外も", _BEYOND, _BEYOND + rf"|問わ|かかわら|ほか|加え|も|\A(?!.*(?:{_ONLY}))"),
        (
            "以外も",
            rf"(?:{_BEYOND})(?:い|せん|かった)?(?:でした|です)?(?:。|$)",
            rf"{_BEYOND}|問わ|かかわら|ほか|以外に|加え|[一-龠ァ-ヶ]も(?![のし])",
        ),
        ("いずれか", _EITHER, r"又は|若しくは|または|もしくは|あるいは|か、|一つ|1つ|ひとつ|い方|次の"),
        ("両方", _BOTH, r"かつ|及び|並びに|とも|も、|と|2つ|二つ|・|、"),
    )
)
_SUBSTANTIAL = ("のみ", "一部", "原則")  # may not be dropped either
_OPPOSED = (  # said, not said, known, not known
    (re.compile(_EITHER), re.compile(_EITHER), re.compile(r"(?:いずれ|どれ|どちら)にも")),
    (re.compile(_EITHER), re.compile(f"{_EITHER}|{_OR}"), re.compile(rf"{_ALL}|{_BOTH}|かつ")),
    (re.compile(r"すべて|全て|全部|両方"), re.compile(rf"{_ALL}|{_BOTH}|かつ"), re.compile(_EITHER)),
)
_NONE = re.compile(r"(?:いずれ|どれ|どちら)にも")
_OTHERWISE = re.compile(
    r"絞|しか|きり|基本|通常|一般に|うち|最低限|でなければ|でない限り|でないと|なければなら|なければなり|(?<!必要)なら(?![なずばび])|であれば|あってはな|(?:ない|以外の)[一-龠ァ-ヶ]{1,8}(?:に|で|について)?は[^。]*(?:ない|ません)"
)  # says the same without the word
_ALONE = re.compile(
    r"だけで(?![すあなはしも])|以外[はのに][^。]*(?:ない|ず|ません|外)"
)  # says the same, and narrows nothing else
_JOINT = re.compile(rf"(?P<all>{_AND})|(?P<any>{_OR})")
_PAIR = re.compile(r"(直接|国内|輸出|製造者)(?:又は|若しくは)(間接|国外|海外|輸入)")
_SCOPE_WORDS = frozenset({"丈", "のみ", "一部", "原則", "限る", "限定", "専ら", "唯一"})
_TAKEN_BACK = re.compile(
    # 一部だけの問題ではない, すべて足りるわけではない
    rf"(?:一部の?)?[^、。]{{0,6}}?(?:{_BEYOND})|の原則(?=で(?:ある|す))|(?:いずれか|どれか|どちらか)(?=[^、。]{{0,8}}ない(?:限り|かぎり))|(?:すべて|全て|全部)(?=[^、。]{{0,14}}(?:わけで(?:は)?な|とは(?:限ら|い[えい]|言[えい])))"
)
_PART_OF = re.compile(r"一部(?:で(?:ある|す|、)|だ|をな[すし]|とな|に(?:含|入|な|当)|を占|を構成|。|$)")
_MANY = re.compile(r"・|及び|並びに|かつ|、[^。]*、|次の")
_RESTATED = 0.8  # share of the words of a clause from which on it is restated
_AROUND = 16
_REACH = 2  # signs on each side of a joint that tell it from others


def scope_faults(statement: Reading, evidence: Sequence[Reading]) -> Iterator[Fault]:
    """The faults of scope of a Japanese statement."""
    if statement.english:
        yield from _english_scope(statement, evidence)
        return
    whole, known = statement.squeezed, "|".join(reading.squeezed for reading in evidence)
    said = _TAKEN_BACK.sub("", whole)
    for scope in _SCOPES:
        match = scope.said.search(whole if scope.name == "以外も" else said)
        if match and scope.name in ("全て", "いずれか", "両方") and len(evidence) > 1:
            continue  # said of a list
        if scope.name == "いずれか" and _NONE.search(known):
            continue  # judged below
        if match and _NONE.match(match[0]) and re.search(_EITHER, known):
            continue  # どれにも当たらなければ: the inverse, judged as polarity
        if match and scope.name == "一部" and _PART_OF.match(said, match.start()) and _is_list(evidence):
            continue  # one of many is a part of them
        if match and not scope.known.search(known):
            yield fault(FaultKind.SCOPE, said[max(0, match.start() - 6) : match.end()])
        elif (
            scope.name in _SUBSTANTIAL and not _OTHERWISE.search(said) and _is_dropped(scope.said, statement, evidence)
        ):
            yield fault(FaultKind.SCOPE, scope.name)
    for mine, excuse, theirs in _OPPOSED:
        if _NONE.search(known) and not _NONE.search(said) and not re.search(r"ない|ず|なく|不要|ません", said):
            break  # 「どれにも当たらなければ要らない」 is 「どれかに当たれば要る」
        if (match := mine.search(said)) and theirs.search(known) and not excuse.search(known):
            yield fault(FaultKind.SCOPE, match[0])
    yield from _joint_faults(said, known)
    yield from (fault(FaultKind.SCOPE, word) for word in exchanged(said, known))
    if (pair := _PAIR.search(known)) and (pair[1] in said) != (pair[2] in said):
        yield fault(FaultKind.SCOPE, pair[0])


def _is_list(evidence: Sequence[Reading]) -> bool:
    return len(evidence) > 1 or any(_MANY.search(reading.squeezed) for reading in evidence)


def _is_dropped(pattern: re.Pattern[str], statement: Reading, evidence: Sequence[Reading]) -> bool:
    """Whether the statement restates more clauses with such a word than it has such words."""
    clauses = [
        clause
        for reading in evidence
        for clause in reading.clauses
        if pattern.search(clause.text) and not _is_attribute(reading.text, clause, statement.text)
    ]
    taken = [
        text
        for text, clause in {clause.text: clause for clause in clauses}.items()
        if _restates(statement, clause, pattern)
    ]
    return len(pattern.findall(statement.squeezed)) + len(_ALONE.findall(statement.squeezed)) < len(taken)


def _is_attribute(text: str, clause: Clause, said: str) -> bool:
    """Whether what a bracket narrows (部品(試験用に限る)) is said with it (試験用の部品), or only the narrower word is."""
    start = text.find("(" + clause.text)
    wide, narrow = text[max(0, start - _REACH) : max(0, start)], clause.text.split("に限")[0]
    return bool(wide) and (wide not in said or f"{narrow}の" in said)


def _restates(statement: Reading, clause: Clause, pattern: re.Pattern[str]) -> bool:
    """Whether a statement holds nearly all words of a clause, and the word before its word of scope."""
    heads = [clause.text[max(0, match.start() - _REACH) : match.start()] for match in pattern.finditer(clause.text)]
    words = clause.words - _SCOPE_WORDS
    held = len(words & statement.word_set)
    return held >= 2 and held >= _RESTATED * len(words) and all(head in statement.squeezed for head in heads)


def _joint_faults(said: str, known: str) -> Iterator[Fault]:
    """及び for 又は between the same words, or the other way round."""
    joints = [_sides(known, match) for match in _JOINT.finditer(known)]
    for match in _JOINT.finditer(said):
        left, right, together = _sides(said, match)
        both = [joint for joint in joints if joint[0] == left and joint[1] == right]
        around = said[max(0, match.start() - _AROUND) : match.end() + _AROUND]
        one = [
            joint
            for joint in joints
            if (joint[0] == left and joint[1] in around) or (joint[1] == right and joint[0] in around)
        ]
        if (there := both or one) and all(joint[2] != together for joint in there):
            yield fault(FaultKind.SCOPE, left + match[0] + right)


def _sides(text: str, match: re.Match[str]) -> tuple[str, str, bool]:
    left = text[: match.start()].rstrip("、|)」").rstrip()[-_REACH:]
    return left, text[match.end() :].lstrip("、(「")[:_REACH], match["all"] is not None


_ENGLISH_ONLY = re.compile(r"\b(?:only|solely|exclusively|merely)\b", re.IGNORECASE)


def _english_scope(statement: Reading, evidence: Sequence[Reading]) -> Iterator[Fault]:
    """`only`, added or dropped in an English statement."""
    if any(reading.english for reading in evidence):
        return
    known = "|".join(reading.squeezed for reading in evidence)
    said = bool(_ENGLISH_ONLY.search(statement.raw))
    if (said and not re.search(_ONLY, known)) or (
        not said and re.search(r"(?:のみ|だけ)(?!で(?:は)?な|ならず)", known)
    ):
        yield fault(FaultKind.SCOPE, "only")
