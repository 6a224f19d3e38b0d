"""Fingerprint of the code that makes an answer, for its receipt: `ingest` and `assistant`, not the pages around them."""

import hashlib
import inspect
from functools import cache
from pathlib import Path

import assistant
from ingest.inputs import code_fingerprint


@cache
def answer_code() -> str:
    """Changes whenever the source code changes that retrieves, composes or refuses."""
    folder = Path(inspect.getfile(assistant)).parent
    digest = hashlib.sha256(code_fingerprint().encode())
    for path in sorted(folder.rglob("*.py")):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]
