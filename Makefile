# The same few words everywhere: demo, test, check, check-data, bench, docs, serve.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test check check-data assets bench docs outputs pictures screenshots serve serve-docs lock clean tools
.DEFAULT_GOAL := demo

$(VENV)/.runtime: requirements/runtime.txt pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/runtime.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.runtime
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@

## Write both example memos and say where they lie.
demo: $(VENV)/.runtime
	$(BIN)/wellstaffed demo --out wellstaffed-demo

## Styles, fonts and scripts of the pages, from npm packages as web/package-lock.json pins them.
assets: $(VENV)/.dev
	@$(BIN)/python -m tools.web_assets

## Chromium, LibreOffice and poppler, which some tests need: installed where that is allowed, said plainly where it is not.
tools:
	@sh tools/system_packages.sh

## Run the tests: those without a browser on every core, then the browser's, which print what axe found.
test: $(VENV)/.dev assets tools
	$(BIN)/python -m pytest --numprocesses auto --ignore tests/browser
	$(BIN)/python -m pytest --numprocesses auto tests/browser

## Style, types, layers, limits.
check: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/towncrier build --draft --version next > /dev/null

## The readers and checks on the published files themselves, in ../shared or $$WELLSTAFFED_SHARED.
check-data: $(VENV)/.dev
	$(BIN)/python -m pytest --numprocesses auto data_checks

## Measure what has a limit.
bench: $(VENV)/.dev
	for measure in benchmarks/bench*.py; do echo "== $$measure"; $(BIN)/python $$measure || exit 1; done

## What commands print, written anew into the pages that show it; read the difference before you keep it.
outputs: $(VENV)/.dev
	$(BIN)/python -m tools.docs_sessions

## The picture of the memo in README and docs, made from the memo itself.
pictures: $(VENV)/.runtime tools
	$(BIN)/wellstaffed demo --out wellstaffed-demo
	pdftoppm -r 70 -f 1 -l 1 -singlefile -png wellstaffed-demo/madison-2020/memo.pdf docs/images/memo-page-1

docs: $(VENV)/.dev
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet

## The program's pages on this machine, over the example plans.
serve: assets
	$(BIN)/wellstaffed serve examples

## The documentation on this machine.
serve-docs: $(VENV)/.dev
	$(BIN)/mkdocs serve --dev-addr 127.0.0.1:8124

## A picture of every page at three widths and in print, in screenshots/; three small ones for the README.
screenshots: assets tools
	$(BIN)/python -m tools.screenshots

## Compile the pinned, hashed requirements anew.
lock: $(VENV)/.dev
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile pyproject.toml --extra build --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links --quiet --upgrade --output-file requirements/runtime.txt
	$(BIN)/uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links --quiet --upgrade --constraint requirements/runtime.txt --output-file requirements/dev.txt

clean:
	rm -rf $(VENV) wellstaffed-demo screenshots web/node_modules src/wellstaffed/apps/web/built site dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
