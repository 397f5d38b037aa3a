# SPDX-License-Identifier: Apache-2.0
# `make` alone lists what there is to make. It needs cargo, a C compiler and python3; with npm and terraform, the tests
# drive the server with those clients too.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory
.NOTPARALLEL:
.PHONY: help run root-key test format lint generated tidy unit docs server rust-sdk e2e mutants nightly clean

DATA := .portcullis
TARGET := $(or $(CARGO_TARGET_DIR),target)
STEP := .ci/step
PYTHON := .venv/bin/python
JAVASCRIPT := e2e/javascript

help: ## Lists what there is to make
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## Builds the server and starts it on ./.portcullis, at first with a root access key
	@cargo build --release --locked
	@if [ -e $(DATA)/portcullis.db ]; then \
	  echo "This server keeps what earlier runs made, in ./$(DATA). The root user's key was shown at its first start;"; \
	  echo "if it is lost, stop the server and get a new one with: make root-key"; \
	fi
	@exec $(TARGET)/release/portcullis serve --data-dir $(DATA) --root-access-key

root-key: ## Replaces the root user's access key while the server is stopped
	@cargo build --release --locked --quiet
	@$(TARGET)/release/portcullis root rotate-key --data-dir $(DATA)
	@echo "export AWS_ENDPOINT_URL=http://$${PORTCULLIS_LISTEN:-127.0.0.1:4599}"; echo; echo "Then start the server again with: make run"

test: ## Runs every check, cheapest first
	@begun=$$SECONDS; $(MAKE) format tidy generated lint unit docs e2e; \
	  printf '\nAll checks passed in %d min %02d s.\n' $$(((SECONDS - begun) / 60)) $$(((SECONDS - begun) % 60))

format: ## Checks the formatting
	@$(STEP) "Formatting" cargo fmt --all --check

tidy: ## Checks sizes, names, docs, licences and the arrows between crates
	@$(STEP) "Tidiness" cargo xtask tidy

generated: ## Checks that generated files are fresh
	@$(STEP) "Generated files" cargo xtask generate --check

lint: ## Runs clippy on everything
	@$(STEP) "Lints" cargo clippy --locked --workspace --all-targets -- -D warnings

unit: ## Runs the unit, property and conformance tests
	@$(STEP) "Unit, property and conformance tests" .ci/unit

docs: ## Builds the documentation of the crates
	@RUSTDOCFLAGS="-D warnings" $(STEP) "Documentation" cargo doc --locked --workspace --no-deps

server:
	@$(STEP) "The server" cargo build --locked

rust-sdk:
	@$(STEP) "The AWS SDK for Rust" .ci/rust-sdk $(TARGET)/rust-sdk

e2e: server rust-sdk .venv/ready $(JAVASCRIPT)/node_modules/.ready ## Drives the server with real clients; ARGS="-k coffee" for a part
	@PORTCULLIS_BINARY=$(abspath $(TARGET))/debug/portcullis $(STEP) "End to end" $(PYTHON) -m pytest --quiet e2e $(ARGS)

# The clients of the end-to-end tests, apart from whatever Python packages this machine has.
.venv/ready: e2e/requirements.txt e2e/ansible/collections.txt .ci/venv
	@$(STEP) "AWS CLI, boto3 and Ansible in ./.venv" .ci/venv $@

$(JAVASCRIPT)/node_modules/.ready: $(JAVASCRIPT)/package-lock.json
	@$(STEP) "The AWS SDK for JavaScript" .ci/javascript-sdk $@

mutants: ## Tries 100,000 mutants of credentials of each kind; MUTANTS=500000 for more, SEED=7 for others
	@PORTCULLIS_MUTANTS=$(or $(MUTANTS),100000) PORTCULLIS_MUTANTS_SEED=$(or $(SEED),1) $(STEP) "Mutants of credentials" \
	  cargo test --locked -p portcullis-service --test api mutants:: -- --nocapture --test-threads 2

nightly: mutants ## Mutants, a million worlds in which the engine must be as its definition, long fuzzing: an hour or so
	@$(STEP) "A million worlds" cargo run --release --locked -p portcullis-policy --example engine_equality -- 1_000_000
	@PORTCULLIS_FUZZ_MUTATIONS=200000 $(STEP) "Mutated inputs" cargo test --release --locked -p portcullis-server --test fuzz_smoke

clean: ## Removes what was built, but not the data in ./.portcullis
	@cargo clean
	@rm -rf .venv $(JAVASCRIPT)/node_modules
