# Each target is one plain command, which the README also gives for Windows.
PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8866
MINUTES ?= 60
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet --constraint constraints.txt

.PHONY: help serve lab test quick check tables classification psychometrics items notebooks bench load rooms chaos soak screenshots clean

help:  ## Say what there is
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 14

serve: .venv/.apps  ## Start the apps (HOST= and PORT= choose where)
	$(BIN)/sciatica-teach serve --host $(HOST) --port $(PORT)

lab: .venv/.lab  ## Open the same notebooks in JupyterLab
	$(BIN)/jupyter lab --ip $(HOST) notebooks/index.ipynb

test: .venv/.dev  ## Everything: lint, types, contracts, content, tests, notebooks, browser journeys
	$(BIN)/python tools/stages.py all

quick: .venv/.dev  ## The part of it that needs no browser and no database server
	$(BIN)/python tools/stages.py quick

check: .venv/.apps  ## Check all content
	$(BIN)/sciatica-teach check

tables: .venv/.apps  ## Print what the advice says for every cause, technique and caution
	$(BIN)/python tools/tables.py

classification: .venv/.apps  ## Print how the engine does on thousands of generated patients
	$(BIN)/python tools/classification.py

psychometrics: .venv/.apps  ## Print how simulated learners fare in all cases, and how reliable the marks are
	$(BIN)/python tools/psychometrics.py

items: .venv/.apps  ## Print how each quiz item works, by simulated learners (or by records: see tools/items.py)
	$(BIN)/python tools/items.py

notebooks: .venv/.dev  ## Run every notebook again and store its outputs
	$(BIN)/python tools/notebooks.py build

bench: .venv/.dev  ## Measure speed and memory
	$(BIN)/python benchmarks/beliefs.py
	$(BIN)/python benchmarks/generated_patients.py
	$(BIN)/python benchmarks/case_marks.py
	$(BIN)/python benchmarks/next_item.py
	$(BIN)/python benchmarks/item_analysis.py
	$(BIN)/python benchmarks/quiz_page.py
	$(BIN)/python benchmarks/progress_page.py
	$(BIN)/python benchmarks/search.py
	$(BIN)/python benchmarks/clinic_page.py
	$(BIN)/python benchmarks/first_question.py
	$(BIN)/python benchmarks/anatomy_page.py
	$(BIN)/python benchmarks/serving.py
	$(BIN)/python benchmarks/slow_line.py

load: .venv/.dev  ## A class of 40 learners without browsers against a server of its own, then 200 idle pages
	cd tools && ../$(BIN)/python -m load class
	cd tools && ../$(BIN)/python -m load idle

rooms: .venv/.dev  ## A live room of 200 phones and twenty of 40 voting within ten seconds
	cd tools && ../$(BIN)/python -m load rooms

chaos: .venv/.dev  ## Kill kernels, server and database under a class at work, and count what was lost
	cd tools && ../$(BIN)/python -m load chaos

soak: .venv/.dev  ## A class at work for MINUTES, and what grows meanwhile
	cd tools && ../$(BIN)/python -m load soak --minutes $(MINUTES)

screenshots: .venv/.dev  ## Take the README's pictures again
	$(BIN)/python tools/screenshots.py

clean:  ## Remove the environment and everything built
	rm -rf .venv dist artifacts .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/.apps: .venv/bin/python pyproject.toml constraints.txt
	$(PIP) --editable .
	@touch $@

.venv/.lab: .venv/.apps
	$(PIP) --editable '.[lab]'
	@touch $@

.venv/.dev: .venv/bin/python pyproject.toml constraints.txt
	$(PIP) --editable '.[dev]'
	@touch $@ .venv/.apps .venv/.lab
