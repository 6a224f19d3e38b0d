"""Own case: whether a question asks to decide the asker's own item or transaction. Words in, yes or no out.

A question is one when a decision is asked for (leave, a duty, a listing) and a concrete case stands before it: the
asker's own goods, a party or place they go to, a quantity, something that happened. A bare demand for a verdict is one
too. A sentence that asks what a law or document says asks for no decision, whoever asks. In doubt it is an own case:
a general answer read as leave does harm, a refusal to decide does not.
"""

import re
import unicodedata
from functools import cached_property

_WIDE = r"[^\x00-\x7f]"
_GAP = re.compile(rf"(?<={_WIDE})\s+|\s+(?={_WIDE})")
_SENTENCE = re.compile(r"[^。?!\n]*[。?!\n]?")

# --- A decision is asked for ------------------------------------------------------------------------------------

_DUTY = r"(?:許可|承認|申請|手続き?|届け?出|報告|ライセンス|判定書?|審査)"
_ASKED = r"(?:です|でしょう|ます|だ|なの|の|ん|よ|ね|か|かな|かね|や|やろ|と)*(?:[?。、]|$)"
_GOOD = (
    r"(?:いい|ええ|よい|良い|よか|よろし|大丈夫|平気|構|かま|差し?支え|問題|支障|ok|オーケー|セーフ|アウト|"
    r"合法|違法|まず[いく]|違反|だめ|ダメ|駄目|あかん|いけ|いか[んな])"
)
_GOES = (
    r"輸出|送|出荷|出[しすせそ]|売|渡|提供|持[ちっ]|貸|リース|納[めい品]|移[転管すし]|"
    r"供給|教え|見せ|説明|開示|公開|共有|発表|使わせ|配布|指導|返[送品しす]|戻|寄[付贈]|"
    r"贈|あげ|譲|郵送|転売|卸|受け入れ|雇|派遣|アクセス|注文|引き?合|見積|船積"
)
_DECISION = re.compile(
    "|".join(
        (
            # a duty: 許可はいりますか, 申請すべきか, 許可は取り直しか
            rf"{_DUTY}[^。?]{{0,8}}?(?:要り|いり|要る|(?<!て)いる(?!場合)|いら|要ら|いん|いると|不要(?!と?な[るっ])|必要(?!な(?![のん])|と[なさ]|事項|書類|性|にな(?:る|った)(?:の[はが]|場合|とき|貨物|技術))|取ら|とら|取る|取り直|取得|しな(?:け|く|い[とで])|せんで|せな|すべき|した方|得る)|(?:許可|申請|手続き?|届出|報告|要否|判定)は(?:\?|$)|判定(?:結果)?を",
            rf"(?:必要|不要){_ASKED}|必要(?:は|が)?(?:ある|あり)|(?:べき|要る|いる){_ASKED}",
            # leave: 送ってもよい, 出したらあかん, 大丈夫ですか
            rf"(?<!だけ)[てでばらはもにへ]も?[、]?{_GOOD}|(?<!だけで){_GOOD}(?:ない|無い|あり|ござい|い|になり?)?(?:ません)?{_ASKED}|(?:違反|抵触)(?:に|し|です|か)",
            r"許され(?:る|ます)|認められ(?:る|ます)か|支障(?:は|が)|(?:よ|良)い(?:もの|の|です|でしょう)?か",
            # ability: 出せる？, 輸出できますか, 許可なしでいけますか
            r"(?:でき|[出渡貸]せ|[送売]れ|いけ|行け|使え|可能)(?:る|ます|です)?(?:の|ん)?(?:か|よね|でしょう|\?|$)",
            # a listing: 該当しますか, 何項, どの項, 対象でしょうか
            r"(?:該当|当た[るり]|あた[るり]|当てはま|引っ?掛?か|ひっか)(?:品)?(?:る|り|し|す|い|かる|かり)*(?:ます|ません|です|でしょう|いたします)*(?:の)?(?:か|\?|$)|何の?項|どの項|(?:対象|規制品|リスト品)(?:技術|品)?(?:です|でしょう|[にと](?:な[りる](?!の[はが]|場合|貨物|技術|もの)|当|入)|か)",
            r"該当(?:項番|性)?を|該当かどうか|キャッチオール[^。]{0,8}引っ",
            # the verdict itself
            r"要否|可否|必要性(?:を|は)|有無を|該非(?:を|は)|どうなり|どうなる(?!予定|見)|どうすれば|結論|どっち|判断|義務|触れ|怒られ|の項です|断るべき|応じる|どちら(?:です|にな|に当|に該当)",
        )
    )
)
_LEAVE_ENGLISH = re.compile(
    r"\b(?:can|may|could|should|must) (?:i|we|our|my|this|these)\b|\b(?:am|are|is|would) (?:i|we|it|this)[^.?]{0,12}"
    r"(?:allowed|ok|okay|fine|legal|permitted|controlled|listed|possible)"
    r"|\b(?:do|does|would|will)\b[^.?]{2,60}\b(?:need|require|fall under|have to|count as)"
    r"|\b(?:licen[sc]e|permit|permission|approval|notification)s? (?:is )?(?:required|needed|necessary)"
    r"|\b(?:need|require)\w* (?:a |an |any )?(?:export )?(?:licen|permi|approval|meti)|\bany (?:licen|permit)|\bis a licen[sc]e\b"
    r"|\b(?:controlled|subject to|exempt|listed)\b|\bclassif|\bdetermine|\bbelong|\bfall under|\bproblem\b"
)

# --- … of a concrete case ---------------------------------------------------------------------------------------

_SELF = (
    r"(?:[当弊我小]社|我が社|わが社|うち|ウチ|私|僕|俺|我々|われわれ|[弊本]学|当方|弊所|当[部課所院校]|当研究室|手元|本件|標[題記]の|今回の|貴学|自作)"
    r"(?!のような|も関係する|のよう|を取り巻|の生活|スキーム)"
    r"|当(?:製品|装置|機器|ソフト|貨物|技術)|自社(?:製|開発)|海外出張|自社の(?:製品|装置|部品|工場)|お客(?:さん|様)|契約済みの|受注した|商談が|(?:相手|需要者|先方|仕向地)[はが]"
)
_THIS = (
    r"(?:上記|下記|次の|以下の|添付の?|当該)(?:の)?(?:貨物|製品|取引|装置|仕様|品|技術|機器|部品|商品|物|図面|データ|契約|輸出|案件)"
    r"|(?:この|その|あの|こちらの|こういう|こんな)(?:貨物|製品|装置|品(?!目)|商品|部品|図面|取引(?!形態)|契約|案件|ソフト|機[械器]|サンプル|材料|データ|プログラム|設備|仕様|会社|相手|客|まま|[ァ-ヴー]{2,}(?<!スキーム)(?<!ガイダンス)(?<!スライド)|[^。、]{0,6}(?:計|機|器|装置|機械|設備))"
    r"|(?:^|[、。])(?:これ|それ|あれ)(?!とも)[はを、]?|これ(?:を|は|って)?(?:輸出|送|出)"
)
_LAND = (
    r"(?:(?<![ァ-ヴー])(?!キャッチオール|インフォーム|リスト|グループ|スキーム|ホワイト|サンプル|メール|ハンドキャリ|クラウド|データ|セミナ|ガイド|ケース|レベル|ルール|プロセス)[ァ-ヴー]{2,}(?<!ユーザーリスト)"
    r"|中国|韓国|台湾|香港|米国|英国|独国|豪州|北朝鮮|南アフリカ|東南アジア|中東|欧州|上海|北京|深圳|(?<!グループ)[a-z]国|uae|usa|eu)"
)
_PARTY = (
    r"(?:顧客|得意先|客先|取引先|代理店|商社|子会社|親会社|現地法人|合弁会社|合弁工場|共同研究(?:先|者)|先方|相手|需要者が|留学生|"
    r"外国人|海外の(?:工場|拠点|支店|会社|大学|企業)|派遣社員|仕向地)"
)
_AMOUNT = (
    r"(?<![第条項表の0-9])[0-9][0-9.,]*(?:台|個|本|枚|式|軸|kg|トン|万円|mm|nm|um|k?hz|mhz|ghz|kw|w(?:h|$|[^a-z])|bit|slm|度|%|x[0-9])(?!以下|以上|未満|超)"
    r"|hsコード[0-9]|(?<![a-z])(?!hs|fa)[a-z]{2,}-[0-9]{2,}"
)
_STORY = (
    r"(?:(?<!のよう)です|ます|ました|した|った|いた|んだ|てる|する|なる|せる|来た|きた|言われた|いる|送る|出す|渡す)[。](?=.)"
    r"|(?:ので|なので|けど|けれど|だが|ですが|ますが|たが|るが|るのですが|だけ(?:です|なら|で))|たい(?:の|ん|が|けど|です|と思|。|$)|(?:よ|です)ね|つもり|予定|計画"
)
_OWN = re.compile(f"{_SELF}|{_THIS}|{_AMOUNT}")
_PLACE = re.compile(
    rf"{_LAND}(?:国籍|籍|人|系|製)?(?:向け|宛て?|あて|行き|経由|出張|へ|に|で|から|の[^。、]{{0,16}}(?:社|所|店|院|客|者|員|場|学|関|カー|センター|企業|先|軍|拠点|法人|ファウンドリ)(?:へ|に|から|は|で|が)|[^。、]{{0,4}}社)|{_LAND}の[^。、]{{0,14}}(?:大学|企業|会社|メーカー|研究|社員|学生|工場)|{_LAND}人|{_PARTY}"
)
_MOVE = re.compile(_GOES)
_TOLD = re.compile(_STORY)
_TERSE = re.compile(rf"{_LAND}[^。]{{0,3}}(?:向け(?!でも)|行き|へ[。、])|(?:^|[ 。、]){_LAND}[ 、]")
_CONCRETE_ENGLISH = re.compile(
    r"\b(?:our|my|we|i|i'd|i'm|us)\b|\bthis (?:item|product|shipment|machine|device|pump|software|transaction)|\bfollowing\b"
    r"|\b(?:ship|export|send|bring|mov|going|sell|transfer)\w*\b[^.?]{0,40}\bto (?!group|all|which|general)[a-z]+|->"
)
_INTENT = re.compile(rf"(?:{_GOES})[^。?]{{0,8}}(?:たい|つもり|予定)(?:の?です|と思[^。]{{0,6}}|んだ)?[。]?$")

# --- A bare demand ----------------------------------------------------------------------------------------------

_VERDICT = (
    r"ご(?:判断|判定|確認|審査)(?:くだ|下さ|願|いただ)|(?:判定|判断|審査|確認)(?:を)?(?:して|させて|お願い|頼|願い|せよ|しろ|して(?:くだ|下さ|ほし))|(?:要否|可否|該非)(?:は?[?]|$|[はを]?(?:教え|答え|回答))|(?:要否|可否|該非)(?:を)?(?:ご?(?:教|回答|判断))"
    r"|いるかいらないか|要るか要らないか|いる[?、]いらない|該当か(?:どうか|非該当)|該当非該当|非該当(?:です|か|でしょう)|シロ.?クロ|白か黒|結論だけ|見て(?:ください|ほしい|欲しい|くれ|もらえ)"
)
_BARE = re.compile(
    rf"{_VERDICT}|^(?:では|で|結局)?、?(?:輸出)?{_DUTY}[はがも]?(?:、)?(?:もう)?(?:必要|不要|いる|いり|要る|要り|いら|要ら)[^。]{{0,8}}$"
)
_PRODUCT = re.compile(
    rf"^(?P<topic>[^。、は]{{1,20}})[はも、](?:輸出)?の?{_DUTY}[はがも]?(?:必要|不要|いる|いり|要|いら)"
)
_LEGAL = re.compile(
    r"特例|グループ|規制|要件|技術|貨物|提供|輸出|制度|報告|届出|許可|承認|スキーム|規程|別表|の項|取引"
)

# --- What a law or document says --------------------------------------------------------------------------------

_SAYS = re.compile(
    r"(?:中間報告|報告書|資料|調査|[省政法]令|外為法|有識者|白書)(?:は|では|には|で)|(?:禁止|公表|指定|規制)されて|とは(?:何|どう|どん|$|[?。、])|って(?:何|どういう|どこ|いくら)|定義|意味|概要|様式|書(?:いて|かれて)(?!も?[よ良]い|も?いい|大丈夫)|記載|とされ|とい?われ|とあり|述べ|言って(?:います|いる)か|定め|根拠|法律上|法令(?:で|に)|制度上|一般に|説明して(?:くだ|い)|違い|罰則|に含まれ|要件(?:を|は)(?:説明|教え|何)|ガイドライン|理由は|情報(?:は|を|が)?(?:もらえ|得られ)"
)
# What stands of a rule or of what others think, where nobody's own goods are named.
_GENERAL = re.compile(
    r"理由は|背景は|業界|審議会|見て(?:いる|います)|共有されて|情報(?:は|を|が)?(?:もらえ|得られ)|という理解|ということで(?:よ|い)|"
    r"と聞(?:い|き)|規制に(?:加わ|追加)|追加され|訪[米欧中]|グループa国|一般国|武器禁輸国|資料|改正|見直し|スキーム|アンケート|分科会|小委員会"
)
_ASKS_WHAT = re.compile(
    r"何(?!か(?!国|国|月)|の?項|ら)|どのよう|どんな|どの(?!項)|どこ|誰|だれ|いつ|なぜ|いくら|いくつ|どれ|どう(?!す|な)|どちら(?=の)"
)
_UNTIL = re.compile(r"いつ(?:まで|から)")  # 「北朝鮮向けの措置はいつまで続きますか」 asks for a day
_ASKS_WHAT_ENGLISH = re.compile(r"^\W*(?:which (?!item)|what|who|when|where|why|how many)\b|\bcan you explain\b")
# A question for yes or no; beside a concrete case it asks for a decision, whatever its words.
_YES_OR_NO = re.compile(r"(?:か(?:ね|な|しら|い)?[。?]?|(?<!は)[?])$")
_YES_OR_NO_ENGLISH = re.compile(r"^(?:so,? |and )?(?:is|are|am|do|does|can|could|may|should|must|will|would)\b[^?]*[?]")
_QUOTED = re.compile(r"「[^」]*」(?=と)")


def is_own_case(folded: str) -> bool:
    """Whether a question asks to decide the asker's own item or transaction."""
    text = _closed(folded)
    told = _Told(text)
    return any(_asks_decision(one, told) for one in _SENTENCE.findall(text) if one.strip())


def _closed(folded: str) -> str:
    """Without format characters and without white space beside Japanese: neither may hide a word."""
    visible = "".join(sign for sign in folded if unicodedata.category(sign) != "Cf")
    return _GAP.sub("", visible)


class _Told:
    """What the whole text tells of a concrete case; looked for once, however many sentences it has."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def own(self) -> bool:
        """The asker's own goods, or an amount of them."""
        return bool(_OWN.search(self._text))

    @cached_property
    def going(self) -> bool:
        """Something that goes to a party or a place."""
        return bool(_PLACE.search(self._text) and _MOVE.search(self._text))

    @cached_property
    def terse(self) -> bool:
        """A destination, tersely: 「タイ向け」."""
        return bool(_TERSE.search(self._text))

    @cached_property
    def happened(self) -> bool:
        """A story."""
        return bool(_TOLD.search(self._text))

    @cached_property
    def english(self) -> bool:
        """A concrete case in English."""
        return bool(_CONCRETE_ENGLISH.search(self._text))


def _asks_decision(sentence: str, case: _Told) -> bool:
    """Whether one sentence asks for a decision and the whole text holds a case for it."""
    if _english_case(sentence, case):
        return True
    sentence = _QUOTED.sub("", sentence)
    if _SAYS.search(sentence) or (_GENERAL.search(sentence) and not case.own):
        return False
    if case.terse and not (case.own or case.going) and _UNTIL.search(sentence):
        return False
    if case.own or case.going or case.terse:
        asked = _YES_OR_NO.search(sentence) and not _ASKS_WHAT.search(sentence)
        return bool(
            asked or _DECISION.search(sentence) or _BARE.search(sentence) or (case.going and _INTENT.search(sentence))
        )
    if _ASKS_WHAT.search(sentence):
        return False
    told = _DECISION.search(sentence) and case.happened
    return bool(told or _BARE.search(sentence) or _bare_product(sentence))


def _english_case(sentence: str, case: _Told) -> bool:
    if _ASKS_WHAT_ENGLISH.search(sentence):
        return False
    return bool((_LEAVE_ENGLISH.search(sentence) or _YES_OR_NO_ENGLISH.search(sentence)) and case.english)


def _bare_product(sentence: str) -> bool:
    """「ポンプは許可がいりますか」: a thing and a duty, and no word of the law."""
    match = _PRODUCT.search(sentence)
    return match is not None and not _LEGAL.search(match["topic"])
