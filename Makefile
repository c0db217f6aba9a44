# make demo: install into .venv, read the sample reports, show the claims.   make test: all tests.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
GOLD ?= ../shared/gold

.PHONY: demo test check gate bench train lock docs clean

demo: $(VENV)/.assets
	$(BIN)/reportedly show examples

test: $(VENV)/.dev check
	$(BIN)/pytest

check: $(VENV)/.dev
	$(BIN)/ruff check src tests evals
	$(BIN)/mypy

# The quality gate: dev figures may not fall below evals/floors.json.
gate: $(VENV)/.dev
	$(BIN)/reportedly eval $(GOLD)/dev.jsonl --floors evals/floors.json

bench: $(VENV)/.dev
	$(BIN)/python evals/bench_report.py

# From named data to the finder's weights (see training/README.md); needs GOLD/train.jsonl.
train: $(VENV)/.train
	$(BIN)/python -m reportedly.learn.main --gold $(GOLD)/train.jsonl --written training/reports
	$(BIN)/reportedly eval $(GOLD)/dev.jsonl

docs: $(VENV)/.dev
	$(BIN)/python -m reportedly.export.docs docs

lock: $(VENV)/.dev
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header requirements.in -o requirements.lock
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header requirements-dev.in -o requirements-dev.lock
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header requirements-assets.in -o requirements-assets.lock

$(VENV)/.runtime: requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install -q --disable-pip-version-check --no-deps -e .
	touch $@

# The desk's map comes from the npm registry by its lock file; Node.js comes as a Python package, only for this step.
$(VENV)/.assets: $(VENV)/.runtime requirements-assets.lock src/reportedly/desk/assets/package-lock.json
	$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements-assets.lock
	$(BIN)/python -m reportedly.desk.assets
	touch $@

$(VENV)/.dev: $(VENV)/.assets requirements-dev.lock
	$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.lock
	$(BIN)/python -m reportedly.desk.assets --testing
	touch $@

$(VENV)/.train: $(VENV)/.runtime requirements-train.txt
	$(BIN)/pip install -q --disable-pip-version-check -r requirements-train.txt
	touch $@

clean:
	rm -rf $(VENV) build dist src/*.egg-info
