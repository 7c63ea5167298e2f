# Everything that can be done here. Needed: make and Python 3.11 or newer; `make run` fetches the rest.
.DEFAULT_GOAL := help
.PHONY: help run setup test check bench format messages lock clean

PORT ?= 8000
PYTHON ?= python3
BIN := .venv/bin
MANAGE := $(BIN)/python manage.py

help:  ## This list
	@sed -n 's/^\([a-z-]*\):.*  ## /\1|/p' $(MAKEFILE_LIST) | awk -F'|' '{printf "  make %-10s %s\n", $$1, $$2}'

run: .venv/runtime  ## Installs what is missing and serves on http://127.0.0.1:8000 (PORT=8001 for another)
	@$(MANAGE) serve --port $(PORT)

setup: .venv/dev  ## Installs everything for development

test: .venv/dev  ## All tests, those in the browser too; ARGS="tests/kit -k text" for some
	@.ci/programs chromium=chromium
	@$(BIN)/pytest -n 2 --dist loadgroup $(ARGS)

check: .venv/dev  ## Format, lint, types, import contracts, migrations, messages, templates
	@.ci/programs msgfmt=gettext
	@.ci/check

bench: .venv/dev  ## Measures pages: time and queries
	@$(BIN)/python -m tests.bench

format: .venv/dev  ## Formats Python and templates
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix-only --quiet .
	@find templates -name '*.html' -exec $(BIN)/djade --target-version 5.2 {} + || true

messages: .venv/dev  ## Collects the strings of the four catalogues (needs gettext)
	@.ci/programs msgfmt=gettext
	@$(BIN)/python -m conference_portal.kit.catalogues collect

lock: .venv/dev  ## Chooses the newest versions that pyproject.toml allows, with their hashes
	@$(BIN)/uv pip compile pyproject.toml $(LOCK) --upgrade -o requirements.txt
	@$(BIN)/uv pip compile pyproject.toml --extra dev -c requirements.txt $(LOCK) --upgrade -o requirements-dev.txt
LOCK := --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url --quiet

clean:  ## Removes what can be made again: environment, caches, static files. The database stays
	@rm -rf .venv var/cache var/static var/static.stamp var/assets
	@find conference_portal cities speakers events tests -name __pycache__ -prune -exec rm -rf {} +
	@find locale conference_portal/borrowed -name '*.mo' -delete 2>/dev/null || true

.venv/runtime: requirements.txt
	@.ci/install $(PYTHON) requirements.txt
	@touch $@

.venv/dev: requirements-dev.txt
	@.ci/install $(PYTHON) requirements-dev.txt
	@touch $@ .venv/runtime
