"""CycloneDX 1.4 and later, JSON and XML: components, and vulnerabilities with what an analysis said of them."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from core.history.records import count_of
from core.instruments.draft import BadRow
from core.instruments.imported_parts import MOST_ROWS, Part, as_dict, as_list, as_text, measurement, speaks_to
from core.model.instrument import ResultTable

_CLOSED = frozenset({"resolved", "resolved_with_pedigree", "false_positive", "not_affected"})
_SEVERITIES = ("critical", "high", "medium", "low", "info", "none", "unknown")


@dataclass(frozen=True, slots=True)
class Vulnerability:
    """A vulnerability that a bill of materials names; `state` is empty where nobody looked at it."""

    id: str
    severity: str
    affects: str
    state: str


@dataclass(frozen=True, slots=True)
class Bill:
    """A bill of materials; `vulnerabilities` is None where it has no list of them."""

    name: str
    components: int
    vulnerabilities: tuple[Vulnerability, ...] | None


def is_cyclonedx(value: object) -> bool:
    """Tell whether a JSON value is a CycloneDX bill of materials."""
    return as_dict(value).get("bomFormat") == "CycloneDX"


def bill_of_json(name: str, value: Any, bad: list[BadRow]) -> Bill:
    """Return a bill of materials from JSON."""
    names = {
        as_text(c.get("bom-ref")): " ".join(filter(None, (as_text(c.get("name")), as_text(c.get("version")))))
        for c in _components(value)
    }
    listed = value.get("vulnerabilities")
    if listed is None:
        return Bill(name, len(names), None)
    found = []
    for position, entry in enumerate(as_list(listed), start=1):
        identity = as_text(as_dict(entry).get("id"))
        if not identity:
            bad.append(BadRow(name, 0, f"vulnerability {position} has no id"))
            continue
        refs = [as_text(as_dict(a).get("ref")) for a in as_list(entry.get("affects"))]
        severities = [as_text(as_dict(r).get("severity")) for r in as_list(entry.get("ratings"))]
        state = as_text(as_dict(entry.get("analysis")).get("state"))
        affected = ", ".join(dict.fromkeys(names.get(ref) or ref for ref in refs[:3]))
        found.append(Vulnerability(identity, _worst(severities), affected, state))
    return Bill(name, len(names), tuple(found))


def _components(value: Any) -> Iterator[dict[str, Any]]:
    """Yield components and those inside them, without recursion."""
    waiting = [as_list(value.get("components"))]
    while waiting:
        for component in waiting.pop():
            if isinstance(component, dict):
                yield component
                waiting.append(as_list(component.get("components")))


def bill_of_xml(name: str, root: Any, bad: list[BadRow]) -> Bill:
    """Return a bill of materials from XML, whatever the version of its namespace."""
    names: dict[str, str] = {}
    for component in root.iterfind(".//{*}component"):
        text = " ".join(filter(None, (component.findtext("{*}name"), component.findtext("{*}version"))))
        names[component.get("bom-ref") or f"#{len(names)}"] = as_text(text)
    listed = root.find("{*}vulnerabilities")
    if listed is None:
        return Bill(name, len(names), None)
    found = []
    for position, entry in enumerate(listed.findall("{*}vulnerability"), start=1):
        identity = as_text(entry.findtext("{*}id"))
        if not identity:
            bad.append(BadRow(name, 0, f"vulnerability {position} has no id"))
            continue
        refs = [as_text(ref.text) for ref in entry.findall("{*}affects/{*}target/{*}ref")]
        severities = [as_text(s.text) for s in entry.findall("{*}ratings/{*}rating/{*}severity")]
        affected = ", ".join(dict.fromkeys(names.get(ref) or ref for ref in refs[:3]))
        state = as_text(entry.findtext("{*}analysis/{*}state"))
        found.append(Vulnerability(identity, _worst(severities), affected, state))
    return Bill(name, len(names), tuple(found))


def _worst(severities: Sequence[str]) -> str:
    known = [s.casefold() for s in severities if s.casefold() in _SEVERITIES]
    return min(known, key=_SEVERITIES.index, default="unknown")


def cyclonedx(bills: Sequence[Bill]) -> Part:
    """Return what bills of materials say together; a vulnerability that several name counts once."""
    components = sum(bill.components for bill in bills)
    said = f"{count_of(len(bills), 'CycloneDX file')} with {count_of(components, 'component')}"
    probes = [(probe, "a bill of materials was handed over") for probe in speaks_to()["cyclonedx"]]
    listed = [v for bill in bills for v in bill.vulnerabilities or ()]
    if all(bill.vulnerabilities is None for bill in bills):
        why = "the files list components, and no list of vulnerabilities is in them"
        measured = measurement("import.known-vulnerabilities", None, said, 0, why)
        return Part(said, measured, (), components, (), tuple(probes))
    probes += [(probe, "known vulnerabilities were listed") for probe in speaks_to()["cyclonedx-vulnerabilities"]]
    worst: dict[str, Vulnerability] = {}
    for found in sorted(listed, key=lambda v: (v.state in _CLOSED, _SEVERITIES.index(v.severity), v.affects, v.state)):
        worst.setdefault(found.id, found)
    still_open = [v for v in worst.values() if v.state not in _CLOSED]
    closed = len(worst) - len(still_open)
    notes = [f"closed by analysis and counted apart: {closed}"] if closed else []
    if without := sum(bill.vulnerabilities is None for bill in bills):
        notes.append(f"{without} of {len(bills)} CycloneDX files list no vulnerabilities")
    measured = measurement("import.known-vulnerabilities", float(len(still_open)), said, len(worst))
    return Part(said, measured, _tables(still_open), components + len(listed), tuple(notes), tuple(probes))


def _tables(still_open: Sequence[Vulnerability]) -> tuple[ResultTable, ...]:
    counted = Counter(v.severity for v in still_open)
    summary = tuple((severity.capitalize(), str(counted[severity])) for severity in _SEVERITIES if counted[severity])
    ordered = sorted(still_open, key=lambda v: (_SEVERITIES.index(v.severity), v.id))[:MOST_ROWS]
    rows = tuple((v.id, v.severity, v.affects or "-", v.state.replace("_", " ") or "not analysed") for v in ordered)
    more = f"The first {MOST_ROWS} of {len(still_open)}." if len(still_open) > MOST_ROWS else ""
    tables = (
        ResultTable("Known vulnerabilities by severity", ("Severity", "Vulnerabilities"), summary),
        ResultTable("Known vulnerabilities", ("Id", "Severity", "Component", "Analysis"), rows, more),
    )
    return tuple(table for table in tables if table.rows)
