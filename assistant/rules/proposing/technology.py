"""Technology: names of the technologies of the public-private dialogue scheme, where technology is spoken of."""

import re
from collections.abc import Iterator
from functools import lru_cache

from assistant.rules.proposing.found import Found
from assistant.rules.proposing.names import Names, compile_names
from assistant.rules.proposing.phrasebook import Phrasebook
from assistant.rules.proposing.polarity import Polarity
from assistant.rules.proposing.reading import Reading

_ABOUT = re.compile(
    r"技術(?!者|部|課)|ノウハウ|設計|製造方法|製法|官民対話|事前報告|図面|ライセンス|製造移管|製造を?委託|know-?how|technolog"
)
_NUMBERED = re.compile(r"(?:対象|重要管理対象)?技術(?:の|番号|no\.?|は|:)*(?P<sign>[①-⑮])|(?P<sign2>[①-⑮])の技術")


def find_technologies(reading: Reading, book: Phrasebook, kinds: frozenset[str]) -> Iterator[Found]:
    """Numbers of the technologies that are named. A name alone does not say that the definition is met."""
    folded = reading.folded
    for match in _NUMBERED.finditer(folded):
        yield Found("tech_no", str(ord(match["sign"] or match["sign2"]) - ord("①") + 1), match.start(), match.end())
    if "tech" not in kinds and not _ABOUT.search(folded):
        return
    for match in _names(tuple(book.technologies.items())).pattern.finditer(folded):
        if book.scale.weigh(reading, match.start(), match.end()) is not Polarity.DENIED:
            yield Found("tech_no", book.technologies[match[0]], match.start(), match.end())


@lru_cache(maxsize=4)
def _names(technologies: tuple[tuple[str, str], ...]) -> Names:
    return compile_names(dict(technologies))
