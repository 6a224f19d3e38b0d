"""Reading: a text as the checks see it: typed tokens with their comparators, clauses, content words, predicates.

Reads one text at a time and compares nothing. Readings are remembered, since evidence comes up again and again.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache

from assistant.verify.english import as_japanese, is_english
from assistant.verify.fault import FaultKind
from assistant.verify.group import Compounds, groups_in, unknown_organisations
from assistant.verify.law import Laws
from assistant.verify.limit import Limit, WordLimit, limit_at, topic_limit, word_limits
from assistant.verify.plain import plain, turns
from assistant.verify.predicate import Predicate, predicates_in
from assistant.verify.spell import unified
from ingest.amount import plain as number_plain
from ingest.fact import Fact, FactKind, implied
from ingest.facts import Placed, numbered, placed_in
from ingest.fold import fold, kanji_number, squeeze
from ingest.glossary import Glossary
from ingest.names import Names
from ingest.tokens import Analyzer

_REMEMBERED = 4_000  # texts
_PIECES = 30_000
_KINDS = {
    FactKind.NUMBER: FaultKind.NUMBER,
    FactKind.DATE: FaultKind.DATE,
    FactKind.PROVISION: FaultKind.PROVISION,
    FactKind.ITEM: FaultKind.ITEM,
    FactKind.HS: FaultKind.HS,
    FactKind.CODE: FaultKind.CODE,
    FactKind.ORDINAL: FaultKind.NUMBER,
    FactKind.COUNTRY: FaultKind.COUNTRY,
    FactKind.ORGANISATION: FaultKind.ORGANISATION,
}
LIMITED = (FaultKind.NUMBER, FaultKind.DATE, FaultKind.ITEM, FaultKind.PROVISION)
_NUMBER_OF_LIST = re.compile(
    r"(?<=から|まで|及び|又は|.[~〜～])([0-9]{1,2})号(?!機|館|車|室)"
)  # 「1号の3から1号の8まで」
_HEADING = re.compile(r"第?([0-9]{2}\.[0-9]{2})の?項|第?([0-9]{4}\.[0-9]{2})の?号")  # of the tariff
_CLAUSE = re.compile(r"[、。,;:;:|\n()（）「」『』]|(?<=[ァ-ヶ一-龠])\s")
_NUMERAL = re.compile(
    r"[0-9]+(?:[.,][0-9]+)*(?=[^0-9.,]|$)|数?[一二三四五六七八九十百千万億兆]{2,}[^、。|]{0,2}|[一二三四五六七八九十]月"
    r"|数(?:年|か月|日|週間|時間|十年)|半?永久|無期限|恒久|(?:いち|に|さん|よん?|ご|ろく|なな|しち|はち|きゅう|じゅう|ひゃく)+(?:ねん|かげつ|まんえん|おくえん)"
)
_POINTED = re.compile(r"(?<![0-9.])((?:19|20)[0-9]{2})\.(1[0-2]|0?[1-9])(?![0-9.])")  # 2008.9
_WORDED = re.compile(  # numerals before counters that ingest.facts leaves as words
    r"(?<![第数何各同毎万億兆〇一二三四五六七八九十百千])[二三四五六七八九十百]{1,4}(?=部(?!品|分|門|会|局|隊|長|署|材)|分の|(?:以上|以下|未満|超|以内)の|を(?:超え|下回|上回)|に満たな|ナノ|メートル|号機|倍)"
    r"|(?<=分の)[一二三四五六七八九]"
)
_SIGN_OF = re.compile(r"(?<=号)の(?=[イロハニホヘトチリヌル](?![ァ-ヺー]))")  # 第三号のイ
_HALVES = {"倍増": "2倍増", "半減": "50%減", "半年": "6か月", "半分": "50%", "半数": "50%"}
_HALF = re.compile("|".join(_HALVES))
_TWO_CALENDARS = re.compile(r"((?:令和|平成|昭和)[0-9元]{1,2}年)[(（]([0-9]{4}年)[)）]([0-9]{1,2}月(?:[0-9]{1,2}日)?)")
_ADDRESS = re.compile(r"(?<=[第の])[一二三四五六七八九十百]{1,4}(?=[章節条項号、。()又及若ぁ-ん]|$)")
_DOTTED = re.compile(r"(令和|平成|昭和)(元|[0-9]{1,2})[・.](1[0-2]|[1-9])[・.]([12][0-9]|3[01]|[1-9])(?![0-9])")
_SAME_ADDRESS = re.compile(r"同[条項]第?([0-9]{1,2})([項号])")  # 同項1号の7
_DOLLARS = re.compile(r"([0-9]+(?:\.[0-9]+)?) ?([KMB])\$")  # 396M$
_THOUSANDS = {"K": 10**3, "M": 10**6, "B": 10**9}
_LITRES = re.compile(r"(?<![0-9.])([0-9]+(?:\.[0-9]+)?) ?(?:リットル|L(?![A-Za-z]))")
_GLUED = re.compile(r"(?<=[A-Z]{2})(?=[0-9]+(?:団体|社|名|件|人|機関|品目|[かカヶ]国|者))")  # UAE3団体
_CURRENCIES = {"$": "ドル", "＄": "ドル", "€": "ユーロ", "¥": "円", "￥": "円"}
_MONEY = re.compile(
    r"([$＄€¥￥]) ?([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+(?:\.[0-9]+)?)(?: ?(thousand|million|billion|[KMB](?![A-Za-z])))?"
)
_POINTS = re.compile(r"[%％]ポイント|[%％]pt")
_DEGREES = re.compile(r"℃|°C")
_SHORT_ERA = re.compile(
    r"(?<![A-Za-z0-9令平昭])([RHS令平昭])([0-9]{1,2})\.(1[0-2]|0?[1-9])(?:\.([0-9]{1,2}))?(?![0-9.])"
)
_ERA_SIGN = re.compile(r"(?<![A-Za-z0-9])([RHS])(?=[0-9]{1,2}年)")
_ERAS = {"R": "令和", "H": "平成", "S": "昭和", "令": "令和", "平": "平成", "昭": "昭和"}
_RELATIVE = re.compile(r"同月(?P<day>[0-9]{1,2})日|(?P<year>翌年)(?![度比])")
_YEARS = re.compile(r"([0-9]{4})年")
_MONTHS = re.compile(r"([0-9]{1,2})月")
_AGAIN = re.compile(r"[年月日]\($")  # the date before, in the other calendar
_CLOSING = re.compile(r"[A-Za-z%]{0,3}\)")
_SIGN = re.compile("[ァ-ヺ]")
_ITEM_MARK = re.compile(
    r"[\s|*・-]*(?:[(（]?)([一二三四五六七八九十]{1,3}|[0-9０-９]{1,2}|[イロハニホヘトチリヌルヲワカヨ])(?:[)）.．:：]|[\s　]|項[:：]|号[:：])"
)
_SMALL = frozenset(
    re.split(
        " ",
        "為る 有る 成る 居る 因る 事 物 其れ 此れ 其の 此の 時 場合 出来る 於く 対する 言う 等 又 者 為 付く 次 通り 有り",
    )
)


@dataclass(frozen=True)
class Token:
    """A typed token: its canonical value, how it is written, its place, and the comparator that stands with it."""

    kind: FaultKind
    value: str
    written: str
    start: int
    end: int
    fact: Fact | None  # none for a law
    limit: Limit = Limit.EXACT
    topic: Limit = (
        Limit.EXACT
    )  # what else may be meant, by the topic of its sentence (罰金の上限は、Aで10億円) or behind a bracket


@dataclass(frozen=True)
class Clause:
    """A stretch of a text between commas, full stops and brackets."""

    text: str
    words: frozenset[str]


@dataclass(frozen=True, eq=False)
class Reading:
    """A text that has been read."""

    raw: str
    text: str  # readable, see ingest.facts
    english: bool
    tokens: tuple[Token, ...]
    clauses: tuple[Clause, ...]
    words: tuple[str, ...]  # content words in reading order
    predicates: tuple[Predicate, ...]
    turns: tuple[Clause, ...]  # what turns of phrase deny that are no denials to `predicates`

    @cached_property
    def known(self) -> frozenset[Fact]:
        """Its facts with all they contain."""
        return implied(token.fact for token in self.tokens if token.fact)

    @cached_property
    def word_set(self) -> frozenset[str]:
        """Its content words."""
        return frozenset(self.words)

    @cached_property
    def word_limits(self) -> tuple[WordLimit, ...]:
        """Comparators behind words."""
        return word_limits(self.rest)

    @cached_property
    def numerals(self) -> frozenset[str]:
        """Numerals that no reader of facts takes for a number, with the sign behind them."""
        return frozenset(match[0] for match in _NUMERAL.finditer(self.rest))

    @cached_property
    def marks(self) -> frozenset[str]:
        """The mark of a list item it begins with, as an address has it: ホ, 第2号."""
        match = _ITEM_MARK.match(self.raw)
        if not match:
            return frozenset()
        number = numbered(squeeze(match[1])) if not _SIGN.match(match[1]) else ""
        return frozenset({f"第{number}号"} if number else {match[1]})

    @cached_property
    def digits(self) -> frozenset[str]:
        """Every number in digits, also those that number a list, and those of an address in kanji (第六章の三)."""
        spelt = _ADDRESS.sub(lambda m: str(kanji_number(m[0])), squeeze(self.raw))
        return frozenset(re.findall("[0-9]+", spelt))

    @cached_property
    def rest(self) -> str:
        """The text with its tokens blotted out."""
        text = self.text
        for token in self.tokens:
            text = text[: token.start] + "|" * (token.end - token.start) + text[token.end :]
        return text

    @cached_property
    def squeezed(self) -> str:
        """Its characters without white space."""
        return squeeze(self.text)


class Reader:
    """Reads texts; safe to share between threads."""

    def __init__(self, names: Names, glossary: Glossary, analyzer: Analyzer | None = None) -> None:
        self._names = names
        self._laws = Laws(glossary)
        self._compounds = Compounds(names)
        self._analyzer = analyzer or Analyzer(glossary)
        self.read = lru_cache(maxsize=_REMEMBERED)(self._read)
        self.words = lru_cache(maxsize=_PIECES)(self._words)

    def _words(self, text: str) -> tuple[str, ...]:
        """Content words of a text in Sudachi's normal form, without those that say nothing."""
        return tuple(word for word in self._analyzer.words(fold(text)) if word not in _SMALL)

    def synonyms(self, text: str) -> tuple[str, ...]:
        """Other words for the concepts a text names."""
        return self._analyzer.expand(self._analyzer.fold(text))

    def _read(self, text: str) -> Reading:
        english = is_english(text)
        spelt = as_japanese(text) if english else _spelt(unified(self._names.respelt(text)))
        placed = placed_in(spelt, self._names)
        taken = [(one.start, one.end) for one in placed.facts]
        within = [
            Placed(Fact(FactKind(one.kind), one.name), one.start, one.end)
            for one in self._compounds.placed_in(placed.text, taken)
        ]
        tokens = [_token(placed.text, one) for one in (*placed.facts, *within)]
        tokens += [
            Token(FaultKind.COUNTRY, group.name, placed.text[group.start : group.end], group.start, group.end, None)
            for group in groups_in(placed.text)
        ]
        tokens += [
            Token(FaultKind.ORGANISATION, name.name, name.name, name.start, name.end, None)
            for name in unknown_organisations(placed.text, [(token.start, token.end) for token in tokens])
        ]
        tokens += [
            Token(FaultKind.LAW, law.law, placed.text[law.start : law.end], law.start, law.end, None)
            for law in self._laws.placed_in(placed.text)
        ]
        clauses = tuple(Clause(part, frozenset(self.words(part))) for part in _clauses(placed.text))
        return Reading(
            text,
            placed.text,
            english,
            tuple(sorted(tokens, key=lambda token: token.start)),
            clauses,
            self.words(placed.text),
            () if english else predicates_in(plain(placed.text), self.words),
            tuple(Clause(part, frozenset(self.words(part))) for part in turns(placed.text)),
        )


def _spelt(text: str) -> str:
    """The text with numbers of provisions and headings, dates and amounts written as `ingest.facts` knows them."""
    text = _DOTTED.sub(r"\1\2年\3月\4日", text)
    text = _SHORT_ERA.sub(_era, _ERA_SIGN.sub(lambda m: _ERAS[m[1]], text))
    text = _amounts(_relative(text))
    text = _NUMBER_OF_LIST.sub(r"第\1号", _HEADING.sub(r"\1\2", text))
    text = _POINTED.sub(r"\1年\2月", text)
    text = _SAME_ADDRESS.sub(r"第\1\2", _TWO_CALENDARS.sub(r"\1\3(\2\3)", text))
    text = _WORDED.sub(lambda m: str(kanji_number(m[0])), text)
    return _HALF.sub(lambda m: _HALVES[m[0]], _SIGN_OF.sub("", text))


def _era(m: re.Match[str]) -> str:
    """令和6年5月10日 of R6.5.10."""
    return f"{_ERAS[m[1]]}{m[2]}年{m[3]}月" + (f"{m[4]}日" if m[4] else "")


def _relative(text: str) -> str:
    """The text with 同月10日 and 翌年 told by the date before them."""
    for match in reversed(list(_RELATIVE.finditer(text))):
        years = _YEARS.findall(text[: match.start()])
        months = _MONTHS.findall(text[: match.start()])
        if match["day"] and months:
            text = text[: match.start()] + f"{months[-1]}月{match['day']}日" + text[match.end() :]
        elif match["year"] and years:
            text = text[: match.end()] + f"({int(years[-1]) + 1}年)" + text[match.end() :]
    return text


def _amounts(text: str) -> str:
    """The text with amounts of money and measures in Japanese words."""
    text = _MONEY.sub(_money, _GLUED.sub(" ", text))
    text = _DOLLARS.sub(lambda m: f"{Decimal(m[1]) * _THOUSANDS[m[2]]:f}ドル", text)
    text = _LITRES.sub(lambda m: f"{number_plain(Decimal(m[1]) * 1000)}cc", text)
    return _POINTS.sub("ポイント", _DEGREES.sub("度", text))


def _money(m: re.Match[str]) -> str:
    """20億ユーロ of €2 billion."""
    times = _THOUSANDS[m[3][0].upper()] if m[3] else 1
    return f"{number_plain(Decimal(m[2].replace(',', '')) * times)}{_CURRENCIES[m[1]]}"


def _token(text: str, placed: Placed) -> Token:
    kind = _KINDS[placed.fact.kind]
    limit = topic = Limit.EXACT
    if kind in LIMITED:
        limit = limit_at(text, placed.start, placed.end, amount=kind in (FaultKind.NUMBER, FaultKind.DATE))
        if bracket := _CLOSING.match(text, placed.end):
            topic = limit_at(text, bracket.end(), bracket.end(), amount=False)
            limit = (
                topic if _AGAIN.search(text[max(0, placed.start - 2) : placed.start]) else limit
            )  # 施行(2025年10月)より後
        elif kind is FaultKind.NUMBER:
            topic = topic_limit(text, placed.start)
    written = text[placed.start : placed.end]
    return Token(kind, str(placed.fact), written, placed.start, placed.end, placed.fact, limit, topic)


def _clauses(text: str) -> Sequence[str]:
    return [part for part in _CLAUSE.split(text) if part and part.strip()]
