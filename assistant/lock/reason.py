"""Reason: whether a sentence argues (〜なので) from a fact that official words do not argue from. Judges no verdict."""

import re

_REASON = re.compile(
    r"([^ぁ-ん、。]{1,4})[ぁ-ん]{0,6}?(?:(?<!も)ので(?![すごあなはもきし])|(?:[るだす]|ない)から(?=[、許承届報申規対該除]))"
)
# What is only explained (「〜ので、負担が減る」) argues for no verdict.
_SETTLED = re.compile(
    r"許可|承認|届|報告|申請|該当|対象|規制|禁止|除|の項|インフォーム|通知|要[らりるし]|不要|当た|かか(?!せ)|可能|でき"
    r"|送|出[せしす]|よい|いい"
)
_DUE = re.compile("なければ|ねば|べき|必要|欠かせ|ましょう|ください|ません|不可")
_ARGUED = r"[ぁ-ん]{0,6}(?:ので|から|ため|以上)"
_ARGUES = re.compile(r"ため(?!の|に[^、])|ので|[るたいだ]から|理由|背景")


def argues_anew(text: str, told: str) -> bool:
    """Whether a text argues for something settled from a fact that an official sentence does not argue from."""
    argues = _ARGUES.search(told) is not None
    return any(
        _concludes(text, match)
        and not (argues and match[1] in told)
        and not re.search(re.escape(match[1]) + _ARGUED, told)
        for match in _REASON.finditer(text)
    )


def explains(because: re.Pattern[str], text: str) -> bool:
    """Whether what a text argues from leads to nothing settled (「〜ので、負担が減る」)."""
    return not any(_concludes(text, match) for match in because.finditer(text))


def _concludes(text: str, reason: re.Match[str]) -> bool:
    """Whether something is settled of what a reason was given for: of a permit, or what to do where only a fact is told."""
    due = "は" not in text[: reason.start()] and _DUE.search(text, reason.end())
    return bool(due or _SETTLED.search(text, reason.end()))
