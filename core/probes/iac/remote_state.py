"""Is Terraform's state kept in a place the team shares?"""

from core.matching.pattern import Pattern
from core.probes.probe import Found, Hits, Probe, absent, lines_of, present
from core.probes.reading import Place, resources
from core.snapshot.snapshot import Snapshot

_LOCAL = {"terraform.backend.local", "terraform.backend"}
_COMMENTED = Pattern("commented", r"^[ \t]*(#|//)[ \t]*backend[ \t]+\"", paths=("**/*.{tf,tofu}",))
_TERRAGRUNT = Pattern("terragrunt", r"^[ \t]*remote_state[ \t]*\{", paths=("**/*.hcl",))


def _uses_terraform(snapshot: Snapshot) -> bool:
    return any(True for _ in resources(snapshot, "terraform"))


def _answer(snapshot: Snapshot, hits: Hits) -> Found:
    remote: list[Place] = []
    near: list[tuple[str, int, str]] = []
    kinds: set[str] = set()
    for file, resource in resources(snapshot, "terraform"):
        if not resource.kind.startswith(("terraform.backend", "terraform.cloud")):
            continue
        if resource.kind in _LOCAL:
            near.append((file.path, resource.line, "state is kept on the machine that runs Terraform"))
        else:
            remote.append((file.path, resource.line, resource.end_line))
            kinds.add(resource.kind.rpartition(".")[2])
    remote += lines_of(hits.of("terragrunt"))
    near += [(hit.path, hit.line, "commented out") for hit in hits.of("commented")]
    if remote:
        args: dict[str, str | int] = {"places": len(remote), "kinds": ", ".join(sorted(kinds)) or "Terragrunt"}
        return present(
            "Terraform's state is kept remotely, configured at {places} {places:place|places} ({kinds}).",
            remote,
            args=args,
            near_misses=tuple(near),
        )
    return absent("No Terraform backend keeps the state remotely.", near)


PROBE = Probe(
    id="iac.remote-state",
    question="Is Terraform's state kept in a remote backend?",
    answer=_answer,
    patterns=(_COMMENTED, _TERRAGRUNT),
    paths=("**/*.{tf,tofu,hcl}",),
    asks=("backend and cloud blocks of Terraform",),
    applies_to=_uses_terraform,
    unless="there is no Terraform file",
)
