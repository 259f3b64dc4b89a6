from core.model.outcome import Outcome
from core.probes.ci.real_services import PROBE
from tests.helpers.snapshots import ask
from tests.helpers.workflows import CI, workflow

POSTGRES = "services:\n  db:\n    image: postgres:16"


def test_service_containers() -> None:
    answer = ask(PROBE, workflow("run: pytest", job=POSTGRES))
    assert (answer.outcome, answer.evidence[0].line) == (Outcome.PRESENT, 5)
    gitlab = {".gitlab-ci.yml": "test:\n  services: [redis:7]\n  script: bundle exec rspec\n"}
    assert ask(PROBE, gitlab).outcome is Outcome.PRESENT


def test_compose_clusters_and_testcontainers() -> None:
    assert ask(PROBE, workflow("run: docker compose up -d --wait", "run: go test ./...")).outcome is Outcome.PRESENT
    assert ask(PROBE, workflow("uses: helm/kind-action@v1", "run: go test ./e2e")).outcome is Outcome.PRESENT
    named = "<groupId>org.testcontainers</groupId><artifactId>postgresql</artifactId>"
    pom = f"<project><dependency>{named}</dependency></project>"
    test = {"src/test/java/OrderIT.java": "import org.testcontainers.containers.PostgreSQLContainer;\n"}
    assert ask(PROBE, workflow("run: mvn verify") | {"pom.xml": pom} | test).outcome is Outcome.PRESENT
    unused = ask(PROBE, workflow("run: mvn verify") | {"pom.xml": pom})
    assert unused.outcome is Outcome.ABSENT
    assert [miss.reason for miss in unused.near_misses] == ["declared, not used"]


def test_make_target_is_followed() -> None:
    makefile = "test:\n\tdocker-compose up -d db\n\tphpunit\n"
    assert ask(PROBE, workflow("run: make test") | {"Makefile": makefile}).outcome is Outcome.PRESENT


def test_traps() -> None:
    assert ask(PROBE, workflow("run: docker build .", job=POSTGRES)).outcome is Outcome.ABSENT
    docker = {".gitlab-ci.yml": "test:\n  services: ['docker:dind']\n  script: npx jest\n"}
    assert ask(PROBE, docker).outcome is Outcome.ABSENT
    assert (
        ask(PROBE, workflow("run: pytest") | {"requirements-dev.txt": "pytest-mock\nmoto\n"}).outcome is Outcome.ABSENT
    )
    unrun = ask(PROBE, workflow("run: make") | {"requirements-dev.txt": "testcontainers==4.0\n"})
    assert unrun.outcome is Outcome.ABSENT
    assert unrun.near_misses[0].reason == "declared, but CI runs no tests"


def test_a_call_elsewhere_that_names_databases_is_unproven() -> None:
    call = (
        "on: push\njobs:\n  tests:\n    uses: a/b/.github/workflows/t.yml@v1\n    with: {connections: 'mysql, pgsql'}\n"
    )
    assert ask(PROBE, {CI: call}).outcome is Outcome.UNPROVEN


def test_an_action_for_tests_that_is_told_to_start_a_service_is_unproven() -> None:
    step = "uses: acme/action-tests@v1\n        with:\n          {}"
    assert ask(PROBE, workflow(step.format("redis-service: true"))).outcome is Outcome.UNPROVEN
    assert ask(PROBE, workflow(step.format("engine: mysql"))).outcome is Outcome.UNPROVEN
    assert ask(PROBE, workflow(step.format("mysql-service: false"))).outcome is Outcome.ABSENT
