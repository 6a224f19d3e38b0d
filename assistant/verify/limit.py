"""Limit: the comparator that stands with a number or a date (以上, 超, まで, 少なくとも …), and when two agree."""

import re
from dataclasses import dataclass
from enum import StrEnum


class Limit(StrEnum):
    """What a comparator makes of its number or date."""

    EXACT = "exact"
    ABOUT = "about"
    AT_LEAST = "at_least"
    MORE = "more"
    AT_MOST = "at_most"
    LESS = "less"
    UNTIL = "until"  # the day itself counts
    BEFORE = "before"
    FROM = "from"  # the day itself counts
    AFTER = "after"
    WITHIN = "within"  # a month or year in which something lies
    END = "end"  # of a span whose まで may be left out (2008.9から2013.8)


LABELS = {
    Limit.EXACT: "ちょうど", Limit.ABOUT: "程度", Limit.AT_LEAST: "以上", Limit.MORE: "超", Limit.AT_MOST: "以下",
    Limit.LESS: "未満", Limit.UNTIL: "まで", Limit.BEFORE: "より前", Limit.FROM: "から", Limit.AFTER: "より後",
    Limit.END: "まで", Limit.WITHIN: "中",
}  # fmt: skip
_NOT = r"(?:ない|ず|ません|ぬ|なかっ|なけれ)"
_GAP = (
    r" ?(?:[A-Za-z%]{1,3}|キロ(?:グラム|メートル)?|リットル)?(?:(?:に(?:相当する|当たる)|相当)?"
    r"の?(?:額|金額)|の(?:価格|期間|範囲|数|量|値|時点))?(?:\([^()]*\))?"
)
_AFTER = tuple(
    (re.compile(f"{_GAP}(?:{pattern})"), limit)
    for pattern, limit in (
        (rf"[をが]?経過して(?:は)?い?{_NOT}|が?(?:経|た)(?:って(?:は)?い{_NOT}|た{_NOT})", Limit.LESS),
        (
            rf"[をがには]{{0,2}}(?:超え|上回[らりる]|超過し|越え|過ぎ|経過し)(?:る?(?:こと)?[はがも]?|て(?:は)?(?:い|なら)?)(?:{_NOT}|でき{_NOT}|なり{_NOT})",
            Limit.AT_MOST,
        ),
        (r"[をがには]{0,2}下回って(?:は|も)?(?:なら|いけ)", Limit.AT_LEAST),
        (r"[をがには]{0,2}(?:上回|超え|超過し|過ぎ)っ?て(?:は|も)?(?:なら|いけ)", Limit.AT_MOST),
        (rf"[をがには]{{0,2}}(?:下回[らりる]|割[らり]|割り込ま|切ら|下[らり])(?:こと[はがも]?)?{_NOT}", Limit.AT_LEAST),
        (rf"(?:より|に|から)も?遅(?:れ|く)(?:る(?:こと)?)?[はも]?(?:なら)?(?:{_NOT}|なく)", Limit.UNTIL),
        (rf"(?:より|に)も?(?:早|前)[くに]?[はも]?(?:なら)?{_NOT}", Limit.FROM),
        (
            r"、?(?:か|または|又は|もしくは|若しくは|あるいは)、?(?:それ|これ)(?:より|を)も?(?:長|大き|多|高|重|広|上回|超)",
            Limit.AT_LEAST,
        ),
        (
            r"、?(?:か|または|又は|もしくは|若しくは|あるいは)、?(?:それ|これ)(?:より|を)も?(?:短|小さ|少な|低|軽|狭|下回)",
            Limit.AT_MOST,
        ),
        (r"(?:を|も)?(?:超え|超過|超|上回|越え)", Limit.MORE),
        (rf"を?(?:下回|割り込|割る)|に満た{_NOT}|に達し{_NOT}|に足り{_NOT}|に届か{_NOT}|未満", Limit.LESS),
        (r"[をがの]?(?:過ぎ|経過)[^。]{0,16}?(?:失[いうわっ効]|終了|切れ)|にかけて", Limit.END),
        (r"以下(?=第)", Limit.FROM),  # 第一号の三以下第一号の八まで
        (r"以上|を?下限と|(?:か|または|又は|もしくは|及び|および)?それ以上|[がを]?(?:下限|最低)", Limit.AT_LEAST),
        (
            r"以下(?!第)|以内|(?:か|または|又は)それ(?:以下|以内|より前)|[がを](?:上限|最大|限度|最長)|の範囲内|(?:どまり|止まり)|までに限|内(?=に|で)",
            Limit.AT_MOST,
        ),
        (r"(?:分)?よりも?(?:大き|多|長|高|重|広)", Limit.MORE),
        (r"(?:分)?よりも?(?:小さ|少な|短|低|軽|狭)", Limit.LESS),
        (r"(?:の)?翌日(?:から|以降|以後)", Limit.AFTER),
        (r"(?:の)?前日(?:まで|以前)|になる前|を(?:迎え|待た)", Limit.BEFORE),
        (r"以降|以後|(?:から|より)(?!も?[前後早遅])|を?(?:始期|起点|皮切り)", Limit.FROM),
        (r"(?:より|から)?も?(?:後(?![段半])|あと|遅)|[をがの]?(?:過ぎ|経過)|を経|が(?:経|た)っ[てた]", Limit.AFTER),
        (
            r"[をがはにで]{0,2}(?:期限|終了|失効|満了|終わ)|以前|まで|を?(?:期限|締切)|[がを]末日",
            Limit.UNTIL,
        ),
        (r"中[にの]|の間に|の?うち(?=に|で)", Limit.WITHIN),
        (r"(?:より|から)?も?(?:前(?![回年文項後段])|早)", Limit.BEFORE),
        (r"[~〜–—―]", Limit.FROM),
        (r"程度|前後|ほど|くらい|ぐらい|頃|ごろ|余り|弱|強(?!い|化)", Limit.ABOUT),
    )
)
_BEFORE = tuple(
    (re.compile(pattern + r"(?:でも|で|限度|は|の|が|、|:|[年月週]に?){0,2}$"), limit)
    for pattern, limit in (
        (r"(?:少なくと(?:も)?|少なくて|最低(?:限)?|最小|最短|下限|早くと)も?", Limit.AT_LEAST),
        (
            r"(?:(?:最大|最長|最高|上限)(?:限|額|値|刑|期間)?|多くと|長くと|遅くと|長くて|多くて|遅くて|せいぜい)も?",
            Limit.AT_MOST,
        ),
        (r"(?:期限|締切|締め切り|満了日?)(?:が|を|:)?", Limit.UNTIL),
        (r"(?:上限|限度)[はがを][^、。0-9]{0,8}", Limit.AT_MOST),
        (r"(?:下限)[はがを][^、。0-9]{0,8}", Limit.AT_LEAST),
        (r"(?:約|およそ|おおむね|概ね|ほぼ)", Limit.ABOUT),
    )
)
_TOPICS = (
    (re.compile(r"(?:上限|限度|最高|最大)(?:額|値|刑|期間)?[はがも]"), Limit.AT_MOST),
    (re.compile(r"(?:下限|最低|最小)(?:額|値|刑|期間)?[はがも]"), Limit.AT_LEAST),
)
_SINCE = re.compile("[0-9年月日期号項条回%円]から$")
_RANGE = re.compile("[0-9年月日%円][~〜–—―]$|[(、|][~〜]$")
_REACH = 16  # characters before a number in which its comparator stands
_NUMBERS = {  # of a number, what another text may say instead
    Limit.EXACT: {Limit.ABOUT, Limit.FROM, Limit.UNTIL, Limit.AFTER, Limit.BEFORE},
    Limit.ABOUT: {Limit.EXACT, Limit.FROM, Limit.UNTIL, Limit.AFTER, Limit.BEFORE},
    Limit.UNTIL: {Limit.AT_MOST, Limit.EXACT, Limit.ABOUT},
    Limit.AT_MOST: {Limit.UNTIL},
    Limit.FROM: {Limit.EXACT, Limit.ABOUT},
    Limit.AFTER: {Limit.EXACT, Limit.ABOUT, Limit.FROM, Limit.MORE},
    Limit.MORE: {Limit.AFTER},
    Limit.BEFORE: {Limit.EXACT, Limit.ABOUT},
}
_DATES = {
    Limit.EXACT: {Limit.ABOUT, Limit.FROM},
    Limit.ABOUT: {Limit.EXACT},
    Limit.FROM: {Limit.EXACT, Limit.AT_LEAST},
    Limit.AT_LEAST: {Limit.FROM},
    Limit.AT_MOST: {Limit.UNTIL},
    Limit.UNTIL: {Limit.AT_MOST},
    Limit.MORE: {Limit.AFTER},
    Limit.AFTER: {Limit.MORE},
    Limit.LESS: {Limit.BEFORE},
    Limit.BEFORE: {Limit.LESS},
}


def limit_at(text: str, start: int, end: int, *, amount: bool = True) -> Limit:
    """The comparator of the number or date at `[start, end)` of a text; EXACT where none stands with it.

    Of what is no `amount` (a provision, an item), only what stands behind it counts.
    """
    for pattern, limit in _AFTER:
        if pattern.match(text, end):
            return Limit.AT_LEAST if limit is Limit.UNTIL and _least(text, start, end) else limit
    if _RANGE.search(text[max(0, start - 2) : start]):
        return Limit.UNTIL
    if _SINCE.search(text[max(0, start - 4) : start]):
        return Limit.END
    before = text[max(0, start - _REACH) : start] if amount else ""
    return next((limit for pattern, limit in _BEFORE if pattern.search(before)), Limit.EXACT)


def _least(text: str, start: int, end: int) -> bool:
    """Whether a number (no date) before 「まで」 is said to be the least."""
    return not re.search("[年月日]", text[start : end + 1]) and _BEFORE[0][0].search(text[:start][-_REACH:]) is not None


def topic_limit(text: str, start: int) -> Limit:
    """The comparator that the topic of its sentence gives a number: 上限は, 少なくとも."""
    sentence = text[text.rfind("。", 0, start) + 1 : start]
    return next((limit for pattern, limit in _TOPICS if pattern.search(sentence)), Limit.EXACT)


_WORDED = re.compile(
    r"(?P<head>[一-龠ぁ-んァ-ヶー]{1,3}?)(?P<limit>以上(?!の[と通])|以下(?!の[と通])|未満|超(?![え過音党])|以内|以降|以後|以前|より後"
    r"|(?<=[日末時点度月年])(?:から|まで)|を(?:上回|下回|超え)|より(?:高|低|多|少な|大き|小さ|長|短))"
)
_WORDS = {
    "以上": Limit.AT_LEAST, "以下": Limit.AT_MOST, "未満": Limit.LESS, "超": Limit.MORE, "以内": Limit.AT_MOST,
    "以降": Limit.FROM, "以後": Limit.FROM, "以前": Limit.UNTIL, "より後": Limit.AFTER, "から": Limit.FROM, "まで": Limit.UNTIL,
    "を上回": Limit.MORE, "を超え": Limit.MORE, "を下回": Limit.LESS, "より高": Limit.MORE, "より低": Limit.LESS,
    "より多": Limit.MORE, "より少な": Limit.LESS, "より大き": Limit.MORE, "より小さ": Limit.LESS, "より長": Limit.MORE,
    "より短": Limit.LESS,
}  # fmt: skip


_DENIED = re.compile(rf"(?:[るらりい]|って)?(?:こと)?[はがも]?(?:なら|いけ)?{_NOT}")
_COMPLEMENT = {Limit.MORE: Limit.AT_MOST, Limit.LESS: Limit.AT_LEAST}
_LATER_ONE = re.compile("[遅早]い(?:方|ほう)?の?(?:日|時)?$")  # 遅い日, 遅い方の日
_OR_THAT = re.compile(r"(?:か|または|又は|もしくは|若しくは)、?[そこ]れ$")  # belongs to the number before it


@dataclass(frozen=True)
class WordLimit:
    """A comparator behind a word (半分以下, 承認の日から); `head`: the last sign of the word."""

    head: str
    limit: Limit


def word_limits(text: str) -> tuple[WordLimit, ...]:
    """The comparators of a text that stand behind words; those of numbers and dates are `limit_at`'s."""
    return tuple(
        WordLimit(_head_of(text, match), _denied(text, match))
        for match in _WORDED.finditer(text)
        if not _OR_THAT.search(text[: match.start("limit")])
    )


def _head_of(text: str, match: re.Match[str]) -> str:
    return "方" if _LATER_ONE.search(text[: match.start("limit")]) else match["head"][-1]


def _denied(text: str, match: re.Match[str]) -> Limit:
    """The comparator of a match, with a denial behind it its complement (下回ってはならない)."""
    limit = _WORDS[match["limit"]]
    return _COMPLEMENT.get(limit, limit) if _DENIED.match(text, match.end()) else limit


_COMPARED = re.compile(
    r"[^0-9年月日円%]を(?P<way>上回|下回)(?!ら[なずぬ]|って(?:は|も)?(?:なら|いけ))|(?P<late>より後[にの])|(?P<new>(?:改正|変更|延長|追加)後)"
)
_GREATER = "上回|超|以上|高|多|大き|長|優|増|強|さらに|勝|最[大多長上]|伸"
_LESSER = "下回|未満|以下|以内|低|少な|小さ|短|劣|及ばな|満たな|割り込|減|落|弱|最[小少短低]"
_LATE = "後|以降|から|次|のち|翌|あと|以来|遅|済|経|続"
_WAYS = {
    "上回": (_GREATER, f"{_LESSER}|難し"),
    "下回": (_LESSER, f"{_GREATER}|難し"),
    "late": (_LATE, "初|前|先"),
    "new": ("後", r"前\)"),
}


def out_of_step(said: str, known: str) -> str:
    """What a statement makes of a word (技術を下回る) where its evidence has only words of the opposite; else empty."""
    for match in _COMPARED.finditer(said):
        like, unlike = _WAYS[match["way"] or ("late" if match["late"] else "new")]
        if not re.search(like, known) and re.search(unlike, known):
            return match[0]
    return ""


_BEHIND = "(?=[にのはかもだで、)。|0-9]|おおむね|概ね|約|$)"
_PRIOR = re.compile(rf"(?P<event>[一-龠]{{2}})の?前{_BEHIND}")
_LATER = re.compile(rf"(?P<event>[一-龠]{{2}})の?後{_BEHIND}")
_SOME_PRIOR = re.compile(r"前|先[にだ立ん]|まで|以前|当初|[現旧未]|従来|元")
_BEFORE_IT = (
    r"(?:(?:の|した|する|される|され|を始める)?(?:日|時)?(?:より)?(?:以?前|まで|に先立)"
    r"|(?:を受け|して|されて|し|され)?(?:い)?(?:ない|なけれ|ず))"
)
_AFTER_IT = r"(?:の|した|され|して)?(?:日|時)?(?:より)?(?:以?後|以降|から|を受け|に続|を経|を踏まえ|てから)"


_TURNED = (  # a word with one order in a statement, and with the other, and not this one, in the evidence
    (_PRIOR, _BEFORE_IT, _AFTER_IT),
    (_LATER, _AFTER_IT, _BEFORE_IT),
    (re.compile("(?P<event>[一-龠]{2})まで"), _BEFORE_IT, "(?:に(?!は?先)|から|以降|以後)"),
)


def out_of_order(said: str, known: str) -> str:
    """What a statement puts before an event (侵略前) that the evidence puts behind it, or the reverse; else empty."""
    for pattern, mine, other in _TURNED:
        for match in pattern.finditer(said):
            event = match["event"]
            if re.search(event + other, known) and not re.search(event + mine, known):
                return match[0]
    for day, other in (("前日", "翌日"), ("翌日", "前日")):
        if day in said and other in known and day not in known:
            return day
    priors = [match for match in _PRIOR.finditer(said) if match["event"] in known]
    return priors[0][0] if priors and not _SOME_PRIOR.search(known) else ""


def agrees(said: Limit, known: Limit, *, date: bool) -> bool:
    """Whether evidence with one comparator bears out a statement with another about the same number or date."""
    if Limit.WITHIN in (said, known):
        return {said, known} <= {Limit.WITHIN, Limit.EXACT, Limit.ABOUT, Limit.UNTIL, Limit.AT_MOST}
    if Limit.END in (said, known):
        return {said, known} <= {Limit.END, Limit.UNTIL, Limit.EXACT, Limit.ABOUT, Limit.AT_MOST}
    return said is known or known in (_DATES if date else _NUMBERS).get(said, ())
