"""Is infrastructure code validated or scanned before it takes effect?"""

import re

from core.matching.pattern import Pattern
from core.probes.commands import all_commands
from core.probes.probe import Found, Hits, Probe, absent, lines_of, present
from core.probes.reading import PIPELINE_PATHS, Place, action, pipelines, place
from core.snapshot.snapshot import Snapshot

_COMMANDS = re.compile(
    r"(?:^|[\s/\"'(=])(?:tflint|tfsec|checkov|kics|terrascan|conftest|kubeconform|kubeval|kube-linter|kube-score|datree"
    r"|polaris audit|pluto|cfn-lint|cfn[-_]nag\w*|cfn-guard|regula|ansible-lint|snyk iac|opa (?:eval"
    r"|test)|kyverno (?:apply|test)"
    r"|(?:terraform|tofu|terragrunt)\s+(?:\S+\s+)*?(?:validate|plan)|trivy (?:config|conf)"
    r"|trivy\b.*--(?:security-checks|scanners)[= ]\S*(?:config|misconfig)"
    r"|helm lint|ct lint\S*|helm unittest|az bicep (?:build|lint)|bicep (?:build|lint)"
    r"|az deployment \w+ (?:validate|what-if)"
    r"|aws cloudformation validate-template|sam validate|cdk diff|pulumi preview|infracost breakdown"
    r"|kubectl\b.*--dry-run=server|ansible-playbook .*--syntax-check|nova find"
    r"|terraform-compliance)(?=\s|$|[\"'])"
)
_ACTIONS = re.compile(
    r"^(.*/tflint.*|aquasecurity/tfsec.*|bridgecrewio/checkov-action|checkmarx/kics.*"
    r"|(.*/)?kube-linter-action.*|.*kubeconform.*|.*kubeval.*"
    r"|helm/chart-testing-action|tenable/terrascan-action|instrumenta/(conftest|kubeval)-action"
    r"|stelligent/cfn_nag|scottbrenner/cfn-lint-action"
    r"|ansible/ansible-lint.*|azure/bicep-deploy|snyk/actions/iac|azure/arm-ttk.*|microsoft/ps-rule"
    r"|dflook/terraform-(plan|validate|check).*"
    r"|hashicorp/tfc-workflows-github/actions/create-run|triat/terraform-security-scan"
    r"|datreeio/action-datree|.*/setup-tflint(?!.))$"
)
_NOT_ACTIONS = re.compile(r"setup-tflint|setup-(?:kubeconform|kubeval)|chart-testing-action|arm-template-clean")
_HOOKS = Pattern(
    "hooks",
    r"id:[ \t]*[\"']?(terraform[_-](tflint|validate|tfsec|trivy|checkov|terrascan|plan)"
    r"|terragrunt[_-]validate\w*|tflint|tfsec"
    r"|checkov\w*|kics\w*|helm-?lint\w*|helm_lint|gruntwork-helmlint|kubeconform\w*|kubeval\w*"
    r"|kube-linter\w*|kube-score"
    r"|cfn-(python-)?lint|cfn-lint-rc|ansible-lint|trivy\w*|conftest\w*|bicep-(build|lint)|terraform-validate)\b",
    paths=("**/.pre-commit-config.{yml,yaml}",),
    code_only=True,
)
_FORMATS = re.compile(r"(?:terraform|tofu) fmt|terraform_fmt|bicep format")
_SCANS = {"config", "iac"}


def _answer(snapshot: Snapshot, hits: Hits) -> Found:
    found: list[Place] = []
    near: list[tuple[str, int, str]] = []
    for pipeline in pipelines(snapshot):
        for _, step in pipeline.steps():
            name = action(step.uses)
            scanned = "trivy" in name and (
                step.options.get("scan-type", "") in _SCANS or "config" in step.options.get("scanners", "")
            )
            if scanned or (name and _ACTIONS.match(name) and not _NOT_ACTIONS.search(name)):
                found.append(place(pipeline, step.line, step.end_line))
    for _, _, _, command in all_commands(snapshot):
        if _COMMANDS.search(command.text):
            found += command.places
        elif _FORMATS.search(command.text):
            near.append((*command.place[:2], "formatting only"))
    found += lines_of(hits.of("hooks"))
    if found:
        places = list(dict.fromkeys(found))
        return present(
            "Infrastructure code is validated or scanned at {places} {places:place|places}.",
            places,
            args={"places": len(places)},
            near_misses=tuple(near),
        )
    return absent("No pipeline or hook validates or scans infrastructure code.", near)


PROBE = Probe(
    id="iac.policy-scan",
    question="Is infrastructure code validated or scanned in CI or at commit time?",
    answer=_answer,
    patterns=(_HOOKS,),
    paths=(*PIPELINE_PATHS, "**/.pre-commit-config.{yml,yaml}"),
    asks=("actions and commands of CI steps that validate, plan or scan", "hooks of pre-commit"),
)
