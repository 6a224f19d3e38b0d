"""Purity: the rules need the standard library, pydantic and YAML, and nothing of the rest of the package."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import assistant.rules

ROOT = Path(assistant.rules.__file__).parents[2]
ALLOWED = {
    "pydantic", "pydantic_core", "annotated_types", "typing_extensions", "typing_inspection", "yaml", "_yaml",
    "assistant", "cython_runtime",
}  # fmt: skip
LOADED = """
import json, sys
before = set(sys.modules)
import assistant.rules.check_facts
assistant.rules.check_facts.check({"date": "2025-11-04", "dest": "DE", "list_status": "not_listed", "inform": "no"})
print(json.dumps(sorted(set(sys.modules) - before)))
"""


def run(*command):
    """A command in the root of the checkout, with the checkout first on the path."""
    paths = [str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(paths)}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def test_a_check_loads_nothing_but_the_rules():
    """A fresh interpreter that checks facts has loaded no other package."""
    done = run(sys.executable, "-c", LOADED)
    assert done.returncode == 0, done.stderr
    loaded = json.loads(done.stdout)
    strange = [name for name in loaded if name.split(".")[0] not in ALLOWED | sys.stdlib_module_names]
    own = [name for name in loaded if name.split(".")[0] == "assistant" and not name.startswith("assistant.rules")]
    # of the C part of yaml, and of the build of Python itself
    assert [name for name in strange if not name.startswith(("_cython", "_sysconfigdata"))] == []
    assert own == ["assistant"]


def test_import_contracts_hold():
    """What may import what, as declared in pyproject.toml."""
    command = shutil.which("lint-imports", path=str(Path(sys.executable).parent))
    assert command
    done = run(command)
    assert done.returncode == 0, done.stdout + done.stderr
