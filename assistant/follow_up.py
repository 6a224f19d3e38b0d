"""Follow-up: a question that needs the one before it, said so that it stands alone. Deterministic; words in, words out.

Four ways lead to one: a word that points back (その根拠は？), a word in the place of another (では15の技術は？), a question
that names nothing itself (いつからですか), and one that leaves out what it is about (`assistant.elliptic`). Whatever else
stands alone and is left as it is.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from assistant.counterpart import exchanged, is_date
from assistant.elliptic import is_elliptic
from assistant.own_case import is_own_case
from assistant.topic import ASKING, LONG, plain, topic_of
from ingest.fold import fold


class Kind(StrEnum):
    """How a follow-up goes on: it asks another thing of the same, puts another in its place, or turns to a part."""

    ASPECT = "aspect"
    REPLACED = "replaced"
    TOPIC = "topic"


@dataclass(frozen=True)
class Resolved:
    """A follow-up question that stands alone now, and what kind of follow-up it was."""

    text: str
    kind: Kind


_POLITE = re.compile(
    r"^(?:(?:どうも|大変)?ありがとう(?:ございます|ございました)?|なるほど(?:です)?|わかりました|分かりました|承知しました|了解(?:です|しました)?|はい|ok)[。、!]+",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"^(?:それでは|それじゃあ?|そうすると|そうなると|だとすると|とすると|となると|では|じゃあ?|なら(?!ない)|で、|逆に|一方で?|ちなみに|あと|また|次に)、?"
)
_STRONG = re.compile(r"^(?:それ|そう|だと|とす|とな|では|じゃ|なら|で、|逆に|一方)")

# --- Words that ask something of a topic and name none -----------------------------------------------------------

_ASPECT = (
    r"(?:法的|直接の|主な|具体的な|詳しい|正式な|今後の|次の|最新の|関連する|該当する)?"
    r"(?:根拠(?:条文|規定|法令|法)?|出典|ソース|典拠|引用元|理由|背景|目的|趣旨|狙い|ねらい|経緯|きっかけ|例外|特例|除外|適用除外|"
    r"罰則|罰金|刑罰|ペナルティー?|制裁|期限|締め?切り?|起算日|期間|時期|施行日|施行時期|公布日|開始日|開始時期|発効日|"
    r"対象(?:者|国|品目|技術|貨物|取引|範囲|企業)?|範囲|要件|条件|基準|内容|中身|概要|詳細|全体像|具体例|事例|例|手続き?|手順|流れ|方法|やり方|進め方|"
    r"(?:申請|提出|届出|報告|相談|問い?合わせ)先|窓口|担当(?:者|部署|課|部局)?|部署|主体|所管|作成者|定義|意味|"
    r"違い|差|影響|効果|結果|成果|現状|課題|問題点|論点|今後|残り|予定|見通し|展望|経過措置|必要書類|書類|様式|書式|費用|手数料|"
    r"金額|額|割合|比率|件数|人数|社数|回数|数|内訳|委員|オブザーバー|(?:活用|実施|運用|検討)?状況|動向|措置|一覧|種類|分類|メンバー|構成員|参加者|参加国|加盟国|会員|名称|正式名称|名前|英語名|英訳|略称|"
    r"注意点|留意点|ポイント|要点|メリット|デメリット|改正点|変更点|見直し|条文|条項|規定|続き|上限|下限|頻度|回答率|回答者|開催日|開催地|日付|日時|日程|場所|"
    r"特徴|役割|位置付け|位置づけ|関係|評価|反応|取組|対応|対策|提言|提案|結論|運用|解釈|責任者|権限)"
)
# those that a topic is left without when something else is asked of it: 「その根拠は」 after 「10の技術の例外は」
ASPECTS = re.compile(
    r"(?:の(?:法的)?(?:根拠(?:条文|規定)?|出典|理由|背景|目的|趣旨|狙い|経緯|例外|罰則|期限|施行日|施行時期|公布日|開始時期|具体例|事例|内容|概要|詳細|"
    r"手続き?|手順|流れ|窓口|担当|担当部署|定義|意味|一覧|内訳|件数|数|名称|正式名称|必要書類|様式|経過措置|開催日|日付|委員|メンバー|参加者))+$"
)
_ASKS_ASPECT = re.compile(rf"^(?:{_ASPECT})(?:と(?:{_ASPECT}))*")
_LIGHT = re.compile(
    rf"{_ASPECT}|(?:どの|どんな|どういう)[一-龯ァ-ヴー]{{1,4}}|[一二三四五1-9](?:つ|個|番)目|何[一-龯ァ-ヴ]{{1,2}}|{ASKING.pattern}|"
    r"施行|適用|改正|開始|始ま|決ま|決め|定め|変わ|変更|公布|発効|廃止|終わ|終了|続|必要|不要|提出|届け?出|報告|申請|作成|作|保存|保管|受け|行|言|"
    r"含ま|入|当た|該当|違反|破|守|提言|指摘|公表|公開|発表|実施|対応|確認|使|書|載|出|参加|加わ|教え|説明|詳し|具体的|簡単|短|要約|理解|義務|"
    r"禁止|許可|承認|可能|場合|有効|今(?=は|で|も)|いま|現時点|最新|現在|従来|以前|当初|除か|除外|最初|最後|最近|次|前|後|他|以外|更に|全部|全て|一番|本当|確実|示|求め|課|科|負|払|出来|開か|"
    r"開催|集ま|選|挙|決定|判断|見直|同|様|時|度|点|方|者|国|社|人|年|月|日|円|件|個|回"
)
_NAMES = re.compile(r"[一-龯ァ-ヴA-Za-z0-9]")
_META = re.compile(
    r"こんにちは|こんばんは|おはよう|あなた|何ができ|使い方|ヘルプ|助けて|テスト$|天気|^ありがとう|^(?:はい|いいえ)$"
)

# --- Words that point back ---------------------------------------------------------------------------------------

_SPOKEN = r"(?:質問|回答|答え|話|件|説明|内容|ご?説明|お話|制度|点)"
_OWN_THING = r"(?:当)?(?:装置|製品|貨物|機械|機器|部品|ソフト|プログラム|サンプル|図面|データ|材料|取引|案件|商品|品(?!目)|設備|物|客|会社|契約|計画)"
_POINTS = re.compile(
    rf"(?:(?:上記|前述|先述)(?:の{_SPOKEN}?)?(?!以外|の(?!{_SPOKEN}))|(?:前|さっき|先ほど|先程|先|今|いま)(?:の|に言った){_SPOKEN}|(?:さっき|先ほど|先程)の|"
    r"それら|これら|(?:それ|これ|あれ)(?!ぞれ|まで|から|で(?:は|も)|じゃ|なら|とも|だけで|に(?:加え|伴|対し)|でい)|"
    r"(?:その|この|あの|例の)(?!他|ほか|後|まま|ため|都度|ところ|たび|よう|ごろ|頃|度|ほど|種の|際)|"
    r"(?:そこ|そちら|ここ|こちら)(?=で|に|の|へ|から|は|が)|そう(?=した|いう|なった|なる|決|い))"
)
_AFTER = re.compile(r"^その後")
_MORE = re.compile(
    r"^(?:(?:その)?(?:他|ほか)に?(?:は|も)?|ほかに(?:は|も)?)(?:何か|何が|なにか|どんなもの(?:が)?)?(?:あり(?:ます|ません)か|ある(?:の)?か?|ないですか|挙げられ(?:ます)?か?)?$"
)
_DETAIL = re.compile(
    r"^(?:もっと|もう少し|さらに|より)?(?:詳しく|詳細に|具体的に(?:は)?|くわしく|わかりやすく|簡単に|短く|要約して)(?:説明して|教えて|お願い|言うと|いうと|して)?(?:ください|下さい|ほしい|します|くれ|もらえますか)?$"
)
_QUOTED = re.compile(r"「(?P<case>.+)」(?:の|は|について)")
# what is asked of the law or its words, also behind an own case: a definition, a day, a reason, a provision
_DEFINES = re.compile(r"(?:とは|って)(?:何(?:ですか|でしょうか)?|どういう意味(?:ですか)?)?$")
_ASKS_LAW = re.compile(
    rf"{_DEFINES.pattern}|定義|意味|いつ(?!も|で)|何年|何月|何日|時期|期日|施行|公布|なぜ|なんで|どうして|理由|背景|目的|趣旨|経緯|"
    r"根拠|条文|条項|規定|出典|典拠|ソース|法令|罰則|罰金|刑罰|誰(?!でも)|だれ(?!でも)|窓口|どこ(?!でも|へでも)|様式|"
    r"(?:を|について)(?:[^。]{0,6})(?:教え|説明)|一覧|概要|違い"
)
_TOLD = re.compile(r"(?:です|ます|ません|でした|ました|だけ|だけど|けど|のみ)$")
_LONG = 200  # characters: more says what it needs itself
_FRAGMENT = re.compile(
    r"^(?P<said>.{1,40}?)(?P<form>の場合(?:は|も|には|でも)?|の(?:方|ほう)は|については?|に(?:関|対)しては?|だったら|ならば?|だと|では(?!ない)|って|は|も|に(?:は|も)?|へ(?:は|も)?)?"
    r"(?:、?(?:どう(?:です|でしょう|なり(?:ます)?|なる(?:の|ん)?(?:です|でしょう)?|なの(?:です)?)?|いかが(?:です|でしょう)?|同じ(?:です|でしょう)?|同様(?:です|でしょう)?|違い(?:ます)?)(?:か)?)?$"
)
_PREDICATE = re.compile(
    r"(?:です|ます|でした|ました|ません|でしょう|ください|たい|する|した|して|れる|れた|ない|だ|か|教えて|を|が|とは|ある|いる)$"
)
_WHOLE = re.compile(r"(?:か|い|」)$")  # ends as a sentence does: …ですか, …ください
_GOES_ON = re.compile(r"については?|に(?:関|対)しては?|の場合(?:は|も|には|でも)?")
# 「日本の活用状況は」: an aspect of somebody, not of a law or a term that could be asked about by itself
_PART = re.compile(rf"(?!.*(?:法|令|規制|制度|条|項|許可|報告|要件)の)[一-龯]{{2,4}}の(?:{_ASPECT})")
_CASE = re.compile(r"の場合|ならば?(?!ない)|だったら|だと(?!思|い)")


def resolve(question: str, earlier: Sequence[str]) -> Resolved | None:
    """The question after the `earlier` ones (as they were understood), made complete; None where it stands alone."""
    said = _POLITE.sub("", plain(question))
    if not earlier or not said or _META.search(said):
        return None
    previous = plain(earlier[-1])
    lead = _LEAD.match(said)
    rest = said[lead.end() :] if lead else said
    strong = bool(lead and _STRONG.match(said))
    one_sentence = len(said) <= _LONG and not re.search(r"[。\n]", said)
    ways = _WAYS if rest and one_sentence else ()
    found = next((one for way in ways if (one := way(rest, previous, strong))), None)
    if case := case_of(previous):
        found = _still_own(found, rest, case, strong)
    return Resolved(found.text + ("" if _WHOLE.search(found.text) else "?"), found.kind) if found else None


def case_of(question: str) -> str:
    """The own case that a question decides or quotes (「…」の根拠は), empty where it has none."""
    quoted = _QUOTED.match(question)
    if quoted and is_own_case(fold(quoted["case"])):
        return quoted["case"]
    return question if is_own_case(fold(question)) else ""


def _still_own(found: Resolved | None, rest: str, case: str, strong: bool) -> Resolved | None:
    """What follows an own case stays one, unless it clearly asks what the law says or stands alone."""
    decides = is_own_case(fold(f"当社の貨物について、{rest}"))
    law = _ASKS_LAW.search(rest) and not decides
    if law and _DEFINES.search(rest):
        return None
    if found and (law or is_own_case(fold(found.text))):
        return found
    if not rest or law or not (found or strong or decides or _CASE.search(rest) or _TOLD.search(rest)):
        return None
    match = _FRAGMENT.match(rest)
    if match and not _PREDICATE.search(match["said"]):
        return Resolved(f"{match['said']}の場合、{case}", Kind.REPLACED)
    return Resolved(f"「{case}」について、{rest}", Kind.TOPIC)


def _pointing(rest: str, previous: str, strong: bool) -> Resolved | None:
    """A word that points back stands first, or behind words that name nothing: the topic takes its place."""
    topic = _topic(previous)
    if _AFTER.match(rest):
        return Resolved(f"{topic}は{rest}", Kind.ASPECT)
    match = _POINTS.search(rest)
    if match is None or not _is_light(rest[: match.start()]):
        return None
    before, word, after = rest[: match.start()], match[0], rest[match.end() :]
    if word[-1] != "の" and word[:2] != "そう":
        joined = (
            topic
            if after[:1] in tuple("はがをにでとのもへ、か") or after[:2] in ("から", "まで", "より", "以外", "以降")
            else f"{topic}は"
        )
        return Resolved(f"{before}{joined}{after}", Kind.ASPECT)
    if word[:2] == "そう":
        return Resolved(f"{topic}は{rest}", Kind.ASPECT)
    return _adnominal(before, after, topic, previous)


def _adnominal(before: str, after: str, topic: str, previous: str) -> Resolved | None:
    """「その根拠は」: of the topic; 「その技術は」 after a question about a 技術: the topic itself."""
    own = re.match(_OWN_THING, after)
    if own and own[0] not in previous:
        return None  # this machine of mine, not one that was spoken of
    noun = re.match(r"[一-龯ァ-ヴー]+", after)
    if noun and topic.endswith(noun[0]):
        return Resolved(f"{before}{topic}{after[noun.end() :]}", Kind.ASPECT)
    return Resolved(f"{before}{topic}の{after}", Kind.ASPECT)


def _named_nothing(rest: str, previous: str, strong: bool) -> Resolved | None:
    """A question of nothing but asking words and aspects is asked of the topic."""
    topic = _topic(previous)
    if _MORE.match(rest):
        return Resolved(f"{topic}は、他に何がありますか", Kind.ASPECT)
    if _DETAIL.match(rest):
        return Resolved(
            f"{topic}について{rest}" if "具体" not in rest else f"{topic}の具体的な内容は何ですか", Kind.ASPECT
        )
    if not _is_light(rest):
        return None
    fragment = strong and _FRAGMENT.match(rest) and not ASKING.search(rest)
    if _ASKS_ASPECT.match(rest) or fragment:
        return Resolved(f"{topic}の{rest}", Kind.ASPECT)
    return Resolved(f"{topic}は{rest}", Kind.ASPECT)


def _in_place(rest: str, previous: str, strong: bool) -> Resolved | None:
    """A bare word takes the place of its counterpart; after では also of the topic, or stands for a part of it."""
    match = _FRAGMENT.match(rest)
    if match is None or ASKING.search(match["said"]) or _PREDICATE.search(match["said"]):
        return _of_case(rest, previous) if strong else None
    if not match["form"] and not strong:
        return None
    return _exchanged(match, previous, strong) or _turned_or_added(rest, match, previous, strong)


def _exchanged(match: re.Match[str], previous: str, strong: bool) -> Resolved | None:
    """The question before, with the word that was said in the place of its counterpart."""
    said = match["said"]
    if strong and said in previous:
        return Resolved(previous, Kind.REPLACED)  # the same again
    if (found := exchanged(said, previous, freely=strong)) and found != previous:
        return Resolved(found, Kind.REPLACED)
    if is_date(said):
        return Resolved(f"{said}{'' if said[-1] in '点在時' else '時点'}で、{previous}", Kind.REPLACED)
    return None


def _turned_or_added(rest: str, match: re.Match[str], previous: str, strong: bool) -> Resolved | None:
    """What has no counterpart: behind では in the place of the topic, else said of it where it goes on."""
    if strong:
        return _turned(match["said"], previous)
    goes_on = match["form"] and _GOES_ON.fullmatch(match["form"])
    if goes_on or _PART.fullmatch(match["said"]):
        return Resolved(f"{_topic(previous)}について、{rest}", Kind.TOPIC)
    return None


def _left_out(rest: str, previous: str, strong: bool) -> Resolved | None:
    """A question that does not say what it is about is asked of the topic, whole as it is."""
    if is_own_case(fold(rest)) or not is_elliptic(rest, _ASPECT, _LIGHT):
        return None
    return Resolved(f"{_topic(previous)}について、{rest}", Kind.ASPECT)


def _topic(previous: str) -> str:
    """The topic of the question before; of a question about an own case the whole, so that it stays one."""
    if case := case_of(previous):
        return f"「{case}」"
    quoted = re.match(r"「[^」]+」(?=の|は|について)", previous)
    if quoted:
        return quoted[0]
    if len(previous) > LONG:
        return f"「{previous}」"
    return topic_of(previous, ASPECTS)


def _of_case(rest: str, previous: str) -> Resolved | None:
    """「では一般国の場合は何が必要ですか」: the case is new, what it is a case of was said before."""
    if not _CASE.search(rest):
        return None
    return Resolved(f"{_topic(previous)}について、{rest}", Kind.TOPIC)


def _turned(said: str, previous: str) -> Resolved:
    """The frame of the question before, asked of another thing: of a part of its topic, or of what is said instead."""
    if case := case_of(previous):
        return Resolved(f"{said}の場合、{case}", Kind.REPLACED)
    topic = _topic(previous)
    whole, of, part = topic.rpartition("の")
    if re.search(rf"(?:{_ASPECT})$", said) or topic.startswith("「"):
        return Resolved(f"{topic}の{said}は何ですか" if not of else f"{whole}の{said}は何ですか", Kind.TOPIC)
    at = previous.rfind(part)
    if at < 0:
        return Resolved(f"{topic}について、{said}は何ですか", Kind.TOPIC)
    return Resolved(previous[:at] + said + previous[at + len(part) :], Kind.TOPIC)


_WAYS = (_pointing, _named_nothing, _in_place, _left_out)


def _is_light(text: str) -> bool:
    """Whether a text names nothing."""
    return not _NAMES.search(_LIGHT.sub("", text))
