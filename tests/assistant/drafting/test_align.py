"""Alignment: the same choices as when every sentence is compared with every other, in the size of the text."""

import sys
import time
from pathlib import Path
from random import Random

import pytest

from assistant.drafting.align import align_each, like
from assistant.drafting.overlap import Overlap
from ingest.fold import squeeze
from ingest.sentences import sentences

sys.path.insert(0, str(Path(__file__).parent))
from desk_drafts import DAY

_SIZE = 900


@pytest.fixture(scope="module")
def texts(shipped) -> list[str]:
    """All sentences of the digests that are longer than a few words, each once."""
    passages = [one for one in shipped.index.passages(list(range(len(shipped.index)))) if one.visible_on(DAY)]
    said = dict.fromkeys(" ".join(span.of(one.text).split()) for one in passages for span in sentences(one.text))
    found = [one for one in said if len(one) > 12]
    Random(3).shuffle(found)
    return found


def altered(text: str, random: Random) -> str:
    """A sentence with something put into its middle."""
    at = random.randrange(len(text) // 4, max(len(text) // 4 + 1, len(text) * 3 // 4))
    return f"{text[:at]}（確認済み）{text[at:]}"


def test_changed_sentences_are_found_however_they_were_mixed(texts):
    """Every old sentence changed, as many new ones put between them, all in another order: none is taken for another."""
    random = Random(5)
    old, pool = texts[:120], texts[120:240]
    new = [(altered(text, random), n) for n, text in enumerate(old)] + [(text, None) for text in pool]
    random.shuffle(new)
    found = align_each(old, [text for text, _ in new])
    assert all(one.old in (None, n) for one, (_, n) in zip(found, new, strict=True) if n is not None)
    assert sum(one.old is not None for one in found) > 110


def test_of_sentences_that_are_as_like_none_is_taken():
    """The same words under another number could be any of them; where only one stands between two that stayed, it is that."""
    old = [f"第{n}項の貨物を輸出しようとする者は、許可を受けなければならない。" for n in range(300)]
    new = [one.replace("者は、", "者は、必ず") for one in old]
    assert not any(one.old is not None for one in align_each(old, list(reversed(new))))
    mixed = [one if n % 2 else new[n] for n, one in enumerate(old)]
    assert [one.old for one in align_each(old, mixed)] == list(range(300))


def test_who_is_like_a_text_is_among_those_it_is_compared_with(texts):
    """Against all pairs: whoever is half as like as another shares enough to be found."""
    random = Random(9)
    some = [squeeze(one) for one in texts[:150]]
    near = Overlap(some)
    for n in range(0, 150, 3):
        text = squeeze(altered(some[n], random))[: random.randrange(12, 60)]
        likest = max(range(150), key=lambda m: like(some[m], text))
        assert like(some[likest], text) < 0.5 or likest in near.nearest(text)


def test_a_long_text_takes_time_in_its_size(texts):
    """1,800 sentences over 900 in seconds, and twice as many in about twice the time."""
    random = Random(5)
    spent = []
    for size in (_SIZE // 2, _SIZE):
        old, pool = texts[:size], texts[size : 2 * size]
        new = [one for pair in zip((altered(text, random) for text in old), pool, strict=True) for one in pair]
        started = time.perf_counter()
        found = align_each(old, new)
        spent.append(time.perf_counter() - started)
        assert sum(one.old is not None for one in found) > 0.9 * size
    assert spent[1] < 5 and spent[1] < 8 * spent[0]
