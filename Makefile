# Every target sets itself up: a machine needs python3 (3.11 or newer) with venv, and make.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
DATA   ?= ../shared/data
EVAL   ?= ../shared/eval

.PHONY: help install demo run test lint hooks pages quality bench train lock clean
.DEFAULT_GOAL := help

help:  ## show this help
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

$(VENV)/.installed: requirements.txt pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

install: $(VENV)/.installed  ## make .venv with the `monitor` command
	@$(BIN)/monitor --version

demo: $(VENV)/.installed  ## see the whole job done on a small world of news (no internet)
	$(BIN)/monitor demo

run: $(VENV)/.installed  ## run the daemon in the foreground with config/
	$(BIN)/monitor run

lint: $(VENV)/.installed-dev  ## format, lint, types, import contracts
	$(BIN)/ruff format --check monitor tests benchmarks
	$(BIN)/ruff check monitor tests benchmarks
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

test: lint  ## everything a contributor needs: lint and tests
	$(BIN)/python -m pytest

hooks: $(VENV)/.installed-dev  ## check every commit before it is made (git hook, .pre-commit-config.yaml)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check "pre-commit>=4,<5"
	$(BIN)/pre-commit install

quality: $(VENV)/.installed-dev  ## score against labelled data and the committed floors
	$(BIN)/python -m benchmarks.score.quality --data $(DATA) --eval $(EVAL)

pages: $(VENV)/.installed-dev  ## write the pages that tests pin: languages, incident types, configuration
	$(BIN)/python -m benchmarks.fit.pages

bench: $(VENV)/.installed-dev  ## benchmarks, as ratios to a peer in the same run
	$(BIN)/python -m benchmarks.load.run --data $(DATA)

train: $(VENV)/.installed-dev  ## refit the matching model
	$(BIN)/python -m pip install --quiet --disable-pip-version-check "scikit-learn>=1.6,<2" "lightgbm>=4.5,<5"
	$(BIN)/python -m benchmarks.fit.train_matching --data $(DATA)/matching

lock: $(VENV)/.installed-dev  ## renew requirements*.txt from pyproject.toml
	$(BIN)/pip-compile -q --upgrade --generate-hashes --strip-extras --allow-unsafe --no-header --no-emit-index-url --no-emit-find-links --no-emit-trusted-host -o requirements.txt pyproject.toml
	$(BIN)/pip-compile -q --upgrade --extra dev --generate-hashes --strip-extras --allow-unsafe --no-header --no-emit-index-url --no-emit-find-links --no-emit-trusted-host -c requirements.txt -o requirements-dev.txt pyproject.toml

clean:  ## remove what the targets made
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache demo-output
