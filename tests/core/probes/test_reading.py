from core.formats.manifest import Manifest
from core.model.outcome import Outcome
from core.probes.ci.tests import PROBE as TESTS
from core.probes.reading import action, declares, infrastructure, manifests, pipeline_paths, pipelines
from tests.helpers.snapshots import ask, snapshot
from tests.helpers.workflows import CI, workflow

ACTION = "name: a\nruns:\n  using: composite\n  steps:\n    - run: make\n"


def test_gitlab_includes_of_the_repository_are_followed() -> None:
    files = {
        ".gitlab-ci.yml": "include:\n  - local: /ci/*.yml\n",
        "ci/test.yml": "test:\n  script: make test\n",
        "ci/loop.yml": "include: {local: .gitlab-ci.yml}\nlint:\n  script: make lint\n",
        "other/unused.yml": "x:\n  script: make\n",
    }
    assert [p.path for p in pipelines(snapshot(files))] == [".gitlab-ci.yml", "ci/loop.yml", "ci/test.yml"]


def test_actions_are_pipelines_when_used_also_by_another_action() -> None:
    nested = ACTION.replace("run: make", "uses: ./.github/actions/b")
    files = workflow("uses: ./.github/actions/a") | {
        ".github/actions/a/action.yml": nested,
        ".github/actions/b/action.yml": ACTION,
        ".github/actions/unused/action.yml": ACTION,
    }
    found = pipelines(snapshot(files))
    assert [p.path for p in found] == [CI, ".github/actions/a/action.yml", ".github/actions/b/action.yml"]


def test_other_systems_keep_their_name() -> None:
    files = {".travis.yml": "script: make\n", "Jenkinsfile": "sh 'make'\n"}
    assert [(p.system, p.path) for p in pipelines(snapshot(files))] == [
        ("jenkins", "Jenkinsfile"),
        ("travis", ".travis.yml"),
    ]


def test_azure_pipelines_by_name_and_by_shape_but_not_their_templates() -> None:
    files = {
        ".azdo/ci.yml": "jobs:\n- template: parts/test.yml\n",
        ".azdo/parts/test.yml": "jobs: [{job: t, steps: [{script: make}]}]\n",
        ".azdo/dependabot.yml": "version: 2\n",
        "build/release.yml": "trigger: none\nsteps:\n- template: steps.yml\n- task: Docker@2\n",
        "build/steps.yml": "parameters: {a: b}\nsteps: [{script: make}]\n",
        "build/templates/unused.yml": "pool: {vmImage: x}\nparameters: []\nsteps: [{bash: make}]\n",
        "docs/list.yml": "steps:\n- script: read this\n",
    }
    shot = snapshot(files)
    assert [(p.system, p.path) for p in pipelines(shot)] == [
        ("azure-pipelines", "build/release.yml"),
        ("azure-pipelines", ".azdo/ci.yml"),
    ]
    assert set(pipeline_paths(shot)) >= {"build/release.yml", "build/steps.yml"}
    assert shot.not_understood == {}


def test_calls_kept_elsewhere_alone_leave_everything_in_doubt() -> None:
    hidden = {"Jenkinsfile": "@Library('x') _\nbuildPlugin()\n"}
    shot = snapshot(hidden)
    pipelines(shot)
    assert list(shot.not_understood) == ["Jenkinsfile"]
    answer = ask(TESTS, hidden)
    assert (answer.outcome, answer.skipped_source) == (Outcome.ABSENT, True)
    shot = snapshot(hidden | workflow("run: make"))
    pipelines(shot)
    assert shot.not_understood == {}


def test_a_task_keeps_its_version() -> None:
    assert [action(uses) for uses in ("Docker@2", "actions/Cache@v4", "codecov/upload@1.2", "junit")] == [
        "docker@2",
        "actions/cache",
        "codecov/upload",
        "junit",
    ]


def test_vendored_and_example_files_are_not_ours() -> None:
    files = {
        "vendor/a/package.json": '{"dependencies": {"a": "1"}}',
        "examples/a/package.json": '{"dependencies": {"a": "1"}}',
        "examples/k8s/a.yaml": "apiVersion: v1\nkind: Service\n",
    }
    shot = snapshot(files)
    assert (manifests(shot), infrastructure(shot)) == ((), ())


def names(found: tuple[Manifest, ...]) -> list[str]:
    return [manifest.path for manifest in found]


def test_compiled_requirements_declare_nothing() -> None:
    files = {
        "requirements.in": "flask\n",
        "requirements.txt": "flask==3.0\nclick==8.1\n",
        "locked/requirements.txt": "click==8.1 --hash=sha256:aa\n",
    }
    shot = snapshot(files)
    assert names(manifests(shot)) == ["requirements.in"]
    assert declares(shot, ["click"]) == ()
    assert [(m.path, d.line) for m, d in declares(shot, ["flask"])] == [("requirements.in", 1)]


def test_declared_by_exact_name_prefix_and_scope() -> None:
    shot = snapshot(
        {"package.json": '{\n"dependencies": {\n"@sentry/node": "9"\n},\n"devDependencies": {\n"jest": "30"\n}\n}'}
    )
    assert [d.name for _, d in declares(shot, ["@sentry/*"])] == ["@sentry/node"]
    assert declares(shot, ["sentry"]) == ()
    assert declares(shot, ["jest"], scopes=["runtime"]) == ()
