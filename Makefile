# Two commands for everybody: make run, make test. The rest is for the curious; make help lists it all.
# Every target ends with one line saying what came of it.

PY := .venv/bin
.DEFAULT_GOAL := help
.ONESHELL:
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
MAKEFLAGS += --no-print-directory

# $(call step,NAME,COMMAND): runs one part of a target; a failing part names itself in the last line.
step = echo "== $(1)"; $(2) || { echo "$@: FAILED at $(1)"; exit 1; }
# $(call needs,FILE,WHAT): a target whose room is not built yet says so and fails.
needs = [ -e $(1) ] || { echo "$@: not built yet: $(2) is missing ($(1))"; exit 1; }

.PHONY: help bootstrap run test lint core rooms screens bench bench-scan bench-year bench-county faults debs debs-test image image-test image-faults lock sbom format

help: ## list every target
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' Makefile
	echo "help: see README.md for the rest"

bootstrap: ## Debian packages, .venv and pinned requirements; as often as you like
	@packaging/bootstrap.sh

run: bootstrap ## the demo: windows where there is a display, else a whole check-in by itself; leaves out/
	@$(call needs,ui/cli.py,the command appear)
	mkdir -p out
	$(call step,demo,$(PY)/appear demo --out out/)
	echo "run: done; everything it made lies in out/"

test: bootstrap ## lint, types, import contracts and all tests; the one test command
	@rm -rf out/junit && mkdir -p out/junit
	# Two at once: what lint still has to do while the rooms begin fits into the time in which they wait.
	parts=0; $(MAKE) -k -j2 lint core rooms || parts=1
	counted=$$($(PY)/python -m tests.count out/junit/*.xml) || parts=1
	[ $$parts = 0 ] || { echo "test: FAILED (the parts that failed are named above), $$counted"; exit 1; }
	echo "test: lint, types and contracts clean, $$counted"

lint: bootstrap ## part of test: ruff, mypy --strict, import contracts, bandit
	@$(call step,ruff check,$(PY)/ruff check .)
	$(call step,ruff format,$(PY)/ruff format --check .)
	$(call step,mypy,$(PY)/mypy)
	$(call step,import contracts,$(PY)/lint-imports --no-logo)
	$(call step,bandit,$(PY)/bandit -q -ll -r kiosk devices sync ui packaging)
	echo "lint: clean"

core: bootstrap ## part of test: the ground floor with every branch covered
	@mkdir -p out/junit
	$(call step,tests of kiosk/,$(PY)/coverage run -m pytest -q tests/kiosk --junitxml out/junit/core.xml)
	$(call step,coverage of kiosk/,$(PY)/coverage report --skip-covered)
	echo "core: every branch of kiosk/ is tested"

rooms: bootstrap ## part of test: devices, wires, screens, stories and the house itself
	@mkdir -p out/junit
	$(call step,tests of the rooms,$(PY)/pytest -q tests --ignore tests/kiosk -n 2 --dist worksteal --junitxml out/junit/rooms.xml)
	echo "rooms: tested"

screens: bootstrap ## every screen and paper as PNG in out/screens/; fails on clipped or overlapping text
	@$(call needs,tests/screens,the picture book of all screens)
	$(call step,screens,$(PY)/python -m tests.screens)
	echo "screens: $$(find out/screens -name '*.png' | wc -l) pictures in out/screens/"

bench: bootstrap ## measure and compare with the goals; writes out/bench.json
	@$(PY)/python -m bench

bench-scan: bootstrap ## how many cards in how many hands are read, and how fast
	@$(PY)/python -m bench --group scan

bench-year: bootstrap ## replay a year of Missouri: 80,000 appearances (takes half an hour; YEAR_PEOPLE=200 for a look)
	@$(PY)/python -m bench --group year

bench-county: bootstrap ## play a year of an invented county and recount it by hand (half an hour; COUNTY_PEOPLE=60 for a look)
	@$(PY)/python -m bench --group county

faults: bootstrap ## break everything on purpose and count; SHORT=1 for the short form
	@$(PY)/python -m tests.faults $(if $(SHORT),--short)

debs: bootstrap ## the packages appear-station, appear-lobby and appear-desk, into out/debs/
	@$(call step,debs,packaging/deb/build)
	echo "debs: built in out/debs/"

debs-test: debs ## install, start, upgrade and purge the packages in a throw-away machine (as root)
	@root=; [ "$$(id -u)" = 0 ] || root="sudo -n"
	$(call step,debs-test,$$root $(PY)/pytest -q -p no:randomly tests/packages/installed.py)
	echo "debs-test: passed"

image: bootstrap ## build the kiosk image into out/image/
	@$(call step,tools,packaging/image/tools)
	$(call step,image,packaging/image/build)
	echo "image: built in out/image/"

image-test: bootstrap ## boot the built image and walk through it: check-in, ways out, kills, power cuts, an altered root
	@$(call step,tools,packaging/image/tools)
	$(call step,image-test,$(PY)/python -m tests.image walk)
	echo "image-test: passed"

image-faults: bootstrap ## many power cuts in the booted image
	@$(call step,tools,packaging/image/tools)
	$(call step,image-faults,$(PY)/python -m tests.image power-cuts)
	echo "image-faults: passed"

lock: bootstrap ## pin all requirements anew, with hashes and without addresses
	@$(call step,lock,$(PY)/uv pip compile -q --universal --generate-hashes --no-annotate --no-header --no-emit-index-url --no-emit-find-links --python-version 3.11 --all-extras pyproject.toml -o requirements.lock)
	! grep -n '://' requirements.lock || { echo "lock: FAILED: the lock names an address"; exit 1; }
	echo "lock: $$(grep -c == requirements.lock) requirements pinned"

sbom: bootstrap ## the bill of materials (CycloneDX) of everything that is pinned, into out/sbom.json
	@mkdir -p out
	$(call step,sbom,$(PY)/cyclonedx-py requirements requirements.lock --pyproject pyproject.toml --output-reproducible -o out/sbom.json)
	echo "sbom: out/sbom.json"

format: bootstrap ## let ruff lay out the code
	@$(PY)/ruff check --fix --quiet . || true
	$(PY)/ruff format .
	echo "format: done"
