# Every command sets up what it needs: the system's libraries, then .venv/ from the lock file. Nothing is done twice.
.DEFAULT_GOAL := help
.NOTPARALLEL:  # two installations, or two builds into one folder, must not meet

TARGETBOOK := .venv/bin/targetbook
RUN := .venv/run.stamp
DEV := .venv/dev.stamp

.PHONY: help pdf html word excel all check diff watch test lint clean lock system-run system-test

help:  ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-7s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

pdf: $(RUN)  ## the book as PDF, in build/
	$(TARGETBOOK) build --format pdf

html: $(RUN)  ## the book as a web page
	$(TARGETBOOK) build --format html

word: $(RUN)  ## the book as a Word document
	$(TARGETBOOK) build --format docx

excel: $(RUN)  ## the book as an Excel workbook
	$(TARGETBOOK) build --format xlsx

all: $(RUN)  ## every output that targetbook.yaml names
	$(TARGETBOOK) build

check: $(RUN)  ## errors and warnings in the records
	$(TARGETBOOK) check

diff: $(RUN)  ## what changed in money and in targets since the main branch
	$(TARGETBOOK) diff

watch: $(RUN)  ## build again on every save, until Ctrl-C
	$(TARGETBOOK) watch

test: system-test $(DEV)  ## every test, with Chromium and LibreOffice
	.venv/bin/pytest --numprocesses auto --dist loadfile

lint: $(DEV)  ## format, style, types and the order of the rooms
	.venv/bin/ruff format --check
	.venv/bin/ruff check
	.venv/bin/mypy
	.venv/bin/lint-imports --no-logo

clean:  ## remove build/ and every cache, keep .venv/
	rm -rf build dist .pytest_cache .hypothesis .mypy_cache .ruff_cache .import_linter_cache
	find src tests -name __pycache__ -prune -exec rm -rf {} +

lock: $(DEV)  ## renew the lock files
	.venv/bin/uv pip compile $(LOCK) --group setup --output-file requirements.lock
	.venv/bin/uv pip compile $(LOCK) --group setup --group dev --constraints requirements.lock --output-file requirements-dev.lock
LOCK := --quiet --upgrade --universal --generate-hashes --no-header --no-annotate pyproject.toml

# The environment follows its lock file; the system is asked each time, which takes a moment.
$(RUN): requirements.lock pyproject.toml tools/setup.sh | system-run
	@tools/setup.sh venv run

$(DEV): requirements-dev.lock pyproject.toml tools/setup.sh | system-run
	@tools/setup.sh venv dev

system-run:
	@tools/setup.sh system run

system-test:
	@tools/setup.sh system test
