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


_YEARS = re.compile(
    r"(?:製造(?:され)?(?:て|して)?(?:から|後|より)?|製作から|購入後?から|新造から|使用)?(?:約)?(?P<years>\d{1,3})年(?P<how>落ち|前に製造|前の?製造|経過|経って|たって|もの)?"
)


def find_age(reading: Reading) -> Iterator[Found]:
    """Years since manufacture: 「製造後15年」. A limit (20年以内) or a year of manufacture (2005年製) is none."""
    for match in _YEARS.finditer(reading.folded):
        said = match[0].startswith("製造") or match["how"] in ("落ち", "前に製造", "前の製造", "前製造")
        after = reading.folded[match.end() : match.end() + 4]
        limit = re.match(r"以内|以上|未満|以下|を?超|まで|程度|くらい|ぐらい|ほど|[0-9]?\d?月|[製版]|か[。?も]", after)
        if said and not limit and "約" not in match[0] and int(match["years"]) <= 200:
            yield Found("age_years", int(match["years"]), match.start(), match.end())
