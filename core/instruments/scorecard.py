"""OpenSSF Scorecard's JSON: the aggregate score, 0 to 10, and each check with its reason."""

from collections.abc import Sequence
from typing import Any

from core.instruments.draft import BadRow
from core.instruments.imported_parts import Part, as_dict, as_list, as_text, measurement, speaks_to
from core.model.instrument import ResultTable


def is_scorecard(value: object) -> bool:
    """Tell whether a JSON value is a Scorecard result."""
    found = as_dict(value)
    return isinstance(found.get("checks"), list) and ("scorecard" in found or "score" in found)


def scorecard(files: Sequence[tuple[str, Any]], bad: list[BadRow]) -> Part | None:
    """Return the newest Scorecard result of some; None when none can be used.

    Args:
        files: name and value of each result.
        bad: gets results without a score.
    """
    usable = []
    for name, value in files:
        if _score(value.get("score"), 10) is None:
            bad.append(BadRow(name, 0, "its score is no number from 0 to 10"))
        else:
            usable.append((str(value.get("date")), name, value))
    if not usable:
        return None
    date, name, value = max(usable, key=lambda one: one[:2])
    repo = as_dict(value.get("repo"))
    rows, probes, inconclusive = [], [], 0
    for check in as_list(value["checks"]):
        title, points = as_text(as_dict(check).get("name")), _score(as_dict(check).get("score"), 10)
        if not title:
            bad.append(BadRow(name, 0, "a check has no name"))
            continue
        inconclusive += points is None
        rows.append((title, "-" if points is None else f"{points:g}", as_text(check.get("reason"))))
        probes += [(probe, f"Scorecard's check {title}") for probe in speaks_to()["scorecard"].get(title, ())]
    where = " ".join(filter(None, (as_text(repo.get("name")), as_text(repo.get("commit"))[:10])))
    said = f"OpenSSF Scorecard of {where or name} ({as_text(date)[:10] or 'no date'})"
    notes = []
    if len(usable) > 1:
        notes.append(f"of {len(usable)} Scorecard results the newest counts")
    if inconclusive:
        notes.append(f"checks of Scorecard without a result: {inconclusive}")
    measured = measurement("import.scorecard", _score(value["score"], 10), said, len(rows))
    table = ResultTable("OpenSSF Scorecard", ("Check", "Score", "Reason"), tuple(sorted(rows)), f"Of 10 each. {said}.")
    return Part(said, measured, (table,), len(rows), tuple(notes), tuple(probes))


def _score(value: object, most: float) -> float | None:
    """Return a score; -1 stands for inconclusive."""
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value <= most:
        return None
    return float(value)
