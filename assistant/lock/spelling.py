"""Spelling: writes what reads alike alike: kana, Latin letters, spelling variants, English words in Japanese sentences.

Only the words that decisions are made of; a text is not otherwise changed.
"""

import re

_JAPANESE = re.compile(r"[぀-ヿ㐀-鿿々〇]")
_LATIN = re.compile("[a-z]")  # without one there is no English word

# Kana and Latin spellings of the words a decision is made of; what reads alike is written alike.
_KANA = (
    ("ひがいとう", "非該当"), ("がいとう", "該当"), ("ふよう", "不要"), ("ひつよう", "必要"), ("きょか", "許可"),
    ("とどけで", "届出"), ("ほうこく", "報告"), ("しんせい", "申請"), ("たいしょう", "対象"), ("ゆしゅつ", "輸出"),
    ("しょうにん", "承認"), ("きせい", "規制"), ("きしゃ", "貴社"), ("おんしゃ", "御社"), ("はいりません", "は要りません"),
    ("はいりませぬ", "は要りませぬ"), ("はいらない", "は要らない"), ("はいらん", "は要らん"), ("たいしょうがい", "対象外"),
)  # fmt: skip
_ROMAJI = (
    (r"higai?tou?|higaitō", "非該当"), (r"gaitou?|gaitō", "該当"), (r"fuyou?|fuyō", "不要"), (r"hitsuyou?|hitsuyō", "必要"),
    (r"kyoka", "許可"), (r"todokede", "届出"), (r"houkoku|hōkoku", "報告"), (r"shinsei", "申請"), (r"taishou?gai", "対象外"),
    (r"taishou|taishō", "対象"), (r"yushutsu", "輸出"), (r"kisha", "貴社"), (r"onsha", "御社"), (r"iranai", "要らない"),
    (r"iri?masen", "要りません"), (r"irimasu", "要ります"), (r"kono", "この"), (r"sono mama", "そのまま"),
    (r"okutte", "送って"), (r"kamaimasen", "かまいません"), (r"honken", "本件"), (r"kisei", "規制"),
    (r"daijoubu|daijōbu", "大丈夫"), (r"mondai ?nai", "問題ない"), (r"arimasen", "ありません"), (r"shimasen", "しません"),
    (r"shimasu", "します"), (r"desu", "です"), (r"wa", "は"), (r"ga", "が"), (r"no", "の"), (r"ni", "に"),
)  # fmt: skip
_KATAKANA = {sign: sign + 0x60 for sign in range(0x3041, 0x3097)}
_SPOKEN = tuple((spoken, word) for kana, word in _KANA for spoken in (kana, kana.translate(_KATAKANA)))
_ROMAJI_KEY = re.compile(r"\b(?:kyoka|higaitou?|gaitou?|fuyou?|hitsuyou?|todokede|houkoku|taishou|yushutsu|shinsei)\b")
_ENGLISH_IN_JAPANESE = tuple(
    (re.compile(pattern), word)
    for pattern, word in (
        (r"(?<![a-z])(?:no|without) (?:\w+ )?(?:licen[sc]e|permit|permission)s?(?: (?:is )?(?:needed|required|necessary))?", "許可不要"),
        (r"(?<![a-z])not (?:controlled|listed|subject|covered|applicable)(?: item)?|(?<![a-z])uncontrolled|(?<![a-z])non-?(?:controlled|listed)", "非該当"),
        (r"(?<![a-z])not (?:required|needed|necessary)|(?<![a-z])unnecessary", "不要"),
        (r"(?<![a-z])(?:required|needed|necessary|mandatory|must)(?![a-z])", "必要"),
        (r"(?<![a-z])controlled(?: items?)?|(?<![a-z])listed(?: items?)?|(?<![a-z])applicable", "該当"),
        (r"(?<![a-z])subject(?: to)?", "対象"),
        (r"(?<![a-z])exempt(?:ed|ion)?", "対象外"),
        (r"(?<![a-z])(?:export )?(?:licen[sc]e|permit)s?(?![a-z])", "許可"),
        (r"(?<![a-z])your(?![a-z])", "貴社の"),
        (r"(?<![a-z])(?:ok|okay)(?![a-z])", "大丈夫"),
        (r"(?<![a-z])ng(?![a-z])", "不可"),
        (r"(?<![a-z])report(?![a-z])", "報告"),
        (r"(?<![a-z])shipment|(?<![a-z])shipping|(?<![a-z])ship(?![a-z])|(?<![a-z])export(?!er)(?:ing)?(?![a-z])", "出荷"),
    )
)  # fmt: skip
_VARIANTS = (
    ("下さい", "ください"), ("良い", "よい"), ("宜しい", "よい"), ("よろしい", "よい"), ("頂", "いただ"),
    ("致し", "いたし"), ("無い", "ない"), ("出来", "でき"), ("御座", "ござ"), ("届け出", "届出"), ("届け", "届"),
    ("いらな", "要らな"), ("いりませ", "要りませ"), ("要らん", "要らない"), ("当り", "当たり"), ("当ら", "当たら"),
    ("あたりません", "当たりません"), ("あたらない", "当たらない"), ("構い", "かまい"), ("構わ", "かまわ"),
    ("差支え", "差し支え"), ("差しつかえ", "差し支え"), ("さしつかえ", "差し支え"), ("此の", "この"),
    ("其の", "その"), ("掛か", "かか"), ("掛け", "かけ"), ("アラブ首長国連邦", "uae"),
)  # fmt: skip
_HONORIFIC = re.compile(r"(?<![一-鿿])御(?![社中校行堂])")


def spelled(text: str) -> str:
    """A text with the words of a decision in one spelling; English words in a Japanese sentence become Japanese."""
    if _ROMAJI_KEY.search(text):
        for latin, word in _ROMAJI:
            text = re.sub(rf"\b(?:{latin})\b", word, text)
    hiragana = text
    for spoken, word in _SPOKEN:
        hiragana = hiragana.replace(spoken, word)
    if _LATIN.search(hiragana) and _JAPANESE.search(hiragana):
        for pattern, word in _ENGLISH_IN_JAPANESE:
            hiragana = pattern.sub(word, hiragana)
    text = _HONORIFIC.sub("ご", hiragana)
    for variant, word in _VARIANTS:
        text = text.replace(variant, word)
    return text
