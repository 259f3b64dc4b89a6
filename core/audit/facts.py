"""From an audit and its adopted scan to what scoring needs to know."""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

from core.audit.audit import Audit
from core.audit.measurements import values
from core.model.answer import Answer
from core.model.judgement import SHORTEST_JUSTIFICATION, Judgement, Kind
from core.model.scan import Scan
from core.rubric.index import index
from core.rubric.rubric import Rubric
from core.scoring.criteria import Criteria
from core.scoring.facts import Facts, Told
from core.scoring.result import CriterionScore

V = TypeVar("V")

_MOST = 8
_Known = tuple[Rubric, dict[str, Told], dict[str, float | None], tuple[str, ...], Criteria]
_scored: "OrderedDict[tuple[int, int], _Known]" = OrderedDict()
_bases: "OrderedDict[tuple[int, tuple[str, ...]], tuple[Scan | None, Facts]]" = OrderedDict()


def facts(audit: Audit, rubric: Rubric, scan: Scan | None) -> Facts:
    """Return the state of an audit with respect to one rubric.

    Drafts and overrides without their justification do not count. A judgement whose scan rating changed since stays in
    force, but is no longer reviewed; neither is one carried over from an earlier audit.

    Args:
        audit: the document.
        rubric: the rubric to look at.
        scan: the adopted scan, None when nothing was scanned.
    """
    processes = tuple(process.id for process in audit.processes)
    found = replace(
        _of_scan(scan, processes),
        levels={
            name: judgement.level for name, judgement in _own(audit.judgements, rubric).items() if effective(judgement)
        },
        not_applicable=frozenset(_own(audit.not_applicable, rubric)),
    )
    if audit.results:
        found = replace(found, measurements=values(audit, scan))
    return replace(found, reviewed=_reviewed(audit, rubric, found))


def effective(judgement: Judgement) -> bool:
    """Tell whether a judgement is in force: an override needs its justification."""
    return judgement.kind is not Kind.OVERRIDE or len(judgement.justification.strip()) >= SHORTEST_JUSTIFICATION


def stands(judgement: Judgement, present: CriterionScore) -> bool:
    """Tell whether the scan still says what it said when a criterion was judged."""
    return (
        not judgement.carried_from
        and judgement.scan_level == present.scan_level
        and (not judgement.scan_state or judgement.scan_state == present.scan_state.value)
    )


def _own(mapping: Mapping[str, V], rubric: Rubric) -> dict[str, V]:
    """Return the entries of one rubric by key without the rubric."""
    prefix = f"{rubric.id}/"
    return {name[len(prefix) :]: value for name, value in mapping.items() if name.startswith(prefix)}


def _told(answer: Answer) -> Told:
    return Told(answer.outcome, answer.skipped_source)


def _of_scan(scan: Scan | None, processes: tuple[str, ...]) -> Facts:
    """Return the facts that come from the scan alone; kept for the last scans, because an edit changes none of them."""
    key = (id(scan), processes)
    known = _bases.get(key)
    if known is not None and known[0] is scan:
        return known[1]
    found = Facts(processes=processes)
    if scan is not None:
        found = Facts(
            probes={name: _told(answer) for name, answer in scan.probes.items() if name not in scan.not_run},
            process_probes={
                process: {name: _told(answer) for name, answer in answers.items() if name not in scan.not_run}
                for process, answers in scan.processes.items()
            },
            measurements={name: measured.value for name, measured in scan.measurements.items()},
            processes=processes,
        )
    _bases[key] = (scan, found)
    while len(_bases) > _MOST:
        _bases.popitem(last=False)
    return found


def _reviewed(audit: Audit, rubric: Rubric, found: Facts) -> frozenset[str]:
    """Return the keys whose judgement still stands to the scan.

    What the scan says of a criterion changes with an edit only where its levels name other criteria; all else is asked
    of scores that were made once for the scan.
    """
    judgements = _own(audit.judgements, rubric)
    tables = index(rubric)
    by_scan, with_people = _scores_of_scan(rubric, found), Criteria(rubric, found)
    reviewed = set()
    for name in found.levels:
        criterion_id = name.partition("@")[0]
        if criterion_id not in tables.criteria:
            continue
        present = (with_people if criterion_id in tables.depends else by_scan).part(name)
        if present is not None and stands(judgements[name], present):
            reviewed.add(name)
    return frozenset(reviewed)


def _scores_of_scan(rubric: Rubric, found: Facts) -> Criteria:
    key = (id(rubric), id(found.probes))
    known = _scored.get(key)
    if (
        known is not None
        and known[0] is rubric
        and known[1] is found.probes
        and known[2] == found.measurements
        and known[3] == found.processes
    ):
        return known[4]
    criteria = Criteria(rubric, replace(found, levels={}, not_applicable=frozenset()))
    _scored[key] = (rubric, found.probes, found.measurements, found.processes, criteria)
    while len(_scored) > _MOST:
        _scored.popitem(last=False)
    return criteria
