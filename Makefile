# Targets for people; `make help` lists them.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000
STATE_DIR ?= .queen
WORKERS_OF_TESTS ?= 2
PACKAGES_OF_TESTS := chromium docker.io bubblewrap debootstrap universal-ctags postgresql-15
# Without this file Debian makes and starts a database server together with that package.
NO_CLUSTER := /etc/postgresql-common/createcluster.d/queen-tests.conf

# Debian and Ubuntu leave pip out of their python3; where it is missing, PyPA's installer brings it.
FETCH_PIP := import urllib.request as r; exec(r.urlopen("https://bootstrap.pypa.io/get-pip.py").read())

.DEFAULT_GOAL := help
.PHONY: help run setup test check format bench stop ci-deps

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(VENV)/.runtime $(STATE_DIR)/secret_key ## Start Queen: database, web, worker and apply agent, with demo users and a login; Ctrl-C stops all
	@DEBUG=$${DEBUG:-1} exec $(BIN)/python manage.py queen_run --port $(PORT)

setup: $(VENV)/.runtime $(STATE_DIR)/secret_key ## Make .venv, packages and database, as far as they are missing
	@$(BIN)/python manage.py queen_setup

test: setup $(VENV)/.development ## Run all tests
	$(BIN)/python -m tests.engine $(BIN)/python -m pytest -n $(WORKERS_OF_TESTS) --dist worksteal -rs

check: $(VENV)/.development $(STATE_DIR)/secret_key ## Check format, lint, types, imports, migrations and settings
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy .
	$(BIN)/lint-imports
	$(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/python manage.py check

format: $(VENV)/.development ## Format the code and mend what lint can mend
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: setup $(VENV)/.development ## Measure reader, answers and chat on 1,000,000 users, sandboxes, the index of code, and watching
	$(BIN)/python -m tests.engine $(BIN)/python -m tests.benchmarks

stop: ## Stop an embedded database that was left running; a running Queen is stopped by Ctrl-C
	@$(BIN)/python -m queenproject.stop_database

ci-deps: ## Install Debian packages that only some tests need; elsewhere these are skipped
	@if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		timeout 300 apt-get update -qq || echo "Debian's lists of packages are not to be had."; \
		mkdir -p $(dir $(NO_CLUSTER)) && echo "create_main_cluster = false" > $(NO_CLUSTER); \
		for package in $(PACKAGES_OF_TESTS); do \
			DEBIAN_FRONTEND=noninteractive timeout 600 apt-get install -y -qq \
			--no-install-recommends $$package </dev/null >/dev/null \
			|| echo "$$package could not be installed: tests that need it are skipped."; \
		done; \
		rm -f $(NO_CLUSTER); \
	else echo "Not root on Debian: tests that need one of $(PACKAGES_OF_TESTS) are skipped."; fi

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Queen needs Python 3.11 or newer: make PYTHON=python3.11")'
	@if $(PYTHON) -c 'import ensurepip' 2>/dev/null; then $(PYTHON) -m venv $(VENV); \
	else $(PYTHON) -m venv --without-pip $(VENV) && $(BIN)/python -c '$(FETCH_PIP)'; fi

$(VENV)/.runtime: requirements.txt | $(BIN)/python
	@echo "Installing packages into $(VENV); this takes about a minute the first time."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r $<
	@touch $@

$(VENV)/.development: requirements-dev.txt requirements.txt | $(BIN)/python
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r $<
	@touch $@

$(STATE_DIR)/secret_key: | $(BIN)/python
	@umask 077 && mkdir -p "$(STATE_DIR)" && \
	$(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(64))' > $@.new && mv $@.new $@
