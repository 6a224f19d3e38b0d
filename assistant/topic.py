"""Topic: what a question is about, as a noun phrase that another question can go on with. Words in, words out."""

import re
import unicodedata

_WIDE = r"[^\x00-\x7f]"
_GAP = re.compile(rf"(?<={_WIDE})\s+|\s+(?={_WIDE})")
ASKING = re.compile(
    r"なんで|何|なに|いつ|どこ|誰|だれ|なぜ|どうして|どのよう|どういう|どんな|どの|どれ|どちら|どう|いくつ|いくら|いかが"
)
DAY = (
    r"(?:(?:令和|平成)(?:元|\d{1,2})|\d{4})年度?(?:\d{1,2}月(?:\d{1,2}日)?)?末?"
    r"|\d{4}[-/]\d{1,2}(?:[-/]\d{1,2})?"
)
DATED = rf"(?:{DAY})の?(?:時点|現在|当時|段階)"
_LED = re.compile(rf"^(?:{DATED})(?:で|に|の)?(?:は|、)*|^(?:現在|今|今日|いま)(?:では|は|の|、)+")
_REQUEST = re.compile(
    r"(?:について|に関して|を|は|の)?(?:全て|すべて|全部|もっと|詳しく|簡単に|一覧で|、)*"
    r"(?:教え|説明|挙げ|示し|列挙|知り|述べ|答え|まとめ|要約|リストアップ)[^。?]*$"
)
_YES_OR_NO = re.compile(
    r"(?:が|は|に|と|を|も|で)*(?:必要|不要|可能|対象|義務|該当|適用|禁止|要求|本当|認め)?(?:で|に|と|が)?(?:は)?"
    r"(?:あり|なり|なって|されて|され|して|し|でき|当たり|入り|含まれ|要り|いり|い|られ)*(?:ます|です|でしょう|ません|る|た|ない|だ)*"
    r"(?:か|の|よね|ね|んですか)?$"
)
_MARKER = re.compile(r"(?:については|について|に関しては|に関して|においては|においても|とは|には|では|って|は|、)+")
_TAIL = re.compile(
    r"(?:については|について|に関して|において|によると|によれば|としては|として|合わせて|それぞれ|主に|全部で|最大で|具体的に|"
    r"とは|には|では|から|まで|って|という|は|が|を|に|で|と|も|へ|の|、|「|」)+$"
)
LONG = 300  # characters: more is a story, whose topic is no phrase
_END = re.compile(r"[?。!]+$")


def plain(text: str) -> str:
    """A question in the form in which follow-ups are read: NFKC, no white space beside Japanese, no stop at the end."""
    visible = "".join(sign for sign in unicodedata.normalize("NFKC", text) if unicodedata.category(sign) != "Cf")
    return _END.sub("", _GAP.sub("", visible.strip()))


def topic_of(question: str, aspects: re.Pattern[str]) -> str:
    """The topic of a plain question, without the `aspects` that it asked of it; the question in quotes as a last resort."""
    text = _LED.sub("", question)
    asking = ASKING.search(text)
    head = text[: asking.start()] if asking else _YES_OR_NO.sub("", _REQUEST.sub("", text))
    before = ""
    while before != head:
        before, head = head, aspects.sub("", _TAIL.sub("", head))
    topic = _MARKER.sub("の", head)
    return topic if len(topic) > 1 else f"「{question}」"
