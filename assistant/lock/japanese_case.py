"""Japanese, case: the cues that a sentence speaks of one case: to its reader, in a speaker's voice, or of one item.

`VOICE` is heard even where nothing is settled; `SPECIFIC` only adds to something settled.
"""

from assistant.lock.cue import cue
from assistant.lock.terms import DUTY, ITEM, PLACE, TEXTUAL

ADDRESSED = (
    cue(
        "you",
        r"貴(?![重金賓族])|御[社校]|おたく|お宅|あなた|あんた|(?<![一-鿿])君の|そちら|こちらの|(?:お|ご)?手元"
        r"|皆様の",
        why="speaks to the reader",
    ),
    cue(
        "honorific",
        r"ご(?!覧|遠慮|案内|当地)[一-鿿]{1,2}(?!知らせ)|(?<![一-鿿])お(?:客|尋|問|手|送|進|取り|使|考|持|見|求"
        r"|書|届|伝|示|話|調|伺|待|勧|願|答|住|申|急|預|渡|出し|済)",
        why="only what belongs to the reader is honoured",
    ),
    cue(
        "favour",
        r"ていただ[いきくけ]|でいただ[いきくけ]|なさ(?:って|い)|くださいませ|(?:て|で)もらって",
        why="asks or allows the reader to act",
    ),
    cue(
        "asker",
        r"(?:相談|質問|照会|依頼|問い?合わ?せ)(?:者|企業|元|主|会社|人|品|の(?:件|貨物|あった))"
        r"|(?<!エンド)(?<!外国)ユーザー様?の(?!リスト)|利用者様?の|照会に係る|依頼先",
        why="names the one who asks",
    ),
    cue(
        "this",
        rf"この(?!{TEXTUAL})|^その(?:{ITEM}|場合(?!において))|(?:^|[、。:|])(?:その(?:まま|[ァ-ヶー]{{2,}}"
        r"|[一-鿿ァ-ヶー]{1,8}(?:機|器|装置|剤|盤|炉|計|板|膜|材|薬|樹脂|繊維|図|車|者へ))|あの|そんな"
        r"|こんな)"
        r"|このまま|その(?:仕様|スペック|条件|用途|程度|需要者|ソフト|カメラ|図面|データ)",
        why="points at one thing before both",
    ),
    cue(
        "present",
        rf"(?<![一-鿿])本(?:{ITEM})|今回(?!の?(?:{TEXTUAL}|アンケート))|今般の(?:取引|輸出)",
        why="the case at hand",
    ),
    cue(
        "said",
        r"^当該|^[左右]記?(?:の|貨物)|^(?:標[記題]|頭書|[上下前]記|上述"
        rf"|申請に係る)[のに]?[^。、]{{0,4}}{ITEM}",
        why="points back at what was asked",
    ),
)

OWN = (
    *ADDRESSED,
    cue(
        "own",
        r"当社|弊社|我が社|当方|(?:^|[^一-鿿ぁ-ん])うち[のは]",
        why="the asker speaks of their own",
    ),
)

VOICE = (
    cue(
        "it",
        r"^(?:これ|それ|あれ|そい|そりゃ|こりゃ|そんなん|ほな)(?!まで|ぞれ|以外|以[前降]|に(?:より|伴|対|加|関"
        r"|従)|ら)",
        5,
        why="points at what was asked",
    ),
    cue(
        "we",
        r"私(?:なら|は|の)|我々|本学|当(?:研究所|院|大学|学)|当社|弊社|我が社|当方|(?:^|[^一-鿿ぁ-ん])うちの",
        8,
        why="the asker's own voice",
    ),
    cue(
        "because",
        r"(?:です|ます|だ|る|い|た|な|の)(?:ので|から|んで|けん)(?:[、はも]|$)|(?:ない|ある|いる|れる|た|の|な"
        r"|つ)ため、|ことから、|である?以上|とのこと|ということ(?:です|で|なら)|お話で",
        4,
        why="draws the rule's consequence from facts",
    ),
    cue(
        "asis",
        r"そのまま",
        3,
        why="leave to go on as the reader is",
    ),
    cue(
        "plan",
        r"予定(?:の|して|品|どおり)|検討中の|しようとしている|想定の",
        3,
        why="the reader's plan",
    ),
    cue(
        "hedge",
        r"でしょう(?!か)|おそらく|たぶん|恐らく|と思[いうわ]|と考え(?:られ|てよ|ます)|と存じ|と見(?:ら|て|込)"
        r"|とみ(?:ら|て)|はず|かもしれ|そうで|推測|理解で",
        3,
        why="guesses at a case; law does not guess",
    ),
    cue(
        "stance",
        r"残念|もちろん|間違いなく|絶対|断じて|ずばり|必ずや|言うまでも|イエス",
        4,
        why="a speaker who vouches",
    ),
    cue(
        "chat",
        r"(?:よ|ね|な|で|わ|ぜ|っす|っしょ|べ|やん|じゃ|がな)。?$(?<!る旨)|ですね|ますよ|ですよ|っちゃ|けん"
        r"|ばい|たい。|まあ、?|ぶっちゃけ|普通に|余裕|全然|がっつり|やつ",
        3,
        why="spoken to somebody",
    ),
)
SPECIFIC = (
    cue(
        "bare",
        rf"^(?:(?!.*(?:者|場合|とき|グループ|別表))(?:本?{DUTY}|輸出|規制|該非|リスト規制|判定|結論|結果|要否"
        r"|\d+の項)?[はがもを、:=|/→のに]*){0,2}[^はがを、。:|]{0,14}。?$",
        3,
        why="nothing but the verdict",
    ),
    cue(
        "label",
        r"(?:対象技術|特定品目|特定技術|リスト規制|キャッチオール(?:規制)?|要件|該非|許可|届出|報告)[:=](?:該当"
        r"|非該当|対象外|不?要|不?可|なし|非|否)|^(?:対象技術|特定品目|特定技術|[^|]{0,4}要件|該非|許可|届出"
        r"|報告)\|[^|]{0,60}(?:該当|対象外|要|可|なし|否)",
        5,
        why="a form filled in",
    ),
    cue(
        "same",
        r"(?:^|、)同(?:社|氏|品|貨物|取引)",
        5,
        why="points back at somebody",
    ),
    cue(
        "name",
        r"株式会社|製作所|[a-z]社|型[番式][a-z\d]|シリアル|(?:^|[^a-z\d])(?!hs|iso|ear|group"
        r"|cat)[a-z]{1,4}-?\d{2,5}(?!\d|cc|kg|km|w|hz)|モデル[a-z\d]|\d+(?:台|個|本|枚|着)(?!の)",
        4,
        why="names an item or firm",
    ),
    cue(
        "bound",
        rf"(?:{PLACE}|[ァ-ヶー]{{3,}})(?:[^。、]{{0,8}}(?:向け|宛)|[^。、]{{0,8}}(?:へ"
        r"|に)(?:の)?(?:[^。、]{0,12}(?:輸出は|輸出に|提供は|提供に|移転は|販売は|納入)|送|輸出す|出す|売|渡"
        r"|持|提供す|納|供与|寄贈|移す|開示|図面|治具)|なら|の(?:現地|子会社|工場|代理店|大学|関連会社|合弁"
        r"|警察|客先|顧客|企業へ|会社へ|会社に))",
        3,
        why="names where it goes",
    ),
    cue(
        "so",
        r"^(?:したがって|従って|よって|ゆえに|つまり|要するに|結論|結果|以上|すなわち|総合|これらを踏まえ"
        r"|このことから|検討の|審査の|確認した|調べた|照合の|総合的に)|(?:審査|確認|検討|判定|照合"
        r"|スクリーニング|検証|精査)の結果、|たところ、|(?:判定(?:書|結果)?|見解|意見書)(?:では(?!、)"
        r"|では、(?=非?該当|許可|不要|要)|によ[れる]|は(?:非|該|不|要|許))|判定:|(?:回答|答え|判定|結論|見解"
        r"|ステータス)(?::|=|(?:は|で|に|と)(?=非該当|該当|不要|要(?:[。で]|$)|許可))|と(?:回答|判断|判定"
        r"|認定)(?:し|さ|でき)(?!た[一-鿿])|(?:確認|判定|判断)(?:しま)?した。?$|との(?:回答|こと)"
        r"|確認済(?!みの)",
        4,
        why="announces a result",
    ),
    cue(
        "now",
        r"現時点|今日の時点|今のところ|基準日|来月|今なら|今の(?:書類|許可|仕様|条件|まま)|でした(?!。?$)",
        2,
        why="bound to the day of the case",
    ),
    cue(
        "share",
        r"一部(?:は|の)|残りは|本体|付属|附属品|少なくとも|に限れば|のみ許可|部分に",
        2,
        why="parts of one consignment",
    ),
    cue(
        "act",
        r"送[っるれり]|渡[せすし]|発送|出荷|持って|持ち帰れ|買った|届いた",
        2,
        why="an act of daily business, not of the statute",
    ),
)
