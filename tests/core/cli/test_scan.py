import json
from pathlib import Path

import pytest

from core.cli.main import main
from core.cli.scan_text import printable
from core.errors import ExitCode
from tests.helpers.repositories import repository

FILES = {
    "README.md": "# Example\n",
    "app/orders.py": "def place_order():\n    return 1\n",
    ".github/workflows/ci.yml": "on: push\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n    - run: pytest\n",
}
PROCESSES = """
processes:
  - id: order
    name: Place an order
    criticality: critical
    stages: [cart, pay]
    paths: ["app/**"]
    names: [place_order]
"""


@pytest.fixture
def client(tmp_path: Path) -> Path:
    return repository(tmp_path / "shop", FILES).folder


def test_the_table_reads_by_area(client, capsysbinary):
    assert main(["scan", str(client)]) == ExitCode.DONE
    out = capsysbinary.readouterr().out.decode()
    assert out.startswith("shop at ")
    assert "Continuous integration (" in out
    assert "yes       ci.pipeline" in out
    assert "[.github/workflows/ci.yml:" in out
    assert "dora.lead-time" in out
    assert "not measurable: the history is shorter than 30 days" in out


def test_the_document_has_the_published_shape(client, tmp_path):
    output = tmp_path / "scan.json"
    processes = tmp_path / "processes.yaml"
    processes.write_text(PROCESSES, encoding="utf-8")
    arguments = ["scan", str(client), "--format", "json", "--output", str(output), "--processes", str(processes)]
    assert main(arguments) == ExitCode.DONE
    found = json.loads(output.read_bytes())
    assert output.read_bytes().startswith(b'{"format":{"name":"sightline-scan","version":1}')
    answer = found["probes"]["ci.pipeline"]
    assert {"outcome", "summary", "confidence", "evidence", "near_misses", "searched"} <= set(answer)
    assert {"path", "blob", "line", "end_line", "snippet"} <= set(answer["evidence"][0])
    assert {"sightline", "probe_set", "engine", "repository", "processes", "measurements", "timings"} <= set(found)
    assert set(found["processes"]) == {"order"}
    assert all(name.startswith("process.") for name in found["processes"]["order"])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- id: a\n", "process 1"),
        ("just words\n", "lists no critical processes"),
        ("- {id: a, name: A}\n- {id: a, name: B}\n", "the same id"),
        ("- [\n", "cannot be read"),
    ],
)
def test_a_file_of_processes_that_is_wrong_is_refused(client, tmp_path, capsys, text, said):
    processes = tmp_path / "processes.yaml"
    processes.write_text(text, encoding="utf-8")
    assert main(["scan", str(client), "--processes", str(processes)]) == ExitCode.USAGE
    assert said in capsys.readouterr().err


def test_a_folder_that_is_no_repository_gives_advice(tmp_path, capsys):
    assert main(["scan", str(tmp_path)]) == ExitCode.ENVIRONMENT
    assert "is not a git repository" in capsys.readouterr().err


def test_an_unknown_rubric_or_zone_is_wrong_usage(client, capsys):
    assert main(["scan", str(client), "--rubric", "nothing"]) == ExitCode.USAGE
    assert main(["scan", str(client), "--time-zone", "Mars/Base"]) == ExitCode.USAGE
    assert "time zone" in capsys.readouterr().err


def test_nothing_from_the_repository_steers_the_terminal():
    assert printable("a\x1b[31mb\u202ec") == "a\\x1b[31mb\\u202ec"


def test_a_rubric_that_is_no_text_or_not_there_gets_one_sentence(tmp_path, capsys):
    made = repository(tmp_path / "shop", {"README.md": "# Shop\n"})
    (tmp_path / "noise.yaml").write_bytes(b"\xff\xfe\x00noise")
    for name, says in ((str(tmp_path / "noise.yaml"), "noise.yaml"), ("no-such", "neither a file nor a rubric")):
        assert main(["scan", str(made.folder), "--rubric", name]) == 2
        said = capsys.readouterr().err
        assert says in said
        assert "Traceback" not in said
