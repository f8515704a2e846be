# make run    train if there is no model yet, then serve on http://127.0.0.1:8000
# make test   run the tests
# make test-fast  run those that start no program, listen on no port and train nothing of their own
# make check  import rules, format, lint, types
# make peers  install what make bench measures beside, each into .venv-peers/<peer>
# make bench  print the speed ratios that benchmarks/README.md keeps
# make growth tag up to a million generated articles; draw benchmarks/growth.png
# make fuzz   call the whole REST interface with 5,000 generated requests
# make fuzz-readers feed every reader with disturbed documents for ten minutes
# make soak   swap models thirty times under a thousand requests a second; needs wrk
# make durability  kill the service twenty times, stop PostgreSQL three times, kill a consumer
#             and its broker, and count
# make mutants make small mistakes on purpose in a few modules and count which the tests notice
# make floors compare today's quality with the floors that only rise
#
# Each target installs what it needs into .venv, once, and again when pyproject.toml changes.

VENV := .venv
BIN := $(VENV)/bin
# The first interpreter of 3.11 or later; name another with make PYTHON=….
PYTHON ?= $(shell for p in python3 python3.11 python3.12 python3.13 python3.14; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$p" && break; done)
PORT ?= 8000
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: run train test test-fast check format peers bench growth fuzz fuzz-readers soak durability \
	mutants floors clean

run: $(VENV)/.run
	@$(BIN)/gaoqian train --if-missing --no-selection
	@exec $(BIN)/gaoqian serve --port $(PORT)

train: $(VENV)/.run
	$(BIN)/gaoqian train

test: $(VENV)/.test
	$(BIN)/python -m pytest -n 2 --dist worksteal

# Both markers are given by tests/reach.py.
test-fast: $(VENV)/.test
	$(BIN)/python -m pytest -n 2 --dist worksteal -m "not server and not slow"

check: $(VENV)/.dev
	$(BIN)/lint-imports --no-cache
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

format: $(VENV)/.dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

peers: | $(BIN)/python
	@$(BIN)/python benchmarks/peers/install.py

bench: $(VENV)/.test peers
	$(BIN)/python benchmarks/speed.py

growth: $(VENV)/.test
	$(BIN)/python benchmarks/growth.py

# For each operation, of either kind; what has few inputs is called less often.
fuzz: $(VENV)/.test
	GAOQIAN_FUZZ_EXAMPLES=125 $(BIN)/python -m pytest -s tests/service/http/test_openapi.py

fuzz-readers: $(VENV)/.test
	$(BIN)/python benchmarks/fuzz_readers.py

soak: $(VENV)/.test
	$(BIN)/python benchmarks/soak.py

durability: $(VENV)/.test
	GAOQIAN_DURABILITY_KILLS=20 GAOQIAN_DURABILITY_STOPS=3 $(BIN)/python -m pytest -s \
		tests/service/records/test_durability.py tests/service/wire/test_consume_killed.py

mutants: $(VENV)/.mutants
	nice -n 19 $(BIN)/python benchmarks/mutants.py

floors: $(VENV)/.test
	$(BIN)/python benchmarks/floors.py

clean:
	rm -rf $(VENV) .venv-peers dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "需要 Python 3.11 或更新版本 Python 3.11 or later is needed"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "无法创建 .venv，请先安装 venv 模块（Debian：apt-get install python3-venv）"; exit 1; }
	@$(PIP) install --upgrade pip # Python 3.11 brings one that takes half as long again

$(VENV)/.run: pyproject.toml | $(BIN)/python
	@echo "安装依赖到 .venv，首次约一分钟 Installing into .venv…"
	@$(PIP) install -e .
	@touch $@

$(VENV)/.test: pyproject.toml | $(BIN)/python
	@echo "安装测试依赖到 .venv Installing what tests need…"
	@$(PIP) install -e '.[test]'
	@touch $@ $(VENV)/.run

$(VENV)/.mutants: pyproject.toml | $(BIN)/python
	@echo "安装变异测试所需到 .venv Installing mutmut…"
	@$(PIP) install -e '.[mutants]'
	@touch $@ $(VENV)/.test $(VENV)/.run

$(VENV)/.dev: pyproject.toml | $(BIN)/python
	@echo "安装开发依赖到 .venv Installing what checks need…"
	@$(PIP) install -e '.[dev]'
	@touch $@ $(VENV)/.test $(VENV)/.run
