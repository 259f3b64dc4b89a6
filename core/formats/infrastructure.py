"""Infrastructure as declared: resources of Terraform, Kubernetes objects, Compose services, Dockerfile stages."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Resource:
    """One declared thing.

    Attributes:
        kind: `resource.aws_db_instance`, `module`, `variable`, `terraform.backend.s3` for Terraform; the Kubernetes
            kind; `service` for Compose.
        values: its body as plain data where the format allows it (strings, numbers, lists, dicts).
    """

    kind: str
    name: str
    line: int
    end_line: int
    values: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Infrastructure:
    """One infrastructure file; `system` is `terraform`, `kubernetes`, `helm-template`, `helm-chart`,
    `kustomize`, `cloudformation`, `bicep`, `arm`, `compose`."""

    system: str
    path: str
    resources: tuple[Resource, ...] = ()
    not_understood: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Instruction:
    """One Dockerfile instruction, continuation lines joined."""

    keyword: str
    value: str
    line: int


@dataclass(frozen=True, slots=True)
class Dockerfile:
    """One Dockerfile."""

    path: str
    instructions: tuple[Instruction, ...] = ()
