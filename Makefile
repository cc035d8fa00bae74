# Two commands do everything on a fresh machine with Python 3.11 or newer: `make demo` and `make test`.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test lint clean

demo: .venv/ready
	$(BIN)/graphbuild build examples/articles --into out/graph
	$(BIN)/graphbuild info out/graph
	$(BIN)/graphbuild export out/graph --out out/graph.ttl
	$(BIN)/graphbuild draw out/graph --out out/graph.html --title "Ten disputes"

test: lint
	$(BIN)/pytest

lint: .venv/ready-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

clean:
	rm -rf .venv out dist build

.venv/ready: pyproject.toml
	$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("graphbuild needs Python 3.11 or newer; name one: make demo PYTHON=python3.12")'
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --editable .
	touch $@

.venv/ready-dev: .venv/ready
	$(BIN)/pip install --quiet --editable '.[dev]'
	touch $@
