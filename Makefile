# Lumbung: `make help` tells what there is. Only Python 3.11 to 3.13 and make are needed.
PYTHON ?= python3
SERVE ?= 1
PORT ?= 8000
FAMILIES ?=
SCALE ?=
ARGS ?=

VENV := .venv/bin
READY := $(PYTHON) tools/prepare.py
.DEFAULT_GOAL := help
.PHONY: help run test bench pictures lint format messages assets lock

help: ## Tampilkan daftar ini · Show this list
	@awk 'BEGIN {FS = ":.*## "} /^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)
	@echo "  SERVE=0 FAMILIES=20000 PORT=8000 (run) · SCALE=national (bench) · ARGS='-k word' (test), ARGS='--only pay' (bench) · PYTHON=python3.12 (all)"

run: ## Siapkan, jalankan pekerjaan utama, buka situs (SERVE=0: tanpa situs) · Set up, do the main job, serve the site
	@$(READY)
	@$(VENV)/lumbung prepare
	@$(VENV)/lumbung demo $(if $(FAMILIES),--families $(FAMILIES))
	@if [ "$(SERVE)" != "0" ]; then exec $(VENV)/lumbung serve --port $(PORT); fi

test: ## Semua uji: unit, perjalanan, peramban, lapisan, dokumen, tipe, gaya · Every test
	@$(READY) --tests
	@$(VENV)/python -m pytest -q -rs -n 2 --dist loadfile --no-loadscope-reorder $(ARGS)

bench: ## Ukur kecepatan di samping batas bawahnya (SCALE=national) · Measure speed beside its floor
	@$(READY)
	@$(VENV)/python -m benchmarks $(if $(SCALE),--scale $(SCALE)) $(ARGS)

pictures: ## Potret setiap halaman ke docs/pictures · Photograph every page
	@$(READY) --tests
	@$(VENV)/python -m tests.browser.pictures

lint: ## Periksa gaya, tipe, dan lapisan · Check style, types and layers
	@$(READY) --tests
	@$(VENV)/ruff check . && $(VENV)/ruff format --check . && $(VENV)/lint-imports && $(VENV)/mypy lumbung

format: ## Rapikan kode · Format the code
	@$(READY) --tests
	@$(VENV)/ruff check --fix . && $(VENV)/ruff format .

messages: ## Kumpulkan kalimat untuk diterjemahkan · Collect sentences to translate
	@$(READY)
	@$(VENV)/python -m lumbung.site.messages extract
	@$(VENV)/python -m lumbung.site.messages compile

assets: ## Buat ulang lembar gaya dan huruf · Build style sheet and typeface again
	@rm -f .venv/stamps/assets
	@$(READY)

lock: ## Tetapkan ulang versi paket Python dengan hash · Pin the Python packages again, with hashes
	@command -v uv >/dev/null || { echo "make lock needs uv: https://docs.astral.sh/uv/ (pipx install uv)" >&2; exit 2; }
	@uv pip compile -q --universal --generate-hashes --no-header --no-annotate --group build pyproject.toml -o requirements.txt
	@uv pip compile -q --universal --generate-hashes --no-header --no-annotate --group build --group dev pyproject.toml -c requirements.txt -o requirements-dev.txt
