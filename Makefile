# Two commands are enough: `make demo` and `make test`. They need Python 3.11 or newer with pip, and make.
PYTHON ?= $(firstword $(foreach v,python3.11 python3.12 python3.13 python3.14 python3,$(if $(shell command -v $(v) 2>/dev/null),$(v))))
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input -q

.PHONY: demo test lint check format docs lock train eval clean

demo: $(VENV)/.installed  ## read the example press into demo.ledger and print what was found
	@$(BIN)/dragoman demo demo.ledger

test: $(VENV)/.installed-dev  ## run all tests
	@$(BIN)/python -m pytest

lint: $(VENV)/.installed-dev  ## format, lint, types, imports
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

check: lint test  ## the whole gate: format, lint, types, imports, then all tests (the docs' among them)

format: $(VENV)/.installed-dev  ## format and mend what can be mended by machine
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

docs: $(VENV)/.installed-dev  ## rewrite the generated pages
	$(BIN)/python -m dragoman.cli.manual > docs/cli.md

lock:  ## pin every dependency anew (needs uv)
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -q -o requirements.lock
	printf 'hatchling==1.33.0\neditables\n' | uv pip compile - --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -q -o requirements-build.lock
	uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -q -o requirements-dev.lock

train: $(VENV)/.installed-dev  ## train all models again that have their data: TREEBANK= POLNEAR= EVENTS= name folders (training/README.md)
	@$(PIP) install -r training/requirements.txt
	PATH="$(CURDIR)/$(BIN):$$PATH" sh training/all.sh "$(TREEBANK)" "$(POLNEAR)" "$(EVENTS)"

eval: $(VENV)/.installed-dev  ## all figures beside the peers', written to docs/accuracy.md and eval/out; EVAL='--bench FOLDER --gold FOLDER'
	$(BIN)/python eval/table.py $(EVAL)

clean:  ## remove the environment and the demo's ledger
	rm -rf $(VENV) demo.ledger demo.ledger-wal demo.ledger-shm

$(VENV)/.created:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed; install it, then run make again." >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "$(PYTHON) is older than 3.11; run: make PYTHON=/path/to/python3.11" >&2; exit 1; }
	@echo "Making $(VENV) with $(PYTHON) ..."
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.installed: requirements.lock pyproject.toml | $(VENV)/.created
	@echo "Installing the pinned dependencies (about 155 MB, once) ..."
	@$(PIP) install --require-hashes -r requirements.lock
	@$(PIP) install --require-hashes -r requirements-build.lock
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.installed-dev: requirements-dev.lock $(VENV)/.installed
	@echo "Installing what the tests need ..."
	@$(PIP) install --require-hashes -r requirements-dev.lock
	@$(PIP) install --no-deps --no-build-isolation -e packages/dragoman-accurate
	@touch $@
