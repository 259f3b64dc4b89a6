import pytest

from core.formats.azure_pipelines import Definition, has_shape, parse, pipeline
from core.formats.errors import NotUnderstood
from core.formats.pipeline import Pipeline

# Stages with a matrix, services and a deployment, in the shape of a web shop.
SHOP = """\
trigger: {branches: {include: [main]}}
pr: {autoCancel: true, branches: {include: [main]}}
schedules:
- cron: '0 3 * * *'
  branches: {include: [main]}
variables:
- name: script
  value: ci/test.sh
resources:
  containers:
  - container: db
    image: postgres:16
stages:
- stage: Build
  jobs:
  - job: Test
    timeoutInMinutes: 20
    strategy:
      matrix:
        node20: {v: 20}
        node22: {v: 22}
    services: {sql: db}
    container: node:22
    steps:
    - checkout: self
    - task: Cache@2
      inputs: {key: 'npm | package-lock.json', path: ~/.npm}
    - bash: |
        npm ci
        $(script) --all
      displayName: Tests
      workingDirectory: web
      retryCountOnTaskFailure: 2
    - task: DotNetCoreCLI@2
      inputs: {command: test, arguments: --collect "XPlat Code Coverage"}
    - task: AzureCLI@2
      inputs:
        inlineScript: |
          az acr build .
    - mystery: 1
  - job: Lint
    steps: [{script: npm run lint}]
  - job: Pack
    dependsOn: [Test, Lint]
    steps: [{pwsh: ./build.ps1, timeoutInMinutes: 5}]
- stage: Prod
  condition: eq(variables['Build.SourceBranch'], 'refs/heads/main')
  jobs:
  - deployment: Web
    environment: {name: production}
    strategy:
      runOnce:
        deploy: {steps: [{script: kubectl apply -f k8s}]}
        on: {failure: {steps: [{script: kubectl rollout undo}]}}
- stage: Docs
  dependsOn: []
  jobs: [{job: Docs, steps: [{script: make docs, condition: failed()}]}]
"""

# Job and step templates with parameters, repeated and conditional, in the shape of a large build.
BUILD = {
    "azure-pipelines.yml": """\
trigger: none
pr: [main]
parameters:
- {name: fast, type: boolean, default: true}
jobs:
- template: eng/jobs.yml
  parameters:
    targets: [{name: linux}, {name: win, sign: 'true'}]
    extra:
    - script: make extra
- ${{ if parameters.fast }}:
  - job: Fast
    steps: [{script: make fast}]
- ${{ else }}:
  - job: Slow
    steps: [{script: make slow}]
- template: jobs/scan.yml@shared
- template: missing.yml
""",
    "eng/jobs.yml": """\
parameters:
  targets: []
  extra: []
  mode: debug
jobs:
- ${{ each target in parameters.targets }}:
  - job: build_${{ replace(target.name, 'i', 'I') }}
    ${{ if eq(target.sign, 'true') }}:
      timeoutInMinutes: 90
    steps:
    - template: steps/make.yml
      parameters: {goal: '${{ format(''all-{0}'', target.name) }}', mode: '${{ parameters.mode }}'}
    - ${{ parameters.extra }}
""",
    "eng/steps/make.yml": """\
parameters:
- {name: goal}
- {name: mode, default: ''}
steps:
- bash: make ${{ parameters.goal }}
- ${{ if eq(parameters.mode, 'release') }}:
  - bash: make sign
- ${{ elseif ne(parameters.mode, '') }}:
  - bash: make ${{ parameters.mode }} $(Build.BuildId)
- template: make.yml
""",
}

# Everything handed to a template kept elsewhere, in the shape of a governed pipeline.
GOVERNED = """\
trigger: [main]
extends:
  ${{ if eq(variables['Build.Reason'], 'Schedule') }}:
    template: v1/Official.yml@governed
  ${{ else }}:
    template: v1/Unofficial.yml@governed
  parameters:
    stages:
    - stage: build
      jobs:
      - job: main
        steps: [{pwsh: Invoke-Pester}]
"""


def built(files: dict[str, str], path: str = "azure-pipelines.yml") -> Pipeline:
    """Return the pipeline of a file among files."""

    def read(name: str) -> Definition | None:
        return parse(name, files[name]) if name in files else None

    return pipeline(parse(path, files[path]), read)


def test_stages_jobs_deployments_and_tasks() -> None:
    found = built({"azure-pipelines.yml": SHOP})
    test, _, pack, web, docs = found.jobs
    assert (found.system, found.triggers, found.cancels, found.cancels_line) == (
        "azure-pipelines",
        ("push", "pull_request", "schedule"),
        True,
        2,
    )
    assert [job.id for job in found.jobs] == ["Build.Test", "Build.Lint", "Build.Pack", "Prod.Web", "Docs"]
    assert (test.needs, pack.needs) == ((), ("Build.Test", "Build.Lint"))
    assert (web.needs, docs.needs) == (("Build.Test", "Build.Lint", "Build.Pack"), ())
    assert (test.timeout, test.timeout_line, test.matrix, test.image, test.services) == (
        "20",
        17,
        2,
        "node:22",
        ("postgres:16",),
    )
    assert [(s.line, s.uses, s.run, s.folder) for s in test.steps] == [
        (26, "Cache@2", "", ""),
        (28, "", "npm ci\nci/test.sh --all\n", "web"),
        (34, "DotNetCoreCLI@2", 'dotnet test --collect "XPlat Code Coverage"', ""),
        (36, "AzureCLI@2", "az acr build .\n", ""),
    ]
    assert (test.steps[1].run_line, test.steps[3].run_line, pack.steps[0].timeout) == (29, 39, "5")
    assert (web.environment, web.environment_line, web.stage) == ("production", 50, "Prod")
    assert [(s.run, s.condition) for s in web.steps] == [
        ("kubectl apply -f k8s", ""),
        ("kubectl rollout undo", "failure()"),
    ]
    assert docs.steps[0].condition == "failure()"
    assert found.not_understood == ("a step at line 40",)


def test_templates_are_expanded_where_they_are_called() -> None:
    found = built(BUILD)
    assert found.triggers == ("pull_request",)
    assert [(job.id, job.uses, job.line) for job in found.jobs] == [
        ("build_lInux", "", 6),
        ("build_wIn", "", 6),
        ("Fast", "", 12),
        ("Slow", "", 15),
        ("scan", "template:jobs/scan.yml@shared", 17),
        ("missing", "template:missing.yml", 18),
    ]
    steps = found.jobs[1].steps
    assert [(s.run, s.line, s.source, s.source_line) for s in steps] == [
        ("make all-win", 6, "eng/steps/make.yml", 5),
        ("make debug $(Build.BuildId)", 6, "eng/steps/make.yml", 9),
        ("make extra", 10, "", 0),
    ]
    assert [job.timeout for job in found.jobs[:2]] == ["", "90"]
    assert found.includes == ("eng/jobs.yml", "eng/steps/make.yml")
    assert found.not_understood == ("template make.yml, which calls itself", "template missing.yml")


def test_all_parameters_and_a_job_s_keys_are_handed_through() -> None:
    through = (
        "parameters: {jobs: [], mode: fast}\njobs:\n- ${{ each job in parameters.jobs }}:\n  - template: job.yml\n"
        "    parameters:\n      ${{ each parameter in parameters }}:\n"
        "        ${{ if ne(parameter.key, 'jobs') }}:\n          ${{ parameter.key }}: ${{ parameter.value }}\n"
        "      ${{ each property in job }}:\n        ${{ property.key }}: ${{ property.value }}\n"
    )
    job = (
        "parameters: {job: '', mode: '', steps: [], timeoutInMinutes: ''}\njobs:\n- job: ${{ parameters.job }}\n"
        "  ${{ if ne(parameters.timeoutInMinutes, '') }}:\n    timeoutInMinutes: ${{ parameters.timeoutInMinutes }}\n"
        "  steps:\n  - script: make ${{ parameters.mode }}\n"
        "  - ${{ each step in parameters.steps }}:\n    - ${{ step }}\n"
    )
    own = (
        "trigger: [main]\njobs:\n- template: jobs.yml\n  parameters:\n    jobs:\n    - job: one\n"
        "      timeoutInMinutes: 9\n      steps:\n      - script: ./cibuild.sh\n"
    )
    (found,) = built({"azure-pipelines.yml": own, "jobs.yml": through, "job.yml": job}).jobs
    assert (found.id, found.timeout, [(s.run, s.line, s.source) for s in found.steps]) == (
        "one",
        "9",
        [("make fast", 3, "job.yml"), ("./cibuild.sh", 9, "")],
    )


def test_what_is_handed_to_a_template_kept_elsewhere_is_read() -> None:
    found = built({"azure-pipelines.yml": GOVERNED})
    main, governed = found.jobs
    assert (main.id, [s.run for s in main.steps]) == ("build.main", ["Invoke-Pester"])
    assert (governed.uses, governed.needs) == ("template:v1/Official.yml@governed", ("build.main",))


def test_expansion_beyond_measure_is_said() -> None:
    files = {f"t{n}.yml": f"steps:\n- template: t{n + 1}.yml\n- template: t{n + 1}.yml\n" for n in range(19)}
    files |= {"azure-pipelines.yml": "steps:\n- template: t0.yml\n", "t19.yml": "steps: [{script: a}]\n"}
    assert "templates that expand beyond measure" in built(files).not_understood


def test_shapes_of_other_systems_are_not_taken_for_pipelines() -> None:
    assert has_shape("trigger: [main]\npool: {vmImage: x}\nsteps:\n- script: make\n")
    for text in (
        "stages: [a]\ninclude:\n- template: x.yml\n",
        "steps:\n- name: gcr.io/a\n",
        "on: push\njobs:\n  a:\n    steps:\n    - run: make\n",
    ):
        assert not has_shape(text)
    for text in ("jobs:\n  a: {steps: []}\n", "extends: ['@org/lint']\n", "parameters: {a: b}\n"):
        with pytest.raises(NotUnderstood):
            parse("azure-pipelines.yml", text)
