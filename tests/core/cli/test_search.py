import json
from pathlib import Path

import pytest

from core.cli.main import main
from core.errors import ExitCode
from tests.helpers.repositories import repository

FILES = {
    "README.md": "# Example\n",
    "app/orders.py": "def place_order():\n    return 1\n",
    ".github/workflows/ci.yml": "on: push\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n    - run: pytest\n",
}
PROCESSES = "- {id: order, name: Place an order, paths: ['app/**'], names: [place_order]}\n"


@pytest.fixture
def scanned(tmp_path: Path) -> tuple[str, str, str]:
    """A repository, its scan and its file of processes."""
    client = repository(tmp_path / "shop", FILES).folder
    processes, output = tmp_path / "processes.yaml", tmp_path / "scan.json"
    processes.write_text(PROCESSES, encoding="utf-8")
    arguments = ["--format", "json", "--output", str(output), "--processes", str(processes)]
    assert main(["scan", str(client), *arguments]) == ExitCode.DONE
    return str(client), str(output), str(processes)


def test_an_equal_search_prints_what_it_found_and_what_it_read(scanned, capsys):
    client, output, _ = scanned
    assert main(["search", "--from", output, "ci.pipeline", "--repo", client]) == ExitCode.DONE
    out = capsys.readouterr().out
    assert "ci.pipeline: equal" in out
    assert "present: " in out
    assert " files eligible, " in out


def test_a_different_search_prints_both_sides_and_exits_11(scanned, capsys, monkeypatch):
    client, output, _ = scanned
    plain = json.loads(Path(output).read_bytes())
    plain["probes"]["ci.pipeline"]["outcome"] = "absent"
    Path(output).write_text(json.dumps(plain), encoding="utf-8")
    monkeypatch.chdir(client)  # the repository is the current folder when none is given
    assert main(["search", "--from", output, "ci.pipeline"]) == ExitCode.CHANGED
    out = capsys.readouterr().out
    assert "ci.pipeline: different" in out
    assert "recorded: absent" in out
    assert "repeated: present" in out
    plain["probe_set"] = "0"
    Path(output).write_text(json.dumps(plain), encoding="utf-8")
    assert main(["search", "--from", output, "ci.pipeline"]) == ExitCode.NOT_AS_EXPECTED
    out = capsys.readouterr().out
    assert "ci.pipeline: scanner changed" in out
    assert "different" not in out


def test_a_process_needs_its_definition(scanned, capsys):
    client, output, processes = scanned
    name = next(iter(json.loads(Path(output).read_bytes())["processes"]["order"]))
    arguments = ["search", "--from", output, name, "--repo", client, "--process", "order"]
    assert main(arguments) == ExitCode.USAGE
    assert "--processes" in capsys.readouterr().err
    assert main([*arguments, "--processes", processes, "--format", "json"]) == ExitCode.DONE
    found = json.loads(capsys.readouterr().out)
    assert found["format"] == {"name": "sightline-search", "version": 1}
    assert [(s["probe"], s["process"], s["verdict"]) for s in found["searches"]] == [(name, "order", "equal")]


def test_what_is_no_scan_is_refused(scanned, tmp_path, capsys):
    client, _, processes = scanned
    assert main(["search", "--from", processes, "ci.pipeline", "--repo", client]) == ExitCode.ENVIRONMENT
    assert main(["search", "--from", str(tmp_path / "none"), "a", "--repo", client]) == ExitCode.ENVIRONMENT
    assert "could not be read" in capsys.readouterr().err
