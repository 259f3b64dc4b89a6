from core.model.outcome import Outcome
from core.probes.cd.environments import PROBE
from tests.helpers.snapshots import ask
from tests.helpers.workflows import CI, workflow


def test_environments_of_jobs_that_deploy() -> None:
    answer = ask(PROBE, workflow("run: kubectl apply -f k8s", job="environment: production"))
    assert (answer.outcome, answer.evidence[0].line) == (Outcome.PRESENT, 5)
    assert answer.summary == "Pipelines deploy to named environments at 1 place (production)."
    gitlab = {".gitlab-ci.yml": "deploy:\n  script: ./ship\n  environment: {name: staging}\n"}
    assert ask(PROBE, gitlab).outcome is Outcome.PRESENT
    azure = {
        "azure-pipelines.yml": "jobs:\n- deployment: web\n  environment: prod\n  steps:\n  - script: az webapp deploy\n"
    }
    assert ask(PROBE, azure).outcome is Outcome.PRESENT


def test_environments_named_in_commands_and_jobs() -> None:
    assert ask(PROBE, workflow("run: helm upgrade app chart -f values/production.yaml")).outcome is Outcome.PRESENT
    named = "on: push\njobs:\n  deploy-staging:\n    steps: [{run: ./ship}]\n"
    assert ask(PROBE, {CI: named}).outcome is Outcome.PRESENT


def test_traps() -> None:
    publishing = ask(PROBE, workflow("uses: pypa/gh-action-pypi-publish@v1", job="environment: pypi"))
    assert publishing.outcome is Outcome.ABSENT
    assert publishing.near_misses[0].reason == "names a place to publish, not a running environment"
    assert ask(PROBE, workflow("run: terraform plan", job="environment: Test account")).outcome is Outcome.ABSENT
    assert ask(PROBE, workflow("run: docker push a/b:latest")).outcome is Outcome.ABSENT
    assert ask(PROBE, workflow("{run: npx jest, env: {NODE_ENV: production}}")).outcome is Outcome.ABSENT


def test_a_task_handed_to_an_action_kept_elsewhere_is_unproven() -> None:
    step = "uses: acme/actions/trigger@v1\n        with:\n          task: {}"
    answer = ask(PROBE, workflow(step.format("deploy-server-dev")))
    assert (answer.outcome, answer.evidence[0].line) == (Outcome.UNPROVEN, 6)
    assert ask(PROBE, workflow(step.format("deploy-docs"))).outcome is Outcome.ABSENT
    assert ask(PROBE, workflow(step.format("deploy-server-dev").replace("acme/", "./"))).outcome is Outcome.ABSENT


def test_an_action_whose_arguments_or_name_say_the_environment() -> None:
    apply = "{uses: helmfile/helmfile-action@v2, with: {helmfile-args: apply -l %s}}"
    assert ask(PROBE, workflow(apply % "environment=prod")).outcome is Outcome.PRESENT
    assert ask(PROBE, workflow(apply % "tier=web")).outcome is Outcome.ABSENT


def test_a_step_that_names_the_environment_it_deploys_to_counts() -> None:
    assert ask(PROBE, workflow("{name: Deploy to Staging, run: ssh deploy@host pull}")).outcome is Outcome.PRESENT
    assert ask(PROBE, workflow("{name: Deploy the docs, run: ./publish}")).outcome is Outcome.ABSENT


def test_the_file_of_a_platform_that_a_pipeline_deploys_to() -> None:
    ci = workflow("run: flyctl deploy --config fly.toml")
    named = {"fly.toml": 'app = "shop"\n[env]\nAPP_INSTANCE = "production"\n'}
    answer = ask(PROBE, ci | named)
    assert answer.outcome is Outcome.PRESENT
    assert ("fly.toml", 3) in [(e.path, e.line) for e in answer.evidence]
    assert ask(PROBE, ci | {"fly.staging.toml": 'app = "shop"\n'}).outcome is Outcome.PRESENT
    assert ask(PROBE, ci | {"fly.toml": 'app = "shop"\n[env]\nNODE_ENV = "production"\n'}).outcome is Outcome.ABSENT
    assert ask(PROBE, named).outcome is Outcome.ABSENT


def test_a_deployment_that_a_program_of_dagger_makes() -> None:
    files = workflow("run: cd ci && go run main.go cd") | {
        "ci/go.mod": "module ci\n\nrequire (\n\tdagger.io/dagger v0.7.4\n)\n",
        "ci/fly.go": 'package main\n\nfunc a() {\n\tc.From("flyio/flyctl:v1").WithExec([]string{"deploy"})\n}\n',
        "fly.io/shop/fly.toml": 'app = "shop"\n[env]\nAPP_INSTANCE = "production"\n',
    }
    assert ask(PROBE, files).outcome is Outcome.PRESENT
