"""What the worker says about a repository before it is scanned, as the window shows it."""

from dataclasses import dataclass
from typing import Any

from gui.words import tr


@dataclass(frozen=True, slots=True)
class Problem:
    """Something to know about a repository; one that blocks must be solved, or allowed with its switch.

    Attributes:
        allow: `trust_owner` or `allow_outside` when the auditor may allow it, else empty.
    """

    message: str
    advice: str = ""
    blocks: bool = False
    allow: str = ""
    details: str = ""


@dataclass(frozen=True, slots=True)
class RepositoryFacts:
    """The facts of a repository."""

    refs: tuple[str, ...] = ()
    head: str = ""
    files: int = 0
    size: int = 0
    commits: int | None = None
    languages: tuple[tuple[str, int], ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def blocked(self) -> bool:
        """Tell whether it can't be scanned as it is."""
        return any(problem.blocks for problem in self.problems)


def size_text(size: int) -> str:
    """Return a number of bytes as people read it."""
    value = float(size)
    for unit in ("B", "KiB", "MiB"):
        if value < 1024:
            return f"{value:.0f} {unit}" if unit == "B" or value >= 10 else f"{value:.1f} {unit}"
        value /= 1024
    return f"{value:.1f} GiB"


def languages_text(languages: tuple[tuple[str, int], ...], most: int = 4) -> str:
    """Return the languages with their shares, largest first."""
    total = sum(count for _, count in languages)
    if not total:
        return ""
    largest = sorted(languages, key=lambda pair: -pair[1])[:most]
    return ", ".join(f"{name} {share} %" for name, count in largest if (share := round(100 * count / total)))


def fact_rows(found: RepositoryFacts) -> tuple[tuple[str, str], ...]:
    """Return the facts to show, as names and values; what is unknown is left out."""
    rows = [
        (tr("Files"), f"{found.files:,}" if found.files else ""),
        (tr("Size"), size_text(found.size) if found.size else ""),
        (tr("Commits"), f"{found.commits:,}" if found.commits is not None else ""),
        (tr("Languages"), languages_text(found.languages)),
    ]
    return tuple((name, value) for name, value in rows if value)


def read(plain: Any) -> RepositoryFacts:
    """Build the facts from the worker's answer; what it does not say stays unknown."""
    problems = tuple(
        Problem(p["message"], p.get("advice", ""), bool(p.get("blocks")), p.get("allow", ""), p.get("details", ""))
        for p in plain.get("problems", ())
    )
    return RepositoryFacts(
        tuple(r["name"] for r in plain.get("refs", ())),
        plain.get("head", ""),
        int(plain.get("files", 0)),
        int(plain.get("bytes", 0)),
        plain.get("commits"),
        tuple((name, count) for name, count in plain.get("languages", ())),
        problems,
    )
