"""Borne: whether the official words that a sentence points at bear what it settles: for everybody, as they do.

What they bear may decide by its cues alone. What names a thing that they do not name decides, whatever its cues are.
Whether it says the same as they do is not looked at here.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path

from assistant.lock.cue import Cue, Language, found
from assistant.lock.english import ENGLISH
from assistant.lock.japanese import JAPANESE
from assistant.lock.japanese_thing import GOOD
from assistant.lock.plain import plain, units
from assistant.lock.reason import argues_anew, explains
from assistant.lock.terms import LAW_NAME, PLACE
from assistant.lock.vocabulary import AFFIXES, Vocabulary, known_by, runs

_REWORDING = tuple(Path(__file__).with_name(name) for name in ("rewording.txt", "acts.txt"))
_PROVISION = re.compile(
    rf"{LAW_NAME}|(?:[一-鿿]{{2}})*包括許可|仲介貿易(?:取引)?|補完的輸出規制|特定類型|[一-鿿]{{2}}取引許可|別表第?[一二三四\d]|第?[\d一二三四五六七八九十]+(?:の[\d一二三]+)*の?[条項号]|\(\d+\)"
)
_BARE = re.compile(  # words of a verdict that say nothing of what it is about
    r"許可|承認|申請|報告|届出?|手続|規制|リスト|キャッチオール|ライセンス|観点|必要|不要|非?該当|対象外?|輸出|提供|送付|取引|貨物|技術|行為|特例|要件|義務|禁止"
    r"|可能|場合|適用|除外|免除|当た|要[るらりし]|受け|取[るらり]|出[せさ]|総合|判断|行[えうわい]|時点|無許可|物|品|際|者"
)
_BARE_ENGLISH = re.compile(
    r"\b(?:an?|the|no|not|is|are|be|it|any|under|for|of|to|by|from|need\w*|requir\w+|necessary|must|may|can|does|do|has|have"
    r"|export\w*|licen\w+|permi\w+|approv\w+|report\w*|notif\w+|goods|items?|technology|transfer\w*|transactions?"
    r"|subject|control\w*|listed|appl\w+|before|law|act|japan\w*|meti)\b"
)
_SUBSTANTIAL = re.compile(r"[ァ-ヶ一-鿿々\da-z]")
_LATIN = re.compile(r"[a-z]{3,}")
_JAPANESE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_THING = re.compile(r"(?![イロハニホヘト]+(?![ァ-ヶー]))[ァ-ヶー]{2,}")  # イ・ロ・ハ are names of items
_RULE = re.compile("(?:ルール|レジーム|スキーム|アレンジメント|ガイドライン)$")  # called whatever it may be
_MADE = re.compile(
    r"[ァ-ヶー一-鿿々]*(?:機|機械|装置|繊維|材|材料|[電部]池|部品|図面|計|器|炉|剤|鋼|膜|弁)(?=[にで]?は)"
)
_GOODS = re.compile(rf"[一-鿿ァ-ヶー]*{GOOD}(?=[はがをにで])")
_PERSON = re.compile(r"[一-鿿々]{2,}[者員社](?=の説明|[はが])")
_PLACE = re.compile(
    rf"(?<![一-鿿ァ-ヶー]){PLACE}(?=[^、。]{{0,4}}(?:の[^、。]{{0,4}}(?:会社|工場|代理店|大学|企業|先|買主)|[へ宛]|に|向け|から))"
)
_SINGLE = re.compile(
    r"(?<![一-鿿々ァ-ヶー\da-z])[一-鿿](?=[はがを])(?<![国物者法項号条品年月日人表旨点形他例際時度分道件数上下])"
)
_STATE = re.compile(PLACE)
_BEHIND = re.compile(r"[ぁ-ん、]{0,3}([^ぁ-ん、。]{1,2})")
_DEMONSTRATIVE = re.compile(r"(?:この|その|当該|これらの)")
_COUNTED = re.compile("この[二三四五六七2-7]つ")  # points at what was just listed
_NOW = re.compile(r"今[回般]の?([^ぁ-ん、。]{2}|$)")
_NEAR = 14  # letters behind 「今回」 in which the same must be named
_TELLING = 6  # letters from which on what points is the same as in the official sentence without a look behind it
_LEADS = re.compile(r"次の|次に|次を|以下の")
_WORDED = 12  # pairs of letters; what is shorter is a bare verdict, whoever says it
_SUBSTANCE = 2  # letters and digits that say of what something is settled
_SHORTEST = 18  # pairs that an official sentence counts for, if it has fewer
_SHARE = 3  # one in three of them is the official sentence's
_FOREIGN = 6  # words of an English sentence; the same
# What is settled must be what the official words speak of: a permit is no report, and 対象 not yet 該当.
_RELEASE = (
    r"(?:許可|承認|届|報告|申請|手続)[^。、]{0,12}?"
    r"(?:不要|無用|要ら|要りま|要し(?:な|ま)|必要[はが]?(?:な[いく]|あり)|しなくて|せずに|なしで)"
)
_MATTERS = tuple(
    (re.compile(said), re.compile(told))
    for said, told in (
        ("許可|permi[st]|licen", "許可|ライセンス"), ("承認|approv", "承認"), ("届|notif", "届|通知"),
        ("報告|report", "報告"), ("申請", "申請"), ("相談", "相談"),
        (_RELEASE, "ない|ません|不要|除|ず|外|免|無|なし|限"),
        ("規制", "規制"), ("禁止|禁輸|prohibit|banned", "禁|不許可"), ("該当", "該当|当た"),
    )
)  # fmt: skip
_CONDITION = re.compile(r"れば(?!なら)|なら(?!な|ず)|とき|場合(?!があ)|限り")
_KEPT = re.compile(
    r"場合|とき|際|れば|なら(?!な|ず)|たら|限り|(?:て|で)も|未満|以[上下内外]|条件|まで|おそれ|ので"
    r"|[るたいう](?:者|取引|貨物|技術|行為|輸出|提供|もの|プログラム|に[はも])"
    r"|\b(?:if|when|where|unless|only|that|which|provided|without|for|to)\b"
)
_SAID = frozenset(
    {"speech", "calm", "order", "ask", "advice", "maybe", "rhetoric", "done"}
)  # said to somebody, not written down
_MILD = frozenset({"hedge", "plan", "it"})  # said of the world as well as of a case, where nothing is settled
_NAMING = frozenset({"bare", "share", "act", "thing", "deal", "city", "bound", "name"})  # their words are looked at

# What the official words say in another way: the sign of a voice, and how they say it.
_LIKE = {
    "so": re.compile("結果|判定"),
    "such": re.compile("案件|取引"),
    "calm": re.compile("懸念|心配|不安|おそれ|リスク|違反|問題"),
    "hedge": re.compile("想定|とされ|提言|見込|見通|うる|得る|可能性|考え|思|推定|みられ|見られ"),
    "writ": re.compile("必要|べき|妥当|適当|相当|求め"),
    "advice": re.compile("相談"),
    "event": re.compile("昨年|前回|今年|終わ|済|付"),
}
_NOTHING = re.compile(r"(?!)")

# What a verdict is about; of an opinion or a survey that somebody gave, none need be given.
_CONCERNS = re.compile(
    r"許可|承認|届|報告|申請|規制|該当|対象|特例|の項|禁止|違反|該非|手続|ライセンス|輸出|出荷|送|持ち?出|渡|技術|貨物|品|取引|契約|除|当た[らる]|外れ|問題[はがも]?(?:あり|な[いく])|大丈夫|差し支え|かまわ|安心|要[らりす]|不要|免|かか[るらり]|進め|出[せしす]|[a-z]{4}"
)
_RULES = re.compile(
    r"対象|除[くい]|義務|禁止|限|でき|を.通|枚|に含|求め|使[わえ]"
)  # settles something, and is no verdict by itself
_VERDICTS = frozenset(one.name for language in (JAPANESE, ENGLISH) for one in language.verdicts)


@dataclass(frozen=True)
class Told:
    """An official sentence, or what leads into a list with the list, and the titles it stands under."""

    text: str
    titles: str

    @cached_property
    def words(self) -> str:
        """All that lends words."""
        return f"{self.text}。{self.titles}"

    @cached_property
    def _vocabulary(self) -> Vocabulary:
        own, any_ = known_by(runs(self.words)), _reworded()
        return Vocabulary(own.katakana | any_.katakana, own.pairs | any_.pairs)

    @cached_property
    def _letters(self) -> frozenset[str]:
        return frozenset(self.words) | _letters()

    @cached_property
    def _pairs(self) -> frozenset[str]:
        return pairs(self.text)

    def knows(self, run: str) -> bool:
        """Whether it, or the list of what any rewording may bring, holds a run of kanji or of katakana."""
        return (
            run in self.words
            or _RULE.search(run) is not None
            or (self._vocabulary.knows(run) and self._letters.issuperset(run))
        )

    def novel(self, text: str) -> bool:
        """Whether a text has a word that neither it nor the list of what any rewording may bring holds."""
        if any(one not in self.words for one in (*places(text), *_SINGLE.findall(text))):
            return True
        latin = (word for word in _LATIN.findall(text) if word not in self.words)
        return any(not {word, word.rstrip("s")} & rewording() for word in latin) or not all(
            self.knows(run) for run in runs(text)
        )

    def bears(self, text: str, whole: str, language: Language) -> bool:
        """Whether it settles what a sentence of a text settles, in its words and with its condition, for no single case."""
        return (
            self.heard(text, whole)
            and self._shows(text, language.voice + language.specific + language.verdicts, language)
            and not argues_anew(text, self.text)
            and all(told.search(self.words) for said, told in _MATTERS if said.search(text))
            and bool(_KEPT.search(text) or not _CONDITION.search(self.text))
        )

    def repeats(self, text: str, whole: str, language: Language) -> bool:
        """Whether a sentence that settles nothing, of a text, is in its words and its voice."""
        voice = tuple(one for one in language.voice if one.name not in _MILD)
        return self.heard(text, whole) and self._shows(text, voice, language)

    def _worded(self, text: str) -> bool:
        if not _JAPANESE.search(text) and _JAPANESE.search(self.text):
            return len(text.split()) >= _FOREIGN and len(_BARE_ENGLISH.sub("", text).split()) >= _SUBSTANCE
        own = pairs(text)
        return (
            _substantial(text)
            and len(own) >= _WORDED
            and min(len(own), max(len(self._pairs), _SHORTEST)) / _SHARE <= len(own & self._pairs)
        )

    def _shows(self, text: str, cues: tuple[Cue, ...], language: Language) -> bool:
        """Whether it shows what in a text may make it a decision; verdicts differ in wording, and names were looked at."""
        verdicts = {one.name for one in language.verdicts} - _SAID
        names = {
            one.name for one in found(cues, text) if not (one.name == "because" and explains(one.pattern, text))
        } - _NAMING
        if not names:
            return True  # without a look at its signs, which takes time
        settles = not _CONCERNS.search(text) or bool(self.signs & _VERDICTS) or _RULES.search(self.text) is not None
        anew = {name for name in names - verdicts - self.signs if not _LIKE.get(name, _NOTHING).search(self.text)}
        return not anew and (settles or not names & verdicts)

    @cached_property
    def signs(self) -> frozenset[str]:
        """The names of the cues of a case or a verdict that it shows."""
        parts = [(f"{part}。", language_of(part)) for part in self.text.split("。")]
        return frozenset(
            one.name for part, has in parts for one in found(has.voice + has.specific + has.verdicts, part)
        )

    def points(self, cue: Cue, text: str) -> bool:
        """Whether it points, in the same words, at what a text points at."""
        return all(self._points(text, match) for match in cue.pattern.finditer(text))

    def heard(self, text: str, whole: str) -> bool:
        """Whether a sentence, or its text, is largely in its words, and has none that neither it nor any rewording holds."""
        worded = self._worded(text) or (_substantial(text) and self._worded(whole))
        return worded and not self.novel(text)

    def _points(self, text: str, match: re.Match[str]) -> bool:
        said = match[0].lstrip("、。:|")
        if len(said) >= _TELLING:
            return said in self.text
        behind = _BEHIND.match(text, match.end())
        if behind is None:
            return False
        if _NOW.match(said):
            return any(one[1] in text[match.end() : match.end() + _NEAR] for one in _NOW.finditer(self.text))
        if match.start() and _COUNTED.match(text, match.start()):
            return True
        inside = _DEMONSTRATIVE.match(said) and behind[1] in text[: match.start()]
        return bool(inside) or bool(re.search(_pointing(said) + r"[ぁ-ん、]{0,3}" + re.escape(behind[1]), self.text))


def _substantial(text: str) -> bool:
    """Whether a text says of what something is settled."""
    return len(_SUBSTANTIAL.findall(_BARE.sub("", _PROVISION.sub("", text)))) >= _SUBSTANCE


def concerns(text: str) -> bool:
    """Whether a text is about what a permit could be about."""
    return _CONCERNS.search(text) is not None


def _pointing(said: str) -> str:
    """The pattern of a word that points, and of those that point likewise: 「当該」 for 「この」."""
    return _DEMONSTRATIVE.sub(lambda _: _DEMONSTRATIVE.pattern, re.escape(said))


@lru_cache(maxsize=256)
def joined(told: tuple[Told, ...]) -> Told:
    """All official sentences as one; for what settles nothing."""
    return Told("。".join(one.text for one in told), told[0].titles)


def names_other(text: str, told: Sequence[Told]) -> bool:
    """Whether a text speaks of a thing or place that none of the official sentences holds, or argues as none of them."""
    persons = (run for run in _PERSON.findall(text) if run not in rewording())
    things = (*_THING.findall(text), *_MADE.findall(text), *(one[0] for one in _GOODS.finditer(text)))
    return (
        any(not _STATE.fullmatch(run) and not any(one.knows(run) for one in told) for run in things)
        or any(not any(name in one.words for one in told) for name in (*places(text), *persons))
        or all(argues_anew(text, one.text) for one in told)
    )


def places(text: str) -> tuple[str, ...]:
    """The states, towns and houses of business that goods of a text go to."""
    return tuple(place for place in _PLACE.findall(text) if place not in rewording())


def language_of(text: str) -> Language:
    """The language whose cues a text is read with."""
    return JAPANESE if _JAPANESE.search(text) else ENGLISH


def pairs(text: str) -> frozenset[str]:
    """The pairs of neighbouring letters of a plain text."""
    letters = text.replace(" ", "")
    return frozenset(letters[n : n + 2] for n in range(len(letters) - 1))


def read_told(told: Sequence[str], titles: Sequence[str]) -> tuple[Told, ...]:
    """Each official sentence alone, and each that leads into a list with all the others."""
    return _read(tuple(told), tuple(titles))


@lru_cache(maxsize=256)  # the lines of an answer point at the same sentences, and each is judged in several forms
def _read(told: tuple[str, ...], titles: tuple[str, ...]) -> tuple[Told, ...]:
    under = _plain("。".join(titles))
    parts = tuple(_plain(one) for one in told)
    items = [part for part, one in zip(parts, told, strict=True) if not one.rstrip().endswith("。")]
    led = ["。".join((lead, *(one for one in items if one != lead))) for lead in parts if _LEADS.search(lead)]
    return tuple(Told(one, under) for one in dict.fromkeys((*parts, *led)))


def _plain(text: str) -> str:
    return "。".join(one.text.strip("。") for one in units(plain(text)))


@cache
def _reworded() -> Vocabulary:
    return known_by(rewording())


@cache
def _letters() -> frozenset[str]:
    return AFFIXES.union(*rewording())


@cache
def rewording() -> frozenset[str]:
    """Words that say of what, how and whether in any sentence of the law, and name no thing."""
    return frozenset(word for path in _REWORDING for word in path.read_text(encoding="utf-8").split())
