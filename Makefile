# One door for everything: `make` alone lists the targets. Each target does the set-up it needs.

# Name a Python to build on: make PYTHON=/path/to/python3. Empty: the first of 3.11 to 3.14 found.
PYTHON ?=
export PYTHON

VENV := .venv
LOCK := .ci/requirements.lock
STAMP := $(VENV)/.installed
OLDEST_NUMPY := 2.0.2
OLD := $(VENV)/numpy-$(OLDEST_NUMPY)
# What the oldest NumPy and the newest Python are tried on.
CLAIMED := tests/reference

SOURCES = $(wildcard source/*/*.ipynb)
LESSONS = $(wildcard notebooks/*.ipynb notebooks/*/*.ipynb)
# Files in the order given: by default those with few tests, which take longest, come last. Tests wait
# for other processes a third of their time, so there is one process more than CI has processors.
PYTEST = python -m pytest -n 3 --dist loadfile --no-loadscope-reorder
# The tests whose coverage is measured: measuring all would take CI ten minutes more.
MEASURED := $(addprefix tests/,checking docs reference release report runlog) \
  $(addprefix tests/grading/,test_bad_input.py test_desk.py test_records.py) \
  tests/exercises/test_proofs.py
# The rest, the long ones first, so that no process is left alone with them at the end.
LONG := $(addprefix tests/,exercises audit scale grading ordinary browser kit)
REST := $(LONG) $(filter-out $(LONG) $(MEASURED) %__pycache__,$(patsubst %/,%,$(wildcard tests/*/)))
# The tests that are skipped without Chromium, and those of the sandbox, which uses the system's
# bubblewrap if there is one.
SYSTEM := $(addprefix tests/,browser sandbox accessibility lite)

# nbgrader and jupyter call programs of this environment by name.
export PATH := $(CURDIR)/$(VENV)/bin:$(PATH)
# Without the compiled modules that this setting forbids every start would compile them again.
unexport PYTHONHOME PYTHONPATH PYTHONDONTWRITEBYTECODE
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

.PHONY: help
help:  ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

# --- set-up -------------------------------------------------------------------------------------

# The stamp holds the folder it was made in: an environment that was moved or copied with the
# repository, or whose Python is gone, is made anew. Otherwise this line is all that set-up costs.
.PHONY: $(shell for venv in $(VENV) .venv-newest; do \
  [ ! -e $$venv ] || { [ -x $$venv/bin/python ] && [ "$$(cat $$venv/.installed)" = "$$(pwd -P)" ]; } \
  || echo $$venv/.installed; done 2>/dev/null)

$(STAMP): pyproject.toml $(LOCK)
	@python=$$(.ci/find-python) && .ci/make-venv $(VENV) "$$python"

.PHONY: setup
setup: $(STAMP)  ## make .venv from the pinned packages (every other target makes it when needed)

# --- use ----------------------------------------------------------------------------------------

.PHONY: demo
demo: $(STAMP)  ## build, play a small class, grade it, show its report
	@course demo

.PHONY: lab
lab: $(STAMP)  ## open JupyterLab on this folder
	@jupyter lab

.PHONY: build
build: $(STAMP)  ## prove the exercises and compile source/ to release/
	@course build

.PHONY: lite
lite: $(STAMP)  ## build the course for the browser, with nothing to install, in build/lite
	@course lite

.PHONY: book
book: $(STAMP)  ## build the book in build/book
	@rm -rf build/book
	@python -m sphinx -W --keep-going -n -q -c docs/book -d build/book-cache . build/book
	@echo "Open build/book/index.html"

# --- checks -------------------------------------------------------------------------------------

.PHONY: test
test: $(STAMP)  ## run every test: the code's, with the floor of coverage, then the notebooks'
	$(PYTEST) $(MEASURED) --cov --cov-report=term:skip-covered
	$(PYTEST) $(REST) $(addprefix --ignore=,$(filter %.py,$(MEASURED)))
	$(if $(SOURCES),$(PYTEST) --nbval-lax $(SOURCES))
	$(if $(LESSONS),$(PYTEST) --nbval --nbval-sanitize-with tests/lessons/nbval.cfg $(LESSONS))

.PHONY: test-system
test-system: $(STAMP)  ## the tests that use bubblewrap or Chromium of the system
	$(PYTEST) $(SYSTEM)

.PHONY: test-draws
test-draws: $(STAMP)  ## try every exercise on twenty draws, and all answers of the audit (half an hour)
	TEST_DRAWS=20 $(PYTEST) tests/exercises tests/audit

.PHONY: lint
lint: $(STAMP)  ## check the code with ruff and mypy, and the spelling
	ruff check .
	ruff format --check .
	mypy
	codespell *.md *.toml *.yml *.py Makefile .ci/find-python .ci/make-venv .ci/run docs helpers autograder notebooks source tests benchmarks

.PHONY: format
format: $(STAMP)  ## mend what ruff can mend, and bring all notebooks into the same form
	ruff check --fix .
	ruff format .
	python -m autograder.build.notebooks format

# The oldest NumPy lies before .venv's own on Python's path; it has no build for Python 3.13.
.PHONY: test-oldest
test-oldest: $(STAMP)  ## test the reference network with the oldest NumPy that is supported
	@if python -c 'import sys; sys.exit(sys.version_info >= (3, 13))'; then \
	  $(MAKE) --no-print-directory $(OLD) && export PYTHONPATH="$(CURDIR)/$(OLD)" && \
	  python -c 'import numpy; assert numpy.__version__ == "$(OLDEST_NUMPY)"' && \
	  $(PYTEST) $(CLAIMED); \
	else echo "Skipped $@: NumPy $(OLDEST_NUMPY) has no build for the Python of $(VENV)."; fi

$(OLD):
	@rm -rf $@.new
	@python -m pip install --quiet --no-deps --target $@.new numpy==$(OLDEST_NUMPY)
	@mv $@.new $@

.PHONY: test-newest
test-newest:  ## test the reference network with the newest supported Python on this machine
	@newest=$$(PYTHON= .ci/find-python 3.14 2>/dev/null || PYTHON= .ci/find-python 3.13 2>/dev/null) || \
	  { echo "Skipped $@: no Python 3.14 or 3.13 here."; exit 0; } && \
	$(MAKE) --no-print-directory .venv-newest/.installed NEWEST="$$newest" && \
	PATH="$(CURDIR)/.venv-newest/bin:$$PATH" $(PYTEST) $(CLAIMED)

.venv-newest/.installed: pyproject.toml $(LOCK)
	@.ci/make-venv .venv-newest "$(NEWEST)"

.PHONY: test-lite
test-lite: $(STAMP)  ## test the site of the course in Chromium, offline, Python included (fetches 83 MB)
	TEST_LITE=1 python -m pytest tests/lite

# --- upkeep -------------------------------------------------------------------------------------

.PHONY: lock
lock: $(STAMP)  ## pin the packages again after a change of pyproject.toml (UPGRADE=--upgrade: their newest versions)
	uv pip compile --quiet --universal --python-version 3.11 --extra test --extra dev --extra book \
	  --extra lite --overrides .ci/left-out.txt --generate-hashes $(UPGRADE) --no-config --no-header --no-emit-index-url --no-emit-find-links --annotation-style line \
	  --output-file $(LOCK) pyproject.toml

.PHONY: clean
clean:  ## remove what set-up, demo and tests made; gradebook and submissions stay
	rm -rf .venv .venv-newest demo-course build dist \
	  *.egg-info .pytest_cache .ruff_cache .hypothesis .coverage
	find helpers autograder tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true
