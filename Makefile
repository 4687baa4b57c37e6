# Everything a contributor runs. `make help` lists the targets.
PYTHON ?= python3
PORT ?= 8300
BIN := .venv/bin
CLIENT := vscode-client
SAMPLES := samples/concertbot samples/restaurant-form samples/reminder-rules
# The step of concertbot whose answer two stories disagree about, as FILE:LINE.
STEP = $(shell grep -n action_show_venue_reviews samples/concertbot/data/stories.md \
	| tail -n 1 | sed 's|:.*||; s|^|samples/concertbot/data/stories.md:|')

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo bench test test-rasa record-parity setup page setup-python setup-client setup-editors lint format test-editors vsix editor lock clean

help: ## This list
	@sed -nE 's/^([a-z-]+):.*## (.*)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 24

demo: setup-python ## Check the samples, and show what would be taught at a contradiction
	@for sample in $(SAMPLES); do \
		printf '\n$$ teachback check %s\n' "$$sample"; $(BIN)/teachback check "$$sample"; \
	done
	@printf '\n$$ teachback next %s\n' "$(STEP)"; $(BIN)/teachback next "$(STEP)"

bench: setup-python ## How long a person waits in interactive learning and while typing, and what a check of thousands of stories costs
	@folder=$$(mktemp -d); trap 'rm -rf "$$folder"' EXIT; \
	$(BIN)/python benchmarks/made_up_bot.py "$$folder/made-up-1000" 1000; \
	$(BIN)/python benchmarks/session.py $(SAMPLES) "$$folder/made-up-1000"; \
	$(BIN)/python benchmarks/editor_session.py $(SAMPLES) "$$folder/made-up-1000"
	@$(BIN)/python benchmarks/graph.py
	@$(BIN)/python benchmarks/reading.py
	@$(BIN)/python benchmarks/cold_check.py
	@$(BIN)/python benchmarks/torture.py
	@$(BIN)/python benchmarks/first_reading.py
	@$(BIN)/python benchmarks/start_up.py
	@$(BIN)/python benchmarks/keystrokes.py

test: setup ## Every test, those in real editors included
	@$(BIN)/python tests/run.py

test-rasa: setup-python ## Everything that is compared with real Rasa; builds its environments (Python 3.7 and 3.10) once
	@$(BIN)/python tests/run.py --only rasa

record-parity: setup-python ## What real Rasa says of the parity cases, recorded anew
	@scripts/rasa-environments.sh
	@$(BIN)/python tests/rasa/recording.py

setup: setup-python page ## Everything the tests need, but the editors

setup-python: .venv/.installed

.venv/.locked: requirements.lock scripts/python-env.sh
	@scripts/python-env.sh "$(PYTHON)"
	@touch $@

# An editable installation: it has to be repeated only when the metadata or the entry points change.
.venv/.installed: .venv/.locked pyproject.toml
	@scripts/python-env.sh "$(PYTHON)" --package
	@touch $@

setup-client: $(CLIENT)/node_modules/.installed

# Not `npm ci`: that wants the lock to hold optional packages for every platform there is, and not every registry has all.
# This, too, installs what is locked and checks its hashes. No package needs its installation script; some would download.
$(CLIENT)/node_modules/.installed: $(CLIENT)/package-lock.json
	@command -v npm >/dev/null || { echo 'npm is missing: install Node.js 20 or newer' >&2; exit 1; }
	@echo '[setup] the packages of the extension'
	@cd $(CLIENT) && npm install --no-save --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

# The page is not committed: what is in the repository is what people read and change.
PAGE := server/teachback/cli/interactive/page/page.js

page: $(PAGE) ## The teaching page, from vscode-client/page/

$(PAGE): $(CLIENT)/node_modules/.installed $(shell find $(CLIENT)/page -type f) $(CLIENT)/scripts/page.mjs
	@cd $(CLIENT) && npm run --silent page

setup-editors: ## The browser build of VS Code, Chromium and Neovim, where they are missing
	@scripts/editors.sh

lint: setup ## Format, lint, types and floors of the server; lint and types of the extension
	@$(BIN)/python tests/run.py --only lint

format: setup ## Format everything
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix --exit-zero --quiet .
	@cd $(CLIENT) && npm run --silent format

test-editors: vsix ## Only the tests in real editors
	@tests/editors/run

vsix: setup ## The extension as a .vsix, with the server inside, in vscode-client/
	@cd $(CLIENT) && npm run --silent package

editor: vsix setup-editors ## VS Code in the browser, with the extension and a copy of the samples
	@scripts/open-editor.sh "$(PORT)"

lock: setup-python ## Lock the Python packages anew, hashes and all
	@$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.10 --generate-hashes --no-emit-index-url \
		--extra dev --custom-compile-command 'make lock' pyproject.toml -o requirements.lock
	@! grep -nE '://|^--' requirements.lock || { echo 'requirements.lock names a registry' >&2; exit 1; }

clean: ## Remove all that was installed, built or recorded here
	@rm -rf .venv .cache artefacts dist .pytest_cache .hypothesis .ruff_cache .import_linter_cache
	@rm -rf $(dir $(PAGE)) $(CLIENT)/{node_modules,dist,server} $(CLIENT)/*.vsix tests/editors/node_modules
	@find server tests -name __pycache__ -type d -prune -exec rm -rf {} +
