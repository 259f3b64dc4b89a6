# make run [REPO=/path/to/repository] and make test are all that a newcomer needs; both set everything up first.
.PHONY: run test check format bench engines accuracy help-page lock setup properties
PYTEST = QT_QPA_PLATFORM=offscreen .venv/bin/pytest
ARGS =

setup:
	@packaging/bootstrap run

run: setup
	@packaging/run "$(REPO)"

test:
	@packaging/bootstrap test
	$(PYTEST) tests --ignore=tests/end_to_end -n 2 --dist loadfile $(ARGS)
	$(PYTEST) tests/end_to_end $(ARGS)

check:
	@packaging/bootstrap run
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/lint-imports
	.venv/bin/sightline rubric check

format: setup
	.venv/bin/ruff format .
	.venv/bin/ruff check --fix-only --quiet .

bench: setup
	.venv/bin/python -m tests.bench $(ARGS)

# Searches each repository of REPOS="CLONE [CLONE ...]" in several ways that must find the same lines.
engines: setup
	.venv/bin/python -m tests.engines $(REPOS) $(ARGS)

# Scans the labelled repositories in the folder REPOS and compares with the labels in the folder LABELS.
accuracy: setup
	.venv/bin/python -m tests.accuracy "$(REPOS)" "$(LABELS)" $(ARGS)

# Every property of scoring and planning with a thousand examples; minutes.
properties: setup
	SIGHTLINE_EXAMPLES=1000 .venv/bin/pytest tests/core/scoring/test_properties.py tests/core/planning/test_plan_properties.py \
	  -n 2 --timeout 3600 $(ARGS)

help-page: setup
	.venv/bin/sightline probes --markdown > resources/help/probes.md

# The lock names no registry; --universal serves every platform and Python from 3.11.
lock:
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
	  --no-annotate --no-header --group dev pyproject.toml -o requirements.lock
