"""Impersonal: what is said politely to everybody, in the words in which the law would say it.

For comparing with official words only; what is honoured because it is the reader's (ご照会, お手元) stays as it is. The
forms are near enough for cues and letters, not for a reader.
"""

import re
from functools import lru_cache

_REMEMBERED = 1_024  # sentences
_OWN = (  # of the reader alone
    r"(?!照会|質問|提示|指摘|連絡|依頼|回答|予定|希望|要望|相談の(?!上|際|う)|計画(?!の際)|検討|記載|送付|購入|発注|担当"
    r"|安心|心配|申し越|申越|申し出|所有|手元|客|尋|問|宅|見積|荷|進|急|話|伝え|知らせ|聞)"
)
_DEAL = r"(?:契約|輸出|出荷|取引|製品|商品|貨物|技術|申請|届出|報告|研究|用途|提供|案件|発送|納品|利用|使用|当)[一-鿿]*[はがもをに、のへ]"
# 「ご計画の輸出」 is the reader's; 「ご計画の際は」 is whose it may be.
_MIDST = (
    r"(?!(?:お[一-鿿][ぁ-ん]{1,2}|(?<![一-鿿ぁ-ん])ご[一-鿿]{2}|ご(?:使用|利用|契約|計画|製造|開発|保有|提供|取引|持参))"
    r"の(?!際|上|うえ|場合|とき|ほか|方|者|企業|会社|事業者|大学|団体|国))"
)
_STEM = rf"お{_OWN}([一-鿿]{{1,2}}[ぁ-ん]{{0,3}}?[いきぎしちにびみりえけげせてねべめれ])"
_ENDS = dict(zip("いきぎしちにびみり", "うくぐすつぬぶむる", strict=True))
_CAN = dict(zip("いきぎしちにびみり", "えけげせてねべめれ", strict=True))
_JOINED = (("し", "する"), ("って", "る"), ("んで", "む"), ("いて", "く"), ("いで", "ぐ"))
_TILL = r"(?=必要|こと|義務|よう|の|もの|段階|場合|仕組|ため|方|者|べき|手続|流れ|制度|点|形|[。、がと]|$)"


def _plainly(stem: str) -> str:
    """「使い」 → 「使う」, 「受け」 → 「受ける」."""
    return stem[:-1] + _ENDS[stem[-1]] if stem[-1] in _ENDS else f"{stem}る"


def _able(stem: str) -> str:
    """「使い」 → 「使え」, 「受け」 → 「受けられ」."""
    return stem[:-1] + _CAN[stem[-1]] if stem[-1] in _CAN else f"{stem}られ"


def _done(joined: str) -> str:
    """「守って」 → 「守る」, 「して」 → 「する」, 「続けて」 → 「続ける」."""
    for ending, plainly in (("して", "する"), *_JOINED[1:]):
        if joined.endswith(ending):
            return joined[: -len(ending)] + plainly
    return joined[:-1] + "る"


_RULES = tuple(
    (re.compile(pattern), said)
    for pattern, said in (
        (
            r"ので、(?:どうか)?ご(?:留意|注意|承知|理解|了承|確認|参照)(?:おき)?(?:ください(?:ませ)?|願います|のほど[^。]{0,12}|いただ[^。]{1,10})",
            "",
        ),
        (r"(?:もの|こと)?[をと](?:お考え|ご理解|ご承知おき|ご承知|お心得|お見知りおき)(?:おき)?(?:ください(?:ませ)?|いただ[^。]{1,10}|願います)", ""),
        (r"(?:の?か)?、?という(?:質問|問い?|疑問)(?:への|に対する|の)(?:答え|回答)(?:は|として)、?", "、"),
        (r"(?<=[者社業校学関員])の?(?:皆様(?:方)?|皆さま|皆さん|様|さま|の方々?)", ""),
        (r"をなさ(?:る|ろうとする)方々?", "をする者"),
        (r"な(?:さ|され)る方々?", "する者"),
        (r"さ?れる方々?(?=[はがにもへをで、])", "る者"),
        (r"(?<=[るたうくすつむぶ])方々?(?=[はがにもへをで、の]|であ)", "者"),
        (rf"{_STEM}の方々?", lambda m: f"{_plainly(m[1])}者"),
        (rf"{_STEM}(?:(?:いただ|くださ|する)く?る?{_TILL}|になる|なさる|ください(?:ませ)?)", lambda m: _plainly(m[1])),
        (rf"{_STEM}(?:いただけ|になれ)", lambda m: _able(m[1])),
        (rf"{_STEM}(?:いただき|になり|し|いたし)(?=ま)", lambda m: m[1]),
        (rf"{_STEM}(?:いただい|になっ|し)(?=[てた])", lambda m: m[1]),
        (rf"ご{_OWN}([一-鿿]{{2,4}}?)(?:の?いただく|になる|くださる|なさる|する|ください(?:ませ)?|願います)", r"\1する"),
        (rf"ご{_OWN}([一-鿿]{{2,4}}?)(?:いただけ|になれ)", r"\1でき"),
        (rf"ご{_OWN}([一-鿿]{{2,4}}?)(?:いただき|になり|いたし)(?=ま)", r"\1し"),
        (rf"ご{_OWN}([一-鿿]{{2,4}}?)(?:いただい|になっ)(?=[てた])", r"\1し"),
        (rf"{_MIDST}ご{_OWN}(?!{_DEAL})(?=[一-鿿]{{2}})", ""),
        (rf"{_MIDST}お{_OWN}(?=[一-鿿][ぁ-ん])", ""),
        (rf"([一-鿿ぁ-ん]{{1,2}}[てで])いただく{_TILL}", lambda m: _done(m[1])),
        (r"([一-鿿ぁ-ん]{1,2}[てで])いただきたい", lambda m: f"{_done(m[1])}べき"),
        (r"([一-鿿ぁ-ん]{1,2}[てで])いただき(?:ます|、)", lambda m: f"{_done(m[1])}。"),
        (r"([一-鿿ぁ-ん]{1,2}[てで])(?:いただけ|もらえ)", lambda m: f"{_done(m[1])}ことができ"),
        (r"([一-鿿ぁ-ん]{1,2}[てで])もらう", lambda m: _done(m[1])),
        (
            r"([一-鿿ぁ-ん]{1,2}[てで])いただか(?:なければ|ねば|なくては)(?:なりません|ならない|いけません)",
            lambda m: f"{_done(m[1])}必要がある",
        ),
        (r"なさいま(?=[すし])", "しま"),
        (r"なさっ(?=[てた])", "し"),
        (r"なさる", "する"),
        (r"と申し(?:上げ)?ます", "という"),
        (r"(?:こと|よう)(?:に|と)な(?:ります|る|っています|っております|っている)", ""),
        (r"でございま", "でありま"),
        (r"ございま", "ありま"),
        (r"(?<=て)おり", "い"),
        (r"てまいり", "ていき"),
    )
)  # fmt: skip


@lru_cache(maxsize=_REMEMBERED)
def impersonal(text: str) -> str:
    """A plain sentence without the politeness that is shown to anybody."""
    for pattern, said in _RULES:
        text = pattern.sub(said, text)
    return text
