"""Does the folder of the infrastructure code say how to deploy it?"""

import re
from posixpath import dirname

from core.probes.probe import Found, Hits, Probe, absent, present
from core.probes.prose_search import line_of
from core.probes.reading import CLOUD, CLUSTER, Place, resources
from core.snapshot.file_class import FileClass
from core.snapshot.globs import matches_any
from core.snapshot.snapshot import Snapshot

_README = ("**/{readme,README,Readme}{,.md,.rst,.adoc,.txt}",)
_SYSTEMS = (*CLUSTER, "helm-chart", "kustomize", *CLOUD)
_COMMANDS = re.compile(
    r"\b(?:terraform|tofu|terragrunt) (?:-\S+ )*(?:init|plan|apply|destroy)|\bhelm (?:install|upgrade"
    r"|repo|template|dep)"
    r"|\bhelmfile\b|\bkubectl (?:-\S+ \S+ )*(?:apply|create|kustomize|-k)|\bkustomize build"
    r"|\baz (?:deployment|group create|bicep)"
    r"|\bazd (?:up|provision|deploy)|\bsam (?:deploy|build)|\bcdk (?:deploy|bootstrap)|\bpulumi up|\baws cloudformation"
    r"|\b(?:serverless|sls) deploy"
    r"|\bansible-playbook\b|\bskaffold (?:run|dev)|\bargocd app|\bflux (?:bootstrap|reconcile)"
    r"|\bmake \S*(?:deploy|apply)\S*"
    r"|\bgcloud deploy"
)
_NEAREST = 2
"""How many folders above its files a README still speaks of them."""


def _answer(snapshot: Snapshot, hits: Hits) -> Found:
    readmes: dict[str, str] = {}
    for path in snapshot.files(FileClass.DOCUMENT, globs=_README):
        readmes.setdefault(dirname(path), path)
    folders: dict[str, None] = {}
    at_root = False
    for file, _ in resources(snapshot, *_SYSTEMS):
        folder = dirname(file.path)
        at_root = at_root or not folder
        for _ in range(_NEAREST + 1):
            if not folder or folder in readmes:
                break
            folder = dirname(folder)
        if folder in readmes and (folder or at_root) and not matches_any(f"{folder}/x", ("docs/**", "doc/**")):
            folders[folder] = None
    found: list[Place] = []
    near: list[tuple[str, int, str]] = []
    for folder in folders:
        path = readmes[folder]
        line = line_of(snapshot.text(path) or "", _COMMANDS)
        if line:
            found.append((path, line, line))
        else:
            near.append((path, 1, "does not say how to deploy"))
    if found:
        return present(
            "{files} {files:README|READMEs} beside infrastructure code {files:says|say} how to deploy it.",
            found,
            args={"files": len(found)},
            near_misses=tuple(near),
        )
    return absent("No README beside infrastructure code says how to deploy it.", near)


PROBE = Probe(
    id="iac.docs",
    question="Does a README in the folder of the infrastructure code explain how to deploy it?",
    answer=_answer,
    paths=_README,
    classes=(FileClass.DOCUMENT.value,),
    asks=("commands in a README of a folder that holds infrastructure code",),
)
