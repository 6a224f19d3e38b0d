"""Rewordings that turn a statement's meaning: comparators, polarity and scope, one place at a time.

Tables of wording, read like a grammar; values and names are changed in `evals.mutate`.
"""

import re
from collections.abc import Iterator, Sequence
from random import Random

from evals.mutate import Seed
from ingest.names import Names

Rule = tuple[str, str]  # a pattern and what stands instead of it

_AMOUNT = r"(?<=[0-9０-９一二三四五六七八九十百千万億兆円年月日件倍社人国分ル％%c])"
_EVENT = "(?<=公布|施行|侵略|契約|改正|製造|許可|報告|輸出|取引|移転|導入|延長|提供|締結|終結)"
_WHEN = r"(?<=[0-9年月日度])"

_COMPARATORS: tuple[Rule, ...] = (
    (rf"{_AMOUNT}以上(?![にの]よう|に)", "以下"),
    (rf"{_AMOUNT}以上(?![にの]よう|に)", "未満"),
    (rf"{_AMOUNT}以上(?![にの]よう|に)", "超"),
    (rf"{_AMOUNT}以下(?!の(?:とおり|通り|点|表|よう))", "以上"),
    (rf"{_AMOUNT}以下(?!の(?:とおり|通り|点|表|よう))", "未満"),
    (rf"{_AMOUNT}以下(?!の(?:とおり|通り|点|表|よう))", "超"),
    (rf"{_AMOUNT}以内", "以上"),
    (rf"{_AMOUNT}以内", "超"),
    (rf"{_AMOUNT}未満", "以上"),
    (rf"{_AMOUNT}個?超(?!え)", "以内"),
    (r"(?<=[円のれルc年日個])を超える", "を下回る"),
    (r"(?<=[円のれルc年日個])を超える", "以上の"),
    (r"(?<=[円のれルc年日個])を超え(?=な)", "を下回ら"),
    (r"(?<=[円のれルc年日個])を超え(?=て)", "を下回っ"),
    (r"を上回る", "を下回る"),
    (r"を下回る", "を上回る"),
    (r"を下回らない", "を上回らない"),
    (r"より大きい", "より小さい"),
    (r"少なくとも", "多くとも"),
    (r"最大で", "最小で"),
    (r"最長", "最短"),
    (r"(?<!以)以前", "以後"),
    (r"以降|以後", "以前"),
    (rf"{_EVENT}前(?=[にのはかま、）]|し|提)", "後"),
    (rf"{_EVENT}の?後(?=[にのはかま、）]|しば|も)", "前"),
    (rf"{_EVENT}後(?=\d|[一二三五]|即)", "前"),
    (r"を結ぶ前", "を結んだ後"),
    (r"遅い方", "早い方"),
    (r"早い段階", "遅い段階"),
    (rf"{_WHEN}まで(?!の間)", "から"),
    (rf"{_WHEN}までの間", "より後は"),
    (rf"{_WHEN}から(?!起算|始|[^、。]*まで|第|[0-9一二三四五六七八九十])", "まで"),
    (rf"{_WHEN}より(?!も|前|後)", "まで"),
    (r"より前", "より後"),
    (r"より後", "より前"),
    (r"\bup to\b", "at least"),
    (r"\buntil\b", "from"),
    (r"\bfrom (?=the date)", "until "),
)

_POLARITY: tuple[Rule, ...] = (
    (r"(?<=[がは])要る", "要らない"),
    (r"(?<=[がは])要(?:らない|りません)", "要る"),
    (r"(?<=[がは])必要(?=で|な|と)", "不要"),
    (r"不要(?=で|と|な|。)", "必要"),
    (r"必要がある", "必要はない"),
    (r"必要は(?:ない|ありません)", "必要がある"),
    (r"対象外", "対象"),
    (r"対象に(?:なる|なります|入る)", "対象にならない"),
    (r"対象に(?:ならない|入らない|なりません)", "対象になる"),
    (r"対象(?=と(?:する|なる|した))", "対象外"),
    (r"(?<=[がもは])?できる(?=。|と|よう|が|（|$)", "できない"),
    (r"できない(?=。|$)", "できる"),
    (r"使えない|使えません|適用できません", "使える"),
    (r"使える", "使えない"),
    (r"禁止(?=さ|す|措|と|の|し)", "許可"),
    (r"禁じられて", "認められて"),
    (r"認められ(?=る|て)", "禁じられ"),
    (r"不許可", "許可"),
    (r"(?<=[をは])除く", "含む"),
    (r"除かれ(?=る|ます|て)", "含まれ"),
    (r"(?<=を)除いた", "含む"),
    (r"除外(?=[さすし])", "適用"),
    (r"に限る", "を除く"),
    (r"非該当", "該当"),
    (r"(?<!非)該当(?=[すしでなの]|品目)", "非該当"),
    (r"に当たる(?![かっ])", "に当たらない"),
    (r"に当たらな(?=い|け)", "に当たら"),
    (r"なければならない", "なくてもよい"),
    (r"なければなりません", "なくてもかまいません"),
    (r"すべき(?=だ|で|と)", "すべきでない"),
    (r"(?<=[がは])(?:無い|ない)(?=。|$)", "ある"),
    (r"義務付ける", "義務付けない"),
    (r"義務付けられ(?=る|ます)", "免除され"),
    (r"があります。$", "はありません。"),
    (r"がある。$", "はない。"),
    (r"である。$", "ではない。"),
    (r"(?<![まで])です。$", "ではありません。"),
    (r"された。$", "されなかった。"),
    (r"(?<=[^らしまっ])した。$", "しなかった。"),
    (r"される。$", "されない。"),
    (r"(?<=[^さるう])れる。$", "れない。"),
    (r"(?<=[にを、とがで一-鿿])する。$", "しない。"),
    (r"ている。$", "ていない。"),
    (r"ました。$", "ませんでした。"),
    (r"(?<=[^し])ます。$", "ません。"),
    (r"\bhas not\b", "has"),
    (r"\bare\b", "are not"),
)

_SCOPE: tuple[Rule, ...] = (
    (r"(?:全て|すべて|全部)の(?=[一-鿿ァ-ヺ])", "一部の"),
    (r"(?:全て|すべて|全部)(?=[をがはに])", "一部"),
    (r"全(?=地域|品目|会員|参加国|貨物)", "一部の"),
    (r"一部の(?=[一-鿿ァ-ヺA-Z])|一部(?=物品)", "すべての"),
    (r"品目を問わず", "一部の品目について"),
    (r"品目を問わない", "一部の品目に限る"),
    (r"(?:だけ|のみ)(?=[をがはの、])", "など"),
    (r"に限らず", "に限り"),
    (r"に限り(?=、)", "に限らず"),
    (r"に限って", "に限らず"),
    (r"に限る", "を含む"),
    (r"に限定(?=[さす])", "に限らず適用"),
    (r"に絞り込み", "に絞らず"),
    (r"(?<=[一-鿿る])場合(?=には?、|は、|に、)", "場合以外"),
    (r"とき(?=には?、|は、)", "とき以外"),
    (r"(?<![え回]るとき)(?<=とき)は、(?!次)", "に限り、"),
    (r"(?<=場合)に?は、(?!次)", "に限り、"),
    (r"(?<=場合)、", "に限り、"),
    (r"(?<=[一-鿿）」])にも(?=[一-鿿、])", "にだけ"),
    (r"(?:いずれか|どちらか|どれか)(?:一つ|一方)?", "すべて"),
    (r"どれにも", "どれか一つに"),
    (r"両方|双方", "どちらか一方"),
    (r"(?<!的)かつ", "又は"),
    (r"(?<![、可])(?:若しくは|又は)(?=[一-鿿「ァ-ヺ（(])(?!主に|全く)", "及び"),
    (r"(?<=[一-鿿）」])及び(?!外国貿易法)(?=[一-鿿A-Z「ァ-ヺ].*。)", "又は"),
    (r"一切", "一部を除き"),
    (r"原則として", "例外なく"),
    (r"原則(?=不許可|[0-9])", "必ず"),
    (r"必要最小限の?(?=[一-鿿])", "あらゆる"),
    (r"(?<![自民又は])主に", "もっぱら"),
    (r"専ら", "主に"),
    (r"に対してだけ", "に対しても"),
    (r"直接又は間接", "直接"),
    (r"\bonly\b ", ""),
)
_RANGE = re.compile(r"から[^、。から]{0,14}$")


def comparators(seed: Seed, _: Random, __: Names) -> Iterator[str]:
    """以上 for 以下, 前 for 後, から for まで and their kin."""
    return _reworded(seed, _COMPARATORS)


def polarity(seed: Seed, _: Random, __: Names) -> Iterator[str]:
    """A negation dropped or put in: 必要 for 不要, 含む for 除く, 禁止 for 許可."""
    return _reworded(seed, _POLARITY)


def scope(seed: Seed, _: Random, __: Names) -> Iterator[str]:
    """一部 for すべて, a のみ or に限り dropped or added, 及び for 又は."""
    return _reworded(seed, _SCOPE)


def _reworded(seed: Seed, rules: Sequence[Rule]) -> Iterator[str]:
    """Every rule at every place, unless what comes out is said elsewhere in the statement or its evidence."""
    said = seed.all_text
    for pattern, instead in rules:
        for match in re.finditer(pattern, seed.text):
            start, end = match.span()
            if _in_quotes(seed.text, start) or (instead == "から" and _RANGE.search(seed.text[:start])):
                continue  # a title stays as it is; 「1から15からの項」 would say nothing
            around = seed.text[max(0, start - 4) : start] + instead + seed.text[end : end + 4]
            if around not in said:
                yield seed.text[:start] + instead + seed.text[end:]


def _in_quotes(text: str, place: int) -> bool:
    return text.count("「", 0, place) > text.count("」", 0, place)
