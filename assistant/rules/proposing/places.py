"""Places: where goods or technology go, and from where. The words around a name decide, never the name alone.

A country that only made the goods, is passed through, is excluded, or whose law is spoken of is no destination.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import IntEnum

from assistant.rules.proposing.found import Found
from assistant.rules.proposing.phrasebook import Phrasebook
from assistant.rules.proposing.reading import Reading


class Role(IntEnum):
    """What a name is to the transaction; a greater one is the surer destination."""

    NONE = 0
    FROM = 1
    BARE = 2
    PLACE = 3
    TO = 4
    NAMED = 5


@dataclass(frozen=True)
class Mention:
    """A country's name in the folded text; `area` where it is the name of a Ukrainian region."""

    iso: str
    start: int
    end: int
    role: Role
    area: str = ""


_GOAL = (
    r"仕向け?(?:地|国|先)|(?:輸出|出荷|納入|納品|送り?|届け|提供|移転|移管|宛|販売)先|最終(?:需要|使用)(?:者|地|国)"
    r"|エンドユーザー?|需要者|受領者|destination|dest(?:_recipient)?|country"
)
_NAMED = re.compile(rf"(?:{_GOAL})(?:の?(?:所在)?(?:国名?|地域?))?(?:は|が|も|:|=|→|⇒|\(| is )*[^、。\n]{{0,3}}$")
_SHIPPED = re.compile(r"(?:船積み?(?:地域?|港|国)?|積出(?:地|国|港)|積地)(?:は|が|:|=)*$")
_BEFORE_EN = (
    (re.compile(r"(?:via|through|made in|unlike|except|not to|not) (?:the )?$"), Role.NONE),
    (re.compile(r"(?:to|into|for|destination:?) (?:the )?$"), Role.TO),
    (re.compile(r"from (?:the )?$"), Role.FROM),
    (re.compile(r"(?<![a-z])in (?:the )?$"), Role.PLACE),
)
_NO_PLACE = re.compile(
    r"(?:地方|語|人(?!民)|籍|国籍|系|法(?!人)|(?:企業|メーカー|の会社)?の(?:在日|日本)|の?(?:国内)?(?:法令|法律|規制|制度|輸出規制|輸出管理|再輸出|制裁|当局|政府|規格|特許|関税|ear)|政府"
    r"|ear(?![a-z])|ドル|元(?:建|で)|出身|のような|など(?:の国)?(?:は|が|、)|由来|株|市場(?!に|へ|向)|大使館|軍)"
)
_MADE = re.compile(
    r"(?:国?製(?!造)|原?産(?!業)|で(?:作っ|作られ|製造され|生産され|購入|調達|仕入|買っ|製造し(?:た|て)|生産し(?:た|て)))"
)
_EXCLUDED = re.compile(
    r"(?:向け|行き?|宛て?|へ)?(?:以外|を?除|で(?:は|も)?な[いくし]|では?あり|じゃな|とは?の?(?:関係|取引|商談|輸出入)(?:は|も|が)?(?:[^。、]{0,6})(?:な[いくし]|ありません|ございません)|経由|を?経て|を?通[っじ]|を?介し|で?積み?替|で?トランジット|には(?:輸出|出荷|送[らり])[^。、]{0,3}(?:な[いく]|ません|ず))"
)
_PARTICLE = re.compile(
    r"(?:国内|本土|市場|側)?(?:の(?:[^、。\nはがを]{1,14}?))?(?P<word>向け?|むけ|宛|あて|行き|行の|へ|から(?!の?連絡)|より|発(?!送|注|電|表|行|見)|に(?!つい|関|よ[りるっ]|おけ|おい|対し|比べ|あた|当た)|で(?!す|あ|は?な|も?な|しょ))"
)
_ROLES = {"から": Role.FROM, "より": Role.FROM, "発": Role.FROM, "で": Role.PLACE}
_AND = re.compile(r"(?:と|・|や|及び|および|、|,|又は|または|/|か|\band\b|\bor\b| )+")
_JOINT = 5  # characters between two joined names
_AGAINST = re.compile(r"対(?P<land>[米中韓英独仏露台印])(?=輸出|取引|案件|販売|向)")
_LANDS = {"米": "US", "中": "CN", "韓": "KR", "英": "GB", "独": "DE", "仏": "FR", "露": "RU", "台": "TW", "印": "IN"}
_CODE = re.compile(rf"(?:{_GOAL}|国コード)(?:は|が|の|:|=)*\s?\(?(?P<code>[a-z]{{2}})(?![a-z])")
_CODE_TO = re.compile(r"(?<![a-z0-9])(?P<code>us|cn|kr|tw|hk|ru|vn|sg|th|de|fr|gb|my|ir|kp)(?=向|宛|行き|への?)")
_CAME = re.compile(r"(?:の[^、。はがを]{1,10})?から(?:の?(?:来|訪|留学|研究者|学生|客員|出張者|研修))")
_HOME = re.compile(r"(?<!日本)国内(?:で|に(?:いる|おいて))")


def find_places(reading: Reading, book: Phrasebook, kinds: frozenset[str]) -> Iterator[Found]:
    """Destination, recipient's country, region and place of loading, the surest first."""
    mentions = _joined(reading.folded, list(_mentions(reading, book)))
    for mention in mentions:
        if mention.area and mention.role > Role.NONE:
            yield Found("area", mention.area, mention.start, mention.end)
    abroad = [one for one in mentions if one.iso != "JP"]
    if "import" in kinds:
        yield from _found("dest", _origins(abroad))
        return
    if "brokering" in kinds:
        yield from _found("ship_from", [one for one in abroad if one.role is Role.FROM])
    if "tech" in kinds:
        yield from _technology(reading, mentions)
        return
    yield from _found("dest", _destinations(abroad))


def _technology(reading: Reading, mentions: list[Mention]) -> Iterator[Found]:
    """Technology is provided at a place and received by somebody, who may live elsewhere."""
    places = [one for one in mentions if one.role is Role.PLACE]
    goals = _destinations([one for one in mentions if one.iso != "JP" and one.role is not Role.PLACE])
    home = _HOME.search(reading.folded)
    if home and not any(one.iso == "JP" for one in places):
        places = [Mention("JP", home.start(), home.start() + 2, Role.PLACE), *places]
    if not places:
        yield from _found("dest", goals)
        yield from _found("dest_recipient", [] if goals else _visitors(reading.folded, mentions))
        return
    yield from _found("dest", places)
    sure = [one for one in goals if one.role >= Role.TO or places[0].iso == "JP"]
    senders = [one for one in mentions if one.role is Role.FROM and one.iso != "JP" and places[0].iso == "JP"]
    yield from _found("dest_recipient", [one for one in sure or senders if one.iso != places[0].iso])


def _visitors(folded: str, mentions: list[Mention]) -> list[Mention]:
    """Where people who came to Japan live: 「イランから来た留学生」."""
    return [one for one in mentions if one.role is Role.FROM and one.iso != "JP" and _CAME.match(folded, one.end)]


def _destinations(mentions: list[Mention]) -> list[Mention]:
    """Those that words send something to; where there are none, places of activity, then bare names."""
    sure = sorted((one for one in mentions if one.role >= Role.TO), key=lambda one: -one.role)
    places = [one for one in mentions if one.role is Role.PLACE]
    return sure or places or [one for one in mentions if one.role is Role.BARE]


def _origins(mentions: list[Mention]) -> list[Mention]:
    """For an import: where the goods come from."""
    return [one for one in mentions if one.role is Role.FROM] or [one for one in mentions if one.role is Role.BARE]


def _found(fact: str, mentions: Iterable[Mention]) -> Iterator[Found]:
    return (Found(fact, one.iso, one.start, one.end) for one in mentions)


def _mentions(reading: Reading, book: Phrasebook) -> Iterator[Mention]:
    folded = reading.folded
    for match in book.places.pattern.finditer(folded):
        iso, area = _meaning(match[0], book)
        if iso:
            yield Mention(iso, match.start(), match.end(), _role(folded, match.start(), match.end()), area)
    for match in _AGAINST.finditer(folded):
        yield Mention(_LANDS[match["land"]], match.start(), match.end(), Role.TO)
    for match in (*_CODE.finditer(folded), *_CODE_TO.finditer(folded)):
        start, end = reading.span(match.start("code"), match.end("code"))
        iso = match["code"].upper()
        if iso in book.places.isos and _is_upper(reading.text[start:end]):
            yield Mention(iso, match.start("code"), match.end("code"), Role.TO)


def _is_upper(text: str) -> bool:
    return all(not sign.islower() for sign in text)


def _role(folded: str, start: int, end: int) -> Role:
    before, after = folded[max(0, start - 14) : start], folded[end : end + 26]
    if folded[start].isascii():
        return next((role for words, role in _BEFORE_EN if words.search(before)), _role_ja(before, after))
    return _role_ja(before, after)


def _role_ja(before: str, after: str) -> Role:
    if _NO_PLACE.match(after) or _EXCLUDED.match(after):
        return Role.NONE
    if _MADE.match(after):
        return Role.FROM if after[0] in "産原" else Role.NONE
    if _SHIPPED.search(before):
        return Role.FROM
    return Role.NAMED if _NAMED.search(before) else _role_by_particle(after)


def _role_by_particle(after: str) -> Role:
    particle = _PARTICLE.match(after)
    if particle is None:
        return Role.BARE
    if _EXCLUDED.match(after, particle.end()):
        return Role.NONE
    return _ROLES.get(particle["word"], Role.TO)


def _joined(folded: str, mentions: list[Mention]) -> list[Mention]:
    """「中国と韓国に」: the first of two joined names has the role of the second."""
    joined: list[Mention] = []
    for one in sorted(mentions, key=lambda one: -one.start):
        shared = joined and one.role in (Role.BARE, Role.PLACE) and _are_joined(folded, one, joined[-1])
        joined.append(replace(one, role=joined[-1].role) if shared else one)
    return joined[::-1]


def _are_joined(folded: str, one: Mention, following: Mention) -> bool:
    return following.start - one.end <= _JOINT and _AND.fullmatch(folded, one.end, following.start) is not None


def _meaning(name: str, book: Phrasebook) -> tuple[str, str]:
    """Code and region of a name; nothing where the name is another word."""
    return ("UA", book.areas[name]) if name in book.areas else (book.places.codes[name], "")
