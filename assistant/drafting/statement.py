"""Statement: whether words that need no evidence by their place (a title, a heading, a question, an open point) state something.

What names (「保存の期間」), asks (「いつからですか。」) or asks to be looked up (「原文で確かめる。」) states nothing.
"""

import re
from collections.abc import Iterator, Sequence

from assistant.lock import could_decide, decides
from ingest.sentences import sentences

_CLOSING = "。．.、！!？?」』）)】〕］] 　"
_ASIDE = re.compile(r"[（(][^（）()]*[）)]")
_ASKS = re.compile(
    r"(?:か|かい|かな|かしら|の|かどうか|か否か)[？?]*$|[？?]$"
    r"|(?:何|どこ|誰|だれ|いつ|どれ|なぜ|いくら|いくつ|どう|どちら|どんな[^、。]{1,8}|何(?:年|月|日|人|件|回|条|項|号|か国|つ))$"
)
_LOOKED_UP = r"確かめ|調べ|確認し|照会し|相談し|問い合わせ|検討し|参照し|見直し"
_REQUESTS = re.compile(
    rf"(?:教え|挙げ|答え|見せ|示し|述べ|説明し|{_LOOKED_UP})て(?:くだ(?:さい)?|下さい|ほしい|欲しい)?$|(?:知り|見)たい$"
    rf"|(?:{_LOOKED_UP})(?:る|ます|ること)$|(?:確認|照会|相談|検討|参照|見直し?)(?:を?する(?:こと)?|すること)$"
)
_PREDICATE = re.compile(r"[うくぐすつぬぶむるただんいねよ]$")
_NOUN = re.compile(  # nouns that end as predicates do
    r"(?:違|扱|狙|ねら|払|問|願|疑|使|商|競|償|違ちが|行な|行|勢|集|見舞|賄|習|類|匂|あつか|ちが|つか)い$|(?:こと|もの|とき|ところ|ため|ほう|わけ|はず|たび|あいだ|うえ|つど)$"
    r"|(?:つい|おけ|関す|よ|対す|係)(?:て|る)$|(?:くだ|とお|あた|わた|あとが|しく)(?:り|み)$|(?:など|ほか|まで|から|だけ|のみ|ごと)$"
)
_TOPIC = re.compile(
    r"(?<=[一-龠々ァ-ヶーA-Za-z0-9ぁ-ん）)」])(?<!又)(?<!また)(?<!しく)(?<!或い)(?<!あるい)は"
    r"(?!じめ|か[るり]|ず|っき|やく|いる|ない|な[いくけ])(?=.)"
)
_VALUE = re.compile(r"[:：=＝]\s*(?:約|およそ|最大|最長)?[0-9０-９〇一二三四五六七八九十百千]+[^、。のつ]{0,8}$")
_VERDICT = re.compile(r"(?:不?要|必要|非?該当|対象外|対象|不?可|可能|免除|適用外)$")
_ENDED = r"(?:廃止|撤廃|失効|解禁)"
_EVENT = re.compile(rf"(?:全廃|(?<!の){_ENDED}|[^はがもの](?:なし|無し)|\bOK)$|\d年[^。]*{_ENDED}$")
_PRESUMED_EVENT = re.compile(rf"{_ENDED}(?:され|し)た")
_NAMES_ONE = re.compile(  # one good, firm or deal
    r"(?:[当弊本我貴御]社|当方|うちの|わが社|本(?:件|品|機|製品|装置|取引|契約|貨物|案件)|(?:この|その|今回の)(?:件|品|貨物|製品|装置|取引|契約|案件|商品))"
    r"|(?<![A-Za-z])(?!HS|FA|No|ISO|JIS|EAR)[A-Za-z]{1,5}[-‐–－]?\d{2,}|[ァ-ヶー]{2,}[A-Z]*[-‐–－]\d|\b(?:our|my|this|your)\b",
    re.IGNORECASE,
)
_RELEASE = (
    r"(?:不要|非該当|対象外|適用外|免除|自由|[要い]ら(?:ない|ず|ぬ)|なし|無し|しなくて|なくても?(?:よ|い|良)|OK|廃止|撤廃|解禁|NLR|EAR99"
    r"|フリー|[^ぁ-ん][×✕✖○])"
)
_RELEASES = re.compile(_RELEASE, re.IGNORECASE)
_RELEASED = re.compile(rf"{_RELEASE}(?:品|[でと]?(?:確定|決定)|の件|について)?$", re.IGNORECASE)
_SAID_ENGLISH = re.compile(
    r"\b(?:no|not|never|without|exempt|free|unlisted|uncontrolled|is|are|was|were|needs?|requires?|required|may|can|falls?|ear99|nlr)\b|n't",
    re.IGNORECASE,
)
_CODE = re.compile(r"(?<![A-Za-z])(?:NLR|EAR99)(?![A-Za-z])")  # what a forwarder writes for 「許可不要」
_JAPANESE = re.compile(r"[ぁ-んァ-ヶ一-龠]")
_OPENLY = re.compile(r"[^、。]*?(?:か(?:どうか|否か)?|[要可該当]否|該非)(?:を|は|も|が|に(?:ついて|関して)|、)[^。]*$")
_ASKED = re.compile(  # what a question leaves open
    r"(?:[はがもに、]?(?:必要|不?要|要り|要る|いり|いる|いら|該当|当た[りるら]|対象|非該当|許可|よい|いい|良い|可能|でき)"
    r"(?:です|でしょう|ます|ません|ない|ある|あり|なの|[のんとかるりいしすた]|する|した)*)?[？?。]*$"
)
_RESULT = re.compile(r"(?:判定|判断)(?:の?(?:結果|書|結論))?$")
_PRESUMED = re.compile(
    r"^(?P<said>.{4,}?)(?:(?:な)?(?:ので|から|ため|以上)|(?:です|ます|だ)?(?:が|けれども?|けど))[、,]|^(?P<told>.{4,}?)と(?:の|いう)?(?:こと|理解|認識|知って|思って|考え|いって|言って)"
    r"|^(?P<felt>.{4,}?)(?:です|ます|だ)?よ?ね[？?。]*$|^(?P<no>.{4,}?)(?:では|じゃ)(?:ない|ありません)(?:です)?か"
)

_MATTER = re.compile(r"許可|承認|申請|届け?出|報告|該当|該非|規制|対象|要件|特例|禁止")


def states(text: str) -> bool:
    """Whether one of the sentences of a text ends as a statement, or gives the value of what it names."""
    return any(_states(one) for one in _parts(text))


def settles(text: str, *, free: bool, told: Sequence[str] = (), titles: Sequence[str] = ()) -> bool:
    """Whether a text decides a case; what asks, by what it takes for granted (「許可は不要なので、いつ出荷しますか」).

    `free`: it stands where no evidence is needed, and may name or ask about a decision without taking one. `told`: the
    official sentences that it cites, under `titles`.
    """
    return any(_settles(one, free, told, titles) for one in _parts(text))


def names_one(text: str) -> bool:
    """Whether a text names one good, firm or deal."""
    return bool(_NAMES_ONE.search(text))


def _settles(text: str, free: bool, told: Sequence[str], titles: Sequence[str]) -> bool:
    if _asks(text):
        return _presumes(text) or (free and _asks_about_settled(text))
    plain = text.rstrip(_CLOSING)
    if not free:
        return decides(text, told, titles)
    if request := _REQUESTS.search(plain):
        return _settled_before(plain[: request.start()])
    settled = decides(text, told, titles)
    if settled and not _JAPANESE.search(text):
        return bool(_SAID_ENGLISH.search(text))
    ended = _states(text) or any(one.search(plain) for one in (_VERDICT, _RELEASED, _RESULT))
    return (settled and ended) or _is_of_one(text)


def _settled_before(text: str) -> bool:
    """Whether what stands before a request decides something, but for what it wants looked up (「該当するかどうかを」)."""
    open_ = _OPENLY.search(text)
    said = text[: open_.start()] if open_ else text
    asked = open_[0].partition("か")[0] if open_ else ""
    return (bool(_MATTER.search(said)) and decides(said)) or (bool(asked) and _asks_about_settled(asked))


def _presumes(text: str) -> bool:
    """Whether a question gives a decision as its ground (「不要なので、…か」), or wants it nodded to."""
    found = _PRESUMED.search(text)
    said = next(filter(None, found.groups())) if found else ""
    return bool(_MATTER.search(said)) and decides(f"{said}。")


def _asks_about_settled(text: str) -> bool:
    """Whether a question about one good or deal holds a decision beside what it leaves open (「許可不要の本件は、いつ…か」)."""
    open_ = _ASKED.search(text) if _JAPANESE.search(text) else None
    return _is_of_one(text[: open_.start()] if open_ else text)


def _is_of_one(text: str) -> bool:
    """Whether words name one good, firm or deal, and could be read as what is decided of it."""
    released = decides(text) or could_decide(text) or bool(_CODE.search(text))
    return bool(names_one(text) and (_RELEASES.search(text) or not _JAPANESE.search(text))) and released


def _parts(text: str) -> Iterator[str]:
    for span in sentences(text):
        yield from (part for part in re.split(r"[！!]|(?<=[？?])", span.of(text)) if part.strip(_CLOSING))


def _states(text: str) -> bool:
    if _asks(text):
        return bool(_PRESUMED_EVENT.search(text))
    plain = _ASIDE.sub("", text).rstrip(_CLOSING)
    if _REQUESTS.search(plain):
        return False
    if _VALUE.search(text) or _EVENT.search(plain):
        return True
    ends = bool(_PREDICATE.search(plain)) and not _NOUN.search(plain)
    return ends or bool(_TOPIC.search(plain))


def _asks(text: str) -> bool:
    return bool(_ASKS.search(text.rstrip("。．. 　」』）)")))
