"""The catalogue of probes is written by hand; these tests keep it complete and its names guessable."""

import importlib
import pkgutil
import re
from pathlib import Path

import pytest

import core.probes
from core.assets import read_text
from core.cli.probes_page import page
from core.probes.accuracy import published
from core.probes.catalogue import PROBES, PROCESS_PROBES
from core.probes.meanings import AREAS as NAMES_OF_AREAS
from core.probes.meanings import RULES, meanings
from core.probes.probe import Probe, ProcessProbe
from tests.helpers.traps import FOLDER, OTHER_SENSE, parts_of, traps

ROOT = Path(__file__).parents[2]
AREAS = ("env", "ci", "cd", "iac", "obs", "rel", "rec", "doc", "test")
SHARED = {"obs.as_code"}
"""Modules inside an area that probes of that area share; everything else there is a probe."""

ALL = (*PROBES, *PROCESS_PROBES)


def _modules() -> list[str]:
    """Return `area.module` of every module of every area's package."""
    folder = Path(core.probes.__file__).parent
    return [
        f"{area}.{module.name}"
        for area in AREAS
        if (folder / area).is_dir()
        for module in pkgutil.iter_modules([str(folder / area)])
    ]


def _module_of(probe: Probe | ProcessProbe) -> str:
    return probe.id.replace("-", "_")


def test_every_module_of_an_area_is_one_probe_of_the_catalogue() -> None:
    assert sorted(set(_modules()) - SHARED) == sorted(_module_of(probe) for probe in PROBES)


@pytest.mark.parametrize("probe", PROBES, ids=lambda probe: probe.id)
def test_a_probe_is_found_by_guessing_its_file(probe: Probe) -> None:
    module = importlib.import_module(f"core.probes.{_module_of(probe)}")
    assert module.PROBE is probe
    area, _, name = _module_of(probe).partition(".")
    assert (ROOT / "tests" / "core" / "probes" / area / f"test_{name}.py").is_file()


def test_the_shipped_list_the_registry_and_nothing_else_name_the_same_probes() -> None:
    assert len(meanings()) == 106
    assert sorted(meanings()) == sorted(probe.id for probe in PROBES)
    assert [probe for probe, meaning in meanings().items() if not (meaning.counts and meaning.never)] == []
    assert {probe.partition(".")[0] for probe in meanings()} == set(AREAS) == set(NAMES_OF_AREAS)


@pytest.mark.parametrize("probe", PROBES, ids=lambda probe: probe.id)
def test_a_probes_fixtures_hold_a_yes_and_a_no(probe: Probe) -> None:
    area, _, name = _module_of(probe).partition(".")
    text = (ROOT / "tests" / "core" / "probes" / area / f"test_{name}.py").read_text(encoding="utf-8")
    assert f"from core.probes.{area}.{name} import PROBE" in text
    assert re.search(r"\bPRESENT\b|\bPARTIAL\b|\bUNPROVEN\b|\bYES\b", text), "no fixture is answered yes"
    assert re.search(r"\bABSENT\b|\bNO\b", text), "no fixture is a trap"


@pytest.mark.parametrize("probe", PROBES, ids=lambda probe: probe.id)
def test_all_that_must_not_be_mistaken_for_it_has_a_trap(probe: Probe) -> None:
    clauses = [trap.clause for trap in traps() if trap.probe == probe.id and trap.clause]
    parts = parts_of(meanings()[probe.id].never)
    assert clauses and parts
    assert [part for part in parts if not any(clause in part or part in clause for clause in clauses)] == []


@pytest.mark.parametrize("probe", PROCESS_PROBES, ids=lambda probe: probe.id)
def test_a_question_about_a_process_has_a_trap(probe: ProcessProbe) -> None:
    assert any(trap.probe == probe.id for trap in traps())


def test_traps_are_of_something_that_the_catalogue_says() -> None:
    assert {path.stem for path in FOLDER.glob("*.yaml")} <= {*AREAS, "process"}
    known = {probe.id for probe in ALL}
    assert [trap.name for trap in traps() if trap.probe not in known] == []
    assert [trap.name for trap in traps() if bool(trap.clause) == bool(trap.rule)] == [], "either a clause or a rule"
    known_rules = (*RULES, OTHER_SENSE)
    never = {probe: meaning.never for probe, meaning in meanings().items()}
    assert [trap.name for trap in traps() if trap.clause and trap.clause not in never.get(trap.probe, "")] == []
    assert [trap.name for trap in traps() if trap.rule and not any(trap.rule in rule for rule in known_rules)] == []


def test_the_help_page_explains_every_probe_and_is_up_to_date() -> None:
    shown = read_text("resources", "help", "probes.md")
    assert [probe for probe in meanings() if f"\n### {probe}\n" not in shown or f"| `{probe}` |" not in shown] == []
    assert [probe.id for probe in PROCESS_PROBES if f"| `{probe.id}` |" not in shown] == []
    assert shown == page(published()), "run: make help-page"


def test_ids_are_unique_and_questions_are_questions() -> None:
    ids = [probe.id for probe in ALL]
    assert len(ids) == len(set(ids))
    assert [probe.id for probe in ALL if not probe.question.endswith("?")] == []


def test_every_probe_says_what_it_searches() -> None:
    assert [probe.id for probe in ALL if not (probe.patterns or probe.asks)] == []


def test_names_of_patterns_are_unique_within_a_probe() -> None:
    for probe in ALL:
        names = [pattern.name for pattern in probe.patterns]
        assert len(names) == len(set(names)), probe.id


@pytest.mark.parametrize("probe", PROBES, ids=lambda probe: probe.id)
def test_a_probe_answers_an_empty_repository_with_no(probe: Probe) -> None:
    from core.model.outcome import Outcome
    from tests.helpers.snapshots import ask

    assert ask(probe, {"README.md": "# Empty\n"}).outcome in (Outcome.ABSENT, Outcome.NOT_APPLICABLE)
