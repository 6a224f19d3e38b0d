"""Doubt: the stricter lock, for sentences that stand beside a question about the asker's own case.

A general statement of the law passes; one that lets someone off (「許可は不要」, 「該当しない」), gives leave (「輸出して
よい」) or speaks of one item or deal (「本件は許可が必要」) could be read as the answer to the case and does not. In doubt
a sentence is held back: what is lost is a sentence beside a question that only the rule check may decide.
"""

import re
from collections.abc import Sequence

from assistant.evidence import Sentence
from assistant.lock.weigh import decides
from ingest.fold import fold

_DUTY = r"(?:許可|承認|届け?出|報告|申請|手続|相談|ライセンス|義務)"
_NOT = r"(?:ない|無い|ません|なく|ず(?!れ))"
_ACT = r"(?:輸出|出荷|発送|売却|送り|売[るっ]|提供|販売|持ち?出|送付|送信|移転|通関|船積み|取引|契約|譲渡|貸与|引き?渡)"
_LEAVE = r"(?:でき(?:る|ます)|可能|よい|良い|いい(?!え)|構わ|構い|差し?支え|問題な|問題あり|大丈夫|認めら|許され|済む|済み|自由|結構|いただけ)"
_LIMITS = r"(?:禁止|制限|停止|規制|管理|審査|条件|命|取り?消|確認|把握|防)"  # 「輸出を禁止できる」 gives no leave
_LISTED = r"(?:該当|対象|当た|あた|規制品|リスト品|含まれ)"
# A decision, and not the condition of one (「該当する場合は」) nor a question (「該当するか」).
_DECIDED = (
    r"(?:(?:非?該当|(?:規制|報告|届出|許可)?対象)(?:品(?!目)|する|し(?:ます|た)|です|で(?:ある|した)|だ|と(?:判|し|な)|(?:技術|品目|貨物)?に(?:な|当|含)|$)"
    rf"|{_DUTY}[がはをも、]*(?:必要(?!な[^のりる])|要(?:る|す|し|。|$)|いり?ます|いる)|{_DUTY}[^。]{{0,8}}(?:なければな|てください)|禁止(?:さ|です|で|に)|の項に(?:当た|あた)"
    r"|輸出[^。]{0,6}(?:できな|できま|不可|なら|禁止))"
    r"(?!(?:る|とき|場合|か|者|もの|こと|貨物|技術|おそれ|とされ)*(?:場合|とき|か(?:否|どう|を|は|が)|者|もの|貨物|技術|おそれ))"
)
_ITEM = (
    r"(?:本(?:件|製品|品|装置|技術|取引|貨物|案件|契約|機)|(?:この|その|こちらの)(?:貨物|製品|装置|技術|取引|品|商品|部品|契約|案件|機器|輸出)"
    r"|今回の|[御貴弊]社|貴学|当社製?|お(?:手元|客様|尋ね|問い?合わせ)の?|ご(?:質問|照会|相談|指摘)の|当該(?:取引|案件|製品|貨物|技術)は|あなたの)"
)
_SO = r"^(?:はい|いいえ|結論|以上|した[がか]って|従って|よって|ゆえに|つまり|そのため)[^。]{0,30}"

# Each is looked for in the folded sentence without white space.
_JAPANESE = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_DUTY}[^。]{{0,40}}?(?:不要|要(?:し|さ|り){_NOT}|(?:要|い)ら{_NOT}|いりません|必要(?:で?は|が|も|と(?:は)?|と?さ)*[^。]{{0,6}}{_NOT}|必須で(?:は)?{_NOT}|には及ば|には及び|任意)",
        rf"{_DUTY}[^。]{{0,40}}?(?:免除|省略(?:でき|可|し)|もの(?:で|と)は{_NOT}|求め(?:{_NOT}|られ(?:{_NOT}|ることは))|生じ{_NOT}|課され{_NOT}|義務は?{_NOT})",
        rf"{_DUTY}[^。]{{0,20}}?(?:受け|取ら|取得し|得|し)なくて",
        rf"義務(?:は|が)?(?:{_NOT}|あり{_NOT}|負わ{_NOT})",
        rf"{_DUTY}[^。]{{0,16}}?(?:なし|無し|なく|ずに|せず|ないで|なくて)[^。]{{0,24}}{_LEAVE}",
        rf"{_DUTY}[^。]{{0,16}}?(?:なし|無し|ことなく|ずに|なくて)[^。]{{0,8}}(?:{_ACT}|持ち?出せ|でき)(?!した|する者)",
        r"(?:^|[|:])(?:許可|報告|届出|輸出|取引)?(?:不?要|非?該当|対象外|除外|適用外|不?可|要しない|免除)(?:です|である)?。?$",
        rf"要件[^。]{{0,14}}(?:触れ|満たさ){_NOT}|おそれ[はが]{_NOT}(?!こと|場合|か|とき|旨|者|もの)",
        rf"(?:載って|掲載(?:され)?)(?:い|[はがも])?(?:{_NOT}|あり{_NOT})",
        rf"{_LISTED}[^。]{{0,14}}?(?:し|なら|なり|なって[はい]*|では|でも|入ら|入り|含まれ|当た[らり]|あた[らり]|[はも])(?:{_NOT}|あり{_NOT})",
        rf"(?:当た[らり]|あた[らり]|該当し){_NOT}|該当[^。]{{0,6}}(?:なし|あり{_NOT}|は無い)",
        r"非該当(?!証明|か|や|・|又|また|の(?:場合|とき|理由|根拠|書)|と(?:判定|判断)?する(?:場合|とき|理由|根拠))",
        r"(?:対象|適用|規制)外|対象から外|適用(?:し|さ?れ){n}|適用除外|除外され|除かれ|この限りで(?:は)?{n}".replace(
            "{n}", _NOT
        ),
        rf"規制[^。]{{0,6}}(?:受け|及ば|及び|かから|かかり|されて?い?|され){_NOT}|規制(?:対象|品)?では(?:{_NOT}|あり)",
        rf"{_ACT}(?:(?!{_LIMITS})[^。]){{0,14}}{_LEAVE}",
        rf"問題なく(?:(?!{_LIMITS})[^。]){{0,8}}{_ACT}",
        rf"(?:違反|違法|抵触)[^。]{{0,8}}?(?:(?:なら|なり|し|では)(?:{_NOT}|あり{_NOT}))|(?<!総)合法|適法(?!性)|支障(?:は)?{_NOT}",
        rf"{_ITEM}[^。]{{0,40}}?{_DECIDED}",
        rf"{_SO}{_DECIDED}",
        rf"^{_DECIDED}",
    )
)
_ENGLISH = re.compile(
    r"\bno (?:\w+ )?(?:licen[sc]e|permit|report|notification|approval)"
    r"|\b(?:not|n't|never) (?:be |an? )?(?:controlled|subject|listed|covered|require|necessary|need|have to|prohibited)"
    r"|\bwithout (?:\w+ )?(?:licen[sc]e|permit|approval)|\bear99\b|\bexempt|\b(?:ship|export|transfer)\w* freely|\bunnecessary\b"
    r"|\b(?:you|we) (?:may|can|need|must|do|should|are)\b"
    r"|\b(?:your|this|these|the) (?:item|product|goods|shipment|transaction|technology|software|machine|export)s? "
    r"(?:(?:is|are|was|were|falls?|can|may) [^.]{0,24}\b(?:controlled|listed|exempt|classified|prohibited|permitted|allowed|under)|requires?\b)"
    r"|\b(?:export|shipment|transfer) (?:(?:is|are) )?(?:permitted|allowed|prohibited|possible|fine|ok)"
)


def could_decide(text: str) -> bool:
    """Whether a reader with a case of their own could take a sentence for its decision; in doubt, yes."""
    folded = fold(text)
    closed = folded.replace(" ", "")
    return bool(_ENGLISH.search(folded)) or any(pattern.search(closed) for pattern in _JAPANESE) or decides(text)


def unlocked(sentences: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """The sentences that no reader can take for a verdict on a case."""
    return tuple(sentence for sentence in sentences if not could_decide(sentence.text))
