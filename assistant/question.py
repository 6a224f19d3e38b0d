"""Question: what is asked, as of which day, and whether it is about the asker's own case. Words in, no retrieval."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from assistant.answer import AsOfFrom
from assistant.errors import ImpossibleDateError
from ingest.fold import fold
from ingest.source import last_day


class Wanted(StrEnum):
    """What kind of answer a question asks for."""

    LIST = "list"
    DATE = "date"
    NUMBER = "number"
    REASON = "reason"
    FACT = "fact"


@dataclass(frozen=True)
class Question:
    """A question with the day it is to be answered for; `folded` is its text in matching form."""

    text: str
    folded: str
    as_of: date
    as_of_from: AsOfFrom
    wanted: Wanted
    own_case: bool


_ERA = {"令和": 2018, "平成": 1988, "昭和": 1925}
_DATE = r"(?:(?P<era>令和|平成|昭和)(?P<era_year>元|\d{1,2})|(?P<year>\d{4}))年(?:度)?(?:(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日)?)?"
_AS_OF = re.compile(
    _DATE + r"\s*(?:末|末日)?\s*(?:の)?\s*(?:時点|現在|の段階|段階|当時|時点の法令|付けの法令|の法令では|の時点)"
)
_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})\s*(?:時点|現在|の段階)")


def date_in(folded: str) -> date | None:
    """The day a question names as its date: 「2024年6月時点では」 means the last day of that month.

    A date without 時点, 現在 or 当時 behind it is part of what is asked, not the day of the law. An impossible date
    (2024年13月時点) raises ImpossibleDateError.
    """
    match = _AS_OF.search(folded) or _ISO.search(folded)
    if not match:
        return None
    try:
        return _day(match.groupdict())
    except ValueError as error:
        raise ImpossibleDateError(
            f"質問にある「{match[0]}」という日付はありません。", hint="質問の日付を直してください。"
        ) from error


def _day(parts: Mapping[str, Any]) -> date:
    """The last day of what was named: year, month or day. Raises ValueError when there is no such day."""
    year = int(parts["year"]) if parts["year"] else _ERA[parts["era"]] + _era_year(parts["era_year"])
    if not parts["month"]:
        return date(year, 12, 31)
    if not parts["day"]:
        return last_day(f"{year:04d}-{int(parts['month']):02d}")
    return date(year, int(parts["month"]), int(parts["day"]))


def _era_year(text: str) -> int:
    return 1 if text == "元" else int(text)


_LIST = re.compile(
    r"すべて|全て|全部|列挙|一覧|挙げ(?:て|よ|る)|リストアップ|(?:何|なに)が(?:ある|あり|含まれ|列挙|挙げ)|どれとどれ|"
    r"(?:どんな|どのような|どういう)(?:もの|国|品目|種類|項目|分野|団体|組織|論点|課題|技術|類型|措置|取組|要素|活動|資料)|"
    r"[0-9]+(?:つ|個|種類|分野|項目|品目|技術|か国|カ国)(?:と)?は(?:何|なに|どれ|それぞれ)|それぞれ|内訳|各.{0,8}は(?:何|どれ)|"
    r"の(?:種類|類型|構成|顔ぶれ|メンバー|内容)は|何と何|どこどこ|の[0-9]+(?:つ|点)を|どの(?:国|品目|技術|分野|団体)(?:が|です|か|・)|"
    r"(?:国|国・地域|地域|品目|技術|団体|貨物|要件|書類|分野|項目)(?:は|って)(?:どこ|何|どれ|なに)(?:です|でしょう|か|になり|が|\?|$)"
)
_DATE_ASKED = re.compile(r"いつ|何年|何月|何日|期限|施行日|公布日|日付|時期")
_NUMBER_ASKED = re.compile(
    r"いくつ|いくら|何(?:件|社|人|名|か国|カ国|ヶ国|団体|品目|技術|割|%|パーセント|倍|回|円|兆|億|ドル|年間|日以内|つ|個|ページ|枚|種類|物資|分野|企業|機関)|"
    r"何%|どれ(?:くらい|ぐらい|ほど)|どのくらい|割合|件数|金額|総額|数は|人数|社数|比率|率は|規模"
)
_REASON = re.compile(r"なぜ|どうして|理由|背景|根拠は|何のため|ねらい|狙い|目的|きっかけ")


def wanted_of(folded: str) -> Wanted:
    """What kind of answer a folded question asks for."""
    if _LIST.search(folded):
        return Wanted.LIST
    if _DATE_ASKED.search(folded):
        return Wanted.DATE
    if _NUMBER_ASKED.search(folded):
        return Wanted.NUMBER
    return Wanted.REASON if _REASON.search(folded) else Wanted.FACT


# Words by which people speak of their own goods, technology, partners or deals …
_OWN_SELF = (
    r"当社|弊社|我が社|わが社|自社(?:製|開発|の(?:製品|技術|装置|部品|設備|工場))|うち(?:の|で|は|が|から)|ウチの|私(?:の|ども|たち|は|が)|"
    r"我々|われわれ|弊学|本学|当方|当部|当課|手元の|\b(?:our|we|my|i)\b"
)
_OWN_DEAL = (
    r"引き合い|引合い|客先|(?:顧客|得意先|代理店)(?:へ|に|から|の)|受注|商談が|出荷額|船積み|契約済みの|本件|お客(?:さん|様)|"
    r"(?:来月|来週|今月|今週|明日|今度|近々|近く)[^。]{0,16}(?:輸出|出荷|送|船積|納品|渡す|売る)|"
    r"(?:輸出|提供|出荷|販売|送付|送り|渡し|売り|持ち出し)(?:し)?たい(?:の?です|のだ|んです|と(?:思|考))|(?:輸出|提供|出荷|販売|送付|送|渡|売)(?:す|する|る)予定|"
    r"今回の(?:取引|案件|輸出|出荷|製品|装置|契約|貨物)|取引先の.{0,12}(?:会社|メーカー|大学|企業)に|"
    r"(?:この|その|こちらの|あの)(?:製品|装置|貨物|技術|部品|図面|取引|契約|ソフト|機械|案件|サンプル|品|商品|材料|機器|データ|プログラム|設備|仕様|資料を)|"
    r"this (?:item|product|shipment|machine|device|transaction|software)"
)
_OWN = re.compile(f"{_OWN_SELF}|{_OWN_DEAL}")
# … and by which they ask for a determination of it.
_DECIDE = re.compile(
    r"輸出(?:できる|でき|して(?:も)?(?:いい|よい|良い|大丈夫|構|問題)|可能|しても|許可|していい|のに|する場合|する際|したい|を考え|予定)|"
    r"許可(?:申請)?(?:は|が|を|も)?[、 ]?(?:もう)?(?:いる|要る|いり|要り|必要|不要|取ら|取る|もら|いらな|要らな)|"
    r"許可不要|どちらにな|何項|どの項|届ける|べき(?:です|でしょう|か|\?|$)|違反(?:\?|$|か|って)|よろしい|該当(?:する|し|です|で|品|か|せ|は)|非該当|該非|(?:送|渡|出|出荷|提供|持ち出|持ち帰|持参|売|販売|貸|譲)(?:っ|し|り|す|る|せ|って|して|ても)?(?:て)?(?:も)?(?:いい|よい|良い|よろし|大丈夫|構わ|問題|差し支え|平気|OK|ok|セーフ|アウト)|"
    r"ても(?:いい|よい|良い|よろし|大丈夫|構わ|問題|差し支え|平気)|差し支え|問題(?:は)?(?:ござい|あり)ません|(?:出|渡|持ち出|貸)せ(?:る|ます)|(?:送|売)れ(?:る|ます)|"
    r"(?:事前)?報告(?:は|が|を)?(?:必要|要る|いる|要り|いり|し(?:なければ|ないと|なくて)|不要|対象)|届出(?:は|が)?(?:必要|要|いる|不要)|届け出|規制(?:の)?対象|対象(?:です|に(?:なる|なり|入る|入り|当たる|当たり)|か|外)|"
    r"引っかか|ひっかか|抵触|違反(?:に|です|し)|(?:必要|不要)(?:です|でしょう|か|ない|なの|と)|(?:いい|よい|良い|大丈夫|問題ない|できる|可能)(?:です|でしょう|か|の|と)|できますか|できるか|キャッチオール|"
    r"licen[sc]e|permit|export|ship|controlled|classif|allowed"
)
# A deal named in full, without a first person: goods or technology to a place, and a question for leave.
_DEAL = re.compile(
    r"(?:を|の)[^。、]{0,24}?(?:へ|に|向けに|あてに|宛に)[^。]{0,16}(?:輸出|送|出荷|提供|持ち出|販売|売|渡|持って)[^。]{0,18}"
    r"(?:いい|よい|良い|大丈夫|できますか|できるか|できる\?|許可(?:は|が)?(?:いる|要|必要|不要|いり))|"
    r"(?:売|送|渡|貸|出荷し|船積みし|提供し|輸出し|譲)(?:っ|り)?ても?(?:いい|よい|良い|よろしい|大丈夫|構わな)|"
    r"(?:許可|申請|届出|報告)(?:は|が)?(?:要らない|いらない|不要だ?)と(?:判断|考え|理解|み(?:て|な))"
)


# What somebody has done, has been asked to do or means to do …
_STORY = re.compile(
    r"(?:し|せ|れ|っ|い|え|き|け|め|べ|ね|び|み|ん|た)た(?:の|ん)?(?:です)?(?:が|けど|ので|から)?[。、]|てしまっ|たい(?:の|ん|が|けど|です|と思|。|、)|つもり|"
    r"ことに(?:なっ|し)|頼まれ|依頼(?:され|が|を受)|しようと|検討して|考えて(?:い|る)|持(?:って|ち)(?:行|い|帰)|持ち出|出張|赴任|常駐|招へい|招聘|受け入れ|"
    r"共有(?:フォルダ|して|した|する)|メールで|usb|ハンドキャリー|サンプル(?:を|品)|見積|図面(?:を|の)|仕様書を|展示会に|修理(?:品|の|で|に)|返品|貸与"
)
# … and a question that wants leave for it, not a rule.
_LEAVE = re.compile(
    r"(?:いい|よい|良い|よろしい|大丈夫|問題(?:ない|無い|ありません|になる|ある)|平気|構わない|セーフ|アウト|ok)(?:です|でしょう|の|よね|か|\?|$)|"
    r"(?:許可|申請|手続き?|届出?|報告|判定)(?:は|が|を|も)?(?:必要|要る|いる|要り|いり|すべき|した方|しない)|(?:必要|不要)(?:です|でしょう|か|\?)|"
    r"違反|引っかか|ひっかか|抵触|該当(?:し|する|です|か)|できますか|できるか|でしょうか|届けるべき|止めるべき|べきですか|どうすれば"
)


# 「この」 and a thing, where the thing is no rule or document; a verdict asked for as such.
_THIS = re.compile(
    r"(?:この|その|あの|こういう|こんな)(?!制度|改正|規制|場合|資料|報告|対象|提言|措置|ため|際|ほか|他|点|要件|特例|スキーム|法|省令|政令|条|項|号|表|図|期間|日|年|"
    r"後|たび|うち|中間|委員会|ガイダンス|基準|手続|届出|言葉|用語|定義|数|見直し|変更|時点|時|とき|分|仕組|枠組|認証|事業|補助|会|議|文書|スライド|国)"
)
_VERDICT_ASKED = re.compile(
    r"(?:要否|可否|該非|許可要否)(?:を|は|だけ|の)[^。]{0,12}(?:教え|判定|判断|答え|出し|結論|どう|どちら)|(?:判定|判断|審査)(?:して(?:くだ|下さ|ほし|欲し|くれ|もらえ|頂|いただ)|を?(?:お願い|頼))|"
    r"結論(?:だけ|を(?:くだ|教え))|ok(?:か|なの|or)|(?:シロ|白)か(?:クロ|黒)|要るか要らないか|該当か非該当か|どっち(?:です|に|$|\?)|16-[12]か"
)


# A destination or a party named in full, with goods or technology going there, and a question for leave.
_PLACE = re.compile(
    r"(?:[ァ-ヴー]{2,}|中国|韓国|台湾|香港|米国|英国|豪州|北朝鮮|南アフリカ|東南アジア|中東|欧州|海外|外国)"
    r"(?:国籍|人|系)?(?:向け|宛|あて|へ|に(?:ある|いる)?|で|から|の[^。、]{0,14}?(?:大学|企業|会社|メーカー|顧客|代理店|子会社|工場|研究所|研究者|留学生|社員|拠点|支店|現地法人|取引先|商社|病院|軍|政府|空港))"
)
_MOVE = re.compile(
    r"輸出|送|出荷|出し|出せ|売|渡|提供|持(?:って|ち)|貸|納|移転|教え|見せ|開示|公開|アクセス|ダウンロード|受け入れ|雇|研修|修理|返"
)


def is_own_case(folded: str) -> bool:
    """Whether a question asks to decide the asker's own item or transaction.

    In doubt it is one: a general answer that is read as leave does harm, a refusal to decide does not.
    """
    own = _OWN.search(folded) and _DECIDE.search(folded)
    leave = _LEAVE.search(folded)
    told = _STORY.search(folded) or _THIS.search(folded) or (_PLACE.search(folded) and _MOVE.search(folded))
    return bool(own or _DEAL.search(folded) or _VERDICT_ASKED.search(folded) or (told and leave))


def read_question(text: str, as_of: date | None, today: date) -> Question:
    """A question with its date: the request's, else the question's own, else today. Raises ImpossibleDateError."""
    folded = fold(text)
    named = date_in(folded)
    day, origin = today, AsOfFrom.DEFAULT
    if as_of is not None:
        day, origin = as_of, AsOfFrom.REQUEST
    elif named is not None:
        day, origin = named, AsOfFrom.QUESTION
    return Question(text, folded, day, origin, wanted_of(folded), is_own_case(folded))
