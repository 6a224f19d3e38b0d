"""Counterpart: words of one kind, of which one can take the place of another: countries, groups, dates, articles, laws.

「では15の技術は？」 puts 15の技術 where the question before had 10の技術. Words in, words out.
"""

import re
from collections.abc import Iterator
from functools import cache

from assistant.rules.country import load_countries
from assistant.topic import DATED, DAY

_LAWS = (
    r"外国為替及び外国貿易法|外為法|外国為替令|外為令|輸出貿易管理令|輸出令|輸入貿易管理令|輸入令|貨物等省令|役務取引省令|"
    r"遵守基準省令|おそれ省令|通常兵器おそれ省令|経済安全保障推進法|関税定率法|独占禁止法|独禁法"
)
_KINDS = (
    rf"{DATED}|{DAY}",
    r"改正前|改正後|施行前|施行後|見直し前|見直し後",
    r"(?:第?\d+条(?:の\d+)*)(?:第?\d+項)?(?:第?\d+号)?",
    r"別表第?\d+(?:の\d+)*",
    r"(?<!第)\d+(?:の\d+)*の?項(?!目)(?:\(\d+\))?",
    r"第\d+章|スライド\d+",
    r"(?:先端)?半導体関連(?:品目)?|量子(?:コンピュータ)?関連(?:品目)?",
    r"\d+(?:の|つの|個の|種類の)?(?:技術|品目|分野|要件|類型|物資|団体|か国|カ国|ヶ国|項目)",
    r"グループ[A-D]|一般国|国連武器禁輸国(?:・地域)?|武器禁輸国|懸念国|ホワイト国",
    r"大量破壊兵器等?|通常兵器|核兵器|生物兵器|化学兵器|ミサイル",
    r"客観要件|インフォーム要件|用途要件|需要者要件",
    r"リスト規制|キャッチオール規制|補完的輸出規制|みなし輸出(?:管理)?",
    r"特別一般包括許可|一般包括許可|特定包括許可|特別返品等包括許可|個別許可|包括許可",
    r"貨物の輸出|技術の提供|貨物(?!等省令)|(?<![一-龯])技術(?![一-龯])|役務|プログラム",
    r"輸出(?!令|管理|規制|者|貿易|許可|先|額)|輸入(?!令|貿易|額|承認)|仲介(?!貿易)|再輸出",
    rf"{_LAWS}",
    r"中間報告|官民対話スキーム|動向(?:の)?資料|CISTECの?報告書|調査報告書",
    r"ワッセナー・?アレンジメント|オーストラリア・?グループ|原子力供給国グループ|NSG|MTCR|AG|WA(?![A-Za-z])",
    r"米国ミッション|欧州ミッション|アジアミッション|アジア対話分科会|欧米対話分科会",
    r"経済産業省|経産省|財務省|外務省|防衛省|税関|CISTEC|JMC|JETRO",
    r"輸出者|需要者|仲介者|(?<!非)居住者|非居住者|大企業|中小企業",
    r"先端半導体|量子コンピュータ?ー?|工作機械|炭素繊維|半導体製造装置|ガスタービンエンジン|光ファイバー?|積層セラミックコンデンサ(?:\(MLCC\))?|MLCC|SAW/BAWフィルタ",
    r"輸出額|輸入額|件数|金額",
    r"川上|川中|川下|上流|中流|下流",
)


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    names = sorted((name for name in load_countries().spellings if len(name) > 1), key=len, reverse=True)
    lands = "|".join(map(re.escape, (name for name in names if not name.isascii())))
    return tuple(re.compile(kind) for kind in (*_KINDS, rf"{lands}|日本|米国|欧州|EU|UAE"))


def exchanged(said: str, previous: str, *, freely: bool) -> str | None:
    """The previous question with what is `said` in the place of its counterpart; None where it has none.

    Not `freely`: only where nothing but the word is said, or what goes with the counterpart too.
    """
    if numbered := _numbered(said, previous):
        return numbered
    for word, pattern in _words(said):
        others = [match for match in pattern.finditer(previous) if match[0] != word[0]]
        if others and (freely or _is_bare(said, word, others, previous)):
            return _put(said, word, others, previous)
    return None


def _is_bare(said: str, word: re.Match[str], others: list[re.Match[str]], previous: str) -> bool:
    rest = said[word.end() :]
    alike = any(previous.startswith(rest, other.end()) for other in others)
    return word.start() == 0 and (alike or _PARTICLE.fullmatch(rest) is not None)


_NUMBER = re.compile(r"(?P<before>[^\d]+)(?P<number>\d+)(?P<behind>[^\d]*)")


def _numbered(said: str, previous: str) -> str | None:
    """「主要課題(2)」 in the place of 「主要課題(1)」: the same words around another number, the last of them."""
    match = _NUMBER.fullmatch(said)
    if match is None:
        return None
    alike = rf"(?<={re.escape(match['before'])})\d+(?={re.escape(match['behind'])})"
    others = list(re.finditer(alike, previous))
    if not others or others[-1][0] == match["number"]:
        return None
    return previous[: others[-1].start()] + match["number"] + previous[others[-1].end() :]


def is_date(said: str) -> bool:
    """Whether nothing but a date is said."""
    return re.fullmatch(rf"(?:{DATED}|{DAY})", said) is not None


def _words(said: str) -> Iterator[tuple[re.Match[str], re.Pattern[str]]]:
    """The words of `said` that may have a counterpart, the first kind first."""
    for pattern in _patterns():
        if word := pattern.search(said):
            yield word, pattern


def _put(said: str, word: re.Match[str], others: list[re.Match[str]], previous: str) -> str:
    """Put the word in place: of the others, that which is followed as the word is, else the last."""
    rest = said[word.end() :]
    alike = [other for other in others if rest and previous.startswith(rest, other.end())]
    other = (alike or others)[-1]
    if alike or not rest or _PARTICLE.fullmatch(rest):
        new = said if alike else said[: word.end()]
        old = previous[other.start() : other.end() + (len(rest) if alike else 0)]
    else:  # 「ではベトナムの大学は」 after 「中国の企業に」
        belongs = _BELONGS.match(previous, other.end()) if rest.startswith("の") else None
        new, old = said, other[0] + (belongs[0] if belongs else "")
    stamp = _STAMP.search(old)
    if stamp and re.fullmatch(DAY, new):
        new += stamp[0]
    return previous.replace(old, new)


_STAMP = re.compile(r"の?(?:時点|現在|当時|段階)$")
_BELONGS = re.compile(r"の[一-龯ァ-ヴー]+")
_PARTICLE = re.compile(r"(?:向け|宛て?|への輸出|へ|に対して|に|で|の場合|の方|のほう)*")
