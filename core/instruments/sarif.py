"""SARIF 2.1.0 (OASIS): results of static analysis by level; suppressed and vanished ones apart."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from core.history.records import count_of
from core.instruments.draft import BadRow
from core.instruments.imported_parts import MOST_ROWS, Part, as_dict, as_list, as_text, measurement, named, speaks_to
from core.model.instrument import ResultTable

_LEVELS = ("error", "warning", "note", "none")
_SUPPRESSED = "suppressed"
_GONE = "no longer present"
_VERSION = "2.1.0"


def is_sarif(value: object) -> bool:
    """Tell whether a JSON value is a SARIF log."""
    found = as_dict(value)
    return isinstance(found.get("runs"), list) and ("version" in found or "sarif" in str(found.get("$schema")))


def sarif(files: Sequence[tuple[str, Any]], bad: list[BadRow]) -> Part | None:
    """Return the findings of SARIF logs; None when no run could be read.

    Args:
        files: name and value of each log.
        bad: gets logs and runs that are not of the format.
    """
    by_tool: dict[str, Counter[str]] = {}
    rules: Counter[tuple[str, str]] = Counter()
    notes: list[str] = []
    results = 0
    for name, log in files:
        if log.get("version") != _VERSION:
            bad.append(BadRow(name, 0, f"it is SARIF {str(log.get('version'))[:20]}, and {_VERSION} is read"))
            continue
        for number, run in enumerate(log["runs"]):
            driver = as_dict(as_dict(as_dict(run).get("tool")).get("driver"))
            tool = as_text(driver.get("name"))
            if not tool:
                bad.append(BadRow(name, 0, f"run {number + 1} names no tool"))
                continue
            counted = by_tool.setdefault(tool, Counter())
            if run.get("results") is None:
                notes.append(f"{name}: {tool} gave no results, it may not have run")
            if any(as_dict(i).get("executionSuccessful") is False for i in as_list(run.get("invocations"))):
                notes.append(f"{name}: {tool} says that it did not end well")
            levels = _default_levels(run)
            for position, result in enumerate(as_list(run.get("results"))):
                if not isinstance(result, dict):
                    bad.append(BadRow(name, 0, f"result {position + 1} of {tool} is not an object"))
                    continue
                results += 1
                state = _state(result, levels)
                counted[state] += 1
                if state == "error":
                    rules[tool, _rule(result) or "(no rule)"] += 1
    if not by_tool:
        return None
    errors = sum(counted["error"] for counted in by_tool.values())
    said = f"{count_of(len(files), 'SARIF file')} of {named(by_tool)}"
    found = measurement("import.sarif-errors", float(errors), said, results)
    if apart := sum(counted[_SUPPRESSED] for counted in by_tool.values()):
        notes.append(f"suppressed and counted apart: {count_of(apart, 'finding')}")
    return Part(said, found, _tables(by_tool, rules), results, tuple(notes), tuple(_probes(by_tool)))


def _default_levels(run: Any) -> dict[tuple[int, int] | str, str]:
    """Return the level of each rule, by its position (component, index) and by its id."""
    tool = as_dict(run.get("tool"))
    found: dict[tuple[int, int] | str, str] = {}
    for place, component in enumerate((tool.get("driver"), *as_list(tool.get("extensions")))):
        for index, rule in enumerate(as_list(as_dict(component).get("rules"))):
            level = as_dict(as_dict(rule).get("defaultConfiguration")).get("level")
            if level in _LEVELS:
                found[place - 1, index] = level
                found.setdefault(str(as_dict(rule).get("id")), level)
    return found


def _state(result: dict[str, Any], levels: dict[tuple[int, int] | str, str]) -> str:
    """Return the level of an open result, or why it is not open (3.27.9, 3.27.10, 3.27.23, 3.27.24)."""
    suppressions = as_list(result.get("suppressions"))
    if suppressions and all(as_dict(s).get("status", "accepted") == "accepted" for s in suppressions):
        return _SUPPRESSED
    if result.get("baselineState") == "absent":
        return _GONE
    level = result.get("level")
    if level in _LEVELS:
        return str(level)
    if result.get("kind", "fail") != "fail":
        return "none"
    rule = as_dict(result.get("rule"))
    index = rule.get("index", result.get("ruleIndex", -1))
    component = as_dict(rule.get("toolComponent")).get("index", -1)
    place = (component if isinstance(component, int) else -1, index if isinstance(index, int) else -1)
    return levels.get(place) or levels.get(_rule(result)) or "warning"


def _rule(result: dict[str, Any]) -> str:
    found = result.get("ruleId") or as_dict(result.get("rule")).get("id")
    return found if isinstance(found, str) else ""


def _tables(by_tool: dict[str, Counter[str]], rules: Counter[tuple[str, str]]) -> tuple[ResultTable, ...]:
    shown = ("error", "warning", "note", _SUPPRESSED)
    rows = tuple((tool, *(str(counted[state]) for state in shown)) for tool, counted in sorted(by_tool.items()))
    first = ResultTable("Findings of static analysis", ("Tool", "Errors", "Warnings", "Notes", "Suppressed"), rows)
    most = sorted(rules.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_ROWS]
    second = tuple((tool, as_text(rule), str(count)) for (tool, rule), count in most)
    tables = (first, ResultTable("Errors by rule", ("Tool", "Rule", "Errors"), second))
    return tuple(table for table in tables if table.rows)


def _probes(tools: Iterable[str]) -> Iterable[tuple[str, str]]:
    for tool in tools:
        for part, probes in speaks_to()["sarif"].items():
            if part in tool.casefold():
                yield from ((probe, f"{tool} was run") for probe in probes)
