"""Do the tests that CI runs talk to real databases, queues or clusters?"""

import re

from core.formats.pipeline import Job, Step
from core.matching.pattern import Pattern
from core.model.outcome import Confidence, Outcome
from core.probes.code_use import CONFIGURED, TESTS, is_declaration
from core.probes.commands import all_commands
from core.probes.probe import Found, Hits, Probe, absent, lines_of, present
from core.probes.purposes import call_tests, runs_tests, tests_by_action
from core.probes.reading import PIPELINE_PATHS, Place, action, declares, pipeline_paths, pipelines, place
from core.snapshot.snapshot import Snapshot

_ACTIONS = re.compile(
    r"^(helm/kind-action|engineerd/setup-kind|medyagh/setup-minikube|manusa/actions-setup-minikube"
    r"|abs-gh/.*k3[sd].*|nolar/setup-k3d-k3s"
    r"|hoverkraft-tech/compose-action|isbang/compose-action|adambirds/docker-compose-action|ankane/setup-\w+"
    r"|supercharge/(redis|mongodb)-github-action|harmon758/postgresql-action|.*/(setup-)?(postgres(ql)?|mysql"
    r"|mariadb|mongodb|redis"
    r"|elasticsearch|rabbitmq|kafka|localstack)(-action|-github-action)?)$"
)
_SERVICE = "|".join(
    (
        r"postgres\w*", "pgsql", r"mysql\w*", "mariadb", "redis", "valkey", r"mongo\w*", "rabbitmq", "kafka",
        "elasticsearch", "opensearch", "memcached", "minio", "localstack",
    )
)  # fmt: skip
_COMMANDS = re.compile(
    r"docker[ -]compose\s.*\b(?:up|run|start)\b|docker run\b.*(?:"
    + _SERVICE
    + r")|\bkind create cluster|\bminikube start|\bk3d cluster create"
    r"|localstack start|supabase start",
    re.IGNORECASE,
)
_STARTS = re.compile(
    rf"(?:systemctl (?:re)?start|service)\s+(?:{_SERVICE})|pg_ctlcluster|brew services start", re.IGNORECASE
)
_INSTALLER = re.compile(r"get\.k3s\.io|k3s-io/k3s")
_NAMED = re.compile(rf"(?:^|[^a-z])(?:{_SERVICE})(?:[^a-z]|$)", re.IGNORECASE)
_TESTCONTAINERS = (
    "testcontainers", "testcontainers*", "org.testcontainers:*", "@testcontainers/*", "github.com/testcontainers/*",
    "testcontainers-modules", "github.com/ory/dockertest*", "libs.testcontainers*",
)  # fmt: skip
_IN_CODE = Pattern(
    "containers",
    r"testcontainers|jdbc:tc:|dockertest",
    classes=(*CONFIGURED, *TESTS),
    ignore_case=True,
    code_only=True,
)


def _answer(snapshot: Snapshot, hits: Hits) -> Found:
    found: list[Place] = []
    testing = {(pipeline.path, job.id) for pipeline, job, _, command in all_commands(snapshot) if runs_tests(command)}
    calls: list[Place] = []
    named: list[Place] = []
    for pipeline in pipelines(snapshot):
        for job in pipeline.jobs:
            by_action = [step for step in job.steps if tests_by_action(step)]
            if by_action:
                testing.add((pipeline.path, job.id))
            named += [place(pipeline, step.line, step.end_line) for step in by_action if _asks_for_service(step)]
            if call_tests(job):
                calls.append(place(pipeline, job.line))
                if _NAMED.search(" ".join(job.options.values())):
                    named.append(place(pipeline, job.line))
            if job.services and (pipeline.path, job.id) in testing and not _only_docker(job.services):
                found.append(place(pipeline, job.services_line or job.line))
            if (pipeline.path, job.id) in testing or pipeline.action:
                found += [place(pipeline, s.line, s.end_line) for s in job.steps if _ACTIONS.match(action(s.uses))]
    for pipeline, job, step, command in all_commands(snapshot):
        starts = _COMMANDS.search(command.text) or _STARTS.search(command.text) or _INSTALLER.search(step.run)
        if starts and (pipeline.path, job.id) in testing:
            found += command.places
    containers = [(m.path, d.line, d.line) for m, d in declares(snapshot, _TESTCONTAINERS)]
    used = lines_of(hit for hit in hits.of("containers") if not is_declaration(hit))
    eligible = pipeline_paths(snapshot)
    if testing and containers and used:
        found += [*used, *containers]
    if found:
        places = list(dict.fromkeys(found))
        return present(
            "Tests in CI run beside real services, started at {places} {places:place|places}.",
            places,
            args={"places": len(places)},
            eligible=eligible,
        )
    if named or (calls and containers):
        return Found(
            Outcome.UNPROVEN,
            "Tests name real services, but what CI calls to run them is kept outside this repository.",
            {},
            Confidence.MEDIUM,
            (*(named or calls), *containers),
            eligible=eligible,
        )
    reason = "declared, not used" if testing else "declared, but CI runs no tests"
    near = [(path, line, reason) for path, line, _ in containers]
    return absent("No tests in CI run beside real services.", near, eligible=eligible)


def _asks_for_service(step: Step) -> bool:
    """Tell whether an action that tests is told to start a service: what it then does cannot be seen here."""
    wanted = (
        f"{key} {value}" for key, value in step.options.items() if value.lower() not in ("", "false", "no", "none")
    )
    return any(_NAMED.search(text) for text in wanted)


def services_of_own_tests(snapshot: Snapshot) -> tuple[Place, ...]:
    """Return the service containers of jobs that test this repository, not another one that they check out."""
    testing = {(pipeline.path, job.id) for pipeline, job, _, command in all_commands(snapshot) if runs_tests(command)}
    return tuple(
        place(pipeline, job.services_line or job.line)
        for pipeline in pipelines(snapshot)
        for job in pipeline.jobs
        if job.services and (pipeline.path, job.id) in testing and not _only_docker(job.services) and not _guest(job)
    )


def _guest(job: Job) -> bool:
    """Tell whether a job works on another repository only."""
    checkouts = [step for step in job.steps if action(step.uses) == "actions/checkout"]
    return bool(checkouts) and all(step.options.get("repository") for step in checkouts)


def _only_docker(services: tuple[str, ...]) -> bool:
    """Tell whether the only service is the container engine itself, as GitLab jobs that build images have it."""
    return all(service.partition(":")[0].endswith("docker") for service in services)


PROBE = Probe(
    id="ci.real-services",
    question="Do the tests that CI runs talk to real databases, queues or clusters?",
    answer=_answer,
    patterns=(_IN_CODE,),
    paths=PIPELINE_PATHS,
    asks=(
        "service containers of jobs that test",
        "commands and actions that start services",
        "Testcontainers, declared and used",
    ),
)
