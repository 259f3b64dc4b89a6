"""What a pipeline's step does, told by its command, in the words of each ecosystem."""

import re
from enum import StrEnum


class Kind(StrEnum):
    """What a step spends its time on."""

    CHECKOUT = "checkout"
    CACHE = "cache"
    INSTALL = "dependency installation"
    IMAGE = "image build"
    TESTS = "tests"
    LINT = "lint"
    BUILD = "build"
    SET_UP = "set-up"
    ARTIFACTS = "artifacts"
    DEPLOY = "deployment"
    MIXED = "several at once"
    OTHER = "other"


_JVM = r"(?:\./)?(?:mvnw?|mvnd)\b.*?"
_GRADLE = r"(?:\./)?gradlew?\b.*?"
_SCRIPT = r"(?:npm|pnpm|yarn|bun)(?: -\S+)*(?: run| run-script)?"
_MAKE = r"\b(?:make|just|task|rake|invoke)"
_NO_MORE = r"(?![\w-])"

_TABLE: tuple[tuple[Kind, tuple[str, ...]], ...] = (
    (Kind.CHECKOUT, (r"\bactions/checkout\b", r"\bgit (?:clone|fetch|lfs pull)\b", r"^get_sources$", r"^Checkout\b")),
    (
        Kind.CACHE,
        (
            r"\bactions/cache\b",
            r"\b[Rr]ust-cache\b",
            r"^(?:restore|archive|save)_cache",
            r"(?i:^(?:post )?(?:restor\w+|sav\w+|cach\w+)\b.*\bcache\b)",
            r"(?i:^cache\b)",
        ),
    ),
    (
        Kind.IMAGE,
        (
            r"\bdocker(?:[ -]compose)?(?: --?\S+)* (?:buildx )?(?:build|bake)\b",
            r"\bdocker/(?:build-push|bake)-action\b",
            r"\b(?:podman|nerdctl|buildah) (?:build|bud)\b",
            r"\bkaniko(?:/executor)?\b",
            r"\bjib(?:DockerBuild)?\b|\bbootBuildImage\b|spring-boot:build-image",
            r"\bpack build\b|\bko build\b",
        ),
    ),
    (
        Kind.INSTALL,
        (
            r"\bnpm(?: -\S+)* (?:ci|install|i)\b",
            r"\b(?:pnpm|bun)(?: -\S+)* (?:i|install|fetch)\b",
            r"\byarn(?: install\b|(?: --\S+)*$)",
            r"\bpip3?(?: -\S+)* (?:install|sync|download)\b|\bpip-sync\b|\buv (?:sync|pip install|pip sync)\b",
            r"\b(?:poetry|pipenv|pdm|hatch) (?:install|sync)\b",
            r"\b(?:conda|mamba|micromamba) (?:install|create|env (?:create|update))\b|setup-miniconda",
            r"\bbundle(?:r)? (?:install|check)\b|\bgem install\b",
            r"\bcomposer (?:install|update)\b|ramsey/composer-install",
            r"\bgo (?:mod download|get|install)\b|\bcargo (?:fetch|install)\b",
            rf"{_JVM}dependency:(?:go-offline|resolve\S*|copy-dependencies)",
            rf"{_GRADLE}\bdependencies\b",
            r"\b(?:dotnet|nuget|msbuild -t:) ?restore\b",
            r"\bmix deps\.get\b|\brebar3 get-deps\b",
            r"\b(?:apt(?:-get)?|yum|dnf|microdnf|apk|brew|choco|zypper)(?: -\S+)* (?:install|add|update)\b",
            r"\bpod install\b|\bswift package resolve\b|\b(?:flutter|dart) pub get\b",
            r"\bhelm dep(?:endency)? (?:build|update)\b|\bterraform(?: -\S+)* init\b|\bansible-galaxy install\b",
            r"\bcabal .*--only-dependencies\b|\bstack .*--only-dependencies\b",
            r"(?i:^install (?:\w+ )?(?:dependencies|packages|requirements))",
        ),
    ),
    (
        Kind.LINT,
        (
            rf"{_SCRIPT} (?:lint|format|typecheck|type-check|check-types|prettier)\b",
            r"\b(?:eslint|prettier|stylelint|biome|oxlint|tsc --noEmit)\b",
            r"\b(?:ruff|flake8|pylint|mypy|pyright|black|isort|bandit)\b",
            r"\bgolangci-lint\b|\bgo(?:fmt| vet)\b|\bstaticcheck\b|\bcargo (?:clippy|fmt)\b",
            r"\b(?:rubocop|brakeman|standardrb|phpstan|phpcs|psalm|php-cs-fixer|pint)\b",
            rf"(?:{_JVM}|{_GRADLE})(?:checkstyle|spotless\w*|ktlint\w*|detekt|pmd|spotbugs)",
            r"\b(?:shellcheck|hadolint|yamllint|actionlint|markdownlint\S*|swiftlint|ktlint|detekt|credo|tflint)\b",
            r"\bdotnet format\b|\bmix (?:credo|format|dialyzer)\b|\bterraform (?:fmt|validate)\b",
            r"\bpre-commit\b|super-linter",
            rf"{_MAKE} (?:lint|fmt|format|typecheck)\b|\b(?:tox|nox) .*lint",
        ),
    ),
    (
        Kind.TESTS,
        (
            rf"{_SCRIPT} (?:test|t|e2e|cy:run)(?::\S+)?{_NO_MORE}",
            r"\b(?:jest|vitest|mocha|karma|ava|cypress run|playwright test|ng test|wdio)\b|cypress-io/github-action",
            r"\b(?:pytest|py\.test|tox|nox|unittest|behave|robot)\b",
            r"\bgo test\b|\bgotestsum\b|\bginkgo\b|\bcargo (?:test|nextest|llvm-cov)\b",
            rf"{_JVM}(?:\btest\b|\bverify\b|\bintegration-test\b)",
            rf"{_GRADLE}(?:\w*[tT]est\b|\bcheck\b)",
            r"\b(?:rspec|phpunit|paratest|pest|ctest|k6 run|newman run|bats)\b",
            r"\b(?:rails|dotnet|mix|swift|flutter|dart|bazel|sbt|lein|deno|zig build) test\b|\bxcodebuild .*test\b",
            rf"{_MAKE} (?:test|check|spec|e2e|integration)\S*",
            r"(?i:^(?:run )?(?:unit|integration|e2e|end-to-end)?[ -]?tests?$)",
        ),
    ),
    (
        Kind.DEPLOY,
        (
            r"\b(?:kubectl (?:apply|rollout|set)|helm (?:upgrade|install)|helmfile (?:sync|apply)|argocd app)\b",
            r"\bterraform (?:apply|plan)\b|\bpulumi up\b|\b(?:serverless|sls|sam|cdk) deploy\b|\bcap \w+ deploy\b",
            r"\bdocker push\b|\b(?:npm|cargo|poetry|twine|dotnet nuget) (?:publish|upload|push)\b|\bmvn .*\bdeploy\b",
            r"\b(?:vercel|netlify|fly|flyctl|gcloud run|firebase) deploy\b",
        ),
    ),
    (
        Kind.BUILD,
        (
            rf"{_SCRIPT} (?:build|compile|bundle)\b",
            r"\b(?:webpack|rollup|esbuild|vite build|next build|ng build|nuxt build|tsc)\b",
            rf"{_JVM}(?:\bpackage\b|\bcompile\b|\binstall\b)",
            rf"{_GRADLE}(?:\bbuild\b|\bassemble\w*|\bjar\b|\bcompile\w+)",
            r"\b(?:go|cargo|bazel|swift|flutter|zig|stack|cabal|sbt|python -m) (?:build|compile|package)\b",
            r"\bgoreleaser\b",
            r"\bdotnet (?:build|publish|pack)\b|\bmsbuild\b|\bxcodebuild\b|\bmix (?:compile|release)\b",
            rf"{_MAKE}(?: (?:all|build|dist|-j\S*))?$|\bcmake\b|\bninja\b",
        ),
    ),
    (
        Kind.ARTIFACTS,
        (
            r"\bactions/(?:upload|download)-artifact\b",
            r"^(?:up|down)load_artifacts",
            r"\bcodecov\b|\bcoveralls\b|github/codeql-action/upload-sarif",
        ),
    ),
    (
        Kind.SET_UP,
        (
            r"^(?:Set up|Complete) job$|^Initialize containers$|^Stop containers$|^Post\b",
            r"/setup-[\w-]+@|\bsetup-[\w-]+-action\b|\bdocker/(?:setup|login|metadata)-",
            r"^prepare_(?:executor|script)$|^cleanup_file_variables$|^Preparing\b|^resolve_secrets$",
            r"\bdocker(?:[ -]compose)? (?:login|pull|up)\b|\baws-actions/configure|google-github-actions/auth",
        ),
    ),
)
"""In this order: the first kind that fits a command is its kind."""

_COMPILED = tuple((kind, re.compile("|".join(patterns))) for kind, patterns in _TABLE)
_SPLIT = re.compile(r"\s*(?:&&|;|\|\|)\s*")
_LONGEST = 500
_QUIET = (Kind.OTHER, Kind.SET_UP, Kind.CHECKOUT)
"""What stands beside the real work of a script without making it a mixture: `cd`, `export`, a login."""


def kind_of(name: str, commands: tuple[str, ...]) -> Kind:
    """Return what a step does.

    Args:
        name: of the step or section.
        commands: the lines of its script; none where only the name is known.
    """
    found = [_kind(part) for line in commands for part in _SPLIT.split(line[:_LONGEST]) if part.strip()]
    working = dict.fromkeys(kind for kind in found if kind not in _QUIET)
    if len(working) > 1:
        return Kind.MIXED
    if working:
        return next(iter(working))
    by_name = _kind(name)
    return by_name if by_name is not Kind.OTHER else next((k for k in found if k is not Kind.OTHER), Kind.OTHER)


def _kind(text: str) -> Kind:
    text = text.strip()[:_LONGEST]
    return next((kind for kind, pattern in _COMPILED if pattern.search(text)), Kind.OTHER)
