"""Small repositories that a naive search takes for a yes, kept as data in tests/core/probes/traps/<area>.yaml.

A trap is a mapping of
- probe: the id;
- clause: words of the catalogue's `not:` that it is a case of, or instead rule: words of one of the general rules, or
  `The same words in another sense`;
- naive: an expression that a naive search would use, over `path`, a line end and the text of each file;
- files: the repository, path to text; its answer is `outcome` (absent unless said otherwise), never yes;
- genuine: what makes it a yes when laid over `files`; its answer is `answers` (present unless said otherwise);
- process: for a process probe, the `paths` and `names` of the process that is asked about.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from core.model.answer import Answer
from core.model.process import CriticalProcess
from core.probes.catalogue import PROBES, PROCESS_PROBES
from tests.helpers.snapshots import ask, ask_process

FOLDER = Path(__file__).parents[1] / "core" / "probes" / "traps"
OTHER_SENSE = "The same words in another sense"
"""Said instead of a general rule where the words mean something else."""

_PROBES = {probe.id: probe for probe in PROBES}
_PROCESS_PROBES = {probe.id: probe for probe in PROCESS_PROBES}


@dataclass(frozen=True)
class Trap:
    """One trap, with the fields said above."""

    probe: str
    naive: str
    files: dict[str, str]
    genuine: dict[str, str]
    clause: str = ""
    rule: str = ""
    outcome: str = "absent"
    answers: str = "present"
    process: dict[str, list[str]] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The probe and what it must not be taken in by."""
        return f"{self.probe}: {self.clause or self.rule}"

    def is_found_naively(self) -> bool:
        """Tell whether the naive search finds it."""
        return any(re.search(self.naive, f"{path}\n{text}") for path, text in self.files.items())

    def ask(self, files: Mapping[str, str]) -> Answer:
        """Return what the trap's probe answers about some files."""
        if self.probe in _PROBES:
            return ask(_PROBES[self.probe], files)
        parts = {key: tuple(values) for key, values in self.process.items()}
        return ask_process(_PROCESS_PROBES[self.probe], files, CriticalProcess("pay", "Payment", **parts))  # type: ignore[arg-type]


@cache
def traps() -> tuple[Trap, ...]:
    """Return all traps, by area and in the order of the files."""
    found: list[dict[str, Any]] = []
    for path in sorted(FOLDER.glob("*.yaml")):
        found += yaml.safe_load(path.read_text(encoding="utf-8"))
    return tuple(Trap(**each) for each in found)


def parts_of(never: str) -> tuple[str, ...]:
    """Return the things that a `not:` names, without asides in parentheses and remarks on what does count."""
    plain = re.sub(r"\s*\([^)]*\)", "", never)
    said = [sentence for sentence in re.split(r";|\. ", plain) if not re.search(r"\bcounts?\b|the answer is", sentence)]
    parts = [part.strip() for sentence in said for part in re.split(r",|\bor\b", sentence)]
    return tuple(part for part in parts if part)
