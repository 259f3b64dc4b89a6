"""Is what is committed searched for secrets?"""

import re

from core.formats.pipeline import Step
from core.matching.pattern import Pattern
from core.probes.answers import Words, settled
from core.probes.ci_tools import Tools, calls_elsewhere, configured_hooks, uses_of
from core.probes.hooks import HOOK_FILES
from core.probes.probe import Found, Hits, Probe, lines_of
from core.probes.reading import PIPELINE_PATHS, action
from core.snapshot.snapshot import Snapshot

_NAMES = (
    r"gitleaks|trufflehog3?|detect-secrets(?:-hook)?|ggshield|git-secrets|secretlint|ripsecrets|talisman|whispers"
    r"|noseyparker|kingfisher|detect-aws-credentials|detect-private-key"
)
_ACTIONS = re.compile(
    rf"(?:^|[/_-])(?:{_NAMES}|gitguardian|secret-?(?:s|scan\w*|detect\w*)(?:-(?:scan\w*|detect\w*"
    rf"|action))?)(?:[/@_-]|$)"
)
_FETCHES = re.compile(
    r"(?<!detect-)(?<!git-)secrets-(?!scan|detect|check|leak|find)[a-z]|get-?secrets?"
    r"|(?:vault|keyvault|aws|azure|doppler|load)-?secrets?"
)
_COMMANDS = re.compile(
    rf"(?:^|[\s\"'/:])(?:{_NAMES})(?=\s|$|[:@\"'])|\btrivy\b.*--(?:scanners|security-checks)[ =]\S*secret"
)
_CALLS = re.compile(rf"{_NAMES}|secret-?(?:s-)?(?:scan|detect)|gitguardian", re.IGNORECASE)
_HOOKS = re.compile(
    rf"(?:{_NAMES})(?:-(?:docker|system|baseline|fast|local|commit|push|pre-commit|pre-push))*|trufflehog\w*"
)
_OTHER_HOOKS = Pattern(
    "hook", rf"^([^#\n]*[^\w.#\n-])?({_NAMES})([ \t]|$|[:\"'@])",
    paths=("**/.husky/*", "**/{.,}lefthook.{yml,yaml,toml}", "**/{hooks,.githooks,githooks,.git-hooks}/*",
           "**/.lintstagedrc{,.json,.js,.yml,.yaml}", "**/lint-staged.config.*", ".overcommit.yml"),
    code_only=True,
)  # fmt: skip
_IN_PACKAGE = Pattern(
    "package", r"\"[^\"\n]*\"[ \t]*:[ \t]*\[?[ \t]*"
    r"\"[^\"\n]*\b(gitleaks|trufflehog|detect-secrets|ggshield|secretlint)[ \t]",
    paths=("**/package.json",),
)  # fmt: skip
_SETTINGS = (
    "**/{.,}gitleaks.toml", "**/.gitleaksignore", "**/.secrets.baseline", "**/.gitguardian.{yml,yaml}",
    "**/.gitallowed",
    "**/.secretlintrc{,.json,.js,.yml,.yaml}", "**/.talismanrc", "**/.trufflehog*",
    ".github/secret_scanning.{yml,yaml}",
)  # fmt: skip


def _by_action(step: Step) -> bool:
    name = action(step.uses)
    if "trivy" in name:
        return "secret" in (step.options.get("scanners") or step.options.get("security-checks") or "")
    return bool(_ACTIONS.search(name) and not _FETCHES.search(name))


TOOLS = Tools(_by_action, _COMMANDS, _CALLS, None, _HOOKS)
"""Scanners for secrets."""


def _answer(snapshot: Snapshot, hits: Hits) -> Found:
    found = [*configured_hooks(snapshot, _HOOKS), *uses_of(snapshot, TOOLS), *lines_of(hits.of("hook", "package"))]
    near = [(path, 1, "settings of a scanner that nothing here runs") for path in snapshot.files(globs=_SETTINGS)]
    return settled(_WORDS, found, calls_elsewhere(snapshot, _CALLS), [] if found else near)


_WORDS = Words(
    "Commits are searched for secrets, as {places} {places:place says|places say}.",
    "Neither CI nor a commit hook searches for secrets.",
    "{places} CI {places:job calls|jobs call} a search for secrets kept outside this repository.",
)

PROBE = Probe(
    id="ci.secret-scan",
    question="Does CI or a commit hook search for secrets?",
    answer=_answer,
    patterns=(_OTHER_HOOKS, _IN_PACKAGE),
    paths=(*PIPELINE_PATHS, *HOOK_FILES, *_OTHER_HOOKS.paths, "**/package.json"),
    asks=("scanners called by CI steps and their commands", "commit hooks by id and by what they run"),
)
