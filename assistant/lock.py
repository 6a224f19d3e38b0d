"""Lock: keeps sentences that decide a case out of what stands beside a question about the asker's own case.

A cited general statement of the law passes; one that ends in a verdict (「許可は不要」, 「該当しない」) could be read as
the answer to the case and does not.
"""

import re
from collections.abc import Sequence

from assistant.evidence import Sentence

_VERDICT = re.compile(
    r"(?:許可|承認|届出|届け出|報告|申請|手続)[^。]{0,40}?(?:要しない|要さない|要しません|不要|要らない|いらない|要りません|必要(?:は|が)?(?:ない|無い|ありません)|"
    r"必要とし(?:ない|ません)|免除|受けなくて|しなくて|求め(?:ない|られない))|"
    r"(?:該当|対象)[^。]{0,12}?(?:し|なら|では|入ら|含まれ)(?:ない|ません)|対象外|適用しない|適用されない|適用除外|除外され|この限りで(?:は)?ない|"
    r"輸出[^。]{0,12}?(?:できる|可能(?:で|に|と)|認められる|差し支えない)"
)


def unlocked(sentences: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """The sentences that no reader can take for a verdict on a case."""
    return tuple(sentence for sentence in sentences if not _VERDICT.search(sentence.text))
