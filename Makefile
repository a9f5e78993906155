# Every target sets up what it needs in .venv. Windows: the plain commands stand in the README.
PYTHON ?= python3
BIN := .venv/bin
# What computes and nothing else: run under coverage, whose floor is in pyproject.toml.
PURE := tests/insight/stats tests/insight/measures tests/insight/benchmarks

.PHONY: run fetch test check lock bench screenshots clean

run: .venv/ready
	INSIGHT_LOADS=$${INSIGHT_LOADS:-on} $(BIN)/streamlit run serve.py

fetch: .venv/ready
	$(BIN)/python -m loaders fetch

test: check
	$(BIN)/python -m pytest -n auto --dist loadfile $(PURE) --cov
	$(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder $(addprefix --ignore=,$(PURE))

check: .venv/ready-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/pyright
	PYTHONPATH=. $(BIN)/lint-imports

bench: .venv/ready-dev
	$(BIN)/python -m bench

lock: .venv/ready-dev
	$(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 -q --no-emit-index-url --generate-hashes -o requirements.txt
	$(BIN)/uv pip compile pyproject.toml --group dev --universal --python-version 3.11 -q --no-emit-index-url --generate-hashes -c requirements.txt -o requirements-dev.txt

screenshots: .venv/ready-dev
	$(BIN)/python -m tests.browser.screenshots

clean:
	rm -rf .venv .pytest_cache .ruff_cache .hypothesis .coverage

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/ready: requirements.txt | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

.venv/ready-dev: requirements-dev.txt .venv/ready
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	touch $@
