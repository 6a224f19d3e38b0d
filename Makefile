# gaihi: `make run` is all a new user needs. Settings: environment GAIHI_* (gaihi doctor lists them).
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/installed
SAMPLE := 補完的輸出規制の客観要件とは何ですか
# the service of this checkout, whatever other service GAIHI_URL names
LOCAL := env -u GAIHI_URL $(BIN)/gaihi

export Q

.PHONY: mutants setup run ask test lint

setup: $(STAMP)

$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Python 3.11 以上が要ります（$(PYTHON) は古いか、ありません）。make PYTHON=python3.12 のように指定してください。" >&2; exit 1; }
	@$(BIN)/python -c '' 2>/dev/null || $(PYTHON) -m venv --clear $(VENV) || { \
	  echo "仮想環境を作れません。Debian では apt-get install python3-venv を実行してください。" >&2; exit 1; }
	@echo "部品を入れています（初めは数分かかります）…" >&2
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -e .
	@touch $@

# a file that cannot be read fails the ingest, but need not stop the run: `sources` fails only without an index
run: setup
	@$(LOCAL) ingest || $(LOCAL) sources > /dev/null
	@echo && echo "質問の例: $(SAMPLE)" && $(LOCAL) ask "$(SAMPLE)" && echo
	@exec $(LOCAL) serve

ask: setup
	@test -n "$$Q" || { echo '質問がありません。make ask Q="グループAの国はどこですか" のように書いてください。' >&2; exit 2; }
	@test -n "$$GAIHI_URL" || $(BIN)/gaihi ingest > /dev/null || $(BIN)/gaihi sources > /dev/null
	@$(BIN)/gaihi ask -- "$$Q"

lint: setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test: setup
	@bash tests/require.sh
	@$(MAKE) --no-print-directory lint
	$(BIN)/pytest

mutants: setup
	$(BIN)/python tests/assistant/rules/mutants.py
