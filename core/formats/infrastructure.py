"""Infrastructure as declared: resources of Terraform, Kubernetes objects, Compose services, Dockerfile stages."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Resource:
    """One declared thing.

    Attributes:
        kind: `resource.aws_db_instance`, `module`, `variable`, `terraform.backend.s3` for Terraform; the Kubernetes
            kind; `service` for Compose; `resource.<type>`, `module`, `param` for Bicep and ARM; the type for
            CloudFormation; `function` and `provider` for the Serverless Framework.
        values: its body as plain data where the format allows it (strings, numbers, lists, dicts).
        condition: what it is declared under, as text; empty when it always is.
        repeated: it is declared in a loop.
    """

    kind: str
    name: str
    line: int
    end_line: int
    values: dict[str, Any] = field(default_factory=dict)
    condition: str = ""
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class Infrastructure:
    """One infrastructure file; `system` is `terraform`, `kubernetes`, `helm-template`, `helm-chart`,
    `kustomize`, `cloudformation`, `serverless`, `bicep`, `arm`, `compose`."""

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
