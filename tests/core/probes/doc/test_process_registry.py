import pytest

from core.model.outcome import Outcome
from core.probes.doc.process_registry import PROBE
from tests.helpers.snapshots import ask


@pytest.mark.parametrize(
    "files",
    [
        {
            "backend/registry.py": "PROCESSES = {\n    'council': {\n        'owner': 'a',\n"
            "        'sla': 120,\n    },\n}\n"
        },
        {
            "src/processes.ts": "export const PROCESSES: Record<string, P> = {\n  pay: {\n    owner: 'a',\n"
            "    criticality: 'high',\n  },\n};\n"
        },
        {"catalog-info.yaml": "kind: Component\nmetadata:\n  name: pay\nspec:\n  owner: team\n"},
        {"config/processes.yml": "processes:\n  - id: pay\n    owner: a\n"},
    ],
)
def test_a_registry_with_fields_counts(files: dict[str, str]) -> None:
    assert ask(PROBE, files).outcome in (Outcome.PRESENT, Outcome.PARTIAL)


@pytest.mark.parametrize(
    "files",
    [
        {"package.json": '{"name": "shop", "version": "1.0.0"}\n'},
        {"app/config/services.yml": "services:\n  _defaults:\n    bind:\n      $version: '%app.version%'\n"},
        {"backend/a.py": "PROCESSES = 4\n"},
        {"docs/a.md": "PROCESSES = {\n    'owner': 1,\n}\n"},
    ],
)
def test_package_metadata_does_not_count(files: dict[str, str]) -> None:
    assert ask(PROBE, files).outcome is Outcome.ABSENT


def test_a_table_that_is_filled_later_is_no_registry() -> None:
    table = "class Scope {\n  private static final Map<Integer, Boolean> SERVICE_CATALOG = new HashMap<>();\n}\n"
    assert ask(PROBE, {"src/main/java/Scope.java": table}).outcome is Outcome.ABSENT
