"""The profile of a pipeline, from logs in the shape of the real ones; all of it is example data."""

import io
import json
import zipfile
from datetime import UTC, datetime, timedelta

import pytest

from core.instruments.ci_profile import ci_profile
from core.instruments.ci_steps import Kind, kind_of
from core.instruments.draft import Draft, NotMeasured
from core.instruments.inputs import Input

BEGIN = datetime(2026, 5, 4, 8, tzinfo=UTC)


def stamp(seconds: float) -> str:
    return (BEGIN + timedelta(seconds=seconds)).strftime("%Y-%m-%dT%H:%M:%S") + ".1234567Z"


def github_job(begin: float = 0, *, hit: bool = True, fails: bool = False) -> str:
    """A job: 10 s set-up, 10 s checkout, 20 s cache, 100 s npm ci, 200 s tests, 160 s docker build; 500 s together."""
    key = "Linux-node-9f86d081884c7d659a2feaa0c55ad015"
    lines = [
        (0, "Current runner version: '2.321.0'"),
        (0.1, "##[group]Operating System"),
        (0.2, "##[endgroup]"),
        (10, "##[group]Run actions/checkout@v4"),
        (10, "with:"),
        (11, "##[endgroup]"),
        (12, "##[group]Fetching the repository"),
        (19, "##[endgroup]"),
        (20, "##[group]Run actions/cache@v4"),
        (20, f"  key: {key}"),
        (21, "##[endgroup]"),
        (38, f"Cache hit for: {key}" if hit else f"Cache not found for input keys: {key}, Linux-node-"),
        (39, "Cache restored successfully" if hit else "nothing"),
        (39.5, f"Cache restored from key: {key}" if hit else "nothing"),
        (40, "##[group]Run npm ci"),
        (40, "\x1b[36;1mnpm ci\x1b[0m"),
        (41, "shell: /usr/bin/bash -e {0}"),
        (41, "##[endgroup]"),
        (139, "added 812 packages in 98s"),
        (140, "##[group]Run npm test -- --coverage"),
        (140, "\x1b[36;1mnpm test -- --coverage\x1b[0m"),
        (141, "##[endgroup]"),
        (150, "+ echo a command that the tests echo is no step"),
        *([(339, "##[error]Process completed with exit code 1.")] if fails else []),
        (340, "##[group]Run docker build -t shop ."),
        (340, "\x1b[36;1mdocker build -t shop .\x1b[0m"),
        (341, "##[endgroup]"),
        (500, "Cleaning up orphan processes"),
    ]
    return "\ufeff" + "\n".join(f"{stamp(begin + at)} {text}" for at, text in lines) + "\n"


def archive(**members: str | bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in members.items():
            made.writestr(name, data)
    return buffer.getvalue()


def values(draft: Draft) -> dict[str, float | None]:
    return {m.id.removeprefix("ci."): m.value for m in draft.measurements}


def table(draft: Draft, title: str) -> tuple[tuple[str, ...], ...]:
    return next(t.rows for t in draft.tables if t.title == title)


def test_archives_of_github_actions():
    one = archive(**{"0_build.txt": github_job(), "build/system.txt": "Job is waiting for a runner"})
    two = archive(**{"0_build.txt": github_job(3600, hit=False, fails=True)})
    found = ci_profile([Input("logs_1.zip", one), Input("logs_2.zip", two)])
    assert found.bad == ()
    assert values(found) == {
        "duration-p50": pytest.approx(500 / 60),
        "duration-p95": pytest.approx(500 / 60),
        "install-share": pytest.approx(100 / 500),
        "cache-hit-rate": 0.5,
        "image-build": pytest.approx(160 / 60),
        "retry-to-pass": None,
        "flaky-tests": None,
        "failure-rate": 0.5,
    }
    assert [(row[0], row[2]) for row in table(found, "Where the time goes")] == [
        ("Tests", "0.4000"),
        ("Image build", "0.3200"),
        ("Dependency installation", "0.2000"),
        ("Cache", "0.0400"),
        ("Checkout", "0.0200"),
        ("Set-up", "0.0200"),
    ]
    assert table(found, "Restores of caches by key") == (("Linux-node-…", "2", "1", "0.5000"),)
    assert table(found, "Slowest steps")[0] == ("build", "npm test -- --coverage", "tests", "3.3", "3.3", "2")
    assert found.source == "pipeline: 2 runs in logs (logs_1.zip, logs_2.zip)"
    assert found.measurements[0].window == ("2026-05-04T08:00:00Z", "2026-05-04T09:08:20Z")


def test_logs_of_single_steps_tell_names_and_ends_better():
    steps = {
        "build/1_Set up job.txt": f"{stamp(0)} Current runner version\n{stamp(2)} Complete job name: build\n",
        "build/2_Install dependencies.txt": (
            f"{stamp(10)} ##[group]Run npm ci\n{stamp(10)} \x1b[36;1mnpm ci\x1b[0m\n"
            f"{stamp(11)} ##[endgroup]\n{stamp(60)} done\n"
        ),
        "build/3_Unit tests.txt": f"{stamp(110)} ##[group]Run ./run.sh\n{stamp(111)} ##[endgroup]\n{stamp(210)} ok\n",
        "build/4_Nothing.txt": "",
    }
    found = ci_profile([Input("logs_1.zip", archive(**{"0_build.txt": github_job()}, **steps))])
    assert values(found)["install-share"] == pytest.approx(100 / 210)
    assert [(row[1], row[2]) for row in table(found, "Slowest steps")] == [
        ("Install dependencies", "dependency installation"),
        ("Unit tests", "tests"),
        ("Set up job", "set-up"),
    ]
    assert found.bad == ()


def test_unpacked_folders_are_runs_as_well():
    files = [Input(f"logs/{run}/0_build.txt", github_job(run * 1000).encode()) for run in range(3)]
    files += [Input("logs/0/build/2_Run npm ci.txt", github_job().encode())]
    assert ci_profile(files).rows == 3


GITLAB = """\
\x1b[0KRunning with gitlab-runner 17.0.0 (44feccdf)\x1b[0;m
section_start:1777881600:prepare_executor
\x1b[0K\x1b[0K\x1b[36;1mPreparing the "docker" executor\x1b[0;m\x1b[0;m
section_end:1777881620:prepare_executor
\x1b[0Ksection_start:1777881620:get_sources
\x1b[0KFetching changes...
section_end:1777881630:get_sources
\x1b[0Ksection_start:1777881630:restore_cache
\x1b[0K\x1b[36;1mRestoring cache\x1b[0;m
\x1b[32;1mChecking cache for deps-main-protected...\x1b[0;m
No URL provided, cache will not be downloaded. Instead a local version of cache will be extracted.
\x1b[0;33mWARNING: Cache file does not exist\x1b[0;m
section_end:1777881640:restore_cache
\x1b[0Ksection_start:1777881640:step_script
\x1b[0K\x1b[32;1m$ export CI=1\x1b[0;m
\x1b[32;1m$ pytest -q\x1b[0;m
section_start:1777881650:install[collapsed=true]
\x1b[0K\x1b[32;1m$ pip install -r requirements.txt\x1b[0;m
section_end:1777881690:install
\x1b[0Kall passed
section_end:1777881740:step_script
\x1b[0K\x1b[32;1mJob succeeded\x1b[0;m
"""


def test_traces_of_gitlab():
    trace = GITLAB.replace("\n\x1b[0K", "\r\x1b[0K")
    found = ci_profile([Input("traces/1.log", trace.encode()), Input("traces/2.log", GITLAB.encode())])
    assert found.rows == 2
    assert values(found)["duration-p50"] == pytest.approx(140 / 60)
    assert values(found)["install-share"] == pytest.approx(40 / 140)
    assert values(found)["cache-hit-rate"] == 0
    assert values(found)["failure-rate"] == 0
    local = GITLAB.replace("\x1b[0;33mWARNING: Cache file does not exist", "Successfully extracted cache")
    assert values(ci_profile([Input("1.log", local.encode())]))["cache-hit-rate"] == 1
    shares = {row[0]: row[2] for row in table(found, "Where the time goes")}
    assert shares["Checkout"] == f"{10 / 140:.4f}"


AZURE = """\
2026-05-04T08:00:00.1Z ##[section]Starting: Initialize job
2026-05-04T08:00:10.1Z ##[section]Finishing: Initialize job
2026-05-04T08:00:10.1Z ##[section]Starting: npm ci
2026-05-04T08:02:10.1Z ##[section]Finishing: npm ci
2026-05-04T08:02:10.1Z ##[section]Starting: Run tests
2026-05-04T08:05:10.1Z ##[error]Bash exited with code '1'.
2026-05-04T08:05:10.1Z ##[section]Finishing: Run tests
"""


def test_logs_of_azure_pipelines():
    found = ci_profile([Input("1.log", AZURE.encode())])
    assert values(found)["install-share"] == pytest.approx(120 / 310)
    assert values(found)["failure-rate"] == 1


@pytest.mark.parametrize(
    ("said", "rate"),
    [
        ("The operation was canceled.", None),
        ("The job has exceeded the maximum execution time of 10m0s", 1),
        ("Process completed with exit code 137.", 1),
        ("eslint: 3 problems", 0),
    ],
)
def test_how_a_run_ended(said, rate):
    log = github_job() + f"{stamp(501)} ##[error]{said}\n"
    assert values(ci_profile([Input("1.txt", log.encode())]))["failure-rate"] == rate


def test_steps_of_gitlab_with_times_on_each_line():
    lines = [
        (0, "00O section_start:1777881600:step_script\r\x1b[0K"),
        (0.5, "01O \x1b[32;1m$ npm ci\x1b[0;m"),
        (60.5, "01O \x1b[32;1m$ npm test\x1b[0;m"),
        (180.5, "00O section_end:1777881780:step_script\r\x1b[0K"),
        (181, "00O \x1b[31;1mERROR: Job failed: exit code 1\x1b[0;m"),
    ]
    log = "".join(f"{stamp(at).replace('1234567Z', '000000Z')} {line}\n" for at, line in lines)
    found = ci_profile([Input("1.log", log.encode())])
    assert [row[:3] for row in table(found, "Slowest steps")[:2]] == [
        ("1", "npm test", "tests"),
        ("1", "npm ci", "dependency installation"),
    ]
    assert values(found)["failure-rate"] == 1


def test_any_log_with_timestamps():
    lines = ["[2026-05-04T08:00:00.000Z] Started by user", "[2026-05-04T08:00:10.000Z] + npm ci"]
    lines += ["no time in this line", "[2026-05-04T08:01:10.000Z] + npm run build", "[2026-05-04T08:02:00.000Z] done"]
    found = ci_profile([Input("jenkins.log", "\n".join(lines).encode("utf-16"))])
    assert values(found)["install-share"] == 0.5
    assert values(found)["failure-rate"] is None
    with pytest.raises(NotMeasured, match=r"plain\.log: it has no timestamps"):
        ci_profile([Input("plain.log", b"npm ci\nadded 3 packages\n")])


def listed(number: int, conclusion: str, **more: object) -> dict[str, object]:
    return {
        "databaseId": number,
        "workflowName": "CI",
        "headSha": f"{number:040x}",
        "event": "push",
        "status": "completed",
        "conclusion": conclusion,
        "attempt": 1,
        "createdAt": stamp(number * 3600)[:19] + "Z",
        "startedAt": stamp(number * 3600)[:19] + "Z",
        "updatedAt": stamp(number * 3600 + 60 * number)[:19] + "Z",
        **more,
    }


def test_a_list_of_runs_tells_retries_failures_and_durations():
    runs = [listed(n, "success") for n in range(1, 9)]
    runs[2]["attempt"] = 2
    runs += [listed(9, "failure"), listed(10, "cancelled"), listed(11, "", status="in_progress")]
    runs += [listed(12, "failure"), listed(13, "success", headSha=f"{12:040x}")]
    runs += [listed(14, "success", attempt="twice"), listed(15, "success", updatedAt="2026-01-01T00:00:00Z")]
    found = ci_profile([Input("runs.json", json.dumps(runs, indent=1).encode())])
    assert values(found)["retry-to-pass"] == pytest.approx(2 / 11)
    assert values(found)["failure-rate"] == pytest.approx(2 / 11)
    assert values(found)["duration-p50"] == 6  # of 1 to 9, 12 and 13 minutes
    assert [row.reason for row in found.bad] == ["'twice' is no number of an attempt", "it ended before it began"]
    assert len({row.line for row in found.bad}) == 2
    assert len(table(found, "Runs that passed only when repeated")) == 2
    api = {"total_count": 1, "workflow_runs": [{"id": 1, "name": "CI", "head_sha": "a" * 40, "run_attempt": 3, "conclusion": "success", "created_at": "2026-05-04T08:00:00Z", "run_started_at": "2026-05-04T09:00:00Z", "updated_at": "2026-05-04T09:10:00Z", "actor": {"login": "x"}}]}  # fmt: skip  # noqa: E501
    found = ci_profile([Input("runs.json", json.dumps(api).encode())])
    assert (values(found)["retry-to-pass"], values(found)["duration-p50"]) == (1, 10)
    older = {"id": 2, "head_sha": "b" * 40, "conclusion": "success", "created_at": "2026-05-04T08:00:00Z", "updated_at": "2026-05-04T08:10:00Z"}  # fmt: skip  # noqa: E501
    found = ci_profile([Input("runs.json", json.dumps([*api["workflow_runs"], older]).encode())])
    assert (found.bad, found.measurements[0].n) == ((), 2)


def junit(*cases: tuple[str, str], commit: str = "") -> bytes:
    named = f'<properties><property name="git.commit" value="{commit}"/></properties>' if commit else ""
    body = "".join(
        f'<testcase classname="shop.Cart" name="{name}" time="0.5">{inside}</testcase>' for name, inside in cases
    )
    suite = f'<testsuite name="s" tests="9">{named}{body}</testsuite>'
    return f'<?xml version="1.0"?><testsuites>{suite}</testsuites>'.encode()


FAILURE = '<failure message="no">at Cart.java:3</failure>'


def test_flaky_tests_fail_and_pass_on_the_same_commit():
    sha = "4f2a" * 10
    files = [
        Input("results/a1/junit.xml", junit(("adds", ""), ("pays", FAILURE), ("old", FAILURE), commit=sha)),
        Input("results/a2/junit.xml", junit(("adds", ""), ("pays", ""), ("old", FAILURE), commit=sha)),
        Input(f"results/{'b1c3' * 10}/junit.xml", junit(("old", ""), ("adds", FAILURE))),
        Input("results/a1/windows.xml", junit(("adds", FAILURE), commit=sha)),
        Input("results/c/junit.xml", junit(("slow", '<flakyFailure message="x"/>'), ("never", "<skipped/>"))),
        Input("results/d/junit.xml", junit(("again", FAILURE), ("again", ""))),
    ]
    found = ci_profile(files)
    assert values(found)["flaky-tests"] == 3
    assert [row[0] for row in table(found, "Flaky tests")] == [f"shop.Cart :: {n}" for n in ("again", "pays", "slow")]
    assert "without a commit, so compared only with themselves: 2 files" in found.measurements[6].notes
    once = ci_profile([Input("junit.xml", junit(("adds", ""), commit=sha))])
    assert values(once)["flaky-tests"] is None
    assert "no commit was tested twice" in once.measurements[6].reason


def test_hostile_files_are_refused_one_by_one():
    bomb = archive(**{"0_build.txt": b"\0" * 50_000_000})
    outside = archive(**{"../../etc/0_x.txt": "x", "1_build.txt": github_job()})
    entities = b'<!DOCTYPE t [<!ENTITY a "aaaa">]><testsuites>&a;</testsuites>'
    found = ci_profile(
        [
            Input("bomb.zip", bomb),
            Input("outside.zip", outside),
            Input("cut.zip", outside[: len(outside) // 2]),
            Input("lol.xml", entities),
            Input("half.xml", junit(("adds", ""))[:120]),
            Input("other.xml", b"<project/>"),
            Input("runs.json", b'[{"a": 1}]'),
            Input("picture.log", b"\x89PNG\r\n\x00\x00\x01"),
        ]
    )
    assert found.rows == 1
    reasons = {row.file: row.reason for row in found.bad}
    assert "like an archive made to do harm" in reasons["bomb.zip"]
    assert reasons["outside.zip/../../etc/0_x.txt"] == "its path leads out of the archive"
    assert "damaged archive" in reasons["cut.zip"]
    assert "document type" in reasons["lol.xml"]
    assert reasons["half.xml"] == "it is no XML from line 1 on"
    assert reasons["other.xml"] == "it is no JUnit file: it begins with project"
    assert "no list of runs" in reasons["runs.json"]
    assert "not a text file" in reasons["picture.log"]


@pytest.mark.parametrize(
    ("command", "kind"),
    [
        ("npm ci", Kind.INSTALL),
        ("yarn", Kind.INSTALL),
        ("yarn --immutable", Kind.INSTALL),
        ("python -m pip install -r requirements.txt", Kind.INSTALL),
        ("uv sync --frozen", Kind.INSTALL),
        ("bundle install --jobs 4", Kind.INSTALL),
        ("sudo apt-get install -y libpq-dev", Kind.INSTALL),
        ("dotnet restore", Kind.INSTALL),
        ("mvn -B dependency:go-offline", Kind.INSTALL),
        ("go mod download", Kind.INSTALL),
        ("./gradlew test", Kind.TESTS),
        ("mvn -B verify", Kind.TESTS),
        ("uv run pytest", Kind.TESTS),
        ("go test ./...", Kind.TESTS),
        ("bundle exec rspec", Kind.TESTS),
        ("cargo nextest run", Kind.TESTS),
        ("yarn test:unit", Kind.TESTS),
        ("npm run lint", Kind.LINT),
        ("cargo clippy -- -D warnings", Kind.LINT),
        ("golangci-lint run", Kind.LINT),
        ("docker buildx build --push .", Kind.IMAGE),
        ("docker/build-push-action@v6", Kind.IMAGE),
        ("./mvnw spring-boot:build-image", Kind.IMAGE),
        ("npm run build", Kind.BUILD),
        ("mvn -B package -DskipTests", Kind.BUILD),
        ("cargo build --release", Kind.BUILD),
        ("make", Kind.BUILD),
        ("actions/checkout@v4", Kind.CHECKOUT),
        ("actions/setup-node@v4", Kind.SET_UP),
        ("actions/upload-artifact@v4", Kind.ARTIFACTS),
        ("kubectl apply -f k8s/", Kind.DEPLOY),
        ("echo hello", Kind.OTHER),
        ("npm ci && npm test", Kind.MIXED),
        ("cd web && npm ci", Kind.INSTALL),
    ],
)
def test_what_a_command_does(command, kind):
    assert kind_of("step", (command,)) is kind
