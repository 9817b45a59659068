# Everything runs in .venv, made from pyproject.toml by `make setup`.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV ?= .venv
BIN = $(VENV)/bin
DATA ?= ../shared/data

.PHONY: setup demo test check lint slow gate train bench

setup: $(VENV)/.installed

$(VENV)/.installed: pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --editable ".[dev]"
	touch $@

demo: setup
	$(BIN)/escalade demo -o demo

test: setup
	$(BIN)/pytest -m "not slow" -n 2

slow: setup
	$(BIN)/python -m pip install --quiet --editable ".[bayes]"
	$(BIN)/pytest -m slow

lint: setup
	$(BIN)/ruff format --check src tests bench training tools annotation
	$(BIN)/ruff check src tests bench training tools annotation
	$(BIN)/mypy
	$(BIN)/lint-imports

gate: setup
	$(BIN)/escalade evaluate gate annotation/held

check: lint test slow gate

train: setup
	$(BIN)/python -m pip install --quiet -r training/requirements.txt
	$(BIN)/python -m training all --data $(DATA)

bench: setup
	$(BIN)/python bench/speed.py
