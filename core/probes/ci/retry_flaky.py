"""Are failed tests or flaky steps of CI tried again by configuration?"""

import re

from core.formats.pipeline import Step
from core.matching.pattern import Hit, Pattern
from core.probes.answers import Words, settled
from core.probes.ci_tools import OTHER_CI_PATHS, commands_like, steps_calling
from core.probes.commands import all_commands
from core.probes.probe import Found, Hits, Probe
from core.probes.purposes import runs_tests
from core.probes.reading import Place, action, pipelines, place
from core.snapshot.snapshot import Snapshot

_ACTIONS = re.compile(
    r"^(nick-(fields|invision)/retry|wandalen/wretry\.action|.*/(retry|wretry|rerun)(-(action|step|command))?)$"
)
_DOWNLOADS = re.compile(
    r"^\s*(?:sudo\s+)?(?:curl|wget|apt(?:-get)?|pip3?|npm|yarn|docker (?:pull|login)|git (?:clone|fetch))\s"
)
_COMMANDS = re.compile(
    r"--reruns[ =][1-9]|--rerun-fails\b|--force-flaky|(?:rerunFailingTestsCount"
    r"|failsafe\.rerunFailingTestsCount)=[1-9]"
    r"|--flake-?attempts[ =][2-9]|--flaky_test_attempts=\S*[1-9]|--retry-failed-tests|-retry-tests-on-failure"
    r"|--repeat[ :=]until-pass|--rerunfailed|--only-failures|-PmaxRetries=[1-9]|--max-retry-count[ =][1-9]"
)
_GENERAL = re.compile(
    r"(?:^|\s)--retr(?:y|ies)[ =][1-9]|\bretries=[1-9]|(?:^|\s)travis_retry\s|(?:^|\s)retry\s+(?:-\S+\s+)*\d?\s*\S"
)
_SETTING = Pattern(
    "setting", r"^[ \t-]*(retryCountOnTaskFailure|max_auto_reruns):[ \t]*[1-9]"
        r"|^[ \t]*retry[ \t]*\([ \t]*(count:[ \t]*)?[1-9]"
    r"|^[ \t-]*retries:[ \t]*[1-9]|^[ \t-]*automatic:[ \t]*(true|$)|^[ \t-]*automatic:[ \t]*[\[{]"
    r"|^[ \t]*attempts:[ \t]*[2-9]",
    paths=tuple(glob for glob in OTHER_CI_PATHS if "gitlab" not in glob), code_only=True,
)  # fmt: skip
_CONFIGURED = Pattern(
    "configured", r"\bretries[\"']?[ \t]*[:=][ \t]*[^ \t\n]|\bretry[\"']?[ \t]*:[ \t]*[1-9]"
        r"|\bspecFileRetries:[ \t]*[1-9]"
    r"|^[ \t]*(runMode|openMode)[\"']?[ \t]*:[ \t]*[1-9]",
    paths=("**/playwright*.config.*", "**/cypress*.config.*", "**/cypress*.json",
           "**/vite{,st}*.config.*", "**/.mocharc*",
           "**/wdio*.conf.*", "**/.config/nextest.toml", "**/jest*.config.*",
           "**/.testcaferc*", "**/nightwatch.conf.*"),
    code_only=True,
)  # fmt: skip
_PYTEST = Pattern(
    "pytest", r"--reruns[= ][1-9]|^[ \t]*reruns[ \t]*=[ \t]*[\"']?[1-9]|--force-flaky",
    paths=("**/pytest.ini", "**/pyproject.toml", "**/setup.cfg", "**/tox.ini"), code_only=True,
)  # fmt: skip
_BUILD = Pattern(
    "build", r"<(surefire\.|failsafe\.)?rerunFailingTestsCount>[ \t]*[1-9]|org\.gradle\.test-retry|gradle/test-retry"
    r"|^[ \t]*maxRetries([ \t]*=|\.set\(|[ \t])[ \t]*[1-9]|^[ \t]*(test|build)[ \t].*--flaky_test_attempts=",
    paths=("**/pom.xml", "**/*.gradle", "**/*.gradle.kts", "**/.bazelrc"), code_only=True,
)  # fmt: skip
_IN_TESTS = Pattern(
    "in-tests", r"\bjest\.retryTimes\([ \t]*[1-9]|\bthis\.retries\([1-9]|@(pytest\.mark\.)?flaky\b|\bmark\.flaky\("
    r"|Minitest::Retry\.use!|rspec/retry|default_retry_count[ \t]*=|\bretry:[ \t]*[1-9].*\bdo\b|\[Retry(Fact"
    r"|Theory)?(\(\d+\))?\]"
    r"|\[Retry\(|@RetryingTest\(|@RepeatedIfExceptionsTest|\bFlakeAttempts\([2-9]|\bIRetryAnalyzer\b"
    r"|\bRetryAnalyzer\.class"
    r"|\btest\.describe\.configure\(.*retries:[ \t]*[1-9]|@RetryTest\b|\bretry_flaky_test",
    classes=("test",), code_only=True,
)  # fmt: skip
_NONE = re.compile(r"retr(?:y|ies)[\"']?\s*[:=]\s*[\"']?(?:0\s*[,}\"']?\s*$|0\s*,|false|null|undefined|None)")


def _retries(step: Step) -> bool:
    if not _ACTIONS.match(action(step.uses)):
        return False
    command = step.options.get("command") or step.options.get("run") or ""
    return not command or any(not _DOWNLOADS.match(line) for line in command.strip().split("\n"))


def _general(snapshot: Snapshot) -> list[Place]:
    """Return commands that run tests and have a general option or wrapper to try again."""
    found: list[Place] = []
    for _, _, _, command in all_commands(snapshot):
        if _GENERAL.search(command.text) and runs_tests(command):
            found += command.places
    return found


def _is_set(hit: Hit) -> bool:
    return not _NONE.search(hit.text)


def _answer(snapshot: Snapshot, hits: Hits) -> Found:
    found = steps_calling(snapshot, _retries) + commands_like(snapshot, _COMMANDS) + _general(snapshot)
    for pipeline in pipelines(snapshot):
        found += [place(pipeline, job.retry_line or job.line) for job in pipeline.jobs if job.retry]
    shown = hits.of("setting", "configured", "pytest", "build", "in-tests")
    found += [(hit.path, hit.line, hit.line) for hit in shown if _is_set(hit)]
    near = [(hit.path, hit.line, "switched off") for hit in shown if not _is_set(hit)]
    return settled(_WORDS, found, near=near)


_WORDS = Words(
    "Failed tests or steps are tried again by configuration at {places} {places:place|places}.",
    "No configuration tries failed tests or flaky steps again.",
)

PROBE = Probe(
    id="ci.retry-flaky",
    question="Are failed tests or flaky steps retried by configuration?",
    answer=_answer,
    patterns=(_SETTING, _CONFIGURED, _PYTEST, _BUILD, _IN_TESTS),
    asks=("retry options of test commands in CI", "retry actions and keys", "retry settings of test tools"),
)
