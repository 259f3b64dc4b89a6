"""What a CI step is for: tests, lint, build, publish, deploy. Words of tools, in one place for all probes that ask."""

import re

from core.formats.pipeline import Job, Step
from core.probes.commands import Command
from core.probes.reading import action

_START = r"(?:^|[\s\"'/=(])"
_END = r"(?=[\s\"':;)]|$)"


def _words(*expressions: str) -> re.Pattern[str]:
    return re.compile(_START + "(?:" + "|".join(expressions) + ")" + _END, re.IGNORECASE)


_TESTS = _words(
    # Python
    r"pytest", r"py\.test", r"-m (?:unittest|nose2?)", r"manage\.py test", r"nosetests", r"behave", r"robot",
    r"tox(?! (?:run )?-e ?(?:lint|style|typing|docs|format|pre-commit|mypy))",
    # JavaScript
    r"jest", r"vitest", r"mocha", r"ava", r"karma", r"playwright test", r"cypress run", r"react-scripts test",
    r"ng test",
    r"node --test", r"deno test", r"bun test", r"wtr", r"tap", r"newman run", r"detox test", r"testcafe",
    r"ember test",
    # JVM
    r"(?:mvnw?|gradlew?)\b[^|]*?\s(?:test|check|verify|integrationTest|connectedCheck|\w*Tests?)",
    r"sbt\b.*\btest\w*",
    r"lein test", r"mvnw?\b[^|]*?\s(?:install|package|deploy)", r"gradlew?\b[^|]*?\sbuild",
    # Go, Rust, .NET, C
    r"(?:go|\$[({]?GO[)}]?) test", r"gotestsum", r"\$[({]GOTEST\w*[)}]", r"ginkgo",
    r"cargo (?:nextest|test|llvm-cov|tarpaulin)",
    r"dotnet (?:test|vstest)", r"ctest", r"bazel(?:isk)? test", r"invoke-pester",
    # Ruby, PHP, Elixir, Swift, others
    r"rspec", r"rails test(?::\w+)?", r"rake (?:\S+:)?(?:test|spec)\S*", r"cucumber",
    r"parallel_(?:rspec|test|cucumber)", r"turbo_tests", r"jasmine", r"teaspoon", r"phpspec run", r"nightwatch",
    r"wdio run", r"vue-cli-service test\S*", r"(?:grunt|gulp) (?:\S+ )*test\S*", r"nunit3-console",
    r"prove -\S+", r"hatch test", r"stestr run", r"phpunit", r"pest", r"paratest",
    r"behat",
    r"artisan test", r"codecept run", r"mix test", r"swift test", r"xcodebuild .*\btest", r"(?:flutter|dart) test",
    r"stack test", r"cabal test", r"bats", r"helm unittest", r"terraform test", r"molecule test", r"tracetest run",
)  # fmt: skip
_SKIPS_TESTS = re.compile(
    r"-DskipTests|-Dmaven\.test\.skip|-DskipITs\s+-DskipUT|\s-x\s+test\b|assemble|--no-tests?\b|--no-run\b|--help"
)
_TEST_TASK = re.compile(
    r"(?:make|just|task|poe|pdm run|hatch run|npm|pnpm|yarn|bun|composer|rake|turbo|nx|invoke|inv)\b[^|]*?[\s:]"
    r"(?:run[- ])?(?:[\w]+[-:_])?(?:tests?|e2e|specs?)(?:[-:_][\w:-]+)*(?=\s|$)"
)
_NOT_TEST_TASK = re.compile(
    r"docker-test|test[-_:](?:build|clean|image|deps|fixtures|lint)"
    r"|(?:lint|build|deploy|seed|migrate|release|publish|generate|prepare)[-_:](?:tests?|e2e)\b"
)
"""Tasks that only name tests or the environment of that name: `build:test`, `deploy:test`."""
_TEST_SCRIPT = re.compile(  # the script itself is named so, not what it is told
    r"(?:^|/|(?:^|\s)(?:ba|z)?sh\s+)(?:run[-_]?)?(?:\w+[-_])?tests?(?:[-_]\w+)?(?:\.sh)?$"
    r"|\s(?:run[-_]?)?(?:\w+[-_])?tests?(?:[-_]\w+)?\.sh$"
    r"|^(?:(?:ba|z)?sh\s+)?(?:\S{1,200}/)?(?:run[-_]?)?(?:\w{1,40}[-_])?tests?(?:[-_]\w{1,40})?\.sh(?=\s)"
)
_TEST_ACTIONS = re.compile(
    r"^(?:cypress-io/github-action|julia-actions/julia-runtest|r-lib/actions/check-r-package|vstest@\d"
    r"|helm/chart-testing-action|signadot/.*|browserstack/.*-action|php-actions/phpunit|xcode@\d"
    r"|(?!\./).*/(?:[\w.]+[-_])*(?:tests?|e2e|phpunit|pytest|behat|cypress)(?:[-_](?:action|runner|run))?$|.*/run-tests?)"
)
_NOT_TEST_ACTIONS = re.compile(
    r"(?:^|[/_-])(?:setup|prepare|install|upload|download|publish|report\w*|results?|summary|annotate|cache|split|comment"
    r"|build|deploy)(?:[-_]|$)"
)
_TEST_TASKS = re.compile(
    r"^(?:dotnetcorecli@\d.*\btest\b|maven@\d|gradle@\d.*\b(?:test|build|check)\b|npm@\d.*\btest\b)", re.I
)

_LINTS = _words(
    r"flake8", r"ruff", r"pylint", r"black", r"isort", r"mypy", r"pyright", r"basedpyright", r"pyre", r"pytype",
    r"djlint", r"ty check",
    r"pre-commit run", r"prek run", r"eslint", r"prettier", r"stylelint", r"tsc\b.*--noEmit", r"vue-tsc",
    r"biome (?:ci|check|lint)",
    r"oxlint", r"xo", r"standard", r"tslint", r"next lint", r"ng lint", r"react-scripts lint", r"deno (?:lint|fmt)",
    r"golangci-lint", r"go vet", r"gofmt", r"gofumpt", r"staticcheck", r"revive", r"faillint", r"errcheck",
    r"rubocop", r"rake (?:lint|rubocop)",
    r"pronto run", r"srb tc", r"steep check", r"slim-lint", r"scss-lint", r"svelte-check", r"vue-cli-service lint",
    r"dprint check", r"phpmd", r"phan", r"deptrac", r"ecs check", r"parallel-lint",
    r"(?:dotnet )?csharpier", r"jb inspectcode",
    r"golint", r"taplo (?:fmt|lint|check)", r"pycodestyle", r"pydocstyle", r"yapf", r"lint-imports",
    r"standardrb", r"erb_?lint", r"haml-lint", r"reek", r"phpcs", r"phpstan", r"psalm", r"php-cs-fixer",
    r"pint", r"rector",
    r"cargo (?:clippy|fmt)", r"rustfmt", r"ktlint\w*", r"detekt", r"checkstyle\w*", r"checkstyle:check",
    r"spotless\w*", r"spotless:check",
    r"spotbugs\w*", r"pmd\w*", r"dotnet format", r"shellcheck", r"shfmt", r"hadolint", r"yamllint",
    r"markdownlint(?:-cli2?)?",
    r"misspell", r"codespell", r"typos", r"ansible-lint", r"tflint", r"terraform (?:fmt|validate)", r"helm lint",
    r"ct lint", r"mix (?:format|credo|dialyzer)",
    r"swiftlint", r"swiftformat", r"scalafmt\w*", r"scalafix\w*", r"clang-(?:format|tidy)", r"cppcheck",
    r"ktlintCheck", r"buf lint",
    r"spectral lint", r"sqlfluff", r"jsonnet-lint", r"jsonnetfmt", r"mixtool lint", r"ember-template-lint",
)  # fmt: skip
_AS_VALUE = re.compile(
    r"(?:\s-u |--(?!frozen|locked|no-|dev\b|isolated|quiet|yes|all|silent|active)[\w-]+[ =]|\w=)"
    r"[\"']?(?:black|standard|pint|xo|robot|pest)(?=[\s\"']|$)",
    re.IGNORECASE,
)
"""Tools with the names of ordinary words, given to an option: `--storage-class STANDARD`, `login -u robot`."""
_LINT_TASK = re.compile(
    r"(?:make|just|task|poe|pdm run|hatch run|npm|pnpm|yarn|bun|composer|rake|turbo|nx|invoke|inv)\b[^|]*?[\s:]"
    r"(?:[\w]+[-:_])?(?:lint|typecheck|type-check|types?|typing|check-types|checkstyle|format-check|fmt-check|style|vet|cs)"
    r"(?:[-:_][\w:-]+)*(?=\s|$)"
)
_NOT_LINT_TASK = re.compile(r"(?:build|gen\w*|codegen|compile|copy|emit|watch)[-:_](?:types?|styles?|cs)\b")
"""Tasks that make types or style sheets."""
_LINT_ACTIONS = re.compile(
    r"(?:^|[/_-])(?:\w*lint\w*|ruff|black|pre-commit|prek|prettier|shellcheck|codespell|clippy|rustfmt|phpstan|phpcs|psalm|typos"
    r"|misspell|mypy|pyright|detekt|ktlint|rubocop|biome|trunk|hadolint|spell-?check\w*|actions-codespell)(?:[/_-]|$)"
)
_NOT_LINT_ACTIONS = re.compile(
    r"commit-?lint|pull-?request|pr-lint|semantic|actionlint|setup-|release-lint|zizmor|branch|title"
)

_BUILDS = _words(
    r"(?:[\w.\\-]{1,200}\\)?(?:ci)?build\.(?:sh|cmd|ps1|bat)",
    r"docker (?:buildx )?(?:build|bake)", r"(?:go|\$[({]?GO[)}]?) build", r"cargo (?:build|run|bench|xtask)",
    r"(?:npm|pnpm|yarn|bun)(?: run)? build\S*", r"tsc",
    r"vite build", r"webpack", r"make\s+(?:\S+\s+)*?(?:build|compile|image|docker|all)\S*",
    r"dotnet (?:build|publish)", r"mvnw?\b[^|]*?\scompile",
    r"gradlew?\b[^|]*?\sassemble\w*", r"python3? -m build", r"uv build", r"poetry build", r"hatch build",
    r"mix compile", r"bazel(?:isk)? build",
    r"cmake", r"swift build", r"xcodebuild", r"mkdocs build", r"docker compose build", r"docker-compose build",
    r"goreleaser \S+",
)  # fmt: skip
_BUILD_ACTIONS = re.compile(r"^(?:docker/(?:build-push|bake)-action|goreleaser/goreleaser-action|.*/build-push-.*)")

_CALL_TESTS = re.compile(r"(?:^|[^a-z])(?:tests?|e2e|spec|phpunit|pytest)(?:[^a-z]|$)", re.IGNORECASE)
_CALL_LINTS = re.compile(r"(?:^|[^a-z])(?:lint\w*|static|style|format|typecheck|pre-commit)(?:[^a-z]|$)", re.IGNORECASE)
_CALL_BUILDS = re.compile(r"(?:^|[^a-z])(?:build\w*|image|assets|compile)(?:[^a-z]|$)", re.IGNORECASE)


def runs_tests(command: Command) -> bool:
    """Tell whether a command runs an automated test suite; a task or script called "test" must do something."""
    text = _AS_VALUE.sub(" ", command.text)
    if _TESTS.search(text):
        return not _SKIPS_TESTS.search(text)
    task = _TEST_TASK.search(text) or _TEST_SCRIPT.search(text)
    return bool(command.leads_on and task and not _NOT_TEST_TASK.search(text) and not runs_lint(command))


def tests_by_action(step: Step) -> bool:
    """Tell whether a called action or task is there to run tests."""
    called = f"{step.uses} {' '.join(step.options.values())}"
    name = action(step.uses)
    named = _TEST_ACTIONS.match(name) and not _NOT_TEST_ACTIONS.search(name.rpartition("/")[2])
    return bool(step.uses and (named or _TEST_TASKS.match(called)))


def runs_lint(command: Command) -> bool:
    """Tell whether a command runs a linter, a formatter or a type checker."""
    text = _AS_VALUE.sub(" ", command.text)
    return bool(_LINTS.search(text) or (command.leads_on and _LINT_TASK.search(_NOT_LINT_TASK.sub("", text))))


def lints_by_action(step: Step) -> bool:
    """Tell whether a called action is a linter, a formatter or a type checker."""
    name = action(step.uses)
    return bool(name and _LINT_ACTIONS.search(name) and not _NOT_LINT_ACTIONS.search(name))


def builds(command: Command) -> bool:
    """Tell whether a command compiles or packs something."""
    return bool(_BUILDS.search(command.text))


def builds_by_action(step: Step) -> bool:
    """Tell whether a called action compiles or packs something."""
    return bool(step.uses and _BUILD_ACTIONS.match(action(step.uses)))


def is_elsewhere(job: Job) -> bool:
    """Tell whether a job calls a reusable workflow or template that is kept outside this repository."""
    return bool(job.uses) and not job.uses.startswith("./")


def _called(job: Job) -> str:
    return f"{job.id} {job.name} {job.uses.partition('@')[0].rpartition('/')[2]}"


def call_tests(job: Job) -> bool:
    """Tell whether a call to something kept elsewhere names tests as its purpose."""
    return is_elsewhere(job) and bool(_CALL_TESTS.search(_called(job)))


def call_lints(job: Job) -> bool:
    """Tell whether a call to something kept elsewhere names lint or static analysis as its purpose."""
    return is_elsewhere(job) and bool(_CALL_LINTS.search(_called(job)))


def call_builds(job: Job) -> bool:
    """Tell whether a call to something kept elsewhere names a build as its purpose."""
    return is_elsewhere(job) and bool(_CALL_BUILDS.search(_called(job)))
