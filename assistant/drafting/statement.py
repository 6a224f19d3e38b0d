"""Statement: whether words that need no evidence by their place (a title, a heading, a question, an open point) state something.

What names (「保存の期間」), asks (「いつからですか。」) or asks to be looked up (「原文で確かめる。」) states nothing.
"""

import re
from collections.abc import Iterator, Sequence

from assistant.lock import decides
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
_PRESUMED = re.compile(
    r"^(?P<said>.{4,}?)(?:(?:な)?(?:ので|から|ため|以上)|(?:です|ます|だ)?(?:が|けれども?|けど))[、,]|^(?P<told>.{4,}?)と(?:の|いう)?(?:こと|理解|認識|知って|思って|考え|いって|言って)"
    r"|^(?P<felt>.{4,}?)(?:です|ます|だ)?よ?ね[？?。]*$|^(?P<no>.{4,}?)(?:では|じゃ)(?:ない|ありません)(?:です)?か"
)

_MATTER = re.compile(r"許可|承認|届け?出|報告|該当|該非|規制|対象|要件|特例|禁止")


def states(text: str) -> bool:
    """Whether one of the sentences of a text ends as a statement, or gives the value of what it names."""
    return any(_states(one) for one in _parts(text))


def settles(text: str, *, free: bool, told: Sequence[str] = (), titles: Sequence[str] = ()) -> bool:
    """Whether a text decides a case; what asks, by what it takes for granted (「許可は不要なので、いつ出荷しますか」).

    `free`: it stands where no evidence is needed, and may name or ask about a decision without taking one. `told`: the
    official sentences that it cites, under `titles`.
    """
    return any(_settles(one, free, told, titles) for one in _parts(text))


def _settles(text: str, free: bool, told: Sequence[str], titles: Sequence[str]) -> bool:
    if _asks(text):
        found = _PRESUMED.search(text)
        said = next(filter(None, found.groups())) if found else ""
        return bool(_MATTER.search(said)) and decides(f"{said}。")
    plain = text.rstrip(_CLOSING)
    if free and (_REQUESTS.search(plain) or not (_states(text) or _VERDICT.search(plain))):
        return False
    return decides(text, told, titles)


def _parts(text: str) -> Iterator[str]:
    for span in sentences(text):
        yield from (part for part in re.split(r"[！!]|(?<=[？?])", span.of(text)) if part.strip(_CLOSING))


def _states(text: str) -> bool:
    if _asks(text):
        return False
    plain = _ASIDE.sub("", text).rstrip(_CLOSING)
    if _REQUESTS.search(plain):
        return False
    if _VALUE.search(text):
        return True
    ends = bool(_PREDICATE.search(plain)) and not _NOUN.search(plain)
    return ends or bool(_TOPIC.search(plain))


def _asks(text: str) -> bool:
    return bool(_ASKS.search(text.rstrip("。．. 　」』）)")))
