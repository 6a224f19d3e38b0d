"""Age: the years since a machine was made."""

import re
from collections.abc import Iterator

from assistant.rules.proposing.found import Found
from assistant.rules.proposing.reading import Reading

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
