"""Lock: keeps sentences that decide a case out of what stands beside a question about the asker's own case.

A cited general statement of the law passes; one that ends in a verdict (「許可は不要」, 「該当しない」) could be read as
the answer to the case and does not.
"""

import re
from collections.abc import Sequence

from assistant.evidence import Sentence

_VERDICT = re.compile(
    r"(?:許可|承認|届出|報告|申請|手続)(?:は|が|を|も)?(?:要しない|要さない|不要|必要(?:は)?(?:ない|ありません)|必要とし(?:ない|ません)|免除|要らない|いらない)|"
    r"(?:該当|対象)(?:し|と(?:は)?なら|に(?:は)?なら|では)(?:ない|ません)|対象外|適用しない|適用除外|除外され|この限りでない|"
    r"輸出(?:する)?(?:こと)?(?:が|は)?(?:できる|可能|認められ)"
)


def unlocked(sentences: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """The sentences that no reader can take for a verdict on a case."""
    return tuple(sentence for sentence in sentences if not _VERDICT.search(sentence.text))
