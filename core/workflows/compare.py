"""Compare an audit with an earlier one: an audit file, a published audit, or a report that embeds one."""

from dataclasses import dataclass
from pathlib import Path

from core.audit.published import Published, from_bytes
from core.errors import SightlineError
from core.planning.assessment import Assessment
from core.planning.comparison import RubricComparison, compare
from core.rubric.loading import parse
from core.rubric.rubric import Rubric
from core.scoring.facts import Facts
from core.workflows.open import open_audit
from core.workflows.open_audit import OpenAudit
from core.workflows.verify import read_file

_PDF, _JSON = b"%PDF-", b"{"


class NotComparable(SightlineError):
    """The earlier audit cannot be read, or shares no rubric with the present one."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """What comparing needs of an earlier audit.

    Attributes:
        date: day on which it was last changed, ISO 8601.
        probe_set: hash over the definitions of its scanner's probes; empty when it was not scanned.
        rubrics: each with what the audit knew about it, by rubric id.
    """

    id: str
    title: str
    client: str
    date: str
    probe_set: str
    rubrics: dict[str, tuple[Rubric, Facts]]


@dataclass(frozen=True, slots=True)
class Comparison:
    """An audit beside an earlier one.

    Attributes:
        rubrics: those that both use.
        only_before: ids of rubrics that only the earlier audit used.
        only_now: ids of rubrics that only the present one uses.
        other_scanner: the two scans asked by other definitions of probes, so that an answer may differ by that alone.
        same_audit: both are the same engagement at two times.
    """

    title: str
    date: str
    rubrics: tuple[RubricComparison, ...]
    only_before: tuple[str, ...] = ()
    only_now: tuple[str, ...] = ()
    other_scanner: bool = False
    same_audit: bool = False


def earlier_audit(path: Path) -> Earlier:
    """Read an earlier audit.

    Args:
        path: an audit file, a published audit (JSON), or a report or roadmap (PDF) that embeds one.

    Raises:
        NotComparable: when a document holds no published audit.
        SightlineError: when the file cannot be read.
    """
    start = _start(path)
    if start == _PDF:
        return _of_published(_embedded(read_file(path), path.name))
    if start[:1] == _JSON:
        return _of_published(from_bytes(read_file(path)))
    with open_audit(path) as opened:
        return of_open_audit(opened)


def _start(path: Path) -> bytes:
    if not path.is_file():
        raise NotComparable(f"{path.name} is not there, or is no file.", "Name an audit file, its JSON or its report.")
    try:
        with path.open("rb") as file:
            return file.read(len(_PDF))
    except OSError as error:
        raise NotComparable(f"{path.name} cannot be read.", "Check the permissions.", str(error)) from error


def _embedded(data: bytes, name: str) -> Published:
    from core.report.content import embedded_files
    from core.report.documents import AUDIT_FILE

    audit = embedded_files(data).get(AUDIT_FILE)
    if audit is None:
        raise NotComparable(f"{name} holds no audit.", "Name a report of Sightline, its JSON, or the audit file.")
    return from_bytes(audit)


def of_open_audit(opened: OpenAudit) -> Earlier:
    """Return what comparing needs of an open audit."""
    audit = opened.audit
    head = opened.trail_head()
    return Earlier(
        audit.id,
        audit.details.title,
        audit.details.client,
        head.at.date().isoformat(),
        opened.scan.probe_set if opened.scan else "",
        {name: (rubric, opened.facts(name)) for name, rubric in opened.rubrics.items()},
    )


def _of_published(found: Published) -> Earlier:
    return Earlier(
        found.id,
        found.details.title,
        found.details.client,
        found.issued_at.date().isoformat(),
        found.scanned.probe_set if found.scanned else "",
        {r.id: (parse(found.texts[r.digest], f"{r.id}.yaml"), r.facts) for r in found.rubrics},
    )


def comparison(opened: OpenAudit, present: tuple[Assessment, ...], earlier: Earlier) -> Comparison:
    """Return an audit beside an earlier one.

    Args:
        opened: the present audit.
        present: its rubrics with their findings.
        earlier: the earlier one.

    Raises:
        NotComparable: when the two share no rubric.
    """
    rubrics = tuple(
        compare(*earlier.rubrics[found.rubric.id], found) for found in present if found.rubric.id in earlier.rubrics
    )
    if not rubrics:
        raise NotComparable(
            "The two audits share no rubric.",
            f"The earlier one used {', '.join(earlier.rubrics)}, this one uses {', '.join(opened.rubrics)}.",
        )
    known = {found.rubric.id for found in present}
    probe_set = opened.scan.probe_set if opened.scan else ""
    return Comparison(
        earlier.title,
        earlier.date,
        rubrics,
        tuple(name for name in earlier.rubrics if name not in known),
        tuple(name for name in known if name not in earlier.rubrics),
        bool(earlier.probe_set and probe_set and earlier.probe_set != probe_set),
        earlier.id == opened.audit.id,
    )
