"""Words: writes the vocabulary of the lock from the digests and the general statements of `tune`; asks nothing of the lock.

Run after digests were added: `python -m evals.words [YAML ...]`; the files hold more general statements, in groups.
"""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

import yaml

from assistant.lock.plain import plain, units
from assistant.lock.vocabulary import runs
from evals.guard import SentenceKind, digest_sentences, load_paraphrases, load_sentences

_FILE = Path(__file__).resolve().parents[1] / "assistant" / "lock" / "words.txt"


def words(texts: Iterable[str]) -> tuple[str, ...]:
    """The words of texts, without those that only put known parts together; sorted."""
    seen = Counter(run for text in texts for unit in units(plain(text)) for run in runs(unit.text))
    return tuple(sorted(_needed(sorted(seen, key=lambda run: (len(run), -seen[run], run)))))


def _needed(found: Iterable[str]) -> Iterator[str]:
    pairs: set[str] = set()
    for run in found:
        own = {run[n : n + 2] for n in range(len(run) - 1)}
        if "ァ" <= run[0] <= "ー" or own - pairs:
            pairs |= own
            yield run


def main() -> None:
    """Write the file."""
    texts = [one.text for one in load_sentences(SentenceKind.GENERAL, "tune")]
    texts += [one.text for one in load_paraphrases("tune")]
    texts += [text for digest in digest_sentences().values() for text in digest]
    for path in sys.argv[1:]:
        texts += chain.from_iterable(yaml.safe_load(Path(path).read_text(encoding="utf-8")).values())
    _FILE.write_text("\n".join(words(texts)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
