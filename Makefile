# Every target works alone on a machine with Python 3.11+, make and a package index.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SAMPLE := corpus/sample_archive
SAMPLE_INDEX := .onrecord-sample
INSTALLED := $(VENV)/.installed
INSTALLED_DEV := $(VENV)/.installed-dev
INSTALLED_BENCH := $(VENV)/.installed-bench

.PHONY: help install serve test test-full check format bench clean

help:
	@echo "make install    install into .venv (leaves $(BIN)/onrecord)"
	@echo "make serve      build the sample archive and serve it at http://127.0.0.1:8000"
	@echo "make test       the tests"
	@echo "make test-full  the tests at their full counts"
	@echo "make check      format, lint, types, layers"
	@echo "make bench      the measurements of docs/performance.md"

install: $(INSTALLED)

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(INSTALLED): pyproject.toml constraints.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt torch
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable .
	touch $@

$(INSTALLED_DEV): $(INSTALLED)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	touch $@

$(INSTALLED_BENCH): $(INSTALLED_DEV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[bench]'
	touch $@

serve: $(INSTALLED)
	$(BIN)/onrecord build $(SAMPLE) --index $(SAMPLE_INDEX)
	$(BIN)/onrecord serve --port 8000 --index $(SAMPLE_INDEX)

test: $(INSTALLED_DEV)
	$(BIN)/python -m pytest -q

test-full: $(INSTALLED_DEV)
	TEST_FULL=1 $(BIN)/python -m pytest -q

check: $(INSTALLED_DEV)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -q tests/test_layers.py

format: $(INSTALLED_DEV)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(INSTALLED_BENCH)
	$(BIN)/python -m benchmarks

clean:
	rm -rf $(VENV) $(SAMPLE_INDEX)
