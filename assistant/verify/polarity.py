"""Polarity: what a statement affirms its evidence must affirm, and what it denies must be denied.

Each predicate of the statement is held against the one of the evidence that is said of the same words.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence, Set

from assistant.verify.fault import Fault, FaultKind, fault
from assistant.verify.foreign import foreign_faults
from assistant.verify.plain import is_universal
from assistant.verify.predicate import Predicate
from assistant.verify.reading import Clause, Reading

_MARGIN = 0.4  # by how much the opposite must be closer than the same
_SURE = 1.3  # closeness from which nothing else can be meant
_CLOSE = 0.5  # closeness from which two predicates are said of the same
_WHOLLY = 0.85  # and from which on its denial may not be left out
_RESTATED = 0.7  # share of the words of a denial from which on it is restated


def polarity_faults(statement: Reading, evidence: Sequence[Reading]) -> Iterator[Fault]:
    """The faults of polarity of a Japanese statement."""
    if statement.english:
        yield from foreign_faults(statement, evidence)
        return
    words = {word for reading in evidence for word in reading.words}
    said, known = list(statement.predicates), [one for reading in evidence for one in reading.predicates]
    _pair(said, known, lambda one, other: _agreement(one, other, known))
    left = [one for reading in evidence for one in reading.predicates]
    opposed = [one for one in said if one.denies and _contradicted(one, known, left)]
    denied, unsaid = [one for one in said if one.denies and one not in opposed], [one for one in known if one.denies]
    _pair(denied, unsaid, lambda one, other: _kinship(one, other, words, left))
    _pair(denied, unsaid, _nearness)  # what is left on both sides
    denied += opposed
    counted, there = Counter(one.axis for one in statement.predicates), Counter(one.axis for one in left)
    opposites = {(one.axis, -one.sign) for one in known}

    def _exchanged(one: Predicate) -> bool:
        """Whether an axis is spoken of as often as in the evidence, but more often on the other side."""
        return 1 < counted[one.axis] == there[one.axis] and (one.axis, one.sign) in opposites

    text = "|".join(reading.squeezed for reading in evidence)
    if is_universal(statement.text) and not _UNIVERSAL.search(text) and not is_universal(text):
        yield fault(FaultKind.POLARITY, "例外")
    if _FAILS.search(text):
        denied = [one for one in denied if not (one.bare and not one.final)]  # 報告しなかった: 報告を怠った
    if _FAILS.search(statement.squeezed):
        unsaid = [one for one in unsaid if not one.bare or one.final]
    only = any(_ONLY.search(reading.squeezed) for reading in evidence)  # だけ: 以外は対象にならない
    spare = [] if statement.turns else [one for reading in evidence for one in reading.turns]
    wrong = [
        predicate
        for predicate in said
        if (
            predicate in denied
            and not any(_restates_turn(predicate, turn) for turn in spare)
            and not (only and predicate.written == "以外")
            and not _is_rewording(predicate, words)
            if predicate.denies
            else _contradicted(predicate, known, left) or _exchanged(predicate)
        )
    ]
    turned = _inverse(statement.predicates, left, evidence)
    wrong = [one for one in wrong if one.axis not in turned]
    if not _is_split(wrong, left) and not _is_both_ways(wrong, statement):
        yield from (fault(FaultKind.POLARITY, one.written) for one in wrong)
    if not turned and not wrong and (one := _reversed(statement, words, left)):
        yield fault(FaultKind.POLARITY, one.written)
    for predicate in unsaid:
        if predicate.axis not in turned and _dropped(predicate, statement):
            yield fault(FaultKind.POLARITY, predicate.written)


_SOFT = re.compile(
    r"怠|漏[れらし]|違反|免|困難|難し|不足|乏し|控え|見送|断[わらるりっち]|失|逃|だけ|のみ|限|まだ|任意|自由|省略|外|同じ|不|未|無|非|逆"
)
_UNIVERSAL = re.compile(r"全|すべて|どの|どれ|どこ|どちら|いずれ|各|一律|例外|一切|問わ|かかわら|必ず|でも")
_FAILS = re.compile(r"怠|違反|漏[れらし]|欠[けくい如落]|失念")
_ONLY = re.compile(r"のみ|だけ|に限[るりらっ定]")
_CONCEDES = re.compile(r"(?:なくて|ないで|なしで|なしに|ずに|ずと|ない(?:場合|とき)(?:で)?|ないとして)も")
_NOUNS = ("resident", "listed", "member", "public", "paid")  # axes of nouns
_NOUN = re.compile(r"[非未無不]|以外|例外|禁輸")
_KIN = tuple(map(frozenset, ("決定確", "了済完終", "出提届", "示明表", "受取得", "行実施", "妨阻害", "知承認")))
_SAME_WORD = 0.3
_ALLOWS = ("can", "permit")
_SAYS_LITTLE = frozenset({"性", "的", "項", "条", "第", "号", "年", "月", "日"})
_SHARED = 0.5  # share of the words from which one word that two denials share is enough
_RESTRICTS = frozenset(
    re.split(
        " ",
        "限る 限定 制限 区別 関係 関わる 関わり 係わる 問う 別 違い 違う 差 差異 変わる 変わり "
        "条件 丈 のみ 止まる 留まる 留める 済む 足りる 十分 超える 下回る 上回る 達する 以外 満たす 限り 絞る 例外 左右",
    )
)
_CONDITION = re.compile(r"ば|なら|限り|とき|場合|ときは|たら|と、")


def _inverse(said: Sequence[Predicate], known: Sequence[Predicate], evidence: Sequence[Reading]) -> Set[str]:
    """The axes of condition and consequence, where both are turned: 「どれにも当たらなければ許可が要らない」, 「当たれば許可が要る」.

    In the law both are said by the same words: what is not exempt is under the duty.
    """
    axes = {
        one.axis
        for one in said
        if _signs(said, one.axis) == {-sign for sign in _signs(known, one.axis)} and one.negates
    }
    axes = {axis for axis in axes if len(_signs(said, axis)) == 1}
    conditional = any(_CONDITION.search(reading.text) for reading in evidence)
    return axes if conditional and len(axes) == 2 and axes & {"need", "can", "permit"} else frozenset()


def _signs(predicates: Sequence[Predicate], axis: str) -> set[int]:
    return {one.sign for one in predicates if one.axis == axis}


def _nearness(said: Predicate, known: Predicate) -> float:
    """How many words two denials share; a sign before a word (非, 未) and an exception deny that word alone."""
    if (_is_noun(known) and not _is_noun(said)) or (said.copular and said.bare and not known.final):
        return 0
    common = (said.near & known.near) - _SAYS_LITTLE
    return len(common) if len(common) > 1 or _share(said.near, known.near) >= _SHARED else 0


def _is_noun(one: Predicate) -> bool:
    return one.axis in _NOUNS or bool(_NOUN.match(one.written))


def _reversed(statement: Reading, words: Set[str], known: Sequence[Predicate]) -> Predicate | None:
    """The one predicate of an axis, or the one duty, that restated evidence has only with the other sign.

    Only where one of the two texts denies nothing: two denials may say together what two others say.
    """
    allowed = [one for one in statement.predicates if one.axis in _ALLOWS and one.final]
    denied = [one for one in known if one.axis in _ALLOWS and one.final]
    for one, other in zip(allowed, denied, strict=False):
        if one.sign != other.sign and _share(one.near, other.near) >= _RESTATED:
            return one
    content = [word for word in statement.word_set if word not in _SAYS_LITTLE]
    mine, theirs = sum(one.denies for one in statement.predicates), sum(one.denies for one in known)
    if min(mine, theirs) > 0 or statement.turns or sum(word in words for word in content) < _RESTATED * len(content):
        return None
    for one in statement.predicates:
        alone = sum(other.axis == one.axis for other in statement.predicates) == 1
        there = [other for other in known if other.axis == one.axis]
        opposed = alone and one.negates and not one.bare and [other.sign for other in there] == [-one.sign]
        if opposed and _share(there[0].around, statement.word_set) >= _SHARED:
            return one
    there = [] if mine or _SOFT.search(statement.squeezed) else [one for one in known if one.denies]
    if len(there) == 1 and there[0].final and _share(there[0].near, statement.word_set) >= _RESTATED:
        return there[0]
    duties = [one for one in statement.predicates if _is_duty(one)]
    signs = {one.sign for one in known if _is_duty(one)}
    return duties[0] if duties and signs and {-one.sign for one in duties} == signs else None


def _is_duty(one: Predicate) -> bool:
    """Whether it says that a permit or an approval is or is not needed (要る, 対象)."""
    return one.axis in ("need", "target") and "permit1" in one.near


def _is_split(wrong: Sequence[Predicate], known: Sequence[Predicate]) -> bool:
    """Whether two denials say what the evidence says by one word and its denial (除外が無い: 除外は認められない)."""
    turned = {one.axis for one in known if one.turned and one.sign > 0}
    return len(wrong) == 2 and all(one.denies for one in wrong) and bool({one.axis for one in wrong} & turned)


def _is_both_ways(wrong: Sequence[Predicate], statement: Reading) -> bool:
    """Whether condition and consequence are both denied that the evidence affirms (通知がなければ義務もない: あれば義務がある).

    「なくても」 takes a condition away, and is another thing.
    """
    ends = {one.final for one in wrong}
    denied = len(wrong) == len(ends) == 2 and all(one.denies for one in wrong)
    return denied and not _CONCEDES.search(statement.squeezed)


def _is_rewording(said: Predicate, words: Set[str]) -> bool:
    """Whether a denial in passing denies a word that the evidence has not: nothing there is turned by it."""
    return said.bare and not said.final and not words & {said.axis, *said.near}


def _restates_turn(said: Predicate, turn: Clause) -> bool:
    """Whether a denial restates a turn of phrase that denies (品目を問わず: 品目による限定はない)."""
    return bool(said.near & turn.words) and bool(_RESTRICTS & {said.axis, *said.near})


def _pair(said: list[Predicate], known: list[Predicate], likeness: Callable[[Predicate, Predicate], float]) -> None:
    """Take out of both lists what restates each other, best first; likeness 0 or less: they do not."""
    pairs = [(likeness(one, other), i, j) for i, one in enumerate(said) for j, other in enumerate(known)]
    mine, theirs = set[int](), set[int]()
    for value, i, j in sorted(pairs, key=lambda pair: (-pair[0], pair[1:])):
        if value > 0 and i not in mine and j not in theirs:
            mine.add(i)
            theirs.add(j)
    said[:] = [one for i, one in enumerate(said) if i not in mine]
    known[:] = [one for j, one in enumerate(known) if j not in theirs]


def _share(mine: frozenset[str], theirs: frozenset[str]) -> float:
    return len(mine & theirs) / max(1, min(len(mine), len(theirs)))


def _closeness(one: Predicate, other: Predicate) -> float:
    """How much two predicates are said of the same words; those before them count most."""
    return _share(one.near, other.near) + 0.5 * _share(one.around, other.around) + 0.05 * len(one.near & other.near)


def _tells_apart(said: Predicate, known: Predicate, opposite: Predicate) -> bool:
    """Whether all words that tell the two places of the evidence apart speak for the opposite (試験用の部品, 部品)."""
    theirs = (said.near & opposite.near) - known.near - known.around - _SAYS_LITTLE
    ours = (said.around & known.around) - opposite.near - opposite.around
    excepted = "target-1" in said.near - opposite.near  # 試験用を除く部品
    return bool(theirs) and not ours and not excepted and said.near & known.near <= opposite.near


def _head(one: Predicate, other: Predicate) -> float:
    """What the very same word counts (禁止されていない is closer to 禁止 than to 許可)."""
    return _SAME_WORD if one.written[:2] == other.written[:2] else 0.0


def _agreement(said: Predicate, known: Predicate, others: Sequence[Predicate]) -> float:
    """How well a predicate restates one of the same axis and sign; 0 where one of the other sign is much closer."""
    if said.axis != known.axis or said.sign != known.sign:
        return 0.0
    if any(_tells_apart(said, known, one) for one in others if one.axis == said.axis and one.sign != said.sign):
        return 0.0
    closeness = _closeness(said, known) + _head(said, known)
    opposite = max(
        (
            _closeness(said, one) + _head(said, one)
            for one in others
            if one.axis == said.axis and one.sign != said.sign and one.written != "以外"
        ),
        default=0,
    )
    return 0.0 if opposite > closeness + _MARGIN and not _excepts(known) else 0.01 + closeness


def _excepts(one: Predicate) -> bool:
    """Whether it ends a sentence that only names an exception: of what, the sentence before it says."""
    return one.final and one.axis == "target" and one.written.startswith("除")


def _contradicted(said: Predicate, unpaired: Sequence[Predicate], known: Sequence[Predicate]) -> bool:
    """Whether an unpaired predicate of the evidence says the opposite of the same words, and none says the same."""
    same = max(
        (_closeness(said, one) for one in known if one.axis == said.axis and one.sign == said.sign), default=-1.0
    )
    other = max(
        (_closeness(said, one) for one in unpaired if one.axis == said.axis and one.sign != said.sign), default=-1.0
    )
    if same < 0:
        return other > _CLOSE or (other >= 0 and (said.turned or not said.near))
    return other > max(same, _CLOSE)


def _kinship(said: Predicate, known: Predicate, words: Set[str], others: Sequence[Predicate]) -> float:
    """How well a denial of the statement may restate one in other words; 0 or less: not at all."""
    if said.axis == known.axis:
        return 1 + _closeness(said, known)
    near, around = _share(said.near, known.near), _share(said.around, known.around)
    if said.bare or known.bare:
        return _bare_kinship(said, known, words, near, around)
    if any(one.axis == said.axis and one.sign > 0 and _closeness(said, one) > _SURE for one in others):
        return 0.0
    if said.axis == "have" and said.final and known.axis == "target" and not known.final:
        return 0.0  # an exception said in passing is no absence
    return near + around - 0.5 if "have" in (said.axis, known.axis) else 0.1 + near + around


def _bare_kinship(said: Predicate, known: Predicate, words: Set[str], near: float, around: float) -> float:
    """Of two denials of which one denies a word that is on no axis."""
    apart = said.copular and not (known.final and known.bare)  # 「Aではない」 denies all of its sentence
    if (apart or (said.final and _is_noun(known))) and not _cognate(said, known):
        return 0.0
    if "have" in (said.axis, known.axis) and said.axis not in words and said.near & known.near:
        return 0.1 + near  # 得られていない, 見られない: まだない
    if _cognate(said, known):
        return 0.6 + near
    both_end = said.final and known.final and said.axis not in words
    if both_end or said.axis in known.near or known.axis in said.near:
        return (0.1 if both_end else 0.5) + near  # 対応しなければ, 対応していかなければ
    if known.axis == "target" and not said.final and said.near & (known.near | known.around):
        return 0.2 + near  # Aでない者: A以外の者
    affirmed = said.bare and said.axis in words  # the evidence has the word, and does not deny it
    return near + around - (1.4 if affirmed else 0.9)


def _cognate(one: Predicate, other: Predicate) -> bool:
    """Whether the words denied share a kanji: 進む and 進展, 答える and 回答; or one that means the same: 決まる and 未定."""
    shared = any("一" <= sign <= "龠" and sign in other.named for sign in one.named)
    return shared or any(kin & set(one.named) and kin & set(other.named) for kin in _KIN)


def _dropped(known: Predicate, statement: Reading) -> bool:
    """Whether the statement restates without its denial what the evidence denies."""
    if any(one.denies and one.axis == known.axis for one in statement.predicates):
        return False  # said once for several
    restated = len(known.around & statement.word_set) >= _WHOLLY * len(known.around)
    if known.written.endswith("なく") and known.bare:
        return False  # 「AではなくB」 may be restated as B alone
    if known.bare:
        return known.axis in statement.word_set and restated
    return (
        restated
        and bool(known.near)
        and any(
            one.sign > 0 and one.negates and len(known.near & one.around) >= _RESTATED * len(known.near)
            for one in statement.predicates
            if one.axis != known.axis
        )
    )
