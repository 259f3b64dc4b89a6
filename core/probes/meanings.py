"""What counts as a yes to each probe and what must not be mistaken for it; the words are in resources/probes.json."""

import json
from dataclasses import dataclass
from functools import cache

from core import assets

AREAS = {
    "env": "Development environment",
    "ci": "Continuous integration",
    "test": "Tests",
    "cd": "Delivery",
    "iac": "Infrastructure as code",
    "obs": "Observability",
    "rel": "Reliability",
    "rec": "Recovery",
    "doc": "Documentation",
}
"""Areas of the catalogue in reading order, with their names."""

RULES = (
    "Vendored, generated and third-party code never counts.",
    "A mention in prose, a comment or a changelog never counts, unless the probe asks about documents.",
    "A dependency that is only locked or only transitive never counts; declared and used or configured does.",
    "Test code counts only for probes about tests, unless said otherwise.",
    "A framework's default counts when the repository activates it.",
    "What only an external module or image does never counts; configuring it does.",
    "A script or test that a pipeline should run counts only when a pipeline runs it.",
    "A setting whose effect cannot be seen in the repository is answered unproven.",
    "Configuration that points at removed files still counts.",
    "Examples and samples count only where the whole repository is an example.",
)
"""What holds for every probe."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """The words of one probe: what counts, and what does not."""

    counts: str
    never: str


@cache
def meanings() -> dict[str, Meaning]:
    """Return the meanings by probe id, in the order of the catalogue."""
    listed = json.loads(assets.read_text("resources", "probes.json"))
    return {each["id"]: Meaning(each["counts"], each["not"]) for each in listed}
