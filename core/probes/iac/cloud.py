"""Is cloud infrastructure declared as code?"""

from core.matching.pattern import Pattern
from core.probes.declared import cloud
from core.probes.probe import Found, Hits, Probe, absent, lines_of, present
from core.probes.reading import Place, own_files
from core.snapshot.snapshot import Snapshot

_ARM = Pattern("arm", r"schema\.management\.azure\.com/schemas/[^\"\n]*eploymentTemplate\.json", paths=("**/*.json",))
_CLOUDFORMATION = Pattern(
    "cloudformation",
    r"\"AWSTemplateFormatVersion\"|\"Type\"[ \t]*:[ \t]*\"AWS::[A-Z]\w+::\w+\"",
    paths=("**/*.{json,template}",),
    classes=("infrastructure", "configuration"),
)
_PLAYBOOK = Pattern(
    "playbook",
    r"^[ \t]*-?[ \t]*hosts:[ \t]*\S",
    classes=("infrastructure", "configuration"),
    paths=("**/*.{yml,yaml}",),
)
_PLATFORM = Pattern(
    "platform",
    r"^(?:services|databases|envVarGroups|static_sites|workers|jobs):[ \t]*$",
    paths=("**/render.{yml,yaml}", "**/.do/{app,deploy.template}.{yml,yaml}", "**/app.platform.{yml,yaml}"),
    code_only=True,
)
"""What Render calls a blueprint and DigitalOcean an app specification: services and databases of a cloud platform."""
_PULUMI_CDK = ("**/Pulumi.{yml,yaml}", "**/cdk.json", "**/cdktf.json")
_BICEP = ("**/*.bicep",)
_ROLES = ("**/roles/*/tasks/main.{yml,yaml}", "**/ansible.cfg")


def _answer(snapshot: Snapshot, hits: Hits) -> Found:
    found: list[Place] = []
    near: list[tuple[str, int, str]] = []
    for file, resource in cloud(snapshot):
        where = (file.path, resource.line, resource.end_line)
        if resource.kind.startswith(("resource.kubernetes_", "resource.helm_", "resource.kubectl_")):
            near.append((file.path, resource.line, "declares what runs inside a cluster"))
        else:
            found.append(where)
    for globs in (_BICEP, _PULUMI_CDK):
        found += [(path, 1, 1) for path in own_files(snapshot, globs)]
    found += lines_of(hits.of("arm", "cloudformation", "platform"))
    roles = own_files(snapshot, _ROLES)
    found += [(path, 1, 1) for path in roles]
    found += (
        lines_of(hits.of("playbook"))
        if roles
        else [(h.path, h.line, h.line) for h in hits.of("playbook") if _is_playbook(snapshot, h.path)]
    )
    if found:
        files = len({path for path, _, _ in found})
        first = {path: (path, line, end) for path, line, end in reversed(found)}
        found = [*reversed(first.values()), *found]  # one place of every file before the second of any
        return present(
            "Cloud infrastructure is declared in {files} {files:file|files}.",
            dict.fromkeys(found),
            args={"files": files},
            near_misses=tuple(near[:20]),
        )
    return absent("No cloud infrastructure is declared as code.", near)


def _is_playbook(snapshot: Snapshot, path: str) -> bool:
    """Tell whether a YAML file is a list of plays: `- hosts:` with tasks or roles."""
    lines = snapshot.lines(path)
    plays = any(line.startswith(("- hosts:", "- name:")) for line in lines)
    return plays and any(line.strip() in ("tasks:", "roles:", "pre_tasks:") for line in lines)


PROBE = Probe(
    id="iac.cloud",
    question="Is cloud infrastructure declared as code?",
    answer=_answer,
    patterns=(_ARM, _CLOUDFORMATION, _PLAYBOOK, _PLATFORM),
    paths=("**/*.{tf,tofu,bicep,json,template,yml,yaml}", *_PULUMI_CDK, *_ROLES),
    asks=(
        "resources and modules of Terraform, Bicep, ARM, CloudFormation, Serverless Framework",
        "projects of Pulumi and CDK",
        "playbooks and roles of Ansible",
    ),
)
