import pytest

from core.formats.errors import NotUnderstood
from core.formats.jenkinsfile import parse

# A declarative matrix with a nightly run, in the shape of a Java server project.
MATRIX = """\
/* sh 'in a comment' */
pipeline {
  agent { label 'linux' }
  options {
    disableConcurrentBuilds(abortPrevious: true)
    timeout(time: 2, unit: 'HOURS')
  }
  triggers { cron('@daily') }
  stages {
    stage('Check') {
      matrix {
        axes {
          axis { name 'JDK'; values 'jdk17', 'jdk25' }
          axis { name 'OS'; values 'linux', 'windows', 'mac' }
        }
        excludes { exclude { axis { name 'OS'; values 'mac' } } }
        stages {
          stage('Verify') {
            steps { sh "mvn verify" }
            post {
              always { junit '**/TEST-*.xml' }
              failure {
                sh label: 'Clean', script: '''
                    rm -rf out
                '''
              }
            }
          }
        }
      }
    }
  }
}
"""

# Delivery with images, parallel stages, a person's word and retries, in the shape of a web service.
DELIVERY = """\
@Library('shared') _
def image = "shop:${env.GIT_COMMIT}" // 'not' a string
pipeline {
  agent { docker { image 'node:22' } }
  stages {
    stage('Install') { steps { sh 'npm ci' } }
    stage('Test') {
      parallel {
        stage('Unit') { steps { retry(3) { sh 'npm test' } } }
        stage('E2E') {
          agent { docker 'cypress/base:22' }
          options { timeout(time: 20, unit: 'MINUTES') }
          steps { dir('e2e') { sh '''npx cypress run \\
              --record''' } }
        }
      }
    }
    stage('Deploy') {
      when { branch 'main' }
      input { message 'Ship it?' }
      steps {
        script {
          docker.build(image).push()
          notifyChat(channel: 'ops')
        }
        sh "kubectl apply -f k8s"
      }
    }
    stage('Smoke') { steps { sh(script: "curl -f https://shop.example/health", returnStdout: true) } }
  }
}
"""

# Scripted, with a map of branches and functions, in the shape of a plug-in's build.
SCRIPTED = """\
properties([disableConcurrentBuilds(), pipelineTriggers([cron('H 3 * * *')])])
def branches = [:]
for (int i = 0; i < 4; i++) {
  def num = i
  branches["split-${num}"] = {
    node('docker') {
      timeout(90) {
        docker.image('postgres:16').withRun('-p 5432:5432') { c ->
          sh './gradlew check'
        }
      }
    }
  }
}
branches['lint'] = { node { build('lint') } }
stage('Tests') { parallel branches }
stage('Report') {
  node {
    sh command
    sh "cat ${"nested ${'}'} brace"}"
  }
}
infra.publish()

def build(String what) {
  if (what =~ /lint'/) { sh "make ${what}" }
}
"""


def test_a_declarative_matrix_with_post_conditions() -> None:
    pipeline = parse("Jenkinsfile", MATRIX)
    (job,) = pipeline.jobs
    assert (pipeline.system, pipeline.triggers, pipeline.trigger_line) == ("jenkins", ("push", "schedule"), 8)
    assert (pipeline.cancels, pipeline.cancels_line) == (True, 5)
    assert (job.id, job.line, job.matrix, job.matrix_line) == ("Verify", 18, 5, 11)
    assert (job.timeout, job.timeout_line) == ("2 HOURS", 6)
    assert [(s.line, s.uses or s.run.strip(), s.condition, s.name) for s in job.steps] == [
        (19, "mvn verify", "", ""),
        (21, "junit", "post always", ""),
        (23, "rm -rf out", "failure()", "Clean"),
    ]


def test_parallel_stages_a_gate_images_and_a_library() -> None:
    pipeline = parse("ci/Jenkinsfile.release", DELIVERY)
    jobs = {job.id: job for job in pipeline.jobs}
    assert list(jobs) == ["Install", "Unit", "E2E", "Deploy: notifyChat", "Deploy", "Smoke"]
    assert (jobs["Unit"].needs, jobs["E2E"].needs, jobs["Deploy"].needs) == (
        ("Install",),
        ("Install",),
        ("Unit", "E2E"),
    )
    assert (jobs["Install"].image, jobs["E2E"].image) == ("node:22", "cypress/base:22")
    assert (jobs["Unit"].retry, jobs["Unit"].retry_line, jobs["E2E"].timeout) == (True, 9, "20 MINUTES")
    step = jobs["E2E"].steps[0]
    assert (step.run.replace("\n", "|"), step.folder, step.line, step.end_line) == (
        "npx cypress run \\|              --record",
        "e2e",
        13,
        14,
    )
    assert [(job.id, job.manual) for job in pipeline.jobs if job.manual] == [("Deploy", True), ("Smoke", True)]
    assert jobs["Deploy"].condition == "branch main"
    assert [s.run for s in jobs["Deploy"].steps][1:] == ["docker push image", "kubectl apply -f k8s"]
    assert (jobs["Deploy: notifyChat"].uses, jobs["Deploy: notifyChat"].name) == ("library:notifyChat", "notify Chat")
    assert pipeline.not_understood == ("notifyChat, kept elsewhere",)


def test_scripted_branches_functions_and_services() -> None:
    pipeline = parse("Jenkinsfile", SCRIPTED)
    split, lint, report, publish = pipeline.jobs
    assert (pipeline.triggers, pipeline.cancels) == (("push", "schedule"), False)
    assert (split.id, split.line, split.matrix, split.services, split.needs) == (
        "split-${num}",
        5,
        2,
        ("postgres:16",),
        (),
    )
    assert [(s.run, s.timeout, s.timeout_line) for s in split.steps] == [("./gradlew check", "90", 7)]
    assert (lint.id, [s.run for s in lint.steps], lint.needs) == ("lint", ["make ${what}"], ())
    assert report.needs == ("split-${num}", "lint")
    assert (publish.uses, publish.needs) == ("library:infra.publish", ("Report",))
    assert pipeline.not_understood == ("computed commands at line 19", "infra.publish, kept elsewhere")


def test_old_stages_without_a_block_and_parallel_maps_in_place() -> None:
    text = (
        "node {\n  stage 'Build'\n  sh 'make'\n  stage 'Test'\n"
        "  parallel unit: { sh 'make unit' },\n    lint: { sh 'make lint' }\n}\n"
    )
    jobs = parse("Jenkinsfile", text).jobs
    assert [(job.id, [s.run for s in job.steps]) for job in jobs] == [
        ("Build", ["make"]),
        ("unit", ["make unit"]),
        ("lint", ["make lint"]),
    ]
    assert jobs[1].needs == jobs[2].needs == ("Build",)


def test_a_call_of_a_library_alone_is_a_job_kept_elsewhere() -> None:
    (job,) = parse("Jenkinsfile", "buildPlugin(useContainerAgent: true)\n").jobs
    assert (job.id, job.name, job.uses, job.options) == (
        "buildPlugin",
        "build Plugin",
        "library:buildPlugin",
        {"useContainerAgent": "true"},
    )


@pytest.mark.parametrize(
    "text",
    ["node {}\n", "", "sh 'open\n", "node { sh 'make' ", "node { sh 'make' ]}", "/* open", "{" * 200, '"${' * 200],
)
def test_what_is_no_pipeline_is_not_understood(text: str) -> None:
    with pytest.raises(NotUnderstood):
        parse("Jenkinsfile", text)


def test_functions_that_call_each_other_end() -> None:
    text = "def a() { b(); sh 'make' }\ndef b() { a() }\nnode { a() }\n"
    (job,) = parse("Jenkinsfile", text).jobs
    assert [s.run for s in job.steps] == ["make"]


def test_functions_that_multiply_are_not_understood() -> None:
    text = "".join(f"def f{n}() {{ f{n + 1}(); f{n + 1}() }}\n" for n in range(39)) + "node { f0() }\n"
    with pytest.raises(NotUnderstood, match="beyond measure"):
        parse("Jenkinsfile", text)
