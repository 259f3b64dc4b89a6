from core.model.outcome import Outcome
from core.probes.env.container import PROBE
from tests.helpers.snapshots import ask

COMPOSE = "services:\n  db:\n    image: postgres:16\n"


def test_descriptions() -> None:
    for path in (
        ".devcontainer/devcontainer.json",
        "Vagrantfile",
        "flake.nix",
        ".gitpod.yml",
        "Tiltfile",
        "skaffold.yaml",
        "devbox.json",
    ):
        assert ask(PROBE, {path: "{}\n"}).outcome is Outcome.PRESENT, path


def test_compose_for_development() -> None:
    for path in ("docker-compose.yml", "compose.yaml", "dev/docker-compose.yml", "docker-compose.dev.yml"):
        assert ask(PROBE, {path: COMPOSE}).outcome is Outcome.PRESENT, path


def test_a_task_that_runs_the_source_in_a_container() -> None:
    makefile = "run-local:\n\tdocker run -it -v $(PWD):/app app-dev\n"
    assert ask(PROBE, {"Makefile": makefile}).outcome is Outcome.PRESENT


def test_traps() -> None:
    image = ask(PROBE, {"Dockerfile": "FROM python:3.12\n"})
    assert image.outcome is Outcome.ABSENT
    assert image.near_misses[0].reason == "an image to run the product"
    assert ask(PROBE, {"docker-compose.prod.yml": COMPOSE}).outcome is Outcome.ABSENT
    assert ask(PROBE, {"docker/docker-compose.yml": COMPOSE}).outcome is Outcome.ABSENT
    assert ask(PROBE, {"Makefile": "proto:\n\tdocker run -v $(PWD):/src protoc\n"}).outcome is Outcome.ABSENT


def test_a_compose_file_for_development_beside_the_tests() -> None:
    path = "Shop.Tests/docker-compose.yml"
    services = "services:\n  db:\n    image: postgres:16\n"
    said = "# Run `docker-compose up dev` for bootstrapping your development environment\n" + services
    by_service = services + "  dev:\n    image: alpine\n    depends_on: [db]\n"
    assert ask(PROBE, {path: said}).outcome is Outcome.PRESENT
    assert ask(PROBE, {path: by_service}).outcome is Outcome.PRESENT
    assert ask(PROBE, {path: services}).outcome is Outcome.ABSENT
