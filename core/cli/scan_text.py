"""A scan as a table for the terminal: what was asked, what was answered, where it stands."""

from core.model.answer import Answer
from core.model.measurement import Measurement
from core.model.outcome import Outcome
from core.model.scan import Scan

AREAS = {
    "env": "Development environment",
    "ci": "Continuous integration",
    "test": "Tests",
    "cd": "Delivery",
    "iac": "Infrastructure as code",
    "obs": "Observability",
    "rel": "Reliability",
    "rec": "Recovery",
    "sec": "Security",
    "doc": "Documentation",
    "process": "Critical processes",
    "own": "Probes of rubrics",
}

_MARKS = {
    Outcome.PRESENT: "yes",
    Outcome.PARTIAL: "partly",
    Outcome.ABSENT: "no",
    Outcome.UNPROVEN: "unproven",
    Outcome.NOT_APPLICABLE: "n.a.",
    Outcome.ERROR: "error",
}
_WIDTH = 34


def printable(text: str) -> str:
    """Return text without control and direction characters: what stands in a repository must not steer a terminal."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)


def text(scan: Scan) -> str:
    """Return the whole table."""
    return "\n".join([*_head(scan), *_areas(scan), *_processes(scan), *_measurements(scan), *_foot(scan)]) + "\n"


def _head(scan: Scan) -> list[str]:
    state = scan.repository
    largest = ", ".join(name for name, _ in state.languages[:4])
    facts = [f"{state.files:,} files", f"{state.bytes / 1e6:,.1f} MB"]
    if state.commits is not None:
        facts.append(f"{state.commits:,} commits")
    lines = [
        printable(f"{state.name} at {state.commit[:12]} ({state.branch or state.ref}), {state.commit_at:%Y-%m-%d}"),
        "  " + ", ".join(facts) + (f"; {largest}" if largest else ""),
    ]
    if state.differing:
        lines.append(f"  {state.differing} files differ from the commit; the committed content was used")
    if state.shallow:
        lines.append("  shallow: the history is cut off")
    return lines


def _areas(scan: Scan) -> list[str]:
    lines: list[str] = []
    by_area: dict[str, list[Answer]] = {}
    for name, answer in scan.probes.items():
        by_area.setdefault(name.partition(".")[0], []).append(answer)
    for area in [*(a for a in AREAS if a in by_area), *(a for a in by_area if a not in AREAS)]:
        answers = by_area[area]
        yes = sum(a.outcome in (Outcome.PRESENT, Outcome.PARTIAL, Outcome.UNPROVEN) for a in answers)
        lines += ["", f"{AREAS.get(area, area)} ({yes} of {len(answers)})"]
        lines += [line for answer in answers for line in _answer(answer)]
    return lines


def _answer(answer: Answer) -> list[str]:
    place = f"  [{answer.evidence[0].place}]" if answer.evidence else ""
    return [printable(f"  {_MARKS[answer.outcome]:<9} {answer.probe:<{_WIDTH}} {answer.summary}{place}")]


def _processes(scan: Scan) -> list[str]:
    lines: list[str] = []
    for process, answers in scan.processes.items():
        lines += ["", f"Process {printable(process)}"]
        lines += [line for answer in answers.values() for line in _answer(answer)]
    return lines


def _value(found: Measurement) -> str:
    if found.value is None:
        return f"not measurable: {found.reason}"
    number = f"{found.value * 100:.0f} %" if found.unit == "share" else f"{found.value:,.1f} {found.unit}"
    tail = f", {found.band} in {found.benchmark_year}" if found.band else ""
    return f"{number} (n = {found.n}{tail}; {found.source})"


def _measurements(scan: Scan) -> list[str]:
    if not scan.measurements:
        return []
    rows = [printable(f"            {m.id:<{_WIDTH}} {_value(m)}") for m in scan.measurements.values()]
    return ["", "Measurements", *rows]


def _foot(scan: Scan) -> list[str]:
    lines = [""]
    lines += [f"skipped: {s.count} files ({s.reason})" for s in scan.skipped]
    if scan.not_run:
        lines.append(f"not run: {len(scan.not_run)} checks")
    seconds = sum(scan.timings.values())
    lines.append(f"{len(scan.probes)} checks in {seconds:.1f} s with {scan.engine or 'no engine'}")
    return lines
