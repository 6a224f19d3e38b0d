"""Check of a built generation, run as a process of its own: `python -m ingest.check FOLDER`.

Exit status 0 and no output when the generation may be published; else 1 and one line that says what is wrong.
"""

import sys
from pathlib import Path

from ingest.errors import GaihiError
from ingest.index import Index
from ingest.lexical import Weighted, Window
from ingest.settings import load_settings

_PROBES = 200  # leading characters of a passage that must find its own source again


def problems(index: Index) -> list[str]:
    """What keeps a generation from being published; empty when nothing does."""
    sizes = index.sizes
    found = []
    if len(set(sizes.values())) > 1 or len(index) != index.manifest.passages or not len(index):
        found.append(f"件数が合いません: {dict(sizes)}、目録 {index.manifest.passages}")
        return found
    if index.short_size < len(index):
        found.append(f"文の索引が足りません: {index.short_size} 件")
    found.extend(
        f"{source} を探して見つかりません（{channel}）"
        for source in index.manifest.editions
        for channel in ("語彙", "ベクトル")
        if not _finds(index, source, channel)
    )
    return found


def _finds(index: Index, source: str, channel: str) -> bool:
    row = int(index.rows_of_source(source)[0])
    passage = index.passages([row])[0]
    window = Window(passage.visible_from, frozenset({source}), supplementary=True)
    text = passage.text[:_PROBES]
    if channel == "ベクトル":
        return bool(index.dense(text, window, 1))
    grams = index.analyzer.tokens(text).bigrams
    return not grams or bool(index.lexical("bigrams", [Weighted(gram) for gram in set(grams)], window, 1))


def main() -> int:
    """Check the generation named on the command line."""
    try:
        found = problems(Index(Path(sys.argv[1]), load_settings()))
    except GaihiError as error:
        found = [error.message]
    for line in found:
        print(line)  # noqa: T201  # read by the process that started this one
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
