"""Are the dependencies checked for known vulnerabilities in CI?"""

import re

from core.formats.pipeline import Step
from core.probes.answers import Words, settled
from core.probes.ci_tools import Tools, calls_elsewhere, configured_hooks, uses_of, with_reason
from core.probes.commands import all_commands
from core.probes.hooks import HOOK_FILES
from core.probes.probe import Found, Hits, Probe
from core.probes.purposes import runs_tests
from core.probes.reading import PIPELINE_PATHS, Place, action, declares, manifests
from core.snapshot.snapshot import Snapshot

_ACTIONS = re.compile(
    r"^(actions/dependency-review-action|pypa/gh-action-pip-audit|google/osv-scanner-action.*"
    r"|golang/govulncheck-action|.*/cargo-deny-action|(rustsec|actions-rs)/audit(-check)?|snyk/actions(/(?!iac).*)?"
    r"|dependency-check/.*|anchore/(scan-action|grype-action)|docker/scout-action|pyupio/safety(-action)?"
    r"|symfonycorp/security-checker-action|.*/(bundler|npm|yarn|pnpm|composer|pip)-?audit(-action)?|mend.*"
    r"|whitesource/.*"
    r"|sonatype-nexus-community/.*|veracode/veracode-sca|checkmarx/.*sca.*|snyk/(scan|test)|snyksecurityscan@\d"
    r"|dependency-check-build-task@\d|whitesource@\d|azure/container-scan|crazy-max/ghaction-container-scan)$"
)
_TRIVY = re.compile(r"(^|/)(trivy-action|trivy@\d|setup-trivy/scan)$")
_COMMANDS = re.compile(
    r"(?:^|[\s\"'/])(?:(?:npm|yarn(?: npm)?|pnpm|bun|composer|uv|pipenv) (?:run )?audit|pipenv check|audit-ci"
    r"|better-npm-audit"
    r"|improved-yarn-audit|auditjs|retire|pip-audit|-m pip_audit|safety (?:check|scan)|govulncheck|nancy sleuth"
    r"|gosnyk"
    r"|cargo[- ]audit|cargo[- ]deny|bundle(?:r)?[- ]audit|osv-scanner|snyk(?: (?:test|monitor))?|grype"
    r"|dependency-check(?:\.sh)?"
    r"|(?:org\.owasp:)?dependency-check(?:-maven)?:(?:[\w.]+:)?(?:check|aggregate)|dependencyCheck(?:Analyze"
    r"|Aggregate)"
    r"|dotnet list [^|]*--vulnerable|(?:local-php-security-checker|symfony (?:local:)?(?:check:security"
    r"|security:check))"
    r"|mix deps\.audit|docker scout cves|trivy)(?=\s|$|[\"')])"
)
_OTHER = re.compile(
    r"audit (?:fix|signatures)|snyk (?:code|iac|auth|config|sbom)|trivy\s+(?:config|conf|plugin|version|k8s|sbom"
    r"|--version)"
    r"|\btrivy\b.*\s--(?:download-(?:java-)?db-only|clear-cache|reset)\b"
    r"|--vuln-type[ =]os\b|--pkg-types[ =]os\b|--scanners[ =](?!\S*vuln)"
    r"|cargo[- ]deny\b.*\scheck\s+(?!.*advisories)[a-z]"
)
_CALLS = re.compile(
    r"dependency-(?:review|scan|check|audit)|deps-(?:audit|scan)|osv-scan|govulncheck|pip-audit|npm-audit|vulnerab"
    r"|snyk"
    r"|trivy|grype|\bsca\b|container-scan|security/container|image-scan",
    re.IGNORECASE,
)
_HOOKS = re.compile(
    r"pip-audit|python-safety-dependencies-check|osv-scanner|govulncheck\w*|cargo-audit|cargo-deny|bundler-audit"
    r"|npm-audit"
)
_BUILD_PLUGINS = (
    "dependency-check-maven",
    "org.owasp.dependencycheck",
    "ossindex-maven-plugin",
    "sbt-dependency-check",
)
_DECLARED = (
    "pip-audit",
    "safety",
    "bundler-audit",
    "audit-ci",
    "better-npm-audit",
    "mix_audit",
    "roave/security-advisories",
)


def _by_action(step: Step) -> bool:
    name = action(step.uses)
    if _TRIVY.search(name):
        kind = step.options.get("scan-type", "image").lower()
        scanners = step.options.get("scanners") or step.options.get("security-checks") or "vuln"
        packages = step.options.get("vuln-type") or step.options.get("pkg-types") or "library"
        return kind not in ("config", "sbom") and "vuln" in scanners and "library" in packages
    return bool(_ACTIONS.match(name))


TOOLS = Tools(_by_action, _COMMANDS, _CALLS, _OTHER, _HOOKS)
"""Scanners of dependencies for known vulnerabilities, those of whole images among them."""


def _answer(snapshot: Snapshot, hits: Hits) -> Found:
    plugins: list[Place] = [(m.path, 1, 1) for m in manifests(snapshot) if set(_BUILD_PLUGINS) & set(m.sections)]
    building = any(runs_tests(command) for _, _, _, command in all_commands(snapshot))
    near = [(m.path, d.line, "declared, but CI does not run it") for m, d in declares(snapshot, _DECLARED)]
    near += with_reason(configured_hooks(snapshot, _HOOKS), "a hook that CI does not run")
    if not building:
        near += with_reason(plugins, "declared, but CI does not run it")
    maybe = calls_elsewhere(snapshot, _CALLS) + (plugins if building else [])
    return settled(_WORDS, uses_of(snapshot, TOOLS), maybe, near)


_WORDS = Words(
    "Dependencies are scanned for known vulnerabilities at {places} {places:place|places}.",
    "CI does not scan dependencies for known vulnerabilities.",
    "{places} {places:place names|places name} a scan of dependencies that runs outside what the repository shows.",
)

PROBE = Probe(
    id="ci.dependency-scan",
    question="Does CI scan dependencies for known vulnerabilities?",
    answer=_answer,
    paths=(*PIPELINE_PATHS, *HOOK_FILES),
    asks=("scanners called by CI steps and their commands", "hooks that CI runs", "names of workflows kept elsewhere"),
)
