# Two commands matter: `make site` and `make test`. Both set up what they need.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PIP_CONSTRAINT := $(CURDIR)/constraints.txt
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: help site serve check fmt schema audit gallery test lint strings strings-check clean
.DEFAULT_GOAL := help

help: ## what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

site: $(VENV)/.site ## build the site in output/
	@$(BIN)/tarikh build

serve: $(VENV)/.site ## preview at http://localhost:8000, rebuilt on every change
	@$(BIN)/tarikh serve

check: $(VENV)/.site ## check all content, build nothing
	@$(BIN)/tarikh check

fmt: $(VENV)/.site ## bring the YAML of content/ into its one form
	@$(BIN)/tarikh fmt

schema: $(VENV)/.site ## renew schema/, from which editors' programs know the fields and ids of content/
	@$(BIN)/tarikh schema

audit: $(VENV)/.test ## what the Nu HTML Checker and Lighthouse say of the site; needs Node and Java; AUDIT="--events 5000" for a large one too
	@$(BIN)/python benchmarks/validity.py
	@$(BIN)/python benchmarks/audit.py $(AUDIT)

gallery: $(VENV)/.site ## every component of the theme, in every language and scheme, on one page
	@$(BIN)/python theme/gallery .preview/gallery

test: lint ## the whole test suite, browser tests included
	@CHROMIUM="$$($(BIN)/python tests/browser/chromium.py)" && export CHROMIUM && $(BIN)/python -m pytest -n logical --dist worksteal $(PYTEST)

lint: $(VENV)/.test ## style and types
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

strings: $(VENV)/.site ## bring the catalogs of theme/locale up to date with templates and code
	@$(BIN)/pybabel -q extract -F theme/locale/babel.cfg --no-location --sort-output --omit-header -o theme/locale/messages.pot .
	@for po in theme/locale/*/LC_MESSAGES/messages.po; do \
	  lang=$$(basename $$(dirname $$(dirname $$po))); \
	  $(BIN)/pybabel -q update -i theme/locale/messages.pot -o $$po -l $$lang --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date -w 120 || exit 1; \
	done

clean: ## remove what was built and installed
	@rm -rf $(VENV) .output.tarikh .output.*.tarikh .preview ..preview.tarikh .pytest_cache .mypy_cache .ruff_cache .hypothesis
	@find output -mindepth 1 ! -name .gitignore -delete

$(VENV)/.site: pyproject.toml constraints.txt | $(VENV)/bin/python
	@echo "Installing what pyproject.toml needs, as pinned in constraints.txt …"
	@$(BIN)/python -m pip install --quiet --editable .
	@$(BIN)/python -m compileall -q generator  # as pip does what it copies
	@touch $@

$(VENV)/.test: pyproject.toml constraints.txt $(VENV)/.site
	@echo "Installing what the tests need …"
	@$(BIN)/python -m pip install --quiet --editable '.[test]'
	@touch $@

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Tarikh needs Python 3.11 or newer; name one with make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "Python's venv module does not work here; on Debian: apt-get install python3-venv" >&2; exit 1; }
